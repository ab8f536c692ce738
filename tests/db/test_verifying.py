"""Verifying a vault: whole ones are whole, and whatever is edited, removed, swapped, cut short or put back is found."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.db import retelling
from calcitrack.db.driver import Connection
from calcitrack.db.unit import KEYS
from calcitrack.domain.verification import Check, Verified
from tests.builders import a_patient
from tests.db import sql
from tests.db.signed_vault import sign_a_visit
from tests.db.test_units import a_busy_day
from tests.vaults import LOGIN, PASSWORD, SAMPLE, Template, opened, run_script, vault_of


@pytest.fixture(scope="module")
def signed_folder(vault_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed vault with every kind of row, two patients, and a signed visit."""
    folder = vault_template.copy_to(tmp_path_factory.mktemp("signed") / "vault")
    with opened(folder) as clinic:
        sign_a_visit(clinic)
    return folder


@pytest.fixture
def signed(signed_folder: Path, tmp_path: Path) -> Iterator[Clinic]:
    """A copy of that vault, open."""
    with opened(shutil.copytree(signed_folder, tmp_path / "signed")) as clinic:
        yield clinic


def checks_of(found: Verified) -> set[Check]:
    return {flaw.check for flaw in found.flaws}


def unguarded(clinic: Clinic) -> Connection:
    """The connection without triggers and references, as somebody has it who holds the key."""
    connection = vault_of(clinic).connection
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


class WithoutGuards:
    """Triggers stand aside while something is done to the rows."""

    def __init__(self, clinic: Clinic) -> None:
        self.connection = unguarded(clinic)

    def __enter__(self) -> Connection:
        rows = self.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        self._guards = dict(rows)
        for name in self._guards:
            self.connection.execute(f"DROP TRIGGER {name}")
        return self.connection

    def __exit__(self, *_: object) -> None:
        for statement in self._guards.values():
            self.connection.execute(statement)
        self.connection.execute("PRAGMA foreign_keys = ON")


def test_an_empty_vault_is_whole(clinic: Clinic) -> None:
    found = clinic.verification.verify()
    assert found.is_whole
    assert found.entries == 2
    assert found.mended == ()


def test_a_vault_is_whole_after_every_kind_of_write(clinic: Clinic) -> None:
    for write in a_busy_day(clinic):
        write()
    clinic.record_files.import_file(SAMPLE)
    sign_a_visit(clinic)
    found = clinic.verification.verify()
    assert found.flaws == ()
    assert found.mended == ()
    assert found.visits > 2
    assert found.patients == len(clinic.patients.all_ids())


def test_every_table_that_is_audited_is_compared() -> None:
    assert {*retelling.OF_PATIENT, *retelling.OF_CLINIC} == set(KEYS)


def test_an_edited_and_a_removed_row_of_every_table_are_found(signed: Clinic) -> None:
    connection = vault_of(signed).connection
    missed = []
    for table in KEYS:
        rows = sql.rows(connection, f"SELECT * FROM {table}")
        if not rows:
            assert table in ("background", "dismissal", "allergy", "diagnosis", "antibody", "trial_step",
                             "adverse_effect", "setting")  # fmt: skip
            continue
        key = {name: rows[0][name] for name in KEYS[table]}
        attacks = [sql.delete(table, key)]
        for column in [name for name in rows[0] if name not in (*KEYS[table], "uuid")][-1:]:
            value = sql.another(rows[0][column], connection, table, column)
            attacks.append(sql.update(table, key, {column: value}))
        for attack in attacks:
            if not found_after(signed, attack):
                missed.append((table, attack[0]))
    assert missed == []


