"""What tests do to a vault by SQL, as a careless script or an attacker with the key would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calcitrack.db.driver import Connection, DriverError

Row = dict[str, Any]


def tables(connection: Connection) -> list[str]:
    """Every table of the schema; the inner tables of the text index and the migrations' own are left out."""
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'patient_text%' "
            "AND name NOT LIKE '%sqlite%' ORDER BY name"
        )
    ]


def columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def keys(connection: Connection, table: str) -> list[list[str]]:
    """Column lists of the primary key and of every unique index that is more than the primary key with company."""
    primary = [(row[5], row[1]) for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
    found = [[name for _, name in sorted(primary)]]
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        named = [row[2] for row in connection.execute(f"PRAGMA index_info({index[1]})")]
        if index[2] and not set(found[0]) <= set(named):
            found.append(named)
    return found


def rows(connection: Connection, sql: str, *parameters: Any) -> list[Row]:
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    return {
        table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables(connection)
    }


def insert(table: str, row: Row, verb: str = "INSERT") -> tuple[str, list[Any]]:
    return f"{verb} INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())


def update(table: str, where: Row, values: Row, verb: str = "UPDATE") -> tuple[str, list[Any]]:
    assignments = ", ".join(f"{name} = ?" for name in values)
    conditions = " AND ".join(f"{name} IS ?" for name in where)
    return f"{verb} {table} SET {assignments} WHERE {conditions}", [*values.values(), *where.values()]


def delete(table: str, where: Row) -> tuple[str, list[Any]]:
    return f"DELETE FROM {table} WHERE {' AND '.join(f'{name} IS ?' for name in where)}", list(where.values())


def another(value: Any, connection: Connection, table: str, column: str) -> Any:
    """A value that the column takes and that differs."""
    match value:
        case int():
            return 1 - value if value in (0, 1) else value + 1
        case float():
            return value / 2 + 0.1
        case bytes():
            return bytes(reversed(value))
        case str():
            return value + "x"
    kinds = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
    return {"TEXT": "x", "BLOB": bytes(16)}.get(kinds[column], 1)


def with_new_key(row: Row, table_keys: list[list[str]], keep: tuple[str, ...]) -> Row:
    """The same row under keys that are free, still under the same parents."""
    fresh = dict(row)
    for key in table_keys:
        for name in key:
            if name not in keep and fresh[name] == row[name]:
                fresh[name] = bytes(reversed(row[name])) if isinstance(row[name], bytes) else row[name] + 1000
    return fresh


def refusals(connection: Connection, attempts: list[tuple[str, list[Any]]]) -> Iterator[tuple[str, str]]:
    """Try each statement; gives it with what refused it: the word of a trigger, the driver's text, or nothing."""
    for text, parameters in attempts:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(text, parameters)
            connection.execute("COMMIT")
        except DriverError as error:
            connection.execute("ROLLBACK")
            yield text, str(error)
        else:
            yield text, ""
