"""Summaries by the hundred: the same pages as one by one, whole files only, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from pypdf import PdfReader

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


def pages_of(path: Path) -> int:
    """How many pages a reader of another make finds, each with something on it."""
    contents = [page.get_contents() for page in PdfReader(path).pages]
    assert all(one is not None and one.get_data() for one in contents)
    return len(contents)


def is_whole(path: Path) -> bool:
    return path.read_bytes().rstrip().endswith(b"%%EOF") and pages_of(path) > 0


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


class Enough(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Nobody wants it any more."""


class Patience:
    """Gives up when it is told for the so-many-th time how far the batch is; while processes draw, that is often.

    Attributes:
        done: How many there were, as far as was told.
    """

    def __init__(self, times: int) -> None:
        self._left = times
        self.done = 0

    def __call__(self, done: int, _of: int) -> None:
        self.done = done
        self._left -= 1
        if self._left < 0:
            raise Enough


@pytest.mark.parametrize("times", [0, 1, 2, 4])
def test_given_up_at_any_moment_it_leaves_whole_files_only(clinic: Clinic, out: Path, times: int) -> None:
    wanted, patience = a_day(clinic, 4), Patience(times)
    with pytest.raises(Enough):
        clinic.batches.in_files(wanted, out, patience)
    left = list(out.iterdir())
    assert len(left) == patience.done == times
    assert all(is_whole(path) for path in left)
    with pytest.raises(Enough):
        clinic.batches.in_one_file(wanted, out / "all.pdf", Patience(times))
    assert not (out / "all.pdf").exists()


def test_given_up_while_all_are_put_into_one_file_it_leaves_none(clinic: Clinic, out: Path) -> None:
    wanted = a_day(clinic, 3)
    for times in (4, 5, 6):  # it was told four times that so many are drawn
        with pytest.raises(Enough):
            clinic.batches.in_one_file(wanted, out / "all.pdf", Patience(times))
    clinic.batches.in_one_file(wanted, out / "all.pdf", Patience(7))
    assert is_whole(out / "all.pdf")


@pytest.mark.parametrize("one_each", [True, False])
def test_given_up_while_processes_start_draw_and_send_it_leaves_whole_files_only(
    clinic: Clinic, out: Path, one_each: bool
) -> None:
    make, where = (clinic.batches.in_files, out) if one_each else (clinic.batches.in_one_file, out / "all.pdf")
    wanted = a_day(clinic, 8)
    for times in (1, 3, 6, 10, 13):
        patience, is_given_up = Patience(times), False
        try:
            make(wanted, where, patience, processes=2)
        except Enough:
            is_given_up = True
        # It is told how far it is once for each summary at least, and as often again as processes let it wait.
        assert is_given_up or (times > len(wanted) and patience.done == len(wanted))
        left = list(out.iterdir())
        assert len(left) == (patience.done if one_each else not is_given_up)
        assert all(is_whole(path) for path in left)
        assert multiprocessing.active_children() == []
        for path in left:
            path.unlink()


class Killer:
    """Ends each of the two processes that drew first, when so many prints are done and one more is under way."""

    def __init__(self, moments: tuple[int, int], pause_s: float) -> None:
        self._moments, self._pause_s = list(moments), pause_s
        self._first: list[BaseProcess] = []

    def __call__(self, done: int, _of: int) -> None:
        if len(self._first) < 2:
            self._first = multiprocessing.active_children()
        while len(self._first) == 2 and self._moments and done >= self._moments[0]:
            time.sleep(self._pause_s)
            self._first[len(self._moments) - 1].kill()
            self._moments.pop(0)

    @property
    def is_over(self) -> bool:
        return not self._moments


@pytest.mark.parametrize(
    ("moments", "pause_s", "one_each"), [((0, 1), 0.0, True), ((1, 2), 0.01, False), ((2, 4), 0.03, True)]
)
def test_prints_of_processes_that_are_killed_while_they_start_draw_and_send_are_made_good(
    clinic: Clinic, out: Path, moments: tuple[int, int], pause_s: float, one_each: bool
) -> None:
    make, where = (clinic.batches.in_files, out) if one_each else (clinic.batches.in_one_file, out / "all.pdf")
    killer = Killer(moments, pause_s)
    make(a_day(clinic, 9), where, killer, processes=2)
    assert killer.is_over
    left = list(out.iterdir())
    assert len(left) == (9 if one_each else 1)
    assert sum(pages_of(path) for path in left) >= 9


@pytest.mark.parametrize("one_each", [True, False])
def test_where_every_process_is_killed_it_says_how_many_are_whole(clinic: Clinic, out: Path, one_each: bool) -> None:
    make, where = (clinic.batches.in_files, out) if one_each else (clinic.batches.in_one_file, out / "all.pdf")

    def kill_all_after_two(done: int, _of: int) -> None:
        quiet = 0
        while done >= 2 and quiet < 20:
            running = multiprocessing.active_children()
            quiet = 0 if running else quiet + 1
            for process in running:
                process.kill()
            time.sleep(0.02)

    with pytest.raises(FileRefused) as refused:
        make(a_day(clinic, 12), where, kill_all_after_two, processes=2)
    told, left = str(refused.value), list(out.iterdir())
    assert all(is_whole(path) for path in left)
    if one_each:
        assert told.startswith(f"{len(left)} of 12 summaries are written and whole; the others are not. The processes")
        assert len(left) >= 2
    else:
        assert told.startswith("The file all.pdf was not written. The processes that draw were ended by the system.")
        assert left == []


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
