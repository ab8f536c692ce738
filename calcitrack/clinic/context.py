"""What every use case shares: the open vault, who is signed in, the clock, the site list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from calcitrack.clinic.presence import Presence
from calcitrack.db import merging, records
from calcitrack.db.audit import Actor
from calcitrack.db.people import Person
from calcitrack.db.vault import Vault
from calcitrack.domain.change import Change
from calcitrack.domain.clock import Clock
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Fault, InvalidInput, NotFound, VaultLocked
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import BEFORE_BIRTH, FUTURE, fault

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Written(Generic[T_co]):
    """What a write gives back, and what it changed."""

    value: T_co
    change: Change


class Context:
    """Handed to every group of operations. The vault in it goes when it is locked, and comes back with its key."""

    def __init__(self, vault: Vault, person: Person, clock: Clock, sites: SiteList, presence: Presence) -> None:
        self._vault: Vault | None = vault
        self.person = person
        self.clock = clock
        self.sites = sites
        self.presence = presence

    @property
    def vault(self) -> Vault:
        """The open vault.

        Raises:
            VaultLocked: It is locked.
        """
        if self._vault is None:
            raise VaultLocked
        return self._vault

    @property
    def is_closed(self) -> bool:
        """Whether there is no open vault."""
        return self._vault is None

    def close(self) -> None:
        """Close the vault and forget it with its key; safe to call twice."""
        if self._vault is not None:
            self._vault.close()
        self._vault = None

    def take_vault(self, other: Context) -> None:
        """Go on with the vault that the same person just opened anew."""
        self._vault, other._vault = other._vault, None
        self.presence.prove(self.clock.now())

    @property
    def actor(self) -> Actor:
        """Who the audit names."""
        return Actor(self.person.id, self.person.uuid, self.person.name)

    def record(self, patient_id: int) -> PatientRecord:
        """A patient's record.

        Raises:
            NotFound: There is no such patient.
        """
        found = records.read(self.vault.connection, patient_id)
        if found is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient is not in the vault.")))
        return found

    def record_to_add_to(self, patient_id: int) -> PatientRecord:
        """As ``record``, for what is new.

        Raises:
            NotFound: There is no such patient, or it was merged into another.
        """
        found = self.record(patient_id)
        survivor = found.patient.merged_into
        if survivor is None:
            return found
        other = self.record(survivor).patient
        raise NotFound(
            say(
                QT_TRANSLATE_NOOP("clinic", "Not saved: this record was merged into that of {name}, {mrn}."),
                name=other.name,
                mrn=other.mrn,
            ),
            say(QT_TRANSLATE_NOOP("clinic", "Open that record and enter it there.")),
        )

    def owner(self, record: PatientRecord, table: str, row_id: int) -> Patient:
        """Under whom a row of a record was written: the patient, or one whose record was merged into this one.

        Raises:
            NotFound: It is in no record of this person.
        """
        if not record.merged:
            return record.patient
        owner_id = merging.owner_of(self.vault.connection, table, row_id)
        for one in (record.patient, *(merged.patient for merged in record.merged)):
            if one.id == owner_id:
                return one
        raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This is not in the patient's record.")))


class Operations:
    """Base of the groups of operations: each public method is guarded by ``@operation``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def person(self) -> Person:
        """Who is signed in."""
        return self._context.person


def day_faults(field: str, day: date | None, born: PartialDate, today: date) -> tuple[Fault, ...]:
    """What is wrong with a day on which something happened to a patient; None is not recorded."""
    if day is not None and day > today:
        return (fault(field, "future", FUTURE),)
    if day is not None and day < born.earliest:
        return (fault(field, "before_birth", BEFORE_BIRTH),)
    return ()


def refuse(faults: tuple[Fault, ...]) -> None:
    """Raise when there are faults.

    Raises:
        InvalidInput: With all of them.
    """
    if faults:
        raise InvalidInput(faults)
