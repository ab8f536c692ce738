"""Recomputing the audit's chain: an entry that was edited, removed, added, or moved does not fit its neighbours."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from calcitrack.db.audit import NO_MAC, row_mac
from calcitrack.db.driver import Connection
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.verification import Check, Flaw

_COLUMNS = (
    "workstation, sequence, at, person_uuid, person, action, entity, entity_uuid, patient_uuid, changes, reason, "
    "previous_mac, mac"
)
AT_ONCE = 2000


@dataclass(slots=True)
class _Last:
    """The newest entry of a workstation so far."""

    sequence: int = 0
    mac: bytes = field(default=NO_MAC)


def check_chain(connection: Connection, key: bytes) -> tuple[int, list[Flaw]]:
    """Recompute every entry's MAC and follow the chain; returns how many entries there are, and the flaws."""
    cursor = connection.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY id")
    newest: dict[bytes, _Last] = {}
    entries, flaws = 0, []
    while rows := cursor.fetchmany(AT_ONCE):
        entries += len(rows)
        for row in rows:
            station = newest.get(row[0])
            if station is None:
                station = newest[row[0]] = _Last()
            *content, mac = row
            if row[1] != station.sequence + 1 or row[11] != station.mac:
                flaws += [Flaw(Check.CHAIN, message) for message in _out_of_line(row[1], station.sequence)]
            if not hmac.compare_digest(row_mac(key, content), mac):
                flaws.append(Flaw(Check.CHAIN, _changed(row[1])))
            station.sequence, station.mac = row[1], mac
    return entries, flaws


def _out_of_line(sequence: int, before: int) -> Iterator[Message]:
    if sequence > before + 1:
        yield say(
            QT_TRANSLATE_NOOP("verify", "The audit's entries {first} to {last} are missing."),
            first=before + 1,
            last=sequence - 1,
        )
    else:
        yield say(
            QT_TRANSLATE_NOOP("verify", "The audit's entry {sequence} does not follow the one before it."),
            sequence=sequence,
        )


def _changed(sequence: int) -> Message:
    return say(QT_TRANSLATE_NOOP("verify", "The audit's entry {sequence} was changed."), sequence=sequence)
