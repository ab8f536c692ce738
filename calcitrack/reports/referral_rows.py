"""Labels with what is known of each: how a referral tells facts."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.vocabulary import Side
from calcitrack.reports.facts import Fact
from calcitrack.reports.paper.flow import Block, Strip, beside, held, paragraph, prose, space
from calcitrack.reports.paper.style import BODY, BODY_MUTED, HEADING
from calcitrack.reports.request import SummaryRequest

_LABEL_SHARE = 0.26
_GAP = 10.0


def titled_rows(title: str, rows: Sequence[Fact], width: float) -> Block:
    """A title, and under it a label beside each text."""
    label_room = width * _LABEL_SHARE
    room = width - label_room - _GAP
    strips: list[Strip] = []
    for label, text in rows:
        cells = [paragraph(label, BODY_MUTED, label_room), prose(text, BODY, room)]
        strips += held((*beside(cells, [0, label_room + _GAP]), space(2)), 3)
    return Block(tuple(strips), heading=(*paragraph(title, HEADING, width), space(2)))


def place_text(request: SummaryRequest, code: str, side: Side) -> str:
    """A site with its side in words, never by a letter alone."""
    word = request.voice.inside(side)
    if code not in request.sites:
        return f"{code} ({word})"
    site = request.sites.get(code)
    if side in site.sides and site.sides != (Side.MIDLINE,):
        return request.sites.name(code, side)
    return f"{site.name[:1].upper()}{site.name[1:]} ({word})"
