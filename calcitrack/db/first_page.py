"""The first page of a database that lost it, from a backup of the same vault.

It holds the way to all other pages and hardly changes: a backup is copied page by page, so its first page fits but for
the number of pages. Each page is encrypted and bears a code of its own, as SQLCipher 4 lays it out; the page is opened,
the number put right, and closed again. Only a copy that is to be salvaged is ever given such a page.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_SALT, _IV, _MAC = 16, 16, 64
_CODED = PAGE - _IV - _MAC
_MAC_SALT_MASK, _MAC_ROUNDS = 0x3A, 2
_NUMBER = (1).to_bytes(4, "little")

_PAGES_AT, _FREE_AT = 28, 32
"""Places in the header of the file: how many pages there are, and the list of free ones with its length."""


def give_first_page(database: Path, backup: Path, key: bytes, salt: bytes) -> bool:
    """Write a backup's first page into the copy of a database; whether it was whole.

    Args:
        database: The copy, which is changed.
        backup: The database of a backup of the same vault.
        key: Of both.
        salt: Of both.

    Raises:
        OSError: One cannot be read or written.
    """
    with backup.open("rb") as stream:
        page = stream.read(PAGE)
    mac_key = _mac_key(key, salt)
    if len(page) < PAGE or not hmac.compare_digest(page[-_MAC:], _mac(page[_SALT:-_MAC], mac_key)):
        return False
    pages = database.stat().st_size // PAGE
    with database.open("r+b") as stream:
        stream.write(_with_pages(page, pages, key, mac_key))
    return True


def _with_pages(page: bytes, pages: int, key: bytes, mac_key: bytes) -> bytes:
    """The page with another number of pages, encrypted anew."""
    salt, coded, vector = page[:_SALT], page[_SALT:_CODED], page[_CODED : _CODED + _IV]
    opener = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    # The file's own first bytes stand unencrypted, as the salt, so places are counted from there.
    plain = bytearray(_SALT) + bytearray(opener.update(coded) + opener.finalize())
    plain[_PAGES_AT : _PAGES_AT + 4] = pages.to_bytes(4, "big")
    plain[_FREE_AT : _FREE_AT + 8] = bytes(8)
    fresh = secrets.token_bytes(_IV)
    closer = Cipher(algorithms.AES(key), modes.CBC(fresh)).encryptor()
    closed = closer.update(bytes(plain[_SALT:])) + closer.finalize() + fresh
    return salt + closed + _mac(closed, mac_key)


def _mac_key(key: bytes, salt: bytes) -> bytes:
    masked = bytes(byte ^ _MAC_SALT_MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, _MAC_ROUNDS, len(key))


def _mac(coded: bytes, mac_key: bytes) -> bytes:
    return hmac.digest(mac_key, coded + _NUMBER, "sha512")
