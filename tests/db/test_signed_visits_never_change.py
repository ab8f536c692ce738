"""By SQL too, nothing under a signed visit is added, changed, removed, replaced or moved.

The tables are found in the schema: a new one that hangs on a visit fails here until it is guarded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db.driver import Connection
from tests.db import sql
from tests.db.guarded import Attempts, allowed, refused_by_guards
from tests.db.signed_vault import SignedVault, sign_a_visit
from tests.db.sql import Row

DERIVED = {"visit_total", "patient_total", "lesion_total", "visit_change"}
"""Made anew from the record at any time, and outside the visit's hash."""

WITH_RULES_OF_THEIR_OWN = {"awaited": "closed after the signature", "addendum": "what amends a signed visit"}


@pytest.fixture(params=["ON", "OFF"])
def vault(clinic: Clinic, request: pytest.FixtureRequest) -> Iterator[SignedVault]:
    """The guards hold whether or not REPLACE lets delete triggers fire."""
    made = sign_a_visit(clinic)
    made.connection.execute(f"PRAGMA recursive_triggers = {request.param}")
    return made


def hanging_on_a_visit(connection: Connection) -> list[str]:
    return [
        table
        for table in sql.tables(connection)
        if "visit_id" in sql.columns(connection, table) and table not in DERIVED | WITH_RULES_OF_THEIR_OWN.keys()
    ]


def row_of(vault: SignedVault, table: str, visit: int) -> Row:
    found = sql.rows(vault.connection, f"SELECT * FROM {table} WHERE visit_id = ?", visit)
    assert found, f"the vault of this test has no row in {table}"
    return found[0]


def key_of(vault: SignedVault, table: str, row: Row) -> Row:
    return {name: row[name] for name in sql.keys(vault.connection, table)[0]}


def for_every_table(vault: SignedVault, attempts: Callable[[str, Row, Row], Attempts]) -> None:
    """Try what is made of each table's row under the signed visit and under the draft."""
    for table in hanging_on_a_visit(vault.connection):
        signed, draft = row_of(vault, table, vault.signed), row_of(vault, table, vault.draft)
        refused_by_guards(vault.connection, attempts(table, signed, draft))


def test_the_schema_shows_the_tables_that_hang_on_a_visit(vault: SignedVault) -> None:
    assert {"assessment", "reading", "lab", "antibiotic", "instrument_answer", "lesion_event"} <= set(
        hanging_on_a_visit(vault.connection)
    )


def test_no_row_is_added_under_a_signed_visit(vault: SignedVault) -> None:
    def attempts(table: str, signed: Row, draft: Row) -> Attempts:
        table_keys = sql.keys(vault.connection, table)
        fresh = sql.with_new_key(signed, table_keys, ("visit_id", "patient_id", "lesion_id", "event_id"))
        return [sql.insert(table, fresh), sql.insert(table, fresh, "INSERT OR REPLACE")]

    for_every_table(vault, attempts)


def test_no_row_under_a_signed_visit_is_changed(vault: SignedVault) -> None:
    def attempts(table: str, signed: Row, draft: Row) -> Attempts:
        key = key_of(vault, table, signed)
        return [
            sql.update(table, key, {name: sql.another(value, vault.connection, table, name)}, verb)
            for name, value in signed.items()
            for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE")
            if (table, name) != ("attachment", "removed_at")
        ]

    for_every_table(vault, attempts)


def test_no_row_under_a_signed_visit_is_removed(vault: SignedVault) -> None:
    for_every_table(vault, lambda table, signed, _: [sql.delete(table, key_of(vault, table, signed))])


def test_no_row_under_a_signed_visit_is_replaced(vault: SignedVault) -> None:
    def attempts(table: str, signed: Row, draft: Row) -> Attempts:
        """Over every unique key, with a row that otherwise belongs to the draft."""
        return [
            sql.insert(table, {**draft, **{name: signed[name] for name in key}}, "INSERT OR REPLACE")
            for key in sql.keys(vault.connection, table)
        ]

    for_every_table(vault, attempts)


def test_no_row_under_a_signed_visit_is_changed_by_an_upsert(vault: SignedVault) -> None:
    def attempts(table: str, signed: Row, draft: Row) -> Attempts:
        found = []
        for key in sql.keys(vault.connection, table):
            text, values = sql.insert(table, signed)
            name = next(name for name in signed if name not in key)
            found.append((f"{text} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {name} = {name}", values))
        return found

    for_every_table(vault, attempts)


