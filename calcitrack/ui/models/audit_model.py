"""The audit as a table model: exact in length, and no row is read before it comes into sight."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from calcitrack.domain.staff import AuditEntry
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.record_table import Column, Index

BLOCK = 200
_BLOCKS_KEPT = 20

Load = Callable[[Sequence[int]], Sequence[AuditEntry]]


def audit_columns() -> tuple[Column[AuditEntry], ...]:
    """When, who, what, whose record, why."""
    return (
        Column(translate("Audit", "When"), _when, width=158),
        Column(translate("Audit", "Who"), lambda row: row.person, tooltip=lambda row: row.person, width=170),
        Column(translate("Audit", "What"), _what, tooltip=_what, width=210),
        Column(translate("Audit", "Patient (MRN)"), lambda row: row.mrn, width=120),
        Column(translate("Audit", "Reason"), lambda row: row.reason, tooltip=lambda row: row.reason, width=200),
    )


class AuditModel(QAbstractTableModel):
    """Row numbers in the order that the vault gave; rows are loaded in blocks as they are looked at, and forgotten.

    Args:
        load: Gives the rows of row numbers.
    """

    def __init__(self, load: Load, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._columns = audit_columns()
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, Sequence[AuditEntry]] = OrderedDict()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._blocks.clear()
        self.endResetModel()

    def id_at(self, row: int) -> int | None:
        """The row number in a row; None past the end."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def width_px(self, column: int) -> int:
        """The usual width of a column, in pixels of the design."""
        return self._columns[column].width

    def _row(self, place: int) -> AuditEntry | None:
        number, within = divmod(place, BLOCK)
        if number not in self._blocks:
            self._blocks[number] = self._load(list(self._ids[number * BLOCK : (number + 1) * BLOCK]))
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        block = self._blocks[number]
        # The audit is only added to: a block is never shorter than its row numbers.
        return block[within] if within < len(block) else None

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
        row = self._row(index.row())
        return None if row is None else self._columns[index.column()].data(row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the head of a column says under a role."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].header(role)


_USED_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.ToolTipRole,
     Qt.ItemDataRole.AccessibleTextRole}
)  # fmt: skip


def _when(row: AuditEntry) -> str:
    local = row.at.astimezone()
    return f"{day(local.date())} {local:%H:%M:%S}"


def _what(row: AuditEntry) -> str:
    text = row.action[:1].upper() + row.action[1:]
    return f"{text} · {row.about}" if row.about else text
