"""What holds of the figures of every record, and a second reading of the rules to compare with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.report import report
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Addendum, Visit
from calcitrack.domain.vocabulary import AddendumKind
from tests.domain.figures import naive
from tests.domain.figures.strategies import DAYS, events, new_numbers, records, renumbered, visits

SETTINGS = RuleSettings()
VISIT_KEYS = ["visited_on", "measured_area_mm2", "measured", "open", "change_since_last", "areas_mm2"]
CHANGE_KEYS = ["compared", "percent", "resolved", "excised", "new", "not_compared"]
TRIAL_KEYS = ["therapy", "start", "exposure_weeks", "interim", "lesions"]
JUDGED = frozenset({"balin", "now", "baseline_on", "baseline_mm2", "judged_on"})
RESPONSE_KEYS = {
    frozenset({"balin", "now", "reason"}),
    JUDGED,
    JUDGED | {"provisional"},
    JUDGED | {"change_percent", "progressed"},
}


def reported(record: PatientRecord, settings: RuleSettings = SETTINGS) -> dict[str, Any]:
    return report([record], settings)["patients"][record.patient.mrn]


def without_how(figures: dict[str, Any]) -> dict[str, Any]:
    trials = [
        trial | {"lesions": {i: {k: v for k, v in said.items() if k != "how"} for i, said in trial["lesions"].items()}}
        for trial in figures["trials"]
    ]
    return figures | {"trials": trials}


def rounded(response: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 9) if isinstance(value, float) else value for key, value in response.items()}


@given(
    record=records(),
    error=st.sampled_from([0.0, 0.5, 2.0, 4.9, 5.0, 5.1]),
    percent=st.sampled_from([10, 25, 50]),
    days=st.sampled_from([40, 90, 95]),
)
def test_judges_every_lesion_as_a_second_reading_of_the_rules_does(
    record: PatientRecord, error: float, percent: int, days: int
) -> None:
    settings = RuleSettings(threshold_percent=percent, reading_error_mm=error, baseline_days=days)
    (figures,) = reported(record, settings)["trials"]
    for lesion in record.lesions:
        if str(lesion.number) in figures["lesions"]:
            expected = naive.response(record, record.trials[0], lesion, settings)
            assert rounded(figures["lesions"][str(lesion.number)]) == rounded(expected)


@given(record=records(), draft=st.sampled_from(DAYS).flatmap(lambda number: visits(number, signed=False)))
def test_a_draft_changes_nothing(record: PatientRecord, draft: Visit) -> None:
    with_draft = replace(record, visits=(*record.visits, replace(draft, id=1)))
    assert record_figures(with_draft, SETTINGS) == record_figures(record, SETTINGS)


@given(record=records(), extra=st.sampled_from(DAYS).flatmap(visits))
def test_a_visit_entered_in_error_leaves_every_figure(record: PatientRecord, extra: Visit) -> None:
    addendum = Addendum(AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", datetime(2026, 1, 1, tzinfo=UTC), "Dr T.")
    wrong = replace(extra, id=1, addenda=(addendum,))
    assert record_figures(replace(record, visits=(wrong, *record.visits)), SETTINGS) == record_figures(record, SETTINGS)


@given(record=records(), order=st.randoms(use_true_random=False))
def test_the_order_in_which_visits_and_lesions_were_entered_tells_nothing(record: PatientRecord, order: Random) -> None:
    entered = {"visits": list(record.visits), "lesions": list(record.lesions), "events": list(record.events)}
    for items in entered.values():
        order.shuffle(items)
    shuffled = replace(record, **{name: tuple(items) for name, items in entered.items()})
    assert record_figures(shuffled, SETTINGS) == record_figures(record, SETTINGS)


@given(record=records(), more=st.lists(events(), max_size=5))
def test_events_change_only_how_a_lesion_went(record: PatientRecord, more: list[LesionEvent]) -> None:
    with_more = reported(replace(record, events=(*record.events, *more)))
    assert without_how(with_more) == without_how(reported(record))


@given(record=records(), shift=st.integers(1, 40))
def test_other_lesion_numbers_give_the_same_figures(record: PatientRecord, shift: int) -> None:
    figures, others = record_figures(record, SETTINGS), record_figures(renumbered(record, shift), SETTINGS)
    new = new_numbers(shift)
    for one, other in zip(figures.visits, others.visits, strict=True):
        assert one.measured_area_mm2 == other.measured_area_mm2
        assert {new[i]: area for i, area in one.areas_mm2.items()} == other.areas_mm2
        assert sorted(new[i] for i in one.open_lesions) == list(other.open_lesions)
        assert (one.change and one.change.percent) == (other.change and other.change.percent)
    for lesion, response in figures.trials[0].lesions.items():
        assert replace(response, lesion_id=new[lesion]) == others.trials[0].lesions[new[lesion]]
    assert {new[i]: growth for i, growth in figures.growth.items()} == others.growth
    assert {new[i]: points for i, points in figures.trends.items()} == others.trends


@given(record=records())
def test_every_lesion_open_at_a_later_visit_is_in_one_list_of_the_change(record: PatientRecord) -> None:
    for visit in record_figures(record, SETTINGS).visits:
        if visit.change:
            change = visit.change
            listed = [*change.compared, *change.new, *change.not_compared]
            assert len(listed) == len(set(listed))
            assert set(visit.open_lesions) <= set(listed)
            assert not {*change.resolved, *change.excised} & {*change.new, *change.not_compared, *visit.open_lesions}


@given(record=records())
def test_no_measured_area_is_negative_and_k_is_at_most_n(record: PatientRecord) -> None:
    for visit in record_figures(record, SETTINGS).visits:
        assert visit.measured <= visit.open
        assert (visit.measured_area_mm2 is None) == (visit.open > 0 and visit.measured == 0)
        assert (visit.measured_area_mm2 or 0.0) >= 0


@given(record=records())
def test_the_keys_of_the_report_are_the_same_for_every_record(record: PatientRecord) -> None:
    figures = reported(record)
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures
    assert list(figures) == ["visits", "trials", "growth"]
    for visit in figures["visits"]:
        assert list(visit) == VISIT_KEYS
        assert visit["change_since_last"] is None or list(visit["change_since_last"]) == CHANGE_KEYS
    for trial in figures["trials"]:
        assert list(trial) == TRIAL_KEYS
        for response in trial["lesions"].values():
            assert frozenset(response) - {"how"} in RESPONSE_KEYS
            assert ("how" not in response) or "reason" not in response
