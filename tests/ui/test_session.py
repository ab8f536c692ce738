"""Slow work beside the window: over a connection of its own, with progress, and given up when nobody wants it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.jobs import Job, JobRunner, Progress
from calcitrack.ui.session import Report, Session
from tests.builders import a_patient

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

PATIENCE_MS = 20_000


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    runner = JobRunner()
    yield Session(clinic, runner)
    runner.shutdown()


def test_slow_work_writes_over_a_connection_of_its_own_and_is_told_like_any_write(
    qtbot: QtBot, session: Session
) -> None:
    seen: list[Clinic] = []

    def work(clinic: Clinic, report: Report) -> object:
        seen.append(clinic)
        report(1, 2)
        assert threading.current_thread() is not threading.main_thread()
        return clinic.patients.add(a_patient())

    job = session.start(work)
    job.succeeded.connect(session.tell)
    with qtbot.waitSignal(job.progressed, timeout=PATIENCE_MS), qtbot.waitSignal(session.changed, timeout=PATIENCE_MS):
        pass
    assert seen[0] is not session.clinic
    assert seen[0].is_locked, "the connection of the work was closed"
    assert not session.clinic.is_locked


def test_cancelled_work_ends_at_its_next_report_and_its_connection_is_closed(qtbot: QtBot, session: Session) -> None:
    seen: list[Clinic] = []
    began, go_on = threading.Event(), threading.Event()

    def work(clinic: Clinic, report: Report) -> object:
        seen.append(clinic)
        began.set()
        go_on.wait()
        report(1, 2)
        raise AssertionError("went on after it was cancelled")

    job = session.start(work)
    failed: list[object] = []
    job.failed.connect(failed.append)
    began.wait()
    job.cancel()
    with qtbot.waitSignal(job.finished, timeout=PATIENCE_MS):
        go_on.set()
    assert not failed
    assert seen[0].is_locked


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.close()


def test_nothing_stands_over_a_dialog_that_the_outcome_opens(qtbot: QtBot, session: Session, window: QWidget) -> None:
    in_front: list[bool] = []
    dialog = QDialog(window)

    def look() -> None:
        in_front.append(QApplication.activeModalWidget() is dialog)
        dialog.accept()

    def ask(_result: object) -> None:
        # Longer than the window of the work would have waited before it shows itself.
        QTimer.singleShot(100, dialog, look)
        dialog.exec()

    job = session.start(lambda _clinic, _report: None)
    job.succeeded.connect(ask)
    BusyDialog(job, "Looking…", patience_ms=0, parent=window)
    with qtbot.waitSignal(job.finished, timeout=PATIENCE_MS):
        pass
    assert in_front == [True]


def test_a_longer_text_of_work_that_goes_on_is_not_cut(qtbot: QtBot, window: QWidget) -> None:
    job = Job(Progress(lambda: None))
    dialog = BusyDialog(job, "Short.", patience_ms=0, parent=window)
    qtbot.waitUntil(dialog.isVisible)
    job.progressed.emit(1, 2, "The proved backup is made. " * 6)
    text = next(label for label in dialog.findChildren(QLabel) if label.text())
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()))
    job.ended.emit()
