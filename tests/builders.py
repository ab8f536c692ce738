"""Builders of domain values: valid as they are, and any field can be given. Ids of lesions are their numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import AdverseEffect, Trial
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
    Side,
    State,
    Subtype,
    VisitStatus,
)

DATA = Path(__file__).parent / "data"
DAY = date(2025, 1, 1)
"""The day of everything that is given no other."""


def a_patient(mrn: str = "900-0001", **fields: Any) -> Patient:
    """A patient with an invented name."""
    given: dict[str, Any] = {"family_name": "Testperson", "given_name": "Ada", "birth_date": PartialDate("1970-02-03")}
    return Patient(mrn, **(given | fields))


def a_lesion(
    number: int = 1,
    *,
    site: str = "hand.index.distal.volar",
    side: Side = Side.LEFT,
    first_seen: date = DAY,
    tracking_method: Method = Method.RULER,
    form: Form = Form.SINGLE,
    layer: Layer | None = None,
    index: bool = False,
    **fields: Any,
) -> Lesion:
    """A lesion with one setting; its id is its number. ``settings`` replaces the setting."""
    setting = LesionSetting(
        site, side, first_seen, form=form, layer=layer, tracking_method=tracking_method, index=index
    )
    given: dict[str, Any] = {"settings": (setting,), "id": number}
    return Lesion(number, first_seen, **(given | fields))


def a_reading(length: int = 100, width: int | None = 80, measured_on: date = DAY, **fields: Any) -> Reading:
    """A reading; lengths in tenths of a millimetre."""
    given: dict[str, Any] = {"method": Method.RULER, "reader": "Dr T. Reader"}
    return Reading(length, width, measured_on=measured_on, **(given | fields))


def an_assessment(lesion_id: int = 1, state: State = State.MEASURED, **fields: Any) -> Assessment:
    """An assessment with what its state requires: a reading, a reason or a basis."""
    required: dict[State, dict[str, Any]] = {
        State.MEASURED: {"readings": (a_reading(),)},
        State.NOT_MEASURABLE: {"reason": "diffuse border"},
        State.RESOLVED: {"resolved_basis": ResolvedBasis.EXAMINATION},
    }
    return Assessment(lesion_id, state, **(required.get(state, {}) | fields))


def a_visit(visited_on: date = DAY, *assessments: Assessment, signed: bool = True, **fields: Any) -> Visit:
    """A visit, signed unless told otherwise; its id is its day, so give ids to two visits of one day."""
    evening = datetime.combine(visited_on, time(18), UTC)
    given: dict[str, Any] = {
        "status": VisitStatus.SIGNED if signed else VisitStatus.DRAFT,
        "entered_at": evening,
        "author": "Nurse T. Author",
        "signed_by": "Dr T. Signer" if signed else None,
        "signed_at": evening if signed else None,
        "assessments": assessments,
        "id": visited_on.toordinal(),
    }
    return Visit(visited_on, **(given | fields))


def a_trial(therapy: str = "diltiazem", start: date = DAY, **fields: Any) -> Trial:
    """A drug trial on all lesions that runs on."""
    given: dict[str, Any] = {"route": "oral", "dose": "180 mg/d", "id": 1}
    return Trial(therapy, start, **(given | fields))


def an_event(lesion_id: int = 1, kind: EventKind = EventKind.EXTRUDED, on: date = DAY, **fields: Any) -> LesionEvent:
    """Something that happened to a lesion."""
    return LesionEvent(lesion_id, on, kind, **fields)


def a_record(*visits: Visit, patient: Patient | None = None, **fields: Any) -> PatientRecord:
    """A record with these visits and, unless given, a lesion for every number they assess, first seen when assessed."""
    given: dict[str, Any] = {"lesions": _lesions_assessed(visits)}
    return PatientRecord(patient or a_patient(), visits=visits, **(given | fields))


def clinic_day() -> list[PatientRecord]:
    """The patients of the sample clinic."""
    data = json.loads((DATA / "clinic_day.json").read_text(encoding="utf-8"))
    return [record_from_json(patient) for patient in data["patients"]]


def record_from_json(data: Mapping[str, Any]) -> PatientRecord:
    """A record from one patient of a record file, version 1. Ids are places in the file, from 1."""
    return PatientRecord(
        _patient(data),
        lesions=tuple(_lesion(lesion) for lesion in data["lesions"]),
        visits=tuple(_visit(i, visit) for i, visit in enumerate(data["visits"], start=1)),
        trials=tuple(_trial(i, trial) for i, trial in enumerate(data["trials"], start=1)),
        events=tuple(
            LesionEvent(e["lesion"], _day(e["on"]), EventKind(e["kind"]), tuple(e["to"]), id=i)
            for i, e in enumerate(data["events"], start=1)
        ),
    )


def _lesions_assessed(visits: Sequence[Visit]) -> tuple[Lesion, ...]:
    first: dict[int, date] = {}
    for visit in sorted(visits, key=lambda visit: visit.visited_on):
        for assessment in visit.assessments:
            first.setdefault(assessment.lesion_id, visit.visited_on)
    return tuple(a_lesion(number, first_seen=first[number]) for number in sorted(first))


def _patient(data: Mapping[str, Any]) -> Patient:
    return Patient(
        mrn=data["mrn"],
        family_name=data["family_name"],
        given_name=data["given_name"],
        birth_date=PartialDate(data["birth_date"]),
        sex=Sex(data["sex"]),
        dominant_hand=_maybe(DominantHand, data["dominant_hand"]),
        status=PatientStatus(data["status"]),
        status_on=_maybe(_day, data["status_on"]),
        allergies=Allergies(AllergyStatus(data["allergies"]["status"]), tuple(data["allergies"]["items"])),
        diagnoses=tuple(_diagnosis(diagnosis) for diagnosis in data["diagnoses"]),
        antibodies=tuple(Antibody(a["name"], AntibodyResult(a["result"])) for a in data["antibodies"]),
        background={BackgroundFact(fact): Answer(answer) for fact, answer in data["background"].items()},
        medicines=data["medicines"],
        id=1,
    )


def _diagnosis(data: Mapping[str, Any]) -> Diagnosis:
    dates = ("first_raynaud", "first_symptom", "diagnosed", "calcinosis_onset")
    return Diagnosis(Disease(data["disease"]), **{name: _maybe(PartialDate, data[name]) for name in dates})


def _lesion(data: Mapping[str, Any]) -> Lesion:
    setting = LesionSetting(
        data["site"],
        Side(data["side"]),
        _day(data["first_seen"]),
        form=Form(data["form"]),
        extent_sites=tuple(data["extent_sites"]),
        layer=_maybe(Layer, data["layer"]),
        tracking_method=Method(data["tracking_method"]),
        index=data["index"],
    )
    return Lesion(
        data["number"], setting.set_on, (setting,), new_status=NewStatus(data["new_status"]), id=data["number"]
    )


def _visit(number: int, data: Mapping[str, Any]) -> Visit:
    return Visit(
        visited_on=_day(data["visited_on"]),
        status=VisitStatus(data["status"]),
        signed_by=data["signed_by"],
        fever=data["fever"],
        disease_activity=DiseaseActivity(data["disease_activity"]),
        extent=_maybe(Extent, data["extent"]),
        labs=tuple(Lab(i["name"], i["value"], i["unit"], _maybe(_day, i["on"])) for i in data["labs"]),
        antibiotics=tuple(
            Antibiotic(i["name"], i["route"], _maybe(_day, i["start"]), _maybe(_day, i["stop"]))
            for i in data["antibiotics"]
        ),
        orders=tuple(_swab(number, swab) for swab in data["swabs"]),
        instruments=tuple(InstrumentAnswer(i["name"], i["value"]) for i in data["instruments"]),
        assessments=tuple(_assessment(assessment) for assessment in data["assessments"]),
        note=data["note"],
        plan=data["plan"],
        id=number,
    )


def _swab(visit_id: int, data: Mapping[str, Any]) -> Order:
    return Order(
        OrderKind.SWAB,
        _maybe(_day, data["sent_on"]),
        closed_on=_maybe(_day, data["resulted_on"]),
        result=data["result"],
        visit_id=visit_id,
    )


def _assessment(data: Mapping[str, Any]) -> Assessment:
    same = ("reason", "count", "visible", "palpable", "pain", "ulcer", "redness", "swelling", "tendon_sheath")
    return Assessment(
        lesion_id=data["lesion"],
        state=State(data["state"]),
        resolved_basis=_maybe(ResolvedBasis, data["resolved_basis"]),
        readings=tuple(_reading(reading) for reading in data["measurements"]),
        clinical_subtype=_maybe(Subtype, data["clinical_subtype"]),
        radiographic_subtype=_maybe(Subtype, data["radiographic_subtype"]),
        discharge=_maybe(Discharge, data["discharge"]),
        infection=_maybe(Infection, data["infection"]),
        function_limited=data["function_limited"],
        nerve_compression=data["nerve_compression"],
        **{name: data[name] for name in same},
    )


def _reading(data: Mapping[str, Any]) -> Reading:
    return Reading(
        length=_tenths(data["length_mm"]),
        width=_maybe(_tenths, data["width_mm"]),
        thickness=_maybe(_tenths, data["thickness_mm"]),
        method=Method(data["method"]),
        measured_on=_day(data["measured_on"]),
        reader=data["reader"],
    )


def _trial(number: int, data: Mapping[str, Any]) -> Trial:
    targets = data["target_lesions"]
    return Trial(
        therapy=data["therapy"],
        start=_day(data["start"]),
        dose=data["dose"],
        route=data["route"],
        stop=_maybe(_day, data["stop"]),
        stop_reason=data["stop_reason"],
        adverse_effects=tuple(AdverseEffect(effect) for effect in data["adverse_effects"]),
        targets=None if targets == "all" else tuple(targets),
        id=number,
    )


def _tenths(mm: float) -> int:
    return int(Decimal(str(mm)) * 10)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(read: Any, value: Any) -> Any:
    """None stays None: not recorded."""
    return None if value is None else read(value)
