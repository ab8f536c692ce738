"""Sign-ins that failed: counted beside the key slots, because nobody who fails can write into the vault.

The next good sign-in enters them into the audit and empties the count. The file holds no names: who failed is told by
the id under which a slot of that name would stand. Nobody's key is at hand when it is written, so it has none, and
whoever can write in the folder can empty it; that is why it only counts and decides nothing of the record.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from calcitrack.db.files import write_atomically

FAILURES_NAME = "vault.failures"
MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed sign-ins since the last good one.

    Attributes:
        count: How many, of all names together.
        by_name: How many for each slot id that was tried; the oldest are dropped beyond fifty.
        first: When the first of them was; None when there were none.
        last: When the last of them was; None when there were none.
    """

    count: int = 0
    by_name: tuple[tuple[str, int], ...] = ()
    first: datetime | None = None
    last: datetime | None = None

    def of(self, slot_id: str) -> int:
        """How many for one slot id."""
        return dict(self.by_name).get(slot_id, 0)


def read_failures(folder: Path) -> Failures:
    """The count; a file that is missing or cannot be read counts as none."""
    try:
        told = json.loads((folder / FAILURES_NAME).read_bytes())
        return Failures(
            int(told["count"]),
            tuple((str(name), int(n)) for name, n in told["by_name"]),
            datetime.fromisoformat(told["first"]),
            datetime.fromisoformat(told["last"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Failures()


def count_failure(folder: Path, slot_id: str, at: datetime) -> Failures:
    """Count one more; returns the count. A folder that cannot be written keeps nobody from trying again."""
    before = read_failures(folder)
    others = tuple(pair for pair in before.by_name if pair[0] != slot_id)[-MOST_NAMES + 1 :]
    now = Failures(before.count + 1, (*others, (slot_id, before.of(slot_id) + 1)), before.first or at, at)
    told = {
        "count": now.count,
        "by_name": now.by_name,
        "first": (now.first or at).isoformat(timespec="milliseconds"),
        "last": at.isoformat(timespec="milliseconds"),
    }
    with contextlib.suppress(OSError):
        write_atomically(folder / FAILURES_NAME, json.dumps(told).encode())
    return now


def forget_failures(folder: Path) -> None:
    """Empty the count, once the audit has it."""
    with contextlib.suppress(OSError):
        (folder / FAILURES_NAME).unlink(missing_ok=True)
