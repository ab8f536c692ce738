"""The demonstration clinic is believable where a program can tell: complete, faultless, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest

from calcitrack.clinic.demo.chance import Chance
from calcitrack.clinic.demo.reading import lesion_story, stories
from calcitrack.clinic.demo.vault import LOGIN, PASSWORD, create_demo, demo_records
from calcitrack.clinic.session import Clinic, open_clinic
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Fault
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.domain.validation import (
    assessment_faults,
    lesion_faults,
    patient_faults,
    trial_faults,
    visit_faults,
)
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import (
    AddendumKind,
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Discharge,
    Disease,
    DiseaseActivity,
    DominantHand,
    EventKind,
    Extent,
    Form,
    Infection,
    Layer,
    Method,
    NewStatus,
    OrderKind,
    PatientStatus,
    ResolvedBasis,
    ResponseWord,
    Role,
    Sex,
    Side,
    State,
    Subtype,
    VisitStatus,
)
from calcitrack.domain.worklist import WorklistFilter
from tests.vaults import CHEAP, TODAY, FixedClock

DAYS = (TODAY, date(2026, 3, 11), date(2024, 2, 29), date(2027, 1, 1), date(2028, 12, 30))
"""A Sunday, a Wednesday, a leap day, New Year's Day and a Saturday."""

THERAPIES = (
    "diltiazem", "colchicine", "minocycline", "warfarin", "rituximab", "bisphosphonate", "alendronate", "etidronate",
    "ivig", "sodium thiosulfate", "sodium metabisulfite", "aluminum hydroxide", "neem oil", "prednisolone",
    "methylprednisolone", "treprostinil", "tofacitinib", "acetic acid iontophoresis", "surgical excision",
    "dental burr", "carbon dioxide laser", "shock wave lithotripsy",
)  # fmt: skip
PROCEDURES = ("iontophoresis", "excision", "burr", "laser", "lithotripsy")


@pytest.fixture(scope="module")
def records() -> tuple[PatientRecord, ...]:
    return demo_records(TODAY)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("demo") / "vault"
    create_demo(folder, FixedClock(), CHEAP)
    opened = open_clinic(folder, LOGIN, PASSWORD, FixedClock())
    yield opened
    opened.close()


def one(records: tuple[PatientRecord, ...], mrn: str) -> PatientRecord:
    return next(record for record in records if record.patient.mrn == mrn)


def assessments(records: tuple[PatientRecord, ...]) -> list[Assessment]:
    return [a for record in records for visit in record.visits for a in visit.assessments]


def faults_of(record: PatientRecord, today: date) -> list[Fault]:
    patient, sites = record.patient, SiteList.load()
    found = list(patient_faults(patient, today))
    for visit in record.visits:
        found += visit_faults(visit, patient, today, [other for other in record.visits if other is not visit])
        for said in visit.assessments:
            found += assessment_faults(said, record.lesion(said.lesion_id), patient.birth_date, today)
    for lesion in record.lesions:
        found += lesion_faults(lesion, patient, today, sites)
    for trial in record.trials:
        found += trial_faults(trial, patient, record.lesions, today)
    return found


def spoken(records: tuple[PatientRecord, ...]) -> set[Any]:
    """Every word of the vocabulary that occurs anywhere in the records."""
    found: set[Any] = set()

    def collect(value: Any) -> None:
        if isinstance(value, StrEnum):
            found.add((type(value), value))  # words of two lists can be equal as text
        elif isinstance(value, dict):
            for key, item in value.items():
                collect(key)
                collect(item)
        elif isinstance(value, (tuple, list)):
            for item in value:
                collect(item)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                collect(getattr(value, name))

    collect(records)
    return found


def test_has_sixty_patients_numbered_in_order(records: tuple[PatientRecord, ...]) -> None:
    assert [record.patient.mrn for record in records] == [f"DEMO-{n:03}" for n in range(1, 61)]


def test_no_two_patients_share_a_name(records: tuple[PatientRecord, ...]) -> None:
    assert len({record.patient.name for record in records}) == len(records)


def test_is_the_same_each_time_for_the_same_day(records: tuple[PatientRecord, ...]) -> None:
    assert demo_records(TODAY) == records


