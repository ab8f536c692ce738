"""What can be read of a damaged vault becomes a new one, and what is missing is told; the damaged one stays."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from calcitrack.cli.main import main
from calcitrack.clinic.keys import Key, find_key
from calcitrack.clinic.prospects import prospects
from calcitrack.clinic.salvage import salvage, sentences
from calcitrack.clinic.session import Clinic
from calcitrack.db import driver
from calcitrack.db.salvaging import Salvaged
from calcitrack.domain.errors import FileRefused, NotAllowed, VaultDamaged, VaultExists
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Role
from tests.vaults import LOGIN, PASSWORD, SAMPLE, FixedClock, Template, content_of, opened, vault_of

PAGE = 4096
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def whole(vault_template: Template, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A closed vault with the sample clinic, and what is to be read in it."""
    folder = vault_template.copy_to(tmp_path_factory.mktemp("salvage") / "vault")
    with opened(folder) as clinic:
        clinic.record_files.import_file(SAMPLE)
    with opened(folder) as clinic:
        return folder, record(clinic)


@pytest.fixture
def damaged(whole: tuple[Path, Rows], tmp_path: Path) -> Path:
    return Template(whole[0], "").copy_to(tmp_path / "damaged")


def record(clinic: Clinic) -> Rows:
    """What stands in each record, by identities: a row that was told anew has another number and place."""
    return {one.patient.mrn: list(_said(one)) for one in clinic.patients.open_all()}


def _said(record: PatientRecord) -> Iterator[tuple[Any, ...]]:
    yield ("patient", replace(record.patient, id=0))
    numbers = {lesion.id: lesion.number for lesion in record.lesions}
    for lesion in sorted(record.lesions, key=lambda one: one.number):
        yield ("lesion", replace(lesion, id=0))
    for visit in sorted(record.visits, key=lambda one: one.uuid):
        yield ("visit", visit.uuid, visit.content_hash, visit.note, visit.labs, visit.instruments)
        yield from sorted((numbers[a.lesion_id], str(replace(a, lesion_id=0))) for a in visit.assessments)
    for trial in sorted(record.trials, key=lambda one: one.uuid):
        yield ("trial", trial.uuid, trial.therapy, trial.steps, trial.adverse_effects)
    yield ("events", sorted((numbers[one.lesion_id], one.on, one.kind) for one in record.events))


def spoil(folder: Path, *pages: int) -> None:
    """Write noise over pages, the first of which is 1."""
    path = folder / "vault.db"
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(content)


def pages_of(folder: Path) -> int:
    return (folder / "vault.db").stat().st_size // PAGE


def salvaged(folder: Path, target: Path) -> Salvaged:
    return salvage(find_key(folder, LOGIN, PASSWORD), target, FixedClock())


def test_of_a_whole_vault_nothing_is_missing(damaged: Path, whole: tuple[Path, Rows], tmp_path: Path) -> None:
    before = content_of(damaged)
    found = salvaged(damaged, tmp_path / "new")
    assert found.is_whole
    assert all(one.kept == one.of for one in found.tables)
    assert content_of(damaged) == before
    with opened(tmp_path / "new") as clinic:
        assert record(clinic) == whole[1]
        assert not clinic.verification.verify().flaws


def test_with_a_page_gone_nothing_is_missing_that_is_not_told(
    damaged: Path, whole: tuple[Path, Rows], tmp_path: Path
) -> None:
    """Page after page: what is read afterwards is as it was, or the patient is named among those who lost something."""
    content = (damaged / "vault.db").read_bytes()
    tried = random.Random(10).sample(range(2, pages_of(damaged) + 1), 6)
    for page in tried:
        (damaged / "vault.db").write_bytes(content)
        spoil(damaged, page)
        target = tmp_path / f"new {page}"
        try:
            found = salvaged(damaged, target)
        except VaultDamaged:
            continue
        with opened(target) as clinic:
            there = record(clinic)
        told = {loss.patient for loss in found.patients} | {patient for patient, _ in found.visits}
        for mrn, as_it_was in whole[1].items():
            assert there.get(mrn) == as_it_was or mrn in told or found.broken, (page, mrn)


