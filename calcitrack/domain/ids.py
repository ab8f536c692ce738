"""Permanent identities: UUID version 7 (RFC 9562), time-ordered so that they index well."""

from __future__ import annotations

import secrets
import time


def uuid7() -> bytes:
    """A new UUIDv7 as 16 bytes: 48 bits of milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    value = bytearray(millis.to_bytes(6, "big") + secrets.token_bytes(10))
    value[6] = 0x70 | (value[6] & 0x0F)
    value[8] = 0x80 | (value[8] & 0x3F)
    return bytes(value)
