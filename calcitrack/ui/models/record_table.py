"""The table model for lists that fit in memory, and the columns that every table is described by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from calcitrack.ui.delegates.cells import CELL_ROLE, Cell, Words

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """What one column says of a row.

    Attributes:
        text: The cell as text: what is copied, and what is drawn where there is no ``cell``.
        cell: What the cell delegate draws instead.
        right: Numbers stand at the right.
        tooltip: More than the cell has room for; empty for none.
        spoken: What a screen reader says where the text alone would mislead.
        sort_key: What the rows are sorted by; a row whose key is None stands at the end either way.
        header_tip: What the column means.
        name: Stable name by which a model that cannot sort by itself asks for its order; empty for none.
        width: Width in pixels of the design; 0 fits the contents.
    """

    title: str
    text: Callable[[Row], str]
    cell: Callable[[Row], Cell] | None = None
    right: bool = False
    tooltip: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    sort_key: Callable[[Row], Any] | None = None
    header_tip: str = ""
    name: str = ""
    width: int = 0

    def data(self, row: Row, role: int) -> object:
        """What the column says of a row under one of Qt's roles; None where it says nothing."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.right else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return (self.tooltip(row) or None) if self.tooltip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(row) if self.spoken else self.text(row)
        return self.drawn(row) if role == CELL_ROLE else None

    def drawn(self, row: Row) -> Cell:
        """What the cell delegate draws of a row."""
        return self.cell(row) if self.cell else Words(self.text(row))

    def header(self, role: int) -> object:
        """What the head of the column says under one of Qt's roles; None where it says nothing."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.right else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self.header_tip or None
        return None


class RecordTableModel(QAbstractTableModel, Generic[Row]):
    """Shows frozen rows through columns. Read only; sorted here, because the lists are small.

    Args:
        columns: The columns, left to right.
    """

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in the order shown."""
        return self._rows

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns, left to right."""
        return self._columns

    def drawn(self, row: int, column: int) -> tuple[Cell, bool]:
        """What the cell delegate draws of a cell, and whether at its right: one call instead of three roles."""
        found = self._columns[column]
        return found.drawn(self._rows[row]), found.right

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order last asked for; without one, in the order given."""
        self.beginResetModel()
        self._rows = self._sorted(tuple(rows))
        self.endResetModel()

    def set_table(self, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
        """Show other rows through other columns."""
        self.beginResetModel()
        self._columns, self._order = tuple(columns), None
        self._rows = tuple(rows)
        self.endResetModel()

    def _sorted(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        if self._order is None:
            return rows
        column, direction = self._order
        key = self._columns[column].sort_key
        if key is None:
            return rows
        keyed = [(key(row), row) for row in rows]
        known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0])
        if direction == Qt.SortOrder.DescendingOrder:
            known.reverse()
        return tuple(row for _, row in known) + tuple(row for value, row in keyed if value is None)

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says under a role."""
        # By hand: Qt's own check asks back how many rows and columns there are, for every role of every cell.
        row, column = index.row(), index.column()
        if not (0 <= row < len(self._rows) and 0 <= column < len(self._columns)):
            return None
        return self._columns[column].data(self._rows[row], role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the head of a column says under a role."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].header(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column below zero leaves the rows as they are from now on."""
        self._order = (column, order) if 0 <= column < len(self._columns) else None
        self.layoutAboutToBeChanged.emit()
        before = self._rows
        self._rows = self._sorted(before)
        self._move_persistent(before)
        self.layoutChanged.emit()

    def _move_persistent(self, before: tuple[Row, ...]) -> None:
        """Keep the current cell and the selection on their rows."""
        place = {id(row): i for i, row in enumerate(self._rows)}
        old = self.persistentIndexList()
        new = [self.index(place[id(before[index.row()])], index.column()) for index in old]
        self.changePersistentIndexList(old, new)
