"""Writing a referral, under real keys, from the chart to the preview."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.letter import Letter, Urgency
from calcitrack.ui.actions import Actions
from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.referral_dialog import ReferralDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.preview.pdf_preview import PdfPreview
from calcitrack.ui.workspace import Workspace
from tests.builders import a_patient
from tests.ui.form_keys import line, named, opened, said, save, type_text, write

# The offscreen platform says so of every window that has a least size.
pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints", extend=True),
]

WHO = "Aalto, Ingrid · born 03 May 1968 · MRN 004-1183"


def test_a_letter_is_written_by_keys_alone(qtbot: QtBot) -> None:
    dialog = opened(qtbot, ReferralDialog(WHO))
    write(qtbot, dialog, "To", "Dr K. Lind")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_text(qtbot, "Hand surgery")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_text(qtbot, "u")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_text(qtbot, "<left> & right?")
    save(qtbot)
    assert dialog.result() == ReferralDialog.DialogCode.Accepted
    assert dialog.value() == Letter("Dr K. Lind", "<left> & right?", Urgency.URGENT, "Hand surgery")


def test_a_refused_letter_keeps_what_was_typed_and_says_what_is_missing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, ReferralDialog(WHO))
    named(dialog, "Question", QPlainTextEdit).setFocus()
    type_text(qtbot, "Why?")
    save(qtbot)
    assert dialog.isVisible()
    assert "This is needed." in said(dialog)
    assert dialog.value().question == "Why?"
    dialog.reject()
    dialog.leave()


@pytest.fixture
def workspace(qapp: QApplication, clinic: Clinic) -> Iterator[Workspace]:
    jobs, window = JobRunner(), QMainWindow()
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.show()
    yield shown
    window.close()
    jobs.shutdown()
    shiboken6.delete(window)


def write_letter_once_asked(qtbot: QtBot, addressee: str) -> QTimer:
    """Fill the form in as a person does, once it is open; where something stands in it already, only take it."""
    waiting = QTimer()

    def write_letter() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ReferralDialog) or not dialog.isAncestorOf(QApplication.focusWidget() or QWidget()):
            return
        waiting.stop()
        if line(dialog, "To").text() == "":
            write(qtbot, dialog, "To", addressee)
            named(dialog, "Question", QPlainTextEdit).setFocus()
            type_text(qtbot, "Why?")
        save(qtbot)

    waiting.timeout.connect(write_letter)
    waiting.start(20)
    return waiting


def test_the_letter_is_shown_with_the_record_and_can_be_written_again(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    patient = workspace.patient_page.patient_id
    for _ in range(2):  # the second time with what was typed the first
        waiting = write_letter_once_asked(qtbot, "Dr K. Lind")
        workspace.run("write_referral")
        assert not waiting.isActive()
        qtbot.waitUntil(lambda: any("Page 1 of" in said(one) for one in workspace.findChildren(PdfPreview)))
        for preview in workspace.findChildren(PdfPreview):
            assert "not kept in the record" in said(preview)
            preview.reject()
            shiboken6.delete(preview)
    told = [entry.what for entry in workspace.session.clinic.history.of_patient(patient)[:2]]
    assert told == ["Print referral"] * 2


def begin_referral(qtbot: QtBot, workspace: Workspace) -> BusyDialog:
    """Write a letter and have it printed; what stands over the window meanwhile."""
    waiting = write_letter_once_asked(qtbot, "Dr K. Lind")
    workspace.run("write_referral")
    assert not waiting.isActive()
    (busy,) = (one for one in workspace.findChildren(BusyDialog) if "referral" in one.accessibleName())
    return busy


def test_a_referral_that_is_cancelled_before_its_turn_leaves_nothing_and_says_nothing(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    clinic, jobs = workspace.session.clinic, workspace.session.jobs
    workspace.open_patient(clinic.patients.by_mrn("004-1183"))
    qtbot.waitUntil(lambda: not jobs.is_busy)
    held = threading.Event()
    jobs.start(lambda _progress: held.wait())  # the worker is at something else
    begin_referral(qtbot, workspace).reject()
    held.set()
    qtbot.waitUntil(lambda: not jobs.is_busy)
    assert workspace.findChildren(PdfPreview) + workspace.findChildren(QMessageBox) == []
    assert clinic.history.of_patient(workspace.patient_page.patient_id)[0].what != "Print referral"
    assert list(here.iterdir()) == []
    written_again(qtbot, workspace)


def test_a_referral_that_is_cancelled_while_it_is_drawn_is_shown_and_audited_or_neither(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    clinic, jobs = workspace.session.clinic, workspace.session.jobs
    workspace.open_patient(clinic.patients.by_mrn("004-1183"))
    qtbot.waitUntil(lambda: not jobs.is_busy)
    busy = begin_referral(qtbot, workspace)
    over: list[bool] = []
    busy._job.progressed.connect(busy.reject)
    busy._job.finished.connect(lambda: over.append(True))
    qtbot.waitUntil(lambda: bool(over))
    shown = workspace.findChildren(PdfPreview)
    audited = clinic.history.of_patient(workspace.patient_page.patient_id)[0].what == "Print referral"
    assert len(shown) == audited, "the key may have come after the last page"
    assert workspace.findChildren(QMessageBox) == []
    assert list(here.iterdir()) == []
    for preview in shown:
        preview.reject()
        shiboken6.delete(preview)
    written_again(qtbot, workspace)


def written_again(qtbot: QtBot, workspace: Workspace) -> None:
    """Nothing of a cancelled one is in the way of the next, which has what was typed."""
    waiting = write_letter_once_asked(qtbot, "")
    workspace.run("write_referral")
    assert not waiting.isActive()
    qtbot.waitUntil(lambda: bool(workspace.findChildren(PdfPreview)))
    (preview,) = workspace.findChildren(PdfPreview)
    preview.reject()
    shiboken6.delete(preview)


def test_a_record_without_a_signed_visit_has_no_referral_and_says_why(workspace: Workspace) -> None:
    workspace.open_patient(workspace.session.clinic.patients.add(a_patient("900-1")).value)
    workspace.run("write_referral")
    assert "made from signed visits, and this record has none" in said(workspace)
