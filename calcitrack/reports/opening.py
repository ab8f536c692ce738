"""What a summary begins with: the visit in short, beside the map of its lesions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.lesion_map import LesionMap, lesion_map
from calcitrack.reports.lesion_rows import LesionRow
from calcitrack.reports.paper.flow import Block, Box, Strip, beside, inset, kept, paragraph, space, write
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import ACCENT_WEAK, BODY, BODY_BOLD, BORDER, GAP, PADDING, RADIUS
from calcitrack.reports.paper.wrapping import measure
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import in_short_text

_MOST_SHARE = 0.56
"""Of the width, for a map that stands beside the text; a wider one stands under it."""
_MOST_TALLER = 1.4
"""A text this much taller than the map beside it would waste more of the page than it saves."""


def opening_blocks(request: SummaryRequest, rows: Sequence[LesionRow], width: float) -> Iterator[Block]:
    """The visit in short, with the map beside it where both fit, else under it."""
    shown = lesion_map(request, rows)
    both = _side_by_side(request, shown, width)
    if both is not None:
        yield Block((both,))
        return
    yield Block(inset(kept(_in_short(request, width - 2 * PADDING)), PADDING), box=Box(ACCENT_WEAK, None))
    if not shown.is_empty:
        yield Block(inset(shown.strips(width - 2 * PADDING), PADDING), box=Box())


def _in_short(request: SummaryRequest, room: float) -> list[Strip]:
    lead = request.voice(QT_TRANSLATE_NOOP("reports", "In short."))
    left = measure(lead, BODY_BOLD) + 6
    texts = paragraph(in_short_text(request), BODY, room - left)
    return [space(6), *beside([paragraph(lead, BODY_BOLD, left), texts], [0, left]), space(7)]


def _side_by_side(request: SummaryRequest, shown: LesionMap, width: float) -> Strip | None:
    """Both boxes as one strip; None where the map is too wide, or the text beside it too long."""
    if not 0 < shown.width + 2 * PADDING <= width * _MOST_SHARE:
        return None
    right = max(shown.width + 2 * PADDING, width * (1 - _MOST_SHARE))
    left = width - GAP - right
    texts, figures = _in_short(request, left - 2 * PADDING), shown.strips(right - 2 * PADDING)
    height = max(_height(texts), _height(figures))
    if _height(texts) > _MOST_TALLER * _height(figures):
        return None

    def draw_text(pen: Pen, x: float, top: float) -> None:
        pen.box((x, top - height), (left, height), ACCENT_WEAK, None, RADIUS)
        _write_down(pen, x + PADDING, top, texts)

    def draw_map(pen: Pen, x: float, top: float) -> None:
        pen.box((x + left + GAP, top - height), (right, height), None, BORDER, RADIUS)
        _write_down(pen, x + left + GAP + PADDING, top - (height - _height(figures)) / 2, figures)

    return Strip(height, (draw_text, draw_map))


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _write_down(pen: Pen, x: float, top: float, strips: Sequence[Strip]) -> None:
    placed = []
    for strip in strips:
        placed.append((top, strip))
        top -= strip.height
    write(pen, x, placed)
