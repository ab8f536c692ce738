"""Which drawings a view of the map shows, and where on them a site lies. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from calcitrack.domain.drawings import Drawing, Drawings, Polygon, Region
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.map.marks import Place

_EXACT, _BELOW, _ABOVE, _STEP = 30, 20, 10, 100
"""The more parts of its code a region shares with the site the better it fits; among those the site itself is best."""


class View(Enum):
    """What the map shows at one time."""

    FRONT = "front"
    BACK = "back"
    LEFT_HAND = "left hand"
    RIGHT_HAND = "right hand"
    LEFT_FOOT = "left foot"
    RIGHT_FOOT = "right foot"
    HEAD = "head"

    @property
    def is_whole(self) -> bool:
        """Whether it shows the whole body rather than a part of it."""
        return self in (View.FRONT, View.BACK)


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """One drawing on the map. Each is made once, and compared by identity: its points are many."""

    drawing: Drawing

    @property
    def side(self) -> Side:
        """The patient's side that it shows; the midline where it shows both."""
        return self.drawing.side or Side.MIDLINE

    @property
    def kind(self) -> str:
        """The name of its drawing, whichever side it shows."""
        return self.drawing.name.removesuffix(f"-{self.side}")

    @property
    def part(self) -> str:
        """The part of the body that it shows: body, hand, foot or head."""
        return self.drawing.name.partition("-")[0]

    @property
    def regions(self) -> tuple[Region, ...]:
        """In reading order."""
        return self.drawing.regions


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a site lies on a plate.

    Attributes:
        regions: Indices of the regions, at least one.
        centre: Index of the one whose centre stands for all of them.
        score: How well they fit; the same region scores highest.
    """

    regions: tuple[int, ...]
    centre: int
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
def plates() -> tuple[Plate, ...]:
    """Every drawing, those of one part of the body before those of the whole: they show it best."""
    return tuple(sorted(map(Plate, Drawings.load()), key=lambda plate: plate.part == "body"))


@cache
def shown(view: View) -> tuple[Plate, ...]:
    """The plates of a view, the body first and the patient's left before the right."""
    return tuple(plate for wanted in _PLATES[view] for plate in plates() if plate.drawing.name == wanted)


@cache
def fit(plate: Plate, code: str, side: Side) -> Fit | None:
    """Where a site lies on a plate; None where the plate shows nothing of its part of the body."""
    scores = [_score(region, code, side) for region in plate.regions]
    best = max(scores, default=0)
    if best == 0:
        return None
    found = tuple(index for index, score in enumerate(scores) if score == best)
    return Fit(found, _middle(plate, found), best)


@cache
def home(code: str, side: Side) -> Plate | None:
    """The one plate that shows a site, or its surroundings, best; None where no drawing shows its part of the body."""
    best: tuple[int, Plate | None] = (0, None)
    for plate in plates():
        there = fit(plate, code, side)
        if there and there.score > best[0]:
            best = (there.score, plate)
    return best[1]


def face(plate: Plate) -> View:
    """The whole-body view that a plate belongs to."""
    return View.BACK if plate.kind in _BEHIND else View.FRONT


def standing(view: View, place: Place) -> tuple[Plate, Fit] | None:
    """Where a view shows a site; None where it is not in this view.

    A site stands at its home where the view has it. What has its home on a part's own plate, as a toe, stands on the
    body in the whole view of the same face. So the front and the back together show every site exactly once.
    """
    best = home(*place)
    if best is None:
        return None
    here = shown(view)
    if best not in here:
        here = tuple(plate for plate in here if plate.part == "body") if face(best) is view else ()
    candidates = (best,) if best in here else here
    for plate in candidates:
        there = fit(plate, *place)
        if there is not None:
            return plate, there
    return None


def is_near(place: Place) -> bool:
    """Whether no drawing shows a site itself, but one shows others of the same part of the body."""
    best = home(*place)
    there = fit(best, *place) if best else None
    return there is not None and there.is_near


def view_of(place: Place) -> View:
    """The whole-body view in which a site stands; the front for one that no drawing shows."""
    best = home(*place)
    return face(best) if best else View.FRONT


def best_view(place: Place) -> View:
    """The view that shows a site best."""
    best = home(*place)
    close = (view for view in View if not view.is_whole and best in shown(view))
    return next(close, view_of(place))


def close_view(part: str, side: Side) -> View | None:
    """The view that shows a part of the body closely, if there is one."""
    found = _CLOSE.get((part, side)) or _CLOSE.get((part, Side.MIDLINE))
    return found if found and shown(found) else None


def closer(plate: Plate, region: Region) -> View | None:
    """The view that shows a region more closely than this plate does."""
    if plate.part != "body":
        return close_view(plate.part, plate.side)
    return close_view(region.code.partition(".")[0], region.side)


def _score(region: Region, code: str, side: Side) -> int:
    if not _same_side(region.side, side):
        return 0
    shared = _shared(region.code, code) * _STEP
    if region.code == code:
        return shared + _EXACT
    if region.code.startswith(f"{code}."):
        return shared + _BELOW
    return shared + _ABOVE if code.startswith(f"{region.code}.") else shared


def _same_side(drawn: Side, asked: Side) -> bool:
    return drawn is asked or Side.MIDLINE in (drawn, asked)


def _shared(one: str, other: str) -> int:
    """How many parts two codes begin with in common."""
    count = 0
    for a, b in zip(one.split("."), other.split("."), strict=False):
        if a != b:
            break
        count += 1
    return count


def _middle(plate: Plate, found: Sequence[int]) -> int:
    """The region that is nearest to the middle of several; the larger one of two that are as near."""
    centres = [plate.regions[index].centre for index in found]
    middle = (sum(x for x, _ in centres) / len(centres), sum(y for _, y in centres) / len(centres))

    def rank(index: int) -> tuple[float, float]:
        region = plate.regions[index]
        return round(math.dist(region.centre, middle), 1), -_area(region.polygon)

    return min(found, key=rank)


def _area(polygon: Polygon) -> float:
    pairs = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


_PLATES: dict[View, tuple[str, ...]] = {
    View.FRONT: ("body-front", "hand-palm-left", "hand-palm-right"),
    View.BACK: ("body-back", "hand-back-left", "hand-back-right"),
    View.LEFT_HAND: ("hand-palm-left", "hand-back-left"),
    View.RIGHT_HAND: ("hand-palm-right", "hand-back-right"),
    View.LEFT_FOOT: ("foot-top-left", "foot-sole-left"),
    View.RIGHT_FOOT: ("foot-top-right", "foot-sole-right"),
    View.HEAD: ("head-front", "head-side-left", "head-side-right"),
}
_BEHIND = {"body-back", "hand-back", "foot-sole", "head-back"}
_CLOSE: dict[tuple[str, Side], View] = {
    ("hand", Side.LEFT): View.LEFT_HAND,
    ("hand", Side.RIGHT): View.RIGHT_HAND,
    ("foot", Side.LEFT): View.LEFT_FOOT,
    ("foot", Side.RIGHT): View.RIGHT_FOOT,
    ("head", Side.MIDLINE): View.HEAD,
}
