"""From the form of an earlier version to this one's: a proved backup first, then every step that is due."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from calcitrack.db import backup, backup_files, driver, migrations
from calcitrack.db.migrations import STEPS, Step
from calcitrack.db.not_done import form_not_known, is_of_the_disk, not_migrated, step_not_taken, told_by
from calcitrack.db.opening import DataKey, open_vault
from calcitrack.db.vault_database import DATABASE_NAME
from calcitrack.domain.errors import CalciTrackError

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, which is heeded until the first step is taken."""

PARTS = backup.STEPS + 1


def bring_up(known: DataKey, report: Report, *, go_on: bool = False, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older vault up to this version, once there is a proved backup of it as it was.

    Args:
        known: Opens the vault, which nobody has open.
        report: Told (parts done, of how many).
        go_on: As for ``open_vault``.
        steps: The schemas up to the one that is wanted.

    Raises:
        NotSaved: It was not backed up, or no step was taken; it is as it was.
        NotKnown: Looking did not show whether the steps were taken.
        CalciTrackError: It cannot be opened.
    """
    opened = open_vault(known, go_on=go_on, steps=steps, as_it_is=True)
    try:
        if not migrations.is_due(opened.connection, steps):
            return
        with told_by(not_migrated, also=CalciTrackError):
            home = opened.folder / backup_files.FOLDER_NAME
            backup.make_backup(opened, home, datetime.now(UTC), lambda done, _of: report(done, PARTS))
        with told_by(step_not_taken):
            take_steps(opened.connection, known, steps)
    finally:
        opened.close()


def take_steps(connection: driver.Connection, known: DataKey, steps: Sequence[Step]) -> None:
    """Take what is due; after an error the file itself says whether it was taken.

    Raises:
        DriverError: The last step was not taken; the file is in one form or another, whole.
        NotKnown: That cannot be seen.
    """
    try:
        migrations.migrate(connection, steps)
    except (driver.DriverError, OSError) as error:
        if not is_of_the_disk(error):
            raise
        with contextlib.suppress(driver.DriverError):
            connection.close()
        if _form_of(known.folder / DATABASE_NAME, known, error) < len(steps):
            raise


def _form_of(path: Path, known: DataKey, error: Exception) -> int:
    try:
        connection = driver.connect_to_read(path, known.key, known.slots.db_salt)
        try:
            return migrations.schema_version(connection)
        finally:
            connection.close()
    except (driver.DriverError, OSError, driver.WrongKey, CalciTrackError):
        raise form_not_known() from error
