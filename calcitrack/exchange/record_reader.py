"""The record format, version 1, as values. The format stands in docs/record-format.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from calcitrack.domain.errors import FileRefused, InvalidInput
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
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
from calcitrack.exchange.reading import MISSING, Reader, load_json, shown
from calcitrack.exchange.record_checks import check_records

FORMAT = "calcitrack-record"
VERSION = 1

PATIENT_KEYS = ("mrn", "family_name", "given_name", "birth_date", "sex", "dominant_hand", "status", "status_on",
                "allergies", "diagnoses", "antibodies", "background", "medicines", "lesions", "visits", "trials",
                "events")  # fmt: skip
LESION_KEYS = ("number", "site", "side", "form", "extent_sites", "layer", "first_seen", "new_status",
               "tracking_method", "index")  # fmt: skip
VISIT_KEYS = ("visited_on", "status", "signed_by", "fever", "disease_activity", "extent", "labs", "swabs",
              "antibiotics", "assessments", "instruments", "note", "plan")  # fmt: skip
ASSESSMENT_KEYS = ("lesion", "state", "reason", "resolved_basis", "count", "measurements", "clinical_subtype",
                   "radiographic_subtype", "visible", "palpable", "pain", "ulcer", "redness", "swelling", "discharge",
                   "infection", "tendon_sheath", "function_limited", "nerve_compression")  # fmt: skip
TRIAL_KEYS = ("therapy", "dose", "route", "start", "stop", "stop_reason", "adverse_effects", "target_lesions")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """What a record file says. Lesion ids are the lesions' numbers until they are stored."""

    clinic: str
    synthetic: bool
    patients: tuple[PatientRecord, ...]


def read_record_file(content: bytes, sites: SiteList, today: date) -> RecordFile:
    """Read a whole file, or refuse it whole.

    Raises:
        FileRefused: Not a record file, or of a version that this program does not know.
        InvalidInput: With the faults, each with its path in the file.
    """
    outer = load_json(content)
    _check_format(outer)
    reader = Reader()
    found = reader.keys(outer, "file", ("format", "version", "clinic", "synthetic", "patients"))
    clinic = reader.text(reader.keys(found["clinic"], "clinic", ("name",))["name"], "clinic.name")
    synthetic = reader.flag(found["synthetic"], "synthetic")
    patients = reader.items(found["patients"], "patients", lambda v, path: _record(reader, v, path))
    if not reader.faults:
        # Only a file that reads whole is worth checking: a missing key would show up a second time as a wrong value.
        check_records(reader, patients, sites, today)
    if reader.faults:
        raise InvalidInput(reader.faults, say(QT_TRANSLATE_NOOP("exchange", "Correct the file, then import it again.")))
    return RecordFile(clinic, synthetic, patients)


def _check_format(outer: Any) -> None:
    if not isinstance(outer, dict) or outer.get("format") != FORMAT:
        raise FileRefused(
            say(QT_TRANSLATE_NOOP("exchange", "This is not a CalciTrack record file. Nothing was imported.")),
            say(QT_TRANSLATE_NOOP("exchange", "Choose a file that CalciTrack exported.")),
        )
    version = outer.get("version")
    if version != VERSION or isinstance(version, bool):
        raise FileRefused(
            say(
                QT_TRANSLATE_NOOP(
                    "exchange", "This record file has version {version}; version 1 is read here. Nothing was imported."
                ),
                version=shown(version),
            ),
            say(QT_TRANSLATE_NOOP("exchange", "Import it with a newer version of CalciTrack.")),
        )


def _record(reader: Reader, value: Any, path: str) -> PatientRecord:
    found = reader.keys(value, path, PATIENT_KEYS)
    return PatientRecord(
        patient=_patient(reader, found, path),
        lesions=reader.items(found["lesions"], f"{path}.lesions", lambda v, p: _lesion(reader, v, p)),
        visits=reader.items(found["visits"], f"{path}.visits", lambda v, p: _visit(reader, v, p)),
        trials=reader.items(found["trials"], f"{path}.trials", lambda v, p: _trial(reader, v, p)),
        events=reader.items(found["events"], f"{path}.events", lambda v, p: _event(reader, v, p)),
    )


