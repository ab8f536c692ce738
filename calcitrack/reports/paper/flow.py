"""What stands on the pages: strips one below the other, gathered into blocks that flow from page to page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import BORDER, GAP, Colour, TextStyle
from calcitrack.reports.paper.wrapping import wrap, wrap_prose

Draw = Callable[[Pen, float, float], None]
"""Draws a part of a strip, given the pen, the left edge and the top."""


class Strip(NamedTuple):
    """What is never cut: a line of text, a line of a row, a chart.

    Attributes:
        parts: What is drawn, from left to right; one for each column where there are several.
        keep: Stays on one page with the next strip, unless the two alone are longer than a page.
        columns: Shared by the strips of one set of columns. On a page these are written column by column, as they are
            read, so that whoever copies the text or has it read aloud gets whole sentences.
    """

    height: float
    parts: tuple[Draw, ...]
    keep: bool = False
    columns: object = None


@dataclass(frozen=True, slots=True)
class Box:
    """How a box looks; None for no fill or no edge."""

    fill: Colour | None = None
    stroke: Colour | None = BORDER


@dataclass(frozen=True, slots=True)
class Block:
    """Strips that belong together.

    Attributes:
        heading: Stands above the strips on every page they reach.
        box: Drawn behind the strips of each page; None for no box.
        gap: Space above the block, but not at the top of a page.
        begins_page: Stands at the top of a page of its own.
    """

    strips: tuple[Strip, ...]
    heading: tuple[Strip, ...] = ()
    box: Box | None = None
    gap: float = GAP
    begins_page: bool = False

    @property
    def height(self) -> float:
        """On one page, without the gap above."""
        return sum(strip.height for strip in (*self.heading, *self.strips))


@dataclass(slots=True)
class Page:
    """Where things stand on one page, measured downwards from the top of its content.

    Attributes:
        strips: (top, strip).
        boxes: (top, bottom, box).
    """

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    boxes: list[tuple[float, float, Box]] = field(default_factory=list)


def space(height: float) -> Strip:
    """An empty strip."""
    return Strip(height, ())


def drawn(height: float, draw: Draw) -> Strip:
    """A strip with one part."""
    return Strip(height, (draw,))


def paragraph(text: str, style: TextStyle, room: float) -> tuple[Strip, ...]:
    """A text as one strip per line."""
    return tuple(_line(line, style, room) for line in wrap(text, style, room))


def prose(text: str, style: TextStyle, room: float) -> tuple[Strip, ...]:
    """What a person wrote, as one strip per line, each paragraph in its own direction."""
    return tuple(_line(line, style, room) for line in wrap_prose(text, style, room))


def flush_right(text: str, style: TextStyle, room: float) -> tuple[Strip, ...]:
    """A text as one strip per line, each ending at the right edge."""
    return tuple(_line_to(line, style, room) for line in wrap(text, style, room))


def kept(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Strips that stay on one page."""
    return (*(strip._replace(keep=True) for strip in strips[:-1]), *strips[-1:])


def held(strips: Sequence[Strip], ends: int = 4) -> tuple[Strip, ...]:
    """Strips that may be parted, but never so that fewer than ``ends`` stand alone."""
    if len(strips) <= 2 * ends:
        return kept(strips)
    return (*kept(strips[:ends]), *strips[ends:-ends], *kept(strips[-ends:]))


def beside(columns: Sequence[Sequence[Strip]], lefts: Sequence[float]) -> tuple[Strip, ...]:
    """Columns side by side, line by line, so that they flow over pages together.

    Args:
        columns: Strips of each column.
        lefts: Left edge of each column.
    """
    rows = max(map(len, columns), default=0)
    token = object()
    placed = list(zip(lefts, columns, strict=True))
    lines = [[(x, strips[i] if i < len(strips) else space(0)) for x, strips in placed] for i in range(rows)]
    return tuple(_side_by_side(line)._replace(columns=token) for line in lines)


