"""The dress that all tables in cards wear."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from calcitrack.ui.delegates.cell_delegate import PAD_PX, CellDelegate
from calcitrack.ui.theme import ROW_PX, current_theme

_AIR_PX = 8


class CardTable(QTableView):
    """Whole rows, one at a time, without lines: the card around it has the border. Tab leaves it.

    What inherits from it says in ``_fit`` how wide its columns are, and where a row may be higher in ``_space``.

    Args:
        pad_px: Space left and right of a text, in pixels of the design.
    """

    def __init__(self, parent: QWidget | None = None, pad_px: int = PAD_PX) -> None:
        super().__init__(parent)
        self._cells = CellDelegate(self, pad_px)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # the style draws a bevel where both scroll bars meet
        self.setShowGrid(False)
        self.setProperty("flush", "true")
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        # A least height that grows makes Qt resize row by row, a quarter of a second for 100,000: only the usual one is
        # ever set.
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)

    def set_row_height(self, least_px: int = ROW_PX, lines: int = 1) -> None:
        """Make every row so high that so many lines of text find room.

        Args:
            least_px: The least height, in pixels of the design.
            lines: How many lines the highest cell has.
        """
        px, header = current_theme().px, self.verticalHeader()
        height = max(px(least_px), lines * self.fontMetrics().height() + px(_AIR_PX))
        if height != header.defaultSectionSize():
            header.setDefaultSectionSize(height)

    def _space(self) -> None:
        """Take the sizes of the theme."""
        self.set_row_height()
        self._fit()

    def _fit(self) -> None:
        """Give the columns their widths; nothing where Qt's own widths will do."""

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._fit()
