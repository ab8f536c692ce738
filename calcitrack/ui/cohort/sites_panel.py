"""Where the cohort's lesions are: counts on the body, and the same as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QPushButton, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer, PlaceCount
from calcitrack.domain.cohort.sharing import hidden
from calcitrack.domain.sites import SiteList
from calcitrack.ui.i18n import number
from calcitrack.ui.map.map_view import MapView
from calcitrack.ui.map.plates import home
from calcitrack.ui.map.scene import Content
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_table import CardTable

_NARROW_PX = 820


class SitesPanel(QWidget):
    """A map beside its numbers; where there is little room the numbers alone, which say all that the map shows.

    Args:
        sites: The site list.

    Signals:
        place_wanted(site, side): Who has a lesion there.
        site_chosen(code): Choose the patients with a lesion there, or below.
    """

    place_wanted = Signal(str, object)
    site_chosen = Signal(str)

    def __init__(self, sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = MapWords(sites)
        self._away: frozenset[PlaceCount] = frozenset()
        self._whole = 0
        self.map = MapView(self._words)
        self._model: RecordTableModel[PlaceCount] = RecordTableModel(self._columns())
        self.table = CardTable()
        self._choose = QPushButton(self.tr("Filter by this site"))
        self._build()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the places of a cohort."""
        places = answer.places
        whole = answer.tally("site").of_patients
        away = hidden([place.patients for place in places], whole) if sharing else frozenset()
        self._away = frozenset(places[i] for i in away)
        self._whole = whole
        heat = {(place.site, place.side): place.lesions for place in places if place not in self._away}
        had_numbers = self.map.canvas.content.heat is not None
        self.map.canvas.set_content(Content(self.map.view, heat=heat))
        if not had_numbers:
            self.map.show_view(self.map.view)  # with the words that go with numbers
        self._model.set_rows(places)
        told = self.tr("{n} lesions of {of} patients").format(n=number(answer.lesions), of=number(whole))
        self._listed.set_subtitle("" if sharing else told)
        if places and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._model.index(0, 0))

    def _columns(self) -> Sequence[Column[PlaceCount]]:
        return (
            Column(self.tr("Site"), self._site),
            Column(self.tr("Lesions"), lambda row: self._number(row, row.lesions), right=True),
            Column(self.tr("Open"), lambda row: self._number(row, row.open), right=True),
            Column(self.tr("Patients"), self._patients, right=True),
        )

    def _site(self, row: PlaceCount) -> str:
        name = self._words.site(row.site, row.side)
        return name if home(row.site, row.side) else self.tr("{site} (not on the drawings)").format(site=name)

    def _number(self, row: PlaceCount, count: int) -> str:
        return self.tr("not shown") if row in self._away else number(count)

    def _patients(self, row: PlaceCount) -> str:
        if row in self._away:
            return self.tr("not shown")
        return self.tr("{n} of {of}").format(n=number(row.patients), of=number(self._whole))

    def _build(self) -> None:
        self._on_map = Card(self.tr("Lesions by site"), actions=self.map.controls(), flush=True)
        self._on_map.add(self.map, 1)
        self._listed = Card(self.tr("The numbers"), actions=[self._choose], flush=True)
        self.table.setModel(self._model)
        self.table.setAccessibleName(self.tr("Sites, most lesions first"))
        self.table.setWordWrap(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._listed.add(self.table, 1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.addWidget(self._on_map, 1)
        self._both.addWidget(self._listed, 1)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._choose.clicked.connect(self._on_choose_clicked)
        self.setFocusProxy(self.table)
        self._space()

    def _current(self) -> PlaceCount | None:
        row = self.table.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def _space(self) -> None:
        self._both.setSpacing(current_theme().px(GAP_M))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        place = self._model.rows[index.row()]
        self.place_wanted.emit(place.site, place.side)

    @Slot()
    def _on_row_changed(self) -> None:
        place = self._current()
        self.map.light([(place.site, place.side)] if place else [], closely=True)

    @Slot()
    def _on_choose_clicked(self) -> None:
        place = self._current()
        if place is not None:
            self.site_chosen.emit(place.site)

    def title(self, site: str, side: object) -> str:
        """A place in words."""
        place = next(row for row in self._model.rows if (row.site, row.side) == (site, side))
        return self._words.site(place.site, place.side)

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
