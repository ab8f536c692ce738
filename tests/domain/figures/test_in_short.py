"""The facts of the sentence that says in short what a visit found."""

from __future__ import annotations

import pytest

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.short import InShort, in_short
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import Discharge, State
from tests.builders import a_record, a_visit, an_assessment
from tests.domain.figures.stories import day, visit

SIZE = (200, 100)
CLEAN = {"discharge": Discharge.NONE, "redness": False, "ulcer": False}


def last_in_short(*visits: Visit, settings: RuleSettings | None = None) -> InShort:
    record = a_record(*visits)
    return in_short(record, record_figures(record, settings or RuleSettings()), visits[-1].id)


def test_says_how_many_were_measured_and_compared_and_by_how_much_they_changed() -> None:
    facts = last_in_short(
        visit(0, {1: SIZE, 2: SIZE, 3: SIZE}), visit(90, {1: (150, 100), 2: SIZE, 3: State.UNCHANGED, 4: SIZE})
    )
    assert (facts.visited_on, facts.previous_on) == (day(90), day(0))
    assert (facts.open, facts.measured, facts.compared) == (4, 3, 2)
    # 150 + 200 against 400
    assert facts.percent == -12.5
    assert facts.new == (4,)


@pytest.mark.parametrize(
    ("size", "changed", "within"),
    [
        ((180, 100), (), True),  # 2.0 mm less: exactly the reading error
        ((179, 100), (1,), False),  # 2.1 mm less
        ((221, 100), (1,), False),  # 2.1 mm more
        ((210, 90), (), True),  # another shape, the same length + width
    ],
)
def test_no_change_beyond_the_reading_error_is_judged_by_length_and_width(
    size: tuple[int, int], changed: tuple[int, ...], within: bool
) -> None:
    facts = last_in_short(visit(0, {1: SIZE, 2: SIZE}), visit(90, {1: size, 2: SIZE}))
    assert (facts.changed, facts.within_error) == (changed, within)


def test_the_reading_error_is_the_clinics() -> None:
    visits = visit(0, SIZE), visit(90, (179, 100))
    assert last_in_short(*visits, settings=RuleSettings(reading_error_mm=2.1)).within_error is True


def test_a_resolved_lesion_is_a_change_however_small_it_was() -> None:
    facts = last_in_short(visit(0, (6, 5)), visit(90, State.RESOLVED))
    assert (facts.changed, facts.within_error, facts.resolved) == ((1,), False, (1,))


def test_an_excised_lesion_is_listed() -> None:
    assert last_in_short(visit(0, SIZE), visit(90, State.EXCISED)).excised == (1,)


def test_where_nothing_was_compared_nothing_is_said_of_change() -> None:
    facts = last_in_short(visit(0, SIZE), visit(90, State.UNCHANGED))
    assert (facts.compared, facts.percent, facts.within_error) == (0, None, None)


def test_the_first_visit_is_compared_with_none_and_calls_no_lesion_new() -> None:
    facts = last_in_short(visit(0, {1: SIZE, 2: SIZE}))
    assert (facts.previous_on, facts.compared, facts.within_error, facts.new) == (None, 0, None, ())


def test_names_what_is_larger_or_smaller_on_inspection() -> None:
    facts = last_in_short(visit(0, {1: State.LARGER, 2: State.SMALLER, 3: State.UNCHANGED}))
    assert (facts.larger, facts.smaller) == ((1,), (2,))


def test_names_lesions_that_drain_are_red_or_ulcerated() -> None:
    seen = [
        an_assessment(5, **CLEAN),
        an_assessment(4, **(CLEAN | {"ulcer": True})),
        an_assessment(3, **(CLEAN | {"redness": True, "ulcer": True})),
        an_assessment(2, **(CLEAN | {"discharge": Discharge.CHALKY})),
        an_assessment(1, **(CLEAN | {"discharge": Discharge.PUS})),
    ]
    facts = last_in_short(a_visit(day(0), *seen))
    assert (facts.draining, facts.red, facts.ulcerated) == ((1, 2), (3,), (3, 4))
    assert facts.signs_not_recorded == ()


@pytest.mark.parametrize("missing", list(CLEAN))
def test_a_sign_that_was_not_recorded_is_not_read_as_no(missing: str) -> None:
    facts = last_in_short(a_visit(day(0), an_assessment(1, **(CLEAN | {missing: None})), an_assessment(2, **CLEAN)))
    assert facts.signs_not_recorded == (1,)


def test_an_open_lesion_that_the_visit_says_nothing_of_has_no_signs_recorded() -> None:
    facts = last_in_short(visit(0, {1: SIZE}), a_visit(day(90), an_assessment(2, **CLEAN)))
    assert facts.signs_not_recorded == (1,)


def test_a_draft_has_no_sentence() -> None:
    record = a_record(visit(0, SIZE), visit(90, SIZE, signed=False))
    figures = record_figures(record, RuleSettings())
    with pytest.raises(KeyError):
        in_short(record, figures, day(90).toordinal())
