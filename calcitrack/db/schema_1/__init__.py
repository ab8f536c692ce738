"""Schema 1, as SQL: the tables of the vault. ``guards_1`` has the triggers that guard what is signed.

Written as SQL because ``sqlite_utils`` makes neither WITHOUT ROWID tables nor composite foreign keys. Never edited once
released: a change is a new migration.

* Lengths are integer tenths of a millimetre. Clinical dates are text, instants are UTC text. Findings are NULL when not
  recorded.
* Rows of a patient carry ``patient_id``, and composite foreign keys make a visit or trial of another patient
  impossible. Triggers do so for lesions, which two patients share who were found to be one (``merge_guards_1``).
* Nothing cascades; nothing signed is ever updated or deleted.
* Where rows can be deleted (of a draft), AUTOINCREMENT keeps a number from coming back: a form that still shows what
  was discarded never writes into what came after it.
"""

from __future__ import annotations

from calcitrack.db.schema_1 import assessments, cohorts, keeping, lesions, patients, people, therapy, visits

TABLES: tuple[str, ...] = (
    *people.TABLES,
    *patients.TABLES,
    *visits.TABLES,
    *lesions.TABLES,
    *assessments.TABLES,
    *therapy.TABLES,
    *keeping.TABLES,
    *cohorts.TABLES,
)
