"""Rebuilds a vault's rows from its audit alone. What it cannot rebuild, the audit does not tell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from calcitrack.db import driver, migrations
from calcitrack.db.driver import Connection
from calcitrack.db.files import make_private_file
from calcitrack.db.unit import KEYS, REFERENCES, WITH_UUID, each_row
from tests.db import sql

Portable = dict[str, Any]


def empty_database(path: Path) -> Connection:
    """The schema without a row."""
    make_private_file(path)
    connection = driver.connect(path, bytes(32), bytes(16))
    migrations.migrate(connection)
    return connection


def replay(audit: Connection, into: Connection) -> None:
    """Do all again that the audit tells of, each audit row in one transaction."""
    for (changes,) in audit.execute("SELECT changes FROM audit ORDER BY id").fetchall():
        into.execute("BEGIN IMMEDIATE")
        for table, key, before, after in each_row(json.loads(changes)):
            _apply(into, table, key, before, after)
        into.execute("COMMIT")


def _apply(connection: Connection, table: str, key: Portable, before: Portable | None, after: Portable | None) -> None:
    where = _local(connection, key)
    if before is None:
        assert after is not None
        statement = sql.insert(table, {**where, **_local(connection, after)})
    elif after is None:
        statement = sql.delete(table, where)
    else:
        assert _holds(connection, table, where, _local(connection, before)), (table, key, before)
        statement = sql.update(table, where, _local(connection, after))
    assert connection.execute(*statement).rowcount == 1, (table, key)


def _holds(connection: Connection, table: str, where: Portable, expected: Portable) -> bool:
    """Whether the row is as the audit says that it was before the change."""
    text, values = sql.delete(table, {**where, **expected})
    found = connection.execute(text.replace("DELETE", "SELECT 1", 1), values).fetchall()
    return len(found) == 1


def _local(connection: Connection, values: Portable) -> Portable:
    """Identities as the row numbers of this vault."""
    found = dict(values)
    for name, value in values.items():
        if name == "uuid":
            found[name] = bytes.fromhex(value)
        elif name in REFERENCES and value is not None:
            text = f"SELECT id FROM {REFERENCES[name]} WHERE uuid = ?"
            found[name] = connection.execute(text, (bytes.fromhex(value),)).fetchone()[0]
    return found


def portable(connection: Connection) -> dict[str, list[Portable]]:
    """Every audited row without its row number and with identities for references: equal in every copy of a record."""
    names = {
        (table, row[0]): row[1].hex()
        for table in WITH_UUID
        for row in connection.execute(f"SELECT id, uuid FROM {table}").fetchall()
    }
    found = {}
    for table in KEYS:
        rows = []
        for row in sql.rows(connection, f"SELECT * FROM {table}"):
            named = {
                name: names[REFERENCES[name], value] if name in REFERENCES and value is not None else value
                for name, value in row.items()
                if name != "id"
            }
            rows.append(named)
        found[table] = sorted(rows, key=repr)
    return found
