"""What every signed visit says of one lesion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from calcitrack.ui.delegates.cell_delegate import CellDelegate
from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.models.lesion_story import FINDINGS, READER, STATE, SeenRow, seen_columns
from calcitrack.ui.models.record_table import RecordTableModel
from calcitrack.ui.theme import ROW_PX, current_theme

_ELASTIC = {FINDINGS: 110, STATE: 120, READER: 90}


class StoryTable(QTableView):
    """One line a reading, the newest visit first; a click on a head sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[SeenRow] = RecordTableModel(seen_columns(), self)
        self.setModel(self._model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(self.tr("What the signed visits say of this lesion"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # the style draws a bevel where both scroll bars meet
        self.setShowGrid(False)
        self.setProperty("flush", "true")  # tables stand in cards, which have the border
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().sectionClicked.connect(self._fit)
        self._space()

    def set_rows(self, rows: Sequence[SeenRow]) -> None:
        """Show another lesion."""
        self._model.set_rows(rows)
        self._fit()

    def _space(self) -> None:
        theme = current_theme()
        height = max(theme.px(ROW_PX), self.fontMetrics().height() + theme.px(8))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        fit_columns(self, _ELASTIC)

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
