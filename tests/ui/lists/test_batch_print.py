"""Many summaries from the worklist: what is asked, and what comes of it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from calcitrack.clinic.batch import ALONE, Wanted
from calcitrack.clinic.session import Clinic
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.batch_dialog import BatchDialog, Source, Sources
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.batch_print import BatchPrint
from calcitrack.ui.pages.worklist_page import WorklistPage
from calcitrack.ui.session import Session
from tests.clinic.test_batch import a_day, is_whole
from tests.vaults import TODAY

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

PATIENCE_MS = 20_000


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    runner = JobRunner()
    yield Session(clinic, runner)
    runner.shutdown()


def test_the_form_says_how_many_there_are_before_anything_is_made(qtbot: QtBot, clinic: Clinic) -> None:
    wanted = a_day(clinic, 2)
    dialog = BatchDialog("Everyone", Sources(lambda: wanted, 3, clinic.batches.of_day), TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog._count.text() == "2 of 3 patients have a signed visit."
    dialog._which.choose(Source.DAY)
    dialog._which.chosen.emit()
    assert dialog._count.text() == "2 signed visits on that day."
    dialog._day.line.clear()
    qtbot.keyClicks(dialog._day.line, (TODAY - timedelta(days=1)).isoformat())
    assert dialog._count.text() == "0 signed visits on that day."
    assert not dialog.save_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> WorklistPage:
    shown = WorklistPage(session)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_writes_what_the_list_holds_and_says_where(qtbot: QtBot, clinic: Clinic, page: WorklistPage, out: Path) -> None:
    wanted = a_day(clinic, 2)
    page.findChild(BatchPrint).write(wanted, out, one_each=True)
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    assert f"2 summaries are in {out}." in page.findChildren(QMessageBox)[0].text()
    assert len(list(out.iterdir())) == 2


def told_when_cancelled(qtbot: QtBot, page: WorklistPage, wanted: Sequence[Wanted], where: Path, after: int) -> str:
    """Write the summaries, cancel after so many (before anything for -1), and read what is said in the end."""
    page.findChild(BatchPrint).write(wanted, where, one_each=where.is_dir())
    busy = page.findChildren(BusyDialog)[-1]
    if after < 0:
        busy.reject()
    busy._job.progressed.connect(lambda done, _of, _text: done >= after and busy.reject())
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    (box,) = page.findChildren(QMessageBox)
    told = box.text()
    shiboken6.delete(box)
    return told


@pytest.mark.parametrize("after", [-1, 0, 1, 2, 3])
def test_cancelled_at_any_moment_it_says_how_many_files_there_are(
    qtbot: QtBot, clinic: Clinic, page: WorklistPage, out: Path, after: int
) -> None:
    wanted = a_day(clinic, 4)
    told, left = told_when_cancelled(qtbot, page, wanted, out, after), list(out.iterdir())
    says_so(told, out, len(left), 4)
    assert all(is_whole(path) for path in left)
    told, is_there = told_when_cancelled(qtbot, page, wanted, out / "all.pdf", after), (out / "all.pdf").exists()
    assert told.startswith("4 summaries are in" if is_there else "Stopped. No file was written.")


def test_cancelled_while_two_processes_draw_it_says_how_many_files_there_are(
    qtbot: QtBot, clinic: Clinic, page: WorklistPage, out: Path
) -> None:
    wanted = a_day(clinic, ALONE + 4)
    told, left = told_when_cancelled(qtbot, page, wanted, out, 2), list(out.iterdir())
    says_so(told, out, len(left), len(wanted))
    assert len(left) >= 2
    assert all(is_whole(path) for path in left)
    assert multiprocessing.active_children() == []


def says_so(told: str, out: Path, written: int, of: int) -> None:
    """However far it came before the key was heard, what is said is what is there."""
    if written == 0:
        assert told == "Stopped. No file was written."
    elif told.startswith("Stopped"):
        assert f"{out} has {written} of {of} summaries, each of them whole." in told
    else:
        assert written == of
        assert f"{of} summaries are in {out}." in told
