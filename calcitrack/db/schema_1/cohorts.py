"""Derived rows for cohorts: the lesions as they are now, and each visit set against the first measured one.

Of a lesion also the further sites of a sheet, and what each visit says of its size (``Sizes`` in
domain/cohort/change.py): both as JSON.
"""

from __future__ import annotations

TABLES: tuple[str, ...] = (
    """CREATE TABLE lesion_total (
        lesion_id INTEGER PRIMARY KEY REFERENCES lesion (id),
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        site TEXT NOT NULL,
        side TEXT NOT NULL,
        form TEXT NOT NULL,
        subtype TEXT,
        standing TEXT NOT NULL,
        covers TEXT,
        sizes TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX lesion_total_by_patient ON lesion_total (patient_id, site, side, form, subtype, standing)",
    "CREATE INDEX lesion_total_covering ON lesion_total (patient_id) WHERE covers IS NOT NULL",
    """CREATE TABLE visit_change (
        patient_id INTEGER NOT NULL REFERENCES patient (id),
        nth INTEGER NOT NULL,
        visit_id INTEGER NOT NULL REFERENCES visit (id),
        visited_on TEXT NOT NULL,
        percent REAL NOT NULL,
        compared INTEGER NOT NULL,
        of INTEGER NOT NULL,
        PRIMARY KEY (patient_id, nth)
    ) STRICT, WITHOUT ROWID""",
)
