"""Two records of one person in the window: laid side by side, merged with a reason, separated from the history."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.actions import Actions
from calcitrack.ui.dialogs.patients.merge_choice_dialog import MergeChoiceDialog
from calcitrack.ui.dialogs.patients.merge_dialog import Answer, MergeDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.merge_requests import MergeRequests
from calcitrack.ui.theme import ThemeChooser
from calcitrack.ui.widgets.identity_banner import IdentityBanner
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.workspace import Workspace
from tests.builders import a_lesion, a_patient
from tests.ui.form_keys import line, opened, press, write
from tests.vaults import TODAY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support|propagateSizeHints", extend=True)


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    jobs, window = JobRunner(), QMainWindow()
    qtbot.addWidget(window)
    for mrn in ("1", "2"):
        patient = clinic.patients.add(a_patient(mrn)).value
        clinic.lesions.add(patient, a_lesion())
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1200, 800)
    window.show()
    shown.open_patient(clinic.patients.by_mrn("1"))
    yield shown
    window.close()
    jobs.shutdown()


def test_a_merge_is_shown_whole_and_takes_a_reason(qtbot: QtBot, workspace: Workspace) -> None:
    clinic = workspace.session.clinic
    pair = clinic.merging.compare(clinic.patients.by_mrn("1"), clinic.patients.by_mrn("2"))
    dialog = MergeDialog(pair)
    opened(qtbot, dialog)
    told = [label.text() for label in dialog.findChildren(Label)]
    assert {"Record number", "1", "2", "Lesions"} <= set(told)
    assert any("B-1" in text for text in told)
    press(qtbot, dialog, "Merge the records")
    assert dialog.answer() is Answer.LEFT, "nothing is merged without a reason"
    write(qtbot, dialog, "Why they are one person", "two numbers")
    press(qtbot, dialog, "Merge the records")
    assert (dialog.answer(), dialog.reason()) == (Answer.MERGE, "two numbers")


@pytest.fixture
def large_text(qapp: QApplication) -> None:
    ThemeChooser(qapp).choose("light", 2.0)


@pytest.mark.usefixtures("large_text")
def test_large_text_puts_a_name_over_its_cells_and_nothing_to_the_side(qtbot: QtBot, workspace: Workspace) -> None:
    clinic = workspace.session.clinic
    pair = clinic.merging.compare(clinic.patients.by_mrn("1"), clinic.patients.by_mrn("2"))
    dialog = MergeDialog(pair)
    opened(qtbot, dialog)
    assert dialog.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
    named = {label.text(): label for label in dialog.findChildren(Label)}
    assert named["Record number"].y() < named["1"].y()


def test_what_is_in_the_way_is_said_and_nothing_can_be_merged(qtbot: QtBot, workspace: Workspace) -> None:
    clinic = workspace.session.clinic
    clinic.visits.start(clinic.patients.by_mrn("2"), TODAY)
    dialog = MergeDialog(clinic.merging.compare(clinic.patients.by_mrn("1"), clinic.patients.by_mrn("2")))
    opened(qtbot, dialog)
    assert "Sign or discard it first" in dialog.message.text()
    assert not dialog.save_button.isEnabled()


def test_the_other_record_is_chosen_from_those_alike_or_by_its_number(qtbot: QtBot, workspace: Workspace) -> None:
    patients = workspace.session.clinic.patients
    record = patients.reload(patients.by_mrn("1"))
    dialog = MergeChoiceDialog(record.patient, patients.look_alikes(record.patient), patients.by_mrn)
    opened(qtbot, dialog)
    write(qtbot, dialog, "Record number of the other record", "77")
    press(qtbot, dialog, "Lay them side by side…")
    assert dialog.chosen() == 0
    line(dialog, "Record number of the other record").clear()
    press(qtbot, dialog, "Lay them side by side…")
    assert dialog.chosen() == patients.by_mrn("2")


def test_the_chart_shows_both_after_a_merge_on_the_worker(qtbot: QtBot, workspace: Workspace) -> None:
    clinic, requests = workspace.session.clinic, workspace.patient_page.merging
    pair = clinic.merging.compare(clinic.patients.by_mrn("1"), clinic.patients.by_mrn("2"))
    assert isinstance(requests, MergeRequests)
    with qtbot.waitSignal(requests.merged, timeout=20_000):
        requests._start(pair, "two numbers")
    record = workspace.patient_page.record
    assert record is not None
    assert [str(lesion.number) for lesion in record.lesions] == ["1", "B-1"]
    banner = workspace.findChild(IdentityBanner)
    assert banner is not None
    assert "(lesions B)" in banner.accessibleName()
    assert banner.isVisibleTo(workspace)
