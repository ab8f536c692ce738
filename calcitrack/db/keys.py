"""Keys that are made of the data key, one for each purpose."""

from __future__ import annotations

import hashlib
import hmac


def subkey(data_key: bytes, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) of one block: a key for one purpose."""
    extracted = hmac.new(b"calcitrack", data_key, hashlib.sha256).digest()
    return hmac.new(extracted, purpose.encode() + b"\x01", hashlib.sha256).digest()
