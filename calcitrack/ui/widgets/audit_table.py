"""The audit as a table: smooth at any length."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from calcitrack.ui.delegates.cell_delegate import CellDelegate
from calcitrack.ui.delegates.fit import share_width
from calcitrack.ui.models.audit_model import AuditModel
from calcitrack.ui.theme import ROW_PX, current_theme

_ELASTIC = {4: 90, 2: 130, 1: 110}
"""Columns that give way, the last one first; the first one takes what room is left over."""


class AuditTable(QTableView):
    """One line a deed, newest first.

    Signals:
        row_shown(row_id): The cursor is on this row; -1 when it is on none.
    """

    row_shown = Signal(int)

    def __init__(self, model: AuditModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(self.tr("Audit"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # the style draws a bevel where both scroll bars meet
        self.setShowGrid(False)
        self.setProperty("flush", "true")
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._widen()

    def go_to_first(self) -> None:
        """Put the cursor on the newest row, if there is one."""
        if self._audit.rowCount():
            self.setCurrentIndex(self._audit.index(0, 0))
        else:
            self.row_shown.emit(-1)

    @Slot(QModelIndex)
    def _on_current_row_changed(self, index: QModelIndex) -> None:
        row_id = self._audit.id_at(index.row()) if index.isValid() else None
        self.row_shown.emit(-1 if row_id is None else row_id)

    def _widen(self) -> None:
        theme = current_theme()
        widths = {i: theme.px(self._audit.width_px(i)) for i in range(self._audit.columnCount())}
        share_width(self, widths, _ELASTIC)
        # Names and deeds wrap where their columns have given way.
        lines = 1 if all(self.columnWidth(column) >= widths[column] for column in _ELASTIC) else 2
        height = max(theme.px(ROW_PX), lines * self.fontMetrics().height() + theme.px(8))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._widen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room anew."""
        super().resizeEvent(event)
        self._widen()
