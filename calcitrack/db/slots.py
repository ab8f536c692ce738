"""Key slots: one random data key, wrapped once for each person who may open the vault.

``vault.slots`` is JSON without names: a slot is found by an HMAC of the folded login name, so the file does not tell
who works in the clinic. Editing any parameter breaks the slot, because the parameters are authenticated with it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from calcitrack.db.files import write_atomically
from calcitrack.domain.errors import VaultBusy, VaultDamaged, VaultMissing, VaultNewer, WrongPassword
from calcitrack.domain.folding import fold
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

SLOTS_NAME = "vault.slots"
NAME_OF_FORMAT = "calcitrack-slots"
FORMAT = 1
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
RECOVERY = "recovery"
USER = "user"
FIRST = "first"
"""As a user's, with a password that somebody else gave: it lets in once, to choose an own one."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Cost of one argon2id derivation.

    Attributes:
        memory_kib: Memory in KiB.
        passes: Number of passes.
        lanes: Parallel lanes.
    """

    memory_kib: int
    passes: int
    lanes: int

    def is_at_least(self, other: KdfCost) -> bool:
        """Whether it costs as much in memory and in passes."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes

    def within_limits(self) -> bool:
        """Whether it is safe to run: a forged slot file must not ask for all memory."""
        return 8 * self.lanes <= self.memory_kib <= 1_048_576 and 1 <= self.passes <= 10 and 1 <= self.lanes <= 16


CLINIC_COST = KdfCost(131_072, 3, 4)
"""128 MiB, three passes: about a third of a second; the floor for a real clinic is 64 MiB."""

FLOOR = KdfCost(65_536, 3, 1)
"""The least that protects real patients: no slot of their vault is made with less."""

SYNTHETIC_COST = KdfCost(19_456, 2, 1)
"""For vaults of invented patients only."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One wrapped copy of the data key."""

    id: str
    kind: str
    cost: KdfCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def header(self, vault: str) -> bytes:
        """What is authenticated with the wrapped key."""
        return _canonical(
            {"vault": vault, "id": self.id, "kind": self.kind, "kdf": _cost_json(self.cost), "salt": self.salt.hex()}
        )


@dataclass(frozen=True, slots=True)
class SlotFile:
    """The content of ``vault.slots``.

    Attributes:
        vault: The vault's identity, 32 hex digits.
        sequence: Counts the writes of the file.
        db_salt: Salt of the database, 16 bytes.
        name_key: Key of the HMAC that finds a slot by login name; not secret.
    """

    vault: str
    sequence: int
    db_salt: bytes
    name_key: bytes
    synthetic: bool
    slots: tuple[Slot, ...]

    def slot_id(self, login: str) -> str:
        """The id under which a login's slot stands."""
        folded = fold(login).encode("utf-8", "surrogatepass")
        return hmac.new(self.name_key, folded, hashlib.sha256).hexdigest()[:32]

    def with_slot(self, login: str, kind: str, secret: str, data_key: bytes, cost: KdfCost) -> SlotFile:
        """The file with a slot added, or replaced where the login had one.

        Raises:
            ValueError: The cost is below what protects real patients.
        """
        if not self.synthetic and not cost.is_at_least(FLOOR):
            raise ValueError(cost)
        slot_id = RECOVERY if kind == RECOVERY else self.slot_id(login)
        bare = Slot(slot_id, kind, cost, secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES), b"")
        normal = normal_code(secret) if kind == RECOVERY else normal_password(secret)
        wrapped = AESGCM(_derive(normal, bare)).encrypt(bare.nonce, data_key, bare.header(self.vault))
        others = tuple(slot for slot in self.slots if slot.id != slot_id)
        return replace(self, sequence=self.sequence + 1, slots=(*others, replace(bare, wrapped=wrapped)))

    def without_slot(self, login: str) -> SlotFile:
        """The file without a login's slot: who had it no longer opens this vault."""
        leaving = self.slot_id(login)
        return replace(self, sequence=self.sequence + 1, slots=tuple(s for s in self.slots if s.id != leaving))

    def kind_of(self, login: str) -> str:
        """The kind of a login's slot; empty where it has none."""
        return next((slot.kind for slot in self.slots if slot.id == self.slot_id(login)), "")

    def open_with_password(self, login: str, password: str) -> bytes:
        """The data key.

        Raises:
            WrongPassword: Unknown name or wrong password; both cost one derivation and read the same.
        """
        wanted = self.slot_id(login)
        slot = next((s for s in self.slots if s.id == wanted and s.kind in (USER, FIRST)), None)
        if slot is None:
            _derive(normal_password(password), self.slots[0])
            raise WrongPassword
        return self._unwrap(slot, normal_password(password))

    def open_with_recovery(self, code: str) -> bytes:
        """The data key, by the recovery code that was printed when the vault was made.

        Raises:
            WrongPassword: The code is not right.
        """
        slot = next((s for s in self.slots if s.kind == RECOVERY), None)
        if slot is None:
            raise WrongPassword
        return self._unwrap(slot, normal_code(code))

    def _unwrap(self, slot: Slot, secret: str) -> bytes:
        try:
            return AESGCM(_derive(secret, slot)).decrypt(slot.nonce, slot.wrapped, slot.header(self.vault))
        except InvalidTag:
            raise WrongPassword from None


