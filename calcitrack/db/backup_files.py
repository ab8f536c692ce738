"""What a backup is made of: a folder with a whole vault, and a manifest that says what must be in it.

The manifest bears a MAC under a key of its own and names the size of every file and the hash of the small ones; the
pages of the database bear their own. So no bit of a backup can change unseen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from calcitrack.db import slot_files
from calcitrack.db.files import write_atomically
from calcitrack.db.key_change import FILES
from calcitrack.db.keys import subkey
from calcitrack.db.slots import canonical
from calcitrack.db.vault_database import DATABASE_NAME
from calcitrack.domain.errors import CalciTrackError, VaultDamaged
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.unusable_backup import Unusable, Why

MANIFEST_NAME = "vault.backup"
FOLDER_NAME = "backups"
"""In the vault's own folder."""

_FORMAT, _VERSION = "calcitrack-backup", 1


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as its manifest tells.

    Attributes:
        vault: Identity of the vault.
        at: When its copy was begun.
        workstation: Whose audit ``sequence`` counts.
        sequence: The newest audit entry in it.
        keys: Sequence of the key slots in it.
        signed: How many visits are signed in it.
        rows: How many rows each table has.
    """

    folder: Path
    vault: str
    at: datetime
    workstation: str
    sequence: int
    keys: int
    signed: int
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a folder for backups, the newest first; those of other vaults are not among it."""

    whole: tuple[Backup, ...] = ()
    unusable: tuple[Unusable, ...] = ()


def is_backup(folder: Path) -> bool:
    """Whether the folder says that it is a backup; such a vault is never written."""
    return (folder / MANIFEST_NAME).exists()


def write_manifest(backup: Backup, data_key: bytes) -> None:
    """Say what is in the backup's folder.

    Raises:
        OSError: It cannot be written.
    """
    body = {
        "format": _FORMAT,
        "version": _VERSION,
        "vault": backup.vault,
        "at": backup.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "workstation": backup.workstation,
        "sequence": backup.sequence,
        "keys": backup.keys,
        "signed": backup.signed,
        "rows": dict(backup.rows),
        "files": {name: _print_of(backup.folder / name) for name in FILES},
    }
    write_atomically(backup.folder / MANIFEST_NAME, _sealed(body, data_key))


def read_manifest(folder: Path, data_key: bytes) -> Backup:
    """What a backup says of itself; its files are looked at by ``check_files``.

    Raises:
        VaultDamaged: It is none, was damaged, or belongs to a vault with another key.
        OSError: It cannot be read.
    """
    body = _read(folder, data_key)
    return Backup(
        folder,
        str(body["vault"]),
        datetime.fromisoformat(str(body["at"])),
        str(body["workstation"]),
        int(body["sequence"]),
        int(body["keys"]),
        int(body["signed"]),
        {str(table): int(count) for table, count in body["rows"].items()},
    )


def check_files(folder: Path, data_key: bytes) -> None:
    """Compare the files with the manifest: the size of each, and every byte of the small ones.

    Raises:
        VaultDamaged: They are not as they were written.
        OSError: They cannot be read.
    """
    for name, told in _read(folder, data_key)["files"].items():
        if name not in FILES or not (folder / name).exists() or _print_of(folder / name) != told:
            raise damaged(say(_OTHER_FILE, name=name))


def find_backups(target: Path, vault: str, data_key: bytes) -> tuple[Backup, ...]:
    """The backups of a vault in a folder, the newest first, as far as can be told without reading their databases.

    Raises:
        OSError: The folder cannot be read.
    """
    return look_through(target, vault, data_key).whole


def look_through(target: Path, vault: str, data_key: bytes) -> Found:
    """What lies in a folder for backups; the pages of their databases are not read.

    Raises:
        OSError: The folder cannot be read, which is not the same as that there is none in it.
    """
    whole, unusable = [], []
    for folder in _folders(target):
        told = _TIME.search(folder.name)
        at = _moment(told[1]) if told else None
        try:
            backup = read_manifest(folder, data_key)
            if backup.vault == vault:
                at = backup.at
                check_files(folder, data_key)
                whole.append(backup)
        except (CalciTrackError, OSError):
            # One of another vault has another key, too: only the name tells whose it is.
            if folder.name.startswith(name_of(vault)):
                unusable.append(Unusable(folder, at, _why(folder, data_key)))
    whole.sort(key=lambda one: (one.at, one.folder.name), reverse=True)
    unusable.sort(key=lambda one: (one.at or _LONG_AGO, one.folder.name), reverse=True)
    return Found(tuple(whole), tuple(unusable))


def name_of(vault: str) -> str:
    """With what the names of a vault's backups begin."""
    return f"calcitrack-{vault[:8]}-"


def _why(folder: Path, data_key: bytes) -> Why:
    """Key slots that are whole and of another key tell that it was made before the key was changed."""
    try:
        copies = slot_files.find_slots(folder).copies
    except (CalciTrackError, OSError):
        return Why.DAMAGED
    return Why.DAMAGED if any(copy.is_sealed_by(data_key) for copy in copies) else Why.OTHER_KEY


_TIME = re.compile(r"-(\d{8}T\d{6})Z")
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def damaged(what: Message) -> VaultDamaged:
    """The refusal of a backup that is not as it was written."""
    return VaultDamaged(
        say(QT_TRANSLATE_NOOP("db", "This backup is not whole: {what} Nothing was changed."), what=str(what)),
        say(QT_TRANSLATE_NOOP("db", "Use another backup, and have the disk checked on which this one lies.")),
    )


_OTHER_FILE = QT_TRANSLATE_NOOP("db", "its file {name} is not as it was written.")
_OTHER_MANIFEST = QT_TRANSLATE_NOOP("db", "its list of contents is missing, damaged, or of a vault with another key.")


def _folders(target: Path) -> list[Path]:
    if not target.exists():
        return []
    return [path for path in target.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _read(folder: Path, data_key: bytes) -> dict[str, Any]:
    try:
        content = (folder / MANIFEST_NAME).read_bytes()
        body: dict[str, Any] = json.loads(content)["body"]
        # Compared as bytes, so that not even a capital letter in a hexadecimal number passes.
        if hmac.compare_digest(content, _sealed(body, data_key)) and body["version"] == _VERSION:
            return body
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise damaged(say(_OTHER_MANIFEST))


def _sealed(body: dict[str, Any], data_key: bytes) -> bytes:
    mac = hmac.digest(subkey(data_key, "backup"), canonical(body), "sha256").hex()
    return canonical({"body": body, "mac": mac}) + b"\n"


def _print_of(path: Path) -> list[Any]:
    """Size and hash of a file; of the database its size alone, whose pages are checked one by one."""
    size = path.stat().st_size
    return [size, "" if path.name == DATABASE_NAME else hashlib.sha256(path.read_bytes()).hexdigest()]
