"""What holds for every record: a fact that does not concern a finding never removes it, one that it rests on does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import (
    Answer,
    BackgroundFact,
    Discharge,
    Disease,
    DiseaseActivity,
    EventKind,
    Extent,
    Infection,
    Layer,
    State,
    Subtype,
)
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.finding import Fact, Finding, Status
from tests.builders import Lab, a_lesion, a_patient, a_record, a_trial, a_visit, an_assessment, an_event
from tests.guidance.golden.case import DAY, TODAY

_YES_NO = st.sampled_from([None, True, False])
_FOUND = st.fixed_dictionaries(
    {
        **dict.fromkeys(
            ("visible", "palpable", "ulcer", "redness", "swelling", "tendon_sheath", "function_limited"), _YES_NO
        ),
        "nerve_compression": _YES_NO,
        "pain": st.sampled_from([None, 0, 0.5, 7]),
        "discharge": st.sampled_from([None, *Discharge]),
        "infection": st.sampled_from([None, *Infection]),
        "clinical_subtype": st.sampled_from([None, *Subtype]),
    }
)
_LABS = st.lists(st.sampled_from([Lab("calcium", 2.3, "mmol/L", DAY), Lab("phosphate", 1.1, None, None)]), unique=True)
_SITES = st.sampled_from(["hand.index.distal.volar", "elbow.extensor", "hip"])
_NAMED = ("diltiazem", "colchicine", "minocycline", "warfarin", "infliximab")


@st.composite
def records(draw: st.DrawFn) -> PatientRecord:
    """A record of one visit, so that a fact that is taken away leaves no older one behind it."""
    count = draw(st.integers(0, 3))
    states = [draw(st.sampled_from([State.UNCHANGED, State.LARGER, State.RESOLVED])) for _ in range(count)]
    visit = a_visit(
        DAY,
        *(an_assessment(n, state, **draw(_FOUND)) for n, state in enumerate(states, start=1)),
        fever=draw(_YES_NO),
        extent=draw(st.sampled_from([None, *Extent])),
        disease_activity=draw(st.sampled_from(DiseaseActivity)),
        labs=tuple(draw(_LABS)),
    )
    layers = st.sampled_from([None, *Layer])
    lesions = tuple(
        a_lesion(n, site=draw(_SITES), first_seen=DAY, index=draw(st.booleans()), layer=draw(layers))
        for n in range(1, count + 1)
    )
    return a_record(
        visit,
        patient=draw(_patients()),
        lesions=lesions,
        trials=tuple(draw(_trials())),
        events=tuple(an_event(n, draw(st.sampled_from(EventKind)), DAY) for n in range(1, count + 1)),
    )


@st.composite
def _patients(draw: st.DrawFn) -> Any:
    diseases = draw(st.lists(st.sampled_from(Disease), unique=True, max_size=3))
    return a_patient(
        diagnoses=tuple(Diagnosis(disease) for disease in diseases),
        background={fact: draw(st.sampled_from(Answer)) for fact in BackgroundFact},
        birth_date=PartialDate(draw(st.sampled_from(["1970", "2012-05", "2008-11-22"]))),
    )


@st.composite
def _trials(draw: st.DrawFn) -> list[Any]:
    names = draw(st.lists(st.sampled_from(_NAMED), unique=True))
    stops = st.sampled_from([None, DAY, TODAY])
    return [
        a_trial(name, DAY - timedelta(days=90), id=n, stop=draw(stops), stop_reason=draw(st.sampled_from([None, "x"])))
        for n, name in enumerate(names, start=1)
    ]


def standing(record: PatientRecord) -> dict[str, Finding]:
    """The findings that stand, by name."""
    return {f.id: f for f in evaluate(record, TODAY).findings if f.stands}


@given(records())
def test_a_lesion_more_removes_nothing_that_is_said_of_the_others(record: PatientRecord) -> None:
    more = replace(record, lesions=(*record.lesions, a_lesion(9, site="knee", first_seen=DAY)))
    assert standing(record).keys() <= standing(more).keys()


@given(records(), st.sampled_from(Disease))
def test_a_disease_more_removes_nothing_that_is_said_of_the_others(record: PatientRecord, disease: Disease) -> None:
    patient = replace(record.patient, diagnoses=(*record.patient.diagnoses, Diagnosis(disease)))
    assert standing(record).keys() <= standing(replace(record, patient=patient)).keys()


@given(records(), st.sampled_from(["rituximab", "something else"]))
def test_a_trial_more_removes_nothing(record: PatientRecord, therapy: str) -> None:
    more = replace(record, trials=(*record.trials, a_trial(therapy, DAY, id=99)))
    assert standing(record).keys() <= standing(more).keys()


@given(records(), st.sampled_from([f for f in BackgroundFact if f not in ("smoking", "raynaud", "digital_ulcers")]))
def test_an_answer_that_the_pathway_does_not_use_changes_nothing(record: PatientRecord, asked: BackgroundFact) -> None:
    patient = replace(record.patient, background={**record.patient.background, asked: Answer.YES})
    assert evaluate(replace(record, patient=patient), TODAY) == evaluate(record, TODAY)


@given(records())
def test_what_is_written_beside_the_facts_changes_nothing(record: PatientRecord) -> None:
    visit = replace(record.visits[0], note="pus, pain, fever", plan="diltiazem", follow_up_weeks=3)
    patient = replace(record.patient, medicines="colchicine 1 mg")
    assert evaluate(replace(record, visits=(visit,), patient=patient), TODAY) == evaluate(record, TODAY)


@given(records(), st.data())
def test_a_fact_taken_away_takes_the_finding_that_rests_on_it(record: PatientRecord, data: st.DataObject) -> None:
    resting = [(f, fact) for f in standing(record).values() for fact in f.facts if _can_take(fact)]
    assume(resting)
    finding, fact = data.draw(st.sampled_from(resting))
    after = {f.id: f.status for f in evaluate(_without(record, fact), TODAY).findings}
    assert after.get(finding.id) is not Status.STANDS


def _can_take(fact: Fact) -> bool:
    """A site or a layer cannot be unknown, and what is counted is no single fact."""
    return fact.name in _TAKEN_FROM_LESION or fact.name in _TAKEN


def _without(record: PatientRecord, fact: Fact) -> PatientRecord:
    if fact.name in _TAKEN_FROM_LESION:
        lesion = next(i.id for i in record.lesions if i.number == fact.lesion)
        assessments = tuple(
            replace(a, **{fact.name: None}) if a.lesion_id == lesion else a for a in record.visits[0].assessments
        )
        # An event that tells of an ulcer is a record of it too.
        events = tuple(e for e in record.events if e.kind.value != "ulcerated" or fact.name != "ulcer")
        return replace(record, visits=(replace(record.visits[0], assessments=assessments),), events=events)
    return _TAKEN[fact.name](record, fact)


def _of_visit(**fields: Any) -> Any:
    return lambda record, _fact: replace(record, visits=(replace(record.visits[0], **fields),))


def _without_lab(record: PatientRecord, fact: Fact) -> PatientRecord:
    labs = tuple(lab for lab in record.visits[0].labs if lab.name != fact.name)
    return replace(record, visits=(replace(record.visits[0], labs=labs),))


def _without_answer(record: PatientRecord, fact: Fact) -> PatientRecord:
    background = {asked: answer for asked, answer in record.patient.background.items() if asked.value != fact.name}
    return replace(record, patient=replace(record.patient, background=background))


def _without_disease(record: PatientRecord, fact: Fact) -> PatientRecord:
    kept = tuple(d for d in record.patient.diagnoses if d.disease.value != fact.value)
    return replace(record, patient=replace(record.patient, diagnoses=kept))


def _without_event(record: PatientRecord, fact: Fact) -> PatientRecord:
    kept = tuple(e for e in record.events if (e.lesion_id, e.kind.value) != (fact.lesion, fact.value))
    return replace(record, events=kept)


def _without_trial(record: PatientRecord, fact: Fact) -> PatientRecord:
    return replace(record, trials=tuple(t for t in record.trials if t.therapy != fact.value))


def _running(record: PatientRecord, _fact: Fact) -> PatientRecord:
    return replace(record, trials=tuple(replace(t, stop=None, stop_reason=None) for t in record.trials))


def _without_reasons(record: PatientRecord, _fact: Fact) -> PatientRecord:
    return replace(record, trials=tuple(replace(t, stop_reason=None) for t in record.trials))


_TAKEN_FROM_LESION = (
    "visible", "palpable", "pain", "ulcer", "redness", "swelling", "discharge", "infection", "tendon_sheath",
    "function_limited", "nerve_compression", "clinical_subtype",
)  # fmt: skip
_TAKEN = {
    "fever": _of_visit(fever=None),
    "extent": _of_visit(extent=None),
    "disease_activity": _of_visit(disease_activity=DiseaseActivity.NOT_JUDGED),
    "calcium": _without_lab,
    "phosphate": _without_lab,
    "smoking": _without_answer,
    "raynaud": _without_answer,
    "digital_ulcers": _without_answer,
    "diagnosis": _without_disease,
    "event": _without_event,
    "therapy": _without_trial,
    "stop": _running,
    "stop_reason": _without_reasons,
}
