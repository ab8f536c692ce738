"""What the disk did not let be done: each thing in a sentence of its own that says what stands."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator
from pathlib import Path

from calcitrack.db.driver import DriverError
from calcitrack.db.errors import is_bug
from calcitrack.domain.errors import CalciTrackError, DiskFull, NotKnown, NotSaved, VaultDamaged, VaultMissing
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say

Sentence = Callable[[Exception], CalciTrackError]


def is_of_the_disk(error: Exception) -> bool:
    """Whether an error tells of the disk, and not of a fault in the program."""
    return isinstance(error, (DriverError, OSError)) and not is_bug(error)


@contextlib.contextmanager
def told_by(sentence: Sentence, *, also: type[CalciTrackError] | tuple[()] = ()) -> Iterator[None]:
    """What the disk does in here is told by one sentence.

    Args:
        sentence: Makes it of the error.
        also: Sentences that would speak of something else, and are replaced too.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, also) or is_of_the_disk(error):
            raise sentence(error) from error
        raise


def not_backed_up(error: Exception) -> NotSaved:
    """There is no backup; the vault is as it was."""
    stands = QT_TRANSLATE_NOOP("db", "Everything that was saved is in the vault; earlier backups are as they were.")
    return NotSaved(say(QT_TRANSLATE_NOOP("db", "No backup was made: {why}."), why=why(error)), say(stands))


def copy_not_whole(error: Exception) -> NotSaved:
    """There is no backup, because the copy did not pass its proof."""
    if not isinstance(error, VaultDamaged):
        return not_backed_up(error)
    remedy = QT_TRANSLATE_NOOP("db", "Earlier backups are as they were. Verify the vault, and have its disk checked.")
    said = QT_TRANSLATE_NOOP("db", "No backup was made: the copy was not whole when it was opened again.")
    return NotSaved(say(said), say(remedy))


def not_restored(error: Exception) -> NotSaved:
    """There is no restored vault; the backup is as it was."""
    remedy = QT_TRANSLATE_NOOP(
        "db", "The backup is as it was. Check the disk or choose another folder, then try again."
    )
    return NotSaved(say(QT_TRANSLATE_NOOP("db", "Nothing was restored: {why}."), why=why(error)), say(remedy))


def not_salvaged(error: Exception) -> NotSaved:
    """There is no salvaged vault; the damaged one is as it was."""
    remedy = QT_TRANSLATE_NOOP(
        "db", "The damaged vault is as it was. Check the disks or choose another folder, then try again."
    )
    return NotSaved(say(QT_TRANSLATE_NOOP("db", "Nothing was salvaged: {why}."), why=why(error)), say(remedy))


def key_not_changed(error: Exception) -> NotSaved:
    """The old data key stands, with all that was saved."""
    remedy = QT_TRANSLATE_NOOP("db", "The old key and all passwords stand. Check the disk, then try again.")
    return NotSaved(say(QT_TRANSLATE_NOOP("db", "The data key was not changed: {why}."), why=why(error)), say(remedy))


def not_migrated(error: Exception) -> NotSaved:
    """An older vault stays as it was."""
    told = QT_TRANSLATE_NOOP("db", "The vault was not brought up to this version, because it was not backed up: {why}.")
    remedy = QT_TRANSLATE_NOOP("db", "It is as it was. Free some space on the disk, or check it, then try again.")
    return NotSaved(say(told, why=why(error)), say(remedy))


def backups_not_read(error: Exception) -> NotSaved:
    """What lies in the folder of the backups is not known."""
    told = QT_TRANSLATE_NOOP("db", "The folder of the backups cannot be read: {why}.")
    remedy = QT_TRANSLATE_NOOP("db", "Check its permissions and its disk. Everything that was saved is in the vault.")
    return NotSaved(say(told, why=why(error)), say(remedy))


def step_not_taken(error: Exception) -> NotSaved:
    """An older vault was backed up, and stays as it was, or as far as whole steps took it."""
    told = QT_TRANSLATE_NOOP("db", "The vault was not brought up to this version: {why}.")
    remedy = QT_TRANSLATE_NOOP(
        "db",
        "Everything that was saved is in it, and in the backup that was just made. Check the disk, then try again.",
    )
    return NotSaved(say(told, why=why(error)), say(remedy))


def form_not_known() -> NotKnown:
    """Whether an older vault was brought up, which looking could not show."""
    told = QT_TRANSLATE_NOOP(
        "db", "It is not known whether the vault was brought up to this version: it cannot be read just now."
    )
    remedy = QT_TRANSLATE_NOOP(
        "db", "A proved backup was made just before. Check the disk, then open the vault again: that shows it."
    )
    return NotKnown(say(told), say(remedy))


def no_vault_made(error: Exception) -> NotSaved:
    """There is no new vault."""
    remedy = QT_TRANSLATE_NOOP("db", "Check the disk or choose another folder, then try again.")
    return NotSaved(say(QT_TRANSLATE_NOOP("db", "No vault was made: {why}."), why=why(error)), say(remedy))


def not_confirmed(folder: Path) -> NotKnown:
    """It is there, and may be gone after a power cut."""
    return NotKnown(
        say(
            QT_TRANSLATE_NOOP("db", "It is not known whether {folder} is on the disk: the disk did not confirm it."),
            folder=str(folder),
        ),
        say(QT_TRANSLATE_NOOP("db", "The vault that is open is as it was. Check the disk, then make it again.")),
    )


def why(error: Exception) -> Message:
    """What the disk said, in a few words."""
    found: BaseException = error.__cause__ or error if isinstance(error, CalciTrackError) else error
    name = getattr(found, "sqlite_errorname", "") or ""
    number = getattr(found, "errno", None)
    if isinstance(error, DiskFull) or name == "SQLITE_FULL" or number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return say(QT_TRANSLATE_NOOP("db", "the disk is full"))
    if isinstance(error, VaultMissing):
        return say(QT_TRANSLATE_NOOP("db", "a file of it cannot be read"))
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(QT_TRANSLATE_NOOP("db", "a folder or file cannot be read or written (error {code})"), code=number)
    code = name or (number if number is not None else type(found).__name__)
    return say(QT_TRANSLATE_NOOP("db", "the disk reported an error ({code})"), code=str(code))
