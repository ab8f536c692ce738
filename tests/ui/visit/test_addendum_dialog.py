"""Adding to a signed visit, under real keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.sites import SiteList
from calcitrack.domain.validation import assessment_faults
from calcitrack.domain.vocabulary import AddendumKind, State
from calcitrack.ui.dialogs.addendum_dialog import AddendumDialog, Amendable
from calcitrack.ui.pages.chart.visit_requests import told_differences
from calcitrack.ui.visit.fields.panel_fields import LineField as EditorLine
from calcitrack.ui.visit.grid.rows import grid_rows
from tests.builders import a_reading, a_record, a_visit, an_assessment
from tests.ui.form_keys import choose, key, line, named, opened, press, said, save, type_text, write

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WHO = "Aalto, Ingrid · born 03 May 1968 · MRN 900-7"
ERROR = "Entered in error, such as for the wrong patient"
CORRECTION = "Correction of what was recorded of a lesion"
OUT = "Take this whole visit out of every figure"
BORN, THEN, TODAY = PartialDate("1968-05-03"), date(2026, 8, 30), date(2026, 11, 22)
SITES = SiteList.load()


def visit_on(on: date, length: int):
    sized = an_assessment(1, readings=(a_reading(length, 100, on),), ulcer=False)
    return a_visit(on, sized, an_assessment(2, State.UNCHANGED))


RECORD = a_record(visit_on(THEN, 200), visit_on(TODAY, 400))


def faults_of(assessment):
    return assessment_faults(assessment, RECORD.lesion(assessment.lesion_id).place, BORN, TODAY)


@pytest.fixture
def dialog(qtbot: QtBot) -> AddendumDialog:
    visits = tuple(reversed(RECORD.visits))
    rows = lambda visit: grid_rows(RECORD, visit, SITES)  # noqa: E731
    made = AddendumDialog(Amendable(WHO, visits, rows, "Dr M. Okafor", faults_of, told_differences))
    opened(qtbot, made)
    return made


def a_line(dialog: AddendumDialog, name: str) -> EditorLine:
    return next(f for f in dialog.findChildren(EditorLine) if f.accessibleName() == name and f.isVisible())


def type_over(qtbot: QtBot, dialog: AddendumDialog, name: str, text: str) -> None:
    """Type into a line of the editors and take it with Enter."""
    field = a_line(dialog, name)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_says_whom_it_is_about_and_begins_with_the_last_visit(dialog: AddendumDialog) -> None:
    assert WHO in said(dialog)
    assert WHO in dialog.accessibleName()
    assert named(dialog, "Visit", QComboBox).currentText() == "22 Nov 2026"
    assert dialog.windowTitle() == "CalciTrack"


def test_gives_a_note_with_its_reason(qtbot: QtBot, dialog: AddendumDialog) -> None:
    write(qtbot, dialog, "Reason", " result came later ")
    key(qtbot, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    type_text(qtbot, "CRP 3 mg/l.")
    key(qtbot, Qt.Key.Key_Return)
    type_text(qtbot, "Nothing else changed.")
    save(qtbot)
    found = dialog.value()
    assert found[1:] == (AddendumKind.NOTE, "result came later", "CRP 3 mg/l.\nNothing else changed.", ())
    assert found.visit_id == RECORD.visits[1].id


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
    assert dialog.value()[1:] == (AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", ())


def test_a_tick_that_went_with_its_question_takes_nothing_out(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, ERROR)
    press(qtbot, dialog, OUT)
    press(qtbot, dialog, "Note")
    write(qtbot, dialog, "Reason", "typing error")
    save(qtbot)
    assert dialog.value().kind is AddendumKind.NOTE


def test_a_correction_holds_the_right_value_and_shows_the_one_that_was_signed(
    qtbot: QtBot, dialog: AddendumDialog
) -> None:
    press(qtbot, dialog, CORRECTION)
    write(qtbot, dialog, "Reason", "typing error")
    type_over(qtbot, dialog, "Length", "20")
    assert dialog.isVisible(), "Enter takes the line, not the form"
    assert "#1 Sizes: 20.0 × 10.0 mm by ruler" in said(dialog)
    assert "(before: 40.0 × 10.0 mm by ruler" in said(dialog)
    save(qtbot)
    found = dialog.value()
    assert (found.kind, found.visit_id) == (AddendumKind.CORRECTION, RECORD.visits[1].id)
    assert [(a.lesion_id, a.readings[0].length, a.ulcer) for a in found.corrected] == [(1, 200, False)]


def test_an_earlier_visit_and_another_lesion_can_be_corrected(qtbot: QtBot, dialog: AddendumDialog) -> None:
    choose(qtbot, dialog, "Visit", "30 Aug 2026")
    press(qtbot, dialog, CORRECTION)
    choose(qtbot, dialog, "Lesion", "#2 L index, distal, volar")
    state = named(dialog, "State", QComboBox)
    state.setFocus()
    qtbot.keyClick(state, Qt.Key.Key_Down)
    assert state.currentText() == "Larger on inspection"
    qtbot.keyClick(state, Qt.Key.Key_Tab)
    assert not named(dialog, "Visit", QComboBox).isEnabled(), "a correction is of the visit that it was typed for"
    write(qtbot, dialog, "Reason", "mistaken")
    save(qtbot)
    found = dialog.value()
    assert found.visit_id == RECORD.visits[0].id
    assert [(a.lesion_id, a.state) for a in found.corrected] == [(2, State.LARGER)]


def test_an_entry_that_was_signed_cannot_be_taken_out(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, CORRECTION)
    choose(qtbot, dialog, "Lesion", "#2 L index, distal, volar")
    state = named(dialog, "State", QComboBox)
    state.setFocus()
    qtbot.keyClick(state, Qt.Key.Key_Home)
    qtbot.keyClick(state, Qt.Key.Key_Tab)
    assert "An entry that was signed cannot be taken out." in said(dialog)
    assert state.currentText() == "Unchanged on inspection"
    assert "Nothing yet." in said(dialog)


def test_a_correction_corrects_something(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, CORRECTION)
    write(qtbot, dialog, "Reason", "typing error")
    save(qtbot)
    assert dialog.isVisible()
    assert "Change what is wrong, or choose a note." in said(dialog)


def test_going_back_to_what_was_signed_corrects_nothing(qtbot: QtBot, dialog: AddendumDialog) -> None:
    choose(qtbot, dialog, "Visit", "30 Aug 2026")
    press(qtbot, dialog, CORRECTION)
    type_over(qtbot, dialog, "Length", "25")
    assert "#1 Sizes: 25.0 × 10.0 mm" in said(dialog)
    type_over(qtbot, dialog, "Length", "20")
    assert "Nothing yet." in said(dialog)


def test_a_size_that_cannot_be_is_refused_beside_it(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, CORRECTION)
    write(qtbot, dialog, "Reason", "typing error")
    type_over(qtbot, dialog, "Length", "6000")
    save(qtbot)
    assert dialog.isVisible()
    assert "What was typed into one of these fields cannot be taken as it is." in said(dialog)


def test_what_was_corrected_is_left_out_of_a_note(qtbot: QtBot, dialog: AddendumDialog) -> None:
    press(qtbot, dialog, CORRECTION)
    type_over(qtbot, dialog, "Length", "20")
    press(qtbot, dialog, "Note")
    write(qtbot, dialog, "Reason", "nothing to correct")
    save(qtbot)
    assert dialog.value().corrected == ()


def test_enter_in_the_reason_saves_and_in_the_text_begins_a_line(qtbot: QtBot, dialog: AddendumDialog) -> None:
    write(qtbot, dialog, "Reason", "late result")
    key(qtbot, Qt.Key.Key_Tab)
    key(qtbot, Qt.Key.Key_Return)
    assert dialog.isVisible()
    line(dialog, "Reason").setFocus()
    key(qtbot, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_escape_asks_before_a_text_is_lost(qtbot: QtBot, dialog: AddendumDialog) -> None:
    named(dialog, "Text", QPlainTextEdit).setFocus()
    type_text(qtbot, "x")
    key(qtbot, Qt.Key.Key_Escape)
    assert "What you typed here is not saved." in said(dialog)
    assert dialog.isVisible()
