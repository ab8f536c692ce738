"""Reading what can still be read of a damaged database, row by row, around the pages that are gone.

A scan ends at the first damaged page, so each stretch is read from both ends; what is left between is halved until
single keys are asked for. After an error the connection may not be trusted any more: the next question gets another.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calcitrack.db import driver
from calcitrack.db.driver import Connection, DriverError

Row = tuple[Any, ...]

BEYOND = 2_000
"""So far beyond the last key that was read is looked for more where nothing tells the highest."""

IN_VAIN = 60
"""So many questions among the rows of one patient, visit or the like may fail before the next one is asked for.

On a page that is gone every key fails, also those that never were; the key of a reading has five numbers."""

_PAGE = re.compile(r"\bpage (\d+)")

AT_ONCE = 1_000
"""Rows between two looks whether the work is still wanted."""


@dataclass(slots=True)
class Read:
    """What was read of a table.

    Attributes:
        columns: Names of the columns.
        rows: Each readable row once, by its key.
        is_whole: No page of it was in the way.
        there_are: How many rows an index counts; None where none can.
    """

    columns: tuple[str, ...]
    rows: dict[Row, Row] = field(default_factory=dict)
    is_whole: bool = True
    there_are: int | None = None


class DamagedDatabase:
    """A copy of a damaged database, opened anew after each error.

    Args:
        path: The copy; the damaged vault itself is never opened.
        key: Of the vault.
        salt: Of the database, from the key slots: the damaged file may have lost it.
        still_wanted: Called now and then; raises where nobody wants the work any more.
    """

    def __init__(self, path: Path, key: bytes, salt: bytes, still_wanted: Callable[[], None]) -> None:
        self._path, self._key, self._salt = path, key, salt
        self._still_wanted = still_wanted
        self._connection: Connection | None = None
        self._damaged: frozenset[int] | None = None

    def close(self) -> None:
        """Close it; the next question opens it again."""
        if self._connection is not None:
            with contextlib.suppress(DriverError):
                self._connection.close()
        self._connection = None

    def ask(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[list[Row], bool]:
        """Rows up to the first damaged page, and whether there was none."""
        found: list[Row] = []
        try:
            if self._connection is None:
                self._connection = driver.connect_to_read(self._path, self._key, self._salt)
            cursor = self._connection.execute(sql, tuple(parameters))
            while row := cursor.fetchone():
                found.append(row)
                if len(found) % AT_ONCE == 0:
                    self._still_wanted()
        except DriverError:
            self.close()
            self._still_wanted()
            return found, False
        return found, True

    def read(self, table: str, bound: int | None = None) -> Read:
        """Everything of a table that can be read.

        Args:
            table: Its name.
            bound: The highest value that the first column of its key can have; None where that is not known.
        """
        described, _ = self.ask(f"PRAGMA table_info({table})")
        columns = tuple(row[1] for row in described)
        key = tuple(name for _, name in sorted((row[5], row[1]) for row in described if row[5]))
        if not key:
            return Read(columns, is_whole=False)
        reading = _Reading(self, table, columns, key)
        return reading.counted_only() if self._root_of(table) in self._damaged_pages() else reading.read(bound)

    def _damaged_pages(self) -> frozenset[int]:
        """The pages whose code does not fit; asked once."""
        if self._damaged is None:
            rows, _ = self.ask("PRAGMA cipher_integrity_check")
            told = (_PAGE.search(str(row[0])) for row in rows)
            self._damaged = frozenset(int(found[1]) for found in told if found)
        return self._damaged

    def _root_of(self, table: str) -> int:
        """The page from which all rows of a table are reached: where it is gone, asking for each would be in vain."""
        rows, _ = self.ask("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        return int(rows[0][0]) if rows else 0

    def highest(self, table: str) -> int | None:
        """The highest row number that a table ever gave; None where that is not known."""
        rows, _ = self.ask("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(rows[0][0]) if rows else None


class _Reading:
    """One table under way."""

    def __init__(self, source: DamagedDatabase, table: str, columns: tuple[str, ...], key: tuple[str, ...]) -> None:
        self._source, self._table, self._key = source, table, key
        self._places = [columns.index(name) for name in key]
        self._found = Read(columns)
        self._keys: dict[Any, list[Row]] = {}
        self._questions: int | None = None

    def counted_only(self) -> Read:
        """No row, and how many there were as far as an index tells."""
        self._found.is_whole = False
        self._found.there_are, _ = self._counted()
        return self._found

    def read(self, bound: int | None) -> Read:
        """Everything, around what is gone; the first number of the key is not above ``bound``, where that is known."""
        if not self._scan(()):
            self._found.is_whole = False
            self._found.there_are, highest = self._counted()
            self._around((), 0, highest or bound)
        else:
            self._found.there_are = len(self._found.rows)
        return self._found

    def _scan(self, prefix: Row, low: int | None = None, high: int | None = None) -> bool:
        """Read a stretch of keys from both ends; whether all of it was read."""
        where, values = self._stretch(prefix, low, high)
        is_one = low is not None and low == high and len(prefix) + 1 == len(self._key)
        return any(self._ask(where, values, direction) for direction in (("ASC",) if is_one else ("ASC", "DESC")))

    def _ask(self, where: str, values: Sequence[Any], direction: str) -> bool:
        order = ", ".join(f"{name} {direction}" for name in self._key)
        rows, is_whole = self._source.ask(f"SELECT * FROM {self._table} WHERE {where} ORDER BY {order}", values)
        for row in rows:
            key = tuple(row[place] for place in self._places)
            if key not in self._found.rows:
                self._keys.setdefault(key[0], []).append(key)
            self._found.rows[key] = row
        if self._questions and not is_whole:
            self._questions -= 1
        return is_whole

    def _stretch(self, prefix: Row, low: int | None, high: int | None) -> tuple[str, list[Any]]:
        parts, values = [f"{name} = ?" for name in self._key[: len(prefix)]], list(prefix)
        for sign, bound in ((">=", low), ("<=", high)):
            if bound is not None:
                parts.append(f"{self._key[len(prefix)]} {sign} ?")
                values.append(bound)
        return " AND ".join(parts) or "1", values

    def _around(self, prefix: Row, depth: int, told: int | None = None) -> None:
        """Go on between what both ends gave, where the next column of the key is a number."""
        if depth == len(self._key):
            return
        near = self._keys.get(prefix[0], []) if prefix else []
        known = [key[depth] for key in near if key[:depth] == prefix] if prefix else list(self._keys)
        if not all(isinstance(value, int) for value in known):
            return
        highest = max([*known, 0])
        if depth == 0:
            highest = max(highest, told or self._source.highest(self._table) or highest + BEYOND)
        self._halve(prefix, depth, 0, highest)

    def _halve(self, prefix: Row, depth: int, low: int, high: int) -> None:
        if self._questions == 0 or low > high or self._scan(prefix, low, high):
            return
        if low == high:
            self._go_deeper((*prefix, low), depth)
            return
        middle = (low + high) // 2
        self._halve(prefix, depth, low, middle)
        self._halve(prefix, depth, middle + 1, high)

    def _go_deeper(self, prefix: Row, depth: int) -> None:
        """Look among the rows of one first number, as long as that is not in vain too often."""
        if depth == 0:
            self._questions = IN_VAIN
        self._around(prefix, depth + 1)
        if depth == 0:
            self._questions = None

    def _counted(self) -> tuple[int | None, int | None]:
        """How many rows the most complete index has, and the highest number in it; None where none can be read."""
        rows, _ = self._source.ask(f"PRAGMA index_list({self._table})")
        counts = list(self._counts([row[1] for row in rows if not row[4]]))
        return max(counts, key=lambda one: one[0], default=(None, None))

    def _counts(self, indexes: Sequence[str]) -> Iterator[tuple[int, int | None]]:
        highest = f"max({self._key[0]})"
        for index in indexes:
            rows, is_whole = self._source.ask(f"SELECT count(*), {highest} FROM {self._table} INDEXED BY {index}")
            if is_whole and rows:
                yield int(rows[0][0]), rows[0][1] if isinstance(rows[0][1], int) else None
