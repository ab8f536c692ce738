"""Where the cohort's lesions are: counts on the body, and the same as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer, PlaceCount
from calcitrack.domain.cohort.sharing import hidden, is_small
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.cohort.sites_table import SitesTable
from calcitrack.ui.i18n import number
from calcitrack.ui.map.map_view import MapView
from calcitrack.ui.map.marks import Place
from calcitrack.ui.map.plates import View, standing
from calcitrack.ui.map.scene import Content
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_NARROW_PX = 820


class SitesPanel(LeadsKeys, QWidget):
    """A map beside its numbers; where there is little room the numbers alone, which say all that the map shows.

    Args:
        sites: The site list.

    Signals:
        place_wanted(title, places, only_open): Who has a lesion, or an open one, at any of these sites and sides.
        site_chosen(code): Choose the patients with a lesion there, or below.
    """

    place_wanted = Signal(str, object, bool)
    site_chosen = Signal(str)

    def __init__(self, sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = MapWords(sites)
        self.map = MapView(self._words)
        self.table = SitesTable(self._words)
        self._choose = QPushButton(self.tr("Filter by this site"))
        self._build()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the places of a cohort."""
        places = answer.places
        whole = answer.tally("site").of_patients
        away = hidden([place.patients for place in places], whole)
        if is_small(whole, len(answer.ids)):
            away = frozenset(range(len(places)))
        hides = frozenset(places[i] for i in away) if sharing else frozenset()
        heat = {(place.site, place.side): place.lesions for place in places if place not in hides}
        had_numbers = self.map.canvas.content.heat is not None
        self.map.canvas.set_content(Content(self.map.view, heat=heat))
        if not had_numbers:
            self.map.show_view(self.map.view)  # with the words that go with numbers
        self.table.show_places(places, hides if sharing else None, whole)
        self._choose.setEnabled(bool(places))
        told = self.tr("{n} lesions of {of} patients").format(n=number(answer.lesions), of=number(whole))
        self._listed.set_subtitle("" if sharing else told)

    def _build(self) -> None:
        self._on_map = Card(self.tr("Lesions by site"), actions=self.map.controls(), flush=True)
        self._on_map.add(self.map, 1)
        self._listed = Card(self.tr("The numbers"), actions=[self._choose], flush=True)
        self._listed.add(self.table, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.addWidget(self._on_map, 1)
        self._both.addWidget(self._listed, 1)
        self.table.place_wanted.connect(self._on_place_wanted)
        self.map.canvas.place_chosen.connect(self._on_region_chosen)
        self.table.place_changed.connect(self._on_place_changed)
        self._choose.clicked.connect(self._on_choose_clicked)
        self.lead_keys(self.table)
        self._space()

    def _space(self) -> None:
        self._both.setSpacing(current_theme().px(GAP_M))

    @Slot(object, bool)
    def _on_place_wanted(self, places: Sequence[Place], only_open: bool) -> None:
        name = self._words.site(*places[0])
        self.place_wanted.emit(self.tr("{site}: open").format(site=name) if only_open else name, places, only_open)

    @Slot(str, object)
    def _on_region_chosen(self, code: str, side: Side) -> None:
        """A region's number is of all sites that are drawn there."""
        content = self.map.canvas.content
        there = tuple(place for place in content.heat or () if _is_drawn_in(content.view, place, (code, side)))
        if there:
            self.place_wanted.emit(self._words.site(code, side), there, False)

    @Slot(object)
    def _on_place_changed(self, place: PlaceCount | None) -> None:
        self.map.light([(place.site, place.side)] if place else [], closely=True)

    @Slot()
    def _on_choose_clicked(self) -> None:
        place = self.table.current_place()
        if place is not None:
            self.site_chosen.emit(place.site)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The map beside the numbers, where both find room."""
        super().resizeEvent(event)
        self._on_map.setVisible(self.width() >= current_theme().px(_NARROW_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _is_drawn_in(view: View, place: Place, region: Place) -> bool:
    found = standing(view, place)
    if found is None:
        return False
    drawn = found[0].regions[found[1].centre]
    return (drawn.code, drawn.side) == region
