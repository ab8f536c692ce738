"""Failed sign-ins, counted in a small file beside the key slots: the waiting time they cost outlives the program.

A name is known here by the HMAC that finds its slot, so the file tells nobody's name, and one that nobody has is
counted like any other. Whoever can delete the file can copy the vault too, and guess elsewhere: against that stand
the cost of a guess and the length of passwords.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from calcitrack.db.files import write_atomically

FAILURES_NAME = "vault.failures"
FREE = 4
"""So many wrong passwords cost nothing but their derivation: slips of the hand."""
LONGEST_S = 900
MOST_NAMES = 64
"""So many names are remembered, those that failed last."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed sign-ins under one name since it last came in.

    Attributes:
        count: How many.
        untold: How many of them the audit does not hold yet.
        last: When the last one was, UTC.
    """

    count: int
    untold: int
    last: datetime


def waiting_s(count: int) -> int:
    """Seconds to wait after the last of so many failures: nothing at first, then doubling from four seconds on."""
    if count <= FREE:
        return 0
    return min(LONGEST_S, 1 << min(count - FREE + 1, 20))


def remaining_s(folder: Path, name_id: str, now: datetime) -> int:
    """Seconds until the name may be tried again; 0 at once.

    A clock that was set back does not lengthen the wait beyond what one failure costs.
    """
    found = read(folder).get(name_id)
    if found is None:
        return 0
    wait = waiting_s(found.count)
    passed = (now - found.last).total_seconds()
    if passed < 0:
        _write(folder, {**read(folder), name_id: replace(found, last=now)})
        return wait
    return max(0, ceil(wait - passed))


def add_failure(folder: Path, name_id: str, now: datetime) -> None:
    """Count a failed sign-in. A folder that cannot be written does not stop anybody from trying again."""
    known = dict(read(folder))
    before = known.pop(name_id, Failures(0, 0, now))
    known[name_id] = Failures(before.count + 1, before.untold + 1, now)
    for oldest in list(known)[:-MOST_NAMES]:
        del known[oldest]
    _write(folder, known)


def untold(folder: Path) -> tuple[int, datetime | None]:
    """How many failures the audit does not hold yet, under whatever name, and when the last of them was."""
    waiting = [failures for failures in read(folder).values() if failures.untold]
    return sum(failures.untold for failures in waiting), max((failures.last for failures in waiting), default=None)


def settle(folder: Path, name_id: str) -> None:
    """Somebody came in: the name begins anew, and all failures are in the audit. The other names go on waiting."""
    known = read(folder)
    if known:
        _write(folder, {name: replace(one, untold=0) for name, one in known.items() if name != name_id})


def read(folder: Path) -> Mapping[str, Failures]:
    """Failures by the identity of the name, the oldest first; none where the file is missing or damaged."""
    try:
        stored = json.loads((folder / FAILURES_NAME).read_bytes())
        return {
            str(name): Failures(int(count), int(told), datetime.fromisoformat(last).astimezone(UTC))
            for name, count, told, last in stored
        }
    except (OSError, ValueError, TypeError, OverflowError, RecursionError):
        return {}


def _write(folder: Path, known: Mapping[str, Failures]) -> None:
    rows = [[name, one.count, one.untold, one.last.isoformat(timespec="seconds")] for name, one in known.items()]
    with contextlib.suppress(OSError):
        if rows:
            write_atomically(folder / FAILURES_NAME, json.dumps(rows).encode())
        else:
            (folder / FAILURES_NAME).unlink(missing_ok=True)
