"""Who gets into a vault, and what is said when its files are not what they were."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.keys import find_key, find_key_by_recovery
from calcitrack.clinic.session import enter, open_clinic
from calcitrack.db import opening, slot_files, slots
from calcitrack.domain.errors import (
    CalciTrackError,
    InvalidInput,
    VaultDamaged,
    VaultMissing,
    VaultNewer,
    WrongPassword,
)
from tests.builders import a_patient
from tests.vaults import (
    LOGIN,
    PASSWORD,
    PERSON,
    FixedClock,
    Template,
    content_of,
    make_template,
    opened,
    vault_of,
)


def refused(folder: Path) -> CalciTrackError:
    """The refusal to open a vault, of which not a byte was changed."""
    before = content_of(folder)
    with pytest.raises(CalciTrackError) as caught:
        open_clinic(folder, LOGIN, PASSWORD, FixedClock())
    assert content_of(folder) == before
    return caught.value


def rewrite_slots(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change both key files as an attacker would: with a checksum that fits."""
    for name in slot_files.NAMES:
        envelope = json.loads((folder / name).read_bytes())
        change(envelope)
        del envelope["sha256"]
        canonical = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()
        envelope["sha256"] = hashlib.sha256(canonical).hexdigest()
        (folder / name).write_text(json.dumps(envelope))


def test_name_and_password_open_the_vault(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        assert clinic.person.name == PERSON


@pytest.mark.parametrize("login", [LOGIN.upper(), f" {LOGIN} ", "wrén"])
def test_the_name_is_known_however_it_is_typed(vault_folder: Path, login: str) -> None:
    open_clinic(vault_folder, login, PASSWORD).close()


def test_a_password_is_known_in_every_unicode_form(tmp_path: Path, vault_template: Template) -> None:
    folder = vault_template.copy_to(tmp_path / "vault")
    key = opening.key_by_password(folder, LOGIN, PASSWORD)
    slot_files.write_slots(folder, opening.with_password(key, LOGIN, "Zürich \ufb01ve", slots.SYNTHETIC_COST))
    open_clinic(folder, LOGIN, "Zu\u0308rich five").close()


@pytest.mark.parametrize("password", ["", "Correct horse", PASSWORD + " ", PASSWORD[:-1], "\ud800", "x" * 10_000])
def test_a_wrong_password_does_not_open(vault_folder: Path, password: str) -> None:
    with pytest.raises(WrongPassword):
        open_clinic(vault_folder, LOGIN, password)


@pytest.mark.parametrize("login", ["", "nobody", "recovery", "\ud800", "' OR 1=1 --"])
def test_an_unknown_name_reads_the_same_as_a_wrong_password(vault_folder: Path, login: str) -> None:
    with pytest.raises(WrongPassword) as unknown:
        open_clinic(vault_folder, login, PASSWORD)
    with pytest.raises(WrongPassword) as wrong:
        open_clinic(vault_folder, LOGIN, "wrong")
    assert str(unknown.value) == str(wrong.value)


def test_a_slot_cannot_be_given_to_another_name(vault_folder: Path) -> None:
    foreign = slot_files.read_slots(vault_folder).slot_id("mallory")
    rewrite_slots(vault_folder, lambda copy: copy["body"]["slots"][0].update(id=foreign))
    with pytest.raises(WrongPassword):
        open_clinic(vault_folder, "mallory", PASSWORD)


@pytest.mark.parametrize("typed", ["as printed", "small letters", "with spaces", "with look-alikes", "in one piece"])
def test_the_recovery_code_opens_however_it_is_typed(vault_template: Template, vault_folder: Path, typed: str) -> None:
    code = vault_template.recovery_code
    forms = {
        "as printed": code,
        "small letters": code.lower(),
        "with spaces": "  " + code.replace("-", "  - ") + "\n",
        "with look-alikes": code.replace("0", "O").replace("1", "I").replace("V", "u"),
        "in one piece": code.replace("-", "").replace("1", "l"),
    }
    enter(
        find_key_by_recovery(vault_folder, LOGIN, forms[typed], "another password", reason="forgotten"), FixedClock()
    ).close()
    open_clinic(vault_folder, LOGIN, "another password").close()
    with pytest.raises(WrongPassword):
        open_clinic(vault_folder, LOGIN, PASSWORD)


def test_the_recovery_code_holds_none_of_the_letters_that_are_confused(vault_template: Template) -> None:
    assert len(slots.normal_code(vault_template.recovery_code)) * 5 == 160
    assert not set(vault_template.recovery_code) & set("ILOU")


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "\ud800"])
def test_a_wrong_recovery_code_does_not_open(vault_folder: Path, code: str) -> None:
    with pytest.raises(WrongPassword):
        find_key_by_recovery(vault_folder, LOGIN, code, "another password", reason="forgotten")


