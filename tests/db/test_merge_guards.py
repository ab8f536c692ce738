"""By SQL too, two patients share lesions only while a person said that they are one; tables come from the schema."""

from __future__ import annotations

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import merging
from calcitrack.db.merge_guards_1 import NAMING_LESIONS
from calcitrack.db.retelling import OF_PATIENT
from tests.builders import a_patient
from tests.db import sql
from tests.db.guarded import allowed, refused_by_guards
from tests.db.signed_vault import SignedVault, sign_a_visit

DERIVED = {"visit_total", "patient_total", "lesion_total", "visit_change", "patient_word", "lesion_number"}
"""Made anew from the record, or counted for one record alone."""


@pytest.fixture
def vault(clinic: Clinic) -> SignedVault:
    found = sign_a_visit(clinic)
    for patient, draft in ((found.patient, found.draft), (found.other_patient, found.other_draft)):
        version = next(v.version for v in clinic.patients.reload(patient).visits if v.id == draft)
        clinic.visits.sign(patient, draft, version)
    return found


def pointed(vault: SignedVault, patient: int, at: int | None) -> tuple[str, list[object]]:
    return sql.update("patient", {"id": patient}, {"merged_into": at})


def reached(vault: SignedVault) -> set[str]:
    """Every table whose rows belong to a patient, by the references of the schema."""
    connection, found = vault.connection, {"patient"}
    tables = sql.tables(connection)
    while True:
        more = {
            table
            for table in tables
            if any(row[2] in found for row in connection.execute(f"PRAGMA foreign_key_list({table})"))
        }
        if more <= found:
            return found - {"audit"}
        found |= more


def test_every_table_with_something_of_a_patient_says_what_a_merge_does_with_it(vault: SignedVault) -> None:
    """A table that is added to the schema fails here until it is said how a merged record's rows are read."""
    said = merging.READ_TOGETHER | merging.READ_WHERE_LACKING | merging.READ_ALONE
    assert reached(vault) - DERIVED == said == set(OF_PATIENT)


def test_every_column_that_names_a_lesion_beside_a_patient_is_guarded(vault: SignedVault) -> None:
    connection = vault.connection
    naming = {
        table: tuple(name for name in sql.columns(connection, table) if name.endswith("lesion_id"))
        for table in sql.tables(connection)
        if "patient_id" in sql.columns(connection, table) and table not in DERIVED
    }
    # A reading's lesion is that of its assessment, by a foreign key of four columns.
    assert {table: names for table, names in naming.items() if names and table != "reading"} == dict(NAMING_LESIONS)


def test_a_lesion_crosses_while_two_records_are_merged_and_only_then(vault: SignedVault) -> None:
    connection = vault.connection
    event = sql.rows(connection, "SELECT * FROM lesion_event WHERE patient_id = ?", vault.patient)[0]
    fresh = {**event, "id": 9000, "uuid": bytes(16), "visit_id": None, "lesion_id": vault.other_lesion}
    refused_by_guards(connection, [sql.insert("lesion_event", fresh)])
    allowed(connection, [pointed(vault, vault.other_patient, vault.patient), sql.insert("lesion_event", fresh)])
    refused_by_guards(connection, [pointed(vault, vault.other_patient, None)])
    allowed(connection, [sql.delete("lesion_event", {"id": 9000}), pointed(vault, vault.other_patient, None)])


def test_no_record_is_merged_into_itself_or_in_a_chain(vault: SignedVault) -> None:
    third = vault.clinic.patients.add(a_patient("3", family_name="Third")).value
    refused_by_guards(vault.connection, [pointed(vault, third, third)])
    allowed(vault.connection, [pointed(vault, vault.other_patient, vault.patient)])
    refused_by_guards(
        vault.connection,
        [
            pointed(vault, third, vault.other_patient),
            pointed(vault, vault.patient, third),
            pointed(vault, vault.other_patient, third),
        ],
    )


def test_a_merged_patient_gets_no_new_visit_lesion_or_trial(vault: SignedVault) -> None:
    connection = vault.connection
    fresh = []
    for table in ("visit", "lesion", "trial"):
        row = sql.rows(connection, f"SELECT * FROM {table} WHERE patient_id = ?", vault.other_patient)[0]
        new = {**row, "id": 9000, "uuid": bytes(16)}
        if table == "visit":
            new |= {"status": "draft", "signed_by": None, "content_hash": None}
        if table == "lesion":
            new["number"] = 77
        fresh.append(sql.insert(table, new))
    allowed(connection, [pointed(vault, vault.other_patient, vault.patient)])
    refused_by_guards(connection, fresh)
    allowed(connection, [pointed(vault, vault.other_patient, None), *fresh])
