"""Many summaries from the worklist: what is asked, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.dialogs.batch_dialog import BatchDialog, Source, Sources
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.batch_print import BatchPrint
from calcitrack.ui.pages.worklist_page import WorklistPage
from calcitrack.ui.session import Session
from tests.clinic.test_batch import a_day
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


def test_writes_what_the_list_holds_and_says_where(
    qtbot: QtBot, clinic: Clinic, session: Session, tmp_path: Path
) -> None:
    wanted = a_day(clinic, 2)
    page = WorklistPage(session)
    qtbot.addWidget(page)
    page.show()
    out = tmp_path / "out"
    out.mkdir()
    page.findChild(BatchPrint).write(wanted, out, one_each=True)
    qtbot.waitUntil(lambda: bool(page.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    assert f"2 summaries are in {out}." in page.findChildren(QMessageBox)[0].text()
    assert len(list(out.iterdir())) == 2