def new_slot_file(*, synthetic: bool) -> SlotFile:
    """An empty slot file for a new vault."""
    return SlotFile(
        secrets.token_hex(16), 0, secrets.token_bytes(SALT_BYTES), secrets.token_bytes(KEY_BYTES), synthetic, ()
    )


def normal_password(password: str) -> str:
    """The password in one form whatever keyboard typed it (NFKC, as NIST 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


_CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_recovery_code() -> str:
    """160 random bits in eight groups of four letters and digits that are hard to confuse."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(32))
    return "-".join(letters[i : i + 4] for i in range(0, 32, 4))


def normal_code(code: str) -> str:
    """A recovery code as it was made: capitals, no spaces, I and L read as 1, O as 0, U as V."""
    letters = "".join(c for c in code.upper() if c.isalnum())
    return letters.translate(str.maketrans("ILOU", "110V"))


def _derive(secret: str, slot: Slot) -> bytes:
    cost = slot.cost
    # What a keyboard cannot type (half a character) is a wrong password, not a fault of the program.
    typed = secret.encode("utf-8", "surrogatepass")
    try:
        return hash_secret_raw(
            typed, slot.salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID, version=19
        )
    except HashingError:
        raise VaultBusy(
            say(QT_TRANSLATE_NOOP("db", "There is too little free memory to unlock the vault. Nothing was changed.")),
            say(QT_TRANSLATE_NOOP("db", "Close other programs, then try again.")),
        ) from None


def _cost_json(cost: KdfCost) -> dict[str, object]:
    return {"name": "argon2id", "v": 19, "m": cost.memory_kib, "t": cost.passes, "p": cost.lanes}


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def write_slots(folder: Path, slots: SlotFile) -> None:
    """Write ``vault.slots``: two copies, each a line of JSON with its checksum, so that damage to one leaves the other.

    Raises:
        OSError: The folder cannot be written or the disk is full; the old file stands.
    """
    body = _to_json(slots)
    copy = _canonical({"format": NAME_OF_FORMAT, "version": FORMAT, "body": body, "sha256": _checksum(body)})
    # Two line ends, so that a damaged one does not join the copies.
    write_atomically(folder / SLOTS_NAME, copy + b"\n\n" + copy + b"\n")


def read_slots(folder: Path) -> SlotFile:
    """Read ``vault.slots``; a damaged copy is passed over when the other is whole.

    Raises:
        VaultMissing: There is no vault in the folder.
        VaultNewer: The file was written by a newer version.
        VaultDamaged: No copy is whole.
    """
    path = folder / SLOTS_NAME
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "There is no vault in the folder {folder}."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Choose another folder, or make a new vault there.")),
        ) from None
    except OSError:
        raise VaultMissing(
            say(QT_TRANSLATE_NOOP("db", "The vault in {folder} cannot be read."), folder=str(folder)),
            say(QT_TRANSLATE_NOOP("db", "Check the folder's permissions.")),
        ) from None
    return _parse(content)


def _parse(content: bytes) -> SlotFile:
    whole: list[SlotFile] = []
    is_newer = False
    for line in content.split(b"\n"):
        try:
            copy = json.loads(line)
            if copy["format"] == NAME_OF_FORMAT and int(copy["version"]) > FORMAT:
                is_newer = True
            elif copy["format"] == NAME_OF_FORMAT and _is_whole(copy):
                whole.append(_from_json(copy["body"]))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            continue
    if whole:
        return max(whole, key=lambda s: s.sequence)
    if is_newer:
        raise newer_vault()
    raise VaultDamaged(
        say(QT_TRANSLATE_NOOP("db", "The vault's key file is damaged. Nothing has been changed.")),
        say(QT_TRANSLATE_NOOP("db", "Put back the key file from a backup.")),
    )


def newer_vault() -> VaultNewer:
    """The refusal of a vault that a newer program made."""
    return VaultNewer(
        say(QT_TRANSLATE_NOOP("db", "This vault was made by a newer version of CalciTrack. Nothing has been changed.")),
        say(QT_TRANSLATE_NOOP("db", "Install the newer version, then open it again.")),
    )


def _is_whole(copy: dict[str, Any]) -> bool:
    return hmac.compare_digest(_checksum(copy["body"]), str(copy["sha256"]))


def _checksum(body: object) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _to_json(slots: SlotFile) -> dict[str, Any]:
    return {
        "vault": slots.vault,
        "sequence": slots.sequence,
        "cipher": "sqlcipher4",
        "db_salt": slots.db_salt.hex(),
        "name_key": slots.name_key.hex(),
        "synthetic": slots.synthetic,
        "slots": [
            {
                "id": s.id,
                "kind": s.kind,
                "kdf": _cost_json(s.cost),
                "salt": s.salt.hex(),
                "nonce": s.nonce.hex(),
                "wrapped": s.wrapped.hex(),
            }
            for s in slots.slots
        ],
    }


def _from_json(body: dict[str, Any]) -> SlotFile:
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
    )


_SIZES = {"salt": SALT_BYTES, "nonce": NONCE_BYTES, "wrapped": KEY_BYTES + TAG_BYTES}


def _bytes(entry: dict[str, Any], name: str, size: int) -> bytes:
    value = bytes.fromhex(entry[name])
    if len(value) != size:
        raise ValueError(name)
    return value
