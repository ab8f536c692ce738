"""The drawn marks: subtypes by shape and colour, triangles for changes, the star of an index lesion."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import Enum, auto

from calcitrack.domain.vocabulary import Subtype
from calcitrack.reports.paper.pen import Pen, Point
from calcitrack.reports.paper.style import (
    BLACK,
    CAPITAL_MIDDLE,
    DANGER,
    GOOD,
    MARK,
    SUBTYPE_COLOURS,
    TEXT,
    WHITE,
    Colour,
)
from calcitrack.reports.paper.wrapping import measure


class Direction(Enum):
    """Which way a size went."""

    LARGER = auto()
    SMALLER = auto()


DIRECTION_COLOURS = {Direction.LARGER: DANGER, Direction.SMALLER: GOOD}


def draw_subtype(pen: Pen, centre: Point, subtype: Subtype | None, size: float = 6.0) -> None:
    """Draw a subtype: mousse circle, stone square, net diamond, plate bar; a ring where it is not determined."""
    x, y = centre
    half = size / 2
    colour = subtype_colour(subtype)
    match subtype:
        case Subtype.MOUSSE:
            pen.circle(centre, half, colour)
        case Subtype.STONE:
            pen.box((x - half * 0.9, y - half * 0.9), (size * 0.9, size * 0.9), colour, None)
        case Subtype.NET:
            reach = half * 1.25
            pen.polygon([(x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)], colour)
        case Subtype.PLATE:
            pen.box((x - half * 1.3, y - half * 0.6), (size * 1.3, size * 0.6), colour, None)
        case _:
            pen.circle(centre, half * 0.85, WHITE, colour)


def draw_numbered(
    pen: Pen, centre: Point, subtype: Subtype | None, number: str, *, closed: bool, size: float = 9.0
) -> None:
    """Draw the mark of a lesion with its number, in the shape and colour of its subtype.

    It is hollow where no subtype is determined, and hollow with a broken edge once the lesion is gone.
    """
    x, y = centre
    colour = subtype_colour(subtype)
    hollow = closed or subtype in (None, Subtype.UNDETERMINED)
    shape = [(x + across, y + up) for across, up in _shape(subtype, number, size / 2)]
    dash = (1.6, 1.2) if closed else ()
    pen.curve(shape, WHITE if hollow else colour, colour if hollow else WHITE, 0.9 if hollow else 0.6, dash=dash)
    ink = TEXT if hollow else _ink_on(colour)
    pen.text_around(x, y - MARK.size * CAPITAL_MIDDLE, number, replace(MARK, colour=ink))


def _shape(subtype: Subtype | None, number: str, half: float) -> list[Point]:
    """The edge of a mark around its middle, wide enough for its number."""
    wide = max(half, measure(number, MARK) / 2 + 1.4)
    match subtype:
        case Subtype.STONE:
            return _box(wide * 0.95, half * 0.95)
        case Subtype.NET:
            reach = wide * 1.4
            return [(0, reach), (reach, 0), (0, -reach), (-reach, 0)]
        case Subtype.PLATE:
            return _box(wide * 1.35, half * 0.8)
    turns = [math.tau * step / 28 for step in range(28)]
    return [(wide * math.cos(turn), wide * math.sin(turn)) for turn in turns]


def _box(wide: float, high: float) -> list[Point]:
    return [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]


def _ink_on(colour: Colour) -> Colour:
    """Black or white, whichever is read better on a colour; the better one always has a contrast above 4.5."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return WHITE if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else BLACK


def subtype_colour(subtype: Subtype | None) -> Colour:
    """The colour of a subtype; where none is recorded, that of undetermined."""
    return SUBTYPE_COLOURS[subtype or Subtype.UNDETERMINED]


def draw_direction(pen: Pen, centre: Point, direction: Direction, size: float = 6.5) -> None:
    """Draw a triangle upwards or downwards."""
    x, y = centre
    half = size / 2
    colour = DIRECTION_COLOURS[direction]
    tip = half * 0.85 if direction is Direction.LARGER else -half * 0.85
    pen.polygon([(x - half, y - tip), (x + half, y - tip), (x, y + tip)], colour)


def draw_star(pen: Pen, centre: Point, colour: Colour, size: float = 7.0) -> None:
    """Draw a star of five points."""
    x, y = centre
    radii = (size / 2, size / 2 * 0.4)
    angles = [math.pi / 2 + i * math.pi / 5 for i in range(10)]
    pen.polygon(
        [(x + radii[i % 2] * math.cos(a), y + radii[i % 2] * math.sin(a)) for i, a in enumerate(angles)], colour
    )


def draw_gone(pen: Pen, centre: Point, colour: Colour, size: float = 6.0) -> None:
    """Draw a crossed ring: the lesion is closed."""
    x, y = centre
    half = size / 2
    reach = half * 0.7
    pen.circle(centre, half, WHITE, colour)
    pen.line((x - reach, y - reach), (x + reach, y + reach), colour, 1.0)
