"""The steps from an empty file to the present schema: appended, never edited.

``user_version`` counts the steps, so that opening a vault compares one number and imports ``sqlite_utils`` only when a
step is due.
"""

from __future__ import annotations

from calcitrack.db import guards_1, schema_1
from calcitrack.db.driver import Connection  # also puts the driver where sqlite_utils looks for it

CURRENT = 1
"""The schema that this program reads and writes."""

APPLICATION_ID = 0x43414C43  # "CALC"


def schema_version(connection: Connection) -> int:
    """How many steps the file has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection) -> None:
    """Take every step that is due, each in one transaction; a failing step leaves the file as it was."""
    import sqlite_utils
    from sqlite_utils import Migrations

    steps = Migrations("calcitrack")

    @steps()
    def m001_foundation(db: sqlite_utils.Database) -> None:
        for statement in (*schema_1.TABLES, *guards_1.triggers()):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")

    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    steps.apply(sqlite_utils.Database(connection))
