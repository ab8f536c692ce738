"""The second reader's window: blind, agreement, disagreements."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.second_reader.desk import Desk
from calcitrack.ui.second_reader.dialog import SecondReaderDialog
from calcitrack.ui.second_reader.rows import kappa_text
from calcitrack.ui.session import Session
from tests.clinic.test_judging import Tried, tried
from tests.clinic.test_second_reader import case_of, judged_by_first, other

__all__ = ["other", "tried"]  # fixtures

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


def shown(qtbot: QtBot, clinic: Clinic, jobs: JobRunner) -> SecondReaderDialog:
    dialog = SecondReaderDialog(Desk(Session(clinic, jobs)))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(qtbot: QtBot, widget: QWidget, word: str) -> None:
    button = next(one for one in widget.findChildren(QPushButton) if one.text() == word)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    first = widget.findChildren(Choice)[0]
    first.setFocus()
    qtbot.keyClick(first, key)


def test_reads_blind_with_keys_and_neither_patient_nor_first_reading_is_in_sight(
    qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner
) -> None:
    judged_by_first(tried)
    dialog = shown(qtbot, other, jobs)
    said = texts(dialog.reading)
    assert "Case 1 of 2" in said
    patient = tried.record.patient
    assert patient.family_name not in said
    assert patient.mrn not in said
    assert "Judged by" not in said
    assert "propose" not in said
    choose(qtbot, dialog.reading, Qt.Key.Key_P)
    press(qtbot, dialog.reading, "Save and go on")
    assert "Case 1 of 1" in texts(dialog.reading)
    assert [one.blind for one in tried.record.judgements] == [False, False, True]
    press(qtbot, dialog.reading, "Put off")
    assert "Case 1 of 1" in texts(dialog.reading)


def test_a_letter_typed_for_one_case_is_not_carried_into_the_next(
    qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner
) -> None:
    judged_by_first(tried)
    dialog = shown(qtbot, other, jobs)
    classes = dialog.reading.findChildren(Choice)[0]
    choose(qtbot, dialog.reading, Qt.Key.Key_P)
    press(qtbot, dialog.reading, "Save and go on")
    assert "Case 1 of 1" in texts(dialog.reading)
    qtbot.keyClick(classes, Qt.Key.Key_C)  # no word begins with the letter before it and this one
    assert classes.currentText() == "Complete"


def test_nothing_is_saved_before_a_class_is_chosen(qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner) -> None:
    judged_by_first(tried)
    dialog = shown(qtbot, other, jobs)
    press(qtbot, dialog.reading, "Save and go on")
    assert len(tried.record.judgements) == 2


def test_enter_saves_the_reading_and_never_puts_it_off(
    qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner
) -> None:
    judged_by_first(tried)
    dialog = shown(qtbot, other, jobs)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "Not saved: choose a class first." in texts(dialog.reading)
    choose(qtbot, dialog.reading, Qt.Key.Key_P)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert [one.blind for one in tried.record.judgements] == [False, False, True]


def test_escape_asks_before_a_choice_is_lost(qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner) -> None:
    judged_by_first(tried)
    dialog = shown(qtbot, other, jobs)
    choose(qtbot, dialog.reading, Qt.Key.Key_P)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "is not saved" in texts(dialog)
    dialog.tabs.setCurrentIndex(1)
    dialog.tabs.setCurrentIndex(0)
    assert dialog.reading.is_changed
    press(qtbot, dialog, "Close without saving")
    assert not dialog.isVisible()
    assert len(tried.record.judgements) == 2


def test_an_interval_without_width_is_not_shown_as_one(
    qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner
) -> None:
    judged_by_first(tried)
    other.second_reader.judge_blind(case_of(other, tried.first), (tried.verdict(tried.first).now,) * 2)
    other.second_reader.judge_blind(case_of(other, tried.second), (tried.verdict(tried.second).now,) * 2)
    (pair,) = other.second_reader.agreements()
    assert kappa_text(pair.now) == "1.00 (no interval)"


def test_settles_a_disagreement_with_both_readings_in_sight(
    qtbot: QtBot, tried: Tried, other: Clinic, jobs: JobRunner
) -> None:
    judged_by_first(tried)
    partial = tried.verdict(tried.first).now
    other.second_reader.judge_blind(case_of(other, tried.second), (partial, partial), "smaller to me")
    dialog = shown(qtbot, tried.clinic, jobs)
    dialog.tabs.setCurrentIndex(2)
    said = texts(dialog.settling)
    assert "1 of 1 are not settled yet." in said
    assert "Dr Second" in said
    assert "smaller to me" in said
    choose(qtbot, dialog.settling, Qt.Key.Key_P)
    reason = dialog.settling.findChildren(QLineEdit)[0]
    qtbot.keyClicks(reason, "measured again together")
    press(qtbot, dialog.settling, "Close the disagreement")
    assert "0 of 1 are not settled yet." in texts(dialog.settling)
    dialog.tabs.setCurrentIndex(1)
    assert "Kappa is agreement beyond chance" in texts(dialog)
