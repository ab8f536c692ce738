"""Findings put aside in a real vault, and the clinic's own results."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import Conflict, InvalidInput, NotFound
from calcitrack.domain.figures.outcomes import TrialOutcome, therapy_outcome
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Answer, BackgroundFact, ResponseWord
from calcitrack.guidance.dismissing import dismissal_of, facts_hash
from calcitrack.guidance.engine import evaluate
from calcitrack.guidance.finding import Finding
from tests.builders import a_patient
from tests.db import sql
from tests.vaults import SAMPLE, TODAY, vault_of


@pytest.fixture
def smoker(clinic: Clinic) -> int:
    return clinic.patients.add(a_patient(background={BackgroundFact.SMOKING: Answer.YES})).value


def found(clinic: Clinic, patient_id: int, name: str) -> Finding:
    record: PatientRecord = clinic.patients.reload(patient_id)
    return next(finding for finding in evaluate(record, TODAY).findings if finding.id == name)


def put_aside(clinic: Clinic, patient_id: int, name: str = "smoking", reason: str = "told already") -> None:
    clinic.guidance.dismiss(patient_id, {name: facts_hash(found(clinic, patient_id, name))}, reason)


def answer(clinic: Clinic, patient_id: int, said: Answer) -> None:
    patient = clinic.patients.reload(patient_id).patient
    clinic.patients.change(replace(patient, background={BackgroundFact.SMOKING: said}))


def test_a_finding_put_aside_keeps_its_reason_and_who_gave_it(clinic: Clinic, smoker: int) -> None:
    put_aside(clinic, smoker)
    kept = dismissal_of(found(clinic, smoker, "smoking"), clinic.guidance.dismissals(smoker))
    assert kept is not None
    assert (kept.reason, kept.person) == ("told already", clinic.person.name)


def test_a_dismissal_writes_one_audit_row_with_its_reason(clinic: Clinic, smoker: int) -> None:
    connection = vault_of(clinic).connection
    before = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    put_aside(clinic, smoker)
    rows = connection.execute("SELECT action, reason FROM audit ORDER BY rowid").fetchall()[before:]
    assert rows == [("dismiss finding", "told already")]


def test_a_dismissal_ends_when_the_facts_change(clinic: Clinic, smoker: int) -> None:
    put_aside(clinic, smoker)
    answer(clinic, smoker, Answer.UNKNOWN)
    assert dismissal_of(found(clinic, smoker, "smoking"), clinic.guidance.dismissals(smoker)) is None


def test_a_dismissal_ends_when_the_content_changes(clinic: Clinic, smoker: int) -> None:
    put_aside(clinic, smoker)
    older = [replace(one, content_hash="0" * 64) for one in clinic.guidance.dismissals(smoker)]
    assert dismissal_of(found(clinic, smoker, "smoking"), older) is None


@pytest.mark.parametrize("reason", ["", "   "])
def test_refuses_a_dismissal_without_a_reason(clinic: Clinic, smoker: int, reason: str) -> None:
    with pytest.raises(InvalidInput):
        put_aside(clinic, smoker, reason=reason)
    assert clinic.guidance.dismissals(smoker) == ()


def test_refuses_a_dismissal_of_facts_that_are_no_longer_so(clinic: Clinic, smoker: int) -> None:
    seen = facts_hash(found(clinic, smoker, "smoking"))
    answer(clinic, smoker, Answer.NO)
    with pytest.raises(Conflict):
        clinic.guidance.dismiss(smoker, {"smoking": seen}, "told already")


def test_a_finding_taken_back_shows_again_and_the_row_stays(clinic: Clinic, smoker: int) -> None:
    put_aside(clinic, smoker)
    clinic.guidance.take_back(smoker, [clinic.guidance.dismissals(smoker)[0].id])
    assert clinic.guidance.dismissals(smoker) == ()
    assert len(sql.dump(vault_of(clinic).connection)["dismissal"]) == 1


def test_refuses_to_take_back_what_another_patient_has(clinic: Clinic, smoker: int) -> None:
    other = clinic.patients.add(a_patient("2", background={BackgroundFact.SMOKING: Answer.YES})).value
    put_aside(clinic, other)
    with pytest.raises(NotFound):
        clinic.guidance.take_back(smoker, [clinic.guidance.dismissals(other)[0].id])
    assert len(clinic.guidance.dismissals(other)) == 1


def test_the_clinic_switches_the_panel_off_and_on(clinic: Clinic) -> None:
    assert clinic.settings.guidance_shown()
    clinic.settings.set_guidance_shown(False, clinic.settings.guidance_shown())
    assert not clinic.settings.guidance_shown()
    clinic.settings.set_guidance_shown(True, clinic.settings.guidance_shown())
    assert clinic.settings.guidance_shown()


def test_the_clinics_own_results_stand_under_the_therapies_of_the_review(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    told: list[tuple[int, int]] = []
    results = clinic.guidance.own_results(lambda done, of: told.append((done, of)))
    assert told == [(n, 5) for n in range(1, 6)]
    assert results["TH-diltiazem"].patients == 2
    assert results["TH-diltiazem"].answered is None
    assert "TH-steroids" in results


def test_the_printed_results_of_the_clinic_say_how_many_lesions_a_reader_judged(clinic: Clinic) -> None:
    lesions = {ResponseWord.PARTIAL: 7, ResponseWord.NOT_ASSESSABLE: 2}
    own = therapy_outcome(
        [TrialOutcome(n, "diltiazem", False, False, False, lesions if n == 1 else {ResponseWord.NONE: 1}, 3 * (n == 1))
         for n in range(1, 7)]
    )  # fmt: skip
    printed = clinic.prints.therapy("TH-diltiazem", own)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(printed.content)).pages)
    assert "Of their lesions 3 were judged by a reader, the other 11 by the rules." in text
