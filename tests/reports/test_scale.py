"""The axes of a printed trend."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.reports.trend.scale import AreaScale, TimeScale, spread

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))


def test_time_is_true_to_scale() -> None:
    scale = TimeScale(date(2025, 1, 1), date(2025, 1, 11), 100, 200)
    assert [scale.x(date(2025, 1, day)) for day in (1, 6, 11)] == [100, 150, 200]


def test_days_outside_stand_at_the_edge() -> None:
    scale = TimeScale(date(2025, 1, 1), date(2025, 1, 11), 100, 200)
    assert (scale.x(date(2020, 1, 1)), scale.x(date(2030, 1, 1))) == (100, 200)


@given(DAYS, DAYS)
def test_marks_of_time_lie_within_and_leave_room_for_their_labels(one: date, other: date) -> None:
    first, last = sorted((one, other))
    scale = TimeScale(first, last, 30, 450)
    marks = scale.marks(50)
    assert all(first <= day <= last for day in marks)
    assert len(marks) <= 20
    assert all(day.day == 1 for day in marks) or marks == [first, last]


def test_a_short_time_is_marked_at_its_ends() -> None:
    scale = TimeScale(date(2025, 1, 3), date(2025, 1, 20), 0, 400)
    assert scale.marks(50) == [date(2025, 1, 3), date(2025, 1, 20)]


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20))
def test_areas_stand_within_the_plot_and_have_marks(areas: list[float]) -> None:
    scale = AreaScale.around(areas, 10, 110)
    assert all(10 <= scale.y(area) <= 110 for area in areas)
    assert all(scale.low <= mark <= scale.high for mark in scale.marks())


def test_marks_of_areas_are_round() -> None:
    assert AreaScale.around([20, 1800], 0, 100).marks() == [30, 100, 300, 1000]


def test_equal_steps_are_equal_multiples() -> None:
    scale = AreaScale.around([10, 1000], 0, 100)
    assert scale.y(100) - scale.y(10) == pytest.approx(scale.y(1000) - scale.y(100))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=10))
def test_labels_keep_their_distance_and_stay_within(wanted: list[float]) -> None:
    heights = spread(wanted, 10, 0, 100)
    ordered = sorted(heights)
    assert all(upper - lower >= 10 - 1e-6 for lower, upper in pairwise(ordered))
    assert ordered[0] >= -1e-6
    assert ordered[-1] <= 100 + 1e-6


def test_a_label_with_room_stays_where_it_belongs() -> None:
    assert spread([50, 10], 10, 0, 100) == [50, 10]
