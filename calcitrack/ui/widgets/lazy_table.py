"""A table over a lazy model: no width asks a row, and heads ask for an order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.models.lazy_table import LazyTableModel
from calcitrack.ui.models.worklist_model import WorklistModel
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card_table import CardTable


class LazyTable(CardTable):
    """Widths are fixed by the design: asking a hundred thousand rows would load them.

    Args:
        model: The rows. A click on a head asks for an order through its ``sort_requested``.
        sorted_by: The column by which the rows come first, ascending; None where no head asks for an order.
    """

    def __init__(
        self, model: LazyTableModel[Any] | WorklistModel, sorted_by: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lazy = model
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSectionsClickable(sorted_by is not None)
        if sorted_by is not None:
            header.setSortIndicatorShown(True)
            self._show_order(sorted_by)
            header.sectionClicked.connect(self._on_section_clicked)

    def _show_order(self, column: int) -> None:
        """Show by its arrow that the rows come by this column, ascending."""
        self._sorted = column, Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(*self._sorted)

    def _widths(self) -> dict[int, int]:
        """The width that each column wants."""
        px = current_theme().px
        return {column: px(self._lazy.width_px(column)) for column in range(self._lazy.columnCount())}

    def _heads(self, columns: Iterable[int]) -> str:
        """The heads of columns as one text."""
        return ", ".join(str(self._lazy.headerData(column, Qt.Orientation.Horizontal)) for column in columns)

    @Slot(int)
    def _on_section_clicked(self, section: int) -> None:
        header = self.horizontalHeader()
        if self._lazy.sort_name(section):
            self._sorted = section, header.sortIndicatorOrder()
            self._lazy.sort(*self._sorted)
        else:  # the head took the arrow to itself, but nothing can be sorted by it
            header.setSortIndicator(*self._sorted)
