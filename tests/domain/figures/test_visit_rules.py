"""Rules 4 to 6: what is open, how much was measured, and what changed since the last signed visit."""

from __future__ import annotations

from math import pi

import pytest

from calcitrack.domain.figures.model import ChangeSinceLast
from calcitrack.domain.vocabulary import State
from tests.builders import a_record, a_visit, an_assessment
from tests.domain.figures.stories import Found, day, found, visit, visits_of

SIZE = (200, 100)
"""157.08 mm2."""

PRESENT = [state for state in State if state.is_evidence and not state.closes]
UNSEEN = [State.NOT_EXAMINED, State.NOT_VISIBLE]


@pytest.mark.parametrize("state", [*PRESENT, *UNSEEN])
def test_the_first_record_of_a_lesion_opens_it(state: State) -> None:
    assert [v.open for v in visits_of(visit(0, state))] == [1]


@pytest.mark.parametrize("state", [State.RESOLVED, State.EXCISED])
def test_a_lesion_first_recorded_closed_is_new_and_not_open(state: State) -> None:
    _, figures = visits_of(visit(0, {1: SIZE}), visit(30, {2: state}))
    assert figures.open_lesions == (1,)
    assert figures.change is not None
    assert (figures.change.new, figures.change.resolved, figures.change.excised) == ((2,), (), ())


@pytest.mark.parametrize("closing", [State.RESOLVED, State.EXCISED])
@pytest.mark.parametrize("later", PRESENT)
def test_a_closed_lesion_opens_again_when_it_is_found(closing: State, later: State) -> None:
    assert [v.open for v in visits_of(visit(0, SIZE), visit(30, closing), visit(60, later))] == [1, 0, 1]


@pytest.mark.parametrize("later", UNSEEN)
def test_a_closed_lesion_that_nobody_looked_for_stays_closed(later: State) -> None:
    assert [v.open for v in visits_of(visit(0, SIZE), visit(30, State.RESOLVED), visit(60, later))] == [1, 0, 0]


def test_a_lesion_that_a_visit_says_nothing_of_stays_open() -> None:
    figures = visits_of(visit(0, {1: SIZE, 2: SIZE}), visit(30, {1: SIZE}))
    assert [v.open for v in figures] == [2, 2]
    assert figures[1].open_lesions == (1, 2)


def test_measured_area_says_how_many_of_how_many() -> None:
    (figures,) = visits_of(visit(0, {1: SIZE, 2: (100, 100), 3: State.UNCHANGED}))
    # 157.08 + 78.54 = 235.62 over 2 of 3
    assert figures.measured_area_mm2 == pytest.approx(75 * pi)
    assert (figures.measured, figures.open) == (2, 3)


def test_measured_area_is_unknown_when_lesions_are_open_and_none_was_measured() -> None:
    (figures,) = visits_of(visit(0, State.UNCHANGED))
    assert (figures.measured_area_mm2, figures.measured, figures.open) == (None, 0, 1)


def test_measured_area_is_zero_when_none_is_open() -> None:
    assert visits_of(visit(0, SIZE), visit(30, State.RESOLVED))[1].measured_area_mm2 == 0.0
    assert visits_of(visit(0, {}))[0].measured_area_mm2 == 0.0


def test_a_patient_without_a_signed_visit_has_no_figures() -> None:
    assert visits_of() == ()


def test_the_first_visit_has_no_change() -> None:
    assert visits_of(visit(0, SIZE))[0].change is None


def change_between(then: dict[int, Found], now: dict[int, Found]) -> ChangeSinceLast:
    change = visits_of(visit(0, then), visit(30, now))[1].change
    assert change
    return change


def test_compares_only_lesions_with_an_area_at_both_visits() -> None:
    change = change_between({1: SIZE, 2: SIZE, 3: State.UNCHANGED}, {1: (150, 100), 2: State.SMALLER, 3: SIZE})
    assert change.compared == (1,)
    # 15 x 10 against 20 x 10
    assert change.percent == -25.0
    assert change.not_compared == (2, 3)


def test_a_lesion_found_resolved_counts_as_zero_now() -> None:
    change = change_between({1: SIZE, 2: SIZE}, {1: SIZE, 2: State.RESOLVED})
    assert (change.compared, change.resolved, change.not_compared) == ((1, 2), (2,), ())
    # 200 + 0 against 400
    assert change.percent == -50.0


def test_an_excised_lesion_is_listed_and_not_compared() -> None:
    change = change_between({1: SIZE, 2: SIZE}, {1: SIZE, 2: State.EXCISED})
    assert (change.compared, change.excised, change.resolved, change.not_compared) == ((1,), (2,), (), ())
    assert change.percent == 0.0


def test_a_lesion_resolved_that_had_no_area_is_listed_and_not_compared() -> None:
    change = change_between({1: State.UNCHANGED}, {1: State.RESOLVED})
    assert (change.compared, change.percent, change.resolved) == ((), None, (1,))


def test_a_lesion_closed_already_is_in_no_list_when_found_closed_again() -> None:
    figures = visits_of(visit(0, SIZE), visit(30, State.RESOLVED), visit(60, State.EXCISED))
    change = figures[2].change
    assert change
    assert (change.compared, change.resolved, change.excised, change.new, change.not_compared) == ((), (), (), (), ())


@pytest.mark.parametrize("state", [*PRESENT, *UNSEEN])
def test_a_lesion_first_recorded_now_is_new_whatever_its_state_and_in_no_other_list(state: State) -> None:
    change = change_between({1: SIZE}, {1: SIZE, 2: state})
    assert (change.new, change.not_compared, change.compared) == ((2,), (), (1,))


def test_new_lesions_bring_the_sum_of_their_areas() -> None:
    change = change_between({1: SIZE}, {2: SIZE, 3: (100, 100), 4: State.NOT_MEASURABLE})
    assert change.new == (2, 3, 4)
    assert change.new_mm2 == pytest.approx(75 * pi)
    assert change_between({1: SIZE}, {2: State.NOT_MEASURABLE}).new_mm2 == 0.0


def test_a_lesion_measured_two_visits_ago_is_not_compared() -> None:
    figures = visits_of(visit(0, SIZE), visit(30, State.NOT_EXAMINED), visit(60, SIZE))
    change = figures[2].change
    assert change
    assert (change.compared, change.percent, change.not_compared) == ((), None, (1,))


def test_no_change_is_zero_and_never_minus_zero() -> None:
    assert str(change_between({1: SIZE}, {1: SIZE}).percent) == "0.0"


def test_two_visits_of_one_day_count_in_the_order_of_their_entry() -> None:
    morning = a_visit(day(30), found(1, State.RESOLVED, day(30)), id=7)
    evening = a_visit(day(30), found(1, SIZE, day(30)), id=8)
    figures = visits_of(evening, visit(0, SIZE, id=1), morning)
    assert [(v.visit_id, v.open) for v in figures] == [(1, 1), (7, 0), (8, 1)]


def test_lists_are_by_number_in_whatever_order_the_lesions_were_assessed() -> None:
    then, now = (a_visit(day(n), *(an_assessment(lesion) for lesion in (3, 1, 2))) for n in (0, 30))
    assert a_record(then, now).lesions[0].number == 1
    figures = visits_of(then, now)[1]
    assert figures.open_lesions == (1, 2, 3)
    assert list(figures.areas_mm2) == [1, 2, 3]
    assert figures.change
    assert figures.change.compared == (1, 2, 3)
