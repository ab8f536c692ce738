"""What proof costs: signing against a plain save, verifying against hashing alone, unlocking against its derivation."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from calcitrack.clinic.context import refuse
from calcitrack.clinic.session import Clinic, create_clinic, open_clinic
from calcitrack.clinic.totals import write_totals
from calcitrack.clinic.visit_parts import draft_faults
from calcitrack.db import audit, chain, visits
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.slots import CLINIC_COST
from calcitrack.db.unit import Unit
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.patient import Patient
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Method, Side, State
from tools.bench_data import LOGIN, Shape, make_vault
from tools.bench_pairs import Result, compare, timed

ENTRIES = 50_000
LONG_PASSWORD = "a long password for the bench"  # noqa: S105 - of an invented vault


def signing(folder: Path) -> Sequence[Result]:
    """Signing a visit of ten lesions against the same signature as a plain audited save.

    The plain one reads, checks and writes the same rows with the same totals and one audit row, committed with
    synchronous FULL, but has no hash over the visit, no chain, no checkpoint and no anchor.
    """
    clinic = make_vault(folder / "sign", Shape(0, 1, visits=1))
    numbers = iter(range(1000))

    def sign() -> float:
        patient, visit = _typed_visit(clinic, next(numbers))
        return timed(lambda: clinic.visits.sign(patient, visit, 2))

    def plain() -> float:
        patient, visit = _typed_visit(clinic, next(numbers))
        return timed(lambda: _sign_plainly(clinic, patient, visit))

    result = compare(
        "sign a visit with chain, hash, checkpoint and anchor / the same as a plain audited save", 2.0, sign, plain, 101
    )
    clinic.close()
    return [result]


def _typed_visit(clinic: Clinic, number: int) -> tuple[int, int]:
    """A patient with ten lesions and a draft that measures them: its row number and the draft's."""
    day = date(2026, 1, 5)
    patient = clinic.patients.add(Patient(f"bench-{number}", "Bench", "Ada", PartialDate("1960"))).value
    setting = LesionSetting("elbow.extensor", Side.LEFT, day)
    lesions = [clinic.lesions.add(patient, Lesion(0, day, (setting,))).value for _ in range(10)]
    visit = clinic.visits.start(patient, day).value
    reading = Reading(120, 90, Method.RULER, day, "Dr Bench")
    found = [Assessment(lesion, State.MEASURED, readings=(reading,), pain=3) for lesion in lesions]
    clinic.visits.record(patient, visit, 1, found)
    return patient, visit


def _sign_plainly(clinic: Clinic, patient: int, visit_id: int) -> None:
    context = clinic.visits._context  # noqa: SLF001 - the same work beside the program, without the proof
    connection, now = context.vault.connection, context.clock.now()
    record = context.record(patient)
    visit = next(one for one in record.visits if one.id == visit_id)
    refuse(draft_faults(record, visit, context.clock.today()))
    connection.execute("BEGIN IMMEDIATE")
    unit = Unit(connection)
    unit.raise_version("visit", visit_id, visit.version)
    visits.sign(unit, visit_id, clinic.person.name, clinic.person.id, now, None, "plain", 1)
    write_totals(connection, unit, patient)
    connection.execute(
        "INSERT INTO audit (workstation, sequence, at, person, action, entity, changes, reason, previous_mac, mac) "
        "SELECT workstation, sequence + 1, ?, ?, 'sign visit', 'visit', ?, '', x'00', x'00' FROM audit "
        "ORDER BY sequence DESC LIMIT 1",
        (now.isoformat(), clinic.person.name, unit.changes_json()),
    )
    connection.execute("COMMIT")


def verifying(folder: Path) -> Sequence[Result]:
    """Following the chain over 50,000 audit entries against reading and hashing them, comparing nothing."""
    create_clinic(folder / "verify", clinic="Bench", login=LOGIN, person="Dr Bench", password=LOGIN, synthetic=True)
    clinic = open_clinic(folder / "verify", LOGIN, LOGIN)
    vault = clinic.patients._context.vault  # noqa: SLF001 - the bare pass runs beside the program
    connection, key = vault.connection, vault.audit_key
    _pour_entries(clinic, ENTRIES)

    def bare() -> None:
        for row in connection.execute("SELECT * FROM audit ORDER BY id"):
            hmac.digest(key, repr(row).encode(), "sha256")

    entries, flaws = chain.check_chain(connection, key)
    if flaws or entries < ENTRIES:
        raise ValueError("the chain that is measured is not whole")
    result = compare(
        f"verify the chain of {ENTRIES} audit entries / read them and hash them", 2.0,
        lambda: timed(lambda: chain.check_chain(connection, key)), lambda: timed(bare), 7,
    )  # fmt: skip
    clinic.close()
    return [result]


def _pour_entries(clinic: Clinic, count: int) -> None:
    """Entries like those of a save of a lesion, chained as the program does, in one transaction."""
    vault = clinic.patients._context.vault  # noqa: SLF001 - bulk rows go beside the program
    connection, key, at = vault.connection, vault.audit_key, datetime.now(UTC)
    station = bytes(connection.execute("SELECT uuid FROM workstation").fetchone()[0])
    actor, deed = Actor(None, None, "Dr Bench"), Deed("record lesions", "visit", "00" * 16, "11" * 16)
    connection.execute("BEGIN IMMEDIATE")
    for n in range(count):
        change = ["reading", {"lesion_id": "22" * 16, "ordinal": 0}, {"length": n % 500}, {"length": n % 499}]
        audit.append(connection, key, station, at, actor, deed, json.dumps([change, change, change]))
    connection.execute("COMMIT")


def unlocking(folder: Path) -> Sequence[Result]:
    """From name and password to a signed-in clinic, at the cost of real patients, against one argon2id derivation."""
    vault = folder / "unlock"
    create_clinic(vault, clinic="Bench", login="bench", person="Dr Bench", password=LONG_PASSWORD)

    def unlock() -> float:
        seconds = timed(lambda: opened.append(open_clinic(vault, "bench", LONG_PASSWORD)))
        opened.pop().close()
        return seconds

    opened: list[Clinic] = []
    cost, salt = CLINIC_COST, bytes(16)

    def derive() -> object:
        return hash_secret_raw(
            LONG_PASSWORD.encode(), salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID, version=19
        )

    return [compare("unlock a vault / one argon2id derivation", 1.5, unlock, lambda: timed(derive), 15)]
