"""A short table in a card: all its rows at hand, each column as wide as its contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.widgets.card_table import CardTable

Row = TypeVar("Row")


class RowsTable(CardTable, Generic[Row]):
    """Rows in the order given.

    Args:
        columns: The columns, left to right.
        elastic: Columns that give way, each with its least width in pixels of the design; as for ``fit_columns``.
        name: What a screen reader calls the table.
        droppable: Columns left out where even the least widths find no room; what they say must stand elsewhere too.

    Signals:
        row_chosen(place): The cursor is on this row; -1 when it is on none.
    """

    row_chosen = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        elastic: Mapping[int, int],
        name: str,
        droppable: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elastic, self._droppable = elastic, droppable
        self._model: RecordTableModel[Row] = RecordTableModel(columns, self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._space()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._model.rows

    def set_table(self, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
        """Show other rows through other columns."""
        self._model.set_table(columns, rows)
        self._fit()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays at its place where there is such a row."""
        place = max(0, self.currentIndex().row())
        self._model.set_rows(rows)
        self._fit()
        if rows:
            self.setCurrentIndex(self._model.index(min(place, len(rows) - 1), 0))
        else:
            self.row_chosen.emit(-1)

    def _fit(self) -> None:
        if self._model.columns:
            fit_columns(self, self._elastic, droppable=self._droppable)

    @Slot(QModelIndex)
    def _on_current_row_changed(self, index: QModelIndex) -> None:
        self.row_chosen.emit(index.row() if index.isValid() else -1)
