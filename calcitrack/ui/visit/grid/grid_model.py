"""The grid's model: the rows as they stand, and what each cell says to tests and screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from calcitrack.domain.entry import Missing, missing, wants_measuring
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Assessment
from calcitrack.ui.visit.grid.columns import EXPLAINED, HEADS, Col, cell_text
from calcitrack.ui.visit.grid.rows import GridRow, in_order
from calcitrack.ui.visit.words import said

Index = QModelIndex | QPersistentModelIndex

_ROW_HEAD = QT_TRANSLATE_NOOP("Grid", "Lesion {number}, {site}")
_INDEX_HEAD = QT_TRANSLATE_NOOP("Grid", "Lesion {number}, index lesion, {site}")


class VisitGridModel(QAbstractTableModel):
    """Rows in the order of the grid. Cells show; what is typed goes through the recorder."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[GridRow] = []

    def set_rows(self, rows: Iterable[GridRow]) -> None:
        """Show these rows. Rows that stay keep their place under the cursor, and an open editor its text."""
        wanted = in_order(rows)
        kept = {row.lesion.id for row in wanted}
        for place in reversed(range(len(self._rows))):
            if self._rows[place].lesion.id not in kept:
                self._remove(place)
        if not self._rows or not self._is_in_order_of(wanted):
            self._restart(wanted)
            return
        for place, row in enumerate(wanted):
            if place < len(self._rows) and self._rows[place].lesion.id == row.lesion.id:
                self._show(place, row)
            else:
                self._insert(place, row)

    def rows(self) -> tuple[GridRow, ...]:
        """All rows, from top to bottom."""
        return tuple(self._rows)

    def row_at(self, place: int) -> GridRow:
        """The row at a place that exists."""
        return self._rows[place]

    def place_of(self, lesion_id: int) -> int | None:
        """Where a lesion stands; None when it is not in the grid."""
        return next((i for i, row in enumerate(self._rows) if row.lesion.id == lesion_id), None)

    def update_row(self, row: GridRow) -> None:
        """Show a row anew; a lesion that is not in the grid is left out."""
        place = self.place_of(row.lesion.id)
        if place is not None:
            self._show(place, row)

    def put(self, lesion_id: int, assessment: Assessment | None) -> None:
        """Show another assessment of a lesion of the grid."""
        place = self.place_of(lesion_id)
        if place is not None:
            self._show(place, replace(self._rows[place], assessment=assessment))

    def recorded(self) -> int:
        """How many lesions are recorded whole, index lesions that are still to be measured among them."""
        return sum(missing(row.assessment, row.lesion) in _RECORDED for row in self._rows)

    def still_to_measure(self) -> int:
        """How many index lesions still want a size."""
        return sum(wants_measuring(row.assessment, row.lesion) for row in self._rows)

    def _is_in_order_of(self, wanted: list[GridRow]) -> bool:
        known = [row.lesion.id for row in self._rows]
        there = set(known)
        return known == [row.lesion.id for row in wanted if row.lesion.id in there]

    def _restart(self, wanted: list[GridRow]) -> None:
        self.beginResetModel()
        self._rows = wanted
        self.endResetModel()

    def _remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()

    def _insert(self, place: int, row: GridRow) -> None:
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, row)
        self.endInsertRows()

    def _show(self, place: int, row: GridRow) -> None:
        if row == self._rows[place]:
            return
        old, self._rows[place] = self._rows[place], row
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Col) - 1))
        if (old.lesion, old.site_label) != (row.lesion, row.site_label):
            self.headerDataChanged.emit(Qt.Orientation.Vertical, place, place)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Lesions in the grid."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Columns of the grid."""
        return 0 if parent.isValid() else len(Col)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell in words, for display, tooltip and screen reader alike."""
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        col = Col(index.column())
        text = cell_text(self._rows[index.row()], col)
        return f"{said(HEADS[col])}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of columns, and who a row is: number, index mark and site."""
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section) if role in _TEXT_ROLES and section < len(self._rows) else None
        col = Col(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return said(EXPLAINED[col])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if col in _AT_THE_RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return said(HEADS[col]) if role in _TEXT_ROLES else None

    def _row_head(self, place: int) -> str:
        row = self._rows[place]
        head = _INDEX_HEAD if row.lesion.index else _ROW_HEAD
        return said(head, number=row.lesion.number, site=row.site_label)


_RECORDED = (Missing.NOTHING, Missing.INDEX_SIZE)
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_AT_THE_RIGHT = (Col.LAST, Col.LENGTH, Col.CHANGE)
