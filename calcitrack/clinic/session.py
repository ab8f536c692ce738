"""An unlocked vault with somebody signed in, and all that they can do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from calcitrack.clinic.context import Context
from calcitrack.clinic.guidance import Guidance
from calcitrack.clinic.history import History
from calcitrack.clinic.lesions import Lesions
from calcitrack.clinic.lists import Lists
from calcitrack.clinic.passwords import check_password
from calcitrack.clinic.patients import Patients
from calcitrack.clinic.prints import Prints
from calcitrack.clinic.record_files import RecordFiles
from calcitrack.clinic.settings import Settings
from calcitrack.clinic.trials import Trials
from calcitrack.clinic.visits import Visits
from calcitrack.db import making, people, vault
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.making import NewVault
from calcitrack.db.people import Person
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, KdfCost, SlotFile
from calcitrack.db.vault import Vault
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import WrongPassword
from calcitrack.domain.sites import SiteList


class Clinic:
    """What a signed-in person can do, in groups. Belongs to the thread that opened it."""

    def __init__(self, opened: Vault, person: Person, clock: Clock) -> None:
        context = Context(opened, person, clock, SiteList.load())
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
    def folder(self) -> Path:
        """The vault's folder."""
        return self._context.vault.folder

    def twin(self) -> Clinic:
        """The same person at work on another thread, called on it; whoever asks closes it."""
        return Clinic(self._context.vault.twin(), self.person, self.clock)

    def close(self) -> None:
        """Close the vault; safe to call twice."""
        self._context.vault.close()


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
    return enter(find_key(folder, login, password), clock)


@dataclass(frozen=True, slots=True)
class Key:
    """Somebody's proven right to enter, found on any thread and used on the one that will own the vault."""

    login: str
    data: vault.DataKey
    recovered: SlotFile | None = None
    new_password: str = field(default="", repr=False)


def find_key(folder: Path, login: str, password: str) -> Key:
    """Check a name and a password. Slow by intention (argon2id): call it off the window's thread.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    return Key(login, vault.key_by_password(folder, login, password))


def find_key_by_recovery(folder: Path, login: str, code: str, new_password: str) -> Key:
    """Check the recovery code and prepare a new password for a login. Twice as slow as ``find_key``.

    Raises:
        WrongPassword: The code is not right.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    data = vault.key_by_recovery(folder, code)
    cost = SYNTHETIC_COST if data.slots.synthetic else CLINIC_COST
    return Key(login, data, vault.with_password(data, login, new_password, cost), new_password)


def enter(key: Key, clock: Clock | None = None) -> Clinic:
    """Open the vault and sign in; the sign-in is audited. The vault belongs to the calling thread.

    Raises:
        WrongPassword: Nobody signs in under this name.
        InvalidInput: A new password, set with the recovery code, is too weak.
        CalciTrackError: Damaged, newer, or held by another program.
    """
    opened = vault.open_vault(key.data)
    try:
        person = people.by_login(opened.connection, key.login)
        if person is None:
            raise WrongPassword
        clinic = Clinic(opened, person, clock or SystemClock())
        action = "sign in"
        if key.recovered is not None:
            action = "sign in with recovery code"
            check_password(key.new_password, clinic=opened.clinic_name, login=key.login, synthetic=opened.synthetic)
            opened.keep_slots(key.recovered)
        actor = Actor(person.id, person.uuid, person.name)
        opened.note(actor, Deed(action, "person", person.uuid.hex()), clinic.clock.now())
    except BaseException:
        opened.close()
        raise
    return clinic


def is_vault(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return vault.exists(folder)


def is_synthetic(folder: Path) -> bool:
    """Whether the vault holds invented patients; known before it is unlocked.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return vault.is_synthetic(folder)
