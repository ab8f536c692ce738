"""What a card needs to know of the record besides its findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import AllergyStatus
from calcitrack.guidance.rules.drug_words import NAMED_TOGETHER
from calcitrack.ui.guidance.patient_words import Course, allergy_line, background_line, course_of


@dataclass(frozen=True, slots=True)
class Beside:
    """Recorded facts that stand beside findings, ready to be shown.

    Attributes:
        allergies: One line; ``allergic`` where it names something, or nobody has asked.
        days: Day of each visit by row number.
        draft: Row number of the draft that is counted; None where only signed visits are.
        courses: Where each of the drugs named together stands in the record.
    """

    allergies: str
    allergic: bool
    background: str
    days: Mapping[int, date]
    draft: int | None
    courses: Mapping[str, Course]


def beside(record: PatientRecord, today: date, draft: int | None) -> Beside:
    """Read it from a record."""
    return Beside(
        allergies=allergy_line(record.patient),
        allergic=record.patient.allergies.status is not AllergyStatus.NONE,
        background=background_line(record.patient, today),
        days={visit.id: visit.visited_on for visit in record.visits},
        draft=draft,
        courses={code: course_of(record, code, today) for code in NAMED_TOGETHER},
    )
