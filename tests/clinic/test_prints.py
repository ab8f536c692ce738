"""A print is made from the record as it stands, of the patient asked for, and is in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db.people import Person
from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.errors import InvalidInput, NotFound
from calcitrack.domain.letter import Letter, Urgency
from calcitrack.domain.vocabulary import AddendumKind, Role
from tests.builders import a_lesion, a_patient, an_assessment
from tests.db import sql
from tests.reports.prints import read
from tests.vaults import NOW, SAMPLE, TODAY, FixedClock, vault_of


def test_a_summary_is_a_pdf_and_its_printing_is_in_the_history(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.all_ids()[0]
    visit = clinic.patients.reload(patient).visits[-1]
    assert clinic.prints.summary(patient, visit.id).content.startswith(b"%PDF")
    entry = clinic.history.of_patient(patient)[0]
    assert (entry.what, entry.visit_id) == (f"Print summary · {visit.visited_on}", visit.id)


def test_each_way_onto_paper_or_clipboard_is_in_the_history_by_its_own_name(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    visit = clinic.patients.reload(patient).visits[-1]
    assert clinic.prints.patient_page(patient, visit.id).content.startswith(b"%PDF")
    assert clinic.prints.visit_text(patient, visit.id).startswith("Aalto, Ingrid")
    told = [entry.what.partition(" · ")[0] for entry in clinic.history.of_patient(patient)[:2]]
    assert told == ["Copy visit as text", "Print page for the patient"]


def test_the_page_for_the_patient_holds_what_the_clinic_entered(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    assert clinic.settings.contact() == ClinicContact()
    clinic.settings.set_contact(
        ClinicContact(" 01632 960 123 ", "Call us if the skin opens."), clinic.settings.contact()
    )
    assert clinic.settings.contact() == ClinicContact("01632 960 123", "Call us if the skin opens.")
    patient = clinic.patients.by_mrn("004-1183")
    page = clinic.prints.patient_page(patient, clinic.patients.reload(patient).visits[-1].id)
    assert "01632 960 123" in read(page.content).pages[0].extract_text()


def test_a_summary_holds_what_was_signed_beside_its_correction(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    visit = clinic.patients.reload(patient).counted_visits[-1]
    before = visit.assessments[0]
    fixed = replace(before, readings=(replace(before.readings[0], length=99),))
    clinic.visits.amend(patient, visit.id, AddendumKind.CORRECTION, "misread", "", (fixed,), seen=0)
    printed = " ".join(clinic.prints.visit_text(patient, visit.id).split())
    assert "Lesion 1, Sizes: 9.9 × 6.5 mm by ruler" in printed
    assert "(before: 7.9 × 6.5 mm by ruler" in printed
    assert f"by {clinic.person.name}. Reason: misread" in printed


def test_a_referral_is_of_signed_visits_names_the_draft_and_its_addressee_is_audited(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    clinic.settings.set_contact(ClinicContact("01632 960 123", ""), clinic.settings.contact())
    clinic.visits.start(patient, TODAY)
    printed = clinic.prints.referral(patient, Letter("Dr K. Lind", "Why?", Urgency.URGENT))
    first = " ".join(read(printed.content).pages[0].extract_text().split())
    for told in ("Dr K. Lind", "Urgency: URGENT", "01632 960 123", clinic.person.name, "is a draft, not signed"):
        assert told in first
    last = sql.rows(vault_of(clinic).connection, "SELECT action, reason FROM audit ORDER BY id")[-1]
    assert (last["action"], last["reason"]) == ("print referral", "urgent: Dr K. Lind")


def test_no_referral_is_made_without_a_signed_visit_or_without_a_question(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    before = sql.dump(vault_of(clinic).connection)
    with pytest.raises(InvalidInput):
        clinic.prints.referral(patient, Letter("Dr K. Lind", " "))
    with pytest.raises(NotFound, match="no signed visit"):
        clinic.prints.referral(patient, Letter("Dr K. Lind", "Why?"))
    assert sql.dump(vault_of(clinic).connection) == before


def test_a_referral_given_up_at_any_moment_is_not_in_the_history(clinic: Clinic) -> None:
    class Enough(Exception):  # noqa: N818 - reads as a sentence where it is raised
        pass

    def given_up_at(moment: int) -> list[tuple[int, int]]:
        told: list[tuple[int, int]] = []

        def report(done: int, of: int) -> None:
            told.append((done, of))
            if len(told) == moment:
                raise Enough

        with pytest.raises(Enough):
            clinic.prints.referral(patient, Letter("Dr K. Lind", "Why?"), report=report)
        return told

    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    count = len(clinic.patients.reload(patient).lesions)
    before = sql.dump(vault_of(clinic).connection)
    assert given_up_at(1) == [(1, count)]
    assert given_up_at(count + 1)[-2:] == [(count, count)] * 2, "the last is told when all is drawn"
    assert sql.dump(vault_of(clinic).connection) == before


def test_no_page_for_the_patient_is_made_of_a_visit_entered_in_error(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    visit = clinic.patients.reload(patient).counted_visits[-1]
    clinic.visits.amend(patient, visit.id, AddendumKind.ENTERED_IN_ERROR, "another patient's", "", seen=0)
    with pytest.raises(NotFound, match="entered in error"):
        clinic.prints.patient_page(patient, visit.id)


def test_the_visit_of_another_patient_is_never_printed(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    first, second, *_ = clinic.patients.all_ids()
    foreign = clinic.patients.reload(second).visits[0].id
    before = sql.dump(vault_of(clinic).connection)
    for ask in (clinic.prints.summary, clinic.prints.in_short, clinic.prints.patient_page, clinic.prints.visit_text):
        with pytest.raises(NotFound):
            ask(first, foreign)
    assert sql.dump(vault_of(clinic).connection) == before


def test_a_visit_is_found_by_its_day_unless_it_was_entered_in_error(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, visit, version)
    assert clinic.prints.visit_on(patient, TODAY) == visit
    with pytest.raises(NotFound, match="no visit on"):
        clinic.prints.visit_on(patient, TODAY - timedelta(days=1))
    clinic.visits.amend(patient, visit, AddendumKind.ENTERED_IN_ERROR, "another patient's", "", seen=0)
    with pytest.raises(NotFound):
        clinic.prints.visit_on(patient, TODAY)


def test_what_others_changed_since_the_last_signature_is_told_by_name_and_ones_own_is_not(clinic: Clinic) -> None:
    patient = clinic.patients.add(a_patient("1")).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visit = clinic.visits.start(patient, TODAY).value
    version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, visit, version)
    other = Person(7, bytes(range(16)), "Nurse T. Author", frozenset({Role.STAFF}))
    for person in (clinic.person, other):
        theirs = Clinic(vault_of(clinic), person, FixedClock(NOW + timedelta(hours=1)))
        record = clinic.patients.reload(patient)
        theirs.patients.change(replace(record.patient, medicines=f"as {person.name} wrote"))
    assert clinic.prints.since_last(clinic.patients.reload(patient)).endswith(
        ": Nurse T. Author changed the record once."
    )
