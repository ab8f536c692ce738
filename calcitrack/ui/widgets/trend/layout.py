"""Where the names of lines and events stand on a trend, and what lies under the mouse."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from calcitrack.domain.figures.trend_data import Spot
from calcitrack.ui.widgets.trend.axis import Frame, SizeScale
from calcitrack.ui.widgets.trend.events import EventMark
from calcitrack.ui.widgets.trend.labels import Box, Wish, first_free, rows_of, spread
from calcitrack.ui.widgets.trend.lines import Line, is_of


@dataclass(frozen=True, slots=True)
class LineLabel:
    """A line's name in its place.

    Attributes:
        box: Where it stands.
        end: The end of the line that it names.
        beside: It stands in the column right of the field.
    """

    line: Line
    box: Box
    end: tuple[float, float]
    beside: bool


@dataclass(frozen=True, slots=True)
class EventLabel:
    """An event's name in its place."""

    mark: EventMark
    x: float
    box: Box


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the mouse: a line, and a point of it where one is near enough."""

    line: Line
    spot: Spot | None


def line_labels(
    lines: Sequence[Line], frame: Frame, scale: SizeScale, widths: Mapping[int, float], row: float, selected: int | None
) -> tuple[LineLabel, ...]:
    """Places for the names of lines. Lines that reach the right end are named beside the field, others at their end.

    Args:
        lines: The lines.
        frame: The field.
        scale: The vertical axis.
        widths: Width of each name by the key of its line.
        row: Height of a name.
        selected: Id of the lesion whose lines are named before all others; None for none.
    """
    ends = {line.key: end for line in lines if (end := _end(line, frame, scale))}
    near = frame.right - 3 * row
    beside = [line for line in lines if line.key in ends and ends[line.key][0] >= near]
    wishes = [Wish(line.key, ends[line.key][1], -1 if is_of(line, selected) else line.rank) for line in beside]
    heights = spread(wishes, row, frame.top - row / 2, frame.bottom + row / 2)
    gap = row / 2
    placed = [
        LineLabel(
            line,
            Box(frame.right + gap, heights[line.key] - row / 2, widths[line.key], row),
            ends[line.key],
            beside=True,
        )
        for line in beside
        if line.key in heights
    ]
    inside = [line for line in lines if line.key in ends and ends[line.key][0] < near]
    for line in sorted(inside, key=lambda line: -1 if is_of(line, selected) else line.rank):
        candidates = _around(ends[line.key], widths[line.key], row)
        taken = [label.box for label in placed]
        if box := first_free(candidates, taken, Box(frame.left, frame.top, frame.width, frame.height)):
            placed.append(LineLabel(line, box, ends[line.key], beside=False))
    return tuple(placed)


def event_labels(
    marks: Sequence[EventMark], frame: Frame, widths: Sequence[float], row: float, rows: int
) -> tuple[EventLabel, ...]:
    """Places for the names of events above the field, the latest first; one that finds none is left out."""
    shown = [(mark, width) for mark, width in zip(marks, widths, strict=True) if frame.shows(mark.day)]
    shown.reverse()
    gap = row / 4
    spans = [_span(frame, frame.x(mark.day), width, gap) for mark, width in shown]
    places = rows_of(spans, rows, 2 * gap)
    return tuple(
        EventLabel(mark, frame.x(mark.day), Box(left, frame.top - (place + 1) * row, right - left, row))
        for (mark, _), (left, right), place in zip(shown, spans, places, strict=True)
        if place is not None
    )


def hit(lines: Iterable[Line], frame: Frame, scale: SizeScale, at: tuple[float, float], reach: float) -> Hit | None:
    """What lies within reach of a place: the nearest point, else the nearest line."""
    best: tuple[float, Hit] | None = None
    for line in lines:
        for distance, spot in _distances(line, frame, scale, at, reach):
            if distance <= reach and (best is None or distance < best[0]):
                best = distance, Hit(line, spot)
    return best[1] if best else None


def _distances(
    line: Line, frame: Frame, scale: SizeScale, at: tuple[float, float], reach: float
) -> Iterator[tuple[float, Spot | None]]:
    first, last = frame.day(at[0] - reach), frame.day(at[0] + reach)
    for before, spot in line.near(first, last):
        place = _place(spot, frame, scale)
        yield math.dist(at, place) / 2, spot  # a point wins against the lines that pass it
        if before:
            yield _distance(at, _place(before, frame, scale), place), None


def _distance(at: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a place to a straight piece."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    part = ((at[0] - start[0]) * along[0] + (at[1] - start[1]) * along[1]) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return math.dist(at, (start[0] + part * along[0], start[1] + part * along[1]))


def _place(spot: Spot, frame: Frame, scale: SizeScale) -> tuple[float, float]:
    return frame.x(spot.day), frame.y(scale.height(spot.value))


def _end(line: Line, frame: Frame, scale: SizeScale) -> tuple[float, float] | None:
    """Where the line leaves the field or ends in it; None when it does not come into it."""
    if piece := line.across(frame.last):
        (left, upper), (right, lower) = (_place(spot, frame, scale) for spot in piece)
        return frame.right, upper + (lower - upper) * (frame.right - left) / (right - left)
    last = line.before(frame.last)
    return _place(last, frame, scale) if last and frame.shows(last.day) else None


def _around(end: tuple[float, float], width: float, row: float) -> list[Box]:
    """Places next to the end of a line, the best first."""
    right, left = end[0] + row / 2, end[0] - width - row / 2
    middle, above, below = end[1] - row / 2, end[1] - 1.4 * row, end[1] + 0.4 * row
    spots = ((right, middle), (right, above), (right, below), (left, above), (left, below))
    return [Box(x, y, width, row) for x, y in spots]


def _span(frame: Frame, x: float, width: float, gap: float) -> tuple[float, float]:
    """Right of its line, or left of it where the field ends."""
    return (x + gap, x + gap + width) if x + gap + width <= frame.right else (x - gap - width, x - gap)
