"""Proving who wants in: slow by intention, on any thread, before the vault is opened. Failures are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from calcitrack.clinic.context import refuse
from calcitrack.db import failures, opening, slot_files, slots
from calcitrack.db.slots import CLINIC_COST, FIRST, RECOVERY, SYNTHETIC_COST, SlotFile
from calcitrack.domain.clock import Clock, SystemClock
from calcitrack.domain.errors import FirstPassword, TooManyAttempts, WrongPassword
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault


@dataclass(frozen=True, slots=True)
class Key:
    """Somebody's proven right to enter, found on any thread and used on the one that will own the vault.

    Attributes:
        name_id: By what failures under this name are counted.
        changed: The key slots with a new password of this login; None where it keeps its own.
        new_password: That password.
        by_recovery: Whether the recovery code opened: the way in when no right password is at hand.
        reason: Why it was used, for the audit.
    """

    login: str
    data: opening.DataKey
    name_id: str
    changed: SlotFile | None = None
    new_password: str = field(default="", repr=False)
    by_recovery: bool = False
    reason: str = ""


def find_key(folder: Path, login: str, password: str, clock: Clock | None = None) -> Key:
    """Check a name and a password. Slow by intention (argon2id): call it off the window's thread.

    Raises:
        WrongPassword: Unknown name or wrong password.
        TooManyAttempts: The name has to wait.
        FirstPassword: It was given by somebody else: an own one is to be chosen.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    data, name_id = _prove(folder, login, "", lambda: opening.key_by_password(folder, login, password), clock)
    if data.slots.kind_of(login) == FIRST:
        raise FirstPassword
    return Key(login, data, name_id)


def find_key_by_first(folder: Path, login: str, first: str, new_password: str, clock: Clock | None = None) -> Key:
    """Check a password that somebody else gave, and put an own one in its place. Twice as slow as ``find_key``.

    Raises:
        InvalidInput: The own password is the one that was given.
        CalciTrackError: As ``find_key``.
    """
    data, name_id = _prove(folder, login, "", lambda: opening.key_by_password(folder, login, first), clock)
    if slots.normal_password(first) == slots.normal_password(new_password):
        refuse((fault("password", "same", QT_TRANSLATE_NOOP("clinic", "Choose another password than the one given.")),))
    return Key(login, data, name_id, _with_password(data, login, new_password), new_password)


def find_key_by_recovery(
    folder: Path, login: str, code: str, new_password: str, clock: Clock | None = None, *, reason: str
) -> Key:
    """Check the recovery code and prepare a new password for a login. Twice as slow as ``find_key``.

    Raises:
        InvalidInput: No reason is given; nothing was tried then.
        WrongPassword: The code is not right.
        TooManyAttempts: The code has to wait.
        CalciTrackError: No vault there, or its key file is damaged or newer.
    """
    if not reason.strip():
        refuse((fault("reason", "needed", QT_TRANSLATE_NOOP("clinic", "Say why the recovery code is used.")),))
    data, name_id = _prove(folder, login, RECOVERY, lambda: opening.key_by_recovery(folder, code), clock)
    return Key(
        login,
        data,
        name_id,
        _with_password(data, login, new_password),
        new_password,
        by_recovery=True,
        reason=reason.strip(),
    )


def _prove(
    folder: Path, login: str, name_id: str, derive: Callable[[], opening.DataKey], clock: Clock | None
) -> tuple[opening.DataKey, str]:
    """Let the name wait as long as its failures cost, then derive; a failure is counted whoever bears the name."""
    name_id = name_id or slot_files.read_slots(folder).slot_id(login)
    now = clock or SystemClock()
    wait = failures.remaining_s(folder, name_id, now.now())
    if wait:
        raise TooManyAttempts(wait)
    try:
        return derive(), name_id
    except WrongPassword:
        failures.add_failure(folder, name_id, now.now())
        raise


def _with_password(data: opening.DataKey, login: str, password: str) -> SlotFile:
    return opening.with_password(data, login, password, SYNTHETIC_COST if data.slots.synthetic else CLINIC_COST)
