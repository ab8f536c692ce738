"""The referral, read back as its reader would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.letter import Letter, Urgency, letter_faults
from calcitrack.domain.patient import Antibody, Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.trial import AdverseEffect, DoseStep, Judgement
from calcitrack.domain.visit import InstrumentAnswer, Order
from calcitrack.domain.vocabulary import (
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    EventKind,
    OrderKind,
    ResponseWord,
    Side,
    State,
    Subtype,
)
from calcitrack.reports.referral import print_referral
from calcitrack.reports.referral_request import ReferralRequest, signed_part
from tests.builders import a_lesion, a_patient, a_reading, a_record, a_trial, a_visit, an_assessment, an_event
from tests.reports.prints import PRINTED_AT, a_request, read

THEN, NOW = date(2025, 1, 1), date(2025, 7, 2)
CONTACT = ClinicContact("01632 960 123")
LETTER = Letter("Dr K. Lind", "Can it be removed?", Urgency.SOON, "Hand surgery\nTown")
SITES = SiteList.load()


def pages_of(record: PatientRecord, letter: Letter = LETTER, **left_out) -> list[str]:
    """The text of each page, all white space as single spaces."""
    summary = a_request(signed_part(record), record.counted_visits[-1].id)
    printed = print_referral(ReferralRequest(summary, letter, CONTACT, **left_out), lambda *_: None)
    return [" ".join(page.extract_text().split()) for page in read(printed.content).pages]


def text_of(record: PatientRecord, letter: Letter = LETTER, **left_out) -> str:
    return " ".join(pages_of(record, letter, **left_out))


def measured(lesion: int, length: int, on: date, **fields):
    return an_assessment(lesion, readings=(a_reading(length, 80, on),), **fields)


def small() -> PatientRecord:
    """Two lesions, one trial, one score."""
    patient = a_patient(
        diagnoses=(Diagnosis(Disease.DM, diagnosed=PartialDate("2019-03")),),
        antibodies=(Antibody("anti-NXP2", AntibodyResult.POSITIVE),),
        background={
            BackgroundFact.SMOKING: Answer.NO,
            BackgroundFact.RAYNAUD: Answer.YES,
            BackgroundFact.OSTEOPOROSIS: Answer.UNKNOWN,
        },
    )
    pain = (InstrumentAnswer("pain_worst_week", 4),)
    first = a_visit(THEN, measured(1, 100, THEN), measured(2, 60, THEN), instruments=pain)
    last = a_visit(
        NOW,
        measured(1, 50, NOW, clinical_subtype=Subtype.STONE, radiographic_subtype=Subtype.NET),
        an_assessment(2, State.RESOLVED),
        orders=(Order(OrderKind.FILM, NOW, "Dr T. Reader"),),
    )
    trial = a_trial(
        "minocycline",
        THEN,
        stop=date(2025, 7, 10),
        stop_reason="dizzy",
        steps=(DoseStep(date(2025, 3, 1), "200 mg/d"),),
        adverse_effects=(AdverseEffect("dizziness", "mild", date(2025, 5, 20)),),
    )
    lesions = (a_lesion(1), a_lesion(2, site="forearm.dorsal", side=Side.RIGHT))
    events = (an_event(2, EventKind.EXTRUDED, date(2025, 5, 1)),)
    return a_record(first, last, patient=patient, lesions=lesions, trials=(trial,), events=events)


def test_a_background_fact_of_which_another_record_says_otherwise_says_so() -> None:
    record = small()
    patient = replace(record.patient, disputed=frozenset({BackgroundFact.SMOKING}))
    assert "(another record of this person says otherwise)" not in text_of(record)
    assert "moking (another record of this person says otherwise)" in text_of(replace(record, patient=patient))


def test_the_letter_stands_first_with_addressee_urgency_question_contact_and_name() -> None:
    letter = pages_of(small())[0]
    for told in (
        "To Dr K. Lind Hand surgery Town",
        "Urgency: soon (earlier than a routine appointment)",
        "Question Can it be removed?",
        "Telephone: 01632 960 123",
        "Open lesions 1. Left index finger, distal phalanx, volar",
        "made from 2 signed visits, 01 Jan 2025 to 02 Jul 2025",
        "Nurse T. Printer",
    ):
        assert told in letter
    assert "Report: the patient" not in letter


def test_the_report_tells_a_small_record_as_worked_by_hand() -> None:
    report = " ".join(pages_of(small())[1:])
    for told in (
        "Dermatomyositis first Raynaud phenomenon: not recorded",
        "diagnosed: Mar 2019",
        "anti-NXP2 positive",
        "Background: yes Raynaud phenomenon",
        "Background: no Smoking",
        "Background: not known Osteoporosis",
        "Background: not recorded Digital ulcers, Interstitial lung disease",
        "Medicines not recorded",
        "2 in all: 1 open after the last signed visit, 1 gone or at no signed visit.",
        "10.0 × 8.0 mm by ruler 01 Jan 2025 5.0 × 8.0 mm by ruler 02 Jul 2025",
        "Subtype on examination: stone (02 Jul 2025). By X-ray: net (02 Jul 2025).",
        "Baseline for minocycline: 10.0 × 8.0 mm by ruler, 01 Jan 2025.",
        "Right forearm, dorsal 6.0 × 8.0 mm by ruler 01 Jan 2025 resolved, by examination 02 Jul 2025",
        "Events: extruded 01 May 2025.",
        "From 01 Jan 2025 to 10 Jul 2025. Reason of the stop: dizzy.",
        "Route: oral. Dose: 180 mg/d from 01 Jan 2025; 200 mg/d from 01 Mar 2025. For all lesions.",
        "Adverse effects: dizziness, mild (20 May 2025).",
        "a later slowing may be chance",
        "01 Jan 2025: 4",
        "Film, asked 02 Jul 2025, Dr T. Reader",
        "No subtype lesion 2",
    ):
        assert told in report, told


def test_what_was_judged_stands_beside_what_is_proposed() -> None:
    none, partial = ResponseWord.NONE, ResponseWord.PARTIAL
    judged = Judgement(1, 1, "Dr T. Reader", PRINTED_AT, partial, partial, none, none, "softer")
    report = text_of(replace(small(), judgements=(judged,)))
    assert "Balin 2012, judged by a reader 0 1 0 0" in report
    assert "Judged by a reader: 1 of 2 lesions (Dr T. Reader, 22 Nov 2026)." in report


def test_nothing_of_a_draft_or_of_a_visit_in_error_is_told_but_that_it_is_left_out() -> None:
    drafted = a_visit(date(2025, 8, 1), measured(1, 777, date(2025, 8, 1)), signed=False)
    record = replace(small(), visits=(*small().visits, drafted))
    told = text_of(record, drafts=(drafted.visited_on,), in_error=1)
    assert "The visit of 01 Aug 2025 is a draft, not signed, and is left out." in told
    assert "Visits left out because they were entered in error: 1." in told
    assert "77.7" not in told


def test_a_long_question_with_signs_of_markup_is_quoted_whole() -> None:
    question = " ".join(f"<b>word{n}</b> & more" for n in range(100))[:2000]
    assert question in text_of(small(), replace(LETTER, question=question))


def test_every_page_has_the_identity_its_number_and_that_the_data_are_invented() -> None:
    lesions = [measured(n, 50 + n, THEN) for n in range(1, 61)]
    printed = pages_of(a_record(a_visit(THEN, *lesions)))
    assert len(printed) > 3
    for number, page in enumerate(printed, start=1):
        for told in ("Testperson, Ada", "MRN 900-0001", f"Page {number} of {len(printed)}", "Synthetic demonstration"):
            assert told in page
    assert "Open lesions 60: 60 on the left, 0 on the right, 0 in the midline" in printed[0]


PLACES = [(site.code, side) for site in SITES for side in site.sides]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(State)), min_size=1, max_size=8), st.integers(0, 4))
def test_every_lesion_with_its_side_in_words_and_every_trial_is_in_it(places, trials: int) -> None:
    lesions = tuple(a_lesion(n, site=code, side=side) for n, ((code, side), _) in enumerate(places, start=1))
    seen = [an_assessment(n, state) for n, (_, state) in enumerate(places, start=1)]
    tried = tuple(a_trial(f"drug{n}", THEN, id=n) for n in range(1, trials + 1))
    report = " ".join(pages_of(a_record(a_visit(THEN, *seen), lesions=lesions, trials=tried))[1:])
    for (code, side), _ in places:
        name, word = SITES.get(code).name, side.value
        assert f"{word.capitalize()} {name}" in report or f"{name[:1].upper()}{name[1:]} ({word})" in report
    for trial in tried:
        assert f"{trial.therapy} 180 mg/d, from 01 Jan 2025" in report


def test_a_letter_needs_an_addressee_and_a_question_and_has_limits() -> None:
    assert [(f.field, f.code) for f in letter_faults(Letter(" ", ""))] == [
        ("addressee", "needed"),
        ("question", "needed"),
    ]
    long = Letter("x" * 201, "y" * 5001, address="\n".join("abcdefghi"))
    assert [(f.field, f.code) for f in letter_faults(long)] == [
        ("addressee", "too_long"),
        ("address", "too_many_lines"),
        ("question", "too_long"),
    ]
    assert letter_faults(LETTER) == ()
