"""Patients: rows to values and back, with the derived columns that search and sorting use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from calcitrack.db.driver import Connection
from calcitrack.db.unit import Unit
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.folding import fold, words
from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import (
    AllergyStatus,
    Answer,
    AntibodyResult,
    BackgroundFact,
    Disease,
    DominantHand,
    PatientStatus,
    Sex,
)

_COLUMNS = (
    "id, uuid, mrn, family_name, given_name, birth_date, sex, dominant_hand, status, status_on, allergy_status, "
    "medicines, version, merged_into"
)


def add(unit: Unit, patient: Patient) -> int:
    """Insert a patient with everything that hangs on it; returns the row number."""
    patient_id = unit.insert("patient", _row(patient))
    unit.run("INSERT INTO lesion_number (patient_id, last) VALUES (?, 0)", (patient_id,))
    _write_children(unit, patient_id, patient)
    write_search(unit, patient_id, patient)
    return patient_id


def change(unit: Unit, patient: Patient) -> None:
    """Make the stored patient be this one; its version goes up when anything differs."""
    before = len(unit.changes)
    unit.update("patient", {"id": patient.id}, _row(patient))
    _write_children(unit, patient.id, patient)
    if len(unit.changes) > before:
        unit.update("patient", {"id": patient.id}, {"version": patient.version + 1})
        write_search(unit, patient.id, patient)


def version_of(unit: Unit, patient_id: int) -> int | None:
    """The stored version; None when there is no such row."""
    row = unit.run("SELECT version FROM patient WHERE id = ?", (patient_id,)).fetchone()
    return int(row[0]) if row else None


def read(connection: Connection, patient_id: int) -> Patient | None:
    """A patient; None when there is no such row."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM patient WHERE id = ? AND removed_at IS NULL", (patient_id,)
    ).fetchone()
    return _patient(connection, row) if row else None


def id_of_mrn(connection: Connection, mrn: str) -> int | None:
    """Row number of a record number, in whatever case it is written; None when it is not in the vault."""
    row = connection.execute("SELECT id FROM patient WHERE mrn = ?", (mrn,)).fetchone()
    folded = fold(mrn)
    if row is None and folded:  # every patient is known by the words of the folded number
        rows = connection.execute(
            "SELECT p.id, p.mrn FROM patient_word w JOIN patient p ON p.id = w.patient_id WHERE w.word = ? "
            "ORDER BY p.id",
            (folded.split()[0],),
        ).fetchall()
        row = next((found for found in rows if fold(found[1]) == folded), None)
    return int(row[0]) if row else None


def uuid_of_mrn(connection: Connection, mrn: str) -> bytes | None:
    """Permanent identity of a record number, in whatever case; None when it is not in the vault."""
    row = connection.execute("SELECT uuid FROM patient WHERE id = ?", (id_of_mrn(connection, mrn),)).fetchone()
    return bytes(row[0]) if row else None


def known_mrns(connection: Connection, mrns: Sequence[str]) -> tuple[str, ...]:
    """Which of these record numbers are in the vault already, in the order given."""
    return tuple(mrn for mrn in mrns if id_of_mrn(connection, mrn) is not None)


def all_ids(connection: Connection) -> tuple[int, ...]:
    """Row numbers of all patients, in the order entered; one who was merged into another is not named again."""
    rows = connection.execute("SELECT id FROM patient WHERE removed_at IS NULL AND merged_into IS NULL ORDER BY id")
    return tuple(row_id for (row_id,) in rows)


def sort_name(patient: Patient) -> str:
    """Folded family name, then given name: the order of lists."""
    return f"{fold(patient.family_name)}, {fold(patient.given_name)}"


def _row(patient: Patient) -> dict[str, Any]:
    return {
        "mrn": patient.mrn,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "sort_name": sort_name(patient),
        "birth_date": patient.birth_date.text,
        "sex": patient.sex.value,
        "dominant_hand": patient.dominant_hand.value if patient.dominant_hand else None,
        "status": patient.status.value,
        "status_on": patient.status_on.isoformat() if patient.status_on else None,
        "allergy_status": patient.allergies.status.value,
        "medicines": patient.medicines,
    }


