"""Finding a patient while typing, held against a search that looks at every patient one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.clinic.session import Clinic
from calcitrack.db.search import LIMIT
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.folding import fold, words
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from tests.builders import a_patient
from tests.vaults import Template, opened

NAMES = [
    "O'Sullivan Maeve", "O’Brien-O'Neill Sinéad", "Müller-Lüdenscheidt Jörg", "Mueller Jo", "Đặng Thị Hoa",
    "Łukaszewicz Łucja", "Ørsted Åse", "Straße Groß", "Иванова Ольга", "Παπαδόπουλος Γιώργος", "فاطمة الزهراء",
    "李 小龍", "Ng Li", "van der Berg Jan", "St. John (Jack) Ian", "Smith Ann", "Smithson Anna", "Blacksmith Hannah",
    "D'Angelo Ugo", "García Márquez Gabriel", "Testperson Ada", "ß ø",
]  # fmt: skip
BORN = ["1968-05-03", "1968-05", "1968", "1975-12-31", "1975-02-28", "2001-01-09"]
MRNS = ["900-0001", "12-1999", "05/1968", "A 12", "X1968", "77", "1968-05-03"]

PATIENTS = [
    a_patient(
        f"{MRNS[n % len(MRNS)]}{'' if n < len(MRNS) else f'-{n}'}",
        family_name=name.rpartition(" ")[0],
        given_name=name.rpartition(" ")[2],
        birth_date=PartialDate(BORN[n % len(BORN)]),
    )
    for n, name in enumerate(NAMES)
]


@pytest.fixture(scope="module")
def crowd(vault_template: Template) -> Iterator[Clinic]:
    with tempfile.TemporaryDirectory() as folder, opened(vault_template.copy_to(Path(folder) / "vault")) as clinic:
        clinic.record_files.add_records([PatientRecord(patient) for patient in PATIENTS])
        yield clinic


def known_words(patient: Patient) -> set[str]:
    texts = (patient.family_name, patient.given_name, patient.mrn)
    return {patient.birth_date.text} | {w for text in texts for w in (*fold(text).split(), *words(text))}


def begins(patient: Patient, terms: list[str]) -> bool:
    return all(any(word.startswith(term) for word in known_words(patient)) for term in terms)


def holds(patient: Patient, terms: list[str]) -> bool:
    """Words of three letters or more anywhere, shorter ones at the beginning."""
    known = known_words(patient)
    return any(len(term) >= 3 for term in terms) and all(
        any(term in word if len(term) >= 3 else word.startswith(term) for word in known) for term in terms
    )


def naive(typed: str) -> tuple[set[str], set[str]]:
    """Record numbers of the patients found by beginnings, and by parts only."""
    terms = fold(typed).split()
    first = {p.mrn for p in PATIENTS if terms and begins(p, terms)}
    return first, {p.mrn for p in PATIENTS if terms and holds(p, terms)} - first


@st.composite
def queries(draw: st.DrawFn) -> str:
    """One to three pieces of what patients are called, as people type them."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        patient = draw(st.sampled_from(PATIENTS))
        source = draw(st.sampled_from([patient.family_name, patient.given_name, patient.mrn, patient.birth_date.text]))
        word = draw(st.sampled_from(source.split()))
        start = draw(st.sampled_from([0, 0, 0, 1, 2]))
        pieces.append(word[start : start + draw(st.integers(1, 8))])
    typed = " ".join(piece for piece in pieces if piece)
    return draw(st.sampled_from([typed, typed.upper(), typed.lower(), f" {typed} "]))


@given(typed=queries())
def test_the_same_patients_are_found_as_by_looking_at_each(crowd: Clinic, typed: str) -> None:
    first, others = naive(typed)
    found = [hit.mrn for hit in crowd.patients.find(typed).hits]
    assert len(found) == len(set(found))
    assert first | others <= set(found), "a date may be read in a second way and find more, never less"
    assert set(found[: len(first)]) >= first or any(c.isdigit() for c in typed)
    if not any(c.isdigit() for c in typed):
        assert set(found) == first | others


