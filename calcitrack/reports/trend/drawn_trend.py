"""The trend of a print: each lesion's area over true time, with therapies and events on the same axis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Method
from calcitrack.reports.dates import month
from calcitrack.reports.findings import listed
from calcitrack.reports.paper.flow import Block, Box, Strip, drawn, inset, kept, paragraph, space
from calcitrack.reports.paper.marks import draw_gone, draw_subtype, subtype_colour
from calcitrack.reports.paper.pen import Pen, Point
from calcitrack.reports.paper.style import (
    BAR_EDGE,
    BORDER,
    CAPITAL_MIDDLE,
    HEADING,
    LINE,
    PADDING,
    SMALL_BOLD,
    SMALL_MUTED,
    Colour,
    TextStyle,
)
from calcitrack.reports.paper.wrapping import measure
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.trend.bars import (
    LANE,
    MOST_BARS,
    bars_height,
    draw_bars,
    draw_events,
    event_marks,
    therapy_bars,
)
from calcitrack.reports.trend.lines import TrendLine, TrendLines, Vertex, readings_left_out, trend_lines
from calcitrack.reports.trend.scale import AreaScale, TimeScale, spread

_LEAST_HEIGHT, _MOST_HEIGHT, _LINE_HEIGHT = 90.0, 112.0, 12.0
"""Of the plot: it grows with the lines in it."""
_LOWEST = 64.0
"""So low the plot may be where it else would stand on the next page."""
_AXIS_ROOM = 30.0
_AIR = 6.0
"""Keeps the first and last signs off the edges."""
_LABEL_ROOM = 50.0
_CLOSED_ROOM = 16.0
_DAYS_ROOM = 16.0
_DAY_LABEL_ROOM = 52.0
_LABEL_GAP = 9.0
_WHOLE_FROM = 10
"""From this area on, mm², no decimal matters."""
_SYMBOL = 4.6


def trend_block(request: SummaryRequest, width: float, left: float) -> Block | None:
    """The trend in its box; None while no lesion has two points.

    Args:
        request: What is printed.
        width: Outer width of the box.
        left: Height that is left on the page, with the gap above the box. The plot is as low as that asks for, within
            reason; where it cannot be so low it stands on the next page in its own height.
    """
    lines = trend_lines(request)
    if all(len(list(line.vertices)) < 2 for line in lines.shown):
        return None
    height = min(_MOST_HEIGHT, _LEAST_HEIGHT + _LINE_HEIGHT * (len(lines.shown) - 1))
    block = _block(_Chart(request, lines, width - 2 * PADDING, height))
    lower = height - max(0.0, block.gap + block.height - left)
    return block if not _LOWEST <= lower < height else _block(_Chart(request, lines, width - 2 * PADDING, lower))


def _block(chart: _Chart) -> Block:
    strips = [space(5), *chart.title(), space(4), chart.strip(), *chart.caption(), space(5)]
    return Block(inset(kept(strips), PADDING), box=Box())


class _Chart:
    """Lays the trend out from the top down: event labels, plot, closed lesions, days, therapies.

    Everything is measured from the upper left corner, so heights below it are negative.
    """

    def __init__(self, request: SummaryRequest, lines: TrendLines, width: float, height: float) -> None:
        self._request = request
        self._lines = lines
        self._readings_left_out = readings_left_out(request)
        self._width = width
        first = min(lines.days)
        last = max(*lines.days, request.visit.visited_on)
        self._time = TimeScale(first, last, _AXIS_ROOM + _AIR, width - _LABEL_ROOM - _AIR)
        self._events, self._events_left_out = event_marks(request, self._time)
        bars = therapy_bars(request, first)
        self._bars = bars[-MOST_BARS:]
        self._bars_left_out = len(bars) - len(self._bars)
        top = -LANE * (max((mark.lane for mark in self._events), default=-1) + 1)
        self._area = AreaScale.around(lines.areas, top - height, top)
        self._floor = self._area.bottom - (_CLOSED_ROOM if lines.has_closed else 0.0)
        self._bars_top = self._floor - _DAYS_ROOM
        self._bottom = self._bars_top - bars_height(self._bars, self._time)

    def title(self) -> tuple[Strip, ...]:
        """What is shown, over how long, on which scale."""
        voice = self._request.voice
        months = self._time.months
        template = (
            QT_TRANSLATE_NOOP("reports", "Lesion size and therapy, {months} months")
            if months > 1
            else QT_TRANSLATE_NOOP("reports", "Lesion size and therapy")
        )
        title = voice(template, months=months)
        scale = voice(QT_TRANSLATE_NOOP("reports", "area, mm², log scale"))

        def draw(pen: Pen, x: float, top: float) -> None:
            baseline = top - HEADING.ascent
            end = pen.text(x, baseline, title, HEADING)
            pen.text(end + 8, baseline, scale, SMALL_MUTED)

        return (drawn(HEADING.leading, draw),)

    def strip(self) -> Strip:
        """The drawing."""
        return drawn(-self._bottom, self._draw)

    def caption(self) -> tuple[Strip, ...]:
        """What the drawing leaves unsaid."""
        return paragraph(" ".join(self._captions()), SMALL_MUTED, self._width)

    def _draw(self, pen: Pen, x: float, top: float) -> None:
        with pen.moved_to(x, top):
            self._draw_axes(pen)
            draw_bars(pen, self._bars, self._time, self._bars_top)
            draw_events(pen, self._events, self._time, self._area.top, self._floor)
            heights = self._label_heights()
            for line, height in zip(self._lines.shown, heights, strict=True):
                self._draw_line(pen, line, height)

    def _draw_axes(self, pen: Pen) -> None:
        left, right = _AXIS_ROOM, self._width - _LABEL_ROOM
        for area in self._area.marks():
            y = self._area.y(area)
            pen.line((left, y), (right, y), LINE)
            number = self._request.words.number(area, 0 if float(area).is_integer() else 1)
            pen.text_to(left - 5, y - SMALL_MUTED.size * CAPITAL_MIDDLE, number, SMALL_MUTED)
        if self._lines.has_closed:
            pen.line((left, self._area.bottom), (right, self._area.bottom), BORDER, 0.6, (1, 2))
            closed = self._request.voice(QT_TRANSLATE_NOOP("reports", "closed"))
            pen.text_to(left - 5, self._closed_y - SMALL_MUTED.size * CAPITAL_MIDDLE, closed, SMALL_MUTED)
        pen.line((left, self._floor), (right, self._floor), BORDER)
        self._draw_days(pen)

    def _draw_days(self, pen: Pen) -> None:
        for day in self._time.marks(_DAY_LABEL_ROOM):
            x = self._time.x(day)
            pen.line((x, self._floor), (x, self._floor - 3), BORDER)
            label = self._day_label(day)
            half = measure(label, SMALL_MUTED) / 2
            middle = min(max(x, half), self._width - half)
            pen.text_around(middle, self._floor - 5 - SMALL_MUTED.size * 0.75, label, SMALL_MUTED)

    def _day_label(self, day: date) -> str:
        if day in (self._time.first, self._time.last):
            return self._request.words.day(day)
        return f"{month(self._request.voice, day.month)} {day.year % 100:02d}"

    def _draw_line(self, pen: Pen, line: TrendLine, label_y: float) -> None:
        colour = subtype_colour(line.subtype)
        for piece in line.pieces:
            for before, after in pairwise(piece):
                dash = () if before[1] and after[1] else (1.5, 2)
                pen.line(self._point(before), self._point(after), colour, 1.1, dash)
        for vertex in line.vertices:
            point = self._point(vertex)
            if vertex[1]:
                draw_subtype(pen, point, line.subtype, _SYMBOL)
            else:
                draw_gone(pen, point, colour, _SYMBOL)
        self._draw_label(pen, line, colour, label_y)

    def _draw_label(self, pen: Pen, line: TrendLine, colour: Colour, label_y: float) -> None:
        x, y = self._point(line.last)
        label_x = self._width - _LABEL_ROOM + 6
        if abs(label_y - y) > 1 or label_x - x > 12:
            pen.line((x + _SYMBOL, y), (label_x - 1, label_y), BAR_EDGE, 0.4, (0.8, 1.6))
        style = TextStyle(SMALL_BOLD.size, SMALL_BOLD.leading, bold=True, colour=colour)
        pen.text(label_x, label_y - style.size * CAPITAL_MIDDLE, self._label(line), style)

    def _label(self, line: TrendLine) -> str:
        """Number of the lesion and its last area, as the table beside it writes areas."""
        area = line.last[1]
        return f"#{line.lesion.number} {self._request.words.number(area, 0 if area >= _WHOLE_FROM else 1)}"

    def _label_heights(self) -> list[float]:
        wanted = [self._point(line.last)[1] for line in self._lines.shown]
        return spread(wanted, _LABEL_GAP, self._floor, self._area.top)

    def _point(self, vertex: Vertex) -> Point:
        day, area = vertex
        return self._time.x(day), self._area.y(area) if area else self._closed_y

    @property
    def _closed_y(self) -> float:
        return self._area.bottom - _CLOSED_ROOM / 2

    def _captions(self) -> Iterator[str]:
        voice = self._request.voice
        yield self._methods_text()
        yield voice(QT_TRANSLATE_NOOP("reports", "A line breaks where nothing was measured."))
        if self._lines.has_closed:
            yield voice(QT_TRANSLATE_NOOP("reports", "A crossed ring: found closed."))
        shown, total = len(self._lines.shown), self._lines.total
        if shown < total:
            template = QT_TRANSLATE_NOOP(
                "reports", "{shown} of {total} lesions are drawn: index lesions first, then the largest."
            )
            yield voice(template, shown=shown, total=total)
        if self._readings_left_out:
            template = QT_TRANSLATE_NOOP(
                "reports", "Readings on no line (another method, repeated, or without a width): {count}."
            )
            yield voice(template, count=self._readings_left_out)
        if self._events_left_out:
            yield voice(
                QT_TRANSLATE_NOOP("reports", "Events without room, not drawn: {count}."), count=self._events_left_out
            )
        if self._bars_left_out:
            yield voice(
                QT_TRANSLATE_NOOP("reports", "Earlier therapies, not drawn: {count}."), count=self._bars_left_out
            )

    def _methods_text(self) -> str:
        """By which method each line was measured; most are by one."""
        voice = self._request.voice
        by_method: dict[Method, list[int]] = {}
        for line in self._lines.shown:
            by_method.setdefault(line.lesion.tracking_method, []).append(line.lesion.number)
        ordered = sorted(by_method, key=lambda method: -len(by_method[method]))
        parts = [voice(QT_TRANSLATE_NOOP("reports", "Sizes by {method}"), method=voice.inside(ordered[0]))]
        for method in ordered[1:]:
            template = QT_TRANSLATE_NOOP("reports", "#{numbers} by {method}")
            parts.append(voice(template, numbers=listed(by_method[method]), method=voice.inside(method)))
        return "; ".join(parts) + "."
