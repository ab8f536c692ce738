"""The one place that opens an encrypted database.

The driver's errors are not those of ``sqlite3``; ``sqlite_utils`` looks for ``pysqlite3`` first, so the driver stands
under that name before anything imports it.
"""

from __future__ import annotations

import sys
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
    if tuple(int(part) for part in driver.sqlite_version.split(".")) < MINIMUM_SQLITE:
        raise VaultDamaged(say(QT_TRANSLATE_NOOP("db", "The database library is too old to be safe.")))
    refuse_plain_file(path)
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = driver.connect(address, uri=True, isolation_level=None, cached_statements=512)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        connection.close()
        # Only "not a database" speaks of the key; a full disk or a locked file is told as what it is.
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise WrongKey from None
        raise
    try:
        _apply_settings(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_plain_file(path: Path) -> None:
    """Refuse a database that anybody could read.

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


def _apply_settings(connection: Connection) -> None:
    for pragma, (value, _) in SETTINGS.items():
        connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
    for pragma, (_, expected) in SETTINGS.items():
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
        if row is None or row[0] != expected:
            raise VaultDamaged(
                say(
                    QT_TRANSLATE_NOOP("db", "The database did not accept the safety setting {name}."),
                    name=pragma,
                )
            )
