"""Which backups stay: enough of every age, and never fewer than three."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calcitrack.domain.backup_rotation import ALL_FOR, ALWAYS, DAYS, MONTHS, WEEKS, to_remove

START = datetime(2026, 1, 1, 7, tzinfo=UTC)
SIMULATED_DAYS = 1000
MOST_KEPT_BESIDE_TWO_DAYS = DAYS + WEEKS + MONTHS + ALWAYS


def instants(minutes: list[int]) -> list[datetime]:
    return [START + timedelta(minutes=minute) for minute in minutes]


def after_a_thousand_days(hours: list[int], closed: frozenset[int]) -> None:
    """Make backups at these hours of each day on which the clinic is open, rotate after each, and look."""
    kept: set[datetime] = set()
    for day in range(SIMULATED_DAYS):
        if day % 7 in closed:
            continue
        for hour in hours:
            now = START + timedelta(days=day, hours=hour)
            kept.add(now)
            kept -= to_remove(kept, now)
            assert now in kept
        young = {time for time in kept if now - time <= ALL_FOR}
        assert len(young) >= len(hours)
        assert len(kept - young) <= MOST_KEPT_BESIDE_TWO_DAYS
    ages = sorted((now - time).days for time in kept)
    assert ages[0] == 0
    assert ages[-1] > 300, "a year back, there is still one"
    assert max(b - a for a, b in itertools.pairwise(ages)) <= 62, "no hole is longer than two months"


@settings(max_examples=10)
@given(
    st.lists(st.integers(0, 11), min_size=1, max_size=3, unique=True).map(sorted),
    st.frozensets(st.integers(0, 6), max_size=5),
)
def test_a_thousand_days_leave_few_backups_without_long_holes(hours: list[int], closed: frozenset[int]) -> None:
    after_a_thousand_days(hours, closed)


@given(st.lists(st.integers(0, 2_000_000), max_size=40), st.integers(0, 2_000_000))
def test_the_newest_three_and_all_of_two_days_always_stay(minutes: list[int], at: int) -> None:
    times, now = instants(minutes), START + timedelta(minutes=at)
    gone = to_remove(times, now)
    past = {time for time in times if time <= now}
    assert gone.isdisjoint(sorted(past, reverse=True)[:ALWAYS])
    assert all(now - time > ALL_FOR for time in gone)


@given(st.lists(st.integers(0, 2_000_000), max_size=40), st.integers(0, 2_000_000))
def test_what_stays_would_stay_again(minutes: list[int], at: int) -> None:
    times, now = set(instants(minutes)), START + timedelta(minutes=at)
    kept = times - to_remove(times, now)
    assert to_remove(kept, now) == frozenset()


@given(st.lists(st.integers(-600_000, 600_000), max_size=30))
def test_however_the_clock_is_set_the_backup_just_made_stays(steps: list[int]) -> None:
    kept: set[datetime] = set()
    now = START + timedelta(days=30_000)
    for minutes in steps:
        now += timedelta(minutes=minutes)
        kept.add(now)
        kept -= to_remove(kept, now)
        assert now in kept


def test_a_clinic_that_was_closed_for_a_year_finds_its_backups_again() -> None:
    times = [START + timedelta(days=day) for day in range(30)]
    kept = set(times) - to_remove(times, START + timedelta(days=400))
    assert len(kept) >= DAYS


def test_a_clock_that_was_set_back_costs_no_backup_that_is_made_from_then_on() -> None:
    """A year of backups dated ahead lies there; what is made after the clock was put right is kept as in any clinic."""
    ahead = {START + timedelta(days=365 + day) for day in range(365)}
    alone: set[datetime] = set()
    beside = set(ahead)
    for day in range(60):
        now = START + timedelta(days=day)
        alone = (alone | {now}) - to_remove(alone | {now}, now)
        beside = (beside | {now}) - to_remove(beside | {now}, now)
    assert beside == alone | ahead
    assert len(alone) >= DAYS
