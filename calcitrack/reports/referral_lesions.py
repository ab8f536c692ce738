"""Every lesion of a referral, open or gone: where it is in words, its first and last size, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.paper.flow import Block, Box, Strip, beside, drawn, held, inset, paragraph, space
from calcitrack.reports.paper.style import (
    BODY,
    BORDER,
    CELL,
    CELL_BOLD,
    CELL_MUTED,
    HEADING,
    LINE,
    PADDING,
    SMALL_MUTED,
)
from calcitrack.reports.referral_lesion_texts import LesionTexts, lesion_texts
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice

_GAP = 9.0
_NUMBER_ROOM = 20.0
_SHARES = (0.40, 0.28, 0.32)
"""Of what is left beside the number: where and what, the first size, the last."""
_TOGETHER = 10


def lesions_blocks(request: SummaryRequest, width: float, report: Callable[[int, int], None]) -> list[Block]:
    """The lesions in a table with a heading on each page, and the line that counts them above.

    Args:
        request: What is printed.
        width: Outer width of the table.
        report: Told after each lesion how many are set, of how many; it stops the print by raising.
    """
    voice = request.voice
    lesions = sorted(request.record.lesions, key=lambda lesion: lesion.number)
    title = paragraph(voice(QT_TRANSLATE_NOOP("reports", "Lesions, open and gone")), HEADING, width)
    if not lesions:
        return [Block(paragraph(voice(QT_TRANSLATE_NOOP("reports", "No lesion is recorded.")), BODY, width), title)]
    lefts, rooms = _columns(width - 2 * PADDING)
    evidence = read_evidence(request.record)
    strips: list[Strip] = []
    for done, lesion in enumerate(lesions, start=1):
        strips += _row(lesion_texts(request, lesion, evidence), lefts, rooms)
        report(done, len(lesions))
    heading = inset(_heading(voice, lefts, rooms), PADDING)
    counted = Block(paragraph(_count_text(request, lesions), BODY, width), heading=title)
    table = Block(inset([*strips[:-1], space(2)], PADDING), heading=heading, box=Box(), gap=4)
    return [counted, table]


def _count_text(request: SummaryRequest, lesions: Sequence[Lesion]) -> str:
    figures = request.visit_figures
    told = QT_TRANSLATE_NOOP(
        "reports", "{n} in all: {open} open after the last signed visit, {other} gone or at no signed visit."
    )
    n_open = len(figures.open_lesions) if figures else 0
    return request.voice(told, n=str(len(lesions)), open=str(n_open), other=str(len(lesions) - n_open))


def _columns(width: float) -> tuple[list[float], list[float]]:
    rest = width - _NUMBER_ROOM - len(_SHARES) * _GAP
    rooms = [_NUMBER_ROOM, *(rest * share for share in _SHARES)]
    return [sum(rooms[:i]) + _GAP * i for i in range(len(rooms))], rooms


def _heading(voice: Voice, lefts: Sequence[float], rooms: Sequence[float]) -> tuple[Strip, ...]:
    heads = [
        "#",
        voice(QT_TRANSLATE_NOOP("reports", "Site and side")),
        voice(QT_TRANSLATE_NOOP("reports", "First size")),
        voice(QT_TRANSLATE_NOOP("reports", "Last found")),
    ]
    cells = [paragraph(head, CELL_MUTED, room) for head, room in zip(heads, rooms, strict=True)]
    return (space(5), *beside(cells, lefts), space(3), _rule(lefts[-1] + rooms[-1], heavy=True))


def _row(texts: LesionTexts, lefts: Sequence[float], rooms: Sequence[float]) -> tuple[Strip, ...]:
    """The figures beside each other; what else is known runs under them over the whole width."""
    whole = lefts[-1] + rooms[-1]
    cells = [
        paragraph(texts.number, CELL_BOLD, rooms[0]),
        paragraph(texts.place, CELL_BOLD, rooms[1]),
        paragraph(texts.first, CELL, rooms[2]),
        paragraph(texts.last, CELL, rooms[3]),
    ]
    under = inset(paragraph(" ".join(texts.told), SMALL_MUTED, whole - lefts[1]), lefts[1])
    return held([space(3), *beside(cells, lefts), *under, space(3), _rule(whole)], _TOGETHER)


def _rule(width: float, *, heavy: bool = False) -> Strip:
    colour = BORDER if heavy else LINE
    return drawn(0.0, lambda pen, x, top: pen.line((x - PADDING, top), (x + width + PADDING, top), colour))
