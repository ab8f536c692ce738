"""The lines of a trend: the domain's series with their names and looks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from calcitrack.domain.figures.trend_data import Series, Spot, TrendData
from calcitrack.domain.figures.trend_view import Follow, Measure
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.trend.marks import Sign, Symbol
from calcitrack.ui.words import inside


@dataclass(frozen=True)
class Line:
    """A line with its gaps. It has no slots because what is asked at every move of the mouse is worked out once.

    Attributes:
        key: Its place among the lines.
        lesion: Id of the one lesion that it follows; None for a sum and for the patient's own pain.
        name: What stands at its end.
        title: What it is, in words.
        runs: Points without a gap between them, oldest first; no run is empty.
        rank: Where not all names find room, the lowest do.
        sign: What its points without a method are drawn with.
        of_record: False for readings by another method than the one that the lesion is followed by.
        baseline: What its changes are set against, in the unit of the measure; None for nothing.
    """

    key: int
    lesion: int | None
    name: str
    title: str
    subtype: Subtype | None
    runs: tuple[tuple[Spot, ...], ...]
    rank: int
    sign: Sign = Sign.CLOSED
    of_record: bool = True
    baseline: Spot | None = None

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


def trend_lines(
    data: TrendData, lesions: Sequence[Lesion], labels: Mapping[int, str], subtypes: Mapping[int, Subtype | None]
) -> tuple[Line, ...]:
    """A line for every series. Index lesions are named first, of sums the latest."""
    naming = _Naming(data, lesions, labels, subtypes)
    return tuple(naming.line(place, series) for place, series in enumerate(data.series))


class _Naming:
    """Names the series of one view."""

    def __init__(
        self,
        data: TrendData,
        lesions: Sequence[Lesion],
        labels: Mapping[int, str],
        subtypes: Mapping[int, Subtype | None],
    ) -> None:
        self._labels, self._subtypes = labels, subtypes
        self._numbers = {lesion.id: lesion.number for lesion in lesions}
        order = sorted(lesions, key=lambda lesion: (not lesion.index, lesion.number))
        self._rank = {lesion.id: place for place, lesion in enumerate(order)}
        self._is_pain = data.view.measure is Measure.PAIN
        self._count = len(data.series)

    def line(self, place: int, series: Series) -> Line:
        one = series.lesion_id
        name, title = self._names(series)
        return Line(
            key=place,
            lesion=one,
            name=name,
            title=title,
            subtype=None if one is None else self._subtypes.get(one),
            runs=series.runs,
            rank=self._count - place if one is None else self._rank[one] + (0 if series.of_record else self._count),
            sign=self._sign(series),
            of_record=series.of_record,
            baseline=series.baseline,
        )

    def _sign(self, series: Series) -> Sign:
        if self._is_pain:
            return Sign.SCORE
        return Sign.CLOSED if series.follow is Follow.LESION else Sign.SUM

    def _names(self, series: Series) -> tuple[str, str]:
        numbers = [self._numbers[lesion] for lesion in series.lesions]
        listed = ", ".join(f"#{number}" for number in numbers)
        match series.follow:
            case Follow.THREAD:
                return "#" + "+".join(map(str, numbers)), translate("Trend", "Thread of {lesions}").format(
                    lesions=listed
                )
            case Follow.SET if not numbers:
                told = translate("Trend", "Worst pain in the last week, as the patient said")
                return translate("Trend", "patient"), told
            case Follow.SET:
                of = series.runs[-1][-1].of
                told = translate("Trend", "Sum over {k} of {n} lesions").format(k=len(numbers), n=of)
                return translate("Trend", "{k} of {n}").format(k=len(numbers), n=of), told
        name, title = f"#{numbers[0]}", self._labels.get(series.lesions[0], f"#{numbers[0]}")
        if series.of_record or series.method is None:
            return name, title
        method = inside(series.method)
        return f"{name} {method}", translate("Trend", "{lesion}, by {method}").format(lesion=title, method=method)


@dataclass(frozen=True, slots=True)
class Looks:
    """Runs by colour, and points by symbol and colour: what can be drawn in one go.

    Attributes:
        lines: By colour, and whether they are of record: readings by other methods are broken lines.
        joined: Points that a line passes: without their symbol the line still shows where they are.
        alone: Points that only their symbol shows, and the ends of lesions that closed.
    """

    lines: dict[tuple[str, bool], list[tuple[Spot, ...]]]
    joined: dict[tuple[Symbol, str], list[Spot]]
    alone: dict[tuple[Symbol, str], list[Spot]]


def by_look(lines: Iterable[Line], colour: Callable[[Line], str]) -> Looks:
    """Sort what is to be drawn by how it looks."""
    looks = Looks({}, {}, {})
    for line in lines:
        paint = colour(line)
        looks.lines.setdefault((paint, line.of_record), []).extend(line.runs)
        for run in line.runs:
            for spot in run:
                points = looks.alone if len(run) == 1 or spot.state.closes else looks.joined
                points.setdefault((symbol_of(line, spot), paint), []).append(spot)
    return looks


def symbol_of(line: Line, spot: Spot) -> Symbol:
    """The symbol that a point is drawn with."""
    if spot.method is not None:
        return spot.method
    return Sign.CLOSED if spot.state.closes and line.sign is not Sign.SCORE else line.sign


def is_of(line: Line, lesion_id: int | None) -> bool:
    """Whether a line follows a certain lesion; no line follows none."""
    return lesion_id is not None and line.lesion == lesion_id
