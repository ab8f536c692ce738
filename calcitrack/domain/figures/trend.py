"""Points of a lesion's line over time, with the gaps where nothing was measured."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from calcitrack.domain.figures.area import Evidence, Evidences
from calcitrack.domain.figures.model import TrendPoint
from calcitrack.domain.visit import Reading, Visit
from calcitrack.domain.vocabulary import State

_MM3_PER_PRODUCT = math.pi / 6000
"""An ellipsoid is pi/6 x length x width x thickness; all are tenths of a millimetre, so a thousandth of that in mm3."""


def trend_points(evidences: Evidences) -> Mapping[int, tuple[TrendPoint, ...]]:
    """Points of every lesion by date: one per counted visit that says anything of it, and one per visit between.

    A visit between that says nothing of an open lesion breaks its line, as one that says "not examined" does.
    """
    visits = [(visit, {e.lesion_id: e for e in said}) for visit, said in evidences.visits]
    return {
        lesion: tuple(sorted(_points(lesion, visits, len(said)), key=lambda point: point.on))
        for lesion, said in evidences.by_lesion.items()
    }


def _points(lesion: int, visits: list[tuple[Visit, dict[int, Evidence]]], left: int) -> Iterator[TrendPoint]:
    """Points in the order of the visits, from the first of the ``left`` visits that speak of it to the last."""
    is_open = False
    for visit, said in visits:
        if not left:
            return
        evidence = said.get(lesion)
        if evidence:
            left -= 1
            is_open = not evidence.state.closes if evidence.state.is_evidence else is_open
            yield _point(evidence)
        elif is_open:
            yield _gap(visit)


def _point(evidence: Evidence) -> TrendPoint:
    reading, size, state = evidence.reading, evidence.size, evidence.state
    gone = 0.0 if state.closes else None
    return TrendPoint(
        on=reading.measured_on if reading else evidence.on,
        visit_id=evidence.visit_id,
        state=state,
        area_mm2=size.area_mm2 if size else gone,
        longest_mm=_longest_mm(reading) if reading else gone,
        volume_mm3=_volume_mm3(reading) if reading else gone,
        pain=evidence.assessment.pain,
        method=reading.method if reading else None,
    )


def _gap(visit: Visit) -> TrendPoint:
    return TrendPoint(visit.visited_on, visit.id, State.NOT_EXAMINED, None, None, None, None, None)


def _longest_mm(reading: Reading) -> float:
    return max(reading.length, reading.width or 0) / 10


def _volume_mm3(reading: Reading) -> float | None:
    if reading.width is None or reading.thickness is None:
        return None
    return _MM3_PER_PRODUCT * reading.length * reading.width * reading.thickness
