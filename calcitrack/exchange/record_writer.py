"""Records as the record format, version 1, and what that format leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.merging import JoinedNumber
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, Message, say
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.exchange.record_reader import FORMAT, VERSION


def to_json(clinic: str, *, synthetic: bool, records: Sequence[PatientRecord]) -> dict[str, Any]:
    """The file's content as plain data: same values, lists in the order entered."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "clinic": {"name": clinic},
        "synthetic": synthetic,
        "patients": [_record(record) for record in records],
    }


def left_out(records: Sequence[PatientRecord]) -> tuple[Message, ...]:
    """What the vault holds of these patients and the format does not: said with every export."""
    counts = _left_out_of_visits([visit for record in records for visit in record.visits]) | {
        QT_TRANSLATE_NOOP("exchange", "judged responses: {n}"): sum(len(r.judgements) for r in records),
        QT_TRANSLATE_NOOP("exchange", "earlier settings of lesions: {n}"): sum(
            len(lesion.settings) - 1 for r in records for lesion in r.lesions
        ),
        QT_TRANSLATE_NOOP("exchange", "places of lesions on the figure: {n}"): sum(
            lesion.point is not None for r in records for lesion in r.lesions
        ),
        QT_TRANSLATE_NOOP("exchange", "record numbers of merged records, and letters of their lesions: {n}"): sum(
            len(r.merged) for r in records
        ),
        QT_TRANSLATE_NOOP("exchange", "visits at which events of lesions were entered: {n}"): sum(
            event.visit_id is not None for r in records for event in _kept_events(r)
        ),
        QT_TRANSLATE_NOOP("exchange", "orders apart from visits: {n}"): sum(len(r.orders) for r in records),
        QT_TRANSLATE_NOOP("exchange", "dose steps of trials: {n}"): sum(
            len(t.steps) for r in records for t in r.trials
        ),
        QT_TRANSLATE_NOOP("exchange", "severity or day of adverse effects: {n}"): sum(
            bool(effect.severity or effect.on) for r in records for t in r.trials for effect in t.adverse_effects
        ),
    }
    return tuple(say(marked, n=n) for marked, n in counts.items() if n)


def _left_out_of_visits(visits: Sequence[Visit]) -> dict[Marked, int]:
    kept = [visit for visit in visits if not visit.entered_in_error]
    return {
        QT_TRANSLATE_NOOP("exchange", "visits entered in error: {n}"): len(visits) - len(kept),
        QT_TRANSLATE_NOOP("exchange", "addenda and corrections: {n}"): sum(len(v.addenda) for v in visits),
        QT_TRANSLATE_NOOP("exchange", "times of signatures: {n}"): sum(v.signed_at is not None for v in kept),
        QT_TRANSLATE_NOOP("exchange", "orders other than swabs at a visit: {n}"): sum(
            o.kind is not OrderKind.SWAB for v in kept for o in v.orders
        ),
        QT_TRANSLATE_NOOP("exchange", "names of who asked for a swab: {n}"): sum(
            o.kind is OrderKind.SWAB and bool(o.asked_by) for v in kept for o in v.orders
        ),
        QT_TRANSLATE_NOOP("exchange", "agreed intervals to the next visit: {n}"): sum(
            v.follow_up_weeks is not None for v in kept
        ),
        QT_TRANSLATE_NOOP("exchange", "items, versions or reporters of scores: {n}"): sum(
            bool(a.item or a.definition_version or a.reporter) for v in kept for a in v.instruments
        ),
        QT_TRANSLATE_NOOP("exchange", "reasons for unlikely sizes: {n}"): sum(
            bool(reading.unlikely_reason) for v in kept for a in v.assessments for reading in a.readings
        ),
    }


def _kept_events(record: PatientRecord) -> list[LesionEvent]:
    """Events without those of visits that stay out: where the file is read they would tie lesions together again."""
    out = {visit.id for visit in record.visits if visit.entered_in_error}
    return [event for event in record.events if event.visit_id not in out]


def _record(record: PatientRecord) -> dict[str, Any]:
    numbers = _numbers(record.lesions)
    return {
        **_patient(record.patient),
        "lesions": [_lesion(lesion, numbers[lesion.id]) for lesion in record.lesions],
        # A visit entered in error would count again where the file is read, so it stays out.
        "visits": [_visit(visit, numbers) for visit in record.visits if not visit.entered_in_error],
        "trials": [_trial(trial, numbers) for trial in record.trials],
        "events": [_event(event, numbers) for event in _kept_events(record)],
    }


