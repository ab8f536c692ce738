"""Rules 7 to 10 and 14: what a trial covers, what it is judged on, and how long it was taken. Day 0 is its start."""

from __future__ import annotations

from math import pi

import pytest

from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import EventKind, Method, ResponseWord, State
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment, an_event
from tests.domain.figures.stories import START, a_drug, a_procedure, day, judged, trial_of, visit

SIZE = (200, 100)
OTHER = (190, 100)
UNSEEN = [State.NOT_EXAMINED, State.NOT_VISIBLE]


def seen_first_on(*days: int) -> tuple[Lesion, ...]:
    return tuple(a_lesion(number, first_seen=day(on)) for number, on in enumerate(days, start=1))


def test_a_drug_that_runs_on_ends_at_the_last_signed_visit() -> None:
    record = a_record(visit(0, SIZE), visit(70, SIZE), visit(90, SIZE, signed=False), trials=(a_drug(),))
    assert trial_of(record).end == day(70)


def test_a_procedure_ends_at_the_last_signed_visit_though_it_has_a_stop() -> None:
    record = a_record(visit(0, SIZE), visit(70, SIZE), trials=(a_procedure(),))
    assert trial_of(record).end == day(70)


def test_all_covers_lesions_first_seen_on_or_before_the_end() -> None:
    lesions = seen_first_on(-30, 84, 85)
    record = a_record(visit(0, SIZE), visit(200, SIZE), lesions=lesions, trials=(a_drug(stop=day(84)),))
    assert list(trial_of(record).lesions) == [1, 2]


def test_targets_are_covered_whenever_they_were_first_seen_and_listed_by_number() -> None:
    lesions = seen_first_on(-30, -30, 300)
    record = a_record(visit(0, SIZE), lesions=lesions, trials=(a_drug(stop=day(84), targets=(3, 1)),))
    assert list(trial_of(record).lesions) == [1, 3]


def test_the_order_of_the_targets_changes_no_figure() -> None:
    visits = visit(0, {1: SIZE, 2: SIZE}), visit(50, {1: OTHER, 2: State.RESOLVED})
    there, back = (trial_of(a_record(*visits, trials=(a_drug(targets=t),))) for t in ((1, 2), (2, 1)))
    assert there == back


# --- not assessable -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closing", [State.RESOLVED, State.EXCISED])
@pytest.mark.parametrize("on", [-1, 0])
def test_a_lesion_closed_on_or_before_the_start_of_a_drug_is_not_assessable(closing: State, on: int) -> None:
    response = judged(visit(-30, SIZE), visit(on, closing), visit(50, SIZE))
    assert response.reason is NotAssessable.CLOSED_BEFORE_START
    assert (response.balin, response.now) == (ResponseWord.NOT_ASSESSABLE, ResponseWord.NOT_ASSESSABLE)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_lesion_closed_before_the_start_stays_so_when_nobody_looks_for_it(unseen: State) -> None:
    response = judged(visit(-30, SIZE), visit(-20, State.RESOLVED), visit(0, unseen), visit(50, SIZE))
    assert response.reason is NotAssessable.CLOSED_BEFORE_START


def test_a_lesion_found_again_before_the_start_is_assessable() -> None:
    response = judged(visit(-30, SIZE), visit(-20, State.RESOLVED), visit(-10, State.UNCHANGED), visit(50, SIZE))
    assert response.reason is None
    assert response.baseline_on == day(-30)


def test_a_lesion_closed_on_the_day_of_a_procedure_is_its_result() -> None:
    response = judged(visit(-30, SIZE), visit(0, State.EXCISED), trial=a_procedure())
    assert (response.reason, response.now, response.judged_on) == (None, ResponseWord.COMPLETE, day(0))


def test_a_lesion_closed_the_day_before_a_procedure_is_not_assessable() -> None:
    response = judged(visit(-30, SIZE), visit(-1, State.RESOLVED), visit(9, State.RESOLVED), trial=a_procedure())
    assert response.reason is NotAssessable.CLOSED_BEFORE_START


def test_closed_before_the_start_is_said_before_no_baseline() -> None:
    response = judged(visit(-95, SIZE), visit(-94, State.RESOLVED), visit(50, SIZE))
    assert response.reason is NotAssessable.CLOSED_BEFORE_START


def test_without_a_baseline_a_lesion_first_seen_after_the_start_is_new() -> None:
    visits = visit(-1, {2: SIZE}), visit(50, {1: SIZE})
    for first_seen, reason in ((0, NotAssessable.NO_BASELINE), (1, NotAssessable.NEW_LESION)):
        lesions = seen_first_on(first_seen, -1)
        assert judged(*visits, lesions=lesions).reason is reason