def test_no_row_is_moved_under_or_away_from_a_signed_visit(vault: SignedVault) -> None:
    def attempts(table: str, signed: Row, draft: Row) -> Attempts:
        into = {"visit_id": vault.signed}
        away = {"visit_id": vault.draft}
        return [
            sql.update(table, key_of(vault, table, row), values, verb)
            for row, values in ((draft, into), (signed, away))
            for verb in ("UPDATE", "UPDATE OR REPLACE")
        ]

    for_every_table(vault, attempts)


def test_a_link_without_a_visit_of_its_own_lies_under_that_of_its_event(vault: SignedVault) -> None:
    signed = row_of(vault, "lesion_link", vault.signed)
    draft = row_of(vault, "lesion_link", vault.draft)
    refused_by_guards(
        vault.connection,
        [
            sql.insert("lesion_link", {**signed, "position": 7, "visit_id": None}),
            sql.update("lesion_link", {"event_id": draft["event_id"]}, {"event_id": signed["event_id"]}),
        ],
    )


def test_a_signed_visit_itself_takes_no_write(vault: SignedVault) -> None:
    signed = sql.rows(vault.connection, "SELECT * FROM visit WHERE id = ?", vault.signed)[0]
    draft = sql.rows(vault.connection, "SELECT * FROM visit WHERE id = ?", vault.draft)[0]
    this, other = {"id": vault.signed}, {"id": vault.draft}
    text, values = sql.insert("visit", {**draft, "id": vault.signed})
    refused_by_guards(
        vault.connection,
        [
            *(
                sql.update("visit", this, {name: sql.another(value, vault.connection, "visit", name)})
                for name, value in signed.items()
            ),
            sql.update("visit", this, {"status": "draft", "signed_by": None, "content_hash": None}),
            sql.delete("visit", this),
            sql.insert("visit", {**draft, "id": vault.signed}, "INSERT OR REPLACE"),
            sql.insert("visit", {**draft, "id": 1000, "uuid": signed["uuid"]}, "INSERT OR REPLACE"),
            sql.insert("visit", {**signed, "id": 1000, "uuid": bytes(16)}),
            sql.update("visit", other, {"id": vault.signed}, "UPDATE OR REPLACE"),
            sql.update("visit", other, {"uuid": signed["uuid"]}, "UPDATE OR REPLACE"),
            (f"{text} ON CONFLICT (id) DO UPDATE SET note = 'x'", values),
        ],
    )


def test_a_draft_never_goes_over_to_another_patient(vault: SignedVault) -> None:
    refused_by_guards(vault.connection, [sql.update("visit", {"id": vault.draft}, {"patient_id": vault.other_patient})])


@pytest.mark.parametrize("missing", ["signed_by", "content_hash"])
@pytest.mark.parametrize("value", [None, ""])
def test_no_visit_is_signed_without_a_name_and_a_hash(vault: SignedVault, missing: str, value: str | None) -> None:
    values = {"status": "signed", "signed_by": "Dr T. Signer", "content_hash": "0" * 64} | {missing: value}
    attempts = [sql.update("visit", {"id": vault.draft}, values)]
    assert [word[:5] for _, word in sql.refusals(vault.connection, attempts)] == ["CHECK"]


def test_a_draft_carries_no_revision_that_its_hash_would_not_cover(vault: SignedVault) -> None:
    row = row_of(vault, "assessment", vault.draft)
    refused_by_guards(
        vault.connection,
        [
            sql.insert("assessment", {**row, "revision": 1}),
            sql.update("assessment", key_of(vault, "assessment", row), {"revision": 1}),
        ],
    )


def test_a_picture_of_the_wrong_patient_can_be_taken_out_of_sight_once(vault: SignedVault) -> None:
    key = {"id": row_of(vault, "attachment", vault.signed)["id"]}
    allowed(vault.connection, [sql.update("attachment", key, {"removed_at": "x"})])
    refused_by_guards(vault.connection, [sql.update("attachment", key, {"removed_at": value}) for value in (None, "y")])


def test_an_order_under_a_signed_visit_is_closed_but_never_moved(vault: SignedVault) -> None:
    key = {"id": row_of(vault, "awaited", vault.signed)["id"]}
    allowed(vault.connection, [sql.update("awaited", key, {"closed_on": "2026-11-22", "result": "no growth"})])
    moves = {"visit_id": vault.draft, "kind": "film", "uuid": bytes(16), "patient_id": vault.other_patient}
    refused_by_guards(vault.connection, [sql.update("awaited", key, {name: value}) for name, value in moves.items()])
