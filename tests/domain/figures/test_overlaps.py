"""What was given together: each pair with its common days, both ends included."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.overlaps import also_given, given_together
from calcitrack.domain.trial import PROCEDURE, Trial

FIRST, UNTIL = date(2025, 1, 1), date(2025, 12, 31)


def drug(number: int, start: int, stop: int | None) -> Trial:
    last = None if stop is None else FIRST + timedelta(days=stop)
    return Trial(f"drug {number}", FIRST + timedelta(days=start), stop=last, id=number)


def procedure(number: int, on: int) -> Trial:
    return Trial("excision", FIRST + timedelta(days=on), route=PROCEDURE, id=number)


def told(trial: Trial, *others: Trial) -> list[tuple[int, int, int]]:
    return [
        (one.other.id, (one.first - FIRST).days, (one.last - FIRST).days)
        for one in also_given(trial, (trial, *others), UNTIL)
    ]


def test_a_drug_shares_the_days_of_another_both_ends_included() -> None:
    assert told(drug(1, 0, 100), drug(2, 100, 200), drug(3, 101, None)) == [(2, 100, 100)]


def test_what_runs_on_counts_to_the_last_day_known() -> None:
    assert told(drug(1, 300, None), drug(2, 10, None)) == [(2, 300, 364)]


def test_a_procedure_is_judged_from_its_day_on_and_given_on_its_day_only() -> None:
    assert told(procedure(1, 50), drug(2, 0, 60), drug(3, 90, None)) == [(2, 50, 60), (3, 90, 364)]
    assert told(drug(1, 0, 100), procedure(2, 40), procedure(3, 101)) == [(2, 40, 40)]


def test_weeks_are_whole_and_never_negative() -> None:
    (one,) = also_given(drug(1, 0, 13), (drug(2, 0, None),), UNTIL)
    assert one.weeks == 1


courses = st.tuples(st.integers(0, 300), st.integers(0, 60) | st.none()).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)


@given(st.lists(courses, max_size=6))
def test_pairs_are_those_that_share_a_day_counted_one_by_one(listed: list[tuple[int, int | None]]) -> None:
    trials = [drug(n, *course) for n, course in enumerate(listed, start=1)]
    days = {t.id: set(range((t.start - FIRST).days, ((t.stop or UNTIL) - FIRST).days + 1)) for t in trials}
    wanted = {
        frozenset((a.id, b.id)): (min(days[a.id] & days[b.id]), max(days[a.id] & days[b.id]))
        for a in trials
        for b in trials
        if a.id < b.id and days[a.id] & days[b.id]
    }
    found = {
        frozenset((first.id, one.other.id)): ((one.first - FIRST).days, (one.last - FIRST).days)
        for first, one in given_together(trials, UNTIL)
    }
    assert found == wanted
