"""Where the parts of a visit stand: the grid over the fields, and beside them the panel of one lesion."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.visit.grid.visit_grid import VisitGrid
from calcitrack.ui.visit.page_scroll import PageScroll

_SIDE_PX, _DETAIL_PX = 288, 420
_NARROW_PX = 1080
_UNBOUNDED = 16_777_215


class VisitColumns(QWidget):
    """Wide: the lesion's panel stands beside the grid and never scrolls away. Narrow: it follows the grid.

    Args:
        grid: As many rows as there is room for are in sight.
        side: What stands beside it.
        fields: What stands below it.
    """

    def __init__(self, grid: VisitGrid, side: QWidget, fields: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid, self._side = grid, side
        inside = QWidget()
        self._main = QVBoxLayout(inside)
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.addWidget(grid)
        self._main.addWidget(fields)
        self._main.addStretch(1)
        self.page = PageScroll(inside)
        self.page.resized.connect(self._fit_grid)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self.page, 1)
        self._columns.addWidget(side)
        self._space()

    def fold(self) -> None:
        """One column or two, by the width that there is; the grid as high as its rows want."""
        px = current_theme().px
        narrow = self.width() < px(_NARROW_PX)
        if narrow != (self._main.indexOf(self._side) >= 0):
            self._columns.removeWidget(self._side)
            self._main.removeWidget(self._side)
            if narrow:
                self._main.insertWidget(1, self._side)
            else:
                self._columns.addWidget(self._side)
        self._side.setMinimumWidth(0 if narrow else px(_SIDE_PX))
        self._side.setMaximumWidth(_UNBOUNDED if narrow else px(_SIDE_PX))
        self._side.setMinimumHeight(px(_DETAIL_PX) if narrow else 0)
        self._fit_grid()
        QTimer.singleShot(0, self, self._fit_grid)  # once more when labels that came or went are laid out

    @Slot()
    def _fit_grid(self) -> None:
        """As many rows as the page has room for; more scroll inside the grid, whose heads stay in sight."""
        least = max(self._grid.minimumSizeHint().height(), self.page.viewport().height())
        self._grid.setMinimumHeight(min(self._grid.sizeHint().height(), least))
        self._grid.setMaximumHeight(max(self._grid.sizeHint().height(), least))

    def _space(self) -> None:
        px = current_theme().px
        self._main.setSpacing(px(GAP_M))
        self._columns.setSpacing(px(GAP_S))
        self.fold()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
