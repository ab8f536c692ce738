"""The clinic's own reading error, against scipy and numbers worked by hand."""

from __future__ import annotations

import math
import random

import pytest

from calcitrack.domain.figures.reading_error import (
    FEWEST_REPEATS,
    ReadingError,
    Repeats,
    Size3,
    detectable_change,
    reading_errors,
)
from calcitrack.domain.figures.trend_view import Measure
from calcitrack.domain.vocabulary import Method


def pairs(method: Method = Method.RULER, count: int = 10, apart: int = 10) -> list[Repeats]:
    """Each lesion read twice, lengths a constant number of tenths apart."""
    return [Repeats(method, (Size3(100 + 7 * i, 80), Size3(100 + 7 * i + apart, 80))) for i in range(count)]


def test_ten_pairs_one_millimetre_apart_give_the_number_worked_by_hand() -> None:
    # Within-subject variance is the mean of d squared over 2: 0.5 mm2; 1.96 x sqrt(2) x sqrt(0.5) = 1.96 mm.
    (error,) = reading_errors(pairs())
    assert error.total_mm == pytest.approx(1.96)
    assert error.longest_mm == pytest.approx(1.96)
    assert (error.lesions, error.repeats) == (10, 10)


def test_agrees_with_a_one_way_analysis_of_variance_of_scipy() -> None:
    from scipy import stats

    rng = random.Random(7)
    groups = [[rng.gauss(20 + i, 0.8) for _ in range(rng.choice([2, 3, 4]))] for i in range(12)]
    every = [value for values in groups for value in values]
    between, within = len(groups) - 1, len(every) - len(groups)
    mean = sum(every) / len(every)
    spread = sum(len(values) * (sum(values) / len(values) - mean) ** 2 for values in groups) / between
    within_variance = spread / stats.f_oneway(*groups).statistic  # F is the ratio of the two
    assert detectable_change(groups) == pytest.approx(1.96 * math.sqrt(2 * within_variance))
    assert within >= FEWEST_REPEATS


def test_a_lesion_read_four_times_counts_three_repeats() -> None:
    (error,) = reading_errors([Repeats(Method.CT, (Size3(100, 80),) * 4)])
    assert (error.lesions, error.repeats, error.total_mm) == (1, 3, None)


def test_too_few_repeats_give_no_number() -> None:
    (error,) = reading_errors(pairs(count=FEWEST_REPEATS - 1))
    assert error == ReadingError(Method.RULER, 9, 9)


def test_methods_are_kept_apart() -> None:
    found = reading_errors([*pairs(Method.ULTRASOUND, apart=20), *pairs(Method.RULER, apart=5)])
    assert [(one.method, one.total_mm) for one in found] == [
        (Method.RULER, pytest.approx(0.98)),
        (Method.ULTRASOUND, pytest.approx(3.92)),
    ]


def test_the_error_of_an_area_is_a_factor() -> None:
    same_factor = [Repeats(Method.RULER, (Size3(100 * i, 50), Size3(110 * i, 50))) for i in range(1, 11)]
    (error,) = reading_errors(same_factor)
    assert error.log_area == pytest.approx(1.96 * math.log(1.1))
    band = error.band(Measure.AREA, 200.0)
    assert band is not None
    assert band[0] * band[1] == pytest.approx(200.0**2)
    assert band[1] == pytest.approx(200 * 1.1**1.96)


def test_a_volume_has_a_band_only_where_thickness_was_repeated() -> None:
    thick = [Repeats(Method.ULTRASOUND, (Size3(100, 80, 30), Size3(100, 80, 33))) for _ in range(10)]
    (flat,), (full,) = reading_errors(pairs()), reading_errors(thick)
    assert flat.band(Measure.VOLUME, 5.0) is None
    assert full.band(Measure.VOLUME, 5.0) is not None


def test_a_band_never_goes_below_zero_and_pain_has_none() -> None:
    (error,) = reading_errors(pairs(apart=100))
    assert error.band(Measure.LONGEST, 2.0) == (0.0, pytest.approx(21.6))
    assert error.band(Measure.PAIN, 4.0) is None
