"""Which drawings a view of the map shows, and where on them a site lies. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from calcitrack.domain import drawn_sites
from calcitrack.domain.drawings import Drawing, Drawings, Region
from calcitrack.domain.drawn_sites import Fit
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.map.marks import Place


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


@cache
def plates() -> tuple[Plate, ...]:
    """Every drawing."""
    return tuple(map(Plate, Drawings.load()))


@cache
def shown(view: View) -> tuple[Plate, ...]:
    """The plates of a view, the body first and the patient's left before the right."""
    return tuple(plate for wanted in _PLATES[view] for plate in plates() if plate.drawing.name == wanted)


def fit(plate: Plate, code: str, side: Side) -> Fit | None:
    """Where a site lies on a plate; None where the plate shows nothing of its part of the body."""
    return drawn_sites.fit(plate.drawing.name, code, side)


@cache
def home(code: str, side: Side) -> Plate | None:
    """The one plate that shows a site, or its surroundings, best; None where no drawing shows its part of the body."""
    best = drawn_sites.home(code, side)
    return next((plate for plate in plates() if plate.drawing is best), None)


def face(plate: Plate) -> View:
    """The whole-body view that a plate belongs to."""
    return View.BACK if plate.kind in _BEHIND else View.FRONT


def standing(view: View, place: Place) -> tuple[Plate, Fit] | None:
    """Where a view shows a site; None where it is not in this view.

    A site stands at its home where the view has it. What has its home on a part's own plate, as a toe, stands on the
    body in one of the two whole views. So the front and the back together show every site exactly once.
    """
    best = home(*place)
    if best is None or (view.is_whole and view_of(place) is not view):
        return None
    return _standing(view, place, best)


def _standing(view: View, place: Place, best: Plate) -> tuple[Plate, Fit] | None:
    here = shown(view)
    for plate in (best,) if best in here else (plate for plate in here if plate.part == "body"):
        there = fit(plate, *place)
        if there is not None:
            return plate, there
    return None


def is_near(place: Place) -> bool:
    """Whether no drawing shows a site itself, but one shows others of the same part of the body."""
    best = home(*place)
    there = fit(best, *place) if best else None
    return there is not None and there.is_near


@cache
def view_of(place: Place) -> View:
    """The whole-body view in which a site stands; the front for one that no drawing shows.

    It is that of the face where its home belongs to, unless only the other one has it: a nape is on the head's side.
    """
    best = home(*place)
    if best is None:
        return View.FRONT
    first = face(best)
    views = sorted((view for view in View if view.is_whole), key=lambda view: view is not first)
    return next((view for view in views if _standing(view, place, best) is not None), first)


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
