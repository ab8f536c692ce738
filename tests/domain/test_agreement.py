"""Cohen's kappa, by hand and against numbers worked out another way."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.agreement import agreement


def the_pairs(table: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in table.items() for _ in range(count)]


def test_kappa_and_interval_by_hand():
    # 50 things: 35 agreed. Each margin: first yes 25, second yes 30. By chance 0.5 x 0.6 + 0.5 x 0.4 = 0.5.
    found = agreement(the_pairs({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}))

    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx((0.7 - 0.5) / 0.5)
    # Fleiss, Cohen and Everitt, term by term.
    kappa, chance = 0.4, 0.5
    on = 0.4 * (1 - (0.5 + 0.6) * (1 - kappa)) ** 2 + 0.3 * (1 - (0.5 + 0.4) * (1 - kappa)) ** 2
    off = (1 - kappa) ** 2 * (0.1 * (0.6 + 0.5) ** 2 + 0.2 * (0.4 + 0.5) ** 2)
    # Of ("yes", "no"): share of first "no" plus share of second "yes"; of ("no", "yes"): first "yes", second "no".
    error = math.sqrt((on + off - (kappa - chance * (1 - kappa)) ** 2) / (0.5**2 * 50))
    assert found.low == pytest.approx(kappa - 1.959963984540054 * error)
    assert found.high == pytest.approx(kappa + 1.959963984540054 * error)


def test_whole_agreement_is_one_without_spread():
    found = agreement(the_pairs({("a", "a"): 3, ("b", "b"): 4}))
    assert (found.kappa, found.low, found.high) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("read", [[], [("a", "a")] * 5])
def test_without_a_second_class_there_is_no_kappa(read):
    found = agreement(read)
    assert found.kappa is None
    assert found.agreed == found.pairs == len(read)


CLASSES = st.sampled_from("abcd")


@given(st.lists(st.tuples(CLASSES, CLASSES), min_size=2, max_size=60))
def test_kappa_equals_exact_fractions_and_turns_with_the_readers(read):
    found = agreement(read)
    count = len(read)
    agreed = Fraction(sum(a == b for a, b in read), count)
    chance = sum(
        Fraction(sum(a == one for a, _ in read), count) * Fraction(sum(b == one for _, b in read), count)
        for one in "abcd"
    )
    if chance == 1:
        assert found.kappa is None
        return
    assert found.kappa == pytest.approx(float((agreed - chance) / (1 - chance)), abs=1e-12)
    turned = agreement([(b, a) for a, b in read])
    assert turned.kappa == pytest.approx(found.kappa, abs=1e-12)
    assert turned.low == pytest.approx(found.low, abs=1e-9)


@given(st.lists(st.tuples(CLASSES, CLASSES), min_size=8, max_size=60))
def test_kappa_and_its_interval_equal_statsmodels(read):
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    found = agreement(read)
    used = sorted({one for pair in read for one in pair})
    if found.kappa is None:
        return
    table = np.array([[sum(pair == (a, b) for pair in read) for b in used] for a in used])
    with np.errstate(invalid="ignore"):  # it takes the root of a variance that rounding left a hair below zero
        library = cohens_kappa(table)
    assert found.kappa == pytest.approx(library.kappa, abs=1e-9)
    if library.var_kappa > 0:
        assert found.low == pytest.approx(library.kappa_low, abs=1e-6)
        assert found.high == pytest.approx(library.kappa_upp, abs=1e-6)
    else:
        assert found.high - found.low == pytest.approx(0.0, abs=1e-6)
