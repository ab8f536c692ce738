"""A table model of any length: exact in its count, and no row is read before it comes into sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from calcitrack.ui.delegates.cells import CELL_ROLE
from calcitrack.ui.models.record_table import Column, Index

BLOCK = 200
_BLOCKS_KEPT = 20

Row = TypeVar("Row")
Load = Callable[[Sequence[int]], Sequence[Row]]


class LazyTableModel(QAbstractTableModel, Generic[Row]):
    """Row numbers in the order that the vault gave; rows are loaded in blocks as they are looked at, and forgotten.

    Args:
        columns: The columns, left to right; a column's ``name`` is the order that its head asks for.
        load: Gives the rows of row numbers; one that is gone may be left out.
        id_of: The row number of a row.

    Signals:
        sort_requested: An order was asked for: its name, and whether it is descending. The model never sorts.
    """

    sort_requested = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        load: Load[Row],
        id_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._load, self._id_of = load, id_of
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, Mapping[int, Row]] = OrderedDict()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._blocks.clear()
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show as many other columns in place of those there are."""
        self._columns = tuple(columns)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(columns) - 1))

    def id_at(self, row: int) -> int | None:
        """The row number in a row; None past the end."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def place_of(self, row_id: int) -> int | None:
        """The row of a row number; None when it is not listed."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def row_value(self, place: int) -> Row | None:
        """What is shown in a row, loaded now if need be; None past the end and for what is gone."""
        row_id = self.id_at(place)
        if row_id is None:
            return None
        number = place // BLOCK
        if number not in self._blocks:
            wanted = list(self._ids[number * BLOCK : (number + 1) * BLOCK])
            self._blocks[number] = {self._id_of(row): row for row in self._load(wanted)}
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        return self._blocks[number].get(row_id)

    def width_px(self, column: int) -> int:
        """The usual width of a column, in pixels of the design."""
        return self._columns[column].width

    def sort_name(self, column: int) -> str:
        """The order that a column's head asks for; empty when it has none."""
        return self._columns[column].name if 0 <= column < len(self._columns) else ""

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says under a role."""
        if role not in _USED_ROLES or not index.isValid():
            return None
        row = self.row_value(index.row())
        return None if row is None else self._columns[index.column()].data(row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the head of a column says under a role."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].header(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for an order by signal; columns that the vault cannot sort by ask for nothing."""
        name = self.sort_name(column)
        if name:
            self.sort_requested.emit(name, order == Qt.SortOrder.DescendingOrder)


_USED_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ToolTipRole,
     Qt.ItemDataRole.AccessibleTextRole, CELL_ROLE}
)  # fmt: skip
