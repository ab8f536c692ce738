"""Which backups have served their time: all of two days stay, then one a day, one a week, one a month."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

ALL_FOR = timedelta(days=2)
DAYS, WEEKS, MONTHS = 14, 8, 12
ALWAYS = 3
"""So many of the newest are never removed, however old they are."""


def to_remove(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The instants of the backups that may go.

    The newest of each period stays. Periods are counted where there are backups, so a clinic that was closed for a
    month comes back to as many as before. What lies in the future, because a clock was set back, stays, and takes no
    place from what is made from then on.
    """
    newest_first = sorted((time for time in set(times) if time <= now), reverse=True)
    keep = set(newest_first[:ALWAYS])
    keep.update(time for time in newest_first if now - time <= ALL_FOR)
    keep.update(_first_of_each(newest_first, lambda time: time.date(), DAYS))
    keep.update(_first_of_each(newest_first, lambda time: time.isocalendar()[:2], WEEKS))
    keep.update(_first_of_each(newest_first, lambda time: (time.year, time.month), MONTHS))
    return frozenset(newest_first) - keep


def _first_of_each(newest_first: list[datetime], period: Callable[[datetime], Hashable], most: int) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for time in newest_first:
        found.setdefault(period(time), time)
    return list(found.values())[:most]
