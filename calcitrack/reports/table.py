"""The lesion table: one row per lesion, which may take several lines, under a heading that every page repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Subtype
from calcitrack.reports.lesion_rows import Change, LesionRow
from calcitrack.reports.paper.flow import Block, Box, Strip, beside, drawn, flush_right, inset, kept, paragraph, space
from calcitrack.reports.paper.marks import DIRECTION_COLOURS, draw_direction, draw_star, draw_subtype
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import (
    ACCENT,
    BORDER,
    CAPITAL_MIDDLE,
    CELL,
    CELL_BOLD,
    CELL_MUTED,
    LINE,
    MUTED,
    PADDING,
    SMALL_MUTED,
    Colour,
    TextStyle,
)
from calcitrack.reports.paper.wrapping import measure
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice

_GAP = 7.0
_ROW_PADDING = 2.5
_MARK_ROOM = 11.0
_LEAST_SHARE, _MOST_SHARE = 0.36, 0.57
"""Of what is left beside the figures, for the site."""


class Column(NamedTuple):
    """Where a column stands: its left edge and its width."""

    left: float
    room: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the table in a given width."""

    number: Column
    site: Column
    subtype: Column
    size: Column
    method: Column
    area: Column
    since: Column
    findings: Column

    @classmethod
    def within(cls, width: float, rows: Sequence[LesionRow]) -> Columns:
        """Columns of a table: those of figures keep their width, site and findings share the rest by what they hold."""
        fixed = {"number": 19.0, "subtype": 58.0, "size": 50.0, "method": 45.0, "area": 34.0, "since": 70.0}
        rest = width - sum(fixed.values()) - 7 * _GAP
        longest = max((measure(row.site, CELL) for row in rows), default=0.0)
        site = min(max(longest, rest * _LEAST_SHARE), rest * _MOST_SHARE)
        rooms = fixed | {"site": site, "findings": rest - site}
        placed: dict[str, Column] = {}
        left = 0.0
        for name in cls.__slots__:
            placed[name] = Column(left, rooms[name])
            left += rooms[name] + _GAP
        return cls(**placed)

    @property
    def state(self) -> Column:
        """Where the words stand of a lesion without a size: over size, method and area."""
        return Column(self.size.left, self.area.left + self.area.room - self.size.left)

    def aside(self, change: Change) -> Column:
        """Where what else was recorded stands, under the figures: from the site to what the row has at its right."""
        right = self.since.left if change.since else self.findings.left
        return Column(self.site.left, right - _GAP - self.site.left)

    def found(self, change: Change) -> Column:
        """Where the findings stand: over the empty place of the change, too, where there is none."""
        if change.text:
            return self.findings
        return Column(self.since.left, self.findings.left + self.findings.room - self.since.left)


def lesion_block(request: SummaryRequest, rows: Sequence[LesionRow], foot: str, width: float) -> Block:
    """The table in its box.

    Args:
        request: What is printed.
        rows: In their order.
        foot: The line under the last row.
        width: Outer width of the box.
    """
    voice = request.voice
    columns = Columns.within(width - 2 * PADDING, rows)
    strips = [strip for row in rows for strip in _row_strips(voice, row, columns)]
    last = [space(4), *paragraph(foot, CELL_BOLD, width - 2 * PADDING), space(5)]
    return Block(
        strips=inset([*strips, *kept(last)], PADDING),
        heading=inset(_heading(request, columns), PADDING),
        box=Box(),
    )


def _heading(request: SummaryRequest, columns: Columns) -> tuple[Strip, ...]:
    voice = request.voice
    earlier = request.earlier_visits
    since = (
        voice(QT_TRANSLATE_NOOP("reports", "Since {day}"), day=earlier[-1].visited_on)
        if earlier
        else voice(QT_TRANSLATE_NOOP("reports", "Since last"))
    )
    cells = [
        (columns.number, paragraph("#", CELL_MUTED, columns.number.room)),
        (columns.site, _head(voice(QT_TRANSLATE_NOOP("reports", "Site")), columns.site)),
        (columns.subtype, _head(voice(QT_TRANSLATE_NOOP("reports", "Subtype")), columns.subtype)),
        (columns.size, flush_right("mm", CELL_MUTED, columns.size.room)),
        (columns.method, _head(voice(QT_TRANSLATE_NOOP("reports", "by")), columns.method)),
        (columns.area, flush_right("mm²", CELL_MUTED, columns.area.room)),
        (columns.since, flush_right(since, CELL_MUTED, columns.since.room)),
        (columns.findings, _head(voice(QT_TRANSLATE_NOOP("reports", "Findings")), columns.findings)),
    ]
    return (space(5), *_across(cells), space(3), _rule(columns, BORDER))


