"""What the map calls its drawings, regions and marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from calcitrack.domain.drawings import Region
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import DominantHand, Side
from calcitrack.ui.i18n import translate
from calcitrack.ui.map.marks import MapMark
from calcitrack.ui.map.plates import Plate, View, is_near
from calcitrack.ui.words import label

_VIEWS: dict[View, Marked] = {
    View.FRONT: QT_TRANSLATE_NOOP("LesionMap", "Front"),
    View.BACK: QT_TRANSLATE_NOOP("LesionMap", "Back"),
    View.LEFT_HAND: QT_TRANSLATE_NOOP("LesionMap", "Left hand"),
    View.RIGHT_HAND: QT_TRANSLATE_NOOP("LesionMap", "Right hand"),
    View.LEFT_FOOT: QT_TRANSLATE_NOOP("LesionMap", "Left foot"),
    View.RIGHT_FOOT: QT_TRANSLATE_NOOP("LesionMap", "Right foot"),
    View.HEAD: QT_TRANSLATE_NOOP("LesionMap", "Head"),
}
_LOOKS: dict[str, Marked] = {
    "body-front": QT_TRANSLATE_NOOP("LesionMap", "front"),
    "body-back": QT_TRANSLATE_NOOP("LesionMap", "back"),
    "hand-palm": QT_TRANSLATE_NOOP("LesionMap", "palm"),
    "hand-back": QT_TRANSLATE_NOOP("LesionMap", "back"),
    "foot-top": QT_TRANSLATE_NOOP("LesionMap", "top"),
    "foot-sole": QT_TRANSLATE_NOOP("LesionMap", "sole"),
    "head-front": QT_TRANSLATE_NOOP("LesionMap", "front"),
    "head-side": QT_TRANSLATE_NOOP("LesionMap", "side"),
}
_HEADS: dict[tuple[str, Side], Marked] = {
    ("hand", Side.LEFT): QT_TRANSLATE_NOOP("LesionMap", "Patient's LEFT hand"),
    ("hand", Side.RIGHT): QT_TRANSLATE_NOOP("LesionMap", "Patient's RIGHT hand"),
    ("foot", Side.LEFT): QT_TRANSLATE_NOOP("LesionMap", "Patient's LEFT foot"),
    ("foot", Side.RIGHT): QT_TRANSLATE_NOOP("LesionMap", "Patient's RIGHT foot"),
    ("head", Side.LEFT): QT_TRANSLATE_NOOP("LesionMap", "Head, patient's LEFT"),
    ("head", Side.RIGHT): QT_TRANSLATE_NOOP("LesionMap", "Head, patient's RIGHT"),
}
_PARTS: dict[str, Marked] = {
    "body": QT_TRANSLATE_NOOP("LesionMap", "body"),
    "hand": QT_TRANSLATE_NOOP("LesionMap", "hand"),
    "foot": QT_TRANSLATE_NOOP("LesionMap", "foot"),
    "head": QT_TRANSLATE_NOOP("LesionMap", "head"),
}
_DOMINANT = {DominantHand.LEFT: (Side.LEFT,), DominantHand.RIGHT: (Side.RIGHT,),
             DominantHand.AMBIDEXTROUS: (Side.LEFT, Side.RIGHT)}  # fmt: skip


def view_name(view: View) -> str:
    """The name of a view."""
    return translate(*_VIEWS[view])


class MapWords:
    """The words of one patient's map.

    Args:
        sites: The site list.
        dominant: The patient's dominant hand; None when it is not recorded.
    """

    def __init__(self, sites: SiteList, dominant: DominantHand | None = None) -> None:
        self._sites = sites
        self._dominant = _DOMINANT.get(dominant, ()) if dominant else ()

    def title(self, plate: Plate) -> tuple[str, str]:
        """The two lines above a drawing of one side."""
        look = self.look(plate)
        if plate.part == "hand" and plate.side in self._dominant:
            look = translate("LesionMap", "{look} · dominant").format(look=look)
        return translate(*_HEADS[plate.part, plate.side]), look

    def longest_titles(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every first and every second line that can stand above a drawing: none may be cut."""
        looks = [translate(*look) for look in _LOOKS.values()]
        dominant = translate("LesionMap", "{look} · dominant")
        unders = (*looks, *(dominant.format(look=look) for look in looks)) if self._dominant else looks
        return tuple(translate(*head) for head in _HEADS.values()), tuple(unders)

    def sides(self, plate: Plate) -> tuple[tuple[str, Qt.Edge], ...]:
        """The words in the corners of a drawing that shows both sides, and where they stand.

        From behind, the patient's left is the reader's left.
        """
        left, right = translate("LesionMap", "Patient's\nLEFT"), translate("LesionMap", "Patient's\nRIGHT")
        if plate.kind.endswith("-back"):
            return (left, Qt.Edge.LeftEdge), (right, Qt.Edge.RightEdge)
        return (right, Qt.Edge.LeftEdge), (left, Qt.Edge.RightEdge)

    def look(self, plate: Plate) -> str:
        """From where the drawing is seen."""
        found = _LOOKS.get(plate.kind)
        return translate(*found) if found else plate.drawing.view

    def region(self, plate: Plate, region: Region, others: Sequence[Plate] = ()) -> str:
        """A region in full words; with the drawing where another one of the view shows the same site."""
        name = self._sites.covered(region.code, region.side)[1]
        twins = [one for one in others if one is not plate and _shows(one, region)]
        if not twins:
            return name
        part = translate(*_PARTS[plate.part])
        return translate("LesionMap", "{site} ({part}, {look})").format(site=name, part=part, look=self.look(plate))

    def site(self, code: str, side: Side) -> str:
        """A site in full words."""
        return self._sites.covered(code, side)[1]

    def mark(self, mark: MapMark) -> str:
        """A lesion in full words; also that it stands beside its place where no drawing shows the place itself."""
        subtype = label(mark.subtype) if mark.subtype else translate("LesionMap", "subtype not recorded")
        told = translate("LesionMap", "Lesion {number}: {site}, {subtype}").format(
            number=mark.number, site=mark.words, subtype=subtype.lower()
        )
        if mark.closed:
            told = translate("LesionMap", "{lesion}, resolved or excised").format(lesion=told)
        if is_near(mark.places[0]):
            told = translate("LesionMap", "{lesion} (not drawn, shown close by)").format(lesion=told)
        return told

    def count(self, marks: Sequence[MapMark]) -> str:
        """Several lesions behind one mark."""
        told = translate("LesionMap", "{count} lesions close together: {numbers}")
        return told.format(count=len(marks), numbers=_numbers(marks))

    def lesions(self, marks: Sequence[MapMark]) -> str:
        """The lesions of a region; empty without any."""
        if len(marks) == 1:
            return translate("LesionMap", "lesion {numbers}").format(numbers=_numbers(marks))
        return translate("LesionMap", "lesions {numbers}").format(numbers=_numbers(marks)) if marks else ""

    def heat(self, count: int, *, close_by: bool) -> str:
        """How many lesions there are in a region, with those of sites close by that no drawing shows."""
        told = translate("LesionMap", "{count} lesions").format(count=count)
        if count == 1:
            told = translate("LesionMap", "1 lesion")
        return translate("LesionMap", "{lesions}, here and close by").format(lesions=told) if close_by else told


def _numbers(marks: Sequence[MapMark]) -> str:
    return ", ".join(f"#{mark.number}" for mark in marks)


def _shows(plate: Plate, region: Region) -> bool:
    return any((one.code, one.side) == (region.code, region.side) for one in plate.regions)
