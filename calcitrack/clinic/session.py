"""An unlocked vault with somebody signed in, and all that they can do with it."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

from calcitrack.clinic.context import Context
from calcitrack.clinic.guidance import Guidance
from calcitrack.clinic.history import History
from calcitrack.clinic.keys import Key, find_key
from calcitrack.clinic.lesions import Lesions
from calcitrack.clinic.lists import Lists
from calcitrack.clinic.passwords import check_password
from calcitrack.clinic.patients import Patients
from calcitrack.clinic.people import People
from calcitrack.clinic.presence import Presence
from calcitrack.clinic.prints import Prints
from calcitrack.clinic.record_files import RecordFiles
from calcitrack.clinic.settings import Settings
from calcitrack.clinic.trials import Trials
from calcitrack.clinic.visits import Visits
from calcitrack.db import failures, making, people, vault
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.making import NewVault
from calcitrack.db.people import Person
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, KdfCost
from calcitrack.db.vault import Vault
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import CalciTrackError, WrongPassword
from calcitrack.domain.sites import SiteList


class Clinic:
    """What a signed-in person can do, in groups. Belongs to the thread that opened it."""

    def __init__(self, opened: Vault, person: Person, clock: Clock) -> None:
        context = Context(opened, person, clock, SiteList.load(), Presence(clock.now()))
        self._context = context
        self.patients = Patients(context)
        self.lesions = Lesions(context)
        self.visits = Visits(context)
        self.trials = Trials(context)
        self.lists = Lists(context)
        self.settings = Settings(context)
        self.history = History(context)
        self.record_files = RecordFiles(context)
        self.prints = Prints(context)
        self.guidance = Guidance(context)
        self.people = People(context)
        self.folder = opened.folder
        self.name = opened.clinic_name
        self.synthetic = opened.synthetic

    @property
    def person(self) -> Person:
        """Who is signed in."""
        return self._context.person

    @property
    def clock(self) -> Clock:
        """The clock in use."""
        return self._context.clock

    @property
    def sites(self) -> SiteList:
        """The site list."""
        return self._context.sites

    @property
    def presence(self) -> Presence:
        """Whether whoever is signed in was there without a pause."""
        return self._context.presence

    @property
    def is_locked(self) -> bool:
        """Whether the vault was closed and nothing can be read until the person signs in again."""
        return self._context.is_closed

    def twin(self) -> Clinic:
        """The same person at work on another thread, called on it; whoever asks closes it."""
        return Clinic(self._context.vault.twin(), self.person, self.clock)

    def close(self) -> None:
        """Close the vault and forget its key; safe to call twice."""
        self._context.close()

    def lock(self, reason: str) -> None:
        """Note why, then close the vault; ``go_on`` opens it again.

        A note that cannot be written does not keep the vault open.
        """
        with contextlib.suppress(CalciTrackError):
            context = self._context
            context.vault.note(
                context.actor, Deed("lock", "person", self.person.uuid.hex(), reason=reason), context.clock.now()
            )
        self.close()

    def is_same_person(self, other: Clinic) -> bool:
        """Whether somebody with the same identity and the same roles signed in to the same vault."""
        mine, theirs = self.person, other.person
        return (mine.uuid, mine.roles, self.folder) == (theirs.uuid, theirs.roles, other.folder)

    def go_on(self, other: Clinic) -> None:
        """Take over the vault that the same person just opened anew; the other is not used any more."""
        self._context.take_vault(other._context)


def create_clinic(
    folder: Path,
    *,
    clinic: str,
    login: str,
    person: str,
    password: str,
    synthetic: bool = False,
    clock: Clock | None = None,
    cost: KdfCost | None = None,
) -> str:
    """Make a vault; returns the recovery code, which is shown once.

    Raises:
        InvalidInput: The password is too short for a vault of real patients, or a name is missing.
        CalciTrackError: The folder is not empty or cannot be written; nothing is left behind.
    """
    check_password(password, clinic=clinic, login=login, synthetic=synthetic, person=person)
    chosen = cost or (SYNTHETIC_COST if synthetic else CLINIC_COST)
    new = NewVault(clinic.strip(), login.strip(), person.strip(), password, synthetic, chosen)
    return making.create(folder, new, (clock or SystemClock()).now())


def open_clinic(folder: Path, login: str, password: str, clock: Clock | None = None) -> Clinic:
    """Unlock a vault and sign in, in one go.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: Missing, damaged, newer, or held by another program.
    """
    return enter(find_key(folder, login, password, clock), clock)


def enter(key: Key, clock: Clock | None = None) -> Clinic:
    """Open the vault and sign in; the sign-in is audited. The vault belongs to the calling thread.

    Raises:
        WrongPassword: Nobody signs in under this name.
        InvalidInput: A new password is too weak.
        CalciTrackError: Damaged, newer, or held by another program.
    """
    opened = vault.open_vault(key.data)
    try:
        person = people.by_login(opened.connection, key.login)
        if person is None:
            raise WrongPassword
        clinic = Clinic(opened, person, clock or SystemClock())
        if key.changed is not None:
            check_password(key.new_password, clinic=opened.clinic_name, login=key.login, synthetic=opened.synthetic)
            opened.keep_slots(key.changed)
        _note_sign_in(opened, person, key, clinic.clock.now())
    except BaseException:
        opened.close()
        raise
    return clinic


def _note_sign_in(opened: Vault, person: Person, key: Key, now: datetime) -> None:
    """Audit the sign-in, and before it the failed ones that nobody could write into a closed vault."""
    actor = Actor(person.id, person.uuid, person.name)
    count, last = failures.untold(opened.folder)
    if last is not None:
        opened.note(
            making.THE_PROGRAM,
            Deed("failed sign-ins", "account", reason=f"{count}; the last {last:%Y-%m-%d %H:%M} UTC"),
            now,
        )
    action = "sign in"
    if key.changed is not None:
        action = "sign in with recovery code" if key.by_recovery else "choose own password"
    opened.note(actor, Deed(action, "person", person.uuid.hex()), now)
    failures.settle(opened.folder, key.name_id)


def is_vault(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return vault.exists(folder)


def is_synthetic(folder: Path) -> bool:
    """Whether the vault holds invented patients; known before it is unlocked.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return vault.is_synthetic(folder)