def _head(text: str, column: Column) -> tuple[Strip, ...]:
    return paragraph(text, CELL_MUTED, column.room)


def _row_strips(voice: Voice, row: LesionRow, columns: Columns) -> tuple[Strip, ...]:
    found, aside = _rooms(row, columns)
    cells = [
        (columns.number, (_number_strip(row),)),
        (columns.site, paragraph(row.site, CELL, columns.site.room)),
        (columns.subtype, _subtype_strips(voice, row, columns.subtype)),
        *_size_cells(row, columns),
        (columns.since, _change_strips(row.change, columns.since)),
        (found, paragraph(row.findings, CELL, found.room)),
    ]
    under = max(len(strips) for column, strips in cells if column.left < columns.since.left)
    asides = paragraph(" ".join(row.asides), SMALL_MUTED, aside.room) if row.asides else ()
    cells.append((aside, (*[space(0)] * under, *asides)))
    return kept([space(_ROW_PADDING), *_across(cells), space(_ROW_PADDING), _rule(columns, LINE)])


def _rooms(row: LesionRow, columns: Columns) -> tuple[Column, Column]:
    """Where the findings of a row stand, and what else was recorded; neither in the way of the other."""
    own = paragraph(row.findings, CELL, columns.findings.room)
    found = columns.found(row.change) if len(own) > 1 else columns.findings
    wide = columns.aside(row.change)
    is_long = len(paragraph(row.findings, CELL, found.room)) > 1 and found is not columns.findings
    return found, Column(wide.left, columns.since.left - _GAP - wide.left) if is_long else wide


def _size_cells(row: LesionRow, columns: Columns) -> list[tuple[Column, tuple[Strip, ...]]]:
    if not row.method:
        return [(columns.state, paragraph(row.size, CELL_MUTED, columns.state.room))]
    return [
        (columns.size, flush_right(row.size, CELL, columns.size.room)),
        (columns.method, paragraph(row.method, CELL_MUTED, columns.method.room)),
        (columns.area, flush_right(row.area, CELL, columns.area.room)),
    ]


def _number_strip(row: LesionRow) -> Strip:
    def draw(pen: Pen, x: float, top: float) -> None:
        baseline = top - CELL.ascent
        end = pen.text(x, baseline, str(row.lesion.number), CELL_MUTED)
        if row.lesion.index:
            draw_star(pen, (end + 6, baseline + CELL.size * CAPITAL_MIDDLE), ACCENT)

    return drawn(CELL.leading, draw)


def _subtype_strips(voice: Voice, row: LesionRow, column: Column) -> tuple[Strip, ...]:
    if row.subtype is None:
        text = voice(QT_TRANSLATE_NOOP("reports", "not recorded")) if row.is_there else ""
        return paragraph(text, CELL_MUTED, column.room)
    return (_subtype_strip(row.subtype, voice.inside(row.subtype)),)


def _subtype_strip(subtype: Subtype, word: str) -> Strip:
    def draw(pen: Pen, x: float, top: float) -> None:
        baseline = top - CELL.ascent
        draw_subtype(pen, (x + 4, baseline + CELL.size * CAPITAL_MIDDLE), subtype)
        pen.text(x + _MARK_ROOM, baseline, word, CELL)

    return drawn(CELL.leading, draw)


def _change_strips(change: Change, column: Column) -> tuple[Strip, ...]:
    since = flush_right(change.since, SMALL_MUTED, column.room) if change.since else ()
    return (_change_strip(change, column.room), *since)


def _change_strip(change: Change, room: float) -> Strip:
    colour: Colour = DIRECTION_COLOURS[change.direction] if change.direction else MUTED
    style = TextStyle(CELL.size, CELL.leading, bold=change.direction is not None, colour=colour)

    def draw(pen: Pen, x: float, top: float) -> None:
        baseline = top - style.ascent
        pen.text_to(x + room, baseline, change.text, style)
        if change.direction is not None:
            left = x + room - measure(change.text, style)
            draw_direction(pen, (left - 7, baseline + style.size * CAPITAL_MIDDLE), change.direction)

    return drawn(style.leading, draw)


def _across(cells: Sequence[tuple[Column, tuple[Strip, ...]]]) -> tuple[Strip, ...]:
    return beside([strips for _, strips in cells], [column.left for column, _ in cells])


def _rule(columns: Columns, colour: Colour) -> Strip:
    right = columns.findings.left + columns.findings.room + PADDING

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.line((x - PADDING, top), (x + right, top), colour)

    return drawn(0.0, draw)
