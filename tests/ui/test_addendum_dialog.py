"""Adding to a signed visit, under real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.ui.dialogs.addendum_dialog import AddendumDialog
from tests.ui.form_keys import key, line, named, opened, press, said, save, type_text, write

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

VISIT = "Visit of 22 Nov 2026 · Aalto, Ingrid · MRN 900-7"
ERROR = "Entered in error, such as for the wrong patient"
OUT = "Take this whole visit out of every figure"


@pytest.fixture
def dialog(qtbot: QtBot) -> AddendumDialog:
    made = AddendumDialog(VISIT)
    opened(qtbot, made)
    return made


def test_says_which_visit_it_is_about(dialog: AddendumDialog) -> None:
    assert VISIT in said(dialog)
    assert VISIT in dialog.accessibleName()
    assert dialog.windowTitle() == "CalciTrack"


def test_gives_a_note_with_its_reason(qtbot: QtBot, dialog: AddendumDialog) -> None:
    write(qtbot, dialog, "Reason", " result came later ")
    key(qtbot, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    type_text(qtbot, "CRP 3 mg/l.")
    key(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "Nothing else changed.")
    save(qtbot)
    assert dialog.value() == (AddendumKind.NOTE, "result came later", "CRP 3 mg/l.\nNothing else changed.")


def test_a_note_asks_for_no_tick(dialog: AddendumDialog) -> None:
    assert OUT not in [box.text() for box in dialog.findChildren(QCheckBox) if box.isVisible()]


def test_an_addendum_says_why(qtbot: QtBot, dialog: AddendumDialog) -> None:
    save(qtbot)
    assert dialog.isVisible()
    assert line(dialog, "Reason").accessibleDescription() == "This is needed."
    assert line(dialog, "Reason").hasFocus()


def test_taking_a_visit_out_of_every_figure_takes_a_second_tick(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, ERROR)
    write(qtbot, dialog, "Reason", "wrong patient")
    save(qtbot)
    assert dialog.isVisible()
    assert "Tick this to take the visit out" in said(dialog)
    assert named(dialog, OUT, QCheckBox).hasFocus()
    key(qtbot, Qt.Key.Key_Space)
    assert "Tick this to take the visit out" not in said(dialog)
    save(qtbot)
    assert dialog.value() == (AddendumKind.ENTERED_IN_ERROR, "wrong patient", "")


def test_a_tick_that_went_with_its_question_takes_nothing_out(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, ERROR)
    press(qtbot, dialog, OUT)
    press(qtbot, dialog, "Note")
    write(qtbot, dialog, "Reason", "typing error")
    save(qtbot)
    assert dialog.value().kind is AddendumKind.NOTE


def test_offers_no_corrected_assessment(dialog: AddendumDialog) -> None:
    assert "orrect" not in said(dialog)


def test_enter_in_the_reason_saves_and_in_the_text_begins_a_line(qtbot: QtBot, dialog: AddendumDialog) -> None:
    write(qtbot, dialog, "Reason", "late result")
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.findChildren(QLineEdit)[0].setFocus()
    key(qtbot, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_escape_asks_before_a_text_is_lost(qtbot: QtBot, dialog: AddendumDialog) -> None:
    named(dialog, "Text", QPlainTextEdit).setFocus()
    type_text(qtbot, "x")
    key(qtbot, Qt.Key.Key_Escape)
    assert "What you typed here is not saved." in said(dialog)
    assert dialog.isVisible()
