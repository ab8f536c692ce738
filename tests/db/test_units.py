"""A unit of work: all or nothing, one audit row, and an audit from which the record can be made again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import settings
from calcitrack.db.audit import NO_MAC, Deed
from calcitrack.db.driver import DriverError
from calcitrack.db.unit import KEYS, REFERENCES, WITH_UUID
from calcitrack.domain.errors import Conflict
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.trial import AdverseEffect, DoseStep
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, Answer, BackgroundFact, EventKind, OrderKind, State
from tests.builders import a_lesion, a_patient, a_trial, an_assessment
from tests.db import sql
from tests.db.replayer import empty_database, portable, replay
from tests.db.signed_vault import sign_a_visit
from tests.vaults import NOW, SAMPLE, TODAY, vault_of

DERIVED = {"patient_word", "visit_total", "patient_total", "lesion_total", "visit_change", "lesion_number"}
"""Made anew from what the audit tells."""


def audit_rows(clinic: Clinic) -> list[sql.Row]:
    return sql.rows(vault_of(clinic).connection, "SELECT * FROM audit ORDER BY id")


def a_busy_day(clinic: Clinic) -> list[Callable[[], Any]]:
    """Every kind of write, in an order in which each changes something."""
    patient = clinic.patients.add(a_patient("busy")).value
    lesions = [clinic.lesions.add(patient, a_lesion()).value for _ in range(3)]
    visit = clinic.visits.start(patient, TODAY).value

    def record() -> Any:
        return clinic.patients.reload(patient)

    def draft() -> Any:
        return next(v for v in record().visits if v.id == visit)

    def order(n: int) -> Any:
        return (*draft().orders, *record().orders)[n]

    def person() -> Any:
        known = {BackgroundFact.SMOKING: Answer.YES}
        return replace(record().patient, family_name="Changed", background=known, medicines="diltiazem")

    def course() -> Any:
        steps = (DoseStep(TODAY, "240 mg/d", 240.0, "mg/d"),)
        effects = (AdverseEffect("oedema", "mild", TODAY),)
        now = record().trials[0]
        return replace(now, targets=tuple(lesions[::-1]), steps=steps, adverse_effects=effects)

    measured = [an_assessment(lesion) for lesion in lesions]
    resized = replace(measured[0], readings=(replace(measured[0].readings[0], length=123),))
    event = LesionEvent(lesions[0], TODAY, EventKind.SPLIT, (lesions[1],), visit)
    setting = replace(a_lesion().setting, site="hand.thumb", reason="seen better")
    return [
        lambda: clinic.patients.change(person()),
        lambda: clinic.visits.record(patient, visit, draft().version, measured),
        lambda: clinic.visits.record(patient, visit, draft().version, [resized]),
        lambda: clinic.visits.clear(patient, visit, draft().version, lesions[2]),
        lambda: clinic.visits.change(patient, replace(draft(), note="warm", fever=True), draft().version),
        lambda: clinic.visits.order(patient, Order(OrderKind.SWAB, TODAY, visit_id=visit)),
        lambda: clinic.visits.order(patient, Order(OrderKind.FILM, TODAY)),
        lambda: clinic.visits.close_order(patient, replace(order(0), closed_on=TODAY, result="no growth")),
        lambda: clinic.visits.withdraw_order(patient, order(1).id, 1),
        lambda: clinic.lesions.add_event(patient, event),
        lambda: clinic.lesions.set(patient, lesions[0], setting, 1),
        lambda: clinic.trials.add(patient, a_trial(targets=tuple(lesions[:2]))),
        lambda: clinic.trials.change(patient, course()),
        lambda: clinic.visits.sign(patient, visit, draft().version),
        lambda: clinic.visits.amend(patient, visit, AddendumKind.CORRECTION, "typing error", "x", measured[:1], seen=0),
        lambda: clinic.visits.amend(patient, visit, AddendumKind.NOTE, "forgotten", "y", seen=1),
        lambda: clinic.visits.start(patient, TODAY - timedelta(days=9)),
        lambda: clinic.visits.discard(patient, record().draft.id, record().draft.version),
        lambda: clinic.settings.set_paper("Letter", clinic.settings.paper()),
    ]


def test_each_write_is_one_audit_row_that_says_what_changed(clinic: Clinic) -> None:
    for write in a_busy_day(clinic):
        before = len(audit_rows(clinic))
        write()
        added = audit_rows(clinic)[before:]
        assert len(added) == 1
        assert json.loads(added[0]["changes"])
        assert added[0]["person"] == clinic.person.name
        assert added[0]["action"]


def test_the_audit_counts_without_a_gap(clinic: Clinic) -> None:
    for write in a_busy_day(clinic):
        write()
    assert [row["sequence"] for row in audit_rows(clinic)] == list(range(1, len(audit_rows(clinic)) + 1))


def test_writing_again_what_stands_writes_nothing(clinic: Clinic) -> None:
    signed = sign_a_visit(clinic)
    record = clinic.patients.reload(signed.patient)
    draft = record.draft
    assert draft is not None
    same: list[Callable[[], Any]] = [
        lambda: clinic.patients.change(record.patient),
        lambda: clinic.visits.record(signed.patient, draft.id, draft.version, draft.assessments),
        lambda: clinic.visits.change(signed.patient, draft, draft.version),
        lambda: clinic.visits.clear(signed.patient, draft.id, draft.version, 4711),
        lambda: clinic.trials.change(signed.patient, record.trials[0]),
        lambda: clinic.visits.close_order(signed.patient, draft.orders[0]),
        lambda: clinic.settings.set_paper("A4", clinic.settings.paper()),
    ]
    clinic.settings.set_paper("A4", clinic.settings.paper())
    before = sql.dump(signed.connection)
    for write in same:
        write()
        assert sql.dump(signed.connection) == before


def test_an_error_takes_back_all_that_the_unit_wrote(clinic: Clinic) -> None:
    connection = vault_of(clinic).connection

    def stumble() -> None:
        with vault_of(clinic).unit(clinic._context.actor, Deed("try", "setting"), NOW) as unit:
            settings.write(unit, "paper", "Letter")
            unit.end_part(Deed("a part", "setting"))
            settings.write(unit, "paper", "A4")
            raise RuntimeError

    before = sql.dump(connection)
    with pytest.raises(RuntimeError):
        stumble()
    assert sql.dump(connection) == before
    clinic.settings.set_paper("Letter", clinic.settings.paper())


def test_a_refused_second_writer_changes_nothing_and_the_audit_tells_of_the_try(clinic: Clinic) -> None:
    signed = sign_a_visit(clinic)
    before = sql.dump(signed.connection)
    with pytest.raises(Conflict) as caught:
        clinic.visits.record(signed.patient, signed.draft, 1, [an_assessment(signed.lesion, State.UNCHANGED)])
    after = sql.dump(signed.connection)
    assert caught.value.who == clinic.person.name
    assert caught.value.at == NOW
    assert audit_rows(clinic)[-1]["action"] == "record lesions: refused, changed elsewhere"
    assert len(after.pop("audit")) == len(before.pop("audit")) + 1
    assert after == before


def test_a_broken_constraint_is_a_fault_of_the_program_and_leaves_nothing(clinic: Clinic) -> None:
    def break_one() -> None:
        with vault_of(clinic).unit(clinic._context.actor, Deed("try", "person"), NOW) as unit:
            unit.insert("person", {"name": "somebody"})
            unit.insert("person", {"name": ""})

    before = sql.dump(vault_of(clinic).connection)
    with pytest.raises(DriverError, match="CHECK"):
        break_one()
    assert sql.dump(vault_of(clinic).connection) == before


def test_a_unit_inside_a_unit_is_refused_and_the_outer_one_goes_on(clinic: Clinic) -> None:
    vault, actor = vault_of(clinic), clinic._context.actor
    with vault.unit(actor, Deed("outer", "setting"), NOW) as unit:
        settings.write(unit, "paper", "Letter")
        with pytest.raises(DriverError), vault.unit(actor, Deed("inner", "setting"), NOW):
            pass
        settings.write(unit, "other", 1)
    assert settings.read(vault.connection) == {"paper": "Letter", "other": 1}


def test_each_audit_row_is_chained_to_the_one_before_by_a_key(clinic: Clinic) -> None:
    clinic.record_files.import_file(SAMPLE)
    previous = NO_MAC
    for row in audit_rows(clinic):
        assert row["previous_mac"] == previous
        columns = [value for name, value in row.items() if name not in ("id", "changes", "mac")]
        others = [value.hex() if isinstance(value, bytes) else value for value in columns]
        text = json.dumps(others, ensure_ascii=False, separators=(",", ":")) + "\0" + row["changes"]
        previous = hmac.new(vault_of(clinic)._audit_key, text.encode(), hashlib.sha256).digest()
        assert row["mac"] == previous


def test_the_record_can_be_made_again_from_the_audit_alone(clinic: Clinic, tmp_path: Path) -> None:
    clinic.record_files.import_file(SAMPLE)
    for write in a_busy_day(clinic):
        write()
    sign_a_visit(clinic)
    source = vault_of(clinic).connection
    copy = empty_database(tmp_path / "copy.db")
    replay(source, copy)
    assert portable(copy) == portable(source)
    copy.close()


def test_every_table_is_audited_or_derived(clinic: Clinic) -> None:
    connection = vault_of(clinic).connection
    audited = set(sql.tables(connection)) - DERIVED - {"audit"}
    assert audited == set(KEYS)
    for table in audited:
        assert list(KEYS[table]) == sql.keys(connection, table)[0]


def test_every_identity_and_every_reference_to_one_is_known_to_the_audit(clinic: Clinic) -> None:
    connection = vault_of(clinic).connection
    with_uuid = {table for table in KEYS if "uuid" in sql.columns(connection, table)}
    assert with_uuid - {"clinic", "workstation"} == WITH_UUID
    for table in KEYS:
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if row[2] in WITH_UUID and row[4] == "id":
                assert REFERENCES.get(row[3]) == row[2], (table, row[3])
