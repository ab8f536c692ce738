"""An unlocked vault with somebody signed in, and all that they can do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from calcitrack.clinic.context import Context
from calcitrack.clinic.history import History
from calcitrack.clinic.lesions import Lesions
from calcitrack.clinic.lists import Lists
from calcitrack.clinic.passwords import check_password
from calcitrack.clinic.patients import Patients
from calcitrack.clinic.prints import Prints
from calcitrack.clinic.record_files import RecordFiles
from calcitrack.clinic.rights import ADMINISTRATORS, require
from calcitrack.clinic.settings import Settings
from calcitrack.clinic.trials import Trials
from calcitrack.clinic.visits import Visits
from calcitrack.db import failures, making, opening, people
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.making import NewVault
from calcitrack.db.people import Person
from calcitrack.db.places import place_of
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, KdfCost, SlotFile
from calcitrack.db.vault import Vault
from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import WrongPassword
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import Message


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

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""
        return self._context.vault.read_only

    @property
    def notices(self) -> tuple[Message, ...]:
        """What was mended at opening, and what should be known of the folder."""
        return self._context.vault.notices

    @property
    def finding(self) -> AnchorFinding | None:
        """What is wrong with the record against its anchor, where it is only being looked at; None when nothing is."""
        return self._context.vault.finding

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
        OnNetwork: The folder lies on a network.
        CalciTrackError: The folder is not empty or cannot be written; nothing is left behind.
    """
    check_password(password, clinic=clinic, login=login, synthetic=synthetic, person=person)
    chosen = cost or (SYNTHETIC_COST if synthetic else CLINIC_COST)
    new = NewVault(clinic.strip(), login.strip(), person.strip(), password, synthetic, chosen)
    return making.create(folder, new, (clock or SystemClock()).now())


def open_clinic(
    folder: Path, login: str, password: str, clock: Clock | None = None, *, read_only: bool = False
) -> Clinic:
    """Unlock a vault and sign in, in one go.

    Raises:
        WrongPassword: Unknown name or wrong password.
        RecordBehind: The record is not as far as its anchor remembers.
        CalciTrackError: Missing, damaged, newer, on a network, or held by another program.
    """
    return enter(find_key(folder, login, password, clock), clock, read_only=read_only)


@dataclass(frozen=True, slots=True)
class Key:
    """Somebody's proven right to enter, found on any thread and used on the one that will own the vault."""

    login: str
    data: opening.DataKey
    recovered: SlotFile | None = None
    new_password: str = field(default="", repr=False)


def find_key(folder: Path, login: str, password: str, clock: Clock | None = None) -> Key:
    """Check a name and a password. Slow by intention (argon2id): call it off the window's thread.

    A failure is counted beside the vault and entered into the audit at the next good sign-in.

    Raises:
        WrongPassword: Unknown name or wrong password.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    try:
        return Key(login, opening.key_by_password(folder, login, password))
    except WrongPassword:
        opening.count_failure(folder, login, (clock or SystemClock()).now())
        raise


def find_key_by_recovery(folder: Path, login: str, code: str, new_password: str, clock: Clock | None = None) -> Key:
    """Check the recovery code and prepare a new password for a login. Twice as slow as ``find_key``.

    Raises:
        WrongPassword: The code is not right.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    try:
        data = opening.key_by_recovery(folder, code)
    except WrongPassword:
        opening.count_failure(folder, login, (clock or SystemClock()).now())
        raise
    cost = SYNTHETIC_COST if data.slots.synthetic else CLINIC_COST
    return Key(login, data, opening.with_password(data, login, new_password, cost), new_password)


def enter(key: Key, clock: Clock | None = None, *, read_only: bool = False, go_on_because: str = "") -> Clinic:
    """Open the vault and sign in; the sign-in is audited. The vault belongs to the calling thread.

    Args:
        key: Found by ``find_key``.
        clock: The system's if not given.
        read_only: To look without changing anything: every write is refused, and nothing is audited. This is the way
            out where the disk is full or the record is behind its anchor.
        go_on_because: The reason for which an administrator goes on with a record that is behind its anchor.

    Raises:
        WrongPassword: Nobody signs in under this name.
        InvalidInput: A new password, set with the recovery code, is too weak.
        RecordBehind: The record is not as far as its anchor remembers; its finding says what can be done.
        NotAllowed: Only an administrator goes on with such a record.
        CalciTrackError: Damaged, newer, on a network, or held by another program.
    """
    reason = go_on_because.strip()
    opened = opening.open_vault(key.data, read_only=read_only, go_on=bool(reason))
    try:
        person = people.by_login(opened.connection, key.login)
        if person is None:
            raise WrongPassword
        clinic = Clinic(opened, person, clock or SystemClock())
        if not read_only:
            _sign_in(opened, clinic, key, reason)
    except BaseException:
        opened.close()
        raise
    return clinic


def _sign_in(opened: Vault, clinic: Clinic, key: Key, reason: str) -> None:
    """Enter into the audit what happened before and that somebody is here now."""
    person, now = clinic.person, clinic.clock.now()
    actor, action, uuid = Actor(person.id, person.uuid, person.name), "sign in", person.uuid.hex()
    if key.recovered is not None:
        action = "sign in with recovery code"
        check_password(key.new_password, clinic=opened.clinic_name, login=key.login, synthetic=opened.synthetic)
    if opened.finding is not None:
        require(person, ADMINISTRATORS)
        told = f"{reason} ({opened.finding.message})"
        opened.note(actor, Deed("go on with a record that is behind its anchor", "clinic", reason=told), now)
        opened.accept_record()
    if key.recovered is not None:
        opened.keep_slots(key.recovered)
    failed = failures.read_failures(opened.folder)
    if failed.count:
        told = f"{failed.count} since {failed.first:%Y-%m-%d %H:%M} UTC, the last {failed.last:%Y-%m-%d %H:%M} UTC"
        opened.note(actor, Deed("failed sign-ins", "clinic", reason=told), now)
        failures.forget_failures(opened.folder)
    opened.note(actor, Deed(action, "person", uuid), now)


def is_vault(folder: Path) -> bool:
    """Whether the folder holds a vault."""
    return opening.exists(folder)


def is_synthetic(folder: Path) -> bool:
    """Whether the vault holds invented patients; known before it is unlocked.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return opening.is_synthetic(folder)


def place_warning(folder: Path) -> Message | None:
    """What somebody should know who makes a vault in this folder; None when there is nothing to say."""
    return place_of(folder).warning
