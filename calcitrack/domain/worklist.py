"""One line of the worklist and one hit of the patient search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.vocabulary import Disease, PatientStatus, Sex


class WorklistFilter(StrEnum):
    """Which patients a worklist shows."""

    EVERYONE = "everyone"
    TODAY = "today"
    OVERDUE = "overdue"
    PROGRESSING = "progressing"
    INFECTION = "infection signs"
    ON_TRIAL = "on a therapy trial"
    AWAITING = "awaiting a result"
    DRAFTS = "unsigned drafts"


class Attention(StrEnum):
    """What the last signed visit recorded that wants a look."""

    INFECTION = "infection signs"
    DISCHARGE = "discharge"
    ULCER = "ulcer"
    NERVE_COMPRESSION = "nerve compression"
    PROGRESSING = "progressing"


@dataclass(frozen=True, slots=True)
class PatientHit:
    """A patient found by name, record number or date of birth: enough to tell two people apart.

    Attributes:
        found_as: Name and record number of a merged record that was found in the place of the patient's own.
    """

    patient_id: int
    name: str
    mrn: str
    birth_date: PartialDate
    sex: Sex
    status: PatientStatus
    found_as: str = ""


@dataclass(frozen=True, slots=True)
class RecentPatient:
    """A patient whose record somebody opened lately: the number alone, because the list stands open unasked."""

    patient_id: int
    mrn: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of a search, best first.

    Attributes:
        more: There are more than are listed; the list says so.
    """

    hits: tuple[PatientHit, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One patient on the worklist. Figures are those of the last signed visit.

    Attributes:
        open_lesions: Lesions open after the last signed visit; None before the first.
        spark: (day as ordinal, summed area in mm2 or None) over a constant set of lesions, oldest first.
        change_percent: Like-for-like change at the last signed visit; None where nothing was compared.
        compared: How many lesions that change rests on.
        therapies: Trials that run today, each as "diltiazem 240 mg/d · wk 11".
        next_due_on: Day of the agreed next visit; None when none was agreed.
        draft_on: Day of the oldest unsigned draft; None when there is none.
        awaiting: Orders without a result.
    """

    patient_id: int
    name: str
    mrn: str
    birth_date: PartialDate
    sex: Sex
    status: PatientStatus
    diseases: tuple[Disease, ...] = ()
    antibodies: tuple[str, ...] = ()
    open_lesions: int | None = None
    spark: tuple[tuple[int, float | None], ...] = ()
    change_percent: float | None = None
    compared: int = 0
    therapies: tuple[str, ...] = ()
    attention: tuple[Attention, ...] = ()
    last_visit_on: date | None = None
    next_due_on: date | None = None
    draft_on: date | None = None
    awaiting: int = 0
