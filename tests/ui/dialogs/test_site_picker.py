from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget

from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.lesions.site_picker import SitePicker

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SITES = SiteList.load()


class Desk:
    """A picker over another field, with a person at the keyboard."""

    def __init__(self, qtbot) -> None:
        self.window = QWidget()
        self.picker = SitePicker(SITES)
        self.other = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.picker)
        column.addWidget(self.other)
        column.addStretch(1)
        self.window.resize(420, 420)
        self.chosen: list[tuple[str, Side]] = []
        self.picker.chosen.connect(lambda code, side: self.chosen.append((code, side)))
        qtbot.addWidget(self.window)
        self.qtbot = qtbot
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.picker.setFocus()
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key)

    def shown(self) -> list[str]:
        matches = self.window.findChild(QListWidget)
        return [matches.item(row).text() for row in range(matches.count())] if matches.isVisible() else []

    def sides(self) -> list[str]:
        return [chip.accessibleName() for chip in self.picker.findChildren(Chip) if chip.isVisible()]


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot)


def test_rt_th_v_finds_the_right_thumb(desk):
    desk.type("rt th v")
    assert desk.shown()[0] == "Right thumb, distal phalanx, volar"

    desk.press(Qt.Key.Key_Return)
    assert desk.picker.value() == ("hand.thumb.distal.volar", Side.RIGHT)
    assert desk.chosen == [("hand.thumb.distal.volar", Side.RIGHT)]
    assert desk.picker.text() == "Right thumb, distal phalanx, volar"
    assert desk.shown() == []


def test_arrows_mark_another_site(desk):
    desk.type("rt th v")
    second = desk.shown()[1]
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert desk.picker.text() == second


def test_tab_takes_the_marked_site_and_goes_on(desk):
    desk.type("left elbow ext")
    desk.press(Qt.Key.Key_Tab)

    assert desk.picker.value() == ("elbow.extensor", Side.LEFT)
    assert not desk.picker.focusProxy().hasFocus()


@pytest.mark.parametrize(("letter", "side"), [("l", Side.LEFT), ("r", Side.RIGHT), ("R", Side.RIGHT)])
def test_asks_for_the_side_that_the_words_did_not_name(desk, letter, side):
    desk.type("elbow ext")
    desk.press(Qt.Key.Key_Return)
    assert desk.picker.value() is None
    assert desk.chosen == []
    assert desk.sides() == ["Left", "Right"]

    desk.type(letter)
    assert desk.picker.value() == ("elbow.extensor", side)
    assert desk.chosen == [("elbow.extensor", side)]


def test_the_side_can_be_clicked_and_changed(desk, qtbot):
    desk.type("rt elbow ext")
    desk.press(Qt.Key.Key_Return)
    left = next(chip for chip in desk.picker.findChildren(Chip) if chip.accessibleName() == "Left")
    qtbot.mouseClick(left, Qt.MouseButton.LeftButton)

    assert desk.picker.value() == ("elbow.extensor", Side.LEFT)
    assert desk.picker.text().startswith("Left")


def test_a_midline_site_needs_no_side(desk):
    desk.type("cervical spine")
    desk.press(Qt.Key.Key_Return)

    assert desk.picker.value() == ("spine.cervical", Side.MIDLINE)
    assert desk.sides() == []


def test_a_changed_text_is_no_site_until_it_is_taken(desk):
    desk.type("rt elbow ext")
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_End)
    desk.type("x")

    assert desk.picker.value() is None


def test_words_that_no_site_has_are_said_to_have_none(desk):
    desk.type("qqqq")
    assert desk.shown() == ["No site of the list has all these words."]

    desk.press(Qt.Key.Key_Return)
    assert desk.picker.value() is None
    assert desk.picker.text() == "qqqq"


def test_esc_closes_the_list_and_keeps_the_text(desk):
    desk.type("elbow")
    desk.press(Qt.Key.Key_Escape)

    assert desk.shown() == []
    assert desk.picker.text() == "elbow"


def test_a_click_takes_a_site(desk, qtbot):
    desk.type("rt elbow")
    matches = desk.window.findChild(QListWidget)
    at = matches.visualItemRect(matches.item(1)).center()
    qtbot.mouseClick(matches.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert desk.picker.value() == ("elbow.extensor", Side.RIGHT)


def test_leaving_the_line_takes_nothing(desk):
    desk.type("rt elbow")
    desk.other.setFocus()

    assert desk.picker.value() is None
    assert desk.shown() == []


def test_a_site_shown_from_outside_says_nothing_back(desk):
    desk.picker.set_value("knee.anterior", Side.LEFT)

    assert desk.chosen == []
    assert desk.picker.value() == ("knee.anterior", Side.LEFT)
