"""By SQL too: addenda and their revisions, what was set for a lesion, numbers, judgements and the audit only grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import lesions
from tests.builders import a_lesion, a_patient
from tests.db import sql
from tests.db.guarded import allowed, refused_by_guards
from tests.db.signed_vault import SignedVault, dismissal_row, sign_a_visit, write_row


@pytest.fixture(params=["ON", "OFF"])
def vault(clinic: Clinic, request: pytest.FixtureRequest) -> Iterator[SignedVault]:
    """The guards hold whether or not REPLACE lets delete triggers fire."""
    made = sign_a_visit(clinic)
    made.connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    return made


def first(vault: SignedVault, text: str, *parameters: Any) -> sql.Row:
    return sql.rows(vault.connection, text, *parameters)[0]


def addendum(vault: SignedVault, **fields: Any) -> sql.Row:
    """An addendum that is free to be added to the signed visit."""
    written = first(vault, "SELECT * FROM addendum")
    return {**written, "id": 1000, "uuid": bytes(16), "revision": 2, "sealed": 0} | fields


@pytest.mark.parametrize("table", ["audit", "judgement", "settlement"])
def test_a_written_row_is_never_changed_removed_or_replaced(vault: SignedVault, table: str) -> None:
    row = first(vault, f"SELECT * FROM {table} LIMIT 1")
    key = {"id": row["id"]}
    connection = vault.connection
    unique = [key for key in sql.keys(connection, table) if "patient_id" not in key]
    fresh = sql.with_new_key(row, unique, ())
    replacing = [
        sql.insert(table, {**fresh, **{name: row[name] for name in key}}, verb)
        for key in unique
        for verb in ("INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE")
    ]
    refused_by_guards(
        connection,
        [
            *(sql.update(table, key, {name: sql.another(row[name], connection, table, name)}) for name in row),
            sql.delete(table, key),
            (f"DELETE FROM {table}", []),
            *replacing,
        ],
    )


def test_a_sealed_addendum_is_never_changed_removed_or_replaced(vault: SignedVault) -> None:
    row = first(vault, "SELECT * FROM addendum")
    key = {"id": row["id"]}
    changes = {name: sql.another(row[name], vault.connection, "addendum", name) for name in row}
    refused_by_guards(
        vault.connection,
        [
            *(sql.update("addendum", key, {name: value}) for name, value in changes.items()),
            sql.delete("addendum", key),
            sql.insert("addendum", addendum(vault, id=row["id"]), "INSERT OR REPLACE"),
            sql.insert("addendum", addendum(vault, uuid=row["uuid"]), "INSERT OR REPLACE"),
            sql.insert("addendum", addendum(vault, revision=row["revision"]), "INSERT OR REPLACE"),
        ],
    )


def test_an_addendum_is_born_open_and_under_a_signed_visit_only(vault: SignedVault) -> None:
    refused_by_guards(
        vault.connection,
        [
            sql.insert("addendum", addendum(vault, sealed=1)),
            sql.insert("addendum", addendum(vault, visit_id=vault.draft)),
            sql.insert("addendum", addendum(vault, visit_id=4711)),
        ],
    )


def test_an_open_addendum_takes_its_own_revision_until_it_is_sealed(vault: SignedVault) -> None:
    signed = first(vault, "SELECT * FROM assessment WHERE visit_id = ? AND revision = 0", vault.signed)
    reading = first(vault, "SELECT * FROM reading WHERE visit_id = ? AND revision = 0", vault.signed)
    connection = vault.connection
    allowed(connection, [sql.insert("addendum", addendum(vault))])
    refused_by_guards(connection, [sql.insert("assessment", {**signed, "revision": n}) for n in (0, 1, 3)])
    allowed(connection, [sql.insert("assessment", {**signed, "revision": 2})])
    allowed(connection, [sql.insert("reading", {**reading, "revision": 2})])
    allowed(connection, [sql.update("addendum", {"id": 1000}, {"sealed": 1})])
    corrected = {"visit_id": vault.signed, "revision": 2}
    refused_by_guards(
        connection,
        [
            sql.insert("reading", {**reading, "revision": 2, "ordinal": 1}),
            sql.insert("assessment", {**signed, "revision": 2}, "INSERT OR REPLACE"),
            sql.update("assessment", corrected, {"state": "resolved"}),
            sql.update("reading", corrected, {"length": 1}),
            sql.delete("reading", corrected),
            sql.update("addendum", {"id": 1000}, {"sealed": 0}),
        ],
    )


def test_what_an_open_addendum_corrects_is_written_once(vault: SignedVault) -> None:
    signed = first(vault, "SELECT * FROM assessment WHERE visit_id = ? AND revision = 0", vault.signed)
    allowed(vault.connection, [sql.insert("addendum", addendum(vault))])
    allowed(vault.connection, [sql.insert("assessment", {**signed, "revision": 2})])
    corrected = {"visit_id": vault.signed, "revision": 2}
    refused_by_guards(
        vault.connection,
        [sql.update("assessment", corrected, {"state": "resolved"}), sql.delete("assessment", corrected)],
    )


def test_what_was_set_for_a_signed_lesion_stays(vault: SignedVault) -> None:
    setting = first(vault, "SELECT * FROM lesion_setting WHERE lesion_id = ?", vault.lesion)
    extent = first(vault, "SELECT * FROM lesion_extent WHERE lesion_id = ?", vault.lesion)
    of_setting, of_extent = {"lesion_id": vault.lesion, "position": 0}, {"lesion_id": vault.lesion}
    connection = vault.connection
    refused_by_guards(
        connection,
        [
            sql.delete("lesion_setting", of_setting),
            sql.update("lesion_setting", of_setting, {"site": "hand.thumb"}),
            sql.update("lesion_setting", of_setting, {"position": 5}),
            sql.insert("lesion_setting", {**setting, "site": "hand.thumb"}, "INSERT OR REPLACE"),
            sql.insert("lesion_setting", {**setting, "position": 5}),
            sql.insert("lesion_setting", {**setting, "position": -1}),
            sql.delete("lesion_extent", of_extent),
            sql.update("lesion_extent", of_extent, {"site": "hand.thumb"}),
            sql.update("lesion_extent", of_extent, {"lesion_id": vault.other_lesion}),
            sql.insert("lesion_extent", {**extent, "position": 1}),
            sql.insert("lesion_extent", {**extent, "site": "hand.thumb"}, "INSERT OR REPLACE"),
        ],
    )
    allowed(connection, [sql.insert("lesion_setting", {**setting, "position": 1, "reason": "new method"})])


def test_a_signed_lesion_keeps_its_number_its_first_day_and_its_place_in_the_vault(vault: SignedVault) -> None:
    row = first(vault, "SELECT * FROM lesion WHERE id = ?", vault.lesion)
    key = {"id": vault.lesion}
    refused_by_guards(
        vault.connection,
        [
            *(
                sql.update("lesion", key, {name: value})
                for name, value in {
                    "id": 1000,
                    "uuid": bytes(16),
                    "patient_id": vault.other_patient,
                    "number": 9,
                    "first_seen": "2020-01-01",
                }.items()
            ),
            sql.delete("lesion", key),
            sql.insert("lesion", {**row, "new_status": "not known"}, "INSERT OR REPLACE"),
            sql.insert("lesion", {**row, "id": 1000, "uuid": bytes(16)}, "INSERT OR REPLACE"),
            sql.insert("lesion", {**row, "id": 1000, "number": 9}, "INSERT OR REPLACE"),
        ],
    )


def test_a_lesion_number_is_never_given_twice_even_after_its_lesion_is_gone(vault: SignedVault) -> None:
    clinic, connection = vault.clinic, vault.connection
    patient = clinic.patients.add(a_patient("3", family_name="Third")).value
    clinic.lesions.add(patient, a_lesion())
    gone = clinic.lesions.add(patient, a_lesion()).value
    for table, name in (("lesion_setting", "lesion_id"), ("lesion", "id")):
        allowed(connection, [sql.delete(table, {name: gone})])
    assert lesions.next_number(connection, patient) == 3
    refused_by_guards(
        connection,
        [
            sql.update("lesion_number", {"patient_id": patient}, {"last": 1}),
            sql.delete("lesion_number", {"patient_id": patient}),
            sql.insert("lesion_number", {"patient_id": patient, "last": 0}, "INSERT OR REPLACE"),
        ],
    )


def test_a_patient_is_never_removed_replaced_or_renamed_inside(vault: SignedVault) -> None:
    row = first(vault, "SELECT * FROM patient WHERE id = ?", vault.other_patient)
    key = {"id": vault.other_patient}
    refused_by_guards(
        vault.connection,
        [
            sql.delete("patient", key),
            sql.update("patient", key, {"uuid": bytes(16)}),
            sql.update("patient", key, {"id": 1000}),
            *(
                sql.insert("patient", {**row, "id": 1000, "uuid": bytes(16), "mrn": "9", name: row[name]}, verb)
                for name in ("id", "uuid", "mrn")
                for verb in ("INSERT OR REPLACE", "REPLACE")
            ),
        ],
    )


def test_no_row_ever_changes_its_identity_or_its_patient(vault: SignedVault) -> None:
    """Signed hashes and audit rows name them. The tables are found in the schema, and each row tried is a draft's."""
    connection = vault.connection
    write_row(vault.clinic, "dismissal", dismissal_row(vault.other_patient))
    tried = []
    for table in set(sql.tables(connection)) - {"clinic", "workstation"}:
        names = {"id", "uuid", "patient_id", "person_id"} & set(sql.columns(connection, table))
        if {"id", "uuid"} <= names:
            row = first(vault, f"SELECT * FROM {table} ORDER BY id DESC")
            new = {"id": 1000, "uuid": bytes(16), "patient_id": vault.patient, "person_id": 1000}
            refused_by_guards(connection, [sql.update(table, {"id": row["id"]}, {name: new[name]}) for name in names])
            tried.append(table)
    assert len(tried) >= 12


def test_an_order_is_not_replaced(vault: SignedVault) -> None:
    row = first(vault, "SELECT * FROM awaited ORDER BY id DESC")
    fresh = {**row, "id": 1000, "uuid": bytes(16)}
    refused_by_guards(
        vault.connection,
        [sql.insert("awaited", {**fresh, name: row[name]}, "INSERT OR REPLACE") for name in ("id", "uuid")],
    )
