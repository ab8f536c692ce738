"""Whether what was said under a failing call is what a sound disk shows afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from calcitrack.clinic.keys import find_key_by_first, find_key_by_recovery
from calcitrack.clinic.session import open_clinic
from calcitrack.db import backup, opening
from calcitrack.db.migrations import CURRENT, schema_version
from calcitrack.domain.errors import CalciTrackError, WrongPassword
from tests.faults.checks import flaws, structure
from tests.faults.harness import Tally
from tests.faults.promises import visits_of
from tests.faults.syscall_child import NEW_PASSWORD, SAVED_LENGTH, Place, Said
from tests.vaults import LATER, LOGIN, PASSWORD, FixedClock, vault_of

LEFT = (".restoring-*", ".making-*", ".going-*", "vault.next", "vault.ready", "*.part")


@dataclass(frozen=True)
class Known:
    """What stood in the vault before.

    Attributes:
        key: Its data key.
        patients: How many there are.
        signed: The hashes of its signed visits.
        backups: The names of its backups.
    """

    key: bytes
    patients: int
    signed: frozenset[str]
    backups: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What stands in a vault now.

    Attributes:
        password: Which opens it.
        is_recorded: Whether the save is there.
        wrong: Whatever is not whole.
        form: How many steps its schema took.
    """

    key: bytes
    password: str
    patients: int
    signed: frozenset[str]
    is_recorded: bool
    wrong: tuple[str, ...]
    form: int


def known_of(place: Place) -> Known:
    """What is in a vault that nothing was done to."""
    found = look(place.vault)
    return Known(found.key, found.patients, found.signed, frozenset(_backups(place)))


def judged(said: Said, deed: str, known: Known, after: Place, later: Place) -> Tally:
    """What a run found.

    Args:
        said: By the program.
        deed: What was done.
        known: What stood there before.
        after: As it stood when the word was said.
        later: As it stood when the deed was done again, or the vault was closed.
    """
    tally = Tally()
    tally.counts["runs"] += 1
    tally.counts["calls that failed"] += bool(said["failed"])
    if said["ended"] == "broken":
        return Tally(tally.counts, [f"an error that is no sentence: {said['text']}"])
    tally.counts["done all the same" if said["ended"] == "done" else "refused in a sentence"] += 1
    tally.counts["said not to be known"] += is_not_known(said)
    tally.faults += _lies(said, deed, known, after)
    again = said.get("again")
    if again is not None and again["ended"] != "done" and not is_not_known(said):
        tally.faults.append(f"not done once the disk was sound again: {again['text']}")
    tally.faults += _lost(known, later)
    left = [path.name for one in LEFT for path in later.root.rglob(one)]
    tally.counts["left something to be tidied up"] += bool(left)
    # On a disk that goes on failing nothing can be removed either.
    tally.faults += [] if said["lasts"] or not left else [f"left behind: {left}"]
    return tally


def is_not_known(said: Said) -> bool:
    """Whether the program said that it does not know."""
    return said["ended"] == "refused" and said["kind"] == "NotKnown"


def look(folder: Path) -> Found:
    """Open a vault with whichever password it has, and look at all of it.

    Raises:
        CalciTrackError: It cannot be opened.
    """
    password = PASSWORD if _opens(folder, PASSWORD) else NEW_PASSWORD
    known = opening.key_by_password(folder, LOGIN, password)
    form = _form(known)
    # Each as the version that it is of; a later one is verified below as far as this one knows it.
    clinic = open_clinic(folder, LOGIN, password, FixedClock(), steps=LATER[:form])
    try:
        visits = visits_of(clinic).values()
        lengths = {one.length for visit in visits for found in visit.assessments for one in found.readings}
        signed = frozenset(visit.content_hash or "" for visit in visits if visit.is_signed)
        found = [*structure(vault_of(clinic).connection), *flaws(clinic)]
        wrong = tuple(one for one in found if form == CURRENT or one != OF_LATER)
        key, patients = vault_of(clinic).data_key, len(clinic.patients.all_ids())
    finally:
        clinic.close()
    return Found(key, password, patients, signed, SAVED_LENGTH in lengths, wrong, form)


OF_LATER = "The table later in the database is none of CalciTrack's."


def _form(known: opening.DataKey) -> int:
    looked_at = opening.open_vault(known, read_only=True, steps=LATER)
    try:
        return schema_version(looked_at.connection)
    finally:
        looked_at.close()


def _opens(folder: Path, password: str) -> bool:
    try:
        opening.key_by_password(folder, LOGIN, password)
    except WrongPassword:
        return False
    return True


