"""What the checks say of an open vault: what opening found, and what is found by reading all of it."""

from __future__ import annotations

from calcitrack.clinic.session import Clinic
from calcitrack.db.driver import Connection, DriverError
from tests.vaults import vault_of


def complaints(clinic: Clinic) -> list[str]:
    """Everything that is said to be wrong."""
    try:
        return structure(vault_of(clinic).connection)
    except DriverError as error:
        return [f"it cannot be read: {error}"]


def structure(connection: Connection) -> list[str]:
    """What the database itself finds wrong: references, structure, and the pages as they stand in the file."""
    wrong = [str(row) for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
    wrong += [str(row) for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
    # The check of the pages reads the file itself, so what stands in the log must be brought home before.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return wrong + [str(row) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
