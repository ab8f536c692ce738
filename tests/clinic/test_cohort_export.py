"""A cohort in tables: whole or absent, the same numbers as the record, and nobody named where nobody is to be."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.patient import Antibody, Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Answer, AntibodyResult, BackgroundFact, Disease
from calcitrack.exchange.cohort_tables import TABLES
from calcitrack.exchange.pseudonyms import Pseudonyms
from tests.builders import a_lesion, a_patient, a_trial
from tests.domain.figures.stories import day, visit

Tables = dict[str, list[dict[str, str]]]
EVERYBODY = Criteria()


@pytest.fixture
def filled(clinic: Clinic) -> Clinic:
    """Three patients with secrets in every text."""
    clinic.record_files.add_records(
        [
            PatientRecord(
                a_patient(
                    f"MRN-{n}",
                    family_name=f"=Secretname{n}",
                    given_name="Given",
                    birth_date=PartialDate("1930-02-03"),
                    diagnoses=(Diagnosis(Disease.DM),),
                    antibodies=(Antibody("Secretbody", AntibodyResult.POSITIVE),),
                    background={BackgroundFact.RAYNAUD: Answer.YES},
                ),
                lesions=(a_lesion(),),
                visits=(visit(0, (100, 100)), visit(100 + n, (50, 100))),
                trials=(
                    a_trial("Diltiazem hydrochloride", day(5), stop=day(90)),
                    a_trial("Secretcure of Dr Who", day(9), stop=day(90)),
                ),
            )
            for n in range(3)
        ]
    )
    return clinic


def silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


def exported(clinic: Clinic, path: Path, *, pseudonymised: bool, criteria: Criteria = EVERYBODY) -> Tables:
    answer = clinic.cohorts.answer(criteria)
    written = clinic.cohort_exports.records(path, answer, pseudonymised=pseudonymised, report=silent)
    assert written == len(answer.ids)
    return read(path)


def read(path: Path) -> Tables:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def test_the_tables_hold_what_the_record_holds(filled: Clinic, tmp_path: Path) -> None:
    tables = exported(filled, tmp_path / "c.zip", pseudonymised=False)
    first = tables["patients"][0]
    assert (first["mrn"], first["age"], first["diseases"], first["raynaud"], first["smoking"]) == (
        "MRN-0", "95", "DM", "yes", "",
    )  # fmt: skip
    assert (first["change_percent"], first["change_days"], first["change_of"]) == ("-50.0", "100", "1")
    sizes = [(row["visited_on"], row["length_mm"], row["width_mm"]) for row in tables["sizes"][:2]]
    assert sizes == [(str(day(0)), "10.0", "10.0"), (str(day(100)), "5.0", "10.0")]
    assert [row["therapy"] for row in tables["trials"][:2]] == ["Diltiazem hydrochloride", "Secretcure of Dr Who"]
    assert first["family_name"] == "'=Secretname0", "a spreadsheet must not take a name for a formula"


def test_every_column_that_is_written_stands_in_the_codebook(filled: Clinic, tmp_path: Path) -> None:
    for pseudonymised in (False, True):
        tables = exported(filled, tmp_path / "c.zip", pseudonymised=pseudonymised)
        told = {(row["table"], row["column"]) for row in tables.pop("codebook") if row["table"]}
        assert {(name, column) for name, rows in tables.items() for column in (rows[0] if rows else ())} <= told
        assert all(column.meaning for columns in TABLES.values() for column in columns)


def test_pseudonymised_nobody_is_named_and_no_true_day_stands(filled: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "c.zip"
    tables = exported(filled, path, pseudonymised=True)
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if name != "codebook.csv").decode()
    uuids = [filled.patients.reload(i).patient.uuid for i in filled.patients.all_ids()]
    for secret in ("Secret", "MRN-", "Given", "1930", *uuids):
        assert secret not in whole
    assert {row["age"] for row in tables["patients"]} == {"90"}
    assert {row["therapy"] for row in tables["trials"]} == {"diltiazem", "other"}


def test_days_of_one_patient_keep_their_distance_and_names_hold_through_all_tables(
    filled: Clinic, tmp_path: Path
) -> None:
    tables = exported(filled, tmp_path / "c.zip", pseudonymised=True)
    names = {row["patient"] for row in tables["patients"]}
    assert len(names) == 3
    for table in ("lesions", "visits", "sizes", "trials"):
        assert {row["patient"] for row in tables[table]} == names
    for name in names:
        days = [date.fromisoformat(row["visited_on"]) for row in tables["visits"] if row["patient"] == name]
        assert (days[1] - days[0]).days in (100, 101, 102)


def test_two_exports_have_no_pseudonym_in_common(filled: Clinic, tmp_path: Path) -> None:
    first, second = (exported(filled, tmp_path / f"{n}.zip", pseudonymised=True)["patients"] for n in range(2))
    assert {row["patient"] for row in first}.isdisjoint({row["patient"] for row in second})


def test_a_shift_is_one_day_to_a_year_back_and_the_same_for_all_days() -> None:
    pseudonyms = Pseudonyms(b"k" * 32)
    shifts = {
        (date(2025, 1, 1) - date.fromisoformat(pseudonyms.shifted(str(n), "2025-01-01"))).days for n in range(4000)
    }
    assert shifts == set(range(1, 366))


def test_what_is_stopped_or_refused_leaves_nothing_and_the_older_file_stands(filled: Clinic, tmp_path: Path) -> None:
    path = tmp_path / "c.zip"
    path.write_bytes(b"older")
    answer = filled.cohorts.answer(Criteria())

    def stop(done: int, _of: int) -> None:
        if done > 6:
            raise InterruptedError

    entries = filled.audit.rows(list(range(1, 100)))
    with pytest.raises((InterruptedError, FileRefused)):
        filled.cohort_exports.records(path, answer, pseudonymised=True, report=stop)
    assert (path.read_bytes(), list(tmp_path.glob(".*"))) == (b"older", [])
    with pytest.raises(FileRefused):
        filled.cohort_exports.records(filled.folder / "c.zip", answer, pseudonymised=True, report=silent)
    assert len(filled.audit.rows(list(range(1, 100)))) == len(entries)


def test_an_export_is_in_the_audit_with_its_manner(filled: Clinic, tmp_path: Path) -> None:
    exported(filled, tmp_path / "c.zip", pseudonymised=True)
    filled.cohort_exports.counts(tmp_path / "n.zip", filled.cohorts.answer(Criteria()))
    told = {(row.action, row.reason) for row in filled.audit.rows(list(range(1, 100)))}
    assert ("export cohort", "3 patients, pseudonymised") in told
    assert any(action == "export cohort counts" for action, _ in told)


def test_shared_counts_of_few_are_not_in_the_file(filled: Clinic, tmp_path: Path) -> None:
    filled.cohort_exports.counts(tmp_path / "n.zip", filled.cohorts.answer(Criteria()))
    rows = read(tmp_path / "n.zip")["counts"]
    assert rows
    assert {row["patients"] for row in rows} <= {"not shown", "0"}


def test_records_of_one_person_are_exported_as_one_with_every_row(filled: Clinic, tmp_path: Path) -> None:
    stays, goes = (filled.patients.by_mrn(f"MRN-{n}") for n in (0, 1))
    assert stays
    assert goes
    filled.merging.merge(stays, goes, filled.merging.compare(stays, goes).seen, "one person")
    tables = exported(filled, tmp_path / "c.zip", pseudonymised=False)
    own = {name: [row for row in rows if row.get("patient") == tables["patients"][0]["patient"]]
           for name, rows in tables.items()}  # fmt: skip
    assert len(tables["patients"]) == 2
    assert [row["lesion"] for row in own["lesions"]] == ["1", "B-1"]
    assert sorted(row["lesion"] for row in own["sizes"]) == ["1", "1", "B-1", "B-1"]
    assert [row["trial"] for row in own["trials"]] == ["1", "2", "3", "4"]


def test_the_change_in_the_tables_is_that_of_the_lesions_chosen_and_the_codebook_says_by_what(
    filled: Clinic, tmp_path: Path
) -> None:
    lesions = (a_lesion(1, site="knee"), a_lesion(2, site="elbow.extensor"))
    sizes = (visit(0, {1: (100, 100), 2: (100, 100)}), visit(100, {1: (50, 100), 2: (200, 100)}))
    filled.record_files.add_records([PatientRecord(a_patient("two"), lesions=lesions, visits=sizes)])
    knees = Criteria.of({"site": ["knee"]})
    tables = exported(filled, tmp_path / "c.zip", pseudonymised=False, criteria=knees)
    (patient,) = tables["patients"]
    assert (patient["change_percent"], patient["change_compared"], patient["change_of"]) == ("-50.0", "1", "1")
    assert [(row["site"], row["chosen"]) for row in tables["lesions"]] == [("knee", "1"), ("elbow.extensor", "0")]
    assert any('"site": ["knee"]' in row["meaning"] for row in tables["codebook"])


def test_what_somebody_typed_stands_in_no_file_for_others(filled: Clinic, tmp_path: Path) -> None:
    criteria = Criteria.of({"antibody": ["secretbody"]}, seen_from=date(2020, 1, 1))
    exported(filled, tmp_path / "c.zip", pseudonymised=True, criteria=criteria)
    filled.cohort_exports.counts(tmp_path / "n.zip", filled.cohorts.answer(criteria))
    for path in (tmp_path / "c.zip", tmp_path / "n.zip"):
        with zipfile.ZipFile(path) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert "secret" not in whole.lower()
        assert "2020-01-01" not in whole
