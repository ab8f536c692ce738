"""The first start under real keys; the tests make the vault in their minds only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.ui.entry.recovery_code import difference, groups
from calcitrack.ui.pages.first_start_page import FirstStart, FirstStartPage

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

GOOD = "swordfish lantern maple"
CODE = "2J4K-99ZZ-7QWE-4RTY-0ABC-DEFG-HJKM-NPQR"


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    return made


@pytest.fixture
def page(qtbot: QtBot, window: QMainWindow, tmp_path: Path) -> FirstStartPage:
    made = FirstStartPage(tmp_path / "vault")
    window.setCentralWidget(made)
    window.show()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return made


def type_and_go_on(qtbot: QtBot, *texts: str) -> None:
    """Type each text where the cursor is, and press Enter."""
    for text in texts:
        focused = QApplication.focusWidget()
        qtbot.keyClicks(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Return)


def click(qtbot: QtBot, page: FirstStartPage, text: str) -> None:
    (found,) = (b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def editor(page: FirstStartPage, label: str) -> QLineEdit:
    (found,) = (e for e in page.findChildren(QLineEdit) if e.accessibleName() == label and e.isVisible())
    return found


def shown_text(page: FirstStartPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def fill_in(qtbot: QtBot) -> None:
    """Everything up to the wish, by keys alone; the folder and the login are taken as suggested."""
    type_and_go_on(qtbot, "Northside Rheumatology", "", "Dr M. Okafor", "", GOOD, GOOD)


def test_keys_alone_lead_to_the_wish(qtbot: QtBot, page: FirstStartPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.create_requested) as wish:
        fill_in(qtbot)
    assert wish.args == [
        FirstStart("Northside Rheumatology", tmp_path / "vault", "Dr M. Okafor", "okafor", GOOD),
    ]


def test_a_printed_wish_does_not_show_the_password(tmp_path: Path) -> None:
    assert GOOD not in repr(FirstStart("Northside", tmp_path, "Dr M. Okafor", "okafor", GOOD))


def test_an_own_short_name_is_kept(qtbot: QtBot, page: FirstStartPage) -> None:
    type_and_go_on(qtbot, "Northside", "")
    qtbot.keyClicks(editor(page, "Short name for signing in"), "mo")
    type_and_go_on(qtbot, "Dr M. Okafor")
    assert editor(page, "Short name for signing in").text() == "mo"


def test_a_missing_name_of_the_clinic_is_said_beside_its_field(qtbot: QtBot, page: FirstStartPage) -> None:
    click(qtbot, page, "Next")
    assert "name of the clinic" in editor(page, "Name of the clinic").accessibleDescription()
    assert editor(page, "Name of the clinic").hasFocus()


def test_a_folder_must_be_a_whole_path(qtbot: QtBot, page: FirstStartPage) -> None:
    editor(page, "Folder of the vault").selectAll()
    qtbot.keyClicks(editor(page, "Folder of the vault"), "somewhere")
    qtbot.keyClicks(editor(page, "Name of the clinic"), "Northside")
    click(qtbot, page, "Next")
    assert "whole path" in editor(page, "Folder of the vault").accessibleDescription()


def test_every_fault_of_a_step_is_said_at_once(qtbot: QtBot, page: FirstStartPage) -> None:
    type_and_go_on(qtbot, "Northside", "")
    click(qtbot, page, "Next")
    assert "Type your name." in shown_text(page)
    assert "Type a short name." in shown_text(page)


def test_refuses_the_name_of_the_clinic_as_password(qtbot: QtBot, page: FirstStartPage) -> None:
    type_and_go_on(qtbot, "Greenmeadow Dermatology", "", "Dr M. Okafor", "")
    with qtbot.assertNotEmitted(page.create_requested):
        type_and_go_on(qtbot, "greenmeadow dermatology", "greenmeadow dermatology")
    assert "would try first" in editor(page, "New password").accessibleDescription()


def test_says_how_good_a_password_is_while_it_is_typed(qtbot: QtBot, page: FirstStartPage) -> None:
    type_and_go_on(qtbot, "Northside", "", "Dr M. Okafor", "")
    qtbot.keyClicks(editor(page, "New password"), "swordfish")
    assert "6 more characters" in shown_text(page)
    qtbot.keyClicks(editor(page, "New password"), " lantern maple")
    assert "Strong." in shown_text(page)


def test_going_back_keeps_what_was_typed(qtbot: QtBot, page: FirstStartPage) -> None:
    type_and_go_on(qtbot, "Northside", "", "Dr M. Okafor")
    click(qtbot, page, "Back")
    assert editor(page, "Name of the clinic").text() == "Northside"
    click(qtbot, page, "Next")
    assert editor(page, "Your name").text() == "Dr M. Okafor"


def test_while_the_vault_is_made_nothing_can_be_asked_twice(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    assert "Making the vault..." in shown_text(page)
    with qtbot.assertNotEmitted(page.create_requested):
        click(qtbot, page, "Make the vault")


def test_a_refusal_keeps_everything_for_the_next_try(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    page.show_refusal("The disk is full. No vault was made.")
    assert "The disk is full." in shown_text(page)
    with qtbot.waitSignal(page.create_requested) as wish:
        click(qtbot, page, "Make the vault")
    assert wish.args[0].password == GOOD


def test_a_fault_found_outside_leads_to_its_field(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    taken = say(QT_TRANSLATE_NOOP("test", "There is a vault in this folder already."))
    page.show_faults([Fault("folder", "exists", taken)])
    assert editor(page, "Folder of the vault").hasFocus()
    assert "already" in editor(page, "Folder of the vault").accessibleDescription()


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("clinic", "Name of the clinic"),
        ("person", "Your name"),
        ("login", "Short name for signing in"),
        ("password", "New password"),
    ],
)
def test_each_fault_of_the_clinic_has_its_field(qtbot: QtBot, page: FirstStartPage, field: str, label: str) -> None:
    fill_in(qtbot)
    page.show_faults([Fault(field, "refused", say(QT_TRANSLATE_NOOP("test", "Not this one.")))])
    assert editor(page, label).accessibleDescription() == "Not this one."
    assert editor(page, label).hasFocus()


def test_a_fault_of_no_field_is_shown_all_the_same(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    page.show_faults([Fault("clock", "set_back", say(QT_TRANSLATE_NOOP("test", "The clock stands in the past.")))])
    assert "The clock stands in the past." in shown_text(page)


def test_the_code_must_come_back_from_paper(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    page.show_recovery_code(CODE)
    assert all(group in shown_text(page) for group in CODE.split("-"))
    click(qtbot, page, "I have written it down")
    assert not any(group in shown_text(page) for group in CODE.split("-"))
    with qtbot.assertNotEmitted(page.finished):
        type_and_go_on(qtbot, CODE[:-1] + "X")
    assert "Group 8" in shown_text(page)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.finished):
        type_and_go_on(qtbot, CODE.replace("-", " ").lower())


def test_the_code_can_be_looked_at_again(qtbot: QtBot, page: FirstStartPage) -> None:
    page.show_recovery_code(CODE)
    click(qtbot, page, "I have written it down")
    click(qtbot, page, "Back")
    assert "2J4K" in shown_text(page)


def test_once_the_vault_is_made_there_is_no_way_back(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    page.show_recovery_code(CODE)
    assert not [b for b in page.findChildren(QPushButton) if b.text() == "Back" and b.isVisible()]


def test_copies_the_code(qtbot: QtBot, page: FirstStartPage) -> None:
    page.show_recovery_code(CODE)
    click(qtbot, page, "Copy")
    assert QApplication.clipboard().text() == CODE


def test_forgets_password_and_code_when_it_is_left(qtbot: QtBot, page: FirstStartPage) -> None:
    fill_in(qtbot)
    page.show_recovery_code(CODE)
    page.hide()
    kept = {edit.text() for edit in page.findChildren(QLineEdit)}
    assert GOOD not in kept
    qtbot.wait(1)
    assert not [label for label in page.findChildren(QLabel) if label.text() == "2J4K"]


def test_opens_the_demonstration_instead(qtbot: QtBot, page: FirstStartPage) -> None:
    with qtbot.waitSignal(page.demo_requested):
        click(qtbot, page, "Open the demonstration clinic")
    assert "Making the vault..." in shown_text(page)
    with qtbot.assertNotEmitted(page.demo_requested):
        click(qtbot, page, "Open the demonstration clinic")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code"),
        ("2J4K", "Right so far: 4 of 32"),
        (CODE + "A", "33 characters instead of 32"),
        ("2J4K-99ZZ-7QWX-4RTY-0ABC-DEFG-HJKM-NPQR", "Group 3"),
        ("2J4K-99", "Right so far: 6 of 32"),
        ("2J4K-98", "Group 2"),
    ],
)
def test_says_where_the_typed_code_differs(typed: str, said: str) -> None:
    found = difference(typed, CODE)
    assert found is not None
    assert said in str(found)


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert difference("I0LO-OVUV", "10 1O-0UVU") is None


def test_a_code_without_hyphens_is_shown_in_fours() -> None:
    assert groups("2J4K99ZZ7Q") == ("2J4K", "99ZZ", "7Q")
