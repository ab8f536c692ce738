"""The lines of a trend: points from the figures, with the gaps where nothing was measured."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from calcitrack.domain.figures.model import RecordFigures, TrendPoint
from calcitrack.domain.figures.total import total_runs
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.vocabulary import Method, State, Subtype
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.trend_marks import Sign, Symbol


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a line.

    Attributes:
        day: Ordinal.
        area_mm2: 0.0 where the lesion was found closed.
        state: What the visit says.
        method: How it was measured; None where it was found closed, and for a sum.
        of: n of "k of n lesions"; 0 for a single lesion.
    """

    day: int
    area_mm2: float
    state: State
    method: Method | None
    of: int = 0


@dataclass(frozen=True)
class Line:
    """A line with its gaps. It has no slots because what is asked at every move of the mouse is worked out once.

    Attributes:
        key: The lesion's id; for a sum the place of its run, below zero.
        name: What stands at its end.
        title: What it is, in words.
        runs: Points without a gap between them, oldest first; no run is empty.
        rank: Where not all names find room, the lowest do.
        lesions: k, how many lesions it rests on.
    """

    key: int
    name: str
    title: str
    subtype: Subtype | None
    runs: tuple[tuple[Spot, ...], ...]
    rank: int
    lesions: int = 1

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """All its points, oldest first."""
        return tuple(spot for run in self.runs for spot in run)

    @cached_property
    def _days(self) -> tuple[int, ...]:
        return tuple(spot.day for spot in self.spots)

    @cached_property
    def _starts(self) -> frozenset[int]:
        """Places among the points at which a run begins."""
        return frozenset(accumulate((len(run) for run in self.runs), initial=0))

    def count(self, first: float, last: float) -> int:
        """How many points lie between two days."""
        return bisect_right(self._days, last) - bisect_left(self._days, first)

    def before(self, day: float) -> Spot | None:
        """The last point up to a day; None when there is none."""
        place = bisect_right(self._days, day)
        return self.spots[place - 1] if place else None

    def across(self, day: float) -> tuple[Spot, Spot] | None:
        """The straight piece that goes on beyond a day; None where the line ends or has a gap."""
        place = bisect_right(self._days, day)
        is_joined = 0 < place < len(self.spots) and place not in self._starts
        return (self.spots[place - 1], self.spots[place]) if is_joined else None

    def near(self, first: float, last: float) -> Iterator[tuple[Spot | None, Spot]]:
        """The points from one before a day to one after another, each with the one that it is joined to."""
        start, end = max(0, bisect_left(self._days, first) - 1), bisect_right(self._days, last) + 1
        for place in range(start, min(end, len(self.spots))):
            yield None if place in self._starts else self.spots[place - 1], self.spots[place]


def lesion_lines(
    lesions: Sequence[Lesion],
    figures: RecordFigures,
    labels: Mapping[int, str],
    subtypes: Mapping[int, Subtype | None],
) -> tuple[Line, ...]:
    """A line for every lesion that has a point, by number. Index lesions are named first."""
    order = sorted(lesions, key=lambda lesion: (not lesion.index, lesion.number))
    rank = {lesion.id: place for place, lesion in enumerate(order)}
    lines = (
        Line(
            key=lesion.id,
            name=f"#{lesion.number}",
            title=labels.get(lesion.id, f"#{lesion.number}"),
            subtype=subtypes.get(lesion.id),
            runs=_runs(figures.trends.get(lesion.id, ())),
            rank=rank[lesion.id],
        )
        for lesion in sorted(lesions, key=lambda lesion: lesion.number)
    )
    return tuple(line for line in lines if line.runs)


def total_lines(figures: RecordFigures) -> tuple[Line, ...]:
    """A line for every run of visits at which the same lesions have an area; the latest is named first."""
    runs = total_runs(figures)
    return tuple(
        Line(
            key=-1 - place,
            name=translate("Trend", "{k} of {n}").format(k=len(run.lesions), n=run.points[-1].of),
            title=translate("Trend", "Sum over {k} of {n} lesions").format(k=len(run.lesions), n=run.points[-1].of),
            subtype=None,
            runs=(tuple(Spot(p.on.toordinal(), p.area_mm2, State.MEASURED, None, p.of) for p in run.points),),
            rank=len(runs) - place,
            lesions=len(run.lesions),
        )
        for place, run in enumerate(runs)
    )


def _runs(points: Iterable[TrendPoint]) -> tuple[tuple[Spot, ...], ...]:
    grouped = groupby(points, key=lambda point: point.area_mm2 is not None)
    return tuple(
        tuple(Spot(p.on.toordinal(), p.area_mm2, p.state, p.method) for p in run if p.area_mm2 is not None)
        for is_known, run in grouped
        if is_known
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """Runs by colour, and points by symbol and colour: what can be drawn in one go.

    Attributes:
        joined: Points that a line passes: without their symbol the line still shows where they are.
        alone: Points that only their symbol shows, and the ends of lesions that closed.
    """

    lines: dict[str, list[tuple[Spot, ...]]]
    joined: dict[tuple[Symbol, str], list[Spot]]
    alone: dict[tuple[Symbol, str], list[Spot]]


def by_look(lines: Iterable[Line], colour: Callable[[Line], str]) -> Looks:
    """Sort what is to be drawn by how it looks."""
    looks = Looks({}, {}, {})
    for line in lines:
        looks.lines.setdefault(colour(line), []).extend(line.runs)
        for run in line.runs:
            for spot in run:
                points = looks.alone if len(run) == 1 or spot.state.closes else looks.joined
                points.setdefault((symbol_of(line, spot), colour(line)), []).append(spot)
    return looks


def symbol_of(line: Line, spot: Spot) -> Symbol:
    """The symbol that a point is drawn with."""
    return Sign.SUM if line.key < 0 else spot.method or Sign.CLOSED
