"""Where the lesions of a visit stand on the drawings, and how marks that would cover each other are moved apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from calcitrack.domain.drawings import Drawing, Drawings, Point, Region
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side

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


def place_of(drawings: Drawings, sites: SiteList, lesion: Lesion) -> Place | None:
    """Where a lesion is drawn: at the point that was given, else in the region of its site.

    None where no drawing shows the site or anything close to it.
    """
    if lesion.point is not None and lesion.point[0] in drawings.names:
        name, x, y = lesion.point
        width, height = drawings.get(name).size
        return Place(name, (x * width, y * height))
    found = region_of(drawings, sites, lesion.site, lesion.side)
    return Place(found[0].name, found[1].centre) if found else None


def region_of(drawings: Drawings, sites: SiteList, code: str, side: Side) -> tuple[Drawing, Region] | None:
    """The region that shows a site best, on the drawing that shows it largest.

    A site that no drawing has is shown by its finer parts, or by its neighbours below the same part; of these by the
    one that the site list has first. The radial side of a phalanx so stands on that phalanx. The whole head or trunk
    is no such part: a sinus is not an ear.
    """
    figures = sorted(drawings, key=lambda drawing: drawing.side is None)
    while code:
        for drawing in figures:
            region = drawing.region(code, side)
            if region is not None:
                return drawing, region
        if side is not Side.MIDLINE and _is_limb(code):
            below = [(drawing, region) for drawing in figures for region in drawing.within(code, side)]
            if below:
                return min(below, key=lambda found: sites.position(found[1].code))
        code = code.rpartition(".")[0]
    return None


def _is_limb(code: str) -> bool:
    return code.partition(".")[0] not in ("head", "neck", "chest", "abdomen", "back", "breast")


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
