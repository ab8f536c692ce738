"""Whether whoever signs is still the person who typed the password: a pause in the work puts it in doubt."""

from __future__ import annotations

from datetime import datetime, timedelta


class Presence:
    """Remembers when the person last did something, and whether a pause came in between.

    Nobody watches where no window is: a program that signs by itself typed its password a moment ago.
    """

    def __init__(self, now: datetime) -> None:
        self._last = now
        self._proven = True
        self._pause: timedelta | None = None

    def watch(self, pause: timedelta, now: datetime) -> None:
        """From now on a pause of this length asks for the password before the next signature."""
        self._pause = pause
        self._last = now

    def touch(self, now: datetime) -> None:
        """A key or the mouse was used."""
        self._proven = self.is_proven(now)
        self._last = max(self._last, now)

    def prove(self, now: datetime) -> None:
        """The password was typed."""
        self._proven = True
        self._last = now

    def is_proven(self, now: datetime) -> bool:
        """Whether a signature needs no password; a clock that was set back counts as a pause."""
        if self._pause is None:
            return True
        passed = now - self._last
        return self._proven and timedelta(0) <= passed <= self._pause
