"""The audit as a table: smooth at any length."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.delegates.fit import share_width
from calcitrack.ui.models.audit_model import AuditModel
from calcitrack.ui.widgets.lazy_table import LazyTable

_ELASTIC = {4: 90, 2: 130, 1: 110}
"""Columns that give way, the last one first; the first one takes what room is left over."""


class AuditTable(LazyTable):
    """One line a deed, newest first.

    Signals:
        row_shown(row_id): The cursor is on this row; -1 when it is on none.
    """

    row_shown = Signal(int)

    def __init__(self, model: AuditModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent=parent)
        self._audit = model
        self.setAccessibleName(self.tr("Audit"))
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._fit()

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

    def _fit(self) -> None:
        widths = self._widths()
        share_width(self, widths, _ELASTIC)
        # Names and deeds wrap where their columns have given way.
        lines = 1 if all(self.columnWidth(column) >= widths[column] for column in _ELASTIC) else 2
        self.set_row_height(lines=lines)
