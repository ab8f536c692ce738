"""The places of a cohort's lesions as a table: all that the map beside it shows, and the places that no drawing has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QWidget

from calcitrack.domain.cohort.answer import PlaceCount
from calcitrack.domain.cohort.sharing import is_small
from calcitrack.ui.delegates.cell_delegate import PAD_PX
from calcitrack.ui.i18n import number
from calcitrack.ui.map.marks import Place
from calcitrack.ui.map.plates import home
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card_table import CardTable

_NAME, _LEAST_NAME_PX = 0, 120


class SitesTable(CardTable):
    """Most lesions first.

    Args:
        words: What places are called.

    Signals:
        place_wanted(places, only_open): Who has a lesion there, or an open one; places are of site and side.
        place_changed(place): The cursor is on this ``PlaceCount``; None when it is on none.
    """

    place_wanted = Signal(object, bool)
    place_changed = Signal(object)

    def __init__(self, words: MapWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._away: frozenset[PlaceCount] = frozenset()
        self._whole = 0
        self._is_sharing = False
        self._model: RecordTableModel[PlaceCount] = RecordTableModel(self._columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Sites, most lesions first"))
        self.setSelectionBehavior(CardTable.SelectionBehavior.SelectItems)
        self.setWordWrap(True)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self._space()

    def show_places(self, places: Sequence[PlaceCount], away: frozenset[PlaceCount] | None, whole: int) -> None:
        """Show places with their numbers.

        Args:
            places: In the order shown.
            away: Those whose numbers are not shown; None where nothing is hidden for sharing.
            whole: Patients with lesions, among whom the others are counted.
        """
        here = self.current_place()
        self._away, self._whole, self._is_sharing = away or frozenset(), whole, away is not None
        self._model.set_rows(places)
        self._fit()
        row = next((n for n, place in enumerate(places) if here and _key(place) == _key(here)), 0)
        if places:
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))
        else:
            self.place_changed.emit(None)

    def current_place(self) -> PlaceCount | None:
        """The place under the cursor."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def _columns(self) -> Sequence[Column[PlaceCount]]:
        return (
            Column(self.tr("Site"), self._site),
            Column(self.tr("Lesions"), lambda row: self._number(row, row.lesions), right=True),
            Column(self.tr("Open"), lambda row: self._number(row, row.open), right=True, name="open"),
            Column(self.tr("Patients"), self._patients, right=True),
        )

    def _site(self, row: PlaceCount) -> str:
        name = self._words.site(row.site, row.side)
        return name if home(row.site, row.side) else self.tr("{site} (not on the drawings)").format(site=name)

    def _number(self, row: PlaceCount, count: int) -> str:
        """So few open lesions, or so few that are not, are of few patients."""
        hides = self._is_sharing and (row in self._away or is_small(count, row.lesions))
        return self.tr("not shown") if hides else number(count)

    def _patients(self, row: PlaceCount) -> str:
        if row in self._away:
            return self.tr("not shown")
        return self.tr("{n} of {of}").format(n=number(row.patients), of=number(self._whole))

    def _fit(self) -> None:
        """The numbers get what the widest of them needs, measured once and not in every cell; the names the rest."""
        header, metrics, pad = self.horizontalHeader(), self.fontMetrics(), 2 * current_theme().px(PAD_PX) + 4
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        used = 0
        for place, column in enumerate(self._model.columns):
            if place != _NAME:
                longest = max((column.text(row) for row in self._model.rows), key=len, default="")
                width = max(metrics.horizontalAdvance(text) for text in (longest, column.title)) + pad
                header.resizeSection(place, width)
                used += width
        header.resizeSection(_NAME, max(current_theme().px(_LEAST_NAME_PX), self.viewport().width() - used))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        place = self._model.rows[index.row()]
        self.place_wanted.emit((_key(place),), self._model.columns[index.column()].name == "open")

    @Slot()
    def _on_row_changed(self) -> None:
        self.place_changed.emit(self.current_place())


def _key(place: PlaceCount) -> Place:
    return place.site, place.side
