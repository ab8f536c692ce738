"""Every number of a cohort, held against a second count from the exported file."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from calcitrack.clinic.cohort import therapy_groups
from calcitrack.clinic.session import Clinic
from calcitrack.db.audit import Deed
from calcitrack.domain.cohort.answer import CohortAnswer, Tally
from calcitrack.domain.cohort.criteria import QUESTIONS, Criteria, Question, as_plain, fact_question
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import LesionSetting
from calcitrack.domain.patient import Antibody, Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import (
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    Form,
    PatientStatus,
    Sex,
    Side,
    State,
    Subtype,
)
from tests.builders import a_lesion, a_patient, a_record, a_trial
from tests.clinic import naive_cohort as naive
from tests.domain.figures import strategies as figures_of
from tests.domain.figures.stories import visit
from tests.vaults import TODAY, Template, opened, vault_of

CLINICS = min(50, max(5, settings.default.max_examples // 40))
"""Fifty with the profile "faults"."""
SITES = ("hand.index.distal.volar", "hand.thumb", "hand", "elbow.extensor", "handle")
NAMES = ("diltiazem", "Diltiazem hydrochloride", "Snake oil", "snake  oil", "laser")


def group(name: str) -> str:
    return therapy_groups([name])[name]


@st.composite
def placed(draw: st.DrawFn, setting: LesionSetting) -> LesionSetting:
    """Somewhere, in some form; what covers much covers other sites as well."""
    form = draw(st.sampled_from(Form))
    covers = st.lists(st.sampled_from(SITES), max_size=2, unique=True)
    extent = tuple(draw(covers)) if form in (Form.SHEET, Form.EXOSKELETON) else ()
    site, side = draw(st.sampled_from(SITES[:4])), draw(st.sampled_from(Side))
    return replace(setting, site=site, side=side, form=form, extent_sites=extent)


@st.composite
def members(draw: st.DrawFn, number: int) -> PatientRecord:
    """A patient with answers to every question, lesions in many places and trials of several names."""
    record = draw(figures_of.records())
    patient = a_patient(
        f"{number}",
        birth_date=PartialDate(draw(st.sampled_from(["1960", "1985-06", "1986-03-02", "2007-06-01", "2000-02-29"]))),
        sex=draw(st.sampled_from(Sex)),
        status=draw(st.sampled_from(PatientStatus)),
        diagnoses=tuple(Diagnosis(d) for d in draw(st.lists(st.sampled_from(Disease), max_size=2))),
        antibodies=tuple(
            Antibody(name, result)
            for name, result in draw(
                st.lists(st.tuples(st.sampled_from(["ACA", "aca ", "Scl-70"]), st.sampled_from(AntibodyResult)),
                         max_size=2)
            )
        ),
        background=draw(st.dictionaries(st.sampled_from(list(BackgroundFact)[:3]), st.sampled_from(Answer))),
    )  # fmt: skip
    lesions = tuple(replace(lesion, settings=(draw(placed(lesion.setting)),)) for lesion in record.lesions)
    visits = tuple(
        replace(
            one,
            assessments=tuple(
                replace(said, clinical_subtype=draw(st.none() | st.sampled_from(Subtype))) for said in one.assessments
            ),
        )
        for one in record.visits
    )
    trials = tuple(replace(trial, therapy=draw(st.sampled_from(NAMES))) for trial in record.trials)
    more = draw(st.lists(figures_of.trials(), max_size=1))
    trials += tuple(replace(trial, therapy=draw(st.sampled_from(NAMES))) for trial in more)
    return replace(record, patient=patient, lesions=lesions, visits=visits, trials=trials)


ANSWERS: dict[str, list[str]] = {
    Question.DISEASE: ["DM", "lcSSc", ""],
    Question.ANTIBODY: ["aca", "scl-70", " none positive", ""],
    Question.SUBTYPE: ["stone", "mousse", ""],
    Question.FORM: ["single", "sheet"],
    Question.SITE: ["hand", "hand.thumb", "elbow"],
    Question.STANDING: ["open", "resolved", "excised"],
    Question.THERAPY: ["diltiazem", "snake oil", ""],
    Question.AGE: ["under 18", "18 to 39", "40 to 64", ""],
    Question.SEX: ["female", "unknown"],
    Question.STATUS: ["active", "died"],
    fact_question(BackgroundFact.DIGITAL_ULCERS): ["yes", "no", "unknown"],
}


@st.composite
def some_criteria(draw: st.DrawFn) -> Criteria:
    asked = draw(st.lists(st.sampled_from(list(ANSWERS)), max_size=2, unique=True))
    return Criteria.of(
        {question: draw(st.lists(st.sampled_from(ANSWERS[question]), min_size=1)) for question in asked},
        seen_from=draw(st.none() | st.just(date(2025, 5, 1))),
        seen_to=draw(st.none() | st.just(date(2025, 9, 1))),
        age_from=draw(st.none() | st.just(30)),
        age_to=draw(st.none() | st.just(50)),
    )


@st.composite
def verdicts(draw: st.DrawFn, records: list[PatientRecord]) -> list[naive.Judged]:
    """Judgements of some covered lesions, some twice, some blind."""
    places = [
        (record.patient.mrn, place, lesion.number)
        for record in records
        for place, _ in enumerate(record.trials)
        for lesion in record.lesions
    ]
    if not places:
        return []
    words = st.sampled_from(["complete", "partial", "none", "none", "not assessable"])
    one = st.builds(lambda at, word, blind: naive.Judged(*at, word, blind), st.sampled_from(places), words,
                    st.sampled_from([False, False, True]))  # fmt: skip
    return draw(st.lists(one, max_size=14))


@dataclass(frozen=True)
class RandomClinic:
    """Told by what was done to its patients: the records would fill the screen.

    ``merged`` are record numbers of one person: the first goes on, the others are merged into it.
    """

    records: list[PatientRecord] = field(repr=False)
    judged: list[naive.Judged]
    merged: list[str]
    asked: list[Criteria]


@st.composite
def clinics(draw: st.DrawFn) -> RandomClinic:
    records = [draw(members(number)) for number in range(draw(st.integers(2, 7)))]
    asked = [Criteria(), *draw(st.lists(some_criteria(), min_size=4, max_size=8))]
    # An unsigned draft is finished where it was begun: its record is not merged into another.
    signed = [record.patient.mrn for record in records if record.draft is None]
    others = draw(st.lists(st.sampled_from(signed), max_size=2, unique=True)) if signed else []
    stays = draw(
        st.sampled_from([record.patient.mrn for record in records if record.patient.mrn not in others] or [""])
    )
    return RandomClinic(records, draw(verdicts(records)), [stays, *others] if stays and others else [], asked)


def judge(clinic: Clinic, given: list[naive.Judged]) -> None:
    """Lay judgements beside the record; the operation that a reader uses is tried by its own tests."""
    vault, actor = vault_of(clinic), clinic.cohorts._context.actor
    for one in given:
        patient_id = clinic.patients.by_mrn(one.mrn)
        assert patient_id is not None
        record = clinic.patients.reload(patient_id)
        lesion = next(lesion for lesion in record.lesions if lesion.number == one.lesion)
        row = {
            "patient_id": patient_id, "trial_id": record.trials[one.trial].id, "lesion_id": lesion.id,
            "reader_person_id": clinic.person.id, "reader": "Dr T", "judged_at": "2026-11-22T09:00:00.000+00:00",
            "balin": one.word, "now": "none", "proposed_balin": "complete", "proposed_now": "complete",
            "reason": "", "blind": int(one.blind), "supersedes": None,
        }  # fmt: skip
        deed = Deed("judge", "judgement", "", record.patient.uuid)
        with vault.unit(actor, deed, clinic.clock.now()) as unit:
            unit.insert("judgement", row)


def merge(clinic: Clinic, mrns: list[str]) -> None:
    ids = [clinic.patients.by_mrn(mrn) for mrn in mrns]
    stays, *others = (one for one in ids if one is not None)
    for other in others:
        clinic.merging.merge(stays, other, clinic.merging.compare(stays, other).seen, "one person")


def exported(clinic: Clinic, folder: Path) -> list[dict[str, Any]]:
    path = folder / "all.json"
    clinic.record_files.export_file(path)
    found: list[dict[str, Any]] = json.loads(path.read_text())["patients"]
    return found


def counts(tally: Tally) -> dict[str, tuple[int, int | None]]:
    return {row.answer: (row.patients, row.lesions) for row in tally.rows if row.patients or row.lesions}


def check(
    answer: CohortAnswer, everyone: list[dict[str, Any]], judged: list[naive.Judged], mrn: dict[int, str]
) -> None:
    plain = as_plain(answer.criteria)
    chosen = [patient for patient in everyone if naive.is_chosen(patient, plain, TODAY, group)]
    assert {mrn[i] for i in answer.ids} == {patient["mrn"] for patient in chosen}
    assert answer.of == len(everyone)
    lesions = {patient["mrn"]: naive.chosen_lesions(patient, plain["answers"]) for patient in chosen}
    flat = [lesion for found in lesions.values() for lesion in found.values()]
    assert answer.lesions == len(flat)
    assert answer.open_lesions == sum(lesion["standing"] == "open" for lesion in flat)
    for tally in answer.tallies:
        expected: dict[str, tuple[int, int | None]]
        if tally.question in naive.LESION_QUESTIONS:

            def words(lesion: dict[str, Any], asked: str = tally.question) -> set[str]:
                return {at.split(".")[0] for at in lesion["sites"]} if asked == "site" else {lesion[asked]}

            said = Counter(w for lesion in flat for w in words(lesion))
            people = Counter(w for found in lesions.values() for w in {w for one in found.values() for w in words(one)})
            expected = {w: (people[w], said[w]) for w in said}
            assert (tally.of_patients, tally.of_lesions) == (sum(map(bool, lesions.values())), len(flat))
        else:
            people = Counter(w for p in chosen for w in naive.answers(p, tally.question, TODAY, group))
            expected = {w: (count, None) for w, count in people.items()}
            assert tally.of_patients == len(chosen)
        assert counts(tally) == expected or counts(tally) == {w: (n, m or None) for w, (n, m) in expected.items()}
    places = Counter((site, lesion["side"]) for lesion in flat for site in lesion["sites"])
    assert {(p.site, p.side.value): p.lesions for p in answer.places} == dict(places)
    check_change(answer, chosen, mrn)
    check_therapies(answer, chosen, judged, mrn)


def check_change(answer: CohortAnswer, chosen: list[dict[str, Any]], mrn: dict[int, str]) -> None:
    plain = as_plain(answer.criteria)
    courses = {patient["mrn"]: naive.changes(patient, plain["answers"]) for patient in chosen}
    last = {who: found[-1] for who, found in courses.items() if found}
    assert {mrn[one.patient_id]: (one.days, pytest.approx(one.percent), one.compared, one.of)
            for one in answer.change.each} == last  # fmt: skip
    percents = [percent for _, percent, *_ in last.values()]
    if percents:
        assert answer.change.quartiles == pytest.approx(tuple(np.quantile(percents, [0.25, 0.5, 0.75])))
    else:
        assert answer.change.quartiles is None
    assert len(answer.change.rose) == sum(percent > 25 + 1e-9 for percent in percents)
    assert len(answer.change.fell) == sum(percent < -25 - 1e-9 for percent in percents)
    years: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for who, found in courses.items():
        for days, percent, *_ in found:
            years[int(days / 365.25) + 1][who] = percent
    shown = {one.year: ({mrn[i] for i in one.patients}, one.quartiles[1]) for one in answer.change.by_year}
    assert shown == {y: (set(v), pytest.approx(float(np.median(list(v.values()))))) for y, v in years.items()}


def check_courses(clinic: Clinic, answer: CohortAnswer, everyone: list[dict[str, Any]], mrn: dict[int, str]) -> None:
    by_mrn = {patient["mrn"]: patient for patient in everyone}
    times = {i: [date.fromisoformat(v["visited_on"]) for v in naive.signed(by_mrn[mrn[i]])] for i in answer.ids}
    assert dict(answer.spans) == {i: (days[-1] - days[0]).days for i, days in times.items() if days}
    courses = clinic.cohorts.courses(answer.criteria, answer.ids)
    assert {i: (c.first_on, c.last_on) for i, c in courses.items()} == {
        i: (days[0], days[-1]) for i, days in times.items() if days
    }
    for i, course in courses.items():
        assert [trial.therapy for trial in course.trials] == [t["therapy"] for t in by_mrn[mrn[i]]["trials"]]
    lines = clinic.cohorts.lines(answer.criteria, answer.ids)
    asked = as_plain(answer.criteria)["answers"]
    for i in answer.ids:
        found = [(days, pytest.approx(percent)) for days, percent, *_ in naive.changes(by_mrn[mrn[i]], asked)]
        assert lines.get(i, [(0, 0.0)]) == [(0, 0.0), *found]


def check_therapies(
    answer: CohortAnswer, chosen: list[dict[str, Any]], judged: list[naive.Judged], mrn: dict[int, str]
) -> None:
    from scipy.stats import binomtest

    expected = naive.therapies(chosen, dict(as_plain(answer.criteria)["answers"]), judged, group)
    assert {one.therapy for one in answer.therapies} == set(expected)
    for one in answer.therapies:
        sums = expected[one.therapy]
        assert (one.trials, one.interim, one.unjudged) == (sums["trials"], sums["interim"], sums["unjudged"])
        assert {mrn[i] for i in one.patients} == sums["patients"]
        assert bool(one.interim_patients) is bool(one.interim)
        assert bool(one.unjudged_patients) is bool(one.unjudged)
        assert set(one.judged_patients) <= set(one.read_patients)
        assert {word.value: n for word, n in one.lesions.items() if n} == dict(sums["words"])
        assert one.covered == one.unjudged + sum(sums["words"].values())
        pairs = {who: (a, m) for who, (a, m) in sums["pairs"].items()}
        assert {mrn[i] for i in one.judged_patients} == set(pairs)
        assert {mrn[i] for i in one.answered_patients} == {who for who, (a, _) in pairs.items() if a}
        if pairs:
            ends = binomtest(len(one.answered_patients), len(pairs)).proportion_ci(method="wilson")
            assert one.patients_interval == pytest.approx((ends.low, ends.high), abs=1e-9)
        if len(pairs) > 1:
            assert one.lesions_interval == pytest.approx(naive.clustered(list(pairs.values())), abs=1e-9)
        else:
            assert one.lesions_interval is None


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=CLINICS, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(drawn=clinics())
def test_every_number_is_that_of_a_second_count_from_the_exported_file(
    vault_template: Template, drawn: RandomClinic
) -> None:
    records, judged, asked = drawn.records, drawn.judged, drawn.asked
    with tempfile.TemporaryDirectory() as folder, opened(vault_template.copy_to(Path(folder) / "v")) as clinic:
        clinic.record_files.add_records(records)
        judge(clinic, judged)
        everyone = exported(clinic, Path(folder))
        if drawn.merged:
            stays, *goes = drawn.merged
            merge(clinic, drawn.merged)
            judged = naive.follow(judged, everyone, stays, goes)
            one = naive.as_one(everyone, stays, goes)
            everyone = [one if p["mrn"] == stays else p for p in everyone if p["mrn"] not in goes]
        mrn = {i: clinic.patients.reload(i).patient.mrn for i in clinic.patients.all_ids()}
        for criteria in asked:
            answer = clinic.cohorts.answer(criteria)
            check(answer, everyone, judged, mrn)
            check_courses(clinic, answer, everyone, mrn)
            for tally in answer.tallies:
                for row in tally.rows:
                    assert len(clinic.cohorts.behind(criteria, tally.question, row.answer)) == row.patients
            for place in answer.places:
                behind = clinic.cohorts.at_site(criteria, answer.ids, place.site, place.side)
                assert len(behind) == place.patients
                still = clinic.cohorts.at_site(criteria, answer.ids, place.site, place.side, only_open=True)
                assert bool(still) is bool(place.open)
        assert not clinic.verification.verify().flaws


def test_a_question_about_lesions_is_met_by_one_lesion_and_not_by_two(clinic: Clinic) -> None:
    lesions = (a_lesion(1, site="elbow.extensor"), a_lesion(2, site="knee"))
    seen = visit(0, {1: (200, 100), 2: (200, 100)})
    seen = replace(seen, assessments=tuple(
        replace(said, clinical_subtype=subtype)
        for said, subtype in zip(seen.assessments, (Subtype.STONE, Subtype.MOUSSE), strict=True)
    ))  # fmt: skip
    clinic.record_files.add_records([a_record(seen, lesions=lesions)])
    both = {Question.SITE: ["elbow"], Question.SUBTYPE: ["stone"]}
    assert len(clinic.cohorts.answer(Criteria.of(both)).ids) == 1
    assert clinic.cohorts.answer(Criteria.of({**both, Question.SUBTYPE: ["mousse"]})).ids == ()


def test_a_lesion_that_healed_long_ago_counts_as_nothing_left_and_a_knife_leaves_the_comparison(clinic: Clinic) -> None:
    seen = [
        visit(0, {1: (200, 100), 2: (200, 100), 3: (200, 100)}),
        visit(30, {1: State.RESOLVED, 2: (200, 100), 3: State.EXCISED}),
        visit(400, {2: (200, 100)}),
    ]
    lesions = tuple(a_lesion(number) for number in (1, 2, 3))
    clinic.record_files.add_records([a_record(*seen, lesions=lesions)])
    (change,) = clinic.cohorts.answer(Criteria()).change.each
    assert (change.percent, change.compared, change.of, change.days) == (-50.0, 2, 3, 400)


def test_the_proposed_class_of_a_trial_is_no_judgement(clinic: Clinic) -> None:
    seen = (visit(0, (200, 100)), visit(120, (100, 50)))
    clinic.record_files.add_records([a_record(*seen, trials=(a_trial(start=seen[0].visited_on),))])
    (figures,) = clinic.cohorts.answer(Criteria()).therapies
    assert (figures.judged_lesions, figures.unjudged, figures.patients_interval) == (0, 1, None)


def test_whose_birth_date_is_a_year_stands_in_no_age_group_when_it_could_be_two(clinic: Clinic) -> None:
    clinic.record_files.add_records([
        a_record(patient=a_patient("1", birth_date=PartialDate(str(TODAY.year - 18)))),
        a_record(patient=a_patient("2", birth_date=PartialDate((TODAY - timedelta(days=40 * 365)).isoformat()))),
    ])  # fmt: skip
    tally = clinic.cohorts.answer(Criteria()).tally(Question.AGE)
    assert counts(tally) == {"18 to 39": (1, None), "": (1, None)}


def test_criteria_come_back_from_the_words_they_are_stored_in() -> None:
    from calcitrack.domain.cohort.criteria import from_plain

    criteria = Criteria.of({Question.SITE: ["hand"]}, seen_from=date(2025, 1, 1), age_to=40)
    assert from_plain(json.loads(json.dumps(as_plain(criteria)))) == criteria
    assert criteria.toggled(Question.SITE, "hand").of_question(Question.SITE) == ()
    with pytest.raises(ValueError, match="shoe size"):
        from_plain({**as_plain(criteria), "answers": {"shoe size": ["9"]}})


def test_every_question_has_an_answer_in_an_empty_clinic(clinic: Clinic) -> None:
    answer = clinic.cohorts.answer(Criteria())
    assert [tally.question for tally in answer.tallies] == list(QUESTIONS)
    assert (answer.ids, answer.of, answer.change.quartiles, answer.therapies) == ((), 0, None, ())


def test_the_work_ends_when_its_report_raises(clinic: Clinic) -> None:
    def report(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        clinic.cohorts.answer(Criteria(), report)
    assert clinic.cohorts.answer(Criteria()).of == 0
