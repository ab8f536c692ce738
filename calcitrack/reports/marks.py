"""The drawn marks: subtypes by shape and colour, triangles for changes, the star of an index lesion."""

from __future__ import annotations

import math
from enum import Enum, auto

from calcitrack.domain.vocabulary import Subtype
from calcitrack.reports.pen import Pen, Point
from calcitrack.reports.style import DANGER, GOOD, SUBTYPE_COLOURS, WHITE, Colour


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