@pytest.mark.parametrize("later", [1, 7, 30, 366])
def test_another_day_moves_the_dates_and_leaves_the_people(records: tuple[PatientRecord, ...], later: int) -> None:
    moved = demo_records(TODAY + timedelta(days=later))
    assert [record.patient.name for record in moved] == [record.patient.name for record in records]
    assert [len(record.visits) for record in moved] == [len(record.visits) for record in records]
    assert max(v.visited_on for r in moved for v in r.visits) == TODAY + timedelta(days=later)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_is_at_fault_on_any_kind_of_day(today: date) -> None:
    assert [(r.patient.mrn, fault) for r in demo_records(today) for fault in faults_of(r, today)] == []


@pytest.mark.parametrize(
    "words",
    [
        AddendumKind, AllergyStatus, Answer, AntibodyResult, BackgroundFact, Discharge, Disease, DiseaseActivity,
        DominantHand, EventKind, Extent, Form, Infection, Layer, Method, NewStatus, OrderKind, PatientStatus,
        ResolvedBasis, Sex, Side, State, Subtype, VisitStatus,
    ],
    ids=lambda words: words.__name__,
)  # fmt: skip
def test_every_word_of_the_vocabulary_occurs(records: tuple[PatientRecord, ...], words: type[StrEnum]) -> None:
    known = spoken(records)
    assert [word for word in words if (words, word) not in known] == []


def test_every_subtype_occurs_by_eye_and_all_but_mousse_by_x_ray(records: tuple[PatientRecord, ...]) -> None:
    said = assessments(records)
    assert {a.clinical_subtype for a in said} == {None, *Subtype}
    assert {a.radiographic_subtype for a in said} == {None, *Subtype} - {Subtype.MOUSSE}


@pytest.mark.parametrize("therapy", THERAPIES)
def test_every_therapy_of_the_review_was_tried(records: tuple[PatientRecord, ...], therapy: str) -> None:
    assert any(therapy in trial.therapy.lower() for record in records for trial in record.trials)


def test_a_procedure_says_that_it_is_one_and_a_drug_does_not(records: tuple[PatientRecord, ...]) -> None:
    for trial in (trial for record in records for trial in record.trials):
        assert trial.is_procedure is any(word in trial.therapy for word in PROCEDURES), trial.therapy


def test_trials_run_overlap_and_end_for_many_reasons(records: tuple[PatientRecord, ...]) -> None:
    trials = [trial for record in records for trial in record.trials]
    assert {"no response", "side effects", "completed", None} <= {trial.stop_reason for trial in trials}
    assert all((trial.stop is None) is (trial.stop_reason is None) for trial in trials)
    assert any(
        first.start < second.start < (first.stop or TODAY) and not second.is_procedure
        for record in records
        for first in record.trials
        for second in record.trials
        if not first.is_procedure
    )


def test_figures_compute_for_everybody_with_every_response(records: tuple[PatientRecord, ...]) -> None:
    figures = [record_figures(record, RuleSettings()) for record in records]
    responses = [response for one in figures for trial in one.trials for response in trial.lesions.values()]
    assert {response.balin for response in responses} == set(ResponseWord)
    assert {response.now for response in responses} == set(ResponseWord)
    assert {response.reason for response in responses} == {None, *NotAssessable}
    assert any(response.balin is ResponseWord.PARTIAL and response.now is ResponseWord.NONE for response in responses)


def test_most_lesions_of_systemic_sclerosis_grow_slowly(records: tuple[PatientRecord, ...]) -> None:
    rates = growth_of(records, {Disease.LCSSC, Disease.DCSSC})
    assert 0 < median(rates) < 20


def test_children_lose_more_of_their_deposits_than_they_gain(records: tuple[PatientRecord, ...]) -> None:
    assert median(growth_of(records, {Disease.JDM})) < 0


def growth_of(records: tuple[PatientRecord, ...], diseases: set[Disease]) -> list[float]:
    chosen = [record for record in records if record.patient.diagnoses[0].disease in diseases]
    figures = [record_figures(record, RuleSettings()) for record in chosen]
    return [g.percent_per_year for one in figures for g in one.growth.values() if g.percent_per_year is not None]


