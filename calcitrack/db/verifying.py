"""Verifying a vault: everything that can be recomputed is, and is laid beside what is there."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from calcitrack.db import anchor, anchor_check, chain, soundness, visit_hash
from calcitrack.db.driver import Connection, DriverError
from calcitrack.db.keys import subkey
from calcitrack.db.migrations import STEPS, Step
from calcitrack.db.retelling import Mismatch, Retelling
from calcitrack.db.vault import Vault
from calcitrack.db.vault_database import workstation_of
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.verification import Check, Flaw


@dataclass(slots=True)
class Findings:
    """What was found so far."""

    flaws: list[Flaw] = field(default_factory=list)
    entries: int = 0
    patients: int = 0
    rows: int = 0
    visits: int = 0


def verify(vault: Vault, report: Callable[[int, int], None], steps: Sequence[Step] = STEPS) -> Findings:
    """Check pages, structure, references, the audit's chain, the anchor, every row and every signed visit.

    Args:
        vault: Open; nothing in it is changed, but what stands in the log is brought into the database before.
        report: Told (patients done, of how many); what it raises ends the work.
        steps: To the schema that it has to have.
    """
    found = Findings()
    is_file_whole = vault.bring_home()
    connection = vault.connection
    # Read before the record is: whoever saves meanwhile can only make the record longer than its mark.
    mark = anchor.find_mark(vault.folder, subkey(vault.data_key, "anchor"))
    found.flaws += _tried(Check.PAGES, lambda: soundness.check_pages(connection, is_file_whole=is_file_whole))
    connection.execute("BEGIN")
    try:
        found.flaws += _tried(Check.STRUCTURE, lambda: soundness.check_structure(connection, steps))
        found.flaws += _tried(Check.STRUCTURE, lambda: soundness.check_numbering(connection))
        found.flaws += _tried(Check.REFERENCES, lambda: soundness.check_references(connection))
        found.flaws += _tried(Check.CHAIN, lambda: _check_chain(vault, found))
        found.flaws += _tried(Check.ANCHOR, lambda: _check_anchor(vault, mark))
        found.flaws += _tried(Check.ROWS, lambda: _check_rows(connection, found, report))
    finally:
        connection.execute("ROLLBACK")
    return found


def _tried(check: Check, look: Callable[[], list[Flaw]]) -> list[Flaw]:
    try:
        return look()
    except DriverError as error:
        return [soundness.cannot_be_read(check, error)]


def _check_chain(vault: Vault, found: Findings) -> list[Flaw]:
    found.entries, flaws = chain.check_chain(vault.connection, vault.audit_key)
    return _shortened(flaws)


def _check_anchor(vault: Vault, mark: anchor.FoundMark) -> list[Flaw]:
    slots, connection = vault.slots, vault.connection
    station = workstation_of(connection)
    now = anchor_check.present_mark(connection, slots.vault, station, slots.sequence, datetime.now(UTC))
    finding = anchor_check.compare(connection, now, mark)
    return [Flaw(Check.ANCHOR, finding.message)] if finding else []


def _check_rows(connection: Connection, found: Findings, report: Callable[[int, int], None]) -> list[Flaw]:
    retelling = Retelling(connection)
    rows, mismatches = retelling.compare_clinic()
    found.rows += rows
    flaws = [Flaw(Check.ROWS, _said(one, _CLINIC)) for one in mismatches]
    everybody = retelling.patients()
    for done, (uuid, patient_id) in enumerate(everybody, start=1):
        rows, mismatches = retelling.compare_patient(uuid, patient_id)
        found.rows += rows
        found.patients += 1
        name = _name_of(connection, uuid, patient_id)
        flaws += [Flaw(Check.ROWS, message) for message in _counted(mismatches, name)]
        if patient_id is not None:
            flaws += _check_visits(connection, found, patient_id, name)
        report(done, len(everybody))
    return flaws


def _check_visits(connection: Connection, found: Findings, patient_id: int, name: str) -> Iterator[Flaw]:
    signed = connection.execute(
        "SELECT id, visited_on, signed_by, signed_at, content_hash, hash_recipe FROM visit "
        "WHERE patient_id = ? AND status = 'signed' ORDER BY id",
        (patient_id,),
    ).fetchall()
    for visit_id, day, signed_by, signed_at, content_hash, recipe in signed:
        found.visits += 1
        again = visit_hash.compute(connection, patient_id, visit_id, signed_by, signed_at)
        if recipe != visit_hash.RECIPE or not hmac.compare_digest(again, content_hash):
            differs = QT_TRANSLATE_NOOP(
                "verify", "The visit of {patient} on {day} is not as it was signed: its hash differs."
            )
            yield Flaw(Check.VISITS, say(differs, patient=name, day=day))


def _name_of(connection: Connection, uuid: str, patient_id: int | None) -> str:
    if patient_id is None:
        return uuid
    row = connection.execute("SELECT mrn FROM patient WHERE id = ?", (patient_id,)).fetchone()
    return str(row[0]) if row else uuid


def _counted(mismatches: list[Mismatch], name: str) -> Iterator[Message]:
    """Each kind of difference of a patient once, with how many rows it concerns."""
    counts: dict[Mismatch, int] = {}
    for one in mismatches:
        counts[one] = counts.get(one, 0) + 1
    for one, n in counts.items():
        yield _said(one, name, n)


_CLINIC = "the clinic"

_SENTENCES = {
    "missing": QT_TRANSLATE_NOOP("verify", "Missing from {patient}: {n} rows of {table} that the audit tells of."),
    "added": QT_TRANSLATE_NOOP("verify", "With {patient} stand {n} rows of {table} that the audit tells nothing of."),
    "changed": QT_TRANSLATE_NOOP(
        "verify", "With {patient}, {n} rows of {table} are not as the audit tells ({fields})."
    ),
}


def _said(one: Mismatch, name: str, n: int = 1) -> Message:
    return say(_SENTENCES[one.kind], patient=name, table=one.table, n=n, fields=", ".join(one.fields))


def _shortened(flaws: list[Flaw]) -> list[Flaw]:
    if len(flaws) <= soundness.MOST:
        return flaws
    more = QT_TRANSLATE_NOOP("verify", "And {n} more entries of the audit are not as they were written.")
    return [*flaws[: soundness.MOST], Flaw(Check.CHAIN, say(more, n=len(flaws) - soundness.MOST))]
