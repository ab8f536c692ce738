"""What every signed visit says of one lesion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.models.lesion_story import FINDINGS, READER, STATE, SeenRow, seen_columns
from calcitrack.ui.models.record_table import RecordTableModel
from calcitrack.ui.widgets.card_table import CardTable

_ELASTIC = {FINDINGS: 110, STATE: 120, READER: 90}


class StoryTable(CardTable):
    """One line a reading, the newest visit first; a click on a head sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[SeenRow] = RecordTableModel(seen_columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("What the signed visits say of this lesion"))
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().sectionClicked.connect(self._fit)
        self._space()

    def set_rows(self, rows: Sequence[SeenRow]) -> None:
        """Show another lesion."""
        self._model.set_rows(rows)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        fit_columns(self, _ELASTIC)
