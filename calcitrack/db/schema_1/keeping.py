"""Attachments, the totals that can be made anew, and the audit."""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE attachment (
        id INTEGER PRIMARY KEY,
        uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visit_id INTEGER,
        lesion_id INTEGER,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL CHECK (size >= 0),
        sha256 TEXT NOT NULL,
        taken_on TEXT,
        added_at TEXT NOT NULL,
        added_by TEXT NOT NULL,
        removed_at TEXT,
        FOREIGN KEY (visit_id, patient_id) REFERENCES visit (id, patient_id),
        FOREIGN KEY (lesion_id) REFERENCES lesion (id)
    ) STRICT""",
    "CREATE INDEX attachment_by_patient ON attachment (patient_id)",
    # Derived rows: written in the same unit as the signature, outside the visit's hash, and made anew from the record.
    """CREATE TABLE visit_total (
        visit_id INTEGER PRIMARY KEY REFERENCES visit (id),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        visited_on TEXT NOT NULL,
        area_mm2 REAL,
        measured INTEGER NOT NULL,
        open INTEGER NOT NULL,
        change_percent REAL,
        compared INTEGER NOT NULL,
        attention TEXT NOT NULL,
        spark TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX visit_total_by_patient ON visit_total (patient_id, visited_on)",
    """CREATE TABLE patient_total (
        patient_id INTEGER PRIMARY KEY REFERENCES patient (id),
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        last_on TEXT NOT NULL,
        next_due_on TEXT,
        open INTEGER NOT NULL,
        change_percent REAL,
        progressing INTEGER NOT NULL CHECK (progressing IN (0, 1)),
        infection INTEGER NOT NULL CHECK (infection IN (0, 1))
    ) STRICT""",
    "CREATE INDEX patient_total_seen ON patient_total (last_on)",
    "CREATE INDEX patient_total_due ON patient_total (next_due_on) WHERE next_due_on IS NOT NULL",
    "CREATE INDEX patient_total_progressing ON patient_total (patient_id) WHERE progressing = 1",
    "CREATE INDEX patient_total_infection ON patient_total (patient_id) WHERE infection = 1",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        workstation BLOB NOT NULL CHECK (length(workstation) = 16),
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        at TEXT NOT NULL,
        person_uuid BLOB,
        person TEXT NOT NULL,
        action TEXT NOT NULL,
        entity TEXT NOT NULL,
        entity_uuid BLOB,
        patient_uuid BLOB,
        changes TEXT NOT NULL,
        reason TEXT NOT NULL,
        previous_mac BLOB NOT NULL,
        mac BLOB NOT NULL,
        UNIQUE (workstation, sequence)
    ) STRICT""",
    "CREATE INDEX audit_by_patient ON audit (patient_uuid, id)",
    # All that the list of the audit is filtered by: the rows themselves hold whole visits.
    "CREATE INDEX audit_listed ON audit (at, person_uuid, action, patient_uuid)",
)
