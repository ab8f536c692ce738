"""Where the lesions of a visit stand on the drawings, and how marks that would cover each other are moved apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from calcitrack.domain.drawings import Drawings, Point
from calcitrack.domain.drawn_sites import fit, home
from calcitrack.domain.lesion import Lesion

_ROUNDS = 80
_GOLDEN = 2.399963
"""An angle that never repeats, in radians: marks on one spot part in directions of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A spot on a drawing.

    Attributes:
        drawing: Its name.
        spot: In units of the drawing.
    """

    drawing: str
    spot: Point


def place_of(drawings: Drawings, lesion: Lesion) -> Place | None:
    """Where a lesion is drawn: at the point that was given, else where its site lies.

    None where no drawing shows the site or anything close to it.
    """
    if lesion.point is not None and lesion.point[0] in drawings.names:
        name, x, y = lesion.point
        width, height = drawings.get(name).size
        return Place(name, (x * width, y * height))
    drawing = home(lesion.site, lesion.side)
    found = fit(drawing.name, lesion.site, lesion.side) if drawing else None
    return Place(drawing.name, found.spot) if drawing and found else None


def fanned(spots: Sequence[Point], apart: float) -> list[Point]:
    """Move marks until no two are closer than a distance; each stays as near to its spot as that allows."""
    moved = [
        (x + 0.01 * math.cos(_GOLDEN * number), y + 0.01 * math.sin(_GOLDEN * number))
        for number, (x, y) in enumerate(spots)
    ]
    for _ in range(_ROUNDS):
        if not _push(moved, apart):
            break
    return moved


def _push(spots: list[Point], apart: float) -> bool:
    """Part each pair that is too close by half of what it lacks; says whether there was one."""
    close = False
    for one in range(len(spots)):
        for other in range(one):
            (x, y), (u, v) = spots[one], spots[other]
            distance = math.hypot(x - u, y - v)
            if distance < apart * 0.999:
                close = True
                part = (apart - distance) / 2 / (distance or 1.0)
                dx, dy = (x - u) * part, (y - v) * part
                spots[one], spots[other] = (x + dx, y + dy), (u - dx, v - dy)
    return close
