"""Visits, and what is recorded once for a whole visit."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE visit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visited_on TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        author TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('draft', 'signed')),
        signed_by TEXT,
        signed_by_person_id INTEGER REFERENCES person (id),
        signed_at TEXT,
        imported_by TEXT,
        fever INTEGER CHECK (fever IN (0, 1)),
        disease_activity TEXT NOT NULL,
        extent TEXT,
        note TEXT NOT NULL,
        plan TEXT NOT NULL,
        follow_up_weeks INTEGER CHECK (follow_up_weeks > 0),
        version INTEGER NOT NULL DEFAULT 1,
        content_hash TEXT,
        hash_recipe INTEGER,
        UNIQUE (id, patient_id),
        CHECK (
            CASE status
                WHEN 'signed' THEN coalesce(signed_by, '') <> '' AND coalesce(content_hash, '') <> ''
                ELSE signed_by IS NULL AND content_hash IS NULL
            END
        )
    ) STRICT""",
    "CREATE INDEX visit_by_patient ON visit (patient_id, visited_on)",
    "CREATE INDEX visit_drafts ON visit (status, visited_on, patient_id) WHERE status = 'draft'",
    """CREATE TABLE lab (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        value_json TEXT NOT NULL,
        unit TEXT,
        taken_on TEXT,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE antibiotic (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        route TEXT,
        start_on TEXT,
        stop_on TEXT,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE instrument_answer (
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        position INTEGER NOT NULL,
        instrument TEXT NOT NULL,
        definition_version TEXT NOT NULL,
        item TEXT NOT NULL,
        value_json TEXT NOT NULL,
        reporter TEXT NOT NULL,
        PRIMARY KEY (visit_id, position)
    ) STRICT, WITHOUT ROWID""",
)