def test_recovery_for_an_unknown_name_leaves_all_as_it_was(vault_template: Template, vault_folder: Path) -> None:
    before = content_of(vault_folder)
    with pytest.raises(WrongPassword):
        enter(
            find_key_by_recovery(
                vault_folder, "nobody", vault_template.recovery_code, "another password", reason="forgotten"
            )
        )
    assert content_of(vault_folder)["vault.slots"] == before["vault.slots"]
    open_clinic(vault_folder, LOGIN, PASSWORD).close()


def test_recovery_with_an_empty_password_leaves_all_as_it_was(vault_template: Template, vault_folder: Path) -> None:
    with pytest.raises(InvalidInput):
        enter(find_key_by_recovery(vault_folder, LOGIN, vault_template.recovery_code, "", reason="forgotten"))
    open_clinic(vault_folder, LOGIN, PASSWORD).close()


def test_a_sign_in_that_fails_gives_the_vault_back(vault_folder: Path) -> None:
    key = find_key(vault_folder, LOGIN, PASSWORD)
    with opened(vault_folder) as clinic:
        vault_of(clinic).connection.execute("UPDATE account SET disabled_at = '2026-11-22'")
    with pytest.raises(WrongPassword):
        enter(key)
    opening.open_vault(key.data).close()


def test_a_vault_of_a_newer_version_is_refused_and_unchanged(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        vault_of(clinic).connection.execute("PRAGMA user_version = 2")
    assert isinstance(refused(vault_folder), VaultNewer)


def test_a_key_file_of_a_newer_version_is_refused_and_unchanged(vault_folder: Path) -> None:
    rewrite_slots(vault_folder, lambda copy: copy.update(version=3))
    assert isinstance(refused(vault_folder), VaultNewer)


@pytest.mark.parametrize("name", slot_files.NAMES)
@pytest.mark.parametrize(("is_there", "told"), [(True, "damaged"), (False, "missing")])
def test_a_damaged_or_missing_key_file_is_replaced_from_its_copy_and_said(
    vault_folder: Path, name: str, is_there: bool, told: str
) -> None:
    path = vault_folder / name
    whole = path.read_bytes()
    path.unlink()
    if is_there:
        path.write_bytes(whole[: len(whole) // 2])
    with opened(vault_folder) as clinic:
        assert [f"key files was {told}" in str(notice) for notice in clinic.notices] == [True]
    assert path.read_bytes() == whole
    with opened(vault_folder) as clinic:
        assert clinic.notices == ()


@pytest.mark.parametrize("name", slot_files.NAMES)
def test_an_older_key_file_is_called_that_and_its_passwords_do_not_come_back(vault_folder: Path, name: str) -> None:
    older = (vault_folder / name).read_bytes()
    with opened(vault_folder) as clinic:
        clinic.people.change_password(PASSWORD, "another password")
    (vault_folder / name).write_bytes(older)
    with pytest.raises(WrongPassword):
        open_clinic(vault_folder, LOGIN, PASSWORD)
    clinic = open_clinic(vault_folder, LOGIN, "another password")
    assert ["key files was an older one" in str(notice) for notice in clinic.notices] == [True]
    clinic.close()
    assert (vault_folder / name).read_bytes() != older


def test_a_key_file_that_somebody_changed_is_not_used_and_called_that(vault_folder: Path) -> None:
    copy = (vault_folder / slot_files.COPY_NAME).read_bytes()
    rewrite_slots(vault_folder, lambda envelope: envelope["body"].update(sequence=99))
    (vault_folder / slot_files.COPY_NAME).write_bytes(copy)
    with opened(vault_folder) as clinic:
        assert ["was changed by something other" in str(notice) for notice in clinic.notices] == [True]


def test_the_recovery_code_asks_for_a_reason_before_it_is_tried(vault_template: Template, vault_folder: Path) -> None:
    with pytest.raises(InvalidInput):
        find_key_by_recovery(vault_folder, LOGIN, vault_template.recovery_code, "another password", reason=" \n")
    open_clinic(vault_folder, LOGIN, PASSWORD).close()


def test_no_damaged_byte_of_a_key_file_locks_the_clinic_out(vault_folder: Path) -> None:
    whole = (vault_folder / "vault.slots").read_bytes()
    numbers = random.Random(20261122)
    for place in {numbers.randrange(len(whole)) for _ in range(300)}:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << numbers.randrange(8)
        (vault_folder / "vault.slots").write_bytes(damaged)
        assert opening.key_by_password(vault_folder, LOGIN, PASSWORD).key


def test_the_newer_of_two_key_files_counts(vault_folder: Path) -> None:
    old = (vault_folder / "vault.slots").read_bytes()
    key = opening.key_by_password(vault_folder, LOGIN, PASSWORD)
    slot_files.write_slots(vault_folder, opening.with_password(key, LOGIN, "another password", slots.SYNTHETIC_COST))
    (vault_folder / "vault.slots").write_bytes(old)
    open_clinic(vault_folder, LOGIN, "another password").close()
    with pytest.raises(WrongPassword):
        open_clinic(vault_folder, LOGIN, PASSWORD)


@pytest.mark.parametrize(
    "change", [{"synthetic": False}, {"name_key": "00" * 32}, {"sequence": 4711}, {"slots": None}], ids=str
)
def test_a_key_file_that_was_changed_without_the_key_is_not_used(vault_folder: Path, change: dict[str, Any]) -> None:
    def forge(copy: dict[str, Any]) -> None:
        body = copy["body"]
        if "slots" in change:
            body["slots"] = body["slots"][:1]
        elif "name_key" in change:
            body["vault"] = body["vault"]
            body["slots"][1]["id"] = "0" * 32
        else:
            body.update(change)

    rewrite_slots(vault_folder, forge)
    assert "changed by something other" in str(refused(vault_folder))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format":"calcitrack-slots","version":1e999}', b"[" * 100_000],
)
def test_a_key_file_that_is_none_is_refused_in_a_sentence(vault_folder: Path, content: bytes) -> None:
    for name in slot_files.NAMES:
        (vault_folder / name).write_bytes(content)
    assert isinstance(refused(vault_folder), VaultDamaged)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("m", 2**40),
        ("m", 4),
        ("t", 10**6),
        ("p", 0),
        ("p", 16),
        ("name", "argon2d"),
        ("salt", ""),
        ("nonce", "00"),
        ("wrapped", "00"),
    ],
)
def test_a_forged_key_file_is_refused_before_it_is_run(vault_folder: Path, place: str, value: object) -> None:
    def forge(copy: dict[str, Any]) -> None:
        for slot in copy["body"]["slots"]:
            (slot if place in slot else slot["kdf"])[place] = value

    rewrite_slots(vault_folder, forge)
    assert isinstance(refused(vault_folder), VaultDamaged)


def test_weakened_parameters_no_longer_open(vault_folder: Path) -> None:
    rewrite_slots(vault_folder, lambda copy: [slot["kdf"].update(t=2) for slot in copy["body"]["slots"]])
    assert isinstance(refused(vault_folder), WrongPassword)


def test_a_folder_without_a_vault_is_named(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path), VaultMissing)
    with pytest.raises(VaultMissing, match="no vault"):
        open_clinic(tmp_path / "absent", LOGIN, PASSWORD)


