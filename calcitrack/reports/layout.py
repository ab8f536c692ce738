"""The frame of a print: the same identity at the head of every page, its origin at the foot, and what flows between."""

from __future__ import annotations

import io
import math
import operator
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.reports.identity import Labels, visit_labels
from calcitrack.reports.paper.flow import (
    Block,
    Page,
    Strip,
    beside,
    drawn,
    flush_right,
    paginate,
    paragraph,
    space,
    write,
)
from calcitrack.reports.paper.fonts import forget_texts, prepare
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import (
    ACCENT,
    BODY_MUTED,
    BORDER,
    DRAFT_MARK,
    GAP,
    MARGIN,
    NAME,
    PAPER_SIZES,
    RADIUS,
    RUNNING_NAME,
    SMALL_BOLD,
    SMALL_MUTED,
    TITLE,
    WARNING,
    TextStyle,
)
from calcitrack.reports.paper.wrapping import measure
from calcitrack.reports.request import SummaryRequest

_PAGE_NUMBER_ROOM = 70.0
_FOOT_MARGIN = 26.0
_BETWEEN_COLUMNS = 16.0


class Heads(NamedTuple):
    """What a print is called: on its first page, and on every later one."""

    title: Marked
    continued: Marked


class Frame:
    """The page that a print is made of.

    Args:
        request: Whose visit is printed.
        heads: What the print is called.
        labels: What stands on every page; None for that of the visit.

    Attributes:
        width: Width of the content.
        first_room: Height for content on the first page.
        missing: Characters that no font had; complete after `print_blocks`.
    """

    def __init__(self, request: SummaryRequest, heads: Heads, labels: Labels | None = None) -> None:
        self._request, self._heads = request, heads
        self._labels = labels or visit_labels(request)
        self._paper = PAPER_SIZES[request.paper]
        self.width = self._paper[0] - 2 * MARGIN
        self.missing: frozenset[str] = frozenset()
        self._first_head = self._title_block()
        self._running_head = self._running_title()
        self._foot = self._footer()
        self.first_room = self._room_under(self._first_head)

    def print_blocks(self, blocks: Iterable[Block]) -> bytes:
        """Flow the blocks over as many pages as they need.

        Returns:
            The PDF file.
        """
        try:
            return self._printed(blocks)
        finally:
            forget_texts()

    def _printed(self, blocks: Iterable[Block]) -> bytes:
        pages = paginate(blocks, self.first_room, self._room_under(self._running_head))
        target = io.BytesIO()
        canvas = _new_canvas(target, self._paper, self._request, self._heads)
        pen = Pen(canvas)
        for number, page in enumerate(pages, start=1):
            self._draw_page(pen, page, number, len(pages))
            pen.turn_page()
        canvas.save()
        self.missing = frozenset(pen.missing)
        return target.getvalue()

    def _draw_page(self, pen: Pen, page: Page, number: int, total: int) -> None:
        self._draw_mark(pen)
        head = self._first_head if number == 1 else self._running_head
        top = _draw_down(pen, head, self._paper[1] - MARGIN)
        for upper, lower, box in page.boxes:
            corner, size = (MARGIN, top - lower), (self.width, lower - upper)
            pen.box(corner, size, box.fill, box.stroke, RADIUS)
        write(pen, MARGIN, [(top - offset, strip) for offset, strip in page.strips])
        self._draw_foot(pen, number, total)

    def _draw_mark(self, pen: Pen) -> None:
        """Write the mark of a draft across the page, behind everything, as large as the page allows."""
        text = self._labels.mark
        if not text:
            return
        width, height = self._paper
        unit = measure(text, TextStyle(1, 1, bold=True))
        style = TextStyle(min(150, math.hypot(width, height) * 0.62 / unit), 1, bold=True, colour=DRAFT_MARK)
        pen.slanted_text((width / 2, height / 2), math.degrees(math.atan2(height, width)), text, style)

    def _draw_foot(self, pen: Pen, number: int, total: int) -> None:
        top = _FOOT_MARGIN + _height(self._foot)
        pen.line((MARGIN, top + 5), (MARGIN + self.width, top + 5), BORDER)
        _draw_down(pen, self._foot, top)
        text = self._request.voice(QT_TRANSLATE_NOOP("reports", "Page {number} of {total}"), number=number, total=total)
        pen.text_to(MARGIN + self.width, top - SMALL_MUTED.ascent, text, SMALL_MUTED)

    def _room_under(self, head: Sequence[Strip]) -> float:
        return self._paper[1] - MARGIN - _height(head) - _FOOT_MARGIN - _height(self._foot) - GAP

    def _title_block(self) -> tuple[Strip, ...]:
        request, voice = self._request, self._request.voice
        room = (self.width - _BETWEEN_COLUMNS) / 2
        labels = self._labels
        left = [
            *paragraph(voice(self._heads.title), TITLE, room),
            *paragraph(request.clinic_name, BODY_MUTED, room),
            *(paragraph(labels.warning, WARNING, room) if labels.warning else ()),
        ]
        right = [
            *flush_right(request.record.patient.name, NAME, room),
            *flush_right(labels.identity, BODY_MUTED, room),
            *flush_right(labels.about, BODY_MUTED, room),
        ]
        return (*beside([left, right], [0, room + _BETWEEN_COLUMNS]), space(7), _accent_line(self.width), space(GAP))

    def _running_title(self) -> tuple[Strip, ...]:
        request, voice = self._request, self._request.voice
        right_room = self.width * 0.36
        left_room = self.width - right_room - _BETWEEN_COLUMNS
        title = voice(self._heads.continued)
        labels = self._labels
        left = [
            *paragraph(request.record.patient.name, RUNNING_NAME, left_room),
            *paragraph(labels.identity, SMALL_MUTED, left_room),
        ]
        right = [
            *flush_right(title, SMALL_MUTED, right_room),
            *flush_right(labels.about, SMALL_MUTED, right_room),
            *(flush_right(labels.warning, WARNING, right_room) if labels.warning else ()),
        ]
        columns = beside([left, right], [0, left_room + _BETWEEN_COLUMNS])
        return (*columns, space(5), _accent_line(self.width), space(GAP))

    def _footer(self) -> tuple[Strip, ...]:
        request, voice = self._request, self._request.voice
        room = self.width - _PAGE_NUMBER_ROOM
        synthetic = voice(QT_TRANSLATE_NOOP("reports", "Synthetic demonstration data"))
        return (
            *paragraph(self._labels.origin, SMALL_MUTED, room),
            *(paragraph(synthetic, SMALL_BOLD, room) if request.synthetic else ()),
        )


def _new_canvas(target: io.BytesIO, paper: tuple[float, float], request: SummaryRequest, heads: Heads) -> Canvas:
    canvas = Canvas(target, pagesize=paper, pageCompression=1, invariant=1, initialFontName=prepare())
    canvas.setTitle(request.voice(heads.title))
    canvas.setAuthor(request.clinic_name)
    canvas.setCreator("CalciTrack")
    canvas.setDateFormatter(lambda *_parts: _pdf_date(request.printed_at))
    return canvas


def _pdf_date(moment: datetime) -> str:
    zone = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


def _accent_line(width: float) -> Strip:
    return drawn(1.5, lambda pen, x, top: pen.line((x, top), (x + width, top), ACCENT, 1.5))


def _draw_down(pen: Pen, strips: Sequence[Strip], top: float) -> float:
    tops = list(accumulate((strip.height for strip in strips), operator.sub, initial=top))
    write(pen, MARGIN, zip(tops, strips, strict=False))
    return tops[-1]


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)
