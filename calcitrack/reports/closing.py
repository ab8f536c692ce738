"""The blocks below the figures: scores, assessment and plan, what is awaited, the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.identity import hash_text, signature_text
from calcitrack.reports.paper.flow import Block, Strip, beside, drawn, held, kept, paragraph, prose, space
from calcitrack.reports.paper.style import (
    BODY,
    BODY_BOLD,
    BORDER,
    GAP,
    HEADING,
    WARNING,
)
from calcitrack.reports.recorded import general_texts, next_visit_text, order_texts, score_texts
from calcitrack.reports.request import SummaryRequest

_BETWEEN_COLUMNS = 16.0
_WITH_SIGNATURE = 3
"""So many lines stay on the page of the signature, which never stands alone."""

Part = tuple[str, Sequence[str]]
"""A title and the texts under it."""


def notes_block(request: SummaryRequest, width: float) -> Block:
    """Assessment beside plan, as they were written."""
    voice, visit = request.voice, request.visit
    nothing = voice(QT_TRANSLATE_NOOP("reports", "Nothing written."))
    parts: list[Part] = [
        (voice(QT_TRANSLATE_NOOP("reports", "Assessment")), [visit.note or nothing]),
        (voice(QT_TRANSLATE_NOOP("reports", "Plan")), [visit.plan or nothing]),
    ]
    return _columns(parts, width)


def closing_block(request: SummaryRequest, width: float) -> Block:
    """Scores, what else was recorded, what is awaited and the next visit side by side; the signature closes them."""
    voice = request.voice
    parts: list[Part] = [
        (voice(QT_TRANSLATE_NOOP("reports", "Scores")), score_texts(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Also recorded")), general_texts(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Awaited")), order_texts(request)),
        (voice(QT_TRANSLATE_NOOP("reports", "Next visit")), [next_visit_text(request)]),
    ]
    block = _columns(parts, width)
    last = kept([*block.strips[-_WITH_SIGNATURE:], *_signature(request, width)])
    return replace(block, strips=(*block.strips[:-_WITH_SIGNATURE], *last))


def _signature(request: SummaryRequest, width: float) -> list[Strip]:
    """The line of the signature, or a sentence that there is none."""
    voice = request.voice
    if request.visit.is_signed:
        lines = paragraph(f"{signature_text(request)} · {hash_text(request)}", BODY_BOLD, width)
    else:
        text = voice(QT_TRANSLATE_NOOP("reports", "DRAFT: not signed and not part of the record. Do not file."))
        lines = paragraph(text, WARNING, width)
    rule = drawn(6.0, lambda pen, x, top: pen.line((x, top), (x + width, top), BORDER))
    return [space(GAP), rule, *lines]


def _columns(parts: Sequence[Part], width: float) -> Block:
    """Titled columns of one width."""
    room = (width - _BETWEEN_COLUMNS * (len(parts) - 1)) / len(parts)
    lefts = [(room + _BETWEEN_COLUMNS) * i for i in range(len(parts))]
    titles = [paragraph(title, HEADING, room) for title, _ in parts]
    texts = [[strip for text in texts for strip in prose(text, BODY, room)] for _, texts in parts]
    return Block(held(beside(texts, lefts), ends=2), heading=beside(titles, lefts))
