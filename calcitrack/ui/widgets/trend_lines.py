"""The lines of a trend: points from the figures, with the gaps where nothing was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

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


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its gaps.

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

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All its points, oldest first."""
        return tuple(spot for run in self.runs for spot in run)

    @property
    def segments(self) -> tuple[tuple[Spot, Spot], ...]:
        """Its straight pieces, oldest first."""
        return tuple(piece for run in self.runs for piece in pairwise(run))


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
    """Runs by colour, and points by symbol and colour: what can be drawn in one go."""

    lines: dict[str, list[tuple[Spot, ...]]]
    symbols: dict[tuple[Symbol, str], list[Spot]]


def by_look(lines: Iterable[Line], colour: Callable[[Line], str]) -> Looks:
    """Sort what is to be drawn by how it looks."""
    looks = Looks({}, {})
    for line in lines:
        looks.lines.setdefault(colour(line), []).extend(line.runs)
        for spot in line.spots:
            looks.symbols.setdefault((symbol_of(line, spot), colour(line)), []).append(spot)
    return looks


def symbol_of(line: Line, spot: Spot) -> Symbol:
    """The symbol that a point is drawn with."""
    return Sign.SUM if line.key < 0 else spot.method or Sign.CLOSED
