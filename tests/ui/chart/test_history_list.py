from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from calcitrack.ui.models.history_model import HistoryModel
from calcitrack.ui.widgets.history_list import HistoryList, HistoryRow
from calcitrack.ui.widgets.label import Label

# The offscreen platform says so of sizes and of raising windows; no test of ours depends on it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NOON = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - already in the time zone in which it is read

SIGNED = HistoryRow(NOON, "Dr M. Okafor", "Signed the visit", visit_id=7)
AMENDED = HistoryRow(NOON - timedelta(hours=2), "Nurse Łukasz Đặng", "Added an addendum", "left and right were swapped")
DETAILED = HistoryRow(NOON - timedelta(days=1), "Dr M. Okafor", "Changed the draft\none\ntwo\nthree\nfour\nfive")
LOOKED = HistoryRow(NOON - timedelta(days=1, hours=3), "Dr A. Berg", "Looked at the record")
ALL = (LOOKED, SIGNED, DETAILED, AMENDED)


@pytest.fixture
def history(qtbot: QtBot) -> HistoryList:
    made = HistoryList()
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    qtbot.waitExposed(made)
    made.set_rows(ALL)
    return made


def view_of(history: HistoryList) -> QListView:
    found = history.findChild(QListView)
    assert found is not None
    return found


def model_of(history: HistoryList) -> QAbstractItemModel:
    return view_of(history).model()


def told(history: HistoryList) -> list[str]:
    model = model_of(history)
    return [str(model.index(row, 0).data()).split("\n")[0] for row in range(model.rowCount())]


def index_of(history: HistoryList, what: str) -> QModelIndex:
    model = model_of(history)
    return next(model.index(row, 0) for row in range(model.rowCount()) if what in str(model.index(row, 0).data()))


def type_filter(qtbot: QtBot, history: HistoryList, text: str) -> None:
    box = history.findChild(QLineEdit)
    assert box is not None
    qtbot.keyClicks(box, text)


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = HistoryModel()
    model.set_rows(ALL)
    qtmodeltester.check(model)


def test_lists_the_newest_first_under_its_day(history: HistoryList) -> None:
    assert told(history) == [
        "22 Nov 2026, entries: 2",
        "22 Nov 2026 12:00, Dr M. Okafor: Signed the visit",
        "22 Nov 2026 10:00, Nurse Łukasz Đặng: Added an addendum",
        "21 Nov 2026, entries: 2",
        "21 Nov 2026 12:00, Dr M. Okafor: Changed the draft",
        "21 Nov 2026 09:00, Dr A. Berg: Looked at the record",
    ]


def test_a_screen_reader_hears_the_reason(history: HistoryList) -> None:
    spoken = index_of(history, "addendum").data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).endswith("Reason: left and right were swapped")


def test_the_filter_keeps_what_holds_all_its_words(qtbot: QtBot, history: HistoryList) -> None:
    type_filter(qtbot, history, "okafor visit")
    assert told(history) == ["22 Nov 2026, entries: 1", "22 Nov 2026 12:00, Dr M. Okafor: Signed the visit"]


@pytest.mark.parametrize("text", ["lukasz dang", "swapped", "ADDENDUM", "nov 10"])
def test_the_filter_finds_names_as_they_are_typed_elsewhere(qtbot: QtBot, history: HistoryList, text: str) -> None:
    type_filter(qtbot, history, text)
    expected = 0 if text == "nov 10" else 2
    assert len(told(history)) == expected


def test_the_filter_finds_a_day(qtbot: QtBot, history: HistoryList) -> None:
    type_filter(qtbot, history, "21 nov")
    assert len(told(history)) == 3


def count(history: HistoryList) -> str:
    return next(label.text() for label in history.findChildren(Label))


def test_says_how_many_entries_it_shows(qtbot: QtBot, history: HistoryList) -> None:
    assert count(history) == "Showing 4 of 4 entries"
    type_filter(qtbot, history, "addendum")
    assert count(history) == "Showing 1 of 4 entries"
    type_filter(qtbot, history, " zebra")
    assert count(history) == "None of 4 entries holds these words."


def test_says_that_nothing_was_done_yet(history: HistoryList) -> None:
    history.set_rows(())
    assert count(history) == "Nothing has been done to this record yet."


def test_the_filter_stays_when_entries_come_anew(qtbot: QtBot, history: HistoryList) -> None:
    type_filter(qtbot, history, "addendum")
    history.set_rows(ALL)
    assert count(history) == "Showing 1 of 4 entries"


def test_enter_opens_the_visit_of_an_entry(qtbot: QtBot, history: HistoryList) -> None:
    view_of(history).setCurrentIndex(index_of(history, "Signed"))
    with qtbot.waitSignal(history.visit_requested) as asked:
        qtbot.keyClick(view_of(history), Qt.Key.Key_Return)
    assert asked.args == [7]


def test_an_entry_without_a_visit_opens_nothing(qtbot: QtBot, history: HistoryList) -> None:
    view_of(history).setCurrentIndex(index_of(history, "Looked"))
    with qtbot.assertNotEmitted(history.visit_requested):
        qtbot.keyClick(view_of(history), Qt.Key.Key_Return)


def test_keys_pass_over_the_days(qtbot: QtBot, history: HistoryList) -> None:
    view = view_of(history)
    view.setCurrentIndex(index_of(history, "addendum"))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex() == index_of(history, "Changed")


def test_the_current_entry_shows_all_its_details(history: HistoryList) -> None:
    view = view_of(history)
    entry = index_of(history, "Changed")
    before = view.visualRect(entry).height()
    view.setCurrentIndex(entry)
    QApplication.processEvents()
    view.grab()
    grown = view.visualRect(entry).height()
    view.setCurrentIndex(index_of(history, "Looked"))
    QApplication.processEvents()
    assert before < grown
    assert view.visualRect(entry).height() == before


def test_a_long_text_makes_a_higher_entry_instead_of_being_cut(history: HistoryList) -> None:
    long = HistoryRow(NOON, "Dr M. Okafor", "word " * 80 + "x" * 300)
    history.set_rows((long, LOOKED))
    QApplication.processEvents()
    view = view_of(history)
    assert (
        view.visualRect(index_of(history, "word")).height()
        > 4 * view.visualRect(index_of(history, "Looked")).height() / 2
    )
    assert not view.horizontalScrollBar().isVisible()
