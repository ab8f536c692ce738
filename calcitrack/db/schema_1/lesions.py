"""Lesions: where they are, how they are followed, and what became of them."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE lesion (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        number INTEGER NOT NULL CHECK (number > 0),
        first_seen TEXT NOT NULL,
        new_status TEXT NOT NULL,
        figure TEXT,
        figure_x REAL CHECK (figure_x BETWEEN 0 AND 1),
        figure_y REAL CHECK (figure_y BETWEEN 0 AND 1),
        UNIQUE (patient_id, number),
        UNIQUE (id, patient_id)
    ) STRICT""",
    """CREATE TABLE lesion_number (
        patient_id INTEGER PRIMARY KEY REFERENCES patient (id),
        last INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE lesion_setting (
        lesion_id INTEGER NOT NULL REFERENCES lesion (id),
        position INTEGER NOT NULL,
        set_on TEXT NOT NULL,
        set_at TEXT NOT NULL,
        set_by TEXT NOT NULL,
        site TEXT NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('left', 'right', 'midline')),
        layer TEXT,
        form TEXT NOT NULL,
        tracking_method TEXT NOT NULL,
        is_index INTEGER NOT NULL CHECK (is_index IN (0, 1)),
        reason TEXT NOT NULL,
        PRIMARY KEY (lesion_id, position)
    ) STRICT, WITHOUT ROWID""",
    # Its rows are written before the setting that they belong to, which closes them: hence the deferred reference.
    """CREATE TABLE lesion_extent (
        lesion_id INTEGER NOT NULL,
        setting INTEGER NOT NULL,
        position INTEGER NOT NULL,
        site TEXT NOT NULL,
        PRIMARY KEY (lesion_id, setting, position),
        FOREIGN KEY (lesion_id, setting) REFERENCES lesion_setting (lesion_id, position) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lesion_event (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        lesion_id INTEGER NOT NULL,
        visit_id INTEGER,
        happened_on TEXT NOT NULL,
        kind TEXT NOT NULL,
        UNIQUE (id, patient_id),
        FOREIGN KEY (lesion_id) REFERENCES lesion (id),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT""",
    "CREATE INDEX lesion_event_by_patient ON lesion_event (patient_id)",
    """CREATE TABLE lesion_link (
        event_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        patient_id INTEGER NOT NULL,
        from_lesion_id INTEGER NOT NULL,
        to_lesion_id INTEGER NOT NULL,
        visit_id INTEGER,
        PRIMARY KEY (event_id, position),
        FOREIGN KEY (event_id, patient_id) REFERENCES lesion_event (id, patient_id),
        FOREIGN KEY (from_lesion_id) REFERENCES lesion (id),
        FOREIGN KEY (to_lesion_id) REFERENCES lesion (id),
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id)
    ) STRICT, WITHOUT ROWID""",
)