def _patient(patient: Patient) -> dict[str, Any]:
    dates = ("first_raynaud", "first_symptom", "diagnosed", "calcinosis_onset")
    return {
        "mrn": patient.mrn,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "birth_date": patient.birth_date.text,
        "sex": patient.sex.value,
        "dominant_hand": _word(patient.dominant_hand),
        "status": patient.status.value,
        "status_on": _day(patient.status_on),
        "allergies": {"status": patient.allergies.status.value, "items": list(patient.allergies.items)},
        "diagnoses": [
            {
                "disease": diagnosis.disease.value,
                **{name: (value.text if (value := getattr(diagnosis, name)) else None) for name in dates},
            }
            for diagnosis in patient.diagnoses
        ],
        "antibodies": [{"name": one.name, "result": one.result.value} for one in patient.antibodies],
        "background": {fact.value: answer.value for fact, answer in patient.background.items()},
        "medicines": patient.medicines,
    }


def _numbers(lesions: Sequence[Lesion]) -> dict[int, int]:
    """Lesions of a merged record get the numbers after the patient's own: the format knows no letters."""
    own = {lesion.id: lesion.number for lesion in lesions if not isinstance(lesion.number, JoinedNumber)}
    joined = sorted((lesion for lesion in lesions if lesion.id not in own), key=lambda lesion: lesion.number)
    following = enumerate(joined, start=max(own.values(), default=0) + 1)
    return own | {lesion.id: number for number, lesion in following}


def _lesion(lesion: Lesion, number: int) -> dict[str, Any]:
    setting = lesion.setting
    return {
        "number": number,
        "site": setting.site,
        "side": setting.side.value,
        "form": setting.form.value,
        "extent_sites": list(setting.extent_sites),
        "layer": _word(setting.layer),
        "first_seen": lesion.first_seen.isoformat(),
        "new_status": lesion.new_status.value,
        "tracking_method": setting.tracking_method.value,
        "index": setting.index,
    }


def _visit(visit: Visit, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "visited_on": visit.visited_on.isoformat(),
        "status": visit.status.value,
        "signed_by": visit.signed_by,
        "fever": visit.fever,
        "disease_activity": visit.disease_activity.value,
        "extent": _word(visit.extent),
        "labs": [{"name": x.name, "value": x.value, "unit": x.unit, "on": _day(x.on)} for x in visit.labs],
        "swabs": [
            {"sent_on": _day(x.asked_on), "resulted_on": _day(x.closed_on), "result": x.result}
            for x in visit.orders
            if x.kind is OrderKind.SWAB
        ],
        "antibiotics": [
            {"name": x.name, "route": x.route, "start": _day(x.start), "stop": _day(x.stop)} for x in visit.antibiotics
        ],
        "assessments": [_assessment(x, numbers) for x in visit.assessments],
        "instruments": [{"name": x.instrument, "value": x.value} for x in visit.instruments],
        "note": visit.note,
        "plan": visit.plan,
    }


def _assessment(found: Assessment, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "lesion": numbers[found.lesion_id],
        "state": found.state.value,
        "reason": found.reason,
        "resolved_basis": _word(found.resolved_basis),
        "count": found.count,
        "measurements": [_reading(reading) for reading in found.readings],
        "clinical_subtype": _word(found.clinical_subtype),
        "radiographic_subtype": _word(found.radiographic_subtype),
        "visible": found.visible,
        "palpable": found.palpable,
        "pain": _plain(found.pain),
        "ulcer": found.ulcer,
        "redness": found.redness,
        "swelling": found.swelling,
        "discharge": _word(found.discharge),
        "infection": _word(found.infection),
        "tendon_sheath": found.tendon_sheath,
        "function_limited": found.function_limited,
        "nerve_compression": found.nerve_compression,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "length_mm": reading.length / 10,
        "width_mm": None if reading.width is None else reading.width / 10,
        "thickness_mm": None if reading.thickness is None else reading.thickness / 10,
        "method": reading.method.value,
        "measured_on": reading.measured_on.isoformat(),
        "reader": reading.reader,
    }


def _trial(trial: Trial, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "therapy": trial.therapy,
        "dose": trial.dose,
        "route": trial.route,
        "start": trial.start.isoformat(),
        "stop": _day(trial.stop),
        "stop_reason": trial.stop_reason,
        "adverse_effects": [effect.effect for effect in trial.adverse_effects],
        "target_lesions": "all" if trial.targets is None else [numbers[target] for target in trial.targets],
    }


def _event(event: LesionEvent, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {
        "lesion": numbers[event.lesion_id],
        "on": event.on.isoformat(),
        "kind": event.kind.value,
        "to": [numbers[lesion] for lesion in event.to],
    }


def _word(word: StrEnum | None) -> str | None:
    return word.value if word else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: float | None) -> float | None:
    """A whole number as one: 4, not 4.0."""
    return int(value) if value is not None and float(value).is_integer() else value
