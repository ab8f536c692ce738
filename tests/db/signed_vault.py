"""A vault with a signed visit and drafts, each with a row in every table that can hang on a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from calcitrack.clinic.session import Clinic
from calcitrack.db import lesions
from calcitrack.db.audit import Deed
from calcitrack.db.driver import Connection
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting
from calcitrack.domain.visit import Antibiotic, InstrumentAnswer, Lab, Order
from calcitrack.domain.vocabulary import AddendumKind, EventKind, Form, OrderKind, Side
from tests.builders import DAY, a_lesion, a_patient, a_trial, an_assessment
from tests.vaults import NOW, TODAY, vault_of


@dataclass(frozen=True)
class SignedVault:
    """Row numbers of what stands in the vault."""

    clinic: Clinic
    patient: int
    other_patient: int
    lesion: int
    other_lesion: int
    signed: int
    draft: int
    other_draft: int
    trial: int
    other_trial: int

    @property
    def connection(self) -> Connection:
        return vault_of(self.clinic).connection


def sign_a_visit(clinic: Clinic) -> SignedVault:
    """Two patients with a sheet each; the first has a signed visit, amended once, and a draft, the other a draft."""
    patient = clinic.patients.add(a_patient("1")).value
    other = clinic.patients.add(a_patient("2", family_name="Other")).value
    lesion = clinic.lesions.add(patient, a_sheet()).value
    other_lesion = clinic.lesions.add(other, a_sheet()).value
    signed = fill_visit(clinic, patient, lesion, DAY)
    clinic.visits.sign(patient, signed, clinic.patients.reload(patient).visits[0].version)
    clinic.visits.amend(patient, signed, AddendumKind.CORRECTION, "typing error", "", [an_assessment(lesion)], seen=0)
    trial = clinic.trials.add(patient, a_trial(targets=(lesion,))).value
    other_trial = clinic.trials.add(other, a_trial(targets=(other_lesion,))).value
    for of, at, on in ((patient, trial, lesion), (other, other_trial, other_lesion)):
        first = write_row(clinic, "judgement", judgement_row(of, at, on))
        second = write_row(clinic, "judgement", judgement_row(of, at, on) | {"blind": 1})
        write_row(clinic, "settlement", settlement_row(of, first, second))
    draft = fill_visit(clinic, patient, lesion, TODAY)
    other_draft = fill_visit(clinic, other, other_lesion, TODAY)
    return SignedVault(clinic, patient, other, lesion, other_lesion, signed, draft, other_draft, trial, other_trial)


def a_sheet() -> Lesion:
    setting = LesionSetting("hand.index", Side.LEFT, DAY, Form.SHEET, ("hand.index.distal.volar",))
    return a_lesion(settings=(setting,))


def fill_visit(clinic: Clinic, patient: int, lesion: int, day: date) -> int:
    """A draft with an assessment, a list of each kind, an order, an event with a link, and a picture."""
    visit_id = clinic.visits.start(patient, day).value
    clinic.visits.record(patient, visit_id, 1, [an_assessment(lesion)])
    visit = next(v for v in clinic.patients.reload(patient).visits if v.id == visit_id)
    filled = replace(
        visit,
        labs=(Lab("calcium", 2.4, "mmol/l", day),),
        antibiotics=(Antibiotic("flucloxacillin", "oral", day, None),),
        instruments=(InstrumentAnswer("pain_worst_week", 4, "item", "1", "patient"),),
    )
    clinic.visits.change(patient, filled, visit.version)
    clinic.visits.order(patient, Order(OrderKind.SWAB, day, visit_id=visit_id))
    deed = Deed("record event", "lesion_event", "", clinic.patients.reload(patient).patient.uuid)
    with vault_of(clinic).unit(clinic._context.actor, deed, NOW) as unit:
        lesions.add_event(unit, patient, LesionEvent(lesion, day, EventKind.SPLIT, (lesion,), visit_id))
    write_row(clinic, "attachment", picture_row(patient, visit_id, lesion))
    return visit_id


def write_row(clinic: Clinic, table: str, row: Mapping[str, Any]) -> int:
    of = clinic.patients.reload(row["patient_id"]).patient.uuid if "patient_id" in row else ""
    with vault_of(clinic).unit(clinic._context.actor, Deed("write", table, "", of), NOW) as unit:
        return unit.insert(table, row)


def picture_row(patient: int, visit: int, lesion: int) -> dict[str, Any]:
    said = {"kind": "photograph", "name": "picture 1", "media_type": "image/jpeg", "size": 1, "sha256": "0"}
    ids = {"patient_id": patient, "visit_id": visit, "lesion_id": lesion}
    return {**ids, **said, "added_at": NOW.isoformat(), "added_by": "Nurse T. Author"}


def judgement_row(patient: int, trial: int, lesion: int) -> dict[str, Any]:
    words = dict.fromkeys(("balin", "now", "proposed_balin", "proposed_now"), "none")
    ids = {"patient_id": patient, "trial_id": trial, "lesion_id": lesion, "reader_person_id": 1}
    return {**ids, **words, "reader": "Dr T. Reader", "judged_at": NOW.isoformat(), "reason": "", "blind": 0}


def settlement_row(patient: int, first: int, second: int) -> dict[str, Any]:
    ids = {"patient_id": patient, "first_judgement_id": first, "second_judgement_id": second, "person_id": 1}
    said = {"step": "answered", "now": "none", "balin": "none", "text": "seen again"}
    return {**ids, **said, "said_by": "Dr T. Reader", "said_at": NOW.isoformat()}


def dismissal_row(patient: int) -> dict[str, Any]:
    said = dict.fromkeys(("finding", "facts_hash", "content_hash", "reason"), "x")
    return {"patient_id": patient, "person_id": 1, **said, "dismissed_at": NOW.isoformat()}
