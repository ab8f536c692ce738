"""One drawing, as it is written to its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calcitrack.domain.sites import SiteList
from tools.figures.curves import Line, Point
from tools.figures.cutting import Cut, centre_of


@dataclass(frozen=True)
class Figure:
    """A drawing in the coordinates that it was made in.

    Attributes:
        name: Of its file.
        view: What is looked at, such as "palm".
        drawn_for: The side it shows, of the two that its mirror makes; "" where it shows both.
        corner: Upper left of its box.
        size: Width and height of its box.
        outline: Closed curves.
        details: Open curves that help the eye: nails, creases, the line of the jaw.
        cuts: The regions.
    """

    name: str
    view: str
    drawn_for: str
    corner: Point
    size: Point
    outline: Sequence[Line]
    details: Sequence[Line]
    cuts: Sequence[Cut]

    def as_json(self) -> dict[str, Any]:
        """What stands in the file."""
        return {
            "name": self.name,
            "view": self.view,
            "drawn_for": self.drawn_for,
            "size": list(self.size),
            "outline": [self._line(line) for line in self.outline],
            "details": [self._line(line) for line in self.details],
            "regions": [self._region(cut, order) for order, cut in enumerate(self._in_order(), start=1)],
        }

    def _in_order(self) -> list[Cut]:
        """The regions in the order of the keyboard: that of the site list, the commonest first."""
        codes = [site.code for site in SiteList.load()]
        return sorted(self.cuts, key=lambda cut: (codes.index(cut.code), cut.side))

    def _region(self, cut: Cut, order: int) -> dict[str, Any]:
        polygon = self._line(cut.polygon)
        return {
            "code": cut.code,
            "side": cut.side,
            "order": order,
            "centre": self._point(centre_of(cut.polygon, in_middle=cut.side == "midline")),
            "polygon": polygon,
        }

    def _line(self, line: Line) -> list[list[float]]:
        points: list[list[float]] = []
        for point in map(self._point, line):
            if not points or points[-1] != point:
                points.append(point)
        return points

    def _point(self, point: Point) -> list[float]:
        return [round(point[0] - self.corner[0], 2), round(point[1] - self.corner[1], 2)]
