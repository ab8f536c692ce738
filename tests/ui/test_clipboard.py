"""What is copied from the vault is taken back when the vault is shut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.actions import Actions, Where
from calcitrack.ui.clipboard import PrivateClipboard
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.preview.pdf_preview import PdfPreview
from calcitrack.ui.widgets.identity_banner import IdentityBanner
from calcitrack.ui.workspace import Workspace
from tests.ui.form_keys import said

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints", extend=True),
]


@pytest.fixture
def workspace(qapp: QApplication, clinic: Clinic) -> Iterator[Workspace]:
    jobs, window = JobRunner(), QMainWindow()
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.show()
    shown.open_patient(clinic.patients.by_mrn("004-1183"))
    yield shown
    window.close()
    jobs.shutdown()
    # At once: left to an event loop that may never run, a whole workspace would be styled anew by every later theme.
    shiboken6.delete(window)


def test_what_was_copied_is_taken_back(qapp: QApplication) -> None:
    ours = PrivateClipboard()
    ours.put("Aalto, Ingrid")
    assert ours.holds_ours
    ours.clear()
    assert qapp.clipboard().text() == ""


def test_what_somebody_else_copied_since_stays(qapp: QApplication) -> None:
    ours = PrivateClipboard()
    ours.put("Aalto, Ingrid")
    qapp.clipboard().setText("a shopping list")
    ours.clear()
    assert qapp.clipboard().text() == "a shopping list"


def test_the_visit_is_copied_by_its_command_and_leaves_with_the_vault(qapp: QApplication, workspace: Workspace) -> None:
    workspace.run("copy_visit")
    assert qapp.clipboard().text().startswith("Aalto, Ingrid")
    assert "is on the clipboard as plain text" in said(workspace)
    workspace.close_vault()
    assert qapp.clipboard().text() == ""


def test_the_page_for_the_patient_says_what_the_clinic_has_not_entered(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.run("print_patient_page")
    preview = workspace.findChild(PdfPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: "Page 1 of 1" in said(preview))
    assert "Page for the patient, visit of 02 Sep 2026" in said(preview)
    assert "The clinic has not entered its telephone number" in said(preview)
    preview.reject()


def test_the_banner_offers_every_way_onto_paper(workspace: Workspace) -> None:
    banner = workspace.findChild(IdentityBanner)
    offered = [button for button in banner.findChildren(QPushButton) if button.text() == "Print…"]
    words = [action.text().partition("\t")[0] for action in offered[0].menu().actions()]
    assert words == [
        "Visit summary",
        "Page for the patient",
        "Referral to a colleague",
        "Copy the visit as plain text",
    ]
    offered[0].menu().actions()[3].trigger()
    assert workspace.session.clipboard.holds_ours


def test_prints_and_copies_can_be_asked_for_once_a_patient_is_open(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    for where, wanted in ((Where.SIGNED_IN, False), (Where.PATIENT, True)):
        actions.go_to(where)
        assert actions.action("print_patient_page").isEnabled() is wanted
        assert actions.action("copy_visit").isEnabled() is wanted