@pytest.mark.parametrize(
    ("typed", "family_name"),
    [
        ("O'Sullivan", "O'Sullivan"),
        ("o’sullivan", "O'Sullivan"),
        ("osullivan", "O'Sullivan"),
        ("sullivan", "O'Sullivan"),
        ("ulliv", "O'Sullivan"),
        ("maeve o'sul", "O'Sullivan"),
        ("sul, m", "O'Sullivan"),
        ("neill", "O’Brien-O'Neill"),
        ("ludenscheidt", "Müller-Lüdenscheidt"),
        ("LÜDENSCHEIDT", "Müller-Lüdenscheidt"),
        ("hoa dang", "Đặng Thị"),
        ("lukasz", "Łukaszewicz"),
        ("orsted", "Ørsted"),
        ("strasse", "Straße"),
        ("иван", "Иванова"),
        ("ванова", "Иванова"),
        ("ИВАНОВА о", "Иванова"),
        ("παπαδ", "Παπαδόπουλος"),
        ("فاط", "فاطمة"),
        ("小龍", "李"),
        ("李", "李"),
        ("ng", "Ng"),
        ("n", "Ng"),
        ("jo muel", "Mueller"),
        ("ha ksmith", "Blacksmith"),
        ("ullivan mae", "O'Sullivan"),
        ("jack", "St. John (Jack)"),
        ("berg van", "van der Berg"),
    ],
)
def test_a_name_is_found_however_it_is_typed(crowd: Clinic, typed: str, family_name: str) -> None:
    names = [hit.name.partition(",")[0] for hit in crowd.patients.find(typed).hits]
    assert family_name in names


@pytest.mark.parametrize(
    "typed",
    ["1975-12-31", "1975/12/31", "31.12.1975", "31/12/1975", "31 Dec 1975", "31 december 1975", "Dec 31, 1975",
     "mueller 31.12.1975", "1975-12"],
)  # fmt: skip
def test_a_date_of_birth_is_found_however_it_is_typed(crowd: Clinic, typed: str) -> None:
    born = [str(hit.birth_date) for hit in crowd.patients.find(typed).hits]
    assert "1975-12-31" in born
    assert "1975-02-28" not in born


def test_a_year_finds_every_patient_of_that_year(crowd: Clinic) -> None:
    born = {str(hit.birth_date)[:4] for hit in crowd.patients.find("2001").hits}
    assert born == {"2001"}


@pytest.mark.parametrize("typed", ["12-1999", "05/1968", "900-0001", "A 12", "X1968", "1968-05-03"])
def test_a_record_number_that_looks_like_a_date_is_still_found(crowd: Clinic, typed: str) -> None:
    assert typed in [hit.mrn for hit in crowd.patients.find(typed.lower()).hits]


NOBODY = ["", " ", ",", "zzz", "\0", '"', "' OR 1=1 --", "*", "NEAR(a b)", "%", "\ud800", "–"]


@pytest.mark.parametrize("typed", NOBODY)
def test_what_nobody_is_called_finds_nobody(crowd: Clinic, typed: str) -> None:
    assert crowd.patients.find(typed).hits == ()


@pytest.mark.parametrize("number", [LIMIT - 1, LIMIT, LIMIT + 1, 3 * LIMIT])
def test_the_list_says_when_there_are_more_than_it_shows(clinic: Clinic, number: int) -> None:
    """Each of these patients has many words that begin alike."""
    clinic.record_files.add_records(
        [PatientRecord(a_patient(f"o-{n}", family_name="O'Sullivan-O'Brien", given_name="Orla")) for n in range(number)]
    )
    for typed in ("o", "osul", "ulliv"):
        found = clinic.patients.find(typed)
        assert len(found.hits) == min(number, LIMIT)
        assert found.more == (number > LIMIT)


def test_a_changed_name_is_found_and_the_old_one_is_not(clinic: Clinic) -> None:
    patient_id = clinic.patients.add(a_patient(family_name="Before")).value
    patient = clinic.patients.reload(patient_id).patient
    clinic.patients.change(replace(patient, family_name="After"))
    assert [hit.patient_id for hit in clinic.patients.find("after").hits] == [patient_id]
    assert clinic.patients.find("before").hits == ()
    assert clinic.patients.find("efor").hits == ()