def _patient(reader: Reader, found: dict[str, Any], path: str) -> Patient:
    return Patient(
        mrn=reader.text(found["mrn"], f"{path}.mrn", needed=True),
        family_name=reader.text(found["family_name"], f"{path}.family_name"),
        given_name=reader.text(found["given_name"], f"{path}.given_name"),
        birth_date=reader.partial(found["birth_date"], f"{path}.birth_date"),
        sex=reader.word(found["sex"], f"{path}.sex", Sex, Sex.UNKNOWN),
        dominant_hand=reader.maybe_word(found["dominant_hand"], f"{path}.dominant_hand", DominantHand),
        status=reader.word(found["status"], f"{path}.status", PatientStatus, PatientStatus.ACTIVE),
        status_on=reader.maybe_day(found["status_on"], f"{path}.status_on"),
        allergies=_allergies(reader, found["allergies"], f"{path}.allergies"),
        diagnoses=reader.items(found["diagnoses"], f"{path}.diagnoses", lambda v, p: _diagnosis(reader, v, p)),
        antibodies=reader.items(found["antibodies"], f"{path}.antibodies", lambda v, p: _antibody(reader, v, p)),
        background=_background(reader, found["background"], f"{path}.background"),
        medicines=reader.text(found["medicines"], f"{path}.medicines"),
    )


def _allergies(reader: Reader, value: Any, path: str) -> Allergies:
    if value is MISSING:
        return Allergies()
    found = reader.keys(value, path, ("status", "items"))
    status = reader.word(found["status"], f"{path}.status", AllergyStatus, AllergyStatus.UNKNOWN)
    return Allergies(status, reader.items(found["items"], f"{path}.items", lambda v, p: reader.text(v, p, needed=True)))


def _diagnosis(reader: Reader, value: Any, path: str) -> Diagnosis:
    names = ("first_raynaud", "first_symptom", "diagnosed", "calcinosis_onset")
    found = reader.keys(value, path, ("disease", *names))
    dates = (reader.maybe_partial(found[name], f"{path}.{name}") for name in names)
    return Diagnosis(reader.word(found["disease"], f"{path}.disease", Disease, Disease.OTHER), *dates)


def _antibody(reader: Reader, value: Any, path: str) -> Antibody:
    found = reader.keys(value, path, ("name", "result"))
    return Antibody(
        reader.text(found["name"], f"{path}.name", needed=True),
        reader.word(found["result"], f"{path}.result", AntibodyResult, AntibodyResult.UNKNOWN),
    )


def _background(reader: Reader, value: Any, path: str) -> dict[BackgroundFact, Answer]:
    if value is MISSING:
        return {}
    if not isinstance(value, dict):
        reader.refuse(path, "type", QT_TRANSLATE_NOOP("exchange", "An object is expected here."))
        return {}
    return {
        reader.word(name, f"{path}.{shown(name)}", BackgroundFact, BackgroundFact.SMOKING): reader.word(
            answer, f"{path}.{shown(name)}", Answer, Answer.UNKNOWN
        )
        for name, answer in value.items()
    }


def _lesion(reader: Reader, value: Any, path: str) -> Lesion:
    found = reader.keys(value, path, LESION_KEYS)
    number = reader.whole(found["number"], f"{path}.number")
    first_seen = reader.day(found["first_seen"], f"{path}.first_seen")
    setting = LesionSetting(
        site=reader.text(found["site"], f"{path}.site"),
        side=reader.word(found["side"], f"{path}.side", Side, Side.MIDLINE),
        set_on=first_seen,
        form=reader.word(found["form"], f"{path}.form", Form, Form.SINGLE),
        extent_sites=reader.items(found["extent_sites"], f"{path}.extent_sites", reader.text),
        layer=reader.maybe_word(found["layer"], f"{path}.layer", Layer),
        tracking_method=reader.word(found["tracking_method"], f"{path}.tracking_method", Method, Method.RULER),
        index=reader.flag(found["index"], f"{path}.index"),
    )
    status = reader.word(found["new_status"], f"{path}.new_status", NewStatus, NewStatus.NOT_KNOWN)
    return Lesion(number, first_seen, (setting,), status, id=number)


