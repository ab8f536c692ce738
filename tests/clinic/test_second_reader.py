"""Two readers: the second reads blind and in an order of its own; what they differ in is open until it is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calcitrack.clinic.second_reader import Case, Named
from calcitrack.clinic.session import Clinic
from calcitrack.db.people import Person
from calcitrack.domain.errors import Conflict, InvalidInput, NotFound
from calcitrack.domain.judging import standing
from calcitrack.domain.second_reading import Standing, Words, to_read
from calcitrack.domain.vocabulary import ResponseWord, Role
from tests.builders import a_trial
from tests.clinic.test_judging import BEFORE, Tried, measure, tried
from tests.vaults import TODAY, vault_of

__all__ = ["tried"]  # a fixture

COMPLETE, PARTIAL, NONE, UNJUDGED = ResponseWord
SMALLER: Words = (PARTIAL, PARTIAL)
SAME: Words = (NONE, NONE)


@pytest.fixture
def other(clinic: Clinic) -> Clinic:
    """The same vault in the hands of a second clinician."""
    clinic.people.add("Dr Second", "second", frozenset({Role.CLINICIAN}), "a first password")
    row = vault_of(clinic).connection.execute("SELECT id, uuid, name FROM person WHERE name = 'Dr Second'").fetchone()
    person = Person(row[0], bytes(row[1]), row[2], frozenset({Role.CLINICIAN}))
    return Clinic(vault_of(clinic), person, clinic.clock)


def judged_by_first(tried: Tried) -> None:
    tried.judge(tried.verdict(tried.first), tried.verdict(tried.second))


def case_of(reader: Clinic, lesion: int) -> Case:
    found = [reader.second_reader.next_case(skipped) for skipped in range(reader.second_reader.count())]
    return next(one for one in found if one is not None and one.lesion_id == lesion)


def only_one(reader: Clinic) -> Named:
    (found,) = reader.second_reader.disagreements()
    return found


def test_a_second_reader_gets_what_somebody_else_judged_and_nobody_their_own(tried: Tried, other: Clinic) -> None:
    assert other.second_reader.next_case() is None
    judged_by_first(tried)
    assert tried.clinic.second_reader.count() == 0
    assert other.second_reader.count() == 2
    other.second_reader.judge_blind(case_of(other, tried.first), SMALLER)
    assert other.second_reader.count() == 1
    with pytest.raises(NotFound):
        other.second_reader.judge_blind(replace(case_of(other, tried.second), lesion_id=tried.first), SMALLER)


def test_a_blind_reading_leaves_what_stands_and_keeps_what_the_rules_proposed(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    before = standing(tried.record.judgements)
    other.second_reader.judge_blind(case_of(other, tried.first), SAME, "as large as before")
    assert standing(tried.record.judgements) == before
    blind = tried.record.judgements[-1]
    assert (blind.blind, blind.reader, blind.now, blind.reason) == (True, "Dr Second", NONE, "as large as before")
    assert blind.proposed_now is tried.verdict(tried.first).proposed_now


def test_the_order_is_another_for_each_reader_and_the_same_from_day_to_day(tried: Tried, other: Clinic) -> None:
    for _ in range(6):
        trial = tried.clinic.trials.add(tried.patient, a_trial(start=BEFORE)).value
        one = replace(tried, trial=trial)
        response = tried.verdict()
        tried.clinic.judging.judge(tried.patient, trial, [response])
        assert one.trial == trial
    reads = other.second_reader._reads()
    orders = [[one.thing for one in to_read(reads, reader, b"key")] for reader in (70, 71, 72)]
    assert all(sorted(order) == sorted(orders[0]) for order in orders)
    assert len({tuple(order) for order in orders}) == 3
    assert orders[0] == [one.thing for one in to_read(list(reversed(reads)), 70, b"key")]


def test_half_assessable_and_evidence_in_a_draft_are_refused(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    case = case_of(other, tried.first)
    with pytest.raises(InvalidInput):
        other.second_reader.judge_blind(case, (UNJUDGED, NONE))
    measure(tried.clinic, tried.patient, 0, sign=False, **{f"l{tried.first}": 90})
    with pytest.raises(InvalidInput):
        other.second_reader.judge_blind(case, SMALLER)
    assert other.second_reader.count() == 2


def test_a_case_that_has_gone_on_meanwhile_is_not_judged_as_it_was(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    case = case_of(other, tried.first)
    measure(tried.clinic, tried.patient, 0, **{f"l{tried.first}": 90})
    with pytest.raises(Conflict):
        other.second_reader.judge_blind(case, SMALLER)


def test_a_lesion_that_the_trial_covers_no_more_is_passed_over(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    trial = tried.record.trials[0]
    tried.clinic.trials.change(tried.patient, replace(trial, targets=(tried.second,)))
    shown = [other.second_reader.next_case(skipped) for skipped in range(2)]
    assert {one.lesion_id for one in shown if one is not None} == {tried.second}


def test_readers_agree_by_kappa_and_what_they_differ_in_is_listed_open(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    other.second_reader.judge_blind(case_of(other, tried.first), SMALLER)
    other.second_reader.judge_blind(case_of(other, tried.second), SMALLER)
    (pair,) = other.second_reader.agreements()
    assert (pair.first, pair.second) == (tried.clinic.person.name, "Dr Second")
    # First: partial, none. Second: partial twice. By chance 0.5, agreed 0.5.
    assert (pair.now.pairs, pair.now.agreed, pair.now.kappa) == (2, 1, 0.0)
    found = only_one(other)
    assert (found.disagreement.standing, found.disagreement.first.thing) == (Standing.OPEN, (tried.trial, tried.second))


def test_a_disagreement_is_answered_then_closed_and_what_was_agreed_stands(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    other.second_reader.judge_blind(case_of(other, tried.second), SMALLER)
    with pytest.raises(InvalidInput):
        other.second_reader.answer(only_one(other), SMALLER, "  ")
    seen = only_one(other)
    other.second_reader.answer(seen, SMALLER, "two readings of the ruler")
    with pytest.raises(Conflict):
        tried.clinic.second_reader.close(seen, SAME, "not seen the answer")
    assert only_one(other).disagreement.standing is Standing.ANSWERED
    tried.clinic.second_reader.close(only_one(tried.clinic), SMALLER, "agreed")
    settled = only_one(other).disagreement
    assert [(step.kind, step.by, step.text) for step in settled.steps] == [
        (Standing.ANSWERED, "Dr Second", "two readings of the ruler"),
        (Standing.CLOSED, tried.clinic.person.name, "agreed"),
    ]
    assert settled.steps[-1].at.date() == TODAY
    stands = standing(tried.record.judgements)[tried.trial, tried.second]
    assert (stands.now, stands.balin, stands.blind) == (PARTIAL, PARTIAL, False)
    assert stands.reason == "settled with the second reader: agreed"
    with pytest.raises(Conflict):
        other.second_reader.close(only_one(other), SAME, "once more")
    # Both readings stay as they were, and so does the agreement.
    assert other.second_reader.agreements()[0].now.agreed == 0


def test_a_record_with_two_readers_verifies_whole(tried: Tried, other: Clinic) -> None:
    judged_by_first(tried)
    other.second_reader.judge_blind(case_of(other, tried.second), SMALLER)
    other.second_reader.close(only_one(other), SMALLER, "agreed")
    assert not tried.clinic.verification.verify().flaws
