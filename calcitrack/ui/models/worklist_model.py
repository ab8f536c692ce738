"""The worklist as a table model: exact in length, and no row is made before it comes into sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from calcitrack.domain.clock import Clock
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.worklist import WorklistRow
from calcitrack.ui.delegates.cells import Cell
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.record_table import Index
from calcitrack.ui.models.worklist_columns import Manner, worklist_columns

BLOCK = 50
_BLOCKS_KEPT = 40

Load = Callable[[Sequence[int]], Sequence[WorklistRow]]


class WorklistModel(QAbstractTableModel):
    """Ids in the order that the vault sorted them; rows are loaded in blocks as they are looked at, and forgotten.

    Args:
        load: Gives the rows of patients; one that is gone may be left out.
        clock: Says what today is.
        settings: The clinic's thresholds.

    Signals:
        sort_requested: A head was clicked: the name of the order, and whether it is descending. The model never sorts.
    """

    sort_requested = Signal(str, bool)

    def __init__(
        self, load: Load, clock: Clock, settings: RuleSettings | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._clock = clock
        self._threshold = (settings or RuleSettings()).threshold_percent
        self._ids: array[int] = array("q")
        self._length = 0
        self._load_all: Callable[[], Sequence[int]] | None = None
        self._blocks: OrderedDict[int, dict[int, WorklistRow]] = OrderedDict()
        self._names_hidden = False
        self._stacked = False
        self._describe()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these patients, in this order."""
        self._begin_with(ids, len(ids), None)

    def set_first_ids(self, first: Sequence[int], of: int, load_all: Callable[[], Sequence[int]]) -> None:
        """Show a list of which only the beginning is known, exact in length all the same.

        Args:
            first: The patients at its beginning.
            of: How many it has.
            load_all: Gives them all, in order. It is called by ``complete``, or before that where one of the others is
                asked for: nobody ever sees that they were not there.
        """
        self._begin_with(first, of, load_all if of > len(first) else None)

    def complete(self) -> None:
        """Learn the patients beyond the first ones; nothing on screen moves."""
        if self._load_all is not None:
            load_all, self._load_all = self._load_all, None
            # What was written meanwhile is told, and the list is read anew then; until then it keeps its length.
            self._ids = array("q", load_all()[: self._length])

    def _begin_with(self, ids: Sequence[int], of: int, load_all: Callable[[], Sequence[int]] | None) -> None:
        self.beginResetModel()
        self._ids, self._length, self._load_all = array("q", ids), of, load_all
        self._blocks.clear()
        self._describe()
        self.endResetModel()

    def set_settings(self, settings: RuleSettings) -> None:
        """Colour changes by these thresholds from now on."""
        self._threshold = settings.threshold_percent
        self._describe()
        self._tell_changed(0, self._length - 1)

    def set_clock(self, clock: Clock) -> None:
        """Tell by this clock what today is from now on."""
        self._clock = clock
        self._describe()

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the patients' names; record numbers stay."""
        self._names_hidden = hidden
        self._describe()
        self._tell_changed(0, self._length - 1)

    def set_stacked(self, stacked: bool) -> None:
        """Put record number, age and sex under the name, or into columns of their own."""
        if stacked != self._stacked:
            self._stacked = stacked
            self._describe()
            self._tell_changed(0, self._length - 1)

    def refresh(self, patients: Collection[int] = ()) -> None:
        """Load these patients anew when they are next looked at; all when none is named."""
        for block in list(self._blocks):
            if not patients or not self._blocks[block].keys().isdisjoint(patients):
                del self._blocks[block]
                self._tell_changed(block * BLOCK, min((block + 1) * BLOCK, self._length) - 1)

    def patient_at(self, row: int) -> int | None:
        """The patient in a row; None past the end."""
        if len(self._ids) <= row < self._length:
            self.complete()
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, patient_id: int) -> int | None:
        """The row of a patient; None when not listed."""
        if patient_id not in self._ids:
            self.complete()
        try:
            return self._ids.index(patient_id)
        except ValueError:
            return None

    def row_value(self, row: int) -> WorklistRow | None:
        """What is shown in a row, loaded now if need be; None past the end and for a patient that is gone."""
        patient_id = self.patient_at(row)
        return None if patient_id is None else self._block(row // BLOCK).get(patient_id)

    def cells(self, row: WorklistRow, columns: Sequence[int]) -> list[Cell]:
        """What is drawn of a row in some columns."""
        return [self._columns[column].drawn(row) for column in columns]

    def is_right(self, column: int) -> bool:
        """Whether the cells of a column keep to the right."""
        return self._columns[column].right

    @property
    def manner(self) -> Manner:
        """What the cells are made by, apart from their rows."""
        return self._manner

    def sort_name(self, column: int) -> str:
        """The order that a column's head asks for; empty when it has none."""
        return self._columns[column].name

    def width_px(self, column: int) -> int:
        """The usual width of a column, in pixels of the design."""
        return self._columns[column].width

    def _describe(self) -> None:
        self._manner = Manner(self._clock.today(), self._names_hidden, self._stacked, self._threshold)
        self._columns = worklist_columns(self._manner)

    def _block(self, number: int) -> dict[int, WorklistRow]:
        if number in self._blocks:
            self._blocks.move_to_end(number)
            return self._blocks[number]
        if (number + 1) * BLOCK > len(self._ids):
            self.complete()
        wanted = self._ids[number * BLOCK : (number + 1) * BLOCK]
        self._blocks[number] = {row.patient_id: row for row in self._load(list(wanted))}
        if len(self._blocks) > _BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        return self._blocks[number]

    def _tell_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many patients there are."""
        return 0 if parent.isValid() else self._length

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says under a role; a patient removed meanwhile says so."""
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        if role in _UNUSED_ROLES:
            return None
        row = self.row_value(index.row())
        if row is not None:
            return self._columns[index.column()].data(row, role)
        gone = index.column() == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return translate("Worklist", "No longer in the list") if gone else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the head of a column says under a role."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].header(role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for an order by signal; columns that the vault cannot sort by ask for nothing."""
        name = self.sort_name(column) if 0 <= column < len(self._columns) else ""
        if name:
            self.sort_requested.emit(name, order == Qt.SortOrder.DescendingOrder)


_UNUSED_ROLES = frozenset(
    {Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole,
     Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.SizeHintRole}
)  # fmt: skip
"""Asked for every cell that is drawn; answering at once keeps scrolling smooth."""
