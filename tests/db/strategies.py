"""Any valid record: every field that the vault holds, with texts of every script. Ids of lesions are their numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.trial import AdverseEffect, DoseStep, Trial
from calcitrack.domain.visit import Antibiotic, Assessment, InstrumentAnswer, Lab, Order, Reading, Visit
from calcitrack.domain.vocabulary import (
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
    Sex,
    State,
    Subtype,
    VisitStatus,
)
from tests.vaults import TODAY

BORN = date(1960, 2, 29)
SITES = list(SiteList.load())

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["O'Sullivan", "فاطمة", "Đặng", "李", "a\nb", "“quoted”", '"', "\\", "🫶🏽", "NULL", "; DROP TABLE visit"]
)
names = texts.filter(lambda text: text.strip())
days = st.dates(BORN, TODAY)
scalars = st.none() | texts | st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15)
lengths = st.integers(1, 5000)
findings = st.none() | st.booleans()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


partial_dates = days.flatmap(
    lambda day: st.sampled_from([PartialDate(day.isoformat()), PartialDate(f"{day.year}"), PartialDate(f"{day:%Y-%m}")])
)
allergies = st.sampled_from([Allergies(AllergyStatus.NONE), Allergies()]) | st.lists(names, min_size=1, max_size=3).map(
    lambda items: Allergies(AllergyStatus.KNOWN, tuple(items))
)
patients = st.builds(
    Patient,
    mrn=names,
    family_name=names,
    given_name=texts,
    birth_date=st.sampled_from(["1960", "1960-02", "1960-02-29"]).map(PartialDate),
    sex=st.sampled_from(Sex),
    dominant_hand=maybe(st.sampled_from(DominantHand)),
    status=st.sampled_from(PatientStatus),
    status_on=maybe(days),
    allergies=allergies,
    diagnoses=some(st.builds(Diagnosis, st.sampled_from(Disease), *[maybe(partial_dates)] * 4)),
    antibodies=some(st.builds(Antibody, names, st.sampled_from(AntibodyResult))),
    background=st.dictionaries(st.sampled_from(BackgroundFact), st.sampled_from(Answer)),
    medicines=texts,
)


@st.composite
def settings_of_lesions(draw: st.DrawFn) -> LesionSetting:
    site = draw(st.sampled_from(SITES))
    return LesionSetting(
        site.code,
        draw(st.sampled_from(site.sides)),
        draw(days),
        form=draw(st.sampled_from(Form)),
        extent_sites=draw(some(st.sampled_from([site.code for site in SITES]))),
        layer=draw(maybe(st.sampled_from(Layer))),
        tracking_method=draw(st.sampled_from(Method)),
        index=draw(st.booleans()),
        reason=draw(texts),
    )


@st.composite
def lesions(draw: st.DrawFn, number: int) -> Lesion:
    parts = st.floats(0, 1)
    return Lesion(
        number,
        draw(days),
        tuple(draw(st.lists(settings_of_lesions(), min_size=1, max_size=2))),
        draw(st.sampled_from(NewStatus)),
        draw(maybe(st.tuples(names, parts, parts))),
        id=number,
    )


readings = st.builds(
    Reading,
    length=lengths,
    width=maybe(lengths),
    method=st.sampled_from(Method),
    measured_on=days,
    reader=texts,
    thickness=maybe(lengths),
    unlikely_reason=texts,
)


@st.composite
def assessments(draw: st.DrawFn, lesion_id: int) -> Assessment:
    state = draw(st.sampled_from(State))
    needs_reason = state is State.NOT_MEASURABLE
    yes_no = ("visible", "palpable", "ulcer", "redness", "swelling", "tendon_sheath", "function_limited",
              "nerve_compression")  # fmt: skip
    return Assessment(
        lesion_id,
        state,
        reason=draw(names if needs_reason else maybe(texts)),
        resolved_basis=draw(st.sampled_from(ResolvedBasis)) if state is State.RESOLVED else None,
        count=draw(maybe(st.integers(1, 1000))),
        readings=draw(some(readings)),
        clinical_subtype=draw(maybe(st.sampled_from(Subtype))),
        radiographic_subtype=draw(maybe(st.sampled_from(Subtype))),
        pain=draw(maybe(st.integers(0, 10).map(float) | st.floats(0, 10))),
        discharge=draw(maybe(st.sampled_from(Discharge))),
        infection=draw(maybe(st.sampled_from(Infection))),
        **{name: draw(findings) for name in yes_no},
    )


@st.composite
def orders(draw: st.DrawFn, visit_id: int | None) -> Order:
    first, second = sorted([draw(days), draw(days)])
    return Order(
        draw(st.sampled_from(OrderKind)),
        draw(st.sampled_from([None, first])),
        draw(texts),
        draw(st.sampled_from([None, second])),
        draw(maybe(texts)),
        visit_id,
    )


@st.composite
def antibiotics(draw: st.DrawFn) -> Antibiotic:
    first, second = sorted([draw(days), draw(days)])
    return Antibiotic(
        draw(names), draw(maybe(texts)), draw(st.sampled_from([None, first])), draw(st.sampled_from([None, second]))
    )


@st.composite
def visits(draw: st.DrawFn, visit_id: int, day: date, lesion_ids: list[int]) -> Visit:
    is_signed = draw(st.booleans())
    seen = draw(st.lists(st.sampled_from(lesion_ids), unique=True)) if lesion_ids else []
    return Visit(
        day,
        VisitStatus.SIGNED if is_signed else VisitStatus.DRAFT,
        signed_by=draw(names) if is_signed else None,
        fever=draw(findings),
        disease_activity=draw(st.sampled_from(DiseaseActivity)),
        extent=draw(maybe(st.sampled_from(Extent))),
        labs=draw(some(st.builds(Lab, names, scalars, maybe(texts), maybe(days)))),
        antibiotics=draw(some(antibiotics())),
        orders=draw(some(orders(visit_id))),
        instruments=draw(some(st.builds(InstrumentAnswer, names, scalars, texts, texts, texts))),
        assessments=tuple(draw(assessments(lesion_id)) for lesion_id in seen),
        note=draw(texts),
        plan=draw(texts),
        follow_up_weeks=draw(maybe(st.integers(1, 520))),
        id=visit_id,
    )


@st.composite
def trials(draw: st.DrawFn, lesion_ids: list[int]) -> Trial:
    start = draw(days)
    stop = draw(maybe(st.dates(start, TODAY)))
    targets = st.lists(st.sampled_from(lesion_ids), unique=True).map(tuple) if lesion_ids else st.just(())
    steps = st.builds(DoseStep, st.dates(start, stop or TODAY), texts, maybe(st.floats(0, 1e6)), texts)
    return Trial(
        draw(names),
        start,
        dose=draw(maybe(texts)),
        route=draw(maybe(texts | st.just("procedure"))),
        stop=stop,
        stop_reason=draw(maybe(texts)),
        adverse_effects=draw(some(st.builds(AdverseEffect, names, texts, maybe(days)))),
        targets=draw(maybe(targets)),
        steps=draw(some(steps)),
    )


@st.composite
def records(draw: st.DrawFn) -> PatientRecord:
    """A record as the vault takes it whole: without addenda and judgements, which are made in a vault."""
    numbers = draw(st.lists(st.integers(1, 30), unique=True, max_size=3))
    visited = draw(st.lists(st.integers(0, 3000), unique=True, max_size=3))
    events = st.builds(
        LesionEvent,
        st.sampled_from(numbers or [0]),
        days,
        st.sampled_from(EventKind),
        some(st.sampled_from(numbers or [0])),
        maybe(st.sampled_from(range(1, len(visited) + 1))) if visited else st.none(),
    )
    return PatientRecord(
        draw(patients),
        lesions=tuple(draw(lesions(number)) for number in numbers),
        visits=tuple(
            draw(visits(place, TODAY - timedelta(days=ago), numbers)) for place, ago in enumerate(visited, start=1)
        ),
        trials=draw(some(trials(numbers))),
        events=draw(some(events)) if numbers else (),
        orders=draw(some(orders(None))),
    )
