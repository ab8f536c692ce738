"""The map of a form that asks for a site: what is typed is lit, and a click answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import DominantHand, Side
from calcitrack.ui.map.gestures import Clicks
from calcitrack.ui.map.map_view import MapView
from calcitrack.ui.map.marks import MapMark
from calcitrack.ui.map.plates import View
from calcitrack.ui.map.scene import Content
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.flow import FlowLayout

_AROUND_PX = 144
"""What stands above and below the map in a form as high as the screen, in pixels of the design."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the map of a form shows beside the site that is asked for.

    Attributes:
        marks: The lesions that are recorded already.
        dominant: The patient's dominant hand; None when it is not recorded.
    """

    marks: tuple[MapMark, ...] = ()
    dominant: DominantHand | None = None


class SiteMap(MapView):
    """Shows a site while it is searched, and offers every region to be clicked.

    Args:
        sites: The site list.
        around: What else it shows.

    Signals:
        place_chosen(code, side): A region was chosen.
    """

    place_chosen = Signal(str, object)

    def __init__(self, sites: SiteList, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(MapWords(sites, around.dominant), clicks=Clicks.SITE, parent=parent)
        self._sites = sites
        chips = QWidget()
        flow = FlowLayout(chips)
        for control in self.controls():
            flow.addWidget(control)
        self.column.insertWidget(0, chips)
        self.canvas.set_content(Content(View.FRONT, around.marks))
        self.canvas.setAccessibleName(self.tr("Choose the site on the map"))
        self.canvas.place_chosen.connect(self.place_chosen)

    def show_site(self, code: str, side: Side | None, *, chosen: bool) -> None:
        """Light a site up, on both sides while none is said; an empty code lights nothing.

        One that is chosen comes close; while somebody still types, the body stands still.
        """
        sides = () if not code else (side,) if side else self._sites.sides(code)
        self.light([(code, one) for one in sides], closely=chosen)

    def _space_view(self) -> None:
        """Never higher than what a form shows at one time: what is lit must be in sight."""
        super()._space_view()
        self.setMaximumHeight(self.screen().availableGeometry().height() - current_theme().px(_AROUND_PX))
