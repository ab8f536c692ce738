"""The summed area over a constant set of lesions, as runs that end where the set changes.

Sums over different sets are never set against each other, so a line drawn through them would tell of what was
measured and not of the disease. A lesion found resolved stays in its set with an area of 0, as in the change since the
last visit; an excised one leaves it, because a knife is no trend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from calcitrack.domain.figures.model import RecordFigures, VisitFigures
from calcitrack.domain.vocabulary import State


@dataclass(frozen=True, slots=True)
class TotalPoint:
    """The sum at one visit.

    Attributes:
        on: Day of the visit.
        area_mm2: Sum of the areas of the run's lesions, mm2.
        of: n, lesions open at the visit together with those of the run that have healed since.
    """

    on: date
    visit_id: int
    area_mm2: float
    of: int


@dataclass(frozen=True, slots=True)
class TotalRun:
    """Consecutive visits at which the same lesions have an area.

    Attributes:
        lesions: Their ids, ascending, at least one.
        points: One for each visit, oldest first, at least one.
    """

    lesions: tuple[int, ...]
    points: tuple[TotalPoint, ...]


def total_runs(figures: RecordFigures) -> tuple[TotalRun, ...]:
    """The summed area over constant sets of lesions, oldest run first; empty when nothing was ever measured."""
    said = _states_by_visit(figures)
    runs: list[TotalRun] = []
    healed: set[int] = set()
    goes_on = False
    for visit in figures.visits:
        states = said.get(visit.visit_id, {})
        _follow(healed, states)
        just_healed = {i for i, state in states.items() if state is State.RESOLVED}
        if goes_on and _same_set(runs[-1], visit, healed, just_healed):
            runs[-1] = replace(runs[-1], points=(*runs[-1].points, _point(visit, runs[-1].lesions)))
        elif visit.areas_mm2:
            lesions = tuple(sorted(visit.areas_mm2))
            runs.append(TotalRun(lesions, (_point(visit, lesions),)))
        goes_on = bool(visit.areas_mm2)
    return tuple(runs)


def _states_by_visit(figures: RecordFigures) -> dict[int, dict[int, State]]:
    said: dict[int, dict[int, State]] = {}
    for lesion_id, points in figures.trends.items():
        for point in points:
            said.setdefault(point.visit_id, {})[lesion_id] = point.state
    return said


def _follow(healed: set[int], states: Mapping[int, State]) -> None:
    """Keep which lesions are resolved: what nobody looked for leaves a lesion as it was."""
    for lesion_id, state in states.items():
        if state is State.RESOLVED:
            healed.add(lesion_id)
        elif state.is_evidence:
            healed.discard(lesion_id)


def _same_set(run: TotalRun, visit: VisitFigures, healed: set[int], just_healed: set[int]) -> bool:
    lesions, measured = set(run.lesions), set(visit.areas_mm2)
    looked = measured | (just_healed & lesions)
    return bool(looked) and measured <= lesions and lesions - measured <= healed


def _point(visit: VisitFigures, lesions: tuple[int, ...]) -> TotalPoint:
    area = sum(visit.areas_mm2.get(i, 0.0) for i in lesions)
    return TotalPoint(visit.visited_on, visit.visit_id, area, len({*visit.open_lesions, *lesions}))
