"""An unlocked vault with somebody signed in, and all that they can do with it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from calcitrack.clinic.audit_log import AuditLog
from calcitrack.clinic.backups import Backups
from calcitrack.clinic.batch import Batches
from calcitrack.clinic.cohort import Cohorts
from calcitrack.clinic.cohort_export import CohortExports
from calcitrack.clinic.context import Context
from calcitrack.clinic.drafts import Drafts
from calcitrack.clinic.guidance import Guidance
from calcitrack.clinic.history import History
from calcitrack.clinic.instruments import Instruments
from calcitrack.clinic.judging import Judging
from calcitrack.clinic.keys import Key, find_key
from calcitrack.clinic.lesions import Lesions
from calcitrack.clinic.lists import Lists
from calcitrack.clinic.merging import Merging
from calcitrack.clinic.passwords import check_password
from calcitrack.clinic.patients import Patients
from calcitrack.clinic.people import People
from calcitrack.clinic.presence import Presence
from calcitrack.clinic.prints import Prints
from calcitrack.clinic.reading_errors import ReadingErrors
from calcitrack.clinic.record_files import RecordFiles
from calcitrack.clinic.rights import ADMINISTRATORS, require
from calcitrack.clinic.salvage import Salvages
from calcitrack.clinic.saved_filters import SavedFilters
from calcitrack.clinic.second_reader import SecondReader
from calcitrack.clinic.settings import Settings
from calcitrack.clinic.trials import Trials
from calcitrack.clinic.upgrading import bring_up
from calcitrack.clinic.verification import Verification
from calcitrack.clinic.visits import Visits
from calcitrack.db import failures, making, opening, people
from calcitrack.db.audit import Actor, Deed
from calcitrack.db.backup_files import is_backup
from calcitrack.db.errors import read_in_sentences
from calcitrack.db.making import NewVault
from calcitrack.db.migrations import STEPS, Step
from calcitrack.db.people import Person
from calcitrack.db.slots import CLINIC_COST, SYNTHETIC_COST, KdfCost
from calcitrack.db.vault import Vault
from calcitrack.domain.anchor import AnchorFinding
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import CalciTrackError, NotSaved, VaultMissing, VaultOlder, WrongPassword
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say


class Clinic:
    """What a signed-in person can do, in groups. Belongs to the thread that opened it."""

    def __init__(self, opened: Vault, person: Person, clock: Clock) -> None:
        context = Context(opened, person, clock, SiteList.load(), Presence(clock.now()))
        self._context = context
        self.patients = Patients(context)
        self.merging = Merging(context)
        self.lesions = Lesions(context)
        self.visits = Visits(context)
        self.drafts = Drafts(context)
        self.trials = Trials(context)
        self.judging = Judging(context)
        self.second_reader = SecondReader(context)
        self.lists = Lists(context)
        self.cohorts = Cohorts(context)
        self.cohort_exports = CohortExports(context)
        self.saved_filters = SavedFilters(context)
        self.settings = Settings(context)
        self.instruments = Instruments(context)
        self.reading_errors = ReadingErrors(context)
        self.history = History(context)
        self.record_files = RecordFiles(context)
        self.prints = Prints(context)
        self.batches = Batches(context)
        self.guidance = Guidance(context)
        self.people = People(context)
        self.audit = AuditLog(context)
        self.verification = Verification(context)
        self.backups = Backups(context)
        self.salvages = Salvages(context)
        self.folder = opened.folder
        self.synthetic = opened.synthetic
        self._read_only = opened.read_only

    @property
    def name(self) -> str:
        """The clinic's name, as prints and the window show it."""
        return self._context.vault.clinic_name

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

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""
        return self._read_only

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
        same_rights = (mine.roles, self.read_only) == (theirs.roles, other.read_only)
        return same_rights and (mine.uuid, self.folder) == (theirs.uuid, other.folder)

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
        OnNetwork: The folder lies on a network.
        CalciTrackError: The folder is not empty or cannot be written; nothing is left behind.
    """
    check_password(password, clinic=clinic, login=login, synthetic=synthetic, person=person)
    chosen = cost or (SYNTHETIC_COST if synthetic else CLINIC_COST)
    new = NewVault(clinic.strip(), login.strip(), person.strip(), password, synthetic, chosen)
    return making.create(folder, new, (clock or SystemClock()).now())


def open_clinic(
    folder: Path,
    login: str,
    password: str,
    clock: Clock | None = None,
    *,
    read_only: bool = False,
    steps: Sequence[Step] = STEPS,
) -> Clinic:
    """Unlock a vault and sign in, in one go; an older vault is brought up to this version first.

    Raises:
        WrongPassword: Unknown name or wrong password.
        RecordBehind: The record is not as far as its anchor remembers.
        CalciTrackError: Missing, damaged, newer, on a network, or held by another program.
    """
    return enter_and_bring_up(find_key(folder, login, password, clock), clock, read_only=read_only, steps=steps)


def enter_and_bring_up(
    key: Key, clock: Clock | None = None, *, read_only: bool = False, steps: Sequence[Step] = STEPS
) -> Clinic:
    """Open the vault and sign in, for who has no window to keep waiting: ``enter`` after ``bring_up`` where it is due.

    Raises:
        CalciTrackError: As both.
    """
    try:
        return enter(key, clock, read_only=read_only, steps=steps)
    except VaultOlder:
        pass
    try:
        bring_up(key, steps=steps)
    except NotSaved as error:
        # Written it cannot be, but read.
        return enter(key, clock, read_only=True, notices=(error.message,), steps=steps)
    return enter(key, clock, steps=steps)


def enter(
    key: Key,
    clock: Clock | None = None,
    *,
    read_only: bool = False,
    go_on_because: str = "",
    notices: tuple[Message, ...] = (),
    steps: Sequence[Step] = STEPS,
) -> Clinic:
    """Open the vault and sign in; the sign-in is audited. The vault belongs to the calling thread.

    Args:
        key: Found by ``find_key``.
        clock: The system's if not given.
        read_only: To look without changing anything: every write is refused, and nothing is audited. This is the way
            out where the record is behind its anchor. Where nothing can be written in the folder, as on a full disk,
            the vault is opened so by itself, with a notice.
        go_on_because: The reason for which an administrator goes on with a record that is behind its anchor.
        notices: What the person is told first.
        steps: The schemas up to the one of this version.

    Raises:
        VaultOlder: It has to be brought up to this version first, by ``bring_up``.
        WrongPassword: Nobody signs in under this name.
        InvalidInput: A new password is too weak.
        RecordBehind: The record is not as far as its anchor remembers; its finding says what can be done.
        NotAllowed: Only an administrator goes on with such a record.
        CalciTrackError: Damaged, newer, on a network, or held by another program.
    """
    reason, time = go_on_because.strip(), clock or SystemClock()
    if is_backup(key.data.folder):
        # A backup that is written into would be none any more.
        looked_at = opening.open_vault(key.data, read_only=True, notices=(say(_BACKUP),), steps=steps)
        return _entered(looked_at, key, time, "")
    try:
        opened = opening.open_vault(key.data, read_only=read_only, go_on=bool(reason), notices=notices, steps=steps)
        return _entered(opened, key, time, reason)
    except (VaultMissing, NotSaved):
        if read_only or reason or key.changed is not None:
            raise
        found = _look_only(key, time, steps)
        if found is None:
            raise
        return found


def _look_only(key: Key, clock: Clock, steps: Sequence[Step]) -> Clinic | None:
    """Open a vault to be read whose folder cannot be written; None when it cannot be read either."""
    try:
        opened = opening.open_vault(key.data, read_only=True, notices=(say(_ONLY_READ),), steps=steps)
        return _entered(opened, key, clock, "")
    except CalciTrackError:
        return None


_BACKUP = QT_TRANSLATE_NOOP(
    "clinic",
    "This is a backup, open to be looked at. To work with it, restore it into a new folder first.",
)

_ONLY_READ = QT_TRANSLATE_NOOP(
    "clinic",
    "This vault can only be read: the disk may be full, or writing is not allowed in its folder or to its files. Mend "
    "that, then lock and unlock the vault.",
)


def _entered(opened: Vault, key: Key, clock: Clock, reason: str) -> Clinic:
    try:
        with read_in_sentences():
            return _signed_in(opened, key, clock, reason)
    except BaseException:
        opened.close()
        raise


def _signed_in(opened: Vault, key: Key, clock: Clock, reason: str) -> Clinic:
    person = people.by_login(opened.connection, key.login)
    if person is None:
        raise WrongPassword
    clinic = Clinic(opened, person, clock)
    if opened.read_only:
        return clinic
    now = clock.now()
    if key.changed is not None:
        check_password(key.new_password, clinic=opened.clinic_name, login=key.login, synthetic=opened.synthetic)
    if opened.finding is not None:
        _go_on(opened, person, reason, now)
    if key.changed is not None:
        opened.keep_slots(key.changed)
    _note_sign_in(opened, person, key, now)
    return clinic


def _go_on(opened: Vault, person: Person, reason: str, now: datetime) -> None:
    """Enter into the audit that somebody goes on with a record that is behind its anchor, then end the alarm."""
    require(person, ADMINISTRATORS)
    told = f"{reason} ({opened.finding.message if opened.finding else ''})"
    actor = Actor(person.id, person.uuid, person.name)
    opened.note(actor, Deed("go on with a record that is behind its anchor", "clinic", reason=told), now)
    opened.accept_record()


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
    opened.note(actor, Deed(action, "person", person.uuid.hex(), reason=key.reason), now)
    failures.settle(opened.folder, key.name_id)


def is_synthetic(folder: Path) -> bool:
    """Whether the vault holds invented patients; known before it is unlocked.

    Raises:
        CalciTrackError: The key file is missing or damaged.
    """
    return opening.is_synthetic(folder)
