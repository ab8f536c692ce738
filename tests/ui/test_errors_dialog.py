"""Errors say what happened and what to do; a bug shows its code and its place, and never a value."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.domain.errors import Conflict, Difference, Fault, InvalidInput, VaultBusy, WrongPassword
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.ui.bug_report import BugReport, bug_report
from calcitrack.ui.error_dialog import BugDialog, ErrorDialog, dialog_of
from calcitrack.ui.errors import BugReporter, install_excepthook, show_error, show_failure

# The offscreen platform says so of every dialog that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PATIENT = "Nightingale-Marker"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(ErrorDialog):
        dialog.close()


@pytest.fixture
def reporter(qtbot: QtBot) -> Iterator[BugReporter]:
    before = sys.excepthook, threading.excepthook
    made = install_excepthook("0.1.0")
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = before
    for dialog in open_dialogs():
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def open_dialogs() -> list[ErrorDialog]:
    shown = (widget for widget in QApplication.topLevelWidgets() if widget.isVisible())
    return [widget for widget in shown if isinstance(widget, ErrorDialog)]


def raised(error: Exception) -> Exception:
    """The error as it is after somebody raised it."""
    try:
        raise error
    except type(error) as caught:
        return caught


def a_bug() -> Exception:
    try:
        return {"mrn": 1}[PATIENT]  # type: ignore[return-value]
    except KeyError:
        try:
            int(PATIENT)
        except ValueError as error:
            return error
    raise AssertionError


def spoken(dialog: ErrorDialog) -> str:
    return f"{dialog.accessibleName()} {dialog.accessibleDescription()}"


def test_says_what_happened_what_to_do_and_which_error_it_was(window: QWidget) -> None:
    error = VaultBusy(
        say(QT_TRANSLATE_NOOP("test", "Another window on {machine} has the vault open. Nothing was changed."),
            machine="desk 2"),
        say(QT_TRANSLATE_NOOP("test", "Close it there.")),
    )  # fmt: skip
    said = spoken(show_error(window, error))
    assert "Another window on desk 2 has the vault open. Nothing was changed." in said
    assert "Close it there." in said
    assert "VaultBusy" in said


def test_lists_every_fault_of_a_refused_form(window: QWidget) -> None:
    faults = [
        Fault("birth_date", "future", say(QT_TRANSLATE_NOOP("test", "The day lies ahead."))),
        Fault("mrn", "taken", say(QT_TRANSLATE_NOOP("test", "Another patient has it."))),
    ]
    said = spoken(show_error(window, InvalidInput(faults)))
    assert "The day lies ahead." in said
    assert "Another patient has it." in said
    assert "birth_date" not in said  # the fields' names are the program's own


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_close_it(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    dialog = show_error(window, WrongPassword())
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, key)


def test_the_dialog_of_a_bug_starts_on_its_close_button(qtbot: QtBot, window: QWidget) -> None:
    dialog = BugDialog(bug_report(a_bug(), "0.1.0"), window)
    dialog.open()
    qtbot.waitUntil(dialog.close_button.hasFocus)


def test_names_no_patient_in_a_window_title(window: QWidget) -> None:
    assert show_error(window, WrongPassword()).windowTitle() == "CalciTrack"


def test_a_failed_job_with_a_known_error_is_shown(window: QWidget) -> None:
    show_failure(window, WrongPassword())
    assert [type(child) for child in window.findChildren(ErrorDialog)] == [ErrorDialog]


def test_a_failed_job_with_a_bug_goes_to_the_excepthook(window: QWidget) -> None:
    with pytest.raises(ValueError, match=PATIENT):
        show_failure(window, a_bug())


def test_a_report_holds_types_and_places_but_no_value() -> None:
    text = bug_report(a_bug(), "0.1.0").text
    assert PATIENT not in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_errors_dialog.py:" in text


def test_a_report_names_no_folder_of_the_computer() -> None:
    text = bug_report(a_bug(), "0.1.0").text
    assert not [line for line in text.splitlines() if line.strip().startswith("/")]


def test_a_report_names_a_file_of_ours_below_the_package() -> None:
    try:
        bug_report(None, "0.1.0")  # type: ignore[arg-type]
    except AttributeError as error:
        text = bug_report(error, "0.1.0").text
    assert "  calcitrack/ui/bug_report.py:" in text


def test_the_same_place_has_the_same_code_whatever_the_value() -> None:
    codes = {bug_report(raised(ValueError(value)), "0.1.0").code for value in ("one", "two")}
    assert len(codes) == 1
    assert bug_report(a_bug(), "0.1.0").code not in codes


def test_a_bug_shows_one_dialog_with_its_report(qtbot: QtBot, reporter: BugReporter) -> None:
    error = a_bug()
    sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = open_dialogs()
    assert isinstance(dialog, BugDialog)
    assert dialog.report.code in dialog.accessibleName()
    assert PATIENT not in spoken(dialog)


def test_copies_what_it_shows(qtbot: QtBot, reporter: BugReporter) -> None:
    error = a_bug()
    sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = open_dialogs()
    assert isinstance(dialog, BugDialog)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.report.text
    assert dialog.isVisible()


def test_a_second_bug_opens_no_second_dialog(qtbot: QtBot, reporter: BugReporter) -> None:
    reports: list[BugReport] = []
    reporter.reported.connect(reports.append)
    for error in (a_bug(), raised(ValueError())):
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(open_dialogs()) == 1
    assert len(reports) == 2


def test_after_closing_the_next_bug_is_shown_again(qtbot: QtBot, reporter: BugReporter) -> None:
    for _ in range(2):
        error = a_bug()
        sys.excepthook(type(error), error, error.__traceback__)
        (dialog,) = open_dialogs()
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()


def test_a_bug_on_another_thread_is_shown_on_this_one(qtbot: QtBot, reporter: BugReporter) -> None:
    def fail() -> None:
        raise a_bug()

    with qtbot.waitSignal(reporter.reported):
        threading.Thread(target=fail).start()
    assert len(open_dialogs()) == 1


def test_an_error_that_nobody_caught_is_told_as_an_error(qtbot: QtBot, reporter: BugReporter) -> None:
    error = raised(WrongPassword())
    sys.excepthook(type(error), error, error.__traceback__)
    (dialog,) = open_dialogs()
    assert not isinstance(dialog, BugDialog)
    assert "do not open the vault" in spoken(dialog)


def test_the_log_gets_the_report_once_and_no_value(
    qtbot: QtBot, reporter: BugReporter, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            error = a_bug()
            sys.excepthook(type(error), error, error.__traceback__)
    assert len(caplog.records) == 1
    assert PATIENT not in caplog.text


def test_a_conflict_shows_both_values_and_who_wrote_the_other(qtbot: QtBot) -> None:
    said = say(QT_TRANSLATE_NOOP("test", "Not saved: it was changed in another place."))
    differences = [Difference("family_name", "Aalto", "Aaltonen"), Difference("lesion 3: pain", "4", "")]
    shown = dialog_of(Conflict(said, None, differences, "Dr Bo Sample"), None)
    qtbot.addWidget(shown)
    told = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert "Dr Bo Sample saved it" in told
    assert "family name: yours “Aalto”, in the record “Aaltonen”." in told
    assert "lesion 3: pain: yours “4”, in the record “not recorded”." in told
