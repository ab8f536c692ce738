"""The drawings of the body: where each site is on paper and screen.

The drawings are data (`resources/figures`, written by `tools/draw_figures.py`). Points have x to the right and y
downwards, in units of their drawing. Hands, feet and the side of the head are drawn once, and mirrored for the other
side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from calcitrack.domain.vocabulary import Side
from calcitrack.paths import resource

Point = tuple[float, float]
Polygon = tuple[Point, ...]

_EACH = (Side.LEFT, Side.RIGHT)
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a drawing that stands for a site.

    Attributes:
        code: The site.
        side: The patient's side.
        polygon: Its edge, closed, without the first point again.
        centre: The point inside that is farthest from the edge; a mark or a name stands here.
        order: Its place in the order of the keyboard, from 1.
    """

    code: str
    side: Side
    polygon: Polygon
    centre: Point
    order: int

    def contains(self, point: Point) -> bool:
        """Say whether a point is inside."""
        return _inside(point, self.polygon)


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure as it is shown.

    Attributes:
        name: Of this figure, such as "hand-palm-left".
        view: What is looked at: front, back, palm, top, sole, or side.
        side: The side that it shows; None when it shows both.
        size: Width and height.
        outline: Closed curves around the skin.
        details: Open curves that help the eye: nails, creases, features of the face.
        regions: In the order of the keyboard.
    """

    name: str
    view: str
    side: Side | None
    size: Point
    outline: tuple[Polygon, ...]
    details: tuple[Polygon, ...]
    regions: tuple[Region, ...]

    def hit(self, point: Point) -> Region | None:
        """Return the region at a point; None beside the body."""
        return next((region for region in self.regions if region.contains(point)), None)

    def region(self, code: str, side: Side) -> Region | None:
        """Return the region of exactly this site and side; None when the drawing has none."""
        return next((r for r in self.regions if r.code == code and r.side is side), None)


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every figure by its name, the whole body first."""

    names: tuple[str, ...]

    @staticmethod
    def load() -> Drawings:
        """Return the bundled figures; the file of each is read once, when it is first asked for."""
        return _BUNDLED

    def get(self, name: str) -> Drawing:
        """Return a figure by its name.

        Raises:
            KeyError: There is no such figure.
        """
        if name not in self.names:
            raise KeyError(name)
        return _figure(name)

    def __iter__(self) -> Iterator[Drawing]:
        return map(_figure, self.names)

    def __len__(self) -> int:
        return len(self.names)

    def of(self, code: str, side: Side | None = None) -> tuple[Drawing, ...]:
        """Return the figures that have a region of exactly this site, on this side or on any."""
        return tuple(
            drawing
            for drawing in self
            if any(region.code == code and side in (None, region.side) for region in drawing.regions)
        )


@cache
def _figure(name: str) -> Drawing:
    """Read a figure; what a file holds for the left is mirrored for the right."""
    file, _, side = name.rpartition("-")
    if side == Side.RIGHT:
        return _mirrored(_figure(f"{file}-{Side.LEFT}"), name)
    if side != Side.LEFT:
        file = name
    data = json.loads(resource("figures", f"{file}.json").read_text(encoding="utf-8"))
    return _drawing(name, Side(data["drawn_for"]) if data["drawn_for"] else None, data)


def _drawing(name: str, side: Side | None, data: Mapping[str, Any]) -> Drawing:
    return Drawing(
        name=name,
        view=data["view"],
        side=side,
        size=_point(data["size"]),
        outline=_polygons(data["outline"]),
        details=_polygons(data["details"]),
        regions=tuple(
            Region(r["code"], Side(r["side"]), _polygon(r["polygon"]), _point(r["centre"]), r["order"])
            for r in data["regions"]
        ),
    )


def _mirrored(drawing: Drawing, name: str) -> Drawing:
    width = drawing.size[0]

    def mirror(points: Polygon) -> Polygon:
        return tuple((round(width - x, 2), y) for x, y in points)

    return Drawing(
        name=name,
        view=drawing.view,
        side=None if drawing.side is None else _OTHER[drawing.side],
        size=drawing.size,
        outline=tuple(map(mirror, drawing.outline)),
        details=tuple(map(mirror, drawing.details)),
        regions=tuple(
            Region(r.code, _OTHER[r.side], mirror(r.polygon), mirror((r.centre,))[0], r.order) for r in drawing.regions
        ),
    )


def _polygons(lines: Iterable[Iterable[Any]]) -> tuple[Polygon, ...]:
    return tuple(map(_polygon, lines))


def _polygon(points: Iterable[Any]) -> Polygon:
    return tuple(map(_point, points))


def _point(pair: Any) -> Point:
    x, y = pair
    return float(x), float(y)


def _inside(point: Point, polygon: Polygon) -> bool:
    """Say whether a line from the point to the right crosses the edge an odd number of times."""
    x, y = point
    inside = False
    before_x, before_y = polygon[-1]
    for here_x, here_y in polygon:
        if (here_y > y) != (before_y > y) and x < here_x + (y - here_y) * (before_x - here_x) / (before_y - here_y):
            inside = not inside
        before_x, before_y = here_x, here_y
    return inside


_BUNDLED = Drawings(
    (
        "body-front",
        "body-back",
        *(f"{name}-{side}" for name in ("hand-palm", "hand-back", "foot-top", "foot-sole") for side in _EACH),
        "head-front",
        *(f"head-side-{side}" for side in _EACH),
    )
)
