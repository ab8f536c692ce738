"""Rules 11 to 13: smaller, the walk through the window, and what is said beside the two words. Day 0 is the start."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from calcitrack.domain.figures.model import LesionResponse
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Addendum
from calcitrack.domain.vocabulary import AddendumKind, EventKind, Method, ResponseWord, State
from tests.builders import a_reading, an_event
from tests.domain.figures.stories import Found, a_drug, a_procedure, day, judged, visit

SIZE = (200, 100)
SMALLER = (100, 100)
RESOLVED, EXCISED, UNCHANGED = State.RESOLVED, State.EXCISED, State.UNCHANGED
COMPLETE, PARTIAL, NONE = ResponseWord.COMPLETE, ResponseWord.PARTIAL, ResponseWord.NONE
WITHOUT_AREA = [State.MEASURED, UNCHANGED, State.LARGER, State.SMALLER, State.NOT_MEASURABLE]


def after(*story: Found, baseline: tuple[int, int] = SIZE, **fields: Any) -> LesionResponse:
    """What is judged when the baseline of day 0 is followed by these findings, ten days apart."""
    visits = [visit(10 * n, what) for n, what in enumerate(story, start=1)]
    return judged(visit(0, baseline), *visits, **fields)


def words(response: LesionResponse) -> tuple[ResponseWord, ResponseWord]:
    return response.balin, response.now


# --- smaller ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "word"),
    [
        ((150, 100), NONE),  # 15.0 x 10.0 = 150 = 75 % of 20.0 x 10.0: exactly 25 % below is not more than 25 %
        ((149, 100), PARTIAL),  # 149 of 200 is 25.5 % below
        ((150, 99), PARTIAL),  # 148.5 of 200 is 25.75 % below
        ((151, 100), NONE),
    ],
)
def test_smaller_is_more_than_25_percent_below_baseline(size: tuple[int, int], word: ResponseWord) -> None:
    assert after(size).now is word


@pytest.mark.parametrize(
    ("size", "word"),
    [
        # Baseline 5.0 x 4.0 mm = 20 mm2 of length x width, length + width 9.0 mm.
        ((40, 30), NONE),  # 12.0 is 40 % below; 9.0 - 7.0 = 2.0 mm: exactly the reading error
        ((40, 29), PARTIAL),  # 9.0 - 6.9 = 2.1 mm
        ((44, 30), NONE),  # 13.2 is 34 % below; 9.0 - 7.4 = 1.6 mm
    ],
)
def test_smaller_has_lost_more_than_the_reading_error_in_length_and_width(
    size: tuple[int, int], word: ResponseWord
) -> None:
    assert after(size, baseline=(50, 40)).now is word


def test_a_fall_beyond_the_reading_error_is_not_smaller_within_25_percent() -> None:
    # 80.0 x 80.0 to 75.0 x 75.0: 10 mm less, 12.1 % below
    assert after((750, 750), baseline=(800, 800)).now is NONE


@pytest.mark.parametrize(
    ("error", "fall", "is_beyond"),
    [(2.3, 23, False), (2.3, 24, True), (0.7, 7, False), (0.7, 8, True), (2.25, 22, False), (2.25, 23, True)],
)
def test_the_reading_error_is_compared_as_it_is_written(error: float, fall: int, is_beyond: bool) -> None:
    # 2.3 mm as a float times ten is 22.999...96: a fall of exactly 2.3 mm must still not be beyond it.
    settings = RuleSettings(reading_error_mm=error)
    then, now = a_reading(100, 50), a_reading(100 - fall, 50)
    assert beyond_error(then, now, settings) is is_beyond
    assert beyond_error(now, then, settings) is is_beyond
    assert (after((100 - fall, 10), baseline=(100, 10), settings=RuleSettings(5, error)).now is PARTIAL) is is_beyond


def test_readings_that_cannot_be_compared_do_not_differ() -> None:
    settings = RuleSettings()
    assert not beyond_error(a_reading(100, 80), a_reading(300, 80, method=Method.RADIOGRAPH), settings)
    assert not beyond_error(a_reading(100, None), a_reading(300, 80), settings)
    assert not beyond_error(a_reading(100, 80), a_reading(300, None), settings)


def test_the_threshold_is_a_clinic_setting() -> None:
    assert after((150, 100), settings=RuleSettings(threshold_percent=24)).now is PARTIAL


# --- the walk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "balin", "now"),
    [
        ((SIZE,), NONE, NONE),
        ((SMALLER,), PARTIAL, PARTIAL),
        ((RESOLVED,), COMPLETE, COMPLETE),
        ((SMALLER, SIZE), PARTIAL, NONE),  # was smaller earlier in the window
        ((SIZE, SMALLER), PARTIAL, PARTIAL),
        ((RESOLVED, SIZE), PARTIAL, NONE),  # came back
        ((RESOLVED, SMALLER), PARTIAL, PARTIAL),  # came back smaller
        ((RESOLVED, SIZE, RESOLVED), COMPLETE, COMPLETE),
        ((RESOLVED, SIZE, SIZE), PARTIAL, NONE),
        ((RESOLVED, UNCHANGED, SIZE), PARTIAL, NONE),
        ((RESOLVED, UNCHANGED, RESOLVED, UNCHANGED), PARTIAL, NONE),
        ((UNCHANGED,), NONE, NONE),
        ((SMALLER, UNCHANGED), PARTIAL, PARTIAL),  # evidence without an area holds both words
        ((SMALLER, SIZE, UNCHANGED), PARTIAL, NONE),
        ((State.SMALLER,), NONE, NONE),  # smaller by eye is no area
        ((RESOLVED, State.NOT_EXAMINED), COMPLETE, COMPLETE),
        ((RESOLVED, State.NOT_VISIBLE), COMPLETE, COMPLETE),
    ],
)
def test_walks_the_window_in_order(story: tuple[Found, ...], balin: ResponseWord, now: ResponseWord) -> None:
    assert words(after(*story)) == (balin, now)


@pytest.mark.parametrize("state", WITHOUT_AREA)
def test_any_sight_of_a_healed_lesion_undoes_the_healing(state: State) -> None:
    assert words(after(RESOLVED, state)) == (PARTIAL, NONE)


@pytest.mark.parametrize("state", WITHOUT_AREA)
@pytest.mark.parametrize(("before", "held"), [(SIZE, (NONE, NONE)), (SMALLER, (PARTIAL, PARTIAL))])
def test_a_sight_without_an_area_holds_both_words_at_any_other_time(
    state: State, before: Found, held: tuple[ResponseWord, ResponseWord]
) -> None:
    assert words(after(before, state)) == held


def test_excision_is_complete_for_a_procedure() -> None:
    assert words(after(EXCISED, trial=a_procedure())) == (COMPLETE, COMPLETE)


def test_a_lesion_that_regrew_after_excision_came_back() -> None:
    assert words(after(EXCISED, SIZE, trial=a_procedure())) == (PARTIAL, NONE)


# --- change and progress ------------------------------------------------------------------------------------------


def test_change_is_that_of_the_last_area_against_baseline() -> None:
    response = after((150, 100), SMALLER, UNCHANGED)
    # 10 x 10 against 20 x 10; the last evidence has no area
    assert response.change_percent == -50.0
    assert response.judged_on == day(30)


@pytest.mark.parametrize(("size", "progressed"), [((250, 100), False), ((251, 100), True), ((200, 126), True)])
def test_progressed_is_more_than_25_percent_above_baseline(size: tuple[int, int], progressed: bool) -> None:
    # 25.0 x 10.0 is exactly 25 % above 20.0 x 10.0; 25.1 x 10.0 is 25.5 %, 20.0 x 12.6 is 26 %
    assert after(size).progressed is progressed


def test_progress_asks_for_no_reading_error() -> None:
    # 2.0 x 1.0 to 2.6 x 1.0 mm: 30 % above, 0.6 mm more
    assert after((26, 10), baseline=(20, 10)).progressed is True


def test_without_an_area_in_the_window_there_is_no_change() -> None:
    response = after(UNCHANGED)
    assert (response.change_percent, response.progressed, response.provisional) == (None, None, None)


def test_a_healed_lesion_has_no_change() -> None:
    response = after(SMALLER, RESOLVED)
    assert (response.change_percent, response.progressed) == (None, None)


def test_an_area_before_the_last_healing_gives_no_change() -> None:
    response = after(SMALLER, RESOLVED, UNCHANGED)
    assert words(response) == (PARTIAL, NONE)
    assert (response.change_percent, response.progressed) == (None, None)


def test_an_area_since_the_last_healing_gives_the_change() -> None:
    assert after(SMALLER, RESOLVED, (260, 100), UNCHANGED).change_percent == 30.0


def test_no_change_is_zero_and_never_minus_zero() -> None:
    assert str(after(SIZE).change_percent) == "0.0"


# --- provisional --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "provisional"),
    [
        ((RESOLVED,), True),
        ((RESOLVED, RESOLVED), False),
        ((RESOLVED, State.NOT_EXAMINED), True),
        ((RESOLVED, State.NOT_EXAMINED, RESOLVED), False),  # what nobody looked for is no evidence
        ((RESOLVED, RESOLVED, SIZE, RESOLVED), True),  # confirmed once, but not the present healing
        ((RESOLVED, SIZE, RESOLVED, RESOLVED), False),
        ((RESOLVED, SIZE), None),
    ],
)
def test_a_healing_is_provisional_until_it_is_seen_again(story: tuple[Found, ...], provisional: bool | None) -> None:
    assert after(*story).provisional is provisional


@pytest.mark.parametrize(
    ("later", "provisional"), [(RESOLVED, False), (EXCISED, False), (UNCHANGED, True), (SIZE, True)]
)
def test_the_first_evidence_after_the_window_can_confirm_a_healing(later: Found, provisional: bool) -> None:
    response = after(RESOLVED, later, trial=a_drug(stop=day(15)))
    assert (words(response), response.provisional) == ((COMPLETE, COMPLETE), provisional)


def test_only_the_first_evidence_after_a_healing_can_confirm_it() -> None:
    assert after(RESOLVED, SIZE, RESOLVED, trial=a_drug(stop=day(15))).provisional is True
    assert after(RESOLVED, RESOLVED, SIZE, trial=a_drug(stop=day(25))).provisional is False


def test_an_excision_seen_again_is_no_longer_provisional() -> None:
    assert after(EXCISED, trial=a_procedure()).provisional is True
    assert after(EXCISED, RESOLVED, trial=a_procedure()).provisional is False


# --- how it went --------------------------------------------------------------------------------------------------


def test_how_lists_kinds_alphabetically_and_each_once() -> None:
    kinds = [EventKind.PARTLY_REMOVED, EventKind.EXTRUDED, EventKind.INJECTED, EventKind.EXTRUDED, EventKind.LIQUEFIED]
    response = after(SIZE, events=tuple(an_event(1, kind, day(5)) for kind in kinds))
    assert response.how == (EventKind.EXTRUDED, EventKind.INJECTED, EventKind.LIQUEFIED, EventKind.PARTLY_REMOVED)


@pytest.mark.parametrize("kind", list(EventKind))
def test_only_events_that_tell_how_a_lesion_went_are_listed(kind: EventKind) -> None:
    told = {EventKind.EXTRUDED, EventKind.LIQUEFIED, EventKind.INJECTED, EventKind.PARTLY_REMOVED, EventKind.EXCISED}
    assert after(SIZE, events=(an_event(1, kind, day(5)),)).how == ((kind,) if kind in told else ())


@pytest.mark.parametrize(("on", "listed"), [(-1, False), (0, True), (84, True), (85, False)])
@pytest.mark.parametrize("late_visit", [UNCHANGED, RESOLVED])
def test_events_count_from_the_start_to_the_end_whatever_the_class(on: int, listed: bool, late_visit: Found) -> None:
    events = (an_event(1, EventKind.INJECTED, day(on)),)
    response = judged(visit(0, SIZE), visit(50, late_visit), trial=a_drug(stop=day(84)), events=events)
    assert bool(response.how) is listed


def test_events_of_other_lesions_do_not_tell() -> None:
    assert after(SIZE, events=(an_event(2, EventKind.EXTRUDED, day(5)),)).how == ()


def test_an_event_entered_at_a_visit_that_does_not_count_does_not_tell() -> None:
    addendum = Addendum(AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", datetime(2026, 1, 1, tzinfo=UTC), "Dr T.")
    signed, draft = visit(10, SIZE, id=1), visit(20, SIZE, id=2, signed=False)
    wrong = visit(30, SIZE, id=3, addenda=(addendum,))
    for visit_id, listed in ((1, True), (2, False), (3, False)):
        events = (an_event(1, EventKind.EXTRUDED, day(5), visit_id=visit_id),)
        assert bool(judged(visit(0, SIZE, id=9), signed, draft, wrong, events=events).how) is listed


def test_every_class_is_given_with_its_baseline_and_the_date_of_the_last_evidence() -> None:
    for story in ((SIZE,), (RESOLVED,), (UNCHANGED,)):
        response = after(*story)
        assert (response.baseline_on, response.judged_on) == (day(0), day(10))
        assert response.baseline_mm2 is not None
