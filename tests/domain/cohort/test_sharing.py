"""What others see of counts, and the figures over many patients at their edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.cohort.sharing import hidden
from calcitrack.domain.cohort.statistics import clustered_interval, quartiles
from calcitrack.domain.figures.proportion import wilson

parts = st.lists(st.integers(0, 30), min_size=1, max_size=6)


@given(parts)
def test_what_is_shown_of_a_whole_tells_no_group_under_five(counts: list[int]) -> None:
    whole = sum(counts)
    away = hidden(counts, whole)
    shown = [count for place, count in enumerate(counts) if place not in away]
    assert all(count == 0 or count >= 5 for count in shown)
    left = whole - sum(shown)
    assert left == 0 or left >= 5 or len(away) == len(counts)
    assert not away or len(away) >= 2 or len(counts) == 1


def test_a_group_whose_rest_is_under_five_is_hidden_too() -> None:
    assert hidden([117], 120) == {0}
    assert hidden([117, 30], 120) == {0, 1}


def test_nobody_is_shown_as_nobody_and_large_groups_are_shown() -> None:
    assert hidden([0, 60, 60], 120) == frozenset()


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    assert hidden([3, 40, 20, 0], 63) == {0, 2}


@given(st.lists(st.floats(-100, 1e6), min_size=1, max_size=30))
def test_quartiles_are_those_of_numpy(values: list[float]) -> None:
    assert quartiles(values) == pytest.approx(tuple(np.quantile(values, [0.25, 0.5, 0.75])), rel=1e-9, abs=1e-6)


def test_lesions_of_few_patients_give_a_wider_interval_than_as_many_patients() -> None:
    low, high = wilson(20, 40)
    found = clustered_interval([(10, 10), (0, 10), (10, 10), (0, 10)])
    assert found is not None
    assert found[0] < low - 0.1
    assert found[1] > high + 0.1


def test_lesions_that_differ_within_each_patient_count_for_no_more_than_themselves() -> None:
    assert clustered_interval([(5, 10), (5, 10), (5, 10)]) == pytest.approx(wilson(15, 30))


def test_one_patient_alone_has_no_interval_over_lesions() -> None:
    assert clustered_interval([(3, 7)]) is None