def test_a_lesion_first_seen_after_the_start_is_judged_when_it_has_a_baseline() -> None:
    response = judged(visit(10, SIZE), visit(50, SIZE), lesions=seen_first_on(10))
    assert (response.reason, response.baseline_on) == (None, day(10))


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_looked_for_is_no_evidence(unseen: State) -> None:
    assert judged(visit(0, SIZE), visit(50, unseen)).reason is NotAssessable.NOTHING_RECORDED


def test_evidence_on_the_start_day_belongs_to_the_time_before_a_drug() -> None:
    response = judged(visit(-30, SIZE), visit(0, State.UNCHANGED))
    assert response.reason is NotAssessable.NOTHING_RECORDED


def test_evidence_on_the_start_day_belongs_to_the_time_after_a_procedure() -> None:
    response = judged(visit(-30, SIZE), visit(0, State.UNCHANGED), trial=a_procedure())
    assert (response.reason, response.judged_on) == (None, day(0))


def test_an_area_of_the_day_of_a_procedure_is_its_baseline_and_not_its_result() -> None:
    response = judged(visit(-30, SIZE), visit(0, OTHER), trial=a_procedure())
    assert response.reason is NotAssessable.NOTHING_RECORDED
    assert judged(visit(-30, SIZE), visit(0, OTHER), visit(9, SIZE), trial=a_procedure()).baseline_on == day(0)


@pytest.mark.parametrize(("on", "reason"), [(84, None), (85, NotAssessable.NOTHING_RECORDED)])
def test_evidence_counts_up_to_and_including_the_end(on: int, reason: NotAssessable | None) -> None:
    assert judged(visit(0, SIZE), visit(on, OTHER), trial=a_drug(stop=day(84))).reason is reason


def test_nothing_but_not_measurable_is_not_assessable() -> None:
    blocked = [visit(n, State.NOT_MEASURABLE) for n in (30, 60)]
    assert judged(visit(0, SIZE), *blocked).reason is NotAssessable.NOT_MEASURABLE
    assert judged(visit(0, SIZE), *blocked, visit(70, State.UNCHANGED)).reason is None


def test_a_lesion_excised_in_the_window_of_a_drug_is_not_assessable_even_where_it_came_back() -> None:
    response = judged(visit(0, SIZE), visit(30, State.EXCISED), visit(60, SIZE))
    assert response.reason is NotAssessable.EXCISED


def test_a_lesion_excised_after_the_window_of_a_drug_is_judged() -> None:
    response = judged(visit(0, SIZE), visit(30, OTHER), visit(90, State.EXCISED), trial=a_drug(stop=day(84)))
    assert (response.reason, response.judged_on) == (None, day(30))


def test_a_lesion_that_is_not_assessable_has_only_its_reason() -> None:
    events = (an_event(1, EventKind.EXCISED, day(30)),)
    response = judged(visit(0, SIZE), visit(30, State.EXCISED), events=events)
    assert (response.baseline_on, response.baseline_mm2, response.judged_on, response.how) == (None, None, None, ())


def test_every_lesion_of_a_patient_without_a_signed_visit_has_nothing_recorded() -> None:
    drafts = visit(-5, {1: SIZE, 2: SIZE}, signed=False), visit(50, {1: OTHER}, signed=False)
    record = a_record(*drafts, trials=(a_drug(),))
    figures = trial_of(record)
    assert [response.reason for response in figures.lesions.values()] == [NotAssessable.NOTHING_RECORDED] * 2
    assert (figures.end, figures.exposure_weeks, figures.interim) == (None, 0, True)
    stopped = trial_of(a_record(*drafts, trials=(a_drug(stop=day(90)),)))
    assert [response.reason for response in stopped.lesions.values()] == [NotAssessable.NOTHING_RECORDED] * 2


# --- baseline -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "is_baseline"),
    [(-91, False), (-90, True), (-1, True), (0, True), (1, True), (14, True), (15, False)],
)
def test_a_drug_takes_a_baseline_from_90_days_before_to_14_days_after(on: int, is_baseline: bool) -> None:
    response = judged(visit(on, SIZE), visit(60, OTHER))
    assert response.baseline_on == (day(on) if is_baseline else None)
    assert response.reason is (
        None if is_baseline else NotAssessable.NO_BASELINE if on < 0 else NotAssessable.NEW_LESION
    )


@pytest.mark.parametrize(("on", "is_baseline"), [(-91, False), (-90, True), (0, True), (1, False)])
def test_a_procedure_takes_a_baseline_only_from_before(on: int, is_baseline: bool) -> None:
    response = judged(visit(on, SIZE), visit(60, OTHER), trial=a_procedure(), lesions=seen_first_on(-100))
    assert response.baseline_on == (day(on) if is_baseline else None)


