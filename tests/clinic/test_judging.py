"""A clinician judges what the rules propose: both are kept, and nothing is judged on a draft or over another's head."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import judgements
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.outcomes import trial_outcomes
from calcitrack.domain.judging import Verdict, is_overtaken, standing, standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import ResponseWord, State
from tests.builders import a_lesion, a_patient, a_reading, a_trial, an_assessment
from tests.db import sql
from tests.vaults import NOW, PERSON, TODAY, FixedClock, vault_of

COMPLETE, PARTIAL, NONE, UNJUDGED = ResponseWord
BEFORE, AFTER = TODAY - timedelta(weeks=30), TODAY - timedelta(weeks=2)


@dataclass(frozen=True)
class Tried:
    """A patient with two lesions on one trial: the first shrank, the second did not."""

    clinic: Clinic
    patient: int
    first: int
    second: int
    trial: int

    @property
    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    def verdict(self, lesion: int | None = None, **fields: Any) -> Verdict:
        """The proposal as it stands, agreed to."""
        asked = lesion or self.first
        figures = record_figures(self.record, RuleSettings()).trials[0].lesions[asked]
        stood = standing_on(self.trial, self.record.judgements).get(asked)
        seen = stood.id if stood else None
        made = Verdict(asked, figures.balin, figures.now, figures.balin, figures.now, seen=seen)
        return replace(made, **fields)

    def judge(self, *verdicts: Verdict) -> tuple[int, ...]:
        return self.clinic.judging.judge(self.patient, self.trial, verdicts).value


def measure(clinic: Clinic, patient: int, days_ago: int, *, sign: bool = True, **sizes: int) -> None:
    day = TODAY - timedelta(days=days_ago)
    visit = clinic.visits.start(patient, day).value
    said = [
        an_assessment(int(lesion.strip("l")), readings=(a_reading(size, size, day),)) for lesion, size in sizes.items()
    ]
    version = clinic.visits.record(patient, visit, 1, said).value
    if sign:
        clinic.visits.sign(patient, visit, version)


@pytest.fixture
def tried(clinic: Clinic) -> Tried:
    patient = clinic.patients.add(a_patient()).value
    first, second = (clinic.lesions.add(patient, a_lesion()).value for _ in range(2))
    measure(clinic, patient, 210, **{f"l{first}": 200, f"l{second}": 200})
    trial = clinic.trials.add(patient, a_trial(start=BEFORE)).value
    measure(clinic, patient, 14, **{f"l{first}": 100, f"l{second}": 199})
    return Tried(clinic, patient, first, second, trial)


def test_a_judgement_keeps_the_proposal_beside_it_with_reader_and_date(tried: Tried) -> None:
    verdict = tried.verdict(balin=NONE, now=NONE, reason="  the border is unsharp ")
    (row,) = tried.judge(verdict)
    assert tried.record.judgements == (
        Judgement(
            tried.trial,
            tried.first,
            PERSON,
            NOW,
            NONE,
            NONE,
            PARTIAL,
            PARTIAL,
            "the border is unsharp",
            False,
            None,
            row,
        ),
    )


def test_several_lesions_are_judged_in_one_unit_with_one_audit_row(tried: Tried) -> None:
    before = len(sql.rows(vault_of(tried.clinic).connection, "SELECT id FROM audit"))
    tried.judge(tried.verdict(tried.first), tried.verdict(tried.second))
    rows = sql.rows(vault_of(tried.clinic).connection, "SELECT action FROM audit ORDER BY id")
    assert [row["action"] for row in rows][before:] == ["judge response"]
    assert {one.lesion_id: one.now for one in tried.record.judgements} == {tried.first: PARTIAL, tried.second: NONE}
    assert tried.clinic.verification.verify().is_whole


def test_a_later_judgement_replaces_the_one_that_stood_and_both_stay(tried: Tried, fixed_clock: FixedClock) -> None:
    (first,) = tried.judge(tried.verdict())
    fixed_clock.go_on(hours=1)
    (second,) = tried.judge(tried.verdict(balin=NONE, now=NONE, reason="film seen"))
    assert [one.supersedes for one in tried.record.judgements] == [None, first]
    assert standing(tried.record.judgements)[tried.trial, tried.first].id == second


def test_a_judgement_is_overtaken_once_the_rules_propose_something_else(tried: Tried) -> None:
    tried.judge(tried.verdict())
    measure(tried.clinic, tried.patient, 0, **{f"l{tried.first}": 300})
    found = record_figures(tried.record, RuleSettings()).trials[0].lesions
    (judged,) = tried.record.judgements
    assert is_overtaken(judged, found[tried.first])


def test_the_clinics_own_results_count_what_was_judged(tried: Tried) -> None:
    tried.judge(tried.verdict(tried.second, balin=PARTIAL, now=PARTIAL, reason="softer"))
    (outcome,) = trial_outcomes(tried.record, RuleSettings())
    assert (outcome.lesions[PARTIAL], outcome.by_reader) == (2, 1)


def test_a_blind_judgement_stands_beside_and_not_in_place(tried: Tried) -> None:
    (first,) = tried.judge(tried.verdict())
    (own,) = tried.record.judgements
    blind = replace(own, id=first + 1, blind=True, balin=NONE, now=NONE)
    assert standing((own, blind)) == {(tried.trial, tried.first): own}


def test_every_judgement_of_the_vault_can_be_read_at_once(tried: Tried) -> None:
    tried.judge(tried.verdict(tried.first), tried.verdict(tried.second))
    stored = judgements.read_all(vault_of(tried.clinic).connection)
    assert tuple(one.judgement for one in stored) == tried.record.judgements
    assert {(one.patient_id, one.reader_id) for one in stored} == {(tried.patient, tried.clinic.person.id)}


def with_draft(tried: Tried, days_ago: int = 0) -> Verdict:
    verdict = tried.verdict()
    measure(tried.clinic, tried.patient, days_ago, sign=False, **{f"l{tried.first}": 50})
    return verdict


def test_a_judgement_on_a_draft_is_refused_with_the_day_of_the_draft(tried: Tried) -> None:
    verdict = with_draft(tried)
    before = sql.dump(vault_of(tried.clinic).connection)
    with pytest.raises(InvalidInput, match=r"draft visit of .*sign the visit first.*Nothing was changed"):
        tried.judge(verdict)
    assert sql.dump(vault_of(tried.clinic).connection) == before
    tried.judge(tried.verdict(tried.second))


def test_a_draft_before_the_trial_keeps_nobody_from_judging(tried: Tried) -> None:
    assert tried.judge(with_draft(tried, days_ago=300))


def test_nothing_is_judged_before_the_first_signed_visit(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    trial = clinic.trials.add(patient, a_trial()).value
    verdict = Verdict(lesion, UNJUDGED, UNJUDGED, UNJUDGED, UNJUDGED)
    with pytest.raises(InvalidInput, match="No visit is signed yet"):
        clinic.judging.judge(patient, trial, [verdict])


def judged_in_between(tried: Tried) -> None:
    verdict = tried.verdict()
    tried.judge(tried.verdict())
    tried.judge(verdict)


def signed_in_between(tried: Tried) -> None:
    verdict = tried.verdict()
    measure(tried.clinic, tried.patient, 0, **{f"l{tried.first}": 300})
    tried.judge(verdict)


WRONG: dict[str, tuple[type[CalciTrackError], str, Any]] = {
    "another word without a reason": (InvalidInput, "say why", lambda t: t.judge(t.verdict(balin=NONE))),
    "a reason of spaces": (InvalidInput, "say why", lambda t: t.judge(t.verdict(balin=NONE, reason="  "))),
    "half assessable": (
        InvalidInput, "or by neither", lambda t: t.judge(t.verdict(now=UNJUDGED, reason="covered")),
    ),
    "a lesion twice": (InvalidInput, "judged twice", lambda t: t.judge(t.verdict(), t.verdict())),
    "a lesion not covered": (NotFound, "does not cover", lambda t: t.judge(replace(t.verdict(), lesion_id=4711))),
    "an unknown trial": (NotFound, "no such trial", lambda t: t.clinic.judging.judge(t.patient, 4711, [t.verdict()])),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "told", "judge"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_judged_is_refused(tried: Tried, kind: type[CalciTrackError], told: str, judge: Any) -> None:
    before = sql.dump(vault_of(tried.clinic).connection)
    with pytest.raises(kind, match=told):
        judge(tried)
    assert sql.dump(vault_of(tried.clinic).connection) == before


@pytest.mark.parametrize("happen", [judged_in_between, signed_in_between])
def test_who_judges_over_something_newer_is_told_what_stands(tried: Tried, happen: Any) -> None:
    with pytest.raises(Conflict) as refused:
        happen(tried)
    assert refused.value.differences[0].field.startswith("lesion 1")
    assert refused.value.who == PERSON


def test_a_lesion_that_is_only_not_examined_in_the_draft_can_be_judged(tried: Tried) -> None:
    visit = tried.clinic.visits.start(tried.patient, TODAY).value
    tried.clinic.visits.record(tried.patient, visit, 1, [an_assessment(tried.first, State.NOT_EXAMINED)])
    assert tried.judge(tried.verdict())
