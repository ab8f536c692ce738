"""What is known of a person by two records: a known answer is never hidden, and each keeps what is its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.merging import joined, own_part
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import AllergyStatus, Answer, AntibodyResult, BackgroundFact, Disease
from tests.builders import a_patient

POSITIVE, NEGATIVE, UNKNOWN = AntibodyResult.POSITIVE, AntibodyResult.NEGATIVE, AntibodyResult.UNKNOWN
FACT = BackgroundFact.ANTICOAGULANT
NO_ALLERGY, PENICILLIN = Allergies(AllergyStatus.NONE), Allergies(AllergyStatus.KNOWN, ("penicillin",))


def a_tested(*results: AntibodyResult, name: str = "anti-NXP2") -> Patient:
    return a_patient("1", antibodies=tuple(Antibody(name, result) for result in results))


def results(patient: Patient) -> list[AntibodyResult]:
    return [one.result for one in patient.antibodies]


@pytest.mark.parametrize("known", [POSITIVE, NEGATIVE, AntibodyResult.BORDERLINE])
def test_an_unknown_result_never_hides_a_known_one(known: AntibodyResult) -> None:
    assert results(joined(a_tested(UNKNOWN), [a_tested(known, name="Anti-NXP2 ")])) == [known]
    assert results(joined(a_tested(known), [a_tested(UNKNOWN)])) == [known]
    assert results(joined(a_tested(UNKNOWN), [a_tested(UNKNOWN)])) == [UNKNOWN]


def test_results_that_differ_are_both_told_with_ones_own_first() -> None:
    assert results(joined(a_tested(NEGATIVE), [a_tested(POSITIVE), a_tested(NEGATIVE)])) == [NEGATIVE, POSITIVE]


@pytest.mark.parametrize("mine", [Allergies(), NO_ALLERGY, Allergies(AllergyStatus.KNOWN, ("iodine",))])
def test_an_allergy_of_either_record_is_shown(mine: Allergies) -> None:
    for one, other in ((mine, PENICILLIN), (PENICILLIN, mine)):
        both = joined(a_patient("1", allergies=one), [a_patient("2", allergies=other)]).allergies
        assert both.status is AllergyStatus.KNOWN
        assert set(both.items) == {"penicillin", *mine.items}


@pytest.mark.parametrize(("mine", "theirs"), list(product([None, *Answer], repeat=2)))
def test_an_unknown_answer_never_hides_a_known_one_and_a_contradiction_is_told(
    mine: Answer | None, theirs: Answer | None
) -> None:
    own, other = (a_patient("1", background={FACT: one} if one else {}) for one in (mine, theirs))
    both = joined(own, [other])
    known = [one for one in (mine, theirs) if one in (Answer.YES, Answer.NO)]
    assert both.answer(FACT) is (known[0] if known else Answer.UNKNOWN)
    assert both.disputed == (frozenset({FACT}) if len(set(known)) == 2 else frozenset())


def test_a_date_that_only_the_other_record_has_is_not_hidden_by_the_same_disease_without_it() -> None:
    own = a_patient("1", diagnoses=(Diagnosis(Disease.DM, diagnosed=PartialDate("2020")),))
    theirs = Diagnosis(Disease.DM, diagnosed=PartialDate("2019"), calcinosis_onset=PartialDate("2021"))
    both = joined(own, [a_patient("2", diagnoses=(theirs, Diagnosis(Disease.SLE)))])
    dated = Diagnosis(Disease.DM, diagnosed=PartialDate("2020"), calcinosis_onset=PartialDate("2021"))
    assert both.diagnoses == (dated, Diagnosis(Disease.SLE))


OTHER = a_patient(
    "2",
    allergies=PENICILLIN,
    diagnoses=(Diagnosis(Disease.DM, diagnosed=PartialDate("2019")), Diagnosis(Disease.SLE)),
    antibodies=(Antibody("anti-NXP2", POSITIVE), Antibody("anti-Mi-2", NEGATIVE)),
    background={FACT: Answer.YES, BackgroundFact.SMOKING: Answer.NO, BackgroundFact.RAYNAUD: Answer.YES},
    medicines="warfarin",
)
OWN: dict[str, Any] = {
    "diagnoses": (Diagnosis(Disease.DM),),
    "antibodies": (Antibody("Anti-NXP2", UNKNOWN),),
    "background": {FACT: Answer.NO, BackgroundFact.SMOKING: Answer.UNKNOWN},
    "medicines": "aspirin",
}


@pytest.mark.parametrize(
    "allergies", [Allergies(), NO_ALLERGY, Allergies(AllergyStatus.KNOWN, ("iodine",)), PENICILLIN]
)
def test_what_only_the_other_record_says_is_not_left_behind_by_a_change_of_something_else(allergies: Allergies) -> None:
    own = a_patient("1", **OWN, allergies=allergies)
    changed = replace(joined(own, [OTHER]), given_name="Grace")
    assert own_part(changed, own, [OTHER]) == replace(own, given_name="Grace")


def test_what_is_changed_is_the_patients_own_from_then_on() -> None:
    own = a_patient("1", **OWN)
    whole = joined(own, [OTHER])
    changed = replace(
        whole,
        allergies=Allergies(AllergyStatus.KNOWN, ("penicillin", "latex")),
        diagnoses=(Diagnosis(Disease.DM, diagnosed=PartialDate("2018")), *whole.diagnoses[1:]),
        antibodies=(Antibody("anti-NXP2", NEGATIVE), *whole.antibodies[1:]),
        background={**whole.background, BackgroundFact.SMOKING: Answer.YES},
    )
    stored = own_part(changed, own, [OTHER])
    assert stored.allergies == Allergies(AllergyStatus.KNOWN, ("latex",))
    assert stored.diagnoses == (Diagnosis(Disease.DM, diagnosed=PartialDate("2018")),)
    assert stored.antibodies == (Antibody("anti-NXP2", NEGATIVE),)
    assert stored.background == {FACT: Answer.NO, BackgroundFact.SMOKING: Answer.YES}
    assert stored.medicines == "aspirin"
    assert results(joined(stored, [OTHER])) == [NEGATIVE, POSITIVE, NEGATIVE]


def test_an_own_allergy_that_was_struck_out_is_gone_though_another_is_theirs() -> None:
    own = a_patient("1", allergies=Allergies(AllergyStatus.KNOWN, ("iodine",)))
    changed = replace(joined(own, [OTHER]), allergies=PENICILLIN)
    assert own_part(changed, own, [OTHER]).allergies == Allergies()
