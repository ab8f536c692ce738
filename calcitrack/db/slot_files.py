"""The two files that hold the key slots: ``vault.slots`` and its copy.

Each is one line of JSON with a sequence number, a checksum against damage and a MAC against change. They are files of
their own, so that a bad sector or a slip of the hand takes only one of them; the other is used, and the damaged one is
written anew at the next opening.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from calcitrack.db.errors import not_known
from calcitrack.db.files import sync_folder, write_atomically
from calcitrack.db.slots import KEY_BYTES, NONCE_BYTES, SALT_BYTES, TAG_BYTES, KdfCost, Slot, SlotFile, canonical
from calcitrack.domain.errors import CalciTrackError, VaultDamaged, VaultMissing, VaultNewer
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

SLOTS_NAME = "vault.slots"
COPY_NAME = "vault.slots2"
NAMES = (SLOTS_NAME, COPY_NAME)
NAME_OF_FORMAT = "calcitrack-slots"
FORMAT = 2


class Mending(Enum):
    """What was the matter with the file of key slots that is written anew from the other."""

    MISSING = QT_TRANSLATE_NOOP("db", "One of the two key files was missing. It was written anew from the other.")
    DAMAGED = QT_TRANSLATE_NOOP("db", "One of the two key files was damaged. It was written anew from the other.")
    OLDER = QT_TRANSLATE_NOOP(
        "db",
        "One of the two key files was an older one than the other: it was put back, or the program was stopped while "
        "a password was changed. It was written anew from the newer one, whose passwords count.",
    )
    CHANGED = QT_TRANSLATE_NOOP(
        "db",
        "One of the two key files was changed by something other than CalciTrack. It was not used, and was written "
        "anew from the other.",
    )


@dataclass(frozen=True, slots=True)
class FoundSlots:
    """What the two files hold.

    Attributes:
        copies: Whole ones, the newest first; never empty.
        mending: What is the matter with one of the files; None when both say the same.
    """

    copies: tuple[SlotFile, ...]
    mending: Mending | None


def exists(folder: Path) -> bool:
    """Whether the folder holds a vault's key slots."""
    return any((folder / name).exists() for name in NAMES)


def write_slots(folder: Path, slots: SlotFile) -> None:
    """Write both files, each whole or not at all.

    Raises:
        OSError: The folder cannot be written or the disk is full; one file at least holds the old or the new slots.
    """
    envelope = {"format": NAME_OF_FORMAT, "version": FORMAT, "body": slots.body(), "mac": slots.mac.hex()}
    content = canonical({**envelope, "sha256": _checksum(envelope)}) + b"\n"
    for name in NAMES:
        write_atomically(folder / name, content)


def are_kept(folder: Path, slots: SlotFile) -> bool:
    """Whether slots whose writing broke off count all the same, because one of the files holds them.

    Raises:
        NotKnown: The folder cannot be read, or does not confirm what is in it.
    """
    try:
        if read_slots(folder) != slots:
            return False
        sync_folder(folder)
    except (CalciTrackError, OSError) as error:
        raise not_known() from error
    return True


def find_slots(folder: Path) -> FoundSlots:
    """Read both files; a damaged one is passed over when the other is whole.

    Raises:
        VaultMissing: There is no vault in the folder.
        VaultNewer: A file was written by a newer version.
        VaultDamaged: No file is whole.
    """
    contents = [content for name in NAMES if (content := _content(folder / name)) is not None]
    if not contents:
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "There is no vault in the folder {folder}."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Choose another folder, or make a new vault there.")),
        )
    whole = [slots for content in contents if (slots := _parse(content)) is not None]
    if not whole:
        raise VaultDamaged(
            say(
                QT_TRANSLATE_NOOP(
                    "db", "Both copies of the vault's key file are damaged. The records are as they were."
                )
            ),
            say(
                QT_TRANSLATE_NOOP(
                    "db", "Put back {name} from a backup of this vault: without it nothing opens the records."
                ),
                name=SLOTS_NAME,
            ),
        )
    whole.sort(key=lambda slots: slots.sequence, reverse=True)
    return FoundSlots(tuple(whole), _mending(len(contents), whole))


def _mending(there: int, whole: list[SlotFile]) -> Mending | None:
    if len(whole) == len(NAMES):
        if whole[0] == whole[1]:
            return None
        return Mending.OLDER if whole[0].sequence != whole[1].sequence else Mending.CHANGED
    return Mending.DAMAGED if there == len(NAMES) else Mending.MISSING


def read_slots(folder: Path) -> SlotFile:
    """The newest whole slots.

    Raises:
        CalciTrackError: As ``find_slots``.
    """
    return find_slots(folder).copies[0]


def newer_vault() -> VaultNewer:
    """The refusal of a vault that a newer program made."""
    return VaultNewer(
        say(QT_TRANSLATE_NOOP("db", "This vault was made by a newer version of CalciTrack. Nothing has been changed.")),
        say(QT_TRANSLATE_NOOP("db", "Install the newer version, then open it again.")),
    )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "The vault in {folder} cannot be read."), folder=str(path.parent)),
            say(QT_TRANSLATE_NOOP("db", "Check the folder's permissions.")),
        ) from None


def _parse(content: bytes) -> SlotFile | None:
    """The slots of a file; None when it is damaged."""
    try:
        envelope = json.loads(content)
        if envelope["format"] != NAME_OF_FORMAT:
            return None
        told = str(envelope.pop("sha256"))
        if not hmac.compare_digest(_checksum(envelope), told):
            return None
        if int(envelope["version"]) > FORMAT:
            raise newer_vault()
        return _from_json(envelope["body"], bytes.fromhex(envelope["mac"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _checksum(envelope: object) -> str:
    return hashlib.sha256(canonical(envelope)).hexdigest()


def _from_json(body: dict[str, Any], mac: bytes) -> SlotFile:
    slots = []
    for entry in body["slots"]:
        kdf = entry["kdf"]
        cost = KdfCost(int(kdf["m"]), int(kdf["t"]), int(kdf["p"]))
        if kdf["name"] != "argon2id" or not cost.within_limits():
            raise ValueError
        parts = (_bytes(entry, name, size) for name, size in _SIZES.items())
        slots.append(Slot(str(entry["id"]), str(entry["kind"]), cost, *parts))
    if not slots:
        raise ValueError
    return SlotFile(
        str(body["vault"]),
        int(body["sequence"]),
        _bytes(body, "db_salt", SALT_BYTES),
        _bytes(body, "name_key", KEY_BYTES),
        bool(body["synthetic"]),
        tuple(slots),
        _bytes(body, "audit_key", NONCE_BYTES + KEY_BYTES + TAG_BYTES),
        mac,
    )


_SIZES = {"salt": SALT_BYTES, "nonce": NONCE_BYTES, "wrapped": KEY_BYTES + TAG_BYTES}


def _bytes(entry: dict[str, Any], name: str, size: int) -> bytes:
    value = bytes.fromhex(entry[name])
    if len(value) != size:
        raise ValueError(name)
    return value
