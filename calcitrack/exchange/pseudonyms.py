"""Names that nobody can trace, for one export: keyed, so that a list of record numbers does not undo them.

The key is made for one export and thrown away with it: within the export a patient has one name and one shift of days,
and two exports cannot be joined by either.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import date, timedelta

MOST_DAYS = 365
"""Every date of a patient lies 1 to so many days before the true one."""

OLDEST = 90
"""Ages above are given as this one: few are so old."""

_SIGNS = 12


class Pseudonyms:
    """Names and shifts under one key."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def name(self, identity: str) -> str:
        """The name of a patient in this export."""
        digest = self._digest("name", identity)
        return "P" + base64.b32encode(digest).decode("ascii")[:_SIGNS]

    def shifted(self, identity: str, day: str) -> str:
        """A day of a patient, moved as all days of this patient are: what lies between two of them stays."""
        number = int.from_bytes(self._digest("days", identity)[:8], "big")
        return (date.fromisoformat(day) - timedelta(days=1 + number % MOST_DAYS)).isoformat()

    def _digest(self, use: str, identity: str) -> bytes:
        return hmac.new(self._key, f"{use}:{identity}".encode(), hashlib.sha256).digest()
