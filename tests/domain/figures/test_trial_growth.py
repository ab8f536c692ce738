"""Growth before a therapy and on it, against scipy."""

from __future__ import annotations

import math

import pytest

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import Growth
from calcitrack.domain.figures.trial_growth import TrialGrowth, trial_growth
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import PROCEDURE, Trial
from calcitrack.domain.vocabulary import State
from tests.builders import a_record, a_trial
from tests.domain.figures.stories import START, day, visit

SIDES = [(-300, 100), (-200, 108), (-100, 113), (0, 121), (40, 122), (80, 120), (120, 125), (160, 123)]
"""Days from the start, and length in tenths at a width of 10 mm."""


def record(trial: Trial, *more: tuple[int, int]) -> PatientRecord:
    return a_record(*(visit(on, (length, 100)) for on, length in (*SIDES, *more)), trials=(trial,))


def growth(trial: Trial, *more: tuple[int, int]) -> TrialGrowth:
    whole = record(trial, *more)
    (found,) = trial_growth(whole, record_figures(whole, RuleSettings()), trial)
    return found


def by_scipy(sides: list[tuple[int, int]]) -> tuple[float, float, float]:
    """Per cent per year and its 95 % interval by an independent library."""
    from scipy import stats

    fit = stats.linregress([on / 365.25 for on, _ in sides], [math.log(length) for _, length in sides])
    reach = stats.t.ppf(0.975, len(sides) - 2) * fit.stderr
    return tuple(math.expm1(rate) * 100 for rate in (fit.slope, fit.slope - reach, fit.slope + reach))


def numbers(found: Growth) -> tuple[float | None, ...]:
    return (found.percent_per_year, *(found.ci95 or ()))


def test_both_rates_and_intervals_agree_with_scipy() -> None:
    found = growth(a_trial(start=START))
    assert numbers(found.before) == pytest.approx(by_scipy(SIDES[:4]))
    assert numbers(found.on) == pytest.approx(by_scipy(SIDES[4:]))
    assert (found.before.n, found.on.n) == (4, 4)


def test_an_area_on_the_day_of_a_drugs_start_is_before_it_and_on_a_procedures_day_after() -> None:
    assert growth(a_trial("laser", START, route=PROCEDURE)).before.n == 3
    assert growth(a_trial(start=START)).before.n == 4


def test_what_was_measured_after_the_stop_is_in_neither() -> None:
    found = growth(a_trial(start=START, stop=day(130)))
    assert (found.before.n, found.on.n, found.on.percent_per_year) == (4, 3, None)


def test_a_lesion_found_healed_adds_no_point() -> None:
    trial = a_trial(start=START)
    whole = a_record(*(visit(on, (length, 100)) for on, length in SIDES), visit(200, State.RESOLVED), trials=(trial,))
    (found,) = trial_growth(whole, record_figures(whole, RuleSettings()), trial)
    assert found.on.n == 4


def test_lesions_that_the_trial_does_not_cover_are_left_out() -> None:
    trial = a_trial(start=START, targets=(2,))
    whole = a_record(visit(0, {1: (100, 100), 2: (50, 40)}), trials=(trial,))
    assert [one.lesion_id for one in trial_growth(whole, record_figures(whole, RuleSettings()), trial)] == [2]
