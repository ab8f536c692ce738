"""The steps from an empty file to the present schema: appended, never edited once released.

``user_version`` counts the steps, so that opening a vault compares one number and imports ``sqlite_utils`` only when a
step is due.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calcitrack.db import guards_1, schema_1
from calcitrack.db.driver import Connection  # also puts the driver where sqlite_utils looks for it

if TYPE_CHECKING:
    import sqlite_utils


@dataclass(frozen=True, slots=True)
class Step:
    """From one schema to the next, in one transaction.

    Attributes:
        name: By which the file remembers that it was taken.
        statements: SQL, in order.
    """

    name: str
    statements: tuple[str, ...]


STEPS: tuple[Step, ...] = (Step("m001_foundation", (*schema_1.TABLES, *guards_1.triggers())),)

CURRENT = len(STEPS)
"""The schema that this program reads and writes."""

APPLICATION_ID = 0x43414C43  # "CALC"


def schema_version(connection: Connection) -> int:
    """How many steps the file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_due(connection: Connection, steps: Sequence[Step] = STEPS) -> bool:
    """Whether the file has steps before it."""
    return schema_version(connection) < len(steps)


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Take every step that is due, each in one transaction; a failing step leaves the file as it was."""
    import sqlite_utils
    from sqlite_utils import Migrations

    known = Migrations("calcitrack")
    for number, step in enumerate(steps, start=1):
        known(name=step.name)(_taking(step, number))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    known.apply(sqlite_utils.Database(connection))


def _taking(step: Step, number: int) -> Callable[[sqlite_utils.Database], None]:
    def take(db: sqlite_utils.Database) -> None:
        for statement in step.statements:
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")

    return take
