"""The list of a patient's lesions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.models.lesion_columns import AREA, SITE, STATE, lesion_columns
from calcitrack.ui.models.lesion_rows import LesionRow
from calcitrack.ui.models.record_table import RecordTableModel
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card_table import CardTable

_ELASTIC = {SITE: 120, STATE: 92}
_PAD_PX = 7
"""Less than in other tables: this one stands between two cards and has eight columns."""


class LesionTable(CardTable):
    """One row per lesion; a click on a head sorts.

    Signals:
        lesion_selected: The reader went to a lesion, by mouse or keys; its id. Not sent by ``set_selected``.
    """

    lesion_selected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _PAD_PX)
        self._selected: int | None = None
        self._least_rows = 1
        self._model: RecordTableModel[LesionRow] = RecordTableModel(lesion_columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Lesions"))
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().sectionClicked.connect(self._fit)
        self._space()

    def set_rows(self, rows: Sequence[LesionRow]) -> None:
        """Show other lesions; the selection stays with its lesion when it is still there."""
        self._model.set_rows(rows)
        self._fit()
        self.set_selected(self._selected)

    def set_selected(self, lesion_id: int | None) -> None:
        """Select a lesion and bring it into sight; None, or one that is not listed, selects nothing."""
        self._selected = lesion_id
        place = next((i for i, row in enumerate(self._model.rows) if row.lesion_id == lesion_id), None)
        if place is None:
            self.selectionModel().clear()
            return
        index = self._model.index(place, max(0, self.currentIndex().column()))
        self.setCurrentIndex(index)

    def show_at_least(self, rows: int) -> None:
        """Ask for the height of so many rows; with more of them the table scrolls."""
        self._least_rows = rows
        edges = 2 * self.frameWidth()
        head = max(self.horizontalHeader().sizeHint().height(), self.horizontalHeader().height())
        self.setMinimumHeight(head + rows * self.verticalHeader().defaultSectionSize() + edges)

    def _space(self) -> None:
        self.set_row_height()
        pad = current_theme().px(_PAD_PX)
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {pad}px; }}")
        self.show_at_least(self._least_rows)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        fit_columns(self, _ELASTIC, _PAD_PX, (AREA,))

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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say that there are none."""
        super().paintEvent(event)
        if not self._model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_theme().tokens.muted))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), centre, self.tr("No lesion has been recorded yet."))