def _write_children(unit: Unit, patient_id: int, patient: Patient) -> None:
    scope = {"patient_id": patient_id}
    unit.replace(
        "allergy", scope, [{**scope, "position": n, "name": item} for n, item in enumerate(patient.allergies.items)]
    )
    unit.replace(
        "background", scope, [{**scope, "fact": f.value, "answer": a.value} for f, a in patient.background.items()]
    )
    unit.replace(
        "antibody",
        scope,
        [{**scope, "position": n, "name": a.name, "result": a.result.value} for n, a in enumerate(patient.antibodies)],
    )
    unit.replace("diagnosis", scope, [_diagnosis_row(scope, n, d) for n, d in enumerate(patient.diagnoses)])


def _diagnosis_row(scope: dict[str, int], position: int, diagnosis: Diagnosis) -> dict[str, Any]:
    dates = {
        name: (value.text if (value := getattr(diagnosis, name)) else None)
        for name in ("first_raynaud", "first_symptom", "diagnosed", "calcinosis_onset")
    }
    return {**scope, "position": position, "disease": diagnosis.disease.value, **dates}


def write_search(unit: Unit, patient_id: int, patient: Patient) -> None:
    """Derived: make anew the words by which a patient is found, and their one line for finding a part of a word."""
    found = search_words(patient)
    unit.run("DELETE FROM patient_word WHERE patient_id = ?", (patient_id,))
    unit.run_many(
        "INSERT OR IGNORE INTO patient_word (word, patient_id) VALUES (?, ?)", [(word, patient_id) for word in found]
    )
    unit.run("DELETE FROM patient_text WHERE rowid = ?", (patient_id,))
    unit.run("INSERT INTO patient_text (rowid, folded) VALUES (?, ?)", (patient_id, " ".join(found)))


def is_found(connection: Connection, patient: Patient) -> bool:
    """Whether the words by which a patient is found are those of its name, record number and date of birth."""
    found = search_words(patient)
    words_there = connection.execute("SELECT word FROM patient_word WHERE patient_id = ?", (patient.id,)).fetchall()
    line = connection.execute("SELECT folded FROM patient_text WHERE rowid = ?", (patient.id,)).fetchone()
    return {word for (word,) in words_there} == set(found) and line == (" ".join(found),)


def search_words(patient: Patient) -> tuple[str, ...]:
    """The words by which a patient is found: names and record number as typed and taken apart, date of birth."""
    texts = (patient.family_name, patient.given_name, patient.mrn)
    typed = [word for text in texts for word in fold(text).split()]
    apart = [word for text in texts for word in words(text)]
    return tuple(dict.fromkeys([*typed, *apart, patient.birth_date.text]))


def _patient(connection: Connection, row: tuple[Any, ...]) -> Patient:
    (patient_id, uuid, mrn, family, given, born, sex, hand, status, status_on, allergy_status, medicines, version,
     merged_into) = row  # fmt: skip
    key = (patient_id,)
    items = connection.execute("SELECT name FROM allergy WHERE patient_id = ? ORDER BY position", key).fetchall()
    facts = connection.execute("SELECT fact, answer FROM background WHERE patient_id = ?", key).fetchall()
    tests = connection.execute("SELECT name, result FROM antibody WHERE patient_id = ? ORDER BY position", key)
    return Patient(
        mrn=mrn,
        family_name=family,
        given_name=given,
        birth_date=PartialDate(born),
        sex=Sex(sex),
        dominant_hand=DominantHand(hand) if hand else None,
        status=PatientStatus(status),
        status_on=date.fromisoformat(status_on) if status_on else None,
        allergies=Allergies(AllergyStatus(allergy_status), tuple(name for (name,) in items)),
        diagnoses=_diagnoses(connection, patient_id),
        antibodies=tuple(Antibody(name, AntibodyResult(result)) for name, result in tests.fetchall()),
        background={BackgroundFact(fact): Answer(answer) for fact, answer in facts},
        medicines=medicines,
        id=patient_id,
        uuid=bytes(uuid).hex(),
        version=version,
        merged_into=merged_into,
    )


def _diagnoses(connection: Connection, patient_id: int) -> tuple[Diagnosis, ...]:
    rows = connection.execute(
        "SELECT disease, first_raynaud, first_symptom, diagnosed, calcinosis_onset FROM diagnosis "
        "WHERE patient_id = ? ORDER BY position",
        (patient_id,),
    ).fetchall()
    return tuple(
        Diagnosis(Disease(disease), *(PartialDate(text) if text else None for text in dates))
        for disease, *dates in rows
    )
