"""The page that the patient takes home, and the visit as plain text, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Addendum, Antibiotic, Order
from calcitrack.domain.vocabulary import AddendumKind, Discharge, Infection, OrderKind, Side, State
from calcitrack.reports.patient_page import print_patient_page
from calcitrack.reports.plain_places import plain_place
from calcitrack.reports.visit_text import visit_as_text
from calcitrack.reports.words import EnglishWords, Voice
from tests.builders import a_patient, a_reading, a_record, a_trial, a_visit, an_assessment, clinic_day
from tests.reports.prints import PRINTED_AT, a_request, read, sample

THEN, NOW = date(2025, 1, 1), date(2025, 4, 2)
CONTACT = ClinicContact("01632 960 123", "Call us if the skin opens.\nOr if you have a fever.")


def page_of(record, contact: ClinicContact = CONTACT, **fields) -> str:
    """Text of the whole print, all white space as single spaces."""
    printed = print_patient_page(a_request(record, **fields), contact)
    return " ".join(" ".join(page.extract_text().split()) for page in read(printed.content).pages)


def measured(lesion: int, length: int, on: date, **fields):
    return an_assessment(lesion, readings=(a_reading(length, 80, on),), **fields)


@pytest.mark.parametrize("record", clinic_day(), ids=lambda record: record.patient.mrn)
def test_holds_no_class_of_response_and_no_figure_of_change(record) -> None:
    for visit in record.visits:
        printed = page_of(record, visit_id=visit.id).lower()
        for word in ("partial", "complete", "response", "balin", "mm²", "like for like", "interim", "subtype", "stone"):
            assert word not in printed
        assert " %" not in printed


def test_identity_stands_on_every_page() -> None:
    lesions = [an_assessment(n) for n in range(1, 61)]
    printed = read(print_patient_page(a_request(a_record(a_visit(NOW, *lesions))), CONTACT).content).pages
    assert len(printed) > 2
    for number, page in enumerate(printed, start=1):
        words = " ".join(page.extract_text().split())
        assert "Testperson, Ada" in words
        assert "MRN 900-0001" in words
        assert f"Page {number} of {len(printed)}" in words
        assert "record 7f3a-91c2" in words


def test_says_in_plain_words_how_each_deposit_went() -> None:
    before = a_visit(THEN, *(measured(n, 200, THEN) for n in (1, 2, 3, 4, 5, 6)))
    now = a_visit(
        NOW,
        measured(1, 300, NOW),
        measured(2, 100, NOW),
        measured(3, 205, NOW),
        an_assessment(4, State.RESOLVED),
        an_assessment(5, State.NOT_EXAMINED),
        an_assessment(6, State.NOT_MEASURABLE),
        measured(7, 50, NOW),
    )
    printed = page_of(a_record(before, now))
    assert "We looked at 6 calcium deposits." in printed
    assert "1 is new, 1 is larger, 1 is smaller, 1 is about the same, 1 is gone." in printed
    for row in (
        "1 Left index finger 30.0 × 8.0 mm larger",
        "4 Left index finger gone",
        "5 Left index finger not looked at this time",
        "6 Left index finger there, but could not be measured",
        "7 Left index finger 5.0 × 8.0 mm new",
    ):
        assert row in printed


def test_signs_are_told_in_plain_words_and_what_was_not_recorded_is_not_denied() -> None:
    open_skin = an_assessment(1, ulcer=True, discharge=Discharge.CHALKY, infection=Infection.MINOR, pain=4.0)
    printed = page_of(a_record(a_visit(NOW, open_skin, an_assessment(2))))
    assert "open skin, signs of infection, chalk coming out, pain 4 out of 10" in printed
    assert "no open skin" not in printed


def test_treatment_is_as_recorded() -> None:
    visit = a_visit(NOW, an_assessment(), antibiotics=(Antibiotic("flucloxacillin", None, NOW, date(2025, 4, 9)),))
    patient = a_patient(medicines="amlodipine 5 mg")
    printed = page_of(a_record(visit, patient=patient, trials=(a_trial(),)))
    assert "diltiazem 180 mg/d, since 01 Jan 2025" in printed
    assert "flucloxacillin (antibiotic), until 09 Apr 2025" in printed
    assert "Other medicines in your record: amlodipine 5 mg" in printed


def test_says_what_is_awaited_and_when_to_come_again() -> None:
    visit = a_visit(NOW, orders=(Order(OrderKind.SWAB, NOW),), follow_up_weeks=12)
    printed = page_of(a_record(visit))
    assert "What we are waiting for • Swab, asked for on 02 Apr 2025" in printed
    assert "In about 12 weeks, around 25 Jun 2025." in printed
    assert "No day was agreed at this visit." in page_of(a_record(a_visit(NOW)))


def test_the_clinic_speaks_in_its_own_words() -> None:
    printed = page_of(a_record(a_visit(NOW)))
    assert "When to call us Call us if the skin opens. Or if you have a fever. 01632 960 123" in printed
    assert "When to call us Telephone" in page_of(a_record(a_visit(NOW)), ClinicContact())


def test_a_draft_is_marked() -> None:
    assert "DRAFT: not signed" in page_of(a_record(a_visit(NOW, signed=False)))


@pytest.mark.parametrize(
    ("code", "side", "words"),
    [
        ("hand.index.distal.volar", Side.LEFT, "Left index finger"),
        ("axilla", Side.RIGHT, "Right armpit"),
        ("spine.lumbar", Side.MIDLINE, "Spine"),
        ("foot.great.distal", Side.RIGHT, "Right big toe"),
        ("vulva.labium_majus", Side.LEFT, "Left labium majus"),
        ("of.another.list", Side.LEFT, "Left of.another.list"),
    ],
)
def test_places_have_the_words_of_daily_life(code: str, side: Side, words: str) -> None:
    assert plain_place(Voice(EnglishWords()), SiteList.load(), code, side) == words


def test_the_text_says_what_the_summary_says() -> None:
    told = visit_as_text(a_request(sample("004-1183")))
    assert told.startswith("Aalto, Ingrid · born 03 May 1968 (58 y) · female · MRN 004-1183\n")
    assert "Allergies: penicillin\n" in told
    assert "\n#5 L forearm, dorsal; 42.8 × 28.2 mm by ruler; 947.9 mm²; +10.9 % since 21 Feb 2026; net" in told
    assert "1685.8 mm² over 5 of 6 open lesions; like for like −5.6 % over 4\n" in told
    assert told.endswith("Signed by Dr M. Okafor · record 7f3a-91c2\n")


def test_the_text_holds_no_invisible_marks() -> None:
    record = a_record(a_visit(NOW, note="כתם"), patient=a_patient(family_name="فاطمة"))
    told = visit_as_text(a_request(record))
    assert "فاطمة" in told
    assert not set(told) & set("\u2066\u2067\u2068\u2069\u200e\u200f")


def test_the_text_of_a_draft_and_of_an_error_says_so_first() -> None:
    assert visit_as_text(a_request(a_record(a_visit(NOW, signed=False)))).startswith("*** DRAFT: not signed ***")
    addendum = Addendum(AddendumKind.ENTERED_IN_ERROR, "another patient's", "", PRINTED_AT, "Dr T. Signer")
    wrong = replace(a_visit(NOW), addenda=(addendum,))
    told = visit_as_text(a_request(a_record(wrong)))
    assert told.startswith("*** ENTERED IN ERROR")
    assert "Reason: another patient's" in told
