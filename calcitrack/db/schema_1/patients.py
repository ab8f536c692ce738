"""Patients, how they are found, and what is known of them apart from any visit."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE patient (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        mrn TEXT NOT NULL UNIQUE CHECK (mrn <> ''),
        family_name TEXT NOT NULL,
        given_name TEXT NOT NULL,
        sort_name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        sex TEXT NOT NULL,
        dominant_hand TEXT,
        status TEXT NOT NULL,
        status_on TEXT,
        allergy_status TEXT NOT NULL,
        medicines TEXT NOT NULL,
        merged_into INTEGER REFERENCES patient (id),
        removed_at TEXT,
        version INTEGER NOT NULL DEFAULT 1
    ) STRICT""",
    "CREATE INDEX patient_by_name ON patient (sort_name, id) WHERE removed_at IS NULL AND merged_into IS NULL",
    "CREATE INDEX patient_kept ON patient (merged_into, removed_at)",
    """CREATE INDEX patient_left_out ON patient (id, status, removed_at, merged_into)
        WHERE status <> 'active' OR (removed_at IS NOT NULL OR merged_into IS NOT NULL)""",
    "CREATE INDEX patient_by_birth ON patient (birth_date, id)",
    "CREATE INDEX patient_merged ON patient (merged_into) WHERE merged_into IS NOT NULL",
    """CREATE TABLE patient_word (
        word TEXT NOT NULL,
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        PRIMARY KEY (word, patient_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX patient_word_by_patient ON patient_word (patient_id)",
    "CREATE VIRTUAL TABLE patient_text USING fts5 (folded, tokenize = 'trigram')",
    """CREATE TABLE allergy (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE background (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        fact TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),
        PRIMARY KEY (patient_id, fact)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE diagnosis (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        disease TEXT NOT NULL,
        first_raynaud TEXT,
        first_symptom TEXT,
        diagnosed TEXT,
        calcinosis_onset TEXT,
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE antibody (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL CHECK (name <> ''),
        result TEXT NOT NULL,
        PRIMARY KEY (patient_id, position)
    ) STRICT, WITHOUT ROWID""",
)
