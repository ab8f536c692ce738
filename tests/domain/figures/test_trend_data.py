"""The points of a trend: what every way of showing them shows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.branches import branches
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.total import total_runs
from calcitrack.domain.figures.trend_data import TrendData, trend_data
from calcitrack.domain.figures.trend_view import Follow, Measure, TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import InstrumentAnswer
from calcitrack.domain.vocabulary import EventKind, Method, State
from tests.builders import a_lesion, a_reading, a_record, a_trial, a_visit, an_assessment, an_event
from tests.domain.figures.stories import START, day, visit
from tests.domain.figures.strategies import records

SIZE = (100, 100)
VIEWS = st.builds(
    TrendView, st.sampled_from(Measure), st.sampled_from(Follow), st.booleans(), st.sampled_from([None, 1])
)


def data(record: PatientRecord, view: TrendView | None = None) -> TrendData:
    return trend_data(record, record_figures(record, RuleSettings()), view or TrendView())


def values(found: TrendData) -> list[list[list[float]]]:
    return [[[round(spot.value, 1) for spot in run] for run in one.runs] for one in found.series]


def test_a_line_breaks_where_nothing_was_measured_and_ends_at_zero() -> None:
    record = a_record(visit(0, SIZE), visit(30, State.UNCHANGED), visit(60, SIZE), visit(90, State.RESOLVED))
    assert values(data(record)) == [[[78.5], [78.5, 0.0]]]


def test_readings_by_another_method_are_a_line_of_their_own() -> None:
    both = (a_reading(100, 100, day(0)), a_reading(200, 100, day(0), method=Method.ULTRASOUND))
    record = a_record(a_visit(day(0), an_assessment(readings=both)), visit(30, SIZE))
    found = data(record)
    assert [(one.method, one.of_record) for one in found.series] == [(Method.RULER, True), (Method.ULTRASOUND, False)]
    assert values(found) == [[[78.5, 78.5]], [[157.1]]]


def test_a_repeat_reading_is_on_no_line_and_counted() -> None:
    twice = (a_reading(100, 100, day(0)), a_reading(104, 100, day(0)))
    found = data(a_record(a_visit(day(0), an_assessment(readings=twice))))
    assert (values(found), found.repeats) == ([[[78.5]]], 1)


def test_a_volume_is_there_only_where_thickness_was_measured_and_says_how_many_lack_it() -> None:
    thick = a_visit(day(30), an_assessment(readings=(a_reading(100, 100, day(30), thickness=60),)))
    found = data(a_record(visit(0, {1: SIZE, 2: SIZE}), thick), TrendView(Measure.VOLUME))
    assert values(found) == [[[round(100 * pi, 1)]]]
    assert (found.without_value, found.never) == (2, (2,))


def test_a_lesion_without_any_size_has_no_line_and_is_named() -> None:
    found = data(a_record(visit(0, {1: SIZE, 2: State.NOT_MEASURABLE}), visit(30, {2: State.RESOLVED})))
    assert [one.lesion_id for one in found.series] == [1]
    assert found.never == (2,)


def test_per_cent_are_of_the_first_value() -> None:
    record = a_record(visit(0, (100, 100)), visit(30, (100, 150)), visit(60, State.RESOLVED))
    assert values(data(record, TrendView(percent=True))) == [[[100.0, 150.0, 0.0]]]


def test_per_cent_from_a_trial_are_of_its_baseline_as_the_response_has_it() -> None:
    record = a_record(visit(-200, (100, 50)), visit(-30, (100, 100)), visit(60, (100, 50)), trials=(a_trial(),))
    record = a_record(*record.visits, trials=(a_trial(start=START),))
    found = data(record, TrendView(percent=True, trial_id=1))
    response = record_figures(record, RuleSettings()).trials[0].lesions[1]
    baseline = found.series[0].baseline
    assert baseline is not None
    assert (baseline.on, baseline.value) == (response.baseline_on, response.baseline_mm2)
    assert found.start == START
    assert values(found) == [[[50.0, 100.0, 50.0]]]


def test_a_line_without_a_baseline_is_left_out_of_per_cent_and_named() -> None:
    record = a_record(visit(-200, SIZE), visit(60, SIZE), trials=(a_trial(start=START),))
    found = data(record, TrendView(percent=True, trial_id=1))
    assert (found.series, found.no_baseline) == ((), ((1,),))


def test_no_per_cent_is_made_of_pain() -> None:
    record = a_record(a_visit(day(0), an_assessment(pain=4.0)), a_visit(day(30), an_assessment(pain=2.0)))
    assert values(data(record, TrendView(Measure.PAIN, percent=True))) == [[[4.0, 2.0]]]


def test_pain_is_of_the_visit_and_by_no_method() -> None:
    late = an_assessment(readings=(a_reading(100, 80, day(-9)),), pain=4.0)
    (one,) = data(a_record(a_visit(day(0), late)), TrendView(Measure.PAIN)).series
    assert [(spot.on, spot.method) for spot in one.spots] == [(day(0), None)]


def test_in_the_place_of_a_sum_of_pain_stands_what_the_patient_says() -> None:
    answers = [
        InstrumentAnswer("pain_worst_week", value, definition_version=v) for value, v in ((6, "1"), (5, "1"), (4, "2"))
    ]
    visits = [a_visit(day(30 * i), instruments=(answer,)) for i, answer in enumerate(answers)]
    found = data(a_record(*visits), TrendView(Measure.PAIN, Follow.SET))
    assert values(found) == [[[6.0, 5.0], [4.0]]]


def test_a_thread_is_one_line_and_lesions_apart_keep_theirs() -> None:
    record = a_record(
        visit(0, {1: SIZE, 4: SIZE}), visit(60, {2: SIZE, 3: SIZE, 1: State.RESOLVED, 4: SIZE}),
        events=(an_event(1, EventKind.SPLIT, day(30), to=(2, 3)),),
    )  # fmt: skip
    found = data(record, TrendView(follow=Follow.THREAD))
    assert [one.lesions for one in found.series] == [(1, 2, 3), (4,)]
    assert values(found)[0] == [[78.5, 157.1]]


def test_a_split_and_a_merge_are_branches_from_line_to_line() -> None:
    record = a_record(
        visit(0, {1: SIZE, 2: SIZE}), visit(60, {1: SIZE, 3: SIZE}), visit(90, {1: SIZE}),
        events=(an_event(1, EventKind.SPLIT, day(30), to=(3,)), an_event(3, EventKind.MERGED, day(70), to=(1,))),
    )  # fmt: skip
    found = branches(record, data(record))
    assert [(b.kind, b.lesion_id, b.to, b.start.on, b.end.on) for b in found] == [
        (EventKind.SPLIT, 1, 3, day(0), day(60)),
        (EventKind.MERGED, 3, 1, day(60), day(90)),
    ]


def test_no_branch_joins_two_methods() -> None:
    lesions = (a_lesion(1), a_lesion(2, tracking_method=Method.CT))
    film = an_assessment(2, readings=(a_reading(90, 90, day(60), method=Method.CT),))
    record = a_record(
        visit(0, SIZE), a_visit(day(60), film), lesions=lesions,
        events=(an_event(1, EventKind.SPLIT, day(30), to=(2,)),),
    )  # fmt: skip
    assert branches(record, data(record)) == ()


def test_days_before_1970_are_days_like_others() -> None:
    early = a_visit(date(1968, 3, 31), an_assessment(readings=(a_reading(100, 100, date(1968, 3, 31)),)))
    (one,) = data(a_record(early)).series
    assert [spot.on for spot in one.spots] == [date(1968, 3, 31)]


@given(records())
def test_every_reading_of_a_record_is_a_point_or_counted(record: PatientRecord) -> None:
    readings = [r for v in record.counted_visits for a in v.assessments for r in a.readings]
    for measure in (Measure.AREA, Measure.LONGEST, Measure.VOLUME):
        found = data(record, TrendView(measure))
        points = sum(spot.method is not None for one in found.series for spot in one.spots)
        assert points + found.repeats + found.without_value == len(readings)


@given(records(), VIEWS)
def test_no_line_joins_methods_or_is_empty(record: PatientRecord, view: TrendView) -> None:
    for one in data(record, view).series:
        assert one.runs
        assert all(one.runs)
        assert {spot.method for spot in one.spots} - {None} <= {one.method}
        assert all(a.day <= b.day for run in one.runs for a, b in pairwise(run))


@given(records())
def test_sums_of_areas_are_those_of_the_overview(record: PatientRecord) -> None:
    found = data(record, TrendView(follow=Follow.SET))
    sums = [[p.area_mm2 for p in run.points] for run in total_runs(record_figures(record, RuleSettings()))]
    assert [[spot.value for spot in one.spots] for one in found.series] == sums


@pytest.mark.parametrize("measure", list(Measure))
def test_a_record_without_a_visit_shows_nothing(measure: Measure) -> None:
    assert data(a_record(), TrendView(measure)).series == ()
