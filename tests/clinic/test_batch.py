"""Summaries by the hundred: the same pages as one by one, whole files only, however it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from calcitrack.clinic.batch import Wanted
from calcitrack.clinic.outputs import write_output
from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import FileRefused
from tests.builders import a_patient
from tests.db import sql
from tests.vaults import TODAY, vault_of


def a_day(clinic: Clinic, count: int) -> tuple[Wanted, ...]:
    """So many patients, each with a signed visit today."""
    for n in range(count):
        patient_id = clinic.patients.add(a_patient(mrn=f"B/{n:03}", family_name=f"Name {count - n:03}")).value
        visit_id = clinic.visits.start(patient_id, TODAY).value
        clinic.visits.sign(patient_id, visit_id, 1)
    return clinic.batches.of_day(TODAY)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def silent(_done: int, _of: int) -> None:
    """Nobody is told."""


@pytest.fixture
def small_disk(out: Path) -> Iterator[Callable[[int], None]]:
    """Makes the folder a disk of so many bytes; skips where this account may mount nothing."""
    mounted: list[Path] = []

    def mount(size: int) -> None:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(out)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("a small disk cannot be mounted here")
        mounted.append(out)

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True, capture_output=True)


def is_whole(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")


def test_a_day_is_printed_in_the_order_of_names_each_into_a_file_without_a_name(clinic: Clinic, out: Path) -> None:
    wanted = a_day(clinic, 3)
    told: list[tuple[int, int]] = []
    made = clinic.batches.in_files(wanted, out, lambda *how_far: told.append(how_far))
    assert [path.name for path in made.files] == [f"summary-B-{n:03}-{TODAY}.pdf" for n in (2, 1, 0)]
    assert all(is_whole(path) for path in made.files)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    rows = sql.rows(vault_of(clinic).connection, "SELECT reason FROM audit WHERE action = 'print summary'")
    assert [row["reason"] for row in rows] == ["one of many"] * 3


def test_two_processes_draw_what_one_draws(clinic: Clinic, out: Path) -> None:
    wanted = a_day(clinic, 5)
    prints = []
    for count in (1, 2):
        folder = out / str(count)
        folder.mkdir()
        made = clinic.batches.in_files(wanted, folder, silent, processes=count)
        prints.append({path.name: path.read_bytes() for path in made.files})
    assert prints[0] == prints[1]


def test_all_in_one_file_has_every_page(clinic: Clinic, out: Path) -> None:
    import pypdfium2

    wanted = a_day(clinic, 3)
    clinic.batches.in_one_file(wanted, out / "day.pdf", silent)
    document = pypdfium2.PdfDocument((out / "day.pdf").read_bytes())
    text = [page.get_textpage().get_text_range() for page in document]
    assert sum("Name 00" in one for one in text) == len(text) >= 3
    document.close()


@pytest.mark.parametrize("after", [0, 1, 2])
@pytest.mark.parametrize("processes", [1, 2])
def test_given_up_at_any_moment_it_leaves_whole_files_only(
    clinic: Clinic, out: Path, after: int, processes: int
) -> None:
    class Enough(Exception):  # noqa: N818 - reads as a sentence where it is raised
        pass

    def report(done: int, _of: int) -> None:
        if done == after:
            raise Enough

    wanted = a_day(clinic, 4)
    with pytest.raises(Enough):
        clinic.batches.in_files(wanted, out, report, processes=processes)
    left = list(out.iterdir())
    assert len(left) <= after + 1
    assert all(is_whole(path) for path in left)
    with pytest.raises(Enough):
        clinic.batches.in_one_file(wanted, out / "all.pdf", report, processes=processes)
    assert not (out / "all.pdf").exists()


def test_a_file_that_cannot_be_written_says_how_many_are_whole(clinic: Clinic, out: Path) -> None:
    wanted = a_day(clinic, 3)
    (out / f"summary-B-001-{TODAY}.pdf").mkdir()
    with pytest.raises(FileRefused) as refused:
        clinic.batches.in_files(wanted, out, silent)
    assert str(refused.value.message).startswith("1 of 3 summaries are written and whole; the others are not.")
    assert [path.name for path in out.iterdir() if path.is_file()] == [f"summary-B-002-{TODAY}.pdf"]


@pytest.mark.parametrize("one_each", [True, False])
def test_a_disk_that_fills_up_in_the_middle_says_so_and_leaves_whole_files_only(
    clinic: Clinic, out: Path, small_disk: Callable[[int], None], one_each: bool
) -> None:
    wanted = a_day(clinic, 3)
    probe = clinic.batches.in_one_file(wanted[:1], out / "probe.pdf", silent).files[0]
    room = probe.stat().st_size
    probe.unlink()
    small_disk(room * 2 - 4096)
    make = clinic.batches.in_files if one_each else clinic.batches.in_one_file
    with pytest.raises(FileRefused) as refused:
        make(wanted, out if one_each else out / "all.pdf", silent)
    assert "was not written" in str(refused.value.message)
    assert "The disk is full" in str(refused.value.remedy)
    left = list(out.iterdir())
    assert len(left) == (1 if one_each else 0)
    assert all(is_whole(path) for path in left)


def test_the_newest_visit_of_each_patient_and_none_of_those_who_have_none(clinic: Clinic) -> None:
    wanted = a_day(clinic, 2)
    without = clinic.patients.add(a_patient(mrn="NEVER")).value
    ids = [patient for patient, _ in wanted]
    assert clinic.batches.newest_of([without, *ids]) == wanted


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes in folders")
def test_what_is_no_file_is_never_replaced_by_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(FileRefused) as refused:
        write_output(pipe, b"%PDF")
    assert "pipe.pdf is no file" in str(refused.value.message)
    assert pipe.is_fifo()
