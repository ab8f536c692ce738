"""Bringing a vault of an earlier version up to this one: before anybody is signed in, and off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from calcitrack.clinic.keys import Key
from calcitrack.db import upgrading
from calcitrack.db.migrations import STEPS, Step

Report = Callable[[int, int], None]
"""Told how far the work is; raises to give up, which is heeded while the backup is made and not after it."""


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


def bring_up(key: Key, report: Report = _silent, *, go_on_because: str = "", steps: Sequence[Step] = STEPS) -> None:
    """Bring an older vault up to this version, after a proved backup of it as it was.

    Args:
        key: Found by ``find_key``.
        report: Told (parts done, of how many): the last part is the change itself, those before it the backup.
        go_on_because: As for ``enter``.
        steps: The schemas up to the one of this version.

    Raises:
        NotSaved: It was not brought up; it is as it was.
        CalciTrackError: It cannot be opened, or looking does not show whether it was.
    """
    upgrading.bring_up(key.data, report, go_on=bool(go_on_because.strip()), steps=steps)
