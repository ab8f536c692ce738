"""Prints of every shape: one page, five pages, sixty lesions, the longest names; every print on both papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.letter import Letter, Urgency
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Order
from calcitrack.domain.vocabulary import (
    AllergyStatus,
    AntibodyResult,
    Disease,
    DominantHand,
    EventKind,
    OrderKind,
    Side,
    State,
    Subtype,
)
from calcitrack.reports.patient_page import print_patient_page
from calcitrack.reports.referral import print_referral
from calcitrack.reports.referral_request import ReferralRequest
from calcitrack.reports.summary import print_visit
from tests.builders import a_lesion, a_patient, a_reading, a_record, a_trial, a_visit, an_assessment, an_event
from tests.reports.prints import a_request, sample

DAY = date(2025, 4, 2)
CONTACT = ClinicContact("01632 960 123", "Call us on the same day if the skin over a deposit opens.\n" * 3)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
SITES = ("hand.index.distal.volar", "forearm.dorsal", "knee.infrapatellar", "elbow.extensor", "foot.great.distal")
SUBTYPES = tuple(Subtype)
NOTE = (
    "Lesion 5 opened four days ago with chalky discharge and a red margin. Swab sent. Mild ankle oedema on diltiazem.\n"
)


def _lesion(number: int) -> Lesion:
    side = Side.LEFT if number % 2 else Side.RIGHT
    return a_lesion(number, site=SITES[number % len(SITES)], side=side, index=number < 6)


def _assessment(number: int, turn: int, on: date) -> Assessment:
    if (number + turn) % 7 == 0:
        return an_assessment(number, State.NOT_EXAMINED)
    size = a_reading(60 + 13 * number + 9 * turn, 50 + 11 * number, on)
    subtype = SUBTYPES[number % len(SUBTYPES)]
    return an_assessment(number, readings=(size,), clinical_subtype=subtype, pain=float(number % 11), ulcer=number == 5)


def _followed(lesions: int, visits: int, **last: Any) -> PatientRecord:
    """So many lesions seen at so many visits, a quarter of a year apart, with trials and events on the way."""
    days = [DAY - timedelta(days=91 * back) for back in reversed(range(visits))]
    made = [
        a_visit(on, *(_assessment(n, turn, on) for n in range(1, lesions + 1)), **(last if on == DAY else {}))
        for turn, on in enumerate(days)
    ]
    trials = (a_trial("minocycline", days[0], stop=days[-1], dose="100 mg/d"), a_trial("diltiazem", days[0], id=2))
    events = (an_event(1, EventKind.EXTRUDED, days[-1]), an_event(2, EventKind.INFECTED, days[-1]))
    return a_record(*made, lesions=tuple(_lesion(n) for n in range(1, lesions + 1)), trials=trials, events=events)


def one_page() -> PatientRecord:
    """A first visit with two lesions."""
    record = _followed(2, 1, note="Quiet.", plan="Soaks.", follow_up_weeks=12)
    return replace(record, trials=(), events=())


def five_pages() -> PatientRecord:
    """Twenty lesions, and much that was written."""
    return _followed(20, 8, note=NOTE * 60, plan=NOTE * 30, follow_up_weeks=12)


def sixty_lesions() -> PatientRecord:
    """As many lesions as a patient with the widest spread has."""
    return _followed(60, 12, note=NOTE, plan="Continue.", orders=(Order(OrderKind.SWAB, DAY, "Nurse T. Author"),))


def longest_names() -> PatientRecord:
    """Every name as long as anybody could type it."""
    patient = a_patient(
        mrn="900-" + "0123456789" * 4,
        family_name=f"{LONG} Łukasz Đặng {LONG}",
        given_name=f"Γιώργος Иван فاطمة {LONG}",
        dominant_hand=DominantHand.RIGHT,
        allergies=Allergies(AllergyStatus.KNOWN, (LONG, "penicillin", f"{LONG} {LONG}")),
        antibodies=(Antibody(LONG, AntibodyResult.POSITIVE), Antibody(f"anti-{LONG}", AntibodyResult.BORDERLINE)),
        diagnoses=(Diagnosis(Disease.LCSSC), Diagnosis(Disease.OVERLAP), Diagnosis(Disease.OTHER)),
        medicines=f"{LONG} 5 mg, {LONG} 10 mg",
    )
    record = _followed(3, 3, note=f"{LONG} {LONG} {LONG}", plan=LONG, signed_by=f"Dr {LONG} {LONG}")
    trials = (a_trial(f"{LONG} {LONG}", DAY - timedelta(days=150), dose=f"{LONG} mg"),)
    return a_record(*record.visits, patient=patient, lesions=record.lesions, trials=trials)


def sample_patient() -> PatientRecord:
    """A patient of the sample clinic, as the design shows one."""
    return sample("004-1183")


SHAPES: dict[str, Callable[[], PatientRecord]] = {
    "one page": one_page,
    "five pages": five_pages,
    "60 lesions": sixty_lesions,
    "longest names": longest_names,
    "sample": sample_patient,
}
PRINTS = ("summary", "page for the patient", "referral")
LETTER = Letter(f"Dr {LONG} فاطمة Đặng", "Is surgery possible?\n" * 30, Urgency.SOON, f"{LONG} street\n{LONG}")


def made(shape: str, kind: str, paper: str) -> bytes:
    """A print of a shape."""
    name = f"{LONG} {LONG} clinic" if shape == "longest names" else "Northside Rheumatology"
    request = a_request(SHAPES[shape](), paper=paper, clinic_name=name)
    if kind == "summary":
        return print_visit(request).content
    if kind == "referral":
        return print_referral(ReferralRequest(request, LETTER, CONTACT), lambda *_: None).content
    return print_patient_page(request, CONTACT).content