def found_after(clinic: Clinic, attack: tuple[str, list[Any]]) -> bool:
    """Whether comparing finds what a statement did, which is then undone."""
    connection = unguarded(clinic)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    guards = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    connection.execute("BEGIN")
    for name in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(*attack)
    told = retelling.Retelling(connection)
    _, mismatches = told.compare_clinic()
    for uuid, patient_id in told.patients():
        mismatches += told.compare_patient(uuid, patient_id)[1]
    connection.execute("ROLLBACK")
    connection.execute("PRAGMA foreign_keys = ON")
    return bool(mismatches)


def rewrite(connection: Connection, place: int, **columns: object) -> None:
    connection.execute(*sql.update("audit", {"sequence": place}, columns))


def swap(connection: Connection) -> None:
    """Two entries change places."""
    for old, new in ((5, 9999), (6, 5), (9999, 6)):
        rewrite(connection, old, sequence=new)


ATTACKS: dict[str, Callable[[Connection], object]] = {
    "an edited entry": lambda c: rewrite(c, 5, changes="[]"),
    "another person": lambda c: rewrite(c, 5, person="Somebody Else"),
    "another time": lambda c: rewrite(c, 5, at="2020-01-01T00:00:00.000+00:00"),
    "a removed entry": lambda c: c.execute("DELETE FROM audit WHERE sequence = 5"),
    "a removed and renumbered entry": lambda c: (
        c.execute("DELETE FROM audit WHERE sequence = 5"),
        c.execute("UPDATE audit SET sequence = -sequence + 1 WHERE sequence > 5"),
        c.execute("UPDATE audit SET sequence = -sequence WHERE sequence < 0"),
    ),
    "two swapped entries": swap,
    "a doubled entry": lambda c: c.execute(
        "INSERT INTO audit SELECT max(id) + 1, workstation, max(sequence) + 1, at, person_uuid, person, action, "
        "entity, entity_uuid, patient_uuid, changes, reason, previous_mac, mac FROM audit"
    ),
    "the last entries cut off": lambda c: c.execute("DELETE FROM audit WHERE sequence > 8"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_audit_that_was_tampered_with_is_found(signed: Clinic, attack: Callable[[Connection], object]) -> None:
    with WithoutGuards(signed) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        attack(connection)
    assert checks_of(signed.verification.verify()) & {Check.CHAIN, Check.ANCHOR}


def test_a_signed_reading_that_was_edited_is_found_by_row_and_by_hash(signed: Clinic) -> None:
    with WithoutGuards(signed) as connection:
        connection.execute("UPDATE reading SET length = length + 1 WHERE revision = 0")
    found = signed.verification.verify()
    assert checks_of(found) == {Check.ROWS, Check.VISITS}
    assert any("reading" in str(flaw.message) and "length" in str(flaw.message) for flaw in found.flaws)


def test_a_page_put_back_from_before_is_found(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "vault")
    old = (folder / "vault.db").read_bytes()
    with opened(folder) as clinic:
        patient = clinic.patients.reload(1).patient
        clinic.patients.add(a_patient("3", medicines="diltiazem"))
        clinic.visits.start(1, patient.birth_date.earliest.replace(year=2025))
    new = (folder / "vault.db").read_bytes()
    pages = [n for n in range(len(old) // 4096) if old[n * 4096 : n * 4096 + 4096] != new[n * 4096 : n * 4096 + 4096]]
    numbers = random.Random(20261122)
    missed = []
    for page in numbers.sample(pages, min(4, len(pages))):
        replayed = bytearray(new)
        replayed[page * 4096 : page * 4096 + 4096] = old[page * 4096 : page * 4096 + 4096]
        (folder / "vault.db").write_bytes(replayed)
        told = run_script(VERIFY, folder)
        missed += [] if told.returncode == 1 or "made anew" in told.stdout else [(page, told.stdout)]
    assert missed == []


def test_a_guard_that_was_taken_away_is_found(signed: Clinic) -> None:
    vault_of(signed).connection.execute("DROP TRIGGER visit_update")
    found = signed.verification.verify()
    assert [str(flaw.message) for flaw in found.flaws] == ["The trigger visit_update of the database is missing."]


def test_a_guard_that_was_made_toothless_and_one_that_is_foreign_are_found(signed: Clinic) -> None:
    connection = vault_of(signed).connection
    connection.execute("DROP TRIGGER visit_update")
    connection.execute("CREATE TRIGGER visit_update BEFORE UPDATE ON visit BEGIN SELECT 1; END")
    connection.execute("CREATE TRIGGER mine AFTER INSERT ON patient BEGIN SELECT 1; END")
    assert len(signed.verification.verify().flaws) == 2


def test_totals_and_search_words_that_do_not_fit_are_made_anew_and_said(signed: Clinic) -> None:
    connection = vault_of(signed).connection
    connection.execute("UPDATE visit_total SET area_mm2 = 1")
    connection.execute("DELETE FROM patient_word WHERE patient_id = 2")
    with WithoutGuards(signed):
        connection.execute("DELETE FROM lesion_number")
    found = signed.verification.verify()
    assert found.is_whole
    assert len(found.mended) == 2
    assert signed.verification.verify().mended == ()


def test_gaps_in_the_index_of_parts_of_words_are_found_and_it_is_made_anew(signed: Clinic) -> None:
    """As when an old page of its directory was put back: every page and every line is whole in itself."""
    connection = vault_of(signed).connection
    lines = [(n, f"{n * 7919:b} {n * 104729:o}") for n in range(1000, 1600)]
    connection.executemany("INSERT INTO patient_text (rowid, folded) VALUES (?, ?)", lines)
    connection.execute("INSERT INTO patient_text (patient_text) VALUES ('optimize')")
    assert signed.verification.verify().mended == ()
    connection.execute("DELETE FROM patient_text_idx")
    found = signed.verification.verify()
    assert found.is_whole
    assert [str(one) for one in found.mended] == ["The index for finding patients by a part of a word was made anew."]
    assert signed.verification.verify().mended == ()


def test_what_was_verified_and_found_is_in_the_audit(signed: Clinic) -> None:
    signed.verification.verify()
    with WithoutGuards(signed) as connection:
        connection.execute("UPDATE patient SET given_name = 'Edited' WHERE id = 1")
    signed.verification.verify()
    told = sql.rows(vault_of(signed).connection, "SELECT reason FROM audit WHERE action = 'verify vault' ORDER BY id")
    assert [row["reason"] for row in told] == ["whole", "1 flaws"]


def test_what_ends_a_verification_leaves_the_vault_in_use(signed: Clinic) -> None:
    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        signed.verification.verify(stop)
    signed.settings.set_paper("Letter", signed.settings.paper())


VERIFY = f"""
import io, sys
from calcitrack.cli.main import main
sys.stdin = io.StringIO({PASSWORD!r} + "\\n")
sys.exit(main(["verify", "--vault", sys.argv[1], "--user", {LOGIN!r}]))
"""


def test_the_verb_says_that_a_vault_is_whole(signed_folder: Path, tmp_path: Path) -> None:
    told = run_script(VERIFY, shutil.copytree(signed_folder, tmp_path / "vault"))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("everything is as it was written.\n")


def test_the_verb_says_what_is_wrong_also_with_a_record_behind_its_anchor(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "vault")
    with opened(folder) as clinic:
        clinic.patients.add(a_patient("3"))
    shutil.copy(signed_folder / "vault.db", folder / "vault.db")
    told = run_script(VERIFY, folder)
    assert told.returncode == 1
    assert told.stdout.startswith("The record is shorter than it was: 2 entries are missing")
    assert told.stdout.endswith(": 1 fault.\n")
    assert told.stdout.count("shorter") == 1


def test_a_damaged_page_is_told_by_the_verb(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "vault")
    content = bytearray((folder / "vault.db").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "vault.db").write_bytes(content)
    told = run_script(VERIFY, folder)
    assert told.returncode == 1
    assert "damaged" in told.stdout + told.stderr