def _visit(reader: Reader, value: Any, path: str) -> Visit:
    found = reader.keys(value, path, VISIT_KEYS)
    status = reader.word(found["status"], f"{path}.status", VisitStatus, VisitStatus.DRAFT)
    signed_by = reader.maybe_text(found["signed_by"], f"{path}.signed_by", needed=True)
    if (signed_by is None) if status is VisitStatus.SIGNED else (signed_by is not None):
        reader.refuse(
            f"{path}.signed_by",
            "signature",
            QT_TRANSLATE_NOOP("exchange", "A signed visit names who signed it, and a draft names nobody."),
        )
    return Visit(
        visited_on=reader.day(found["visited_on"], f"{path}.visited_on"),
        status=status,
        signed_by=signed_by,
        fever=reader.yes_no(found["fever"], f"{path}.fever"),
        disease_activity=reader.word(
            found["disease_activity"], f"{path}.disease_activity", DiseaseActivity, DiseaseActivity.NOT_JUDGED
        ),
        extent=reader.maybe_word(found["extent"], f"{path}.extent", Extent),
        labs=reader.items(found["labs"], f"{path}.labs", lambda v, p: _lab(reader, v, p)),
        antibiotics=reader.items(found["antibiotics"], f"{path}.antibiotics", lambda v, p: _antibiotic(reader, v, p)),
        orders=reader.items(found["swabs"], f"{path}.swabs", lambda v, p: _swab(reader, v, p)),
        instruments=reader.items(found["instruments"], f"{path}.instruments", lambda v, p: _answer(reader, v, p)),
        assessments=reader.items(found["assessments"], f"{path}.assessments", lambda v, p: _assessment(reader, v, p)),
        note=reader.text(found["note"], f"{path}.note"),
        plan=reader.text(found["plan"], f"{path}.plan"),
    )


def _lab(reader: Reader, value: Any, path: str) -> Lab:
    found = reader.keys(value, path, ("name", "value", "unit", "on"))
    return Lab(
        reader.text(found["name"], f"{path}.name", needed=True),
        reader.scalar(found["value"], f"{path}.value"),
        reader.maybe_text(found["unit"], f"{path}.unit"),
        reader.maybe_day(found["on"], f"{path}.on"),
    )


def _antibiotic(reader: Reader, value: Any, path: str) -> Antibiotic:
    found = reader.keys(value, path, ("name", "route", "start", "stop"))
    return Antibiotic(
        reader.text(found["name"], f"{path}.name", needed=True),
        reader.maybe_text(found["route"], f"{path}.route"),
        reader.maybe_day(found["start"], f"{path}.start"),
        reader.maybe_day(found["stop"], f"{path}.stop"),
    )


def _swab(reader: Reader, value: Any, path: str) -> Order:
    found = reader.keys(value, path, ("sent_on", "resulted_on", "result"))
    return Order(
        OrderKind.SWAB,
        reader.maybe_day(found["sent_on"], f"{path}.sent_on"),
        closed_on=reader.maybe_day(found["resulted_on"], f"{path}.resulted_on"),
        result=reader.maybe_text(found["result"], f"{path}.result"),
    )


def _answer(reader: Reader, value: Any, path: str) -> InstrumentAnswer:
    found = reader.keys(value, path, ("name", "value"))
    return InstrumentAnswer(
        reader.text(found["name"], f"{path}.name", needed=True), reader.scalar(found["value"], f"{path}.value")
    )