def test_the_days_before_are_a_clinic_setting() -> None:
    visits = visit(-91, SIZE), visit(60, OTHER)
    assert judged(*visits, settings=RuleSettings(baseline_days=91)).baseline_on == day(-91)


def test_the_last_area_before_the_start_is_the_baseline() -> None:
    response = judged(
        visit(-80, SIZE), visit(-20, (100, 100)), visit(-10, State.UNCHANGED), visit(9, SIZE), visit(60, SIZE)
    )
    assert response.baseline_on == day(-20)
    assert response.baseline_mm2 == pytest.approx(25 * pi)


def test_failing_that_the_first_area_after_the_start_is_the_baseline() -> None:
    response = judged(visit(-91, SIZE), visit(3, OTHER), visit(9, SIZE))
    assert (response.baseline_on, response.judged_on) == (day(3), day(9))


def test_a_baseline_after_the_start_is_not_after_the_end() -> None:
    visits = visit(-95, SIZE), visit(10, SIZE)
    assert judged(*visits, trial=a_drug(stop=day(9))).reason is NotAssessable.NO_BASELINE
    assert judged(*visits, trial=a_drug(stop=day(10))).reason is NotAssessable.NOTHING_RECORDED


def test_evidence_between_the_start_and_a_late_baseline_is_not_in_the_window() -> None:
    response = judged(visit(-95, SIZE), visit(5, State.RESOLVED), visit(10, SIZE), visit(60, SIZE))
    assert (response.balin, response.now) == (ResponseWord.NONE, ResponseWord.NONE)


def test_an_area_counts_by_its_own_date_and_not_by_that_of_its_visit() -> None:
    old_film = a_visit(day(0), an_assessment(readings=(a_reading(measured_on=day(-91)),)))
    assert judged(old_film, visit(60, OTHER), lesions=seen_first_on(-91)).reason is NotAssessable.NO_BASELINE
    film = a_visit(day(60), an_assessment(readings=(a_reading(measured_on=day(-5)),)))
    assert judged(film, visit(70, State.UNCHANGED)).baseline_on == day(-5)


def test_evidence_is_judged_in_the_order_of_its_own_dates() -> None:
    # Healed on day 60; the film that the visit of day 70 brings is older, so the lesion is still healed.
    film = a_visit(day(70), an_assessment(readings=(a_reading(*SIZE, measured_on=day(50)),)))
    response = judged(visit(0, SIZE), visit(60, State.RESOLVED), film)
    assert (response.now, response.judged_on) == (ResponseWord.COMPLETE, day(60))


def test_another_tracking_method_gives_another_baseline_and_other_words() -> None:
    def both(n: int, ruler: tuple[int, int], film: tuple[int, int]) -> Visit:
        readings = a_reading(*ruler, day(n)), a_reading(*film, day(n), method=Method.RADIOGRAPH)
        return a_visit(day(n), an_assessment(readings=readings))

    visits = both(0, (200, 100), (220, 100)), both(60, (100, 100), (220, 100))
    by_ruler = judged(*visits)
    by_film = judged(*visits, lesions=(a_lesion(first_seen=START, tracking_method=Method.RADIOGRAPH),))
    assert (by_ruler.now, by_ruler.baseline_mm2) == (ResponseWord.PARTIAL, pytest.approx(50 * pi))
    assert (by_film.now, by_film.baseline_mm2) == (ResponseWord.NONE, pytest.approx(55 * pi))


# --- exposure -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "weeks", "interim"),
    [(0, 0, True), (6, 0, True), (7, 1, True), (83, 11, True), (84, 12, False), (90, 12, False)],
)
def test_exposure_is_in_whole_weeks_and_interim_under_twelve(days: int, weeks: int, interim: bool) -> None:
    # 11 weeks 6 days are 83 days, 12 weeks are 84.
    figures = trial_of(a_record(visit(0, SIZE), trials=(a_drug(stop=day(days)),)))
    assert (figures.exposure_weeks, figures.interim) == (weeks, interim)


def test_the_weeks_of_an_interim_trial_are_a_clinic_setting() -> None:
    record = a_record(visit(0, SIZE), trials=(a_drug(stop=day(83)),))
    assert trial_of(record, RuleSettings(minimum_exposure_weeks=11)).interim is False


def test_exposure_is_never_below_zero_where_the_last_visit_was_before_the_start() -> None:
    figures = trial_of(a_record(visit(-30, SIZE), trials=(a_drug(),)))
    assert (figures.exposure_weeks, figures.interim) == (0, True)
    assert figures.lesions[1].reason is NotAssessable.NOTHING_RECORDED


def test_a_procedure_has_no_exposure() -> None:
    figures = trial_of(a_record(visit(0, SIZE), visit(90, SIZE), trials=(a_procedure(),)))
    assert (figures.exposure_weeks, figures.interim) == (None, None)
