"""What waits as a table: smooth at any length, with heads that ask for an order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from calcitrack.domain.waiting import WaitingRow
from calcitrack.ui.delegates.fit import share_width, without_dropped
from calcitrack.ui.latin_keys import latin_key
from calcitrack.ui.models.lazy_table import LazyTableModel
from calcitrack.ui.models.waiting_columns import BY, PATIENT, RECORD, SINCE, WHAT
from calcitrack.ui.theme import ROW_PX
from calcitrack.ui.widgets.lazy_table import LazyTable

_ELASTIC = {WHAT: 110, PATIENT: 150, BY: 90}
"""Columns that give way, the last one first; the first one takes what room is left over."""

_DROPPABLE = (BY, RECORD, SINCE)
"""Left out one after the other with less room yet: the last column tells how long it has waited, and the record number
goes under the name."""

_STACKED_ROW_PX = 52


class WaitingTable(LazyTable):
    """One row per order or draft, the oldest first until a head is clicked.

    Signals:
        chosen(place): Enter or a double click on a row.
        result_requested(place): R on a row.
        moved(): The cursor is on another row, or on none.
        stacked(whether): Whether the record number has to stand under the name.
        left_out(heads): The heads for which there is no room, as one text; empty when all are there.
    """

    chosen = Signal(int)
    result_requested = Signal(int)
    moved = Signal()
    stacked = Signal(bool)
    left_out = Signal(str)

    def __init__(self, model: LazyTableModel[WaitingRow], parent: QWidget | None = None) -> None:
        super().__init__(model, SINCE, parent)
        self._waiting = model
        self.activated.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self.moved)
        self._fit()

    def go_to(self, place: int | None) -> None:
        """Put the cursor on a row; None takes it away."""
        if place is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._waiting.index(place, PATIENT))

    def begin_with_oldest(self) -> None:
        """Show by its arrow that the oldest come first."""
        self._show_order(SINCE)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def _fit(self) -> None:
        widths = self._widths()
        kept = without_dropped(self, widths, _ELASTIC, _DROPPABLE)
        share_width(self, kept, _ELASTIC)
        stacked = RECORD not in kept
        # Names wrap where their column has given way.
        lines = 1 if not stacked and all(self.columnWidth(c) >= widths[c] for c in (PATIENT, RECORD)) else 2
        self.set_row_height(_STACKED_ROW_PX if stacked else ROW_PX, lines)
        self.stacked.emit(stacked)
        gone = [column for column in widths if column not in kept and column != RECORD]
        self.left_out.emit(self._heads(gone))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R asks for the form of the result."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and latin_key(event) == Qt.Key.Key_R and self.currentIndex().isValid():
            self.result_requested.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
