"""The one place that opens an encrypted database.

The driver's errors are not those of ``sqlite3``; ``sqlite_utils`` looks for ``pysqlite3`` first, so the driver stands
under that name before anything imports it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2 as driver

from calcitrack.domain.errors import VaultDamaged
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", driver)

Connection = Any
"""A connection of the driver, which ships no types."""

DriverError: type[Exception] = driver.Error

MINIMUM_SQLITE = (3, 51, 3)
"""Older ones can corrupt a database when two connections checkpoint at once."""

PLAIN_HEADER = b"SQLite format 3\x00"

SETTINGS: dict[str, tuple[str, object]] = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("ON", 1),
    "busy_timeout": ("5000", 5000),
    "cache_size": ("-65536", -65536),
    "wal_autocheckpoint": ("200", 200),
}
"""Pragma, value to set, value to read back."""

READING: dict[str, tuple[str, object]] = {
    "query_only": ("ON", 1),
    **{
        name: SETTINGS[name]
        for name in ("trusted_schema", "cell_size_check", "temp_store", "busy_timeout", "cache_size")
    },
}
"""Those that matter where nothing is written."""


FILLING: dict[str, tuple[str, object]] = {
    "journal_mode": ("OFF", "off"),
    "synchronous": ("OFF", 0),
    "temp_store": SETTINGS["temp_store"],
}
"""Those of a copy that is thrown away unless it is whole: it is synced once, when it is."""


class WrongKey(Exception):  # noqa: N818 - internal, never shown
    """The key does not open the file."""


def connect(path: Path, key: bytes, salt: bytes) -> Connection:
    """Open an encrypted database and read every setting back.

    Args:
        path: The file, which is there: one that were made here would be readable by others.
        key: 32 random bytes, given raw (a passphrase would cost a key derivation for each connection).
        salt: 16 bytes; given with the key, so that a damaged first page does not lose the file.

    Raises:
        WrongKey: The file is not opened by this key.
        VaultDamaged: The file is not encrypted, or a setting did not take.
    """
    return _open(path, key, salt, "mode=rw", SETTINGS)


def connect_to_read(path: Path, key: bytes, salt: bytes) -> Connection:
    """Open an encrypted database that is not to be changed, also on a full or a write-protected disk.

    Without a log beside it the file is all there is, and is read as it lies: no file is made. With one, its index is
    needed; only where that cannot be made, the file is held for this connection alone, which needs none on the disk.

    Raises:
        WrongKey: The file is not opened by this key.
        VaultDamaged: The file is not encrypted, or a setting did not take.
    """
    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or wal.stat().st_size == 0:
        return _open(path, key, salt, "mode=ro&immutable=1", READING)
    try:
        return _open(path, key, salt, "mode=ro", READING)
    except driver.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(_NOT_EVEN_READ):
            raise
    return _open(path, key, salt, "mode=rw", {"locking_mode": ("EXCLUSIVE", "exclusive"), **READING})


def connect_to_fill(path: Path, key: bytes, salt: bytes) -> Connection:
    """Open an empty file that a whole database is copied into; whoever copies syncs it afterwards.

    Raises:
        VaultDamaged: A setting did not take.
    """
    return _open(path, key, salt, "mode=rw", FILLING)


_NOT_EVEN_READ = ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_FULL", "SQLITE_PERM")


def _open(path: Path, key: bytes, salt: bytes, how: str, settings: Mapping[str, tuple[str, object]]) -> Connection:
    if tuple(int(part) for part in driver.sqlite_version.split(".")) < MINIMUM_SQLITE:
        raise VaultDamaged(say(QT_TRANSLATE_NOOP("db", "The database library is too old to be safe.")))
    address = f"{path.absolute().as_uri()}?{how}"
    connection = driver.connect(address, uri=True, isolation_level=None, cached_statements=512)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        if "locking_mode" in settings:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _apply_settings(connection, settings)
    except driver.DatabaseError as error:
        connection.close()
        # Only "not a database" speaks of the key; a full disk or a locked file is told as what it is.
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            refuse_plain_file(path)
            raise WrongKey from None
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory() -> Connection:
    """An empty database that is nowhere on the disk, to lay a schema beside another."""
    return driver.connect(":memory:", isolation_level=None)


def refuse_plain_file(path: Path) -> None:
    """Refuse a database that anybody could read.

    Asked only of a file that the key does not open: closing a file of one's own drops the locks that SQLite has on it.

    Raises:
        VaultDamaged: The file starts as an unencrypted database does.
    """
    if path.exists():
        with path.open("rb") as stream:
            if stream.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
                raise VaultDamaged(
                    say(QT_TRANSLATE_NOOP("db", "The vault's database is not encrypted, so it is not opened.")),
                    say(QT_TRANSLATE_NOOP("db", "Restore the vault from a backup.")),
                )


def _apply_settings(connection: Connection, settings: Mapping[str, tuple[str, object]]) -> None:
    for pragma, (value, _) in settings.items():
        connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
    for pragma, (_, expected) in settings.items():
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
        if row is None or row[0] != expected:
            raise VaultDamaged(
                say(
                    QT_TRANSLATE_NOOP("db", "The database did not accept the safety setting {name}."),
                    name=pragma,
                )
            )
