"""The blocks below the figures: scores, assessment and plan, what is awaited, addenda, the signature."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Addendum
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.reports.flow import Block, Box, Strip, beside, inset, kept, paragraph, space
from calcitrack.reports.identity import hash_text, moment_text, signature_text
from calcitrack.reports.recorded import general_texts, next_visit_text, order_texts, score_texts
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.style import (
    BODY,
    BODY_BOLD,
    BORDER,
    DANGER,
    DANGER_WEAK,
    HEADING,
    PADDING,
    SMALL_MUTED,
    WARNING,
)

_BETWEEN_COLUMNS = 18.0

Part = tuple[str, Sequence[str]]
"""A title and the texts under it."""


def recorded_block(request: SummaryRequest, width: float) -> Block:
    """Scores beside what else was recorded."""
    voice = request.voice
    return _columns(
        (voice(QT_TRANSLATE_NOOP("reports", "Patient-reported and named scores")), score_texts(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Also recorded")), general_texts(request)),
        width,
    )


def notes_block(request: SummaryRequest, width: float) -> Block:
    """Assessment beside plan, as they were written."""
    voice, visit = request.voice, request.visit
    nothing = voice(QT_TRANSLATE_NOOP("reports", "Nothing written."))
    return _columns(
        (voice(QT_TRANSLATE_NOOP("reports", "Assessment")), [visit.note or nothing]),
        (voice(QT_TRANSLATE_NOOP("reports", "Plan")), [visit.plan or nothing]),
        width,
    )


def outlook_block(request: SummaryRequest, width: float) -> Block:
    """What is awaited beside the next visit."""
    voice = request.voice
    return _columns(
        (voice(QT_TRANSLATE_NOOP("reports", "Awaited")), order_texts(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Next visit")), [next_visit_text(request)]),
        width,
    )


def addenda_blocks(request: SummaryRequest, kind: AddendumKind, width: float) -> list[Block]:
    """Addenda of one kind, to stand beside what they amend."""
    return [_addendum_block(request, a, width) for a in request.visit.addenda if a.kind is kind]


def signature_block(request: SummaryRequest, width: float) -> Block:
    """The line of the signature, or a sentence that there is none."""
    voice = request.voice
    if request.visit.is_signed:
        lines = paragraph(f"{signature_text(request)} · {hash_text(request)}", BODY_BOLD, width)
    else:
        text = voice(QT_TRANSLATE_NOOP("reports", "DRAFT: not signed and not part of the record. Do not file."))
        lines = paragraph(text, WARNING, width)
    rule = Strip(6.0, lambda pen, x, top: pen.line((x, top), (x + width, top), BORDER))
    return Block(kept([rule, *lines]))


def _columns(left: Part, right: Part, width: float) -> Block:
    room = (width - _BETWEEN_COLUMNS) / 2
    lefts = (0.0, room + _BETWEEN_COLUMNS)
    titles = [paragraph(title, HEADING, room) for title, _ in (left, right)]
    texts = [[strip for text in texts for strip in paragraph(text, BODY, room)] for _, texts in (left, right)]
    return Block(beside(texts, lefts), heading=beside(titles, lefts))


def _addendum_block(request: SummaryRequest, addendum: Addendum, width: float) -> Block:
    voice = request.voice
    titles = {
        AddendumKind.NOTE: QT_TRANSLATE_NOOP("reports", "Addendum: note"),
        AddendumKind.CORRECTION: QT_TRANSLATE_NOOP("reports", "Addendum: correction"),
        AddendumKind.ENTERED_IN_ERROR: QT_TRANSLATE_NOOP("reports", "Entered in error: the visit enters no figure"),
    }
    here = (
        addendum.written_at.astimezone(request.printed_at.tzinfo) if addendum.written_at.tzinfo else addendum.written_at
    )
    written = voice(
        QT_TRANSLATE_NOOP("reports", "Written {moment} by {person}. Reason: {reason}"),
        moment=moment_text(voice, here),
        person=addendum.written_by,
        reason=addendum.reason,
    )
    room = width - 2 * PADDING
    strips = [
        space(4),
        *paragraph(voice(titles[addendum.kind]), BODY_BOLD, room),
        *paragraph(addendum.text, BODY, room),
        *paragraph(written, SMALL_MUTED, room),
        space(5),
    ]
    in_error = addendum.kind is AddendumKind.ENTERED_IN_ERROR
    return Block(inset(strips, PADDING), box=Box(DANGER_WEAK, DANGER) if in_error else Box())
