"""Everything that stands on the map at one time, and what lies under a point of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont

from calcitrack.ui.map import fans
from calcitrack.ui.map.fans import Spot, Stand
from calcitrack.ui.map.glyphs import count_size, growth, mark_size
from calcitrack.ui.map.layout import HeadHeight, Placed, placed
from calcitrack.ui.map.marks import MapMark, Place
from calcitrack.ui.map.plates import View, closer, standing
from calcitrack.ui.map.walk import Way, nearest, next_one
from calcitrack.ui.theme import Theme

RegionAt = tuple[int, int]
"""A plate of the view and a region of the plate, both by index."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be shown.

    Attributes:
        marks: The lesions, by number.
        heat: How many lesions there are at a site; None where the lesions themselves are shown.
        by_area: Marks grow with the area of their lesions.
        opened: Lesions behind a count that was opened; empty when none was.
    """

    view: View
    marks: tuple[MapMark, ...] = ()
    heat: Mapping[Place, int] | None = None
    by_area: bool = False
    opened: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the map that keys and assistive technology reach: a region, or a mark or count of lesions.

    Attributes:
        region: The region; None for marks.
        marks: The lesions of the mark, by index; empty for regions.
        rect: Where it stands.
    """

    region: RegionAt | None
    marks: tuple[int, ...]
    rect: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The view with its plates, regions and marks, laid out.

    Attributes:
        stands: Marks and counts; their keys are indices of the lesions.
        fan: The opened marks, above everything else; empty when no count is open.
        fills: Regions that sheets fill, with the lesion's index.
        lesions_of: The lesions that stand in a region, by index.
        heat: How many lesions there are in a region.
        heat_close_by: Regions whose number holds sites close by that no drawing shows.
        items: Regions in reading order, then marks.
    """

    content: Content
    placed: tuple[Placed, ...]
    stands: tuple[Stand, ...] = ()
    fan: tuple[Stand, ...] = ()
    fills: tuple[tuple[RegionAt, int], ...] = ()
    lesions_of: Mapping[RegionAt, tuple[int, ...]] = field(default_factory=dict)
    heat: Mapping[RegionAt, int] = field(default_factory=dict)
    heat_close_by: frozenset[RegionAt] = frozenset()
    items: tuple[Item, ...] = ()

    def stand_at(self, point: QPointF) -> Stand | None:
        """The mark or count under a point; what is drawn last is found first."""
        return next((s for s in (*self.fan[::-1], *self.stands[::-1]) if rect_of(s).contains(point)), None)

    def region_at(self, point: QPointF) -> RegionAt | None:
        """The region under a point."""
        for number, plate in enumerate(self.placed):
            found = plate.region_at(point)
            if found is not None:
                return number, found
        return None

    def item_of_region(self, region: RegionAt) -> int:
        """The index of a region among the items."""
        return next(i for i, item in enumerate(self.items) if item.region == region)

    def item_of_lesion(self, mark: int) -> int | None:
        """The index of the mark of a lesion among the items; None where the view does not show it."""
        return next((i for i, item in enumerate(self.items) if mark in item.marks), None)

    def same_item(self, before: Item) -> int:
        """Where an item of an earlier scene is now; the first item where it is gone."""
        same = (i for i, item in enumerate(self.items) if (item.region, item.marks) == (before.region, before.marks))
        return next(same, 0)

    def next_mark(self, at: int, step: int) -> int | None:
        """The mark after an item, or before it; None past the last."""
        first = next((i for i, item in enumerate(self.items) if item.region is None), len(self.items))
        there = (at + step) if at >= first else (first if step > 0 else -1)
        return there if first <= there < len(self.items) else None

    def closer(self, item: Item) -> View | None:
        """The view that shows an item more closely than this one; None where none does."""
        view = self.content.view
        if item.region is not None:
            plate, region = self.placed[item.region[0]].plate, item.region[1]
        else:
            there = standing(view, self.content.marks[item.marks[0]].places[0])
            if there is None:
                return None
            plate, region = there[0], there[1].centre
        found = closer(plate, plate.regions[region])
        return None if found is view else found

    def regions_of(self, places: Sequence[Place]) -> tuple[RegionAt, ...]:
        """The regions in which sites stand in this view."""
        plates = [one.plate for one in self.placed]
        found = [there for place in places if (there := standing(self.content.view, place)) is not None]
        return tuple((plates.index(plate), region) for plate, best in found for region in best.regions)

    def step(self, at: int, way: Way) -> int | None:
        """The region that an arrow key leads to, among the items; from a mark the region under it."""
        regions = [i for i, item in enumerate(self.items) if item.region is not None]
        if not regions:
            return None
        centres = [(self.items[i].rect.center().x(), self.items[i].rect.center().y()) for i in regions]
        here = self.items[at].rect.center()
        if self.items[at].region is None:
            return regions[nearest(centres, (here.x(), here.y()))]
        return regions[next_one(centres, regions.index(at), way)]


def rect_of(stand: Stand) -> QRectF:
    """Where a mark stands."""
    return QRectF(stand.x - stand.width / 2, stand.y - stand.height / 2, stand.width, stand.height)


def build(content: Content, size: QSizeF, font: QFont, theme: Theme, head: HeadHeight) -> Scene:
    """Lay everything out.

    Args:
        content: What is to be shown.
        size: Of the map.
        font: Of the numbers.
        theme: Gives the scale.
        head: Height of the words above a plate.
    """
    edge = theme.px(2)
    room = QRectF(edge, edge, size.width() - 2 * edge, size.height() - 2 * edge)
    plates = placed(content.view, room, head, theme.px(6))
    if content.heat is not None:
        heat, close_by = _heat(content.view, plates, content.heat)
        return Scene(content, plates, heat=heat, heat_close_by=close_by, items=_regions(plates))
    spots, fills, lesions_of = _stood(content, plates, theme)
    bounds = (room.left(), room.top(), room.right(), room.bottom())
    badge = count_size(len(content.marks), font, theme)
    stands = fans.fanned(spots, bounds, badge)
    chosen = [spot for spot in spots if content.marks[spot.key].lesion_id in content.opened]
    fan = fans.opened(chosen, bounds) if chosen else ()
    shown = (*(s for s in stands if not fan or not set(s.keys) <= {spot.key for spot in chosen}), *fan)
    marks = tuple(Item(None, stand.keys, rect_of(stand)) for stand in sorted(shown, key=lambda s: s.keys))
    return Scene(content, plates, stands, fan, fills, lesions_of, items=(*_regions(plates), *marks))


def _stood(
    content: Content, plates: Sequence[Placed], theme: Theme
) -> tuple[list[Spot], tuple[tuple[RegionAt, int], ...], dict[RegionAt, tuple[int, ...]]]:
    spots: list[Spot] = []
    fills: list[tuple[RegionAt, int]] = []
    lesions_of: dict[RegionAt, tuple[int, ...]] = {}
    by_plate = {one.plate: number for number, one in enumerate(plates)}
    for index, mark in enumerate(content.marks):
        found = [there for place in mark.places if (there := standing(content.view, place)) is not None]
        for plate, fit in found if mark.fills else found[:1]:
            where = [(by_plate[plate], region) for region in fit.regions]
            fills += [(one, index) for one in where] if mark.fills else []
            for one in where if mark.fills else [(by_plate[plate], fit.centre)]:
                lesions_of[one] = (*lesions_of.get(one, ()), index)
        if found:
            plate, fit = found[0]
            centre = plates[by_plate[plate]].point(*fit.spot)
            wide, high = mark_size(mark.subtype, len(str(mark.number)), theme)
            grown = growth(mark.area_mm2) if content.by_area else 1.0
            spots.append(Spot(index, centre.x(), centre.y(), wide * grown, high * grown))
    return spots, tuple(fills), lesions_of


def _heat(
    view: View, plates: Sequence[Placed], counts: Mapping[Place, int]
) -> tuple[dict[RegionAt, int], frozenset[RegionAt]]:
    heat: dict[RegionAt, int] = {}
    close_by: set[RegionAt] = set()
    by_plate = {one.plate: number for number, one in enumerate(plates)}
    for place, count in counts.items():
        there = standing(view, place)
        if there is not None:
            where = (by_plate[there[0]], there[1].centre)
            heat[where] = heat.get(where, 0) + count
            if not there[1].is_exact:
                close_by.add(where)
    return heat, frozenset(close_by)


def _regions(plates: Sequence[Placed]) -> tuple[Item, ...]:
    return tuple(
        Item((number, index), (), one.outline_of(index).boundingRect())
        for number, one in enumerate(plates)
        for index in range(len(one.plate.regions))
    )
