"""A print is made from the record as it stands, of the patient asked for, and is in the history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import NotFound
from calcitrack.domain.vocabulary import AddendumKind
from tests.builders import a_lesion, a_patient, an_assessment
from tests.db import sql
from tests.vaults import SAMPLE, TODAY, vault_of


def test_a_summary_is_a_pdf_and_its_printing_is_in_the_history(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.all_ids()[0]
    visit = clinic.patients.reload(patient).visits[-1]
    assert clinic.prints.summary(patient, visit.id).content.startswith(b"%PDF")
    entry = clinic.history.of_patient(patient)[0]
    assert (entry.what, entry.visit_id) == (f"Print summary · {visit.visited_on}", visit.id)


def test_the_visit_of_another_patient_is_never_printed(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    first, second, *_ = clinic.patients.all_ids()
    foreign = clinic.patients.reload(second).visits[0].id
    before = sql.dump(vault_of(clinic).connection)
    for ask in (clinic.prints.summary, clinic.prints.in_short):
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
    clinic.visits.amend(patient, visit, AddendumKind.ENTERED_IN_ERROR, "another patient's", "")
    with pytest.raises(NotFound):
        clinic.prints.visit_on(patient, TODAY)
