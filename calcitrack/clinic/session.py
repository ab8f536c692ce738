"""An unlocked vault with somebody signed in, and all that they can do with it."""

from __future__ import annotations

from pathlib import Path

from calcitrack.clinic.context import Context
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
from calcitrack.db import people, vault
from calcitrack.db.audit import Deed
from calcitrack.db.people import Person
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, KdfCost
from calcitrack.db.vault import NewVault, Vault
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
    check_password(password, clinic=clinic, login=login, synthetic=synthetic)
    chosen = cost or (SYNTHETIC_COST if synthetic else CLINIC_COST)
    new = NewVault(clinic.strip(), login.strip(), person.strip(), password, synthetic, chosen)
    return vault.create(folder, new, (clock or SystemClock()).now())


def open_clinic(folder: Path, login: str, password: str, clock: Clock | None = None) -> Clinic:
    """Unlock a vault. Slow by intention; give it a thread of its own only together with all that follows.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: Missing, damaged, newer, or held by another program.
    """
    return enter(vault.open_with_password(folder, login, password), login, "sign in", clock)


def open_with_recovery(folder: Path, login: str, code: str, new_password: str, clock: Clock | None = None) -> Clinic:
    """Unlock a vault with the recovery code and give the login a new password.

    Raises:
        WrongPassword: The code is not right, or nobody has this login.
        InvalidInput: The new password is too short.
        CalciTrackError: Missing, damaged, newer, or held by another program.
    """
    opened = vault.open_with_recovery(folder, code)
    try:
        check_password(new_password, clinic=opened.clinic_name, login=login, synthetic=opened.synthetic)
        clinic = enter(opened, login, "sign in with recovery code", clock)
        opened.set_password(login, new_password, SYNTHETIC_COST if opened.synthetic else CLINIC_COST)
    except BaseException:
        opened.close()
        raise
    return clinic


def enter(opened: Vault, login: str, action: str, clock: Clock | None = None) -> Clinic:
    """Sign somebody in to a vault that is open; the sign-in is audited.

    Raises:
        WrongPassword: Nobody signs in under this name.
    """
    person = people.by_login(opened.connection, login)
    if person is None:
        opened.close()
        raise WrongPassword
    clinic = Clinic(opened, person, clock or SystemClock())
    deed = Deed(action, "person", person.uuid.hex())
    opened.note(clinic._context.actor, deed, clinic.clock.now())  # noqa: SLF001 - its own maker
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