def test_a_missing_database_is_said(vault_folder: Path) -> None:
    (vault_folder / "vault.db").unlink()
    assert isinstance(refused(vault_folder), VaultMissing)


def test_a_plain_database_put_in_place_is_refused(vault_folder: Path) -> None:
    (vault_folder / "vault.db").write_bytes(b"SQLite format 3\x00" + bytes(4080))
    assert "not encrypted" in str(refused(vault_folder))


@pytest.mark.parametrize("content", [b"", b"\x00", b"not a database at all" * 500, bytes(8192)])
def test_a_foreign_file_in_place_of_the_database_is_refused(vault_folder: Path, content: bytes) -> None:
    (vault_folder / "vault.db").write_bytes(content)
    assert isinstance(refused(vault_folder), VaultDamaged)


def test_a_folder_in_place_of_the_database_is_refused(vault_folder: Path) -> None:
    (vault_folder / "vault.db").unlink()
    (vault_folder / "vault.db").mkdir()
    assert "cannot be opened" in str(refused(vault_folder))


def test_the_database_of_another_vault_is_refused(vault_folder: Path, tmp_path: Path) -> None:
    other = make_template(tmp_path / "other").folder
    shutil.copy(other / "vault.db", vault_folder / "vault.db")
    assert isinstance(refused(vault_folder), VaultDamaged)


