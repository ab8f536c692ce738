"""Treatment trials, how they were judged, and findings of the guidance that were set aside."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE trial (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        therapy TEXT NOT NULL CHECK (therapy <> ''),
        therapy_code TEXT,
        dose TEXT,
        route TEXT,
        start_on TEXT NOT NULL,
        stop_on TEXT CHECK (stop_on >= start_on),
        stop_reason TEXT,
        all_lesions INTEGER NOT NULL CHECK (all_lesions IN (0, 1)),
        removed_at TEXT,
        version INTEGER NOT NULL DEFAULT 1,
        UNIQUE (id, patient_id)
    ) STRICT""",
    "CREATE INDEX trial_by_patient ON trial (patient_id)",
    """CREATE TABLE trial_step (
        trial_id INTEGER NOT NULL REFERENCES trial (id),
        position INTEGER NOT NULL,
        from_on TEXT NOT NULL,
        dose TEXT NOT NULL,
        amount REAL,
        unit TEXT NOT NULL,
        PRIMARY KEY (trial_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE adverse_effect (
        trial_id INTEGER NOT NULL REFERENCES trial (id),
        position INTEGER NOT NULL,
        effect TEXT NOT NULL CHECK (effect <> ''),
        severity TEXT NOT NULL,
        noted_on TEXT,
        PRIMARY KEY (trial_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE trial_target (
        trial_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        patient_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        PRIMARY KEY (trial_id, position),
        UNIQUE (trial_id, lesion_id),
        FOREIGN KEY (trial_id, patient_id) REFERENCES trial (id, patient_id),
        FOREIGN KEY (lesion_id) REFERENCES lesion (id)
    ) STRICT""",
    """CREATE TABLE judgement (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL,
        trial_id INTEGER NOT NULL,
        lesion_id INTEGER NOT NULL,
        reader_person_id INTEGER NOT NULL REFERENCES person (id),
        reader TEXT NOT NULL,
        judged_at TEXT NOT NULL,
        balin TEXT NOT NULL,
        now TEXT NOT NULL,
        proposed_balin TEXT NOT NULL,
        proposed_now TEXT NOT NULL,
        reason TEXT NOT NULL,
        blind INTEGER NOT NULL CHECK (blind IN (0, 1)),
        supersedes INTEGER,
        UNIQUE (id, patient_id),
        FOREIGN KEY (supersedes, patient_id) REFERENCES judgement (id, patient_id),
        FOREIGN KEY (trial_id, patient_id) REFERENCES trial (id, patient_id),
        FOREIGN KEY (lesion_id) REFERENCES lesion (id)
    ) STRICT""",
    "CREATE INDEX judgement_by_patient ON judgement (patient_id)",
    # What was said to two readings that differ. The second is a blind one; neither is ever changed.
    """CREATE TABLE settlement (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL,
        first_judgement_id INTEGER NOT NULL,
        second_judgement_id INTEGER NOT NULL,
        step TEXT NOT NULL CHECK (step IN ('answered', 'closed')),
        person_id INTEGER NOT NULL REFERENCES person (id),
        said_by TEXT NOT NULL,
        said_at TEXT NOT NULL,
        now TEXT NOT NULL,
        balin TEXT NOT NULL,
        text TEXT NOT NULL CHECK (text <> ''),
        UNIQUE (id, patient_id),
        FOREIGN KEY (first_judgement_id, patient_id) REFERENCES judgement (id, patient_id),
        FOREIGN KEY (second_judgement_id, patient_id) REFERENCES judgement (id, patient_id)
    ) STRICT""",
    "CREATE INDEX settlement_by_patient ON settlement (patient_id)",
    """CREATE TABLE dismissal (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        finding TEXT NOT NULL,
        facts_hash TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        person_id INTEGER NOT NULL REFERENCES person (id),
        dismissed_at TEXT NOT NULL,
        ended_at TEXT
    ) STRICT""",
    "CREATE INDEX dismissal_by_patient ON dismissal (patient_id)",
)
