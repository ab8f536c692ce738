"""Driver and file errors as sentences.

Decided by error name, never by text, which can carry what was typed; but for the one word of our own triggers, because
the driver gives no finer name than SQLITE_CONSTRAINT.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from calcitrack.db.driver import DriverError
from calcitrack.db.guards_1 import SIGNED
from calcitrack.domain.errors import (
    CalciTrackError,
    DiskFull,
    NotKnown,
    NotSaved,
    Signed,
    VaultBusy,
    VaultDamaged,
    VaultMissing,
)
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

_BUGS = ("SQLITE_CONSTRAINT", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_TOOBIG")


def is_bug(error: Exception) -> bool:
    """Whether the program itself is at fault, such as a broken constraint: no check of the disk would help."""
    if isinstance(error, OSError) or _keeps_what_is_signed(error):
        return False
    name = getattr(error, "sqlite_errorname", None) or ""
    return not name or name.startswith(_BUGS)


def unreadable() -> VaultDamaged:
    """The refusal of a database that a right key does not open."""
    return VaultDamaged(
        say(QT_TRANSLATE_NOOP("db", "The key is right but the vault's database cannot be read.")),
        say(QT_TRANSLATE_NOOP("db", "Keep the folder as it is and restore the newest backup elsewhere.")),
    )


def unfinished() -> VaultDamaged:
    """The refusal of a database without the rows that every vault has."""
    return VaultDamaged(
        say(QT_TRANSLATE_NOOP("db", "The vault's database is empty: it was never finished or was replaced.")),
        say(QT_TRANSLATE_NOOP("db", "Put back the database from a backup.")),
    )


def not_known() -> NotKnown:
    """The one answer that looking could not give."""
    return NotKnown(
        say(QT_TRANSLATE_NOOP("db", "It is not known whether this was saved: the vault cannot be read just now.")),
        say(QT_TRANSLATE_NOOP("db", "Keep what you typed, check the disk, then open the record again and look.")),
    )


def not_opened(error: Exception) -> CalciTrackError:
    """The sentence for an error of the driver or of the file system while a vault is opened."""
    found = translated(error)
    if isinstance(found, VaultDamaged):
        return found
    return VaultMissing(
        say(
            QT_TRANSLATE_NOOP("db", "The vault cannot be opened: the disk reported an error ({code})."),
            code=_code(error),
        ),
        say(QT_TRANSLATE_NOOP("db", "Check the folder's permissions and the free space of its disk.")),
    )


@contextlib.contextmanager
def read_in_sentences() -> Iterator[None]:
    """Around whatever reads a vault: an error of the driver is told as a sentence, unless the program is at fault.

    Raises:
        CalciTrackError: The vault could not be read.
    """
    try:
        yield
    except DriverError as error:
        if is_bug(error):
            raise
        raise _not_read(error) from error


def _not_read(error: Exception) -> CalciTrackError:
    found = translated(error)
    if isinstance(found, VaultDamaged):
        return found
    return CalciTrackError(
        say(
            QT_TRANSLATE_NOOP("db", "The vault cannot be read just now ({code}). Nothing was changed."),
            code=_code(error),
        ),
        say(QT_TRANSLATE_NOOP("db", "Check the disk, then try again. What was saved before is kept.")),
    )


def translated(error: Exception) -> CalciTrackError:
    """The sentence for an error of the driver or of the file system. Nothing of the write was kept."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL") or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            say(QT_TRANSLATE_NOOP("db", "Not saved: the disk is full. What was saved before is safe.")),
            say(QT_TRANSLATE_NOOP("db", "Free some space on the disk, then save again.")),
        )
    if _keeps_what_is_signed(error):
        return Signed(
            say(QT_TRANSLATE_NOOP("db", "Not saved: a signed visit is never changed.")),
            say(QT_TRANSLATE_NOOP("db", "Write an addendum instead.")),
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return VaultBusy(
            say(QT_TRANSLATE_NOOP("db", "Not saved: the vault is being written by another task.")),
            say(QT_TRANSLATE_NOOP("db", "Wait a moment, then save again.")),
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")) or isinstance(error, PermissionError):
        return NotSaved(
            say(QT_TRANSLATE_NOOP("db", "Not saved: the vault's folder cannot be written.")),
            say(QT_TRANSLATE_NOOP("db", "Allow writing to the folder, then save again.")),
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return VaultDamaged(
            say(QT_TRANSLATE_NOOP("db", "The vault's database is damaged. Nothing has been changed.")),
            say(QT_TRANSLATE_NOOP("db", "Keep the folder as it is and restore the newest backup into a new folder.")),
        )
    return NotSaved(
        say(
            QT_TRANSLATE_NOOP("db", "Not saved: the disk reported an error ({code})."),
            code=_code(error),
        ),
        say(QT_TRANSLATE_NOOP("db", "Check the disk, then save again.")),
    )


def _keeps_what_is_signed(error: Exception) -> bool:
    return error.args == (SIGNED,)


def _code(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
