"""The visit summary as a PDF: what a clinician files or sends to a colleague, in its reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.reports.addenda import addenda_blocks
from calcitrack.reports.closing import closing_block, notes_block
from calcitrack.reports.error_words import error_text
from calcitrack.reports.facts import facts_block
from calcitrack.reports.findings import not_recorded_text
from calcitrack.reports.layout import Frame, Heads
from calcitrack.reports.lesion_rows import LesionRow, lesion_rows
from calcitrack.reports.opening import opening_blocks
from calcitrack.reports.paper.flow import Block, paragraph
from calcitrack.reports.paper.style import SMALL, SMALL_MUTED
from calcitrack.reports.printed import Printed
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.responses import responses_block
from calcitrack.reports.sentences import area_text
from calcitrack.reports.table import lesion_block
from calcitrack.reports.trend.drawn_trend import trend_block

_HEADS = Heads(QT_TRANSLATE_NOOP("reports", "Visit summary"), QT_TRANSLATE_NOOP("reports", "Visit summary, continued"))


def print_visit(request: SummaryRequest) -> Printed:
    """Print a visit.

    Raises:
        KeyError: The record has no such visit.
    """
    frame = Frame(request, _HEADS)
    content = frame.print_blocks(_blocks(request, frame.width, frame.first_room))
    return Printed(content, tuple(sorted(frame.missing)))


def _blocks(request: SummaryRequest, width: float, first_room: float) -> Iterator[Block]:
    above = [*_above_the_trend(request, width)]
    yield from above
    left = first_room - sum(block.gap + block.height for block in above)
    yield from (block for block in (trend_block(request, width, left), responses_block(request, width)) if block)
    yield notes_block(request, width)
    yield from addenda_blocks(request, AddendumKind.NOTE, width)
    yield closing_block(request, width)


def _above_the_trend(request: SummaryRequest, width: float) -> Iterator[Block]:
    rows = lesion_rows(request)
    yield facts_block(request, width)
    yield from addenda_blocks(request, AddendumKind.ENTERED_IN_ERROR, width)
    yield from opening_blocks(request, rows, width)
    yield lesion_block(request, rows, area_text(request), width)
    yield _table_notes(request, rows, width)
    yield from addenda_blocks(request, AddendumKind.CORRECTION, width)


def _table_notes(request: SummaryRequest, rows: Sequence[LesionRow], width: float) -> Block:
    """What the table does not say in its cells."""
    voice = request.voice
    looked_at = [(r.lesion.number, r.assessment) for r in rows if r.is_there and r.assessment is not None]
    sentences = [
        voice(QT_TRANSLATE_NOOP("reports", "L and R are the patient's left and right.")),
        voice(QT_TRANSLATE_NOOP("reports", "Area is the ellipse π/4 × length × width.")),
        voice(
            QT_TRANSLATE_NOOP(
                "reports", "A triangle: length + width changed by more than the reading error, {error} mm."
            ),
            error=error_text(voice, request.figures.settings),
        ),
    ]
    if any(row.lesion.index for row in rows):
        sentences.insert(0, voice(QT_TRANSLATE_NOOP("reports", "A star: index lesion, measured at every visit.")))
    if any(assessment.visible or assessment.palpable for _, assessment in looked_at):
        sentences.append(voice(QT_TRANSLATE_NOOP("reports", "Visible and palpable unless said otherwise.")))
    sentences.append(
        voice(
            QT_TRANSLATE_NOOP(
                "reports",
                "Signs: ulcer, redness, swelling, discharge, infection, tendon sheath, function, nerve compression.",
            )
        )
    )
    missing = not_recorded_text(voice, looked_at)
    strips = paragraph(" ".join(sentences), SMALL_MUTED, width)
    if missing:
        strips = (*paragraph(missing, SMALL, width), *strips)
    return Block(strips, gap=5)
