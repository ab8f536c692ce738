"""Areas and the evidence they rest on (rules 1 to 3): read once from a record, used by every other figure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import State

MM2_PER_PRODUCT = math.pi / 400
"""An ellipse is pi/4 x length x width; both are tenths of a millimetre, so a hundredth of that in mm2."""


class Size(NamedTuple):
    """Length and width of a reading of record, in tenths of a millimetre: thresholds are compared in these integers."""

    length: int
    width: int

    @property
    def product(self) -> int:
        """Length x width: areas compare as these do, and the comparison is exact."""
        return self.length * self.width

    @property
    def total(self) -> int:
        """Length + width, what the reading error is set against."""
        return self.length + self.width

    @property
    def area_mm2(self) -> float:
        """Area of the ellipse."""
        return MM2_PER_PRODUCT * self.product


class Evidence(NamedTuple):
    """What one counted visit says of one lesion.

    Attributes:
        on: Day of the area (``measured_on``) where there is one, else the day of the visit.
        reading: Reading of record; None unless the state is measured and the tracking method was used.
        size: None unless the reading of record has a length and a width.
    """

    on: date
    visit_id: int
    assessment: Assessment
    reading: Reading | None
    size: Size | None

    @property
    def lesion_id(self) -> int:
        """The lesion it speaks of."""
        return self.assessment.lesion_id

    @property
    def state(self) -> State:
        """The state recorded."""
        return self.assessment.state


@dataclass(frozen=True, slots=True)
class Evidences:
    """Everything that the counted visits of a patient say, indexed once.

    Attributes:
        visits: Counted visits, oldest first, each with what it says, by lesion number.
        by_lesion: What is said of each lesion by date of evidence, then in the order of the visits; every lesion of
            the record has an entry.
    """

    visits: tuple[tuple[Visit, tuple[Evidence, ...]], ...]
    by_lesion: Mapping[int, tuple[Evidence, ...]]

    @property
    def last_visit_on(self) -> date | None:
        """Day of the last counted visit; None when there is none."""
        return self.visits[-1][0].visited_on if self.visits else None


def reading_of_record(lesion: Lesion, assessment: Assessment) -> Reading | None:
    """The first listed reading by the lesion's present tracking method, of a measured lesion (rule 2)."""
    return assessment.reading_by(lesion.tracking_method) if assessment.state is State.MEASURED else None


def size_of(reading: Reading | None) -> Size | None:
    """Length and width of a reading; None when either was not taken."""
    return None if reading is None or reading.width is None else Size(reading.length, reading.width)


def evidence_of(lesion: Lesion, visit: Visit, assessment: Assessment) -> Evidence:
    """What an assessment says, with the date that rule 3 gives it."""
    reading = reading_of_record(lesion, assessment)
    size = size_of(reading)
    on = reading.measured_on if reading and size else visit.visited_on
    return Evidence(on, visit.id, assessment, reading, size)


def read_evidence(record: PatientRecord) -> Evidences:
    """Read what the counted visits of a record say of its lesions."""
    lesions = {lesion.id: lesion for lesion in by_number(record.lesions)}
    place = {lesion_id: i for i, lesion_id in enumerate(lesions)}
    visits = []
    by_lesion: dict[int, list[Evidence]] = {lesion_id: [] for lesion_id in lesions}
    for visit in record.counted_visits:
        said = [evidence_of(lesions[a.lesion_id], visit, a) for a in visit.assessments]
        said.sort(key=lambda e: place[e.lesion_id])
        visits.append((visit, tuple(said)))
        for evidence in said:
            by_lesion[evidence.lesion_id].append(evidence)
    return Evidences(tuple(visits), {i: tuple(sorted(said, key=_day)) for i, said in by_lesion.items()})


def counted_events(record: PatientRecord) -> tuple[LesionEvent, ...]:
    """Events in the order entered, without those that came with a visit that does not count (rule 1)."""
    uncounted = {visit.id for visit in record.visits if not visit.counts}
    return tuple(e for e in record.events if e.visit_id is None or e.visit_id not in uncounted)


def by_number(lesions: Iterable[Lesion]) -> list[Lesion]:
    """Lesions by their number within the patient, as every list of figures has them."""
    return sorted(lesions, key=lambda lesion: lesion.number)


def sum_mm2(sizes: Iterable[Size]) -> float:
    """Sum of areas; the integers are summed first, so that the order of the lesions cannot tell."""
    return MM2_PER_PRODUCT * sum(size.product for size in sizes)


def percent_change(then: int, now: int) -> float:
    """Change of a positive product of lengths in per cent; exact before the one division, and never -0.0."""
    return (now - then) * 100 / then


def _day(evidence: Evidence) -> date:
    return evidence.on
