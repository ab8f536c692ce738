"""The visit summary, read back as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.terms.catalogue import term_of
from calcitrack.domain.trial import DoseStep, Judgement
from calcitrack.domain.visit import Addendum, Antibiotic, InstrumentAnswer, Lab, Order
from calcitrack.domain.vocabulary import (
    AddendumKind,
    AllergyStatus,
    AntibodyResult,
    Discharge,
    Disease,
    EventKind,
    Form,
    Infection,
    Method,
    OrderKind,
    ResponseWord,
    State,
    Subtype,
)
from calcitrack.reports.summary import print_visit
from tests.builders import (
    a_lesion,
    a_patient,
    a_reading,
    a_record,
    a_trial,
    a_visit,
    an_assessment,
    an_event,
    clinic_day,
)
from tests.reports.prints import a_request, pages, read, sample, text

THEN = date(2025, 1, 1)
NOW = date(2025, 4, 2)
EVERY_SIGN_NO = {
    "ulcer": False,
    "redness": False,
    "swelling": False,
    "discharge": Discharge.NONE,
    "infection": Infection.NONE,
    "tendon_sheath": False,
    "function_limited": False,
    "nerve_compression": False,
}


def measured(lesion: int = 1, length: int = 100, width: int = 80, on: date = NOW, **fields):
    return an_assessment(lesion, readings=(a_reading(length, width, on),), **fields)


def a_print(*assessments, **fields) -> str:
    """Text of the print of one visit with these assessments."""
    record = {name: fields.pop(name) for name in ("patient", "trials", "events", "lesions") if name in fields}
    return text(a_request(a_record(a_visit(NOW, *assessments, **fields), **record)))


@pytest.mark.parametrize("record", clinic_day(), ids=lambda record: record.patient.mrn)
def test_prints_every_visit_of_the_sample_clinic_with_its_identity_on_every_page(record) -> None:
    for visit in record.visits:
        printed = pages(a_request(record, visit.id))
        for number, page in enumerate(printed, start=1):
            assert record.patient.name in page
            assert f"MRN {record.patient.mrn}" in page
            assert f"Page {number} of {len(printed)}" in page
            assert "Synthetic demonstration data" in page
            assert "printed 22 Nov 2026 10:59 by Nurse T. Printer" in page
            assert ("record 7f3a-91c2" if visit.is_signed else "draft, no hash") in page


def test_identity_gives_birth_date_age_at_the_visit_and_sex() -> None:
    for page in pages(a_request(sample("004-1183"))):
        assert "born 03 May 1968 (58 y) · female · MRN 004-1183" in page
        assert "Visit 02 Sep 2026" in page


def test_an_age_is_no_more_exact_than_the_birth_date() -> None:
    assert "born 1961 (63–64 y)" in text(a_request(sample("003-0921")))


def test_areas_and_change_are_those_of_the_figures() -> None:
    record = sample("004-1183")
    figures = record_figures(record, RuleSettings())
    for visit in record.counted_visits:
        printed = text(a_request(record, visit.id))
        of_visit = figures.visit(visit.id)
        assert f"{of_visit.measured_area_mm2:.1f} mm² over {of_visit.measured} of {of_visit.open} open" in printed
        for area in of_visit.areas_mm2.values():
            assert f" {area:.1f} " in printed


def test_the_area_line_says_when_nothing_is_open_or_nothing_was_measured() -> None:
    closed = a_record(a_visit(THEN, measured(on=THEN)), a_visit(NOW, an_assessment(1, State.RESOLVED)))
    assert "No open lesion: 0 mm²; like for like −100.0 % over 1" in text(a_request(closed))
    assert "No area measured; open lesions: 1" in a_print(an_assessment(1, State.UNCHANGED))


def test_the_area_line_gives_the_change_like_for_like() -> None:
    printed = text(a_request(sample("004-1183")))
    assert "1685.8 mm² over 5 of 6 open lesions; like for like −5.6 % over 4" in printed


def test_each_lesion_is_set_against_its_own_last_area() -> None:
    printed = text(a_request(sample("004-1183")))
    assert "1 L index, distal, volar stone 7.9 × 6.5 ruler 40.3 −36.3 % ulcer, pain 3/10" in printed
    assert "947.9 +10.9 % since 21 Feb 2026 no signs" in printed


def test_index_lesions_stand_first() -> None:
    printed = text(a_request(sample("004-1183")))
    assert printed.index("R elbow, extensor stone") < printed.index("L thumb, proximal, volar")
    assert "A star: index lesion" in printed


def test_sizes_of_another_method_are_said_and_not_compared() -> None:
    film = a_reading(300, 200, date(2025, 3, 28), method=Method.RADIOGRAPH)
    printed = a_print(an_assessment(1, readings=(film, a_reading(100, 80, NOW))))
    assert "10.0 × 8.0 ruler 62.8" in printed
    assert "Also 30.0 × 20.0 mm by radiograph, 28 Mar 2025, not compared." in printed


def test_a_lesion_without_a_reading_of_record_has_no_area() -> None:
    film = a_reading(300, 200, NOW, method=Method.RADIOGRAPH)
    printed = a_print(an_assessment(1, readings=(film,)))
    assert "no size by ruler" in printed
    assert "471.2" not in printed


def test_a_reading_of_another_day_says_its_day() -> None:
    assert "Measured on 28 Mar 2025." in a_print(measured(on=date(2025, 3, 28)))


def test_a_length_alone_and_a_thickness_are_printed() -> None:
    readings = (a_reading(100, 80, NOW, thickness=35),)
    printed = a_print(an_assessment(1, readings=readings), an_assessment(2, readings=(a_reading(90, None, NOW),)))
    assert "10.0 × 8.0 × 3.5" in printed
    assert "length 9.0" in printed


@pytest.mark.parametrize(
    ("assessment", "words"),
    [
        (an_assessment(1, State.UNCHANGED), "unchanged on inspection"),
        (an_assessment(1, State.NOT_EXAMINED), "not examined"),
        (an_assessment(1, State.NOT_VISIBLE), "not visible in this modality"),
        (an_assessment(1, State.RESOLVED), "resolved, by examination"),
        (an_assessment(1, State.EXCISED), "excised"),
        (an_assessment(1, State.NOT_MEASURABLE, reason="diffuse border"), "Not measurable: diffuse border."),
        (an_assessment(1, readings=()), "seen, size not recorded"),
    ],
)
def test_what_was_not_measured_says_why(assessment, words: str) -> None:
    assert words in a_print(assessment)


def test_an_open_lesion_that_the_visit_does_not_mention_is_listed() -> None:
    record = a_record(a_visit(THEN, measured(1, on=THEN), measured(2, on=THEN)), a_visit(NOW, measured(1)))
    assert "2 L index, distal, volar no entry at this visit" in text(a_request(record))


def test_a_lesion_first_seen_later_is_not_on_an_earlier_print() -> None:
    record = a_record(a_visit(THEN, measured(1, on=THEN)), a_visit(NOW, measured(1), measured(2, 777, 333)))
    assert "77.7" not in text(a_request(record, record.visits[0].id))


def test_a_lesion_that_came_back_is_not_set_against_the_time_before() -> None:
    record = a_record(
        a_visit(THEN, measured(1, 200, 200, THEN)),
        a_visit(date(2025, 2, 1), an_assessment(1, State.RESOLVED)),
        a_visit(NOW, measured(1, 100, 100)),
    )
    assert "% since" not in text(a_request(record))


def test_findings_are_words_and_none_is_not_the_same_as_not_recorded() -> None:
    printed = a_print(
        measured(1, ulcer=True, discharge=Discharge.CHALKY, infection=Infection.MODERATE, pain=4.5),
        measured(2, pain=0, visible=True, palpable=True, **EVERY_SIGN_NO),
        measured(3),
        measured(4, ulcer=False, palpable=False),
    )
    assert "chalky discharge" in printed
    assert "moderate infection" in printed
    assert "pain 4.5/10" in printed
    assert "no signs, pain 0/10" in printed
    assert "signs not recorded" in printed
    assert "no signs where recorded, not palpable" in " ".join(printed.split())
    assert "Findings: not recorded for lesion 3." in printed
    assert "Tendon sheath: not recorded for lesions 1, 4." in printed


def test_what_was_recorded_of_no_lesion_is_said_once() -> None:
    printed = a_print(measured(1, ulcer=True), measured(2, ulcer=False))
    assert "Tendon sheath: not recorded for any lesion." in printed


def test_forms_and_radiographic_subtypes_are_said() -> None:
    lesions = (
        a_lesion(1, form=Form.CLUSTER),
        a_lesion(2, form=Form.EXOSKELETON),
    )
    printed = a_print(measured(1, count=5, radiographic_subtype=Subtype.NET), measured(2), lesions=lesions)
    assert "Cluster, 5 deposits." in printed
    assert "Form: exoskeleton." in printed
    assert "Subtype by X-ray: net." in printed


def test_in_short_says_no_change_unless_one_is_beyond_the_reading_error() -> None:
    same = a_record(a_visit(THEN, measured(1, on=THEN)), a_visit(NOW, measured(1, 102, 80)))
    assert "No change beyond the reading error since 01 Jan 2025 (+2.0 % like for like over 1)." in text(
        a_request(same)
    )
    grown = a_record(a_visit(THEN, measured(1, on=THEN)), a_visit(NOW, measured(1, 150, 80)))
    printed = text(a_request(grown))
    assert "No change" not in printed
    assert "Changed beyond the reading error: lesion 1." in printed


def test_in_short_lists_what_drains_and_says_where_signs_are_not_recorded() -> None:
    printed = a_print(measured(1, ulcer=False, redness=True, discharge=Discharge.PUS), measured(2))
    assert "Draining: lesion 1. Red: lesion 1." in printed
    assert "Discharge, redness or ulcer not recorded: lesion 2." in printed
    assert "No discharge, redness or ulcer." in a_print(measured(1, **EVERY_SIGN_NO))


@pytest.mark.parametrize(
    ("allergies", "words"),
    [
        (Allergies(), "not known"),
        (Allergies(AllergyStatus.NONE), "none (recorded as none)"),
        (Allergies(AllergyStatus.KNOWN, ("penicillin", "latex")), "penicillin, latex"),
    ],
)
def test_unknown_allergies_are_not_none(allergies: Allergies, words: str) -> None:
    assert words in a_print(measured(), patient=a_patient(allergies=allergies))


def test_facts_name_diagnosis_antibodies_and_running_therapy_with_its_week_and_dose() -> None:
    patient = a_patient(
        diagnoses=(Diagnosis(Disease.DM, diagnosed=PartialDate("2011-03")),),
        antibodies=(Antibody("anti-Jo-1", AntibodyResult.NEGATIVE), Antibody("anti-NXP2", AntibodyResult.POSITIVE)),
    )
    trial = a_trial(start=NOW - timedelta(weeks=11), steps=(DoseStep(NOW - timedelta(weeks=2), "240 mg/d"),))
    printed = a_print(measured(), patient=patient, trials=(trial,))
    assert "Dermatomyositis, Mar 2011" in printed
    assert "anti-NXP2 positive" in printed
    assert "anti-Jo-1 negative" in printed
    assert "diltiazem 240 mg/d, week 11" in printed


def test_responses_count_lesions_by_both_words() -> None:
    record = sample("004-1183")
    printed = text(a_request(record))
    responses = record_figures(record, RuleSettings()).trials[-1].lesions.values()
    counts = " ".join(str(sum(r.balin is word for r in responses)) for word in ResponseWord)
    assert f"Balin 2012 (healed and came back: partial) {counts}" in printed
    assert "Provisional, not yet seen healed again: lesion 2." in printed
    assert "Not assessable, no baseline: lesion 6." in printed
    assert "clinic threshold, not validated for this measure" in printed


def test_the_judged_classes_stand_beside_the_proposed_ones_with_reader_day_and_reason() -> None:
    record = sample("004-1183")
    trial = record_figures(record, RuleSettings()).trials[-1]
    first, second = (trial.lesions[lesion] for lesion in list(trial.lesions)[:2])
    at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # the next day, where it is printed
    agreed = Judgement(
        trial.trial_id, first.lesion_id, "Dr T. Reader", at, first.balin, first.now, first.balin, first.now
    )
    word = ResponseWord.NONE if second.now is not ResponseWord.NONE else ResponseWord.PARTIAL
    differs = Judgement(
        trial.trial_id, second.lesion_id, "Dr T. Reader", at, word, word, second.balin, second.now, "film lost"
    )
    printed = text(a_request(replace(record, judgements=(agreed, differs))))
    counts = " ".join(str(sum(one.balin is kind for one in (agreed, differs))) for kind in ResponseWord)
    assert f"Balin 2012, judged by a reader {counts}" in printed
    assert f"Judged by a reader: 2 of {len(trial.lesions)} lesions (Dr T. Reader, 22 Nov 2026)." in printed
    told, proposed = (term_of(one).inside.template for one in (word, second.now))
    assert f"judged now {told}, Balin 2012 {told}; proposed now {proposed}" in printed
    assert "Reason: film lost." in printed
    assert f"So the rules propose; a reader judged 2 of {len(trial.lesions)} lesions." in printed


def test_a_response_that_nobody_judged_says_so_with_the_natural_history_and_chance() -> None:
    printed = text(a_request(sample("004-1183")))
    assert "Proposed by the rules; no lesion is judged by a reader yet." in printed
    assert "Natural history in the review: At 1 year few lesions improve" in printed
    assert "so a later slowing may be chance." in printed


def test_an_interim_trial_says_so() -> None:
    trial = a_trial(start=NOW - timedelta(weeks=4))
    visits = (a_visit(THEN, measured(on=THEN)), a_visit(NOW, measured()))
    assert "4 weeks: interim, under 12 weeks" in text(a_request(a_record(*visits, trials=(trial,))))


def test_the_trend_names_lesions_events_and_therapies_with_their_stop_reason() -> None:
    printed = text(a_request(sample("004-1183")))
    assert "Lesion size and therapy, 21 months" in printed
    assert "minocycline 100 mg/d no response" in printed
    assert "extruded #2" in printed
    assert "Sizes by ruler; #6 by radiograph." in printed
    assert all(f"#{number}" in printed for number in range(1, 8))


def test_the_trend_ends_at_the_visit() -> None:
    record = sample("004-1183")
    assert "diltiazem" not in text(a_request(record, record.visits[3].id))


def test_a_first_visit_has_no_trend() -> None:
    assert "Lesion size and therapy" not in a_print(measured())


def test_events_of_a_visit_that_does_not_count_are_not_drawn() -> None:
    draft = a_visit(NOW, measured(), signed=False)
    visits = (a_visit(THEN, measured(on=THEN)), a_visit(date(2025, 2, 1), measured(on=date(2025, 2, 1))), draft)
    event = an_event(1, EventKind.INFECTED, date(2025, 1, 20), visit_id=draft.id)
    assert "infected" not in text(a_request(a_record(*visits, events=(event,))))


def test_a_draft_says_so_on_every_page_and_counts_in_no_figure() -> None:
    long_note = "Nothing is settled yet. " * 400
    visits = (a_visit(THEN, measured(on=THEN)), a_visit(NOW, measured(1, 300, 300), signed=False, note=long_note))
    printed = pages(a_request(a_record(*visits), record_hash=""))
    assert len(printed) > 1
    for page in printed:
        assert page.count("DRAFT") >= 3
        assert "draft, no hash" in page
    assert "no figure counts this visit before it is signed" in printed[0]
    assert "over 1 of 1 open" not in " ".join(printed)


def test_a_signed_visit_has_no_draft_mark() -> None:
    assert "DRAFT" not in a_print(measured())


def test_a_visit_entered_in_error_says_so_on_every_page() -> None:
    addendum = Addendum(
        AddendumKind.ENTERED_IN_ERROR, "wrong patient", "Not hers.", datetime(2025, 4, 3, tzinfo=UTC), "Dr E"
    )
    (page,) = pages(a_request(a_record(a_visit(NOW, measured(), addenda=(addendum,)))))
    assert page.count("ENTERED IN ERROR") == 2
    assert "Not hers." in page
    assert "This visit was entered in error and enters no figure." in page


def test_addenda_stand_beside_what_they_amend() -> None:
    at = datetime(2025, 4, 3, 8, 0, tzinfo=UTC)
    addenda = (
        Addendum(AddendumKind.NOTE, "came later", "The swab was sterile.", at, "Dr A"),
        Addendum(AddendumKind.CORRECTION, "misread", "Lesion 1 was 10 mm.", at, "Dr B"),
    )
    printed = a_print(measured(revision=1), addenda=addenda, note="Quiet.")
    assert "Corrected by an addendum." in printed
    assert "Written 03 Apr 2025 10:00 by Dr B. Reason: misread" in printed
    assert printed.index("mm² over") < printed.index("Lesion 1 was 10 mm.") < printed.index("Quiet.")
    assert printed.index("Quiet.") < printed.index("The swab was sterile.")


def test_the_signature_names_signer_day_and_who_imported_it() -> None:
    printed = a_print(measured(), imported_by="Adam Admin")
    assert "Signed by Dr T. Signer 02 Apr 2025 20:00 (signature imported by Adam Admin)" in printed


def test_what_else_was_recorded_is_printed() -> None:
    printed = a_print(
        measured(),
        fever=True,
        labs=(Lab("CRP", 12.5, "mg/l", date(2025, 4, 1)), Lab("ANA", None, None, None)),
        antibiotics=(Antibiotic("flucloxacillin", "oral", NOW, None),),
        instruments=(InstrumentAnswer("pain_worst_week", 3), InstrumentAnswer("own_score", "B", reporter="parent")),
        orders=(Order(OrderKind.SWAB, NOW, "Nurse N"), Order(OrderKind.FILM, NOW, closed_on=NOW, result="no change")),
        follow_up_weeks=12,
    )
    for words in (
        "Fever: yes",
        "CRP: 12.5 mg/l (01 Apr 2025)",
        "ANA: not answered",
        "flucloxacillin oral",
        "own score: B (parent)",
        "Swab, asked 02 Apr 2025",
        "no change",
        "In 12 weeks",
        "25 Jun 2025",
    ):
        assert words in printed


def test_whatever_is_still_awaited_is_listed_and_nothing_asked_later() -> None:
    before = a_visit(THEN, measured(on=THEN), orders=(Order(OrderKind.LETTER, THEN),))
    later = Order(OrderKind.BLOOD_TEST, NOW + timedelta(days=1))
    record = a_record(before, a_visit(NOW, measured()), orders=(Order(OrderKind.REFERRAL, None), later))
    printed = text(a_request(record))
    assert "Referral Letter, asked 01 Jan 2025" in printed
    assert "Blood test" not in printed


def test_nothing_is_guessed_where_nothing_was_recorded() -> None:
    printed = a_print(measured())
    for words in ("Fever: not recorded", "Nothing written.", "No interval agreed.", "Nothing is awaited."):
        assert words in printed


def test_markup_in_texts_is_only_text() -> None:
    patient = a_patient(family_name="<b>Bold</b> & Sons", given_name="</font>")
    printed = a_print(measured(), patient=patient, note="A < B &amp; <br/> C", plan="{braces} %s \\n")
    assert "<b>Bold</b> & Sons, </font>" in printed
    assert "A < B &amp; <br/> C" in printed
    assert "{braces} %s \\n" in printed


def test_the_longest_names_are_whole_on_every_page() -> None:
    patient = a_patient(family_name="Wolfeschlegelsteinhausenbergerdorff" * 4, given_name="Uno " * 30)
    record = a_record(a_visit(NOW, measured(), note="Line.\n" * 90), patient=patient)
    printed = pages(a_request(record))
    assert len(printed) > 1
    for page in printed:
        assert "".join(patient.name.split()) in page.replace(" ", "")


def test_names_of_every_bundled_script_are_extracted_whole() -> None:
    patient = a_patient(family_name="Łukasz Đặng Γιώργος Иван", given_name="Zoe\u0308")
    assert "Łukasz Đặng Γιώργος Иван, Zoë" in a_print(measured(), patient=patient)


def test_arabic_and_hebrew_names_lack_no_glyph() -> None:
    record = a_record(
        a_visit(NOW, measured(), note="فاطمة 12 مم"), patient=a_patient(family_name="فاطمة", given_name="יוסף")
    )
    assert print_visit(a_request(record)).missing == ()


def test_characters_that_no_font_has_are_told_and_boxed() -> None:
    record = a_record(a_visit(NOW, measured(), note="\U0001f9b4 and \U0001f9b7"))
    request = a_request(record)
    assert print_visit(request).missing == ("\U0001f9b4", "\U0001f9b7")
    assert "□ and □" in text(request)


def test_a_long_note_flows_over_pages_without_losing_a_word() -> None:
    words = [f"word{number}" for number in range(3000)]
    printed = a_print(measured(), note=" ".join(words), plan="Averylongword" * 40)
    assert all(word in printed for word in words)
    assert printed.replace(" ", "").count("Averylongword") >= 35


def sixty_lesions():
    visits = [
        a_visit(
            THEN + timedelta(days=100 * time),
            *(
                measured(n, 40 + 3 * n + time, 30 + n, THEN + timedelta(days=100 * time), ulcer=n % 7 == 0)
                for n in range(1, 61)
            ),
        )
        for time in range(3)
    ]
    return a_record(*visits)


def test_sixty_lesions_repeat_the_heading_and_lose_no_row() -> None:
    record = sixty_lesions()
    printed = pages(a_request(record))
    tables = [page for page in printed if "L index, distal, volar" in page]
    assert len(tables) > 1
    assert all("# Site Subtype mm by mm²" in page for page in tables)
    areas = record_figures(record, RuleSettings()).visits[-1].areas_mm2
    assert all(f" {area:.1f} " in " ".join(printed) for area in areas.values())


def test_a_trend_of_many_lesions_says_how_many_it_draws() -> None:
    assert "12 of 60 lesions are drawn" in text(a_request(sixty_lesions()))


def test_many_therapies_and_events_are_told_where_they_are_not_drawn() -> None:
    visits = [a_visit(THEN + timedelta(days=d), measured(on=THEN + timedelta(days=d))) for d in (0, 200, 400)]
    trials = [
        a_trial(f"therapy {n}", THEN + timedelta(days=20 * n), stop=THEN + timedelta(days=20 * n + 10), id=n)
        for n in range(1, 13)
    ]
    events = [an_event(1, EventKind.INFECTED, THEN + timedelta(days=200 + n)) for n in range(9)]
    printed = text(a_request(a_record(*visits, trials=tuple(trials), events=tuple(events))))
    assert "Earlier therapies, not drawn: 4." in printed
    assert "Events without room, not drawn: 4." in printed


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_prints_on_the_paper_asked_for(paper: str, size: tuple[int, int]) -> None:
    file = read(print_visit(a_request(sample("004-1183"), paper=paper)).content)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in file.pages} == {size}


def test_the_same_request_gives_the_same_bytes() -> None:
    request = a_request(sample("004-1183"))
    assert print_visit(request) == print_visit(request)


def test_the_file_tells_its_title_and_clinic_and_not_the_patient() -> None:
    told = read(print_visit(a_request(sample("004-1183"))).content).metadata
    assert (told.title, told.author) == ("Visit summary", "Northside Rheumatology")
    assert told.creation_date == a_request(sample("004-1183")).printed_at
    assert "Aalto" not in str(dict(told))


def test_synthetic_data_is_marked_only_where_it_is_synthetic() -> None:
    assert "Synthetic" not in text(a_request(sample("004-1183"), synthetic=False))


def test_the_areas_stand_with_how_they_are_computed() -> None:
    assert "Area is the ellipse π/4 × length × width." in pages(a_request(sample("004-1183")))[0]


def test_refuses_a_visit_that_the_record_does_not_have() -> None:
    with pytest.raises(KeyError):
        print_visit(a_request(sample("004-1183"), 999))


def test_a_changed_setting_is_what_the_print_says() -> None:
    record = sample("004-1183")
    settings = replace(RuleSettings(), threshold_percent=30, reading_error_mm=1.5)
    printed = text(a_request(record, figures=record_figures(record, settings)))
    assert "area more than 30 % below baseline" in printed
    assert "more than 1.5 mm" in printed
