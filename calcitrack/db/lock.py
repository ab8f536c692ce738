"""One program per vault, and who holds it since when."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from calcitrack.db.files import write_atomically
from calcitrack.domain.errors import VaultBusy, VaultMissing
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

LOCK_NAME = "vault.lock"
HOLDER_NAME = "vault.holder"


class VaultLock:
    """Holds a vault folder for this program.

    The operating system drops the lock when the program ends however it ends, so a killed program never locks anybody
    out. The holder file only tells who it is; it decides nothing.

    Attributes:
        left_by: Another computer on which the vault was open and was not closed, and since when; empty otherwise. In a
            folder that is kept in step with other computers it may be open there now.
    """

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER_NAME
        self._lock = FileLock(folder / LOCK_NAME, mode=0o600)
        self.left_by = ""

    def acquire(self, *, to_read: bool = False) -> None:
        """Take the lock. Who only reads does without it where the folder cannot be written.

        Raises:
            VaultBusy: Another program holds it; the message says who and since when.
            VaultMissing: The folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
            self.left_by = self._left_by()
            self._write_holder()
        except Timeout:
            raise VaultBusy(
                say(QT_TRANSLATE_NOOP("db", "This vault is already open: {holder}."), holder=self._describe()),
                say(QT_TRANSLATE_NOOP("db", "Use that window, or close it and try again.")),
            ) from None
        except OSError:
            if to_read:
                return
            self.release()
            raise VaultMissing(
                say(QT_TRANSLATE_NOOP("db", "The vault's folder cannot be written, so it is not opened.")),
                say(QT_TRANSLATE_NOOP("db", "Check the folder's permissions and the free space of its disk.")),
            ) from None

    def release(self) -> None:
        """Give the lock back; safe to call twice."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._holder.unlink()
            self._lock.release()

    def _write_holder(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        holder = {"computer": socket.gethostname(), "process": os.getpid(), "since": now}
        write_atomically(self._holder, json.dumps(holder).encode(), durably=False)

    def _left_by(self) -> str:
        try:
            elsewhere = json.loads(self._holder.read_bytes())["computer"] != socket.gethostname()
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return ""
        return self._describe() if elsewhere else ""

    def _describe(self) -> str:
        try:
            holder = json.loads(self._holder.read_bytes())
            since = datetime.fromisoformat(str(holder["since"])).astimezone()
            return f"{holder['computer']}, process {holder['process']}, since {since:%d %b %Y %H:%M}"
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return "another program"
