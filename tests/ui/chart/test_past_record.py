"""The record as it was: chosen by an entry of the history or by a day, read only, and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.models.history_model import HistoryRow
from calcitrack.ui.pages.chart.history_panel import HistoryPanel
from calcitrack.ui.session import Session
from calcitrack.ui.widgets.history_list import HistoryList
from tests.builders import a_lesion, a_patient
from tests.vaults import NOW, FixedClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")


@pytest.fixture
def panel(qtbot: QtBot, clinic: Clinic, fixed_clock: FixedClock) -> Iterator[HistoryPanel]:
    """A patient without medicines, who got a lesion and medicines three days later."""
    runner = JobRunner()
    patient = clinic.patients.add(a_patient()).value
    fixed_clock.go_on(days=3)
    clinic.lesions.add(patient, a_lesion())
    clinic.patients.change(replace(clinic.patients.reload(patient).patient, medicines="aspirin"))
    shown = HistoryPanel(Session(clinic, runner))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    qtbot.waitExposed(shown)
    shown.set_patient(patient)
    yield shown
    runner.shutdown()


def shown_after(begin: Callable[[], object]) -> str:
    """All the words of the dialog that opens; it is closed again."""
    told: list[str] = []

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        timer.stop()
        told.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
        dialog.reject()

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(10)
    begin()
    timer.stop()
    return "\n".join(told)


def button(panel: HistoryPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text)


def test_an_entry_shows_the_record_as_it_was_right_after_it(qtbot: QtBot, panel: HistoryPanel) -> None:
    view = panel.findChild(QListView)
    assert view is not None
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    then = button(panel, "As it was then…")
    then.setFocus()
    told = shown_after(lambda: qtbot.keyClick(then, Qt.Key.Key_Space))
    assert "This is not the present record" in told
    assert "Changes since then: 2." in told
    assert "Medicines: not recorded" in told


def test_a_day_shows_the_record_as_it_was_when_it_ended(qtbot: QtBot, panel: HistoryPanel) -> None:
    day = next(one for one in panel.findChildren(QLineEdit) if "end of this day" in one.accessibleName())
    qtbot.keyClicks(day, "today")
    assert "Medicines: aspirin" in shown_after(lambda: qtbot.keyClick(day, Qt.Key.Key_Return))
    day.clear()
    qtbot.keyClicks(day, f"{NOW.date():%Y-%m-%d}")
    assert "Medicines: not recorded" in shown_after(lambda: qtbot.keyClick(day, Qt.Key.Key_Return))


@pytest.mark.parametrize(
    ("typed", "sentence"), [("soon", "This is not a date"), ("2020-01-01", "not in the vault yet")]
)
def test_a_day_that_cannot_be_shown_is_refused_in_words(
    qtbot: QtBot, panel: HistoryPanel, typed: str, sentence: str
) -> None:
    day = next(one for one in panel.findChildren(QLineEdit) if "end of this day" in one.accessibleName())
    qtbot.keyClicks(day, typed)
    assert shown_after(lambda: qtbot.keyClick(day, Qt.Key.Key_Return)) == ""
    assert any(sentence in label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_what_was_not_read_is_said_with_the_count(qtbot: QtBot) -> None:
    listed = HistoryList()
    qtbot.addWidget(listed)
    listed.set_rows([HistoryRow(NOW, "Dr A", "Signed")], there_are=12_345)
    words = " ".join(label.text() for label in listed.findChildren(QLabel))
    assert "Showing 1 of 12345 entries" in words
    assert "12344 older entries are not read yet" in words
