"""The page of a print that is of no one patient: its title, where it comes from, and its number at the foot."""

from __future__ import annotations

import io
import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.paper.flow import Block, Page, Strip, drawn, paginate, paragraph, space, write
from calcitrack.reports.paper.fonts import prepare
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import (
    ACCENT,
    BODY,
    BODY_MUTED,
    BORDER,
    GAP,
    MARGIN,
    PAPER_SIZES,
    RADIUS,
    SMALL_BOLD,
    SMALL_MUTED,
    TITLE,
    WARNING,
    Paper,
)
from calcitrack.reports.printed import Printed
from calcitrack.reports.words import Voice

_PAGE_NUMBER_ROOM = 70.0
_FOOT_MARGIN = 26.0


@dataclass(frozen=True, slots=True)
class EvidenceHead:
    """What stands on every page.

    Attributes:
        title: What the print is about.
        origin: Where it comes from, its version, and what it is not.
        clinic: Who printed it.
        below: What else must be known of the whole print; empty for nothing.
        warning: What whoever holds it must heed; empty for nothing.
    """

    title: str
    origin: str
    clinic: str
    printed_at: datetime
    paper: Paper
    synthetic: bool
    below: str = ""
    warning: str = ""


class EvidenceFrame:
    """Flows blocks over pages.

    Attributes:
        width: Width of the content.
    """

    def __init__(self, head: EvidenceHead, voice: Voice) -> None:
        self._head, self._voice = head, voice
        self._paper = PAPER_SIZES[head.paper]
        self.width = self._paper[0] - 2 * MARGIN
        self._top = (
            *paragraph(head.title, TITLE, self.width),
            *paragraph(head.clinic, BODY_MUTED, self.width),
            *(paragraph(head.below, BODY, self.width) if head.below else ()),
            *(paragraph(head.warning, WARNING, self.width) if head.warning else ()),
            space(5),
            drawn(1.5, lambda pen, x, top: pen.line((x, top), (x + self.width, top), ACCENT, 1.5)),
            space(GAP),
        )
        room = self.width - _PAGE_NUMBER_ROOM
        synthetic = voice(QT_TRANSLATE_NOOP("reports", "Synthetic demonstration data"))
        self._foot = (
            *paragraph(head.origin, SMALL_MUTED, room),
            *(paragraph(synthetic, SMALL_BOLD, room) if head.synthetic else ()),
        )

    def print_blocks(self, blocks: Iterable[Block]) -> Printed:
        """The print, and the characters that no font had."""
        room = self._paper[1] - MARGIN - _height(self._top) - _FOOT_MARGIN - _height(self._foot) - GAP
        pages = paginate(blocks, room, room)
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=self._paper, pageCompression=1, invariant=1, initialFontName=prepare())
        canvas.setTitle(self._head.title)
        canvas.setAuthor(self._head.clinic)
        canvas.setCreator("CalciTrack")
        pen = Pen(canvas)
        for number, page in enumerate(pages, start=1):
            self._draw(pen, page, number, len(pages))
            pen.turn_page()
        canvas.save()
        return Printed(target.getvalue(), tuple(sorted(pen.missing)))

    def _draw(self, pen: Pen, page: Page, number: int, total: int) -> None:
        top = _draw_down(pen, self._top, self._paper[1] - MARGIN)
        for upper, lower, box in page.boxes:
            pen.box((MARGIN, top - lower), (self.width, lower - upper), box.fill, box.stroke, RADIUS)
        write(pen, MARGIN, [(top - offset, strip) for offset, strip in page.strips])
        foot = _FOOT_MARGIN + _height(self._foot)
        pen.line((MARGIN, foot + 5), (MARGIN + self.width, foot + 5), BORDER)
        _draw_down(pen, self._foot, foot)
        text = self._voice(QT_TRANSLATE_NOOP("reports", "Page {number} of {total}"), number=number, total=total)
        pen.text_to(MARGIN + self.width, foot - SMALL_MUTED.ascent, text, SMALL_MUTED)


def _draw_down(pen: Pen, strips: Sequence[Strip], top: float) -> float:
    tops = list(accumulate((strip.height for strip in strips), operator.sub, initial=top))
    write(pen, MARGIN, zip(tops, strips, strict=False))
    return tops[-1]


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)