def median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def test_second_readings_differ_by_a_few_per_cent(records: tuple[PatientRecord, ...]) -> None:
    pairs = [
        (first.length, second.length)
        for said in assessments(records)
        for first, second in zip(said.readings, said.readings[1:], strict=False)
        if first.method is second.method
    ]
    assert len(pairs) > 50
    spread = sum(abs(a - b) / a for a, b in pairs) / len(pairs)
    assert 0.01 < spread < 0.1


def test_hands_prevail_in_systemic_sclerosis_and_the_dominant_one_first(records: tuple[PatientRecord, ...]) -> None:
    chosen = [r for r in records if r.patient.diagnoses[0].disease in (Disease.LCSSC, Disease.DCSSC)]
    hands = [(lesion.side, r.patient.dominant_hand) for r in chosen for lesion in r.lesions if "hand." in lesion.site]
    assert len(hands) > sum(len(r.lesions) for r in chosen) / 2
    assert sum(side == hand for side, hand in hands) > len(hands) / 2


def test_juvenile_dermatomyositis_is_a_disease_of_children(records: tuple[PatientRecord, ...]) -> None:
    born = [r.patient.birth_date for r in records if r.patient.diagnoses[0].disease is Disease.JDM]
    assert born
    assert all(5 <= (TODAY - day.earliest).days / 365.25 < 17 for day in born)


def test_some_birth_dates_are_known_in_part_only(records: tuple[PatientRecord, ...]) -> None:
    assert {len(record.patient.birth_date.text) for record in records} == {4, 7, 10}


def test_patients_have_up_to_fourteen_signed_visits_within_six_years(records: tuple[PatientRecord, ...]) -> None:
    counts = {r.patient.mrn: sum(v.is_signed for v in r.visits) for r in records}
    assert max(counts.values()) == 14
    assert [mrn for mrn, n in counts.items() if n < 2] == ["DEMO-059", "DEMO-060"]
    assert min(v.visited_on for r in records for v in r.visits) > TODAY - timedelta(days=6 * 366 + 365)


def test_one_patient_has_sixty_lesions_and_one_a_single_one(records: tuple[PatientRecord, ...]) -> None:
    assert len(one(records, "DEMO-054").lesions) == 60
    assert len(one(records, "DEMO-043").lesions) == 1


def test_one_patient_was_never_seen_and_one_has_only_a_draft(records: tuple[PatientRecord, ...]) -> None:
    assert one(records, "DEMO-059").visits == ()
    assert [visit.is_signed for visit in one(records, "DEMO-060").visits] == [False]


def test_the_oldest_draft_is_three_weeks_old(records: tuple[PatientRecord, ...]) -> None:
    oldest = min(v.visited_on for r in records for v in r.visits if not v.is_signed)
    assert 21 <= (TODAY - oldest).days <= 23  # a weekday


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_people_are_due_today_before_today_and_after_it(today: date) -> None:
    last = [r.counted_visits[-1] for r in demo_records(today) if r.counted_visits]
    due = [v.visited_on + timedelta(weeks=v.follow_up_weeks) for v in last if v.follow_up_weeks]
    assert sum(day == today for day in due) >= 3
    assert sum(day < today for day in due) >= 5
    assert sum(day > today for day in due) >= 20


def test_lesions_are_numbered_in_the_order_in_which_they_were_found(records: tuple[PatientRecord, ...]) -> None:
    for record in records:
        assert [lesion.number for lesion in record.lesions] == list(range(1, len(record.lesions) + 1))
        told = [lesion.first_seen for lesion in record.lesions]
        later = [day for day in told if day > min(told)]
        assert later == sorted(later), record.patient.mrn


def test_every_lesion_is_measured_when_it_is_first_seen(records: tuple[PatientRecord, ...]) -> None:
    for record in records:
        for lesion in record.lesions:
            first = next(v for v in record.visits if v.visited_on == lesion.first_seen)
            said = first.assessment_of(lesion.id)
            assert said is not None, (record.patient.mrn, lesion.number)
            assert said.reading_by(lesion.settings[0].tracking_method), (record.patient.mrn, lesion.number)


def test_a_dead_patient_is_not_seen_again(records: tuple[PatientRecord, ...]) -> None:
    for record in records:
        if record.patient.status is not PatientStatus.ACTIVE:
            assert record.patient.status_on is not None
            assert all(visit.visited_on <= record.patient.status_on for visit in record.visits)


