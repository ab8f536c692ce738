"""A table of lesions that shares the one selection of the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Signal
from PySide6.QtWidgets import QWidget

from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.widgets.card_table import CardTable

PAD_PX = 7
"""Less than in other tables: these stand between two cards."""


class OfLesion(Protocol):
    """A row of one lesion."""

    @property
    def lesion_id(self) -> int:
        """Whose row it is."""
        ...


Row = TypeVar("Row", bound=OfLesion)


class LesionPickTable(CardTable, Generic[Row]):
    """One row per lesion.

    Args:
        columns: The columns, left to right.
        name: What a screen reader calls the table.

    Signals:
        lesion_selected(lesion_id): The reader went to a lesion, by mouse or keys; not sent by ``set_selected``.
    """

    lesion_selected = Signal(int)

    def __init__(self, columns: Sequence[Column[Row]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, PAD_PX)
        self._selected: int | None = None
        self._model: RecordTableModel[Row] = RecordTableModel(columns, self)
        self.setModel(self._model)
        self.setAccessibleName(name)

    def set_selected(self, lesion_id: int | None) -> None:
        """Select a lesion and bring it into sight; None, or one that is not listed, selects nothing."""
        self._selected = lesion_id
        place = next((i for i, row in enumerate(self._model.rows) if row.lesion_id == lesion_id), None)
        if place is None:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._model.index(place, max(0, self.currentIndex().column())))

    def show_at_least(self, rows: int) -> None:
        """Ask for the height of so many rows; with more of them the table scrolls."""
        head = max(self.horizontalHeader().sizeHint().height(), self.horizontalHeader().height())
        self.setMinimumHeight(head + rows * self.verticalHeader().defaultSectionSize() + 2 * self.frameWidth())

    def _select_again(self) -> None:
        """Other rows are shown: the selection stays with its lesion where it is still there."""
        self.set_selected(self._selected)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """No higher than what must be in sight."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell of a lesion that the reader went to; one that was set from outside is known already."""
        super().currentChanged(current, previous)
        if not current.isValid():
            return
        lesion_id = self._model.rows[current.row()].lesion_id
        if lesion_id != self._selected:
            self._selected = lesion_id
            self.lesion_selected.emit(lesion_id)