def test_a_database_without_its_own_tables_is_refused(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        vault_of(clinic).connection.execute("DELETE FROM workstation")
    assert isinstance(refused(vault_folder), VaultDamaged)


def test_other_files_in_the_folder_do_no_harm(vault_folder: Path) -> None:
    (vault_folder / "notes.txt").write_text("not ours")
    (vault_folder / "vault.db.bak").write_bytes(b"not ours")
    with opened(vault_folder):
        pass
    assert (vault_folder / "notes.txt").read_text() == "not ours"


def test_a_damaged_salt_is_put_right_and_said(vault_folder: Path) -> None:
    whole = (vault_folder / "vault.db").read_bytes()[:16]
    with (vault_folder / "vault.db").open("r+b") as stream:
        stream.write(b"\x01\x02")
    with opened(vault_folder) as clinic:
        assert clinic.patients.all_ids() == ()
        assert ["first bytes" in str(notice) for notice in clinic.notices] == [True]
    assert (vault_folder / "vault.db").read_bytes()[:16] == whole
    with opened(vault_folder) as clinic:
        assert clinic.notices == ()


@pytest.mark.parametrize("name", ["vault.slots", "vault.slots2"])
def test_a_damaged_salt_is_put_right_from_whichever_key_file_is_whole(vault_folder: Path, name: str) -> None:
    whole = (vault_folder / "vault.db").read_bytes()[:16]
    with (vault_folder / "vault.db").open("r+b") as stream:
        stream.write(bytes(16))
    (vault_folder / name).write_bytes(b"damaged")
    with opened(vault_folder) as clinic:
        clinic.patients.add(a_patient())
        assert len(clinic.notices) == 2
    assert (vault_folder / "vault.db").read_bytes()[:16] == whole
    assert (vault_folder / "vault.slots").read_bytes() == (vault_folder / "vault.slots2").read_bytes()
    with opened(vault_folder) as clinic:
        assert clinic.notices == ()
        assert clinic.verification.verify().is_whole


def test_closing_twice_is_safe(vault_folder: Path) -> None:
    clinic = open_clinic(vault_folder, LOGIN, PASSWORD)
    clinic.close()
    clinic.close()
    open_clinic(vault_folder, LOGIN, PASSWORD).close()