def inset(strips: Iterable[Strip], by: float) -> tuple[Strip, ...]:
    """Strips moved to the right."""
    return tuple(strip._replace(parts=tuple(_moved(draw, by) for draw in strip.parts)) for strip in strips)


def write(pen: Pen, x: float, placed: Iterable[tuple[float, Strip]]) -> None:
    """Draw strips in the order in which they are read.

    Args:
        pen: Draws.
        x: Left edge.
        placed: (top, strip), from the top down.
    """
    for _, group in groupby(placed, key=lambda item: item[1].columns):
        members = list(group)
        for column in range(max(len(strip.parts) for _, strip in members)):
            for top, strip in members:
                if column < len(strip.parts):
                    strip.parts[column](pen, x, top)


def paginate(blocks: Iterable[Block], first_height: float, height: float) -> list[Page]:
    """Place blocks on as many pages as they need, at least one.

    Args:
        blocks: In reading order.
        first_height: Height for content on the first page.
        height: Height for content on every later page.
    """
    placer = _Placer(first_height, height)
    for block in blocks:
        placer.place(block)
    return placer.pages


class _Placer:
    """Fills pages from the top down."""

    def __init__(self, first_height: float, height: float) -> None:
        self.pages = [Page()]
        self._heights = (first_height, height)
        self._used = 0.0

    def place(self, block: Block) -> None:
        """Place a block; its heading never stands alone at the foot of a page."""
        above = sum(strip.height for strip in block.heading)
        chains = list(_chains(block.strips))
        gap = block.gap if self._used else 0.0
        first = sum(strip.height for strip in chains[0]) if chains else 0.0
        if self._used and (block.begins_page or self._used + gap + above + first > self._height):
            self._turn()
            gap = 0.0
        self._used += gap
        top = self._begin(block)
        for chain in chains:
            if self._used + sum(strip.height for strip in chain) > self._height and self._used > top + above:
                top = self._continue(block, top)
            for strip in chain:
                if self._used + strip.height > self._height and self._used > top + above:
                    top = self._continue(block, top)
                self._put(strip)
        self._end(block, top)

    @property
    def _height(self) -> float:
        return self._heights[len(self.pages) > 1]

    def _turn(self) -> None:
        self.pages.append(Page())
        self._used = 0.0

    def _begin(self, block: Block) -> float:
        top = self._used
        for strip in block.heading:
            self._put(strip)
        return top

    def _continue(self, block: Block, top: float) -> float:
        self._end(block, top)
        self._turn()
        return self._begin(block)

    def _end(self, block: Block, top: float) -> None:
        if block.box is not None:
            self.pages[-1].boxes.append((top, self._used, block.box))

    def _put(self, strip: Strip) -> None:
        self.pages[-1].strips.append((self._used, strip))
        self._used += strip.height


def _chains(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    chain: list[Strip] = []
    for strip in strips:
        chain.append(strip)
        if not strip.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _line(text: str, style: TextStyle, room: float) -> Strip:
    return drawn(style.leading, lambda pen, x, top: pen.line_of_text(x, top, room, text, style))


def _line_to(text: str, style: TextStyle, room: float) -> Strip:
    return drawn(style.leading, lambda pen, x, top: pen.text_to(x + room, top - style.ascent, text, style))


def _side_by_side(line: Sequence[tuple[float, Strip]]) -> Strip:
    parts = tuple(_together([_moved(draw, x) for draw in strip.parts]) for x, strip in line)
    return Strip(max(strip.height for _, strip in line), parts, keep=any(strip.keep for _, strip in line))


def _together(draws: Sequence[Draw]) -> Draw:
    def draw_all(pen: Pen, x: float, top: float) -> None:
        for draw in draws:
            draw(pen, x, top)

    return draw_all


def _moved(draw: Draw, by: float) -> Draw:
    return lambda pen, x, top: draw(pen, x + by, top)
