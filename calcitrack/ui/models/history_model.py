"""What was done to a record, day by day, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from calcitrack.domain.folding import fold
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.record_table import Index

ITEM_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role under which the model gives the row or the day of an index."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that was done.

    Attributes:
        at: When, in the time zone in which it is to be read.
        who: Name of the person.
        what: What was done, in words; further lines tell its details.
        reason: Why; empty where no reason was given.
        visit_id: The visit concerned; None when none was.
        id: By which the record as it was then is found; 0 for none.
    """

    at: datetime
    who: str
    what: str
    reason: str = ""
    visit_id: int | None = None
    id: int = 0

    @property
    def on(self) -> date:
        """The day on which it was done."""
        return self.at.date()

    @property
    def time(self) -> str:
        """The time of day."""
        return f"{self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class DayHead:
    """Stands over what was done on a day."""

    on: date
    entries: int


Item = HistoryRow | DayHead


class HistoryModel(QAbstractListModel):
    """Days and what was done on them. A filter keeps what holds all its words; nobody's spelling is in its way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[HistoryRow, str], ...] = ()
        self._items: tuple[Item, ...] = ()
        self._filter = ""
        self._lesion: int | None = None
        self._kept = 0

    def set_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show other entries, in whatever order they are given."""
        newest_first = sorted(rows, key=lambda row: row.at, reverse=True)
        self._rows = tuple((row, fold(f"{day(row.on)} {row.who} {row.what} {row.reason}")) for row in newest_first)
        self._sift()

    def set_filter(self, text: str) -> None:
        """Show only what holds all the words of a text."""
        self._filter = text
        self._sift()

    def set_lesion(self, number: int | None) -> None:
        """Show only what names a lesion, too; None for what names any or none."""
        if number != self._lesion:
            self._lesion = number
            self._sift()

    def counts(self) -> tuple[int, int]:
        """How many entries are shown, and how many there are."""
        return self._kept, len(self._rows)

    def _sift(self) -> None:
        self.beginResetModel()
        words = fold(self._filter).split()
        named = None if self._lesion is None else re.compile(rf"\blesion {self._lesion}\b")
        kept = [
            row
            for row, told in self._rows
            if all(word in told for word in words) and (named is None or named.search(row.what))
        ]
        self._kept = len(kept)
        self._items = tuple(_by_day(kept))
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """How many items there are, days among them."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What an item says under a role."""
        if not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(item)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Keys go from entry to entry; days cannot be chosen."""
        if index.isValid() and isinstance(self._items[index.row()], DayHead):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


def _by_day(rows: Iterable[HistoryRow]) -> Iterable[Item]:
    for on, same in groupby(rows, key=lambda row: row.on):
        entries = list(same)
        yield DayHead(on, len(entries))
        yield from entries


def _spoken(item: Item) -> str:
    if isinstance(item, DayHead):
        return translate("History", "{day}, entries: {n}").format(day=day(item.on), n=item.entries)
    told = f"{day(item.on)} {item.time}, {item.who}: {item.what}"
    return f"{told}\n{reason_text(item.reason)}" if item.reason else told


def reason_text(reason: str) -> str:
    """A reason as it is shown."""
    return translate("History", "Reason: {reason}").format(reason=reason)
