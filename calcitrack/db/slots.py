"""Key slots: one random data key, wrapped once for each person who may open the vault.

There are no names in them: a slot is found by an HMAC of the folded login name, so the file does not tell who works in
the clinic. Editing any parameter breaks the slot, because the parameters are authenticated with it; a MAC under the
data key covers all slots together. ``slot_files`` keeps them on the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, replace

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from calcitrack.db.keys import subkey
from calcitrack.domain.errors import VaultBusy, WrongPassword
from calcitrack.domain.folding import fold
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

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
        return canonical(
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
        sealed_audit_key: The key of the audit's chain, wrapped by the data key. It is not made of the data key, so that
            the chain still proves when the data key is changed.
        mac: Over all the rest, under a key made of the data key; empty until the first slot is added.
    """

    vault: str
    sequence: int
    db_salt: bytes
    name_key: bytes
    synthetic: bool
    slots: tuple[Slot, ...]
    sealed_audit_key: bytes
    mac: bytes = b""

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
        return self._with(data_key, (*others, replace(bare, wrapped=wrapped)))

    def without_slot(self, login: str, data_key: bytes) -> SlotFile:
        """The file without a login's slot: who had it no longer opens this vault."""
        leaving = self.slot_id(login)
        return self._with(data_key, tuple(slot for slot in self.slots if slot.id != leaving))

    def is_sealed_by(self, data_key: bytes) -> bool:
        """Whether nobody without the data key changed anything in it."""
        return hmac.compare_digest(self._seal(data_key), self.mac)

    def audit_key(self, data_key: bytes) -> bytes:
        """The key of the audit's chain.

        Raises:
            WrongPassword: This is not the data key.
        """
        nonce, wrapped = self.sealed_audit_key[:NONCE_BYTES], self.sealed_audit_key[NONCE_BYTES:]
        try:
            return AESGCM(data_key).decrypt(nonce, wrapped, self._audit_header())
        except InvalidTag:
            raise WrongPassword from None

    def for_new_key(self, data_key: bytes, new_key: bytes) -> SlotFile:
        """The file for another data key: no slots yet, another salt of the database, and the same key of the audit."""
        bare = replace(self, db_salt=secrets.token_bytes(SALT_BYTES), slots=())
        return bare.with_audit_key(self.audit_key(data_key), new_key)

    def body(self) -> dict[str, object]:
        """All but the MAC, as JSON."""
        return {
            "vault": self.vault,
            "sequence": self.sequence,
            "cipher": "sqlcipher4",
            "db_salt": self.db_salt.hex(),
            "name_key": self.name_key.hex(),
            "synthetic": self.synthetic,
            "audit_key": self.sealed_audit_key.hex(),
            "slots": [
                {
                    "id": s.id,
                    "kind": s.kind,
                    "kdf": _cost_json(s.cost),
                    "salt": s.salt.hex(),
                    "nonce": s.nonce.hex(),
                    "wrapped": s.wrapped.hex(),
                }
                for s in self.slots
            ],
        }

    def _with(self, data_key: bytes, slots: tuple[Slot, ...]) -> SlotFile:
        changed = replace(self, sequence=self.sequence + 1, slots=slots)
        return changed.sealed(data_key)

    def with_audit_key(self, audit_key: bytes, data_key: bytes) -> SlotFile:
        """The file with the key of the audit's chain wrapped by a data key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + AESGCM(data_key).encrypt(nonce, audit_key, self._audit_header())
        return replace(self, sequence=self.sequence + 1, sealed_audit_key=sealed).sealed(data_key)

    def sealed(self, data_key: bytes) -> SlotFile:
        """The file under a MAC of the data key."""
        return replace(self, mac=self._seal(data_key))

    def _audit_header(self) -> bytes:
        return canonical({"vault": self.vault, "purpose": "audit"})

    def _seal(self, data_key: bytes) -> bytes:
        return hmac.new(subkey(data_key, "slots"), canonical(self.body()), hashlib.sha256).digest()

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


def new_slot_file(data_key: bytes, *, synthetic: bool) -> SlotFile:
    """A slot file for a new vault, without slots yet."""
    salt, name_key, audit_key = (secrets.token_bytes(n) for n in (SALT_BYTES, KEY_BYTES, KEY_BYTES))
    bare = SlotFile(secrets.token_hex(16), 0, salt, name_key, synthetic, (), b"")
    return bare.with_audit_key(audit_key, data_key)


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


def canonical(value: object) -> bytes:
    """JSON in the one form over which checksums and MACs are taken."""
    return _encode(value).encode()


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
