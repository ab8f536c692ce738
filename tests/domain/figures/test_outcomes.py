"""What a clinic's own trials came to: who is counted, who is left out, what is hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from calcitrack.domain.figures.outcomes import TrialOutcome, therapy_outcome, trial_outcomes
from calcitrack.domain.figures.proportion import wilson
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import AdverseEffect, Judgement, Trial
from calcitrack.domain.vocabulary import ResponseWord
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment

START = date(2025, 1, 10)
COMPLETE, PARTIAL, NONE = ResponseWord.COMPLETE, ResponseWord.PARTIAL, ResponseWord.NONE


def one(patient: int, **lesions: int) -> TrialOutcome:
    words = {ResponseWord[name.upper()]: count for name, count in lesions.items()}
    return TrialOutcome(patient, "diltiazem", False, False, False, words, 0)


def a_course(weeks: int, *, stopped: bool = True, harm: bool = False, sizes: tuple[int, int] = (200, 100)) -> Any:
    """A record of one lesion measured before a trial and weeks later."""
    end = START + timedelta(weeks=weeks)
    visits = [
        a_visit(on, an_assessment(1, readings=(a_reading(size, size, on),)), id=n)
        for n, (on, size) in enumerate(zip((START, end), sizes, strict=True), start=1)
    ]
    effects = (AdverseEffect("oedema"),) if harm else ()
    trial = Trial("diltiazem", START, stop=end if stopped else None, adverse_effects=effects, id=7)
    return a_record(*visits, lesions=(a_lesion(1, first_seen=START),), trials=(trial,))


def outcome_of(record: PatientRecord) -> TrialOutcome:
    return trial_outcomes(record, RuleSettings())[0]


def test_a_trial_that_runs_on_under_the_minimum_is_left_out() -> None:
    found = outcome_of(a_course(4, stopped=False))
    assert found.interim
    result = therapy_outcome([found])
    assert (result.interim, result.patients) == (1, 0)


def test_a_trial_that_was_stopped_early_counts() -> None:
    found = outcome_of(a_course(4, harm=True))
    assert (found.interim, found.stopped_early, found.for_harm) == (False, True, True)
    result = therapy_outcome([found])
    assert (result.patients, result.stopped_early, result.for_harm) == (1, 1, 1)


def test_a_lesion_that_shrank_under_a_long_trial_answered() -> None:
    found = outcome_of(a_course(30))
    assert found.answered
    assert found.lesions[PARTIAL] == 1


def test_the_word_of_a_reader_goes_before_that_of_the_rules() -> None:
    record = a_course(30)
    said = Judgement(7, 1, "Dr B", datetime(2026, 1, 1, tzinfo=UTC), NONE, NONE, PARTIAL, PARTIAL, "grew")
    found = outcome_of(replace(record, judgements=(said,)))
    assert (found.lesions[NONE], found.lesions[PARTIAL], found.by_reader) == (1, 0, 1)


def test_under_five_judged_patients_no_result_is_given() -> None:
    result = therapy_outcome([one(n, partial=1) for n in range(4)])
    assert result.patients == 4
    assert (result.answered, result.interval, result.lesions, result.by_reader) == (None, None, None, None)


def test_five_judged_patients_have_a_result_with_its_interval() -> None:
    result = therapy_outcome([one(1, complete=1, none=2), one(2, partial=1), *(one(n, none=1) for n in (3, 4, 5))])
    assert (result.patients, result.answered) == (5, 2)
    assert result.interval == wilson(2, 5)
    assert result.lesions is not None
    assert (result.lesions[COMPLETE], result.lesions[PARTIAL], result.lesions[NONE]) == (1, 1, 5)


def test_two_trials_of_one_patient_are_one_patient() -> None:
    result = therapy_outcome([one(1, none=1), one(1, partial=1), *(one(n, none=1) for n in (2, 3, 4, 5))])
    assert (result.patients, result.answered) == (5, 1)


def test_a_trial_without_a_judged_lesion_is_told_apart() -> None:
    result = therapy_outcome([one(1, not_assessable=3), one(2, partial=1)])
    assert (result.patients, result.unjudged) == (1, 1)


@pytest.mark.parametrize("word", [COMPLETE, PARTIAL])
def test_healed_and_smaller_both_count_as_an_answer(word: ResponseWord) -> None:
    assert one(1, **{word.name.lower(): 1}).answered
