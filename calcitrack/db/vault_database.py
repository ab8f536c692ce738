"""The database of an open vault: its connection, which is opened again where a failing disk took it, and its log."""

from __future__ import annotations

import contextlib
import errno
import logging
from dataclasses import dataclass, field
from pathlib import Path

from calcitrack.db import driver
from calcitrack.db.driver import Connection
from calcitrack.db.errors import translated, unfinished, unreadable
from calcitrack.db.slots import SlotFile
from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.text import Message

DATABASE_NAME = "vault.db"

CHECKPOINT_WAIT = 50
"""Milliseconds that a checkpoint at signing waits for a reader; then it is left for the next one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """All that a vault is opened with.

    Attributes:
        notices: What was mended and what should be known of the place, for the person who opens it.
        finding: What is wrong with the record against its anchor; None when nothing is.
    """

    folder: Path
    slots: SlotFile
    data_key: bytes = field(repr=False)
    notices: tuple[Message, ...] = ()
    finding: AnchorFinding | None = None


class VaultDatabase:
    """What is read of an open vault, and how its log is brought home. Belongs to the thread that opened it."""

    def __init__(self, opening: Opening, *, read_only: bool) -> None:
        self.folder = opening.folder
        self.read_only = read_only
        self._opening = opening
        self._connection: Connection | None = self._connect()

    @property
    def notices(self) -> tuple[Message, ...]:
        """What was mended at opening and what should be known of the place."""
        return self._opening.notices

    @property
    def finding(self) -> AnchorFinding | None:
        """What is wrong with the record against its anchor; None when nothing is, or it was accepted."""
        return self._opening.finding

    @property
    def slots(self) -> SlotFile:
        """The key slots as they were last written."""
        return self._opening.slots

    @property
    def data_key(self) -> bytes:
        """The key under which everything lies."""
        return self._opening.data_key

    @property
    def connection(self) -> Connection:
        """The connection of the thread that owns the vault; opened again where a failing disk took it.

        Raises:
            CalciTrackError: It cannot be opened again yet.
        """
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (driver.DriverError, OSError) as error:
                raise translated(error) from error
        return self._connection

    @property
    def synthetic(self) -> bool:
        """Whether the vault holds invented patients only."""
        return bool(self.connection.execute("SELECT synthetic FROM clinic").fetchone()[0])

    @property
    def clinic_name(self) -> str:
        """The clinic's name."""
        return str(self.connection.execute("SELECT name FROM clinic").fetchone()[0])

    def checkpoint(self) -> bool:
        """Bring all of the log into the database and empty it; False when a reader is in the way or the disk fails.

        What is left undone harms nothing: the log holds it, and the anchor tells if it is lost.
        """
        connection = self.connection
        try:
            connection.execute(f"PRAGMA busy_timeout = {CHECKPOINT_WAIT}")
            is_busy = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
            connection.execute(f"PRAGMA busy_timeout = {driver.SETTINGS['busy_timeout'][0]}")
        except driver.DriverError as error:
            log.warning("checkpoint failed: %s", getattr(error, "sqlite_errorname", ""))
            self._drop_connection()
            return False
        return not is_busy

    def bring_home(self) -> bool:
        """Bring the log into the database where that is allowed; whether nothing stands in the log any more."""
        if not self.read_only:
            return self.checkpoint()
        log_file = self.folder / (DATABASE_NAME + "-wal")
        return not log_file.exists() or log_file.stat().st_size == 0

    def bring_home_or_fail(self) -> None:
        """Bring the log into the database, where the files are about to be used without it.

        Raises:
            OSError: Something may stand in the log alone.
        """
        if not self.checkpoint():
            raise OSError(errno.EIO, "the log was not emptied")

    def _drop_connection(self) -> None:
        """Close a connection that fails; the next use opens another."""
        if self._connection is not None:
            with contextlib.suppress(driver.DriverError):
                self._connection.close()
        self._connection = None

    def _connect(self) -> Connection:
        connect = driver.connect_to_read if self.read_only else driver.connect
        try:
            return connect(self.folder / DATABASE_NAME, self._opening.data_key, self._opening.slots.db_salt)
        except driver.WrongKey:
            raise unreadable() from None


def workstation_of(connection: Connection) -> bytes:
    """The identity under which this computer writes its audit.

    Raises:
        VaultDamaged: The database has none.
    """
    row = connection.execute("SELECT uuid FROM workstation WHERE is_this = 1").fetchone()
    if row is None:
        raise unfinished()
    return bytes(row[0])
