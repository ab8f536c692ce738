"""The addenda of a visit on paper: a note, a correction beside what it corrects, or that all was entered in error."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Addendum
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.reports.corrections import Correction, corrections
from calcitrack.reports.identity import moment_text
from calcitrack.reports.lesion_rows import site_text
from calcitrack.reports.paper.flow import Block, Box, Strip, beside, drawn, held, inset, kept, paragraph, prose, space
from calcitrack.reports.paper.style import (
    BODY,
    BODY_BOLD,
    CELL,
    CELL_BOLD,
    CELL_MUTED,
    DANGER,
    DANGER_WEAK,
    LINE,
    PADDING,
    SMALL_MUTED,
)
from calcitrack.reports.request import SummaryRequest

_GAP = 10.0
_LESION_SHARE, _FIELD_SHARE = 0.24, 0.16


def addenda_blocks(request: SummaryRequest, kind: AddendumKind, width: float) -> list[Block]:
    """Addenda of one kind, to stand beside what they amend."""
    return [_addendum_block(request, a, width) for a in request.visit.addenda if a.kind is kind]


def written_text(request: SummaryRequest, addendum: Addendum) -> str:
    """When, by whom and why an addendum was written."""
    at = addendum.written_at
    return request.voice(
        QT_TRANSLATE_NOOP("reports", "Written {moment} by {person}. Reason: {reason}"),
        moment=moment_text(request.voice, at.astimezone(request.printed_at.tzinfo) if at.tzinfo else at),
        person=addendum.written_by,
        reason=addendum.reason,
    )


def _addendum_block(request: SummaryRequest, addendum: Addendum, width: float) -> Block:
    voice = request.voice
    titles = {
        AddendumKind.NOTE: QT_TRANSLATE_NOOP("reports", "Addendum: note"),
        AddendumKind.CORRECTION: QT_TRANSLATE_NOOP("reports", "Addendum: correction"),
        AddendumKind.ENTERED_IN_ERROR: QT_TRANSLATE_NOOP("reports", "Entered in error: the visit enters no figure"),
    }
    room = width - 2 * PADDING
    text = prose(addendum.text, BODY, room) if addendum.text else ()
    strips = [
        *kept([space(4), *paragraph(voice(titles[addendum.kind]), BODY_BOLD, room), space(0)]),
        *_corrected_strips(request, corrections(request, addendum), room),
        *held([*text, *paragraph(written_text(request, addendum), SMALL_MUTED, room), space(5)]),
    ]
    in_error = addendum.kind is AddendumKind.ENTERED_IN_ERROR
    return Block(inset(strips, PADDING), box=Box(DANGER_WEAK, DANGER) if in_error else Box())


def _corrected_strips(request: SummaryRequest, found: Sequence[Correction], room: float) -> list[Strip]:
    """A line for each value: as it was on the left, as it is now on the right."""
    if not found:
        return []
    voice = request.voice
    signed = all(correction.of_signed for correction in found)
    before = QT_TRANSLATE_NOOP("reports", "As signed") if signed else QT_TRANSLATE_NOOP("reports", "Before")
    lefts, rooms = _columns(room)
    heads = ["", "", voice(before), voice(QT_TRANSLATE_NOOP("reports", "Corrected"))]
    head = beside([paragraph(t, CELL_MUTED, r) for t, r in zip(heads, rooms, strict=True)], lefts)
    rule = drawn(3.0, lambda pen, x, top: pen.line((x, top - 1), (x + room, top - 1), LINE))
    strips = [*kept([*head, rule])]
    for correction in found:
        lesion = correction.lesion
        site = site_text(request, lesion.site, lesion.side)
        name = voice(QT_TRANSLATE_NOOP("reports", "Lesion {number}, {site}"), number=lesion.number, site=site)
        for place, one in enumerate(correction.differences):
            cells = [
                paragraph("" if place else name, CELL, rooms[0]),
                paragraph(one.field, CELL_MUTED, rooms[1]),
                paragraph(one.before, CELL, rooms[2]),
                paragraph(one.after, CELL_BOLD, rooms[3]),
            ]
            strips += kept(beside(cells, lefts))
        strips.append(rule)
    return strips


def _columns(room: float) -> tuple[list[float], list[float]]:
    """Left edges and widths of lesion, field, former and corrected value."""
    free = room - 3 * _GAP
    values = free * (1 - _LESION_SHARE - _FIELD_SHARE) / 2
    rooms = [free * _LESION_SHARE, free * _FIELD_SHARE, values, values]
    return [sum(rooms[:i]) + _GAP * i for i in range(len(rooms))], rooms
