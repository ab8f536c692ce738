"""Statements that must not pass the guards of the schema."""

from __future__ import annotations

from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.guards_1 import FIXED, SIGNED
from tests.db import sql

Attempts = list[tuple[str, list[Any]]]


def refused_by_guards(connection: Connection, attempts: Attempts) -> None:
    """Every statement is refused by a trigger, and not a row of the vault differs afterwards."""
    before = sql.dump(connection)
    passed = [(text, word) for text, word in sql.refusals(connection, attempts) if word not in (SIGNED, FIXED)]
    assert not passed, passed
    assert sql.dump(connection) == before, "a refused statement left something"


def allowed(connection: Connection, attempts: Attempts) -> None:
    """Every statement passes."""
    assert [word for _, word in sql.refusals(connection, attempts)] == [""] * len(attempts)
