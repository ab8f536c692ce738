"""The scores of a record through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Definition
from calcitrack.domain.instruments.scoring import Score, score
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import InstrumentAnswer, Scalar, Visit


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One score at one visit.

    Attributes:
        on: Day of the visit.
        score: The number, or why there is none.
        reporters: Who answered, as recorded; empty where nobody was named.
    """

    on: date
    score: Score
    reporters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreCourse:
    """One instrument in one version, oldest point first: another version asks something else."""

    definition: Definition
    points: tuple[ScorePoint, ...]


def score_courses(record: PatientRecord, catalogue: Catalogue) -> tuple[ScoreCourse, ...]:
    """All scores of the signed visits, in the order of the catalogue; versions asked before stand behind.

    Answers to instruments that the catalogue does not know have no course: ``unknown_answers`` counts them.
    """
    found: dict[tuple[str, str], list[ScorePoint]] = {}
    for visit in record.counted_visits:
        for definition, answers in _by_definition(visit, catalogue).items():
            values: dict[str, Scalar] = {}
            for answer in answers:
                values.setdefault(answer.item, answer.value)
            reporters = tuple(dict.fromkeys(answer.reporter for answer in answers if answer.reporter))
            point = ScorePoint(visit.visited_on, score(definition, values), reporters)
            found.setdefault((definition.id, definition.version), []).append(point)
    current = {(one.id, one.version): one for one in catalogue}
    before = {(one.id, one.version): one for one in catalogue.definitions}
    return tuple(ScoreCourse(one, tuple(found[key])) for key, one in (current | before).items() if key in found)


def unknown_answers(record: PatientRecord, catalogue: Catalogue) -> int:
    """How many answers of the signed visits belong to no definition at hand."""
    return sum(
        catalogue.of_answer(answer.instrument, answer.definition_version) is None
        for visit in record.counted_visits
        for answer in visit.instruments
    )


def _by_definition(visit: Visit, catalogue: Catalogue) -> dict[Definition, list[InstrumentAnswer]]:
    found: dict[Definition, list[InstrumentAnswer]] = {}
    for answer in visit.instruments:
        definition = catalogue.of_answer(answer.instrument, answer.definition_version)
        if definition is not None:
            found.setdefault(definition, []).append(answer)
    return found
