"""Which lines a printed trend shows, and through which points they go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.model import TrendPoint
from calcitrack.domain.figures.trend_data import runs_of
from calcitrack.domain.figures.trend_view import Measure
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.vocabulary import State, Subtype
from calcitrack.reports.request import SummaryRequest

MOST_LINES = 12
"""More lines than these cannot be told apart on paper."""

Vertex = tuple[date, float]
"""A day and an area, mm2; 0 where the lesion is found closed."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One lesion's line.

    Attributes:
        pieces: Unbroken pieces, oldest first, none of them empty: a line breaks where nothing was measured.
    """

    lesion: Lesion
    subtype: Subtype | None
    pieces: tuple[tuple[Vertex, ...], ...]

    @property
    def vertices(self) -> Iterator[Vertex]:
        """All points, oldest first."""
        return (vertex for piece in self.pieces for vertex in piece)

    @property
    def last(self) -> Vertex:
        """The last point."""
        return self.pieces[-1][-1]


@dataclass(frozen=True, slots=True)
class TrendLines:
    """The lines shown.

    Attributes:
        total: How many lesions have an area, shown or not.
    """

    shown: tuple[TrendLine, ...]
    total: int

    @property
    def areas(self) -> list[float]:
        """All areas above 0."""
        return [area for line in self.shown for _, area in line.vertices if area > 0]

    @property
    def days(self) -> list[date]:
        """All days with a point."""
        return [day for line in self.shown for day, _ in line.vertices]

    @property
    def has_closed(self) -> bool:
        """Whether any lesion is found closed."""
        return any(area == 0 for line in self.shown for _, area in line.vertices)


def trend_lines(request: SummaryRequest) -> TrendLines:
    """Lines up to the visit, by number: those of index lesions first, then of the largest, as many as can be read."""
    visits = {visit.id for visit in request.earlier_visits}
    if request.visit.counts:
        visits.add(request.visit_id)
    lines = [
        TrendLine(request.record.lesion(lesion_id), _subtype(request, lesion_id, visits), pieces)
        for lesion_id, points in request.figures.trends.items()
        if (pieces := _pieces([point for point in points if point.visit_id in visits]))
    ]
    foremost = sorted(lines, key=lambda line: (not line.lesion.index, -max(area for _, area in line.vertices)))
    shown = sorted(foremost[:MOST_LINES], key=lambda line: line.lesion.number)
    return TrendLines(tuple(shown), len(lines))


def _pieces(points: list[TrendPoint]) -> tuple[tuple[Vertex, ...], ...]:
    """The points that the screen draws; empty when the lesion never had an area."""
    return tuple(tuple((spot.on, spot.value) for spot in run) for run in runs_of(points, Measure.AREA))


def readings_left_out(request: SummaryRequest) -> int:
    """How many readings up to the visit are on no line: by another method, repeated, or without a width."""
    visits = [*request.earlier_visits, *([request.visit] if request.visit.counts else [])]
    shown = {visit.id for visit in visits}
    of_lines = (point for points in request.figures.trends.values() for point in points if point.visit_id in shown)
    drawn = sum(point.method is not None and point.area_mm2 is not None for point in of_lines)
    return sum(len(a.readings) for visit in visits for a in visit.assessments if a.state is State.MEASURED) - drawn


def _subtype(request: SummaryRequest, lesion_id: int, visits: set[int]) -> Subtype | None:
    """The last clinical subtype recorded."""
    for visit in reversed(request.record.counted_visits):
        assessment = visit.assessment_of(lesion_id) if visit.id in visits else None
        if assessment is not None and assessment.clinical_subtype is not None:
            return assessment.clinical_subtype
    return None