def test_rows_of_a_page_that_is_gone_are_told_again_by_the_audit(damaged: Path, tmp_path: Path) -> None:
    page = page_of(damaged, "lesion")
    spoil(damaged, page)
    found = salvaged(damaged, tmp_path / "new")
    (lesions,) = [one for one in found.tables if one.name == "lesion"]
    assert found.retold > 0
    assert lesions.kept == lesions.of
    assert any("written anew from the audit" in str(one) for one in sentences(found))
    assert not found.visits


def test_with_rows_of_a_long_key_gone_it_is_not_asked_for_every_key_there_could_be(
    damaged: Path, tmp_path: Path
) -> None:
    """On a page that is gone every key fails that could be; the key of a reading has five numbers."""
    asked = 0

    def count(_done: int, _of: int) -> None:
        nonlocal asked
        asked += 1

    key, root = find_key(damaged, LOGIN, PASSWORD), page_of(damaged, "reading")
    spoil(damaged, next(page for page in range(pages_of(damaged), 1, -1) if page != root and holds(damaged, page, key)))
    found = salvage(key, tmp_path / "new", FixedClock(), count)
    assert next(one for one in found.tables if one.name == "reading").kept > 0
    assert 0 < asked < 2_000


def holds(folder: Path, page: int, key: Key) -> bool:
    """Whether rows of readings cannot be read without a page."""
    copy = folder.parent / "copy.db"
    content = (folder / "vault.db").read_bytes()
    copy.write_bytes(content[: (page - 1) * PAGE] + bytes(PAGE) + content[page * PAGE :])
    with contextlib.closing(driver.connect_to_read(copy, key.data.key, key.data.slots.db_salt)) as connection:
        try:
            connection.execute("SELECT patient_id, length FROM reading").fetchall()
        except driver.DriverError:
            return True
        finally:
            copy.unlink()
    return False


def test_where_the_audit_is_gone_too_the_chain_is_said_to_be_broken(damaged: Path, tmp_path: Path) -> None:
    spoil(damaged, page_of(damaged, "audit"))
    found = salvaged(damaged, tmp_path / "new")
    assert not found.is_whole
    assert any("are missing" in str(message) for message in found.broken)
    assert any(str(one).startswith("audit: 0 of ") for one in sentences(found))


def test_where_the_first_page_is_gone_that_of_a_backup_leads_to_all_that_came_after_it(
    damaged: Path, whole: tuple[Path, Rows], tmp_path: Path
) -> None:
    spoil(damaged, 1)
    before = content_of(damaged)
    found = salvaged(damaged, tmp_path / "new")
    assert found.is_whole
    assert str(sentences(found)[0]) == "The first page was gone and was taken from the backup of 2026-11-22."
    assert content_of(damaged) == before
    with opened(tmp_path / "new") as clinic:
        assert record(clinic) == whole[1]
        assert not clinic.verification.verify().flaws


