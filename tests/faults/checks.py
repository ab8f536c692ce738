"""What is wrong with an open vault: as the program says it, and as the database itself does."""

from __future__ import annotations

from calcitrack.clinic.session import Clinic
from calcitrack.db.driver import Connection


def complaints(clinic: Clinic) -> list[str]:
    """Everything that the program says of a vault: at opening, and when it verifies it."""
    return [*map(str, clinic.notices), *flaws(clinic)]


def flaws(clinic: Clinic) -> list[str]:
    """What verifying finds. A notice at opening is no flaw: a cut between the two key files leaves one to be mended."""
    found = clinic.verification.verify()
    return [str(one) for one in (*(flaw.message for flaw in found.flaws), *found.mended)]


def structure(connection: Connection) -> list[str]:
    """What the database itself finds wrong: references, structure, and the pages as they stand in the file."""
    wrong = [str(row) for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
    wrong += [str(row) for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
    # The check of the pages reads the file itself, so what stands in the log must be brought home before.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return wrong + [str(row) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
