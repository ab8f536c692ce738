"""The list of a patient's lesions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.lesion_columns import AREA, SITE, STATE, lesion_columns
from calcitrack.ui.models.lesion_rows import LesionRow
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.lesions.lesion_pick_table import PAD_PX, LesionPickTable

_ELASTIC = {SITE: 120, STATE: 92}


class LesionTable(LesionPickTable[LesionRow]):
    """One row per lesion; a click on a head sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lesion_columns(), translate("LesionTable", "Lesions"), parent)
        self._least_rows = 1
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().sectionClicked.connect(self._fit)
        self._space()

    def set_rows(self, rows: Sequence[LesionRow]) -> None:
        """Show other lesions; the selection stays with its lesion when it is still there."""
        self._model.set_rows(rows)
        self._fit()
        self._select_again()

    def show_at_least(self, rows: int) -> None:
        """Ask for the height of so many rows, at every scale of the theme."""
        self._least_rows = rows
        super().show_at_least(rows)

    def _space(self) -> None:
        self.set_row_height()
        pad = current_theme().px(PAD_PX)
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {pad}px; }}")
        self.show_at_least(self._least_rows)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        fit_columns(self, _ELASTIC, PAD_PX, (AREA,))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say that there are none."""
        super().paintEvent(event)
        if not self._model.rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_theme().tokens.muted))
            centre = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), centre, self.tr("No lesion has been recorded yet."))