def test_where_the_first_page_is_gone_and_no_backup_has_it_it_says_so_and_leaves_nothing(
    damaged: Path, tmp_path: Path
) -> None:
    spoil(damaged, 1)
    (taken,) = damaged.glob("backups/calcitrack-*/vault.db")
    taken.write_bytes(bytes(PAGE) + taken.read_bytes()[PAGE:])
    with pytest.raises(VaultDamaged, match="a page that leads to all others is gone"):
        salvaged(damaged, tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged"]


def test_where_the_page_of_one_backup_leads_nowhere_the_next_is_tried(damaged: Path, tmp_path: Path) -> None:
    spoil(damaged, 1)
    (taken,) = damaged.glob("backups/calcitrack-*")
    newer = shutil.copytree(taken, taken.with_name(f"{taken.name}-2"))
    key = find_key(damaged, LOGIN, PASSWORD).data
    (tmp_path / "other.db").touch()
    other = driver.connect_to_fill(tmp_path / "other.db", key.key, key.slots.db_salt)
    other.execute("CREATE TABLE other (id INTEGER PRIMARY KEY)")
    other.close()
    page = (tmp_path / "other.db").read_bytes()[:PAGE]
    (newer / "vault.db").write_bytes(page + (newer / "vault.db").read_bytes()[PAGE:])
    assert salvaged(damaged, tmp_path / "new").is_whole


def test_where_the_folder_of_the_backups_cannot_be_read_it_says_that_the_page_is_gone(
    damaged: Path, tmp_path: Path
) -> None:
    spoil(damaged, 1)
    shutil.rmtree(damaged / "backups")
    (damaged / "backups").touch()
    with pytest.raises(VaultDamaged, match="a page that leads to all others is gone"):
        salvaged(damaged, tmp_path / "new")


def test_with_the_rows_of_the_people_gone_the_audit_tells_who_they_were(damaged: Path, tmp_path: Path) -> None:
    spoil(damaged, page_of(damaged, "person"), page_of(damaged, "person_role"), page_of(damaged, "account"))
    salvaged(damaged, tmp_path / "new")
    with opened(tmp_path / "new") as clinic:
        assert clinic.person.roles


def test_the_salt_of_a_damaged_vault_is_not_needed(damaged: Path, tmp_path: Path) -> None:
    path = damaged / "vault.db"
    path.write_bytes(bytes(16) + path.read_bytes()[16:])
    spoil(damaged, page_of(damaged, "awaited"))
    path.write_bytes(bytes(16) + path.read_bytes()[16:])
    assert dict(told(damaged)) == {"patient": (6, 6), "visit": (46, 46)}
    salvaged(damaged, tmp_path / "new")
    with opened(tmp_path / "new") as clinic:
        assert len(clinic.patients.all_ids()) == 6


def test_what_each_way_would_bring_is_told_before(damaged: Path) -> None:
    before = content_of(damaged)
    found = prospects(find_key(damaged, LOGIN, PASSWORD), lambda: None)
    assert found.backup is not None
    assert (found.backup.patients, found.backup.signed) == (0, 0), "the one of before the import"
    spoil(damaged, page_of(damaged, "visit"))
    assert dict(told(damaged))["patient"] == (6, 6)
    assert dict(told(damaged))["visit"][0] < 46
    shutil.rmtree(damaged / "backups")
    spoil(damaged, 1)
    found = prospects(find_key(damaged, LOGIN, PASSWORD), lambda: None)
    assert (found.salvaged, found.is_hopeless) == ((), True)
    assert content_of(damaged).keys() == before.keys()
    assert sorted(path.name for path in damaged.parent.iterdir()) == ["damaged"]


def told(folder: Path) -> Iterator[tuple[str, tuple[int, int | None]]]:
    found = prospects(find_key(folder, LOGIN, PASSWORD), lambda: None)
    yield from ((one.name, (one.kept, one.of)) for one in found.salvaged)


def test_the_open_vault_is_salvaged_into_another(damaged: Path, tmp_path: Path) -> None:
    with opened(damaged) as clinic:
        twin = clinic.twin()
        found = twin.salvages.into(tmp_path / "new")
        twin.close()
        assert found.is_whole
        with pytest.raises(FileRefused):
            clinic.salvages.into(damaged / "inside")
    with opened(tmp_path / "new") as clinic:
        assert len(clinic.patients.all_ids()) == 6


def test_only_an_administrator_salvages_and_never_into_something(damaged: Path, tmp_path: Path) -> None:
    with pytest.raises(VaultExists):
        salvaged(damaged, damaged)
    with pytest.raises(FileRefused):
        salvaged(damaged, damaged / "new")
    with opened(damaged) as clinic:
        clinic.people.add("Nurse Bo", "bo", {Role.STAFF}, "a first password on paper")
        with vault_of(clinic).unit(clinic._context.actor, _deed(), clinic.clock.now()) as unit:
            unit.delete("person_role", {"person_id": clinic.person.id, "role": Role.ADMINISTRATOR.value})
    with pytest.raises(NotAllowed):
        salvaged(damaged, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_verb_tells_table_by_table(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["salvage", "--vault", str(damaged), "--to", str(tmp_path / "new"), "--user", LOGIN]) == 0
    said = capsys.readouterr()
    assert "patient: 6 of 6" in said.out
    assert "Nothing is missing" in said.err


def page_of(folder: Path, table: str) -> int:
    """The page at which a table begins."""
    with opened(folder) as clinic:
        connection = vault_of(clinic).connection
        return int(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def _deed() -> Any:
    from calcitrack.db.audit import Deed

    return Deed("take a role away", "person")