def _lies(said: Said, deed: str, known: Known, after: Place) -> list[str]:
    """What was said and is not so."""
    if is_not_known(said):
        return _lost(known, after)
    try:
        found = look(after.vault)
    except CalciTrackError as error:
        return [f"the vault cannot be read: {error}"]
    done = said["ended"] == "done"
    sentence, is_so = TRUTHS[deed]
    wrong = [*found.wrong]
    if not done and not re.match(sentence, said["text"]):
        wrong.append(f"these words do not fit: {said['text']}")
    try:
        is_true = is_so(said, known, found, after)
    except CalciTrackError as error:
        is_true = False
        wrong.append(str(error))
    if not is_true:
        wrong.append(f"{'it was called done' if done else said['text']!r}, which is not so")
    return wrong


def _lost(known: Known, place: Place) -> list[str]:
    """Whatever stood in the vault and is not there, or is not whole."""
    try:
        found = look(place.vault)
    except CalciTrackError as error:
        return [f"the vault cannot be read: {error}"]
    lost = [*found.wrong]
    lost += [] if known.signed <= found.signed else ["a signed visit is lost"]
    lost += [] if found.patients == known.patients else ["a patient is lost or doubled"]
    lost += [] if known.backups <= set(_backups(place)) else ["an earlier backup is gone"]
    for name in _backups(place):
        keys = {known.key, found.key}
        if not any(_is_proved(place.vault / "backups" / name, key) for key in keys):
            lost.append(f"{name}, which bears a backup's name, is not whole")
    return lost


def _is_proved(folder: Path, key: bytes) -> bool:
    try:
        backup.prove_backup(folder, key)
    except CalciTrackError:
        return False
    return True


def _backups(place: Place) -> list[str]:
    return [path.name for path in (place.vault / "backups").glob("calcitrack-*")]


Truth = Callable[[Said, Known, Found, Place], bool]


def _save(said: Said, _known: Known, found: Found, _after: Place) -> bool:
    return found.is_recorded is (said["ended"] == "done")


def _sign(said: Said, known: Known, found: Found, _after: Place) -> bool:
    return found.signed == (known.signed | {said["hash"]} if said["ended"] == "done" else known.signed)


def _password(said: Said, _known: Known, found: Found, _after: Place) -> bool:
    return found.password == (NEW_PASSWORD if said["ended"] == "done" else PASSWORD)


def _back_up(said: Said, known: Known, _found: Found, after: Place) -> bool:
    new = set(_backups(after)) - known.backups
    return new == ({Path(said["folder"]).name} if said["ended"] == "done" else set())


def _restore(said: Said, known: Known, _found: Found, after: Place) -> bool:
    if said["ended"] != "done":
        return not after.restored.exists()
    found = look(after.restored)
    return not found.wrong and found.signed == known.signed and found.patients == 1


def _init(said: Said, _known: Known, _found: Found, after: Place) -> bool:
    if said["ended"] != "done":
        return not after.made.exists()
    return not look(after.made).wrong and _code_opens(after.made, said["code"])


def _re_key(said: Said, known: Known, found: Found, after: Place) -> bool:
    if said["ended"] != "done":
        return found.key == known.key
    for first in said["firsts"].values():
        find_key_by_first(after.vault, "bo", first, "an own one of nurse bo", FixedClock())
    return found.key != known.key and _code_opens(after.vault, said["code"])


def _code_opens(folder: Path, code: str) -> bool:
    find_key_by_recovery(folder, LOGIN, code, "a third horse quite new", FixedClock(), reason="a test")
    return True


def _open(_said: Said, _known: Known, found: Found, _after: Place) -> bool:
    return not found.is_recorded


def _migrate(said: Said, known: Known, found: Found, after: Place) -> bool:
    has_new_backup = set(_backups(after)) > known.backups
    if said["ended"] == "done":
        return found.form == len(LATER) and has_new_backup
    # Where the step was not taken, the words say whether there is a backup.
    is_backed_up = "not backed up" not in said["text"]
    return found.form == CURRENT and (has_new_backup or not is_backed_up or bool(re.match(_NOT_OPENED, said["text"])))


_NOT_OPENED = "The vault cannot be (opened|read)|The vault's folder cannot be written|The vault in .* cannot be read"
TRUTHS: dict[str, tuple[str, Truth]] = {
    "save": ("Not saved: ", _save),
    "sign": ("Not saved: ", _sign),
    "password": (f"Not saved: |{_NOT_OPENED}", _password),
    "backup": ("No backup was made: ", _back_up),
    "restore": (f"Nothing was restored: |{_NOT_OPENED}", _restore),
    "restore without the vault": (f"Nothing was restored: |{_NOT_OPENED}", _restore),
    "re-key": (f"No backup was made: |The data key was not changed: |{_NOT_OPENED}", _re_key),
    "init": ("No vault was made: ", _init),
    "open": (_NOT_OPENED, _open),
    "migrate": (f"The vault was not brought up to this version|{_NOT_OPENED}", _migrate),
}
"""With what a refusal begins, and whether what was said is so."""
