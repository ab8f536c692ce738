"""The anchor: a record that was cut short or put back is never opened without a word, and a whole one never alarms."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from calcitrack.clinic.keys import find_key
from calcitrack.clinic.session import Clinic, enter
from calcitrack.db import anchor, opening, slot_files
from calcitrack.db.keys import subkey
from calcitrack.db.slots import SYNTHETIC_COST
from calcitrack.domain.anchor import Gap, WayOut
from calcitrack.domain.errors import CalciTrackError, NotAllowed, ReadOnly, RecordBehind
from tests.builders import DAY, a_lesion, a_patient, an_assessment
from tests.vaults import LOGIN, PASSWORD, ROOT, FixedClock, content_of, opened, vault_of

KILLED = f"""
import os, pathlib, sys
from tests.db.test_anchor import sign_visits
from tests.vaults import *
clinic = open_clinic(pathlib.Path(sys.argv[1]), {LOGIN!r}, {PASSWORD!r}, FixedClock())
sign_visits(clinic, int(sys.argv[2]))
clinic.settings.set_paper("Letter", clinic.settings.paper())
os._exit(0)
"""


def sign_visits(clinic: Clinic, count: int) -> None:
    patient = clinic.patients.add(a_patient(f"anchored-{len(clinic.patients.all_ids())}")).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    for n in range(count):
        visit = clinic.visits.start(patient, DAY.replace(day=n + 1)).value
        version = clinic.visits.record(patient, visit, 1, [an_assessment(lesion)]).value
        clinic.visits.sign(patient, visit, version)


def killed_after(folder: Path, visits: int) -> None:
    """A program that signs visits, saves once more, and ends without closing anything."""
    subprocess.run([sys.executable, "-c", KILLED, str(folder), str(visits)], cwd=ROOT, check=True)


def finding_of(folder: Path) -> RecordBehind:
    """What is said at opening, which changes nothing."""
    before = content_of(folder)
    with pytest.raises(RecordBehind) as caught:
        enter(find_key(folder, LOGIN, PASSWORD), FixedClock())
    after = content_of(folder)
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: content for name, content in before.items() if not name.endswith("-shm")
    }
    return caught.value


def mark_of(folder: Path) -> anchor.FoundMark:
    key = opening.key_by_password(folder, LOGIN, PASSWORD).key
    return anchor.find_mark(folder, subkey(key, "anchor"))


def test_a_vault_is_opened_again_and_again_without_alarm(vault_folder: Path) -> None:
    for n in range(5):
        with opened(vault_folder) as clinic:
            assert clinic.finding is None
            clinic.settings.set_paper(("A4", "Letter")[n % 2], clinic.settings.paper())


def test_a_killed_program_raises_no_alarm_and_its_mark_is_that_of_the_last_save(vault_folder: Path) -> None:
    killed_after(vault_folder, 2)
    mark = mark_of(vault_folder).mark
    with opened(vault_folder) as clinic:
        rows = vault_of(clinic).connection.execute("SELECT sequence, action FROM audit ORDER BY id").fetchall()
    assert mark is not None
    assert (mark.sequence, "set paper size") == rows[-2]
    assert mark.signed == 2


def test_an_older_database_put_back_is_told_with_what_is_missing(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as clinic:
        sign_visits(clinic, 1)
    shutil.copy(vault_folder / "vault.db", tmp_path / "old.db")
    with opened(vault_folder) as clinic:
        sign_visits(clinic, 2)
    shutil.copy(tmp_path / "old.db", vault_folder / "vault.db")
    finding = finding_of(vault_folder).finding
    assert finding.gap is Gap.SHORTER
    assert finding.missing_visits == 2
    assert finding.missing_entries == 9
    assert finding.ways == (WayOut.READ_ONLY, WayOut.RESTORE, WayOut.GO_ON)
    assert "9 entries are missing, 2 signed visits among them" in str(finding.message)


def test_an_older_database_that_was_written_on_is_told_as_another_history(vault_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(vault_folder, tmp_path / "other")
    with opened(vault_folder) as clinic:
        sign_visits(clinic, 1)
    with opened(tmp_path / "other") as clinic:
        sign_visits(clinic, 2)
    shutil.copy(tmp_path / "other" / "vault.db", vault_folder / "vault.db")
    assert finding_of(vault_folder).finding.gap is Gap.OTHER_HISTORY


def test_a_signed_visit_that_was_taken_out_is_told(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        sign_visits(clinic, 2)
        connection = vault_of(clinic).connection
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TRIGGER visit_delete")
        connection.execute("DELETE FROM visit WHERE id = 1")
    finding = finding_of(vault_folder).finding
    assert (finding.gap, finding.missing_visits) == (Gap.FEWER_SIGNED, 1)


def test_every_bit_flip_in_the_log_is_told_or_harmless(vault_folder: Path, tmp_path: Path) -> None:
    killed_after(vault_folder, 1)
    log = (vault_folder / "vault.db-wal").read_bytes()
    numbers = random.Random(20261122)
    told = [what_happens(log, numbers, shutil.copytree(vault_folder, tmp_path / str(n))) for n in range(40)]
    assert set(told) <= {Gap.SHORTER, "Letter"}
    assert Gap.SHORTER in told


def what_happens(log: bytes, numbers: random.Random, folder: Path) -> object:
    """The gap that is told when one bit of the log is flipped, or what was saved last."""
    damaged = bytearray(log)
    damaged[numbers.randrange(len(log))] ^= 1 << numbers.randrange(8)
    (folder / "vault.db-wal").write_bytes(damaged)
    try:
        with opened(folder) as clinic:
            return clinic.settings.paper()
    except RecordBehind as error:
        return error.finding.gap


@pytest.mark.parametrize("place", range(anchor.PLACES))
def test_one_damaged_place_of_the_anchor_is_harmless(vault_folder: Path, place: int) -> None:
    killed_after(vault_folder, 1)
    with (vault_folder / "vault.anchor").open("r+b") as stream:
        stream.seek(place * anchor.STRIDE)
        stream.write(b"\xff" * 100)
    assert mark_of(vault_folder).damaged == 1
    with opened(vault_folder) as clinic:
        clinic.settings.set_paper("A4", clinic.settings.paper())
        clinic.settings.set_paper("Letter", clinic.settings.paper())
    assert mark_of(vault_folder).mark is not None


@pytest.mark.parametrize(
    ("spoil", "gap"),
    [(lambda path: path.unlink(), Gap.ANCHOR_MISSING), (lambda path: path.write_bytes(b""), Gap.ANCHOR_DAMAGED)],
    ids=["missing", "damaged"],
)
def test_a_missing_or_damaged_anchor_is_told(vault_folder: Path, spoil: Callable[[Path], object], gap: Gap) -> None:
    spoil(vault_folder / "vault.anchor")
    assert finding_of(vault_folder).finding.gap is gap


def test_the_anchor_of_another_vault_is_none(vault_folder: Path, tmp_path: Path) -> None:
    key = opening.key_by_password(vault_folder, LOGIN, PASSWORD)
    mark = mark_of(vault_folder).mark
    assert mark is not None
    anchor.make_anchor(vault_folder, bytes(32), mark)
    assert finding_of(vault_folder).finding.gap is Gap.ANCHOR_DAMAGED
    assert key.key != bytes(32)


def test_older_keys_put_back_are_told(vault_folder: Path) -> None:
    old = {name: (vault_folder / name).read_bytes() for name in slot_files.NAMES}
    key = opening.key_by_password(vault_folder, LOGIN, PASSWORD)
    changed = opening.with_password(key, LOGIN, "another password", SYNTHETIC_COST)
    with opened(vault_folder) as clinic:
        vault_of(clinic).keep_slots(changed)
    for name, content in old.items():
        (vault_folder / name).write_bytes(content)
    assert finding_of(vault_folder).finding.gap is Gap.OLDER_KEYS


def shorten(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "vault.db", tmp_path / "old.db")
    with opened(folder) as clinic:
        sign_visits(clinic, 1)
    shutil.copy(tmp_path / "old.db", folder / "vault.db")


def test_a_record_that_is_behind_can_be_looked_at_and_nothing_changes(vault_folder: Path, tmp_path: Path) -> None:
    shorten(vault_folder, tmp_path)
    before = content_of(vault_folder)
    clinic = enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock(), read_only=True)
    assert clinic.read_only
    assert clinic.finding is not None
    assert clinic.patients.all_ids() == ()
    with pytest.raises(ReadOnly):
        clinic.patients.add(a_patient("1"))
    clinic.close()
    assert content_of(vault_folder) == before


def test_going_on_with_a_record_that_is_behind_is_in_the_audit_and_ends_the_alarm(
    vault_folder: Path, tmp_path: Path
) -> None:
    shorten(vault_folder, tmp_path)
    clinic = enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock(), go_on_because="restored by hand")
    action, reason = (
        vault_of(clinic).connection.execute("SELECT action, reason FROM audit ORDER BY id DESC LIMIT 1 OFFSET 1")
    ).fetchone()
    clinic.close()
    assert "behind its anchor" in action
    assert reason.startswith("restored by hand (The record is shorter than it was:")
    with opened(vault_folder) as again:
        assert again.finding is None


def test_only_an_administrator_goes_on_with_a_record_that_is_behind(vault_folder: Path, tmp_path: Path) -> None:
    with opened(vault_folder) as clinic:
        vault_of(clinic).connection.execute("DELETE FROM person_role WHERE role = 'administrator'")
    shorten(vault_folder, tmp_path)
    with pytest.raises(NotAllowed):
        enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock(), go_on_because="because")
    assert finding_of(vault_folder).finding.gap is Gap.SHORTER


def test_what_is_left_of_a_damaged_log_is_kept_aside_before_somebody_goes_on(vault_folder: Path) -> None:
    killed_after(vault_folder, 1)
    path = vault_folder / "vault.db-wal"
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 3] ^= 1
    path.write_bytes(damaged)
    assert finding_of(vault_folder).finding.gap is Gap.SHORTER
    enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock(), go_on_because="no backup").close()
    kept = [p for p in vault_folder.iterdir() if ".kept-" in p.name]
    assert [p.read_bytes() for p in kept] == [bytes(damaged)]


def test_an_anchor_that_cannot_be_written_does_not_make_a_save_fail(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        vault = vault_of(clinic)
        assert vault._anchor is not None
        handle, vault._anchor._handle = vault._anchor._handle, 10_000
        clinic.settings.set_paper("Letter", clinic.settings.paper())
        vault._anchor._handle = handle
        clinic.settings.set_paper("A4", clinic.settings.paper())
    with opened(vault_folder) as clinic:
        assert clinic.settings.paper() == "A4"


def test_twins_that_write_in_turn_leave_a_mark_of_the_newest_entry(clinic: Clinic) -> None:
    twin = clinic.twin()
    for n in range(4):
        (clinic, twin)[n % 2].settings.set_paper(("Letter", "A4")[n % 2], (clinic, twin)[n % 2].settings.paper())
    twin.close()
    newest = vault_of(clinic).connection.execute("SELECT max(sequence) FROM audit").fetchone()[0]
    vault = vault_of(clinic)
    assert vault._anchor is not None
    assert vault._anchor.mark.sequence == newest


def test_the_log_is_emptied_at_each_signature(clinic: Clinic) -> None:
    sign_visits(clinic, 1)
    assert (clinic.folder / "vault.db-wal").stat().st_size == 0


def test_a_reader_in_the_way_of_the_log_harms_no_signature_and_the_next_one_empties_it(clinic: Clinic) -> None:
    reader = vault_of(clinic).twin().connection
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM audit").fetchone()
    sign_visits(clinic, 1)
    assert (clinic.folder / "vault.db-wal").stat().st_size > 0
    reader.execute("COMMIT")
    reader.close()
    clinic.settings.set_paper("Letter", clinic.settings.paper())
    assert (clinic.folder / "vault.db-wal").stat().st_size == 0


def test_a_vault_that_is_read_only_on_the_disk_can_be_read(vault_folder: Path) -> None:
    with opened(vault_folder) as clinic:
        patient = clinic.patients.add(a_patient("1")).value
    before = content_of(vault_folder)
    clinic = enter(find_key(vault_folder, LOGIN, PASSWORD), FixedClock(), read_only=True)
    assert clinic.patients.open(patient).patient.mrn == "1"
    writes: list[Callable[[], object]] = [
        lambda: clinic.settings.set_paper("Letter", clinic.settings.paper()),
        lambda: clinic.patients.add(a_patient("2")),
        lambda: clinic.visits.start(patient, DAY),
    ]
    for write in writes:
        with pytest.raises(CalciTrackError, match="open for reading only"):
            write()
    clinic.close()
    assert content_of(vault_folder) == before