def _assessment(reader: Reader, value: Any, path: str) -> Assessment:
    found = reader.keys(value, path, ASSESSMENT_KEYS)
    pain = None if found["pain"] is None else reader.number(found["pain"], f"{path}.pain")

    def finding(name: str) -> bool | None:
        return reader.yes_no(found[name], f"{path}.{name}")

    return Assessment(
        lesion_id=reader.whole(found["lesion"], f"{path}.lesion"),
        state=reader.word(found["state"], f"{path}.state", State, State.NOT_EXAMINED),
        reason=reader.maybe_text(found["reason"], f"{path}.reason"),
        resolved_basis=reader.maybe_word(found["resolved_basis"], f"{path}.resolved_basis", ResolvedBasis),
        count=reader.maybe_whole(found["count"], f"{path}.count"),
        readings=reader.items(found["measurements"], f"{path}.measurements", lambda v, p: _reading(reader, v, p)),
        clinical_subtype=reader.maybe_word(found["clinical_subtype"], f"{path}.clinical_subtype", Subtype),
        radiographic_subtype=reader.maybe_word(found["radiographic_subtype"], f"{path}.radiographic_subtype", Subtype),
        visible=finding("visible"),
        palpable=finding("palpable"),
        pain=pain,
        ulcer=finding("ulcer"),
        redness=finding("redness"),
        swelling=finding("swelling"),
        discharge=reader.maybe_word(found["discharge"], f"{path}.discharge", Discharge),
        infection=reader.maybe_word(found["infection"], f"{path}.infection", Infection),
        tendon_sheath=finding("tendon_sheath"),
        function_limited=finding("function_limited"),
        nerve_compression=finding("nerve_compression"),
    )


def _reading(reader: Reader, value: Any, path: str) -> Reading:
    found = reader.keys(value, path, ("length_mm", "width_mm", "thickness_mm", "method", "measured_on", "reader"))
    return Reading(
        length=reader.tenths(found["length_mm"], f"{path}.length_mm"),
        width=reader.maybe_tenths(found["width_mm"], f"{path}.width_mm"),
        method=reader.word(found["method"], f"{path}.method", Method, Method.RULER),
        measured_on=reader.day(found["measured_on"], f"{path}.measured_on"),
        reader=reader.text(found["reader"], f"{path}.reader"),
        thickness=reader.maybe_tenths(found["thickness_mm"], f"{path}.thickness_mm"),
    )


def _trial(reader: Reader, value: Any, path: str) -> Trial:
    found = reader.keys(value, path, TRIAL_KEYS)
    targets = found["target_lesions"]
    return Trial(
        therapy=reader.text(found["therapy"], f"{path}.therapy", needed=True),
        start=reader.day(found["start"], f"{path}.start"),
        dose=reader.maybe_text(found["dose"], f"{path}.dose"),
        route=reader.maybe_text(found["route"], f"{path}.route"),
        stop=reader.maybe_day(found["stop"], f"{path}.stop"),
        stop_reason=reader.maybe_text(found["stop_reason"], f"{path}.stop_reason"),
        adverse_effects=tuple(
            AdverseEffect(effect)
            for effect in reader.items(
                found["adverse_effects"], f"{path}.adverse_effects", lambda v, p: reader.text(v, p, needed=True)
            )
        ),
        targets=None if targets == "all" else reader.items(targets, f"{path}.target_lesions", reader.whole),
    )


def _event(reader: Reader, value: Any, path: str) -> LesionEvent:
    found = reader.keys(value, path, ("lesion", "on", "kind", "to"))
    return LesionEvent(
        reader.whole(found["lesion"], f"{path}.lesion"),
        reader.day(found["on"], f"{path}.on"),
        reader.word(found["kind"], f"{path}.kind", EventKind, EventKind.APPEARED),
        reader.items(found["to"], f"{path}.to", reader.whole),
    )
