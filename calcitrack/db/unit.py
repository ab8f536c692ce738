"""A unit of work: rows written in one transaction, and what the audit row must say of them.

Every write goes through ``Unit``, so the audit cannot forget one. Rows are named in the audit by permanent identities
(uuid), never by row numbers, so that a change can be replayed on another workstation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from calcitrack.db.audit import Deed, encoded
from calcitrack.db.driver import Connection
from calcitrack.domain.errors import Fault, InvalidInput
from calcitrack.domain.ids import uuid7
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.vocabulary import VisitStatus

Row = Mapping[str, Any]

KEYS: dict[str, tuple[str, ...]] = {
    "clinic": ("id",),
    "setting": ("name",),
    "workstation": ("id",),
    "person": ("id",),
    "person_role": ("person_id", "role"),
    "account": ("id",),
    "patient": ("id",),
    "allergy": ("patient_id", "position"),
    "background": ("patient_id", "fact"),
    "diagnosis": ("patient_id", "position"),
    "antibody": ("patient_id", "position"),
    "visit": ("id",),
    "lab": ("visit_id", "position"),
    "antibiotic": ("visit_id", "position"),
    "instrument_answer": ("visit_id", "position"),
    "lesion": ("id",),
    "lesion_setting": ("lesion_id", "position"),
    "lesion_extent": ("lesion_id", "setting", "position"),
    "lesion_event": ("id",),
    "lesion_link": ("event_id", "position"),
    "addendum": ("id",),
    "assessment": ("patient_id", "visit_id", "lesion_id", "revision"),
    "reading": ("patient_id", "visit_id", "lesion_id", "revision", "ordinal"),
    "awaited": ("id",),
    "trial": ("id",),
    "trial_step": ("trial_id", "position"),
    "adverse_effect": ("trial_id", "position"),
    "trial_target": ("trial_id", "position"),
    "judgement": ("id",),
    "settlement": ("id",),
    "dismissal": ("id",),
    "attachment": ("id",),
}
"""Primary key of each table that is written through units. Derived tables are not: they can be made anew."""

WITH_UUID = frozenset(
    {
        "person",
        "account",
        "patient",
        "visit",
        "lesion",
        "lesion_event",
        "addendum",
        "awaited",
        "trial",
        "judgement",
        "settlement",
        "dismissal",
        "attachment",
    }
)
"""Tables whose rows have a permanent identity; it is made here when a row is inserted."""

REFERENCES: dict[str, str] = {
    "patient_id": "patient",
    "merged_into": "patient",
    "visit_id": "visit",
    "lesion_id": "lesion",
    "from_lesion_id": "lesion",
    "to_lesion_id": "lesion",
    "event_id": "lesion_event",
    "trial_id": "trial",
    "person_id": "person",
    "signed_by_person_id": "person",
    "reader_person_id": "person",
    "supersedes": "judgement",
    "first_judgement_id": "judgement",
    "second_judgement_id": "judgement",
}
"""Columns that point at rows with a permanent identity."""


class Unit:
    """Writes rows and remembers what changed.

    Attributes:
        changes: (table, key, before, after) of each row, in the order written; before is None for a new row, after for
            a removed one, where a column that is absent is NULL; for a changed one both hold only what differs. Rows
            inserted together are one entry with an empty key and {"shared", "columns", "rows"}: what all of them say,
            and what each says for itself. ``each_row`` takes it apart.
        signed: Visits that were signed in it.
    """

    def __init__(self, connection: Connection, on_part: Callable[[Unit, Deed], None] | None = None) -> None:
        self._connection = connection
        self._on_part = on_part
        self._names: dict[tuple[str, int], str] = {}
        self.signed = 0
        self.changes: list[tuple[str, dict[str, Any], dict[str, Any] | None, dict[str, Any] | None]] = []

    def insert(self, table: str, row: Row) -> int:
        """Insert a row; returns its row number (0 for tables without one).

        Raises:
            InvalidInput: A text holds a broken character.
        """
        full: dict[str, Any] = dict(row)
        if table in WITH_UUID and "uuid" not in full:
            full["uuid"] = uuid7()
        _refuse_broken_text(full)
        cursor = self._connection.execute(_insert_sql(table, tuple(full)), tuple(full.values()))
        if KEYS[table] == ("id",):
            full["id"] = int(cursor.lastrowid)
            if table in WITH_UUID:
                self._names[table, full["id"]] = full["uuid"].hex()
        self._note(table, full, None, full)
        return int(full.get("id", 0))

    def insert_many(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows of one shape in one go.

        Columns that are NULL in all rows are left out: to bind a None costs as much as ten other values.
        """
        if not rows:
            return
        whole = zip(rows[0], zip(*[row.values() for row in rows], strict=True), strict=True)
        columns = {name: values for name, values in whole if values.count(None) < len(values)}
        different = {name: set(values) for name, values in columns.items()}
        for name, values in different.items():
            for value in values:
                if type(value) is str:
                    _refuse_broken_text({name: value})
        self._connection.executemany(_insert_sql(table, tuple(columns)), list(zip(*columns.values(), strict=True)))
        self._note_many(table, columns, different)

    def update(self, table: str, key: Row, values: Row) -> bool:
        """Change a row; returns whether anything differed.

        Raises:
            KeyError: There is no such row.
        """
        before = self._read(table, key)
        if before is None:
            raise KeyError((table, dict(key)))
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return False
        _refuse_broken_text(changed)
        assignments = ", ".join(f"{name} = ?" for name in changed)
        where = " AND ".join(f"{name} = ?" for name in key)
        self._connection.execute(f"UPDATE {table} SET {assignments} WHERE {where}", (*changed.values(), *key.values()))
        self.signed += table == "visit" and changed.get("status") == VisitStatus.SIGNED.value
        self._note(table, {**before}, {name: before[name] for name in changed}, changed)
        return True

    def delete(self, table: str, key: Row) -> None:
        """Remove a row that may be removed (a row of a draft); nothing happens when there is none."""
        before = self._read(table, key)
        if before is None:
            return
        where = " AND ".join(f"{name} = ?" for name in key)
        self._connection.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))
        self._note(table, before, before, None)

    def put(self, table: str, row: Row) -> bool:
        """Insert a row or change the one with its key; returns whether anything differed."""
        key = {name: row[name] for name in KEYS[table]}
        if self._read(table, key) is None:
            self.insert(table, row)
            return True
        return self.update(table, key, row)

    def replace(self, table: str, scope: Row, rows: Sequence[Row]) -> bool:
        """Make the rows of a scope (all children of one parent) be these rows; returns whether anything differed."""
        where = " AND ".join(f"{name} = ?" for name in scope)
        return self.reconcile(table, self.select(f"SELECT * FROM {table} WHERE {where}", tuple(scope.values())), rows)

    def reconcile(self, table: str, found: Sequence[Row], rows: Sequence[Row]) -> bool:
        """Make the rows that were found be these rows; returns whether anything differed."""
        old = {_key(table, row): row for row in found}
        new = {_key(table, row): row for row in rows}
        before = len(self.changes)
        for key in old.keys() - new.keys():
            self.delete(table, dict(zip(KEYS[table], key, strict=True)))
        for key in old.keys() & new.keys():
            if any(old[key][name] != value for name, value in new[key].items()):
                self.update(table, dict(zip(KEYS[table], key, strict=True)), new[key])
        self.insert_many(table, [row for key, row in new.items() if key not in old])
        return len(self.changes) > before

    def select(self, sql: str, parameters: Iterable[Any] = ()) -> list[dict[str, Any]]:
        """Rows as dictionaries, in the unit's own transaction."""
        cursor = self._connection.execute(sql, tuple(parameters))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @property
    def connection(self) -> Connection:
        """The connection of the transaction, for readers that take one."""
        return self._connection

    def run(self, sql: str, parameters: Iterable[Any] = ()) -> Connection:
        """Run a statement that the audit need not know: reads, and writes of derived tables."""
        return self._connection.execute(sql, tuple(parameters))

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """As ``run``, for many rows."""
        self._connection.executemany(sql, rows)

    def end_part(self, deed: Deed) -> None:
        """Give what was written so far an audit row of its own, inside the same transaction."""
        if self._on_part is not None and self.changes:
            self._on_part(self, deed)
            self.changes = []

    def identity(self, table: str, row_id: int) -> str:
        """The permanent identity of a row, 32 hex digits."""
        name = self._names.get((table, row_id))
        if name is None:
            found = self._connection.execute(f"SELECT uuid FROM {table} WHERE id = ?", (row_id,)).fetchone()
            name = bytes(found[0]).hex()
            self._names[table, row_id] = name
        return name

    def remember(self, table: str, row_id: int, name: str) -> None:
        """Take the permanent identity of a row that the caller has read already."""
        self._names[table, row_id] = name

    def changes_json(self) -> str:
        """All changes as canonical JSON."""
        return encoded(self.changes)

    def raise_version(self, table: str, row_id: int, seen: int) -> bool:
        """Count a change of a row; False when it is no longer at the version that was seen."""
        cursor = self._connection.execute(
            f"UPDATE {table} SET version = version + 1 WHERE id = ? AND version = ?", (row_id, seen)
        )
        if cursor.rowcount != 1:
            return False
        key = {"uuid": self.identity(table, row_id)}
        self.changes.append((table, key, {"version": seen}, {"version": seen + 1}))
        return True

    def _read(self, table: str, key: Row) -> dict[str, Any] | None:
        where = " AND ".join(f"{name} = ?" for name in key)
        rows = self.select(f"SELECT * FROM {table} WHERE {where}", key.values())
        return rows[0] if rows else None

    def _note(self, table: str, row: Row, before: Row | None, after: Row | None) -> None:
        if table in WITH_UUID:
            named = {"uuid": bytes(row["uuid"]).hex()}
        else:
            named = self._portable({name: row[name] for name in KEYS[table]})
        whole = before is None or after is None
        self.changes.append((table, named, self._side(table, before, whole), self._side(table, after, whole)))

    def _note_many(self, table: str, columns: Mapping[str, tuple[Any, ...]], different: Mapping[str, set[Any]]) -> None:
        """One entry for rows of one shape: a visit's save writes twenty of them, and what they share stands once."""
        shared: dict[str, Any] = {}
        own: dict[str, Sequence[Any]] = {}
        for column, values in columns.items():
            told: Sequence[Any] = values
            if column in REFERENCES:
                names = self._identities(REFERENCES[column], different[column] - {None})
                told = [names.get(value) for value in values]
            if len(different[column]) == 1:
                shared[column] = told[0]
            else:
                own[column] = told
        count = len(next(iter(columns.values())))
        rows = list(zip(*own.values(), strict=True)) if own else [()] * count
        self.changes.append((table, {}, None, {"shared": shared, "columns": list(own), "rows": rows}))

    def _identities(self, table: str, ids: set[int]) -> dict[int, str]:
        """The permanent identities of rows by their numbers, those that are not known yet asked for at once."""
        unknown = [row_id for row_id in ids if (table, row_id) not in self._names]
        if len(unknown) > 1:
            marks = ", ".join("?" * len(unknown))
            found = self._connection.execute(f"SELECT id, uuid FROM {table} WHERE id IN ({marks})", unknown)
            self._names.update({(table, row_id): bytes(uuid).hex() for row_id, uuid in found.fetchall()})
        return {row_id: self.identity(table, row_id) for row_id in ids}

    def _side(self, table: str, values: Row | None, whole: bool) -> dict[str, Any] | None:
        """One side of a change. A whole row leaves out its key, which stands beside it, and what is NULL."""
        if values is None:
            return None
        if not whole:
            return self._portable(values)
        known = ("id", "uuid") if table in WITH_UUID else KEYS[table]
        return self._portable({name: v for name, v in values.items() if v is not None and name not in known})

    def _portable(self, values: Row) -> dict[str, Any]:
        found = dict(values)
        for name, value in values.items():
            if name in REFERENCES and value is not None:
                found[name] = self.identity(REFERENCES[name], value)
            elif isinstance(value, bytes):
                found[name] = value.hex()
        return found


def _refuse_broken_text(row: Row) -> None:
    """Refuse half characters and NUL, which a pasted text can hold and neither a file nor a print can."""
    for name, value in row.items():
        if isinstance(value, str) and ("\0" in value or not (value.isascii() or _is_unicode(value))):
            broken = QT_TRANSLATE_NOOP("db", "This text holds a broken character.")
            raise InvalidInput([Fault(name, "text", say(broken))])


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


Change = tuple[str, dict[str, Any], dict[str, Any] | None, dict[str, Any] | None]


def each_row(changes: Iterable[Sequence[Any]]) -> Iterator[Change]:
    """The changes row by row, as an audit row holds them: (table, key, before, after)."""
    for table, key, before, after in changes:
        if key:
            yield table, key, before, after
            continue
        for values in after["rows"]:
            row = after["shared"] | dict(zip(after["columns"], values, strict=True))
            named = {name: row.pop(name) for name in KEYS[table]}
            yield table, named, None, {name: value for name, value in row.items() if value is not None}


def _key(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEYS[table])


def _insert_sql(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
