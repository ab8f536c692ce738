"""By SQL too, no row joins two patients. Tables and references are found in the schema."""

from __future__ import annotations

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db.driver import Connection
from calcitrack.db.merge_guards_1 import NAMING_LESIONS
from tests.db import sql
from tests.db.signed_vault import SignedVault, sign_a_visit

DERIVED = {"visit_total", "patient_total", "lesion_total", "visit_change"}
"""Made anew from the record at any time."""


@pytest.fixture
def vault(clinic: Clinic) -> SignedVault:
    return sign_a_visit(clinic)


def references(connection: Connection, table: str) -> list[tuple[str, dict[str, str]]]:
    """Each foreign key of a table, as the table it points at and its columns there by their names here."""
    found: dict[int, tuple[str, dict[str, str]]] = {}
    for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
        found.setdefault(row[0], (row[2], {}))[1][row[3]] = row[4]
    return list(found.values())


def of_a_patient(connection: Connection) -> list[str]:
    return [
        table
        for table in sql.tables(connection)
        if "patient_id" in sql.columns(connection, table) and table not in DERIVED
    ]


def test_every_reference_to_something_of_a_patient_names_the_patient_as_well(vault: SignedVault) -> None:
    connection = vault.connection
    owned = of_a_patient(connection)
    loose = [
        (table, target)
        for table in owned
        for target, columns in references(connection, table)
        if target in owned and columns.get("patient_id") != "patient_id" and not is_guarded(table, target, columns)
    ]
    assert loose == []


def is_guarded(table: str, target: str, columns: dict[str, str]) -> bool:
    """Lesions cross where two records are of one person, which no foreign key tells: triggers keep the rest apart."""
    return target == "lesion" and set(columns) <= set(NAMING_LESIONS.get(table, ()))


def test_every_column_that_names_something_of_a_patient_is_a_reference(vault: SignedVault) -> None:
    connection = vault.connection
    for table in of_a_patient(connection):
        named = {name for name in sql.columns(connection, table) if name.endswith("_id")}
        referring = {name for _, columns in references(connection, table) for name in columns}
        assert named <= referring, table


def test_no_row_takes_what_belongs_to_another_patient(vault: SignedVault) -> None:
    """Each row is written once more, with one of its parents taken from the other patient."""
    connection = vault.connection
    foreign = {
        "visit_id": vault.other_draft,
        "lesion_id": vault.other_lesion,
        "from_lesion_id": vault.other_lesion,
        "to_lesion_id": vault.other_lesion,
        "trial_id": vault.other_trial,
        "patient_id": vault.other_patient,
    }
    tried = 0
    for table in of_a_patient(connection):
        if not {"visit_id", "lesion_id", "trial_id"} & set(sql.columns(connection, table)):
            continue
        row = sql.rows(connection, f"SELECT * FROM {table} WHERE patient_id = ? ORDER BY 1 DESC", vault.patient)[0]
        fresh = sql.with_new_key(row, sql.keys(connection, table), tuple(foreign))
        own = {"visit_id": vault.draft} if "visit_id" in fresh else {}
        attempts = [
            sql.insert(table, {**fresh, **own, name: value}) for name, value in foreign.items() if name in fresh
        ]
        assert [text for text, word in sql.refusals(connection, attempts) if not word] == []
        tried += len(attempts)
    assert tried > 20
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_nothing_is_removed_with_its_parent(vault: SignedVault) -> None:
    for table in sql.tables(vault.connection):
        actions = {tuple(row[5:7]) for row in vault.connection.execute(f"PRAGMA foreign_key_list({table})")}
        assert actions <= {("NO ACTION", "NO ACTION")}
