"""Wilson's interval against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.proportion import wilson


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_is_that_of_scipy(counted: tuple[int, int]) -> None:
    from scipy.stats import binomtest

    count, of = counted
    known = binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert wilson(count, of) == pytest.approx((known.low, known.high), abs=1e-9)


def test_the_interval_of_nine_of_seventeen_is_known_by_hand() -> None:
    low, high = wilson(9, 17)
    assert (round(low, 4), round(high, 4)) == (0.3096, 0.7383)


def test_nobody_of_some_reaches_zero_and_all_of_them_one() -> None:
    assert wilson(0, 12)[0] == 0.0
    assert wilson(4, 4)[1] == 1.0


@pytest.mark.parametrize(("count", "of"), [(0, 0), (-1, 4), (5, 4)])
def test_refuses_what_is_no_proportion(count: int, of: int) -> None:
    with pytest.raises(ValueError, match=str(of)):
        wilson(count, of)
