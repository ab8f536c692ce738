"""The settings page under real keys and clicks, on a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.clinic.settings import LockSettings
from calcitrack.domain.vocabulary import Method
from calcitrack.ui.actions import Actions
from calcitrack.ui.error_dialog import ErrorDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.settings_page import SettingsPage
from calcitrack.ui.settings.prints_card import PrintsCard
from calcitrack.ui.settings.reading_error_card import ReadingErrorCard
from calcitrack.ui.workspace import Workspace
from tests.clinic.test_reading_errors import read_twice

SAMPLE = Path(__file__).parents[2] / "data" / "clinic_day.json"
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True)


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    window, jobs = QMainWindow(), JobRunner()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    shown.run("show_settings")
    yield shown
    window.close()
    jobs.shutdown()


@pytest.fixture
def page(workspace: Workspace) -> SettingsPage:
    return workspace.settings_page


def editor(page: QWidget, name: str) -> QWidget:
    kinds = (QLineEdit, QComboBox, QPlainTextEdit)
    return next(w for kind in kinds for w in page.findChildren(kind) if w.accessibleName() == name)


def retype(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_Delete)
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Tab)


@pytest.mark.parametrize(("typed", "kept"), [("1.5", 1.5), ("1,5", 1.5), ("0", 0.0)])
def test_a_threshold_is_taken_with_point_or_comma(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic, typed: str, kept: float
) -> None:
    retype(qtbot, editor(page, "Reading error, mm"), typed)
    assert clinic.settings.rules().reading_error_mm == kept


@pytest.mark.parametrize("typed", ["", "many", "101", "-3", "2.5", "1e1000"])
def test_a_threshold_that_makes_no_sense_is_refused_beside_the_field(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic, typed: str
) -> None:
    retype(qtbot, editor(page, "Change of area that counts, per cent"), typed)
    assert clinic.settings.rules().threshold_percent == 25
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Type a number from 1 to 100. 25 stays in force." in told


def test_every_threshold_says_that_it_is_not_validated(page: SettingsPage) -> None:
    told = [label.text() for label in page.findChildren(QLabel)]
    assert sum("Clinic threshold, not validated for this measure." in text for text in told) == 4


def test_the_clinics_words_for_patients_are_kept_when_they_are_left(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic
) -> None:
    retype(qtbot, editor(page, "Telephone for patients"), "020 7946 0000")
    retype(qtbot, editor(page, "When to call us"), "Call us when a lump is red.")
    contact = clinic.settings.contact()
    assert (contact.phone, contact.when_to_call) == ("020 7946 0000", "Call us when a lump is red.")


def test_a_new_name_of_the_clinic_stands_at_once_at_the_bottom(
    qtbot: QtBot, workspace: Workspace, page: SettingsPage, clinic: Clinic
) -> None:
    retype(qtbot, editor(page, "Name"), "Northside Rheumatology")
    assert clinic.name == "Northside Rheumatology"
    shown = [label.text() for label in workspace.shell.status_line.findChildren(QLabel)]
    assert "Clinic database: Northside Rheumatology" in shown


def test_the_clinics_own_reading_error_is_worked_out_and_put_in_force(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic
) -> None:
    card = page.findChild(ReadingErrorCard)
    assert card is not None
    (box,) = card.findChildren(QCheckBox)
    assert not box.isEnabled()
    clinic.record_files.add_records([read_twice()])
    qtbot.mouseClick(card.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clinic.reading_errors.known().worked_out_on is not None)
    told = "\n".join(label.text() for label in card.findChildren(QLabel))
    assert "ruler: length + width 2.0 mm" in told
    assert "12 repeats of 12 readings" in told
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert clinic.settings.rules().error_mm(Method.RULER) == pytest.approx(1.96)


def test_paper_and_guidance_are_kept_as_soon_as_they_are_chosen(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic
) -> None:
    paper = editor(page, "Paper")
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Down)
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    prints = page.findChild(PrintsCard)
    assert prints is not None
    box = prints.findChildren(QCheckBox)[0]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not clinic.settings.guidance_shown()


def test_the_look_is_asked_of_the_window(qtbot: QtBot, page: SettingsPage, qapp: QApplication) -> None:
    page.look.show_look("light", 1.0)
    box = editor(page, "Size of text")
    assert isinstance(box, QComboBox)
    with qtbot.waitSignal(page.look_chosen) as told:
        box.setFocus()
        box.setCurrentIndex(box.findText("120 %"))
        box.activated.emit(box.currentIndex())
    assert told.args == ["light", 1.2]


def test_locking_that_was_changed_elsewhere_is_shown_and_not_written_over(
    qtbot: QtBot, page: SettingsPage, clinic: Clinic
) -> None:
    clinic.settings.set_locking(LockSettings(7, 5), clinic.settings.locking())
    idle = editor(page, "Lock the vault after")
    assert isinstance(idle, QComboBox)
    qtbot.keyClick(idle, Qt.Key.Key_Down)
    (told,) = page.findChildren(ErrorDialog)
    told.reject()
    assert clinic.settings.locking() == LockSettings(7, 5)
    assert idle.currentText() == "7 minutes"
    qtbot.keyClick(idle, Qt.Key.Key_Up)
    assert clinic.settings.locking() == LockSettings(60, 5)
