"""Where a site lies on the drawings: the one rule, for the screen and for paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from calcitrack.domain.drawings import Drawing, Drawings, Point, Polygon, Region
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side

_EXACT, _BELOW, _ABOVE, _STEP = 30, 20, 10, 100
"""The more parts of its code a region shares with the site the better it fits; among those the site itself is best."""
_NO_NEIGHBOURS = ("head", "neck", "chest", "abdomen", "back", "breast")
"""Parts where a neighbour says nothing of the site: a sinus is no eyelid."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a site lies on a drawing.

    Attributes:
        regions: Indices of the regions, at least one.
        centre: Index of the one that stands for all of them.
        spot: Where a mark of the site stands, in units of the drawing: in the middle of that region, and for a site
            of the midline that is drawn on both sides between the two, lest it seem to be on one.
        score: How well they fit; the same region scores highest.
    """

    regions: tuple[int, ...]
    centre: int
    spot: Point
    score: int

    @property
    def is_exact(self) -> bool:
        """Whether the drawing shows the site itself, as one region."""
        return self.score % _STEP == _EXACT

    @property
    def is_near(self) -> bool:
        """Whether the drawing lacks the site itself: it shows another one of the same part of the body."""
        return self.score % _STEP == 0


@cache
def fit(drawing: str, code: str, side: Side) -> Fit | None:
    """Where a site lies on a drawing; None where the drawing shows nothing of its part of the body.

    Args:
        drawing: Its name.
        code: The site.
        side: The patient's side; a site of the midline may lie on either.
    """
    regions = Drawings.load().get(drawing).regions
    scores = [_score(region, code, side) for region in regions]
    best = max(scores, default=0)
    if best == 0:
        return None
    found = tuple(index for index, score in enumerate(scores) if score == best)
    centre = _middle(regions, found)
    return Fit(found, centre, _spot(regions, found, centre, side), best)


@cache
def home(code: str, side: Side) -> Drawing | None:
    """The one drawing that shows a site, or its surroundings, best; None where none shows its part of the body.

    Of drawings that show it as well, one of a part of the body comes before the whole body, for it is larger. Where
    only finer parts of a site are drawn, the part that the site list has first decides: an elbow is seen from behind.
    """
    there = [(found, name) for name in _by_size() if (found := fit(name, code, side)) is not None]
    if not there:
        return None
    best = max(found.score for found, _ in there)
    alike = [(found, name) for found, name in there if found.score == best]
    if best % _STEP == _EXACT:
        return Drawings.load().get(alike[0][1])
    return Drawings.load().get(min(alike, key=lambda one: _first_listed(one[1], one[0]))[1])


@cache
def _by_size() -> tuple[str, ...]:
    return tuple(sorted(Drawings.load().names, key=lambda name: name.startswith("body")))


def _first_listed(name: str, found: Fit) -> int:
    regions, sites = Drawings.load().get(name).regions, SiteList.load()
    return min(sites.position(regions[index].code) for index in found.regions)


def _score(region: Region, code: str, side: Side) -> int:
    if not (region.side is side or Side.MIDLINE in (region.side, side)):
        return 0
    shared = _shared(region.code, code) * _STEP
    if region.code == code:
        return shared + _EXACT
    if region.code.startswith(f"{code}."):
        return shared + _BELOW
    if code.startswith(f"{region.code}."):
        return shared + _ABOVE
    return 0 if code.partition(".")[0] in _NO_NEIGHBOURS else shared


def _shared(one: str, other: str) -> int:
    """How many parts two codes begin with in common."""
    count = 0
    for a, b in zip(one.split("."), other.split("."), strict=False):
        if a != b:
            break
        count += 1
    return count


def _middle(regions: Sequence[Region], found: Sequence[int]) -> int:
    """The region that is nearest to the middle of several; the larger one of two that are as near."""
    middle = _mean([regions[index].centre for index in found])

    def rank(index: int) -> tuple[float, float]:
        region = regions[index]
        return round(math.dist(region.centre, middle), 1), -_area(region.polygon)

    return min(found, key=rank)


def _spot(regions: Sequence[Region], found: Sequence[int], centre: int, side: Side) -> Point:
    chosen = regions[centre]
    if side is not Side.MIDLINE or chosen.side is Side.MIDLINE:
        return chosen.centre
    twins = [regions[index].centre for index in found if regions[index].code == chosen.code]
    return _mean(twins)


def _mean(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _area(polygon: Polygon) -> float:
    pairs = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2