def test_nobody_with_a_penicillin_allergy_gets_a_penicillin(records: tuple[PatientRecord, ...]) -> None:
    for record in records:
        if {"penicillin", "amoxicillin"} & set(record.patient.allergies.items):
            given = {antibiotic.name for visit in record.visits for antibiotic in visit.antibiotics}
            assert not given & {"co-amoxiclav", "flucloxacillin"}, record.patient.mrn


def test_a_misspelt_word_of_a_story_is_an_error() -> None:
    with pytest.raises(KeyError):
        lesion_story("R knee.anterior 18x13 stoen")


def test_every_incident_befalls_a_lesion_that_the_story_knows() -> None:
    for story in stories():
        known = len(story.lesions) + story.more
        visits = (story.visits.count if story.visits else 0) + bool(story.draft)
        for visit, happens in story.happens.items():
            assert visit <= visits, story.mrn
            assert all(number <= known for number in happens), story.mrn


def test_every_background_word_of_a_story_is_a_background_fact() -> None:
    known = {fact.value for fact in BackgroundFact}
    assert [story.mrn for story in stories() if not story.yes | story.unknown <= known] == []


def test_chance_repeats_itself_for_one_seed_and_differs_for_another() -> None:
    def drawn(seed: str) -> list[float]:
        chance = Chance(seed)
        return [chance.fraction() for _ in range(20)]

    assert drawn("a") == drawn("a")
    assert drawn("a") != drawn("b")
    assert all(0 <= value < 1 for value in drawn("c"))


def test_a_weight_of_nothing_is_never_drawn() -> None:
    chance = Chance("weights")
    assert {chance.weighted({"never": 0, "often": 3, "sometimes": 1}) for _ in range(200)} == {"often", "sometimes"}


def test_the_vault_holds_what_the_records_say(clinic: Clinic, records: tuple[PatientRecord, ...]) -> None:
    assert clinic.synthetic
    assert clinic.person.roles == {Role.ADMINISTRATOR, Role.CLINICIAN}
    for record in records:
        stored = clinic.patients.reload(clinic.patients.by_mrn(record.patient.mrn))
        assert replace(stored.patient, id=0, uuid="", version=0) == record.patient
        assert [visit_told(v) for v in stored.visits] == [visit_told(v) for v in record.visits]
        assert len(stored.lesions) == len(record.lesions)
        assert [(e.on, e.kind) for e in stored.events] == [(e.on, e.kind) for e in record.events]
        assert [replace(t, id=0, uuid="", version=0, targets=None) for t in stored.trials] == [
            replace(t, id=0, targets=None) for t in record.trials
        ]


def visit_told(visit: Any) -> tuple[Any, ...]:
    """What must survive the import, without the row numbers of the vault."""
    orders = [(o.kind, o.asked_on, o.asked_by, o.closed_on, o.result) for o in visit.orders]
    said = [replace(a, lesion_id=0) for a in visit.assessments]
    addenda = [(a.kind, a.reason, a.text, a.written_by) for a in visit.addenda]
    return (
        visit.visited_on, visit.status, visit.signed_by, visit.fever, visit.extent, visit.labs, visit.antibiotics,
        visit.instruments, visit.note, visit.plan, visit.follow_up_weeks, visit.entered_at, orders, said, addenda,
    )  # fmt: skip


@pytest.mark.parametrize("chosen", WorklistFilter, ids=str)
def test_every_filter_of_the_worklist_finds_somebody(clinic: Clinic, chosen: WorklistFilter) -> None:
    assert clinic.lists.counts()[chosen] >= 3


def test_names_of_every_script_are_found(clinic: Clinic) -> None:
    for typed in ("lukasz", "dang", "γιωργος", "иван", "فاطمة", "李", "o'sullivan", "muller", "김", "शर्मा"):
        assert clinic.patients.find(typed).hits, typed


def test_a_birth_date_known_to_the_year_is_kept_so(clinic: Clinic) -> None:
    record = clinic.patients.reload(clinic.patients.by_mrn("DEMO-033"))
    assert record.patient.birth_date == PartialDate(record.patient.birth_date.text[:4])
