"""What each way to the records of a damaged vault would bring, told before one of them is chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from calcitrack.clinic.keys import Key
from calcitrack.db import backup_files, foreseeing
from calcitrack.db.backup_files import FOLDER_NAME
from calcitrack.db.driver import DriverError
from calcitrack.db.salvaging import TableTold
from calcitrack.domain.errors import CalciTrackError


@dataclass(frozen=True, slots=True)
class BackupProspect:
    """The newest backup in the vault's folder, by its own list of contents."""

    folder: Path
    at: datetime
    patients: int
    signed: int


@dataclass(frozen=True, slots=True)
class Prospects:
    """The two ways.

    Attributes:
        backup: None where no backup in the vault's folder is whole.
        salvaged: Patients and visits that can be read, of how many; empty where nothing can, or nobody can tell.
        is_hopeless: Nothing of the damaged database can be read.
    """

    backup: BackupProspect | None
    salvaged: tuple[TableTold, ...]
    is_hopeless: bool = False


def prospects(key: Key, still_wanted: Callable[[], None]) -> Prospects:
    """Look at the backups and read a copy of the damaged database; nothing in the vault is changed."""
    newest = _newest(key)
    try:
        return Prospects(newest, foreseeing.foresee(key.data, still_wanted))
    except CalciTrackError:
        return Prospects(newest, (), is_hopeless=True)
    except (OSError, DriverError):
        return Prospects(newest, ())


def _newest(key: Key) -> BackupProspect | None:
    data = key.data
    try:
        found = backup_files.find_backups(data.folder / FOLDER_NAME, data.slots.vault, data.key)
    except OSError:
        return None
    last = max(found, key=lambda one: (one.sequence, one.keys, one.at), default=None)
    return None if last is None else BackupProspect(last.folder, last.at, last.rows.get("patient", 0), last.signed)
