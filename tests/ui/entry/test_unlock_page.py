"""The unlock page under real keys. It knows no vault: the tests answer its wishes themselves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.domain.passwords import Level, strength_of
from calcitrack.ui.entrance import Entrance
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.unlock_page import UnlockPage
from calcitrack.ui.theme import apply_theme, theme_for

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

GOOD = "swordfish lantern maple"
REFUSAL = "This name and password do not open the vault."


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    return made


@pytest.fixture
def page(qtbot: QtBot, window: QMainWindow) -> UnlockPage:
    made = UnlockPage()
    made.set_vault("northside")
    window.setCentralWidget(made)
    window.show()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return made


def editor(page: QWidget, label: str) -> QLineEdit:
    (found,) = (e for e in page.findChildren(QLineEdit) if e.accessibleName() == label and e.isVisible())
    return found


def button(page: QWidget, text: str) -> QPushButton:
    (found,) = (b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())
    return found


def shown_text(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def type_here(qtbot: QtBot, text: str) -> None:
    """Type where the cursor is, as a person does."""
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def ask_in(qtbot: QtBot, page: UnlockPage) -> None:
    type_here(qtbot, "okafor")
    press(qtbot, Qt.Key.Key_Return)
    type_here(qtbot, GOOD)
    press(qtbot, Qt.Key.Key_Return)
    assert page.is_waiting


def open_recovery(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.mouseClick(button(page, "Use the recovery code..."), Qt.MouseButton.LeftButton)


def test_keys_alone_lead_from_the_name_to_the_wish(qtbot: QtBot, page: UnlockPage) -> None:
    type_here(qtbot, " okafor ")
    press(qtbot, Qt.Key.Key_Return)
    type_here(qtbot, GOOD)
    with qtbot.waitSignal(page.unlock_requested) as wish:
        press(qtbot, Qt.Key.Key_Return)
    assert wish.args == ["okafor", GOOD]


def test_the_button_asks_too(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClicks(editor(page, "Name"), "okafor")
    qtbot.keyClicks(editor(page, "Password"), " a space counts ")
    with qtbot.waitSignal(page.unlock_requested) as wish:
        qtbot.mouseClick(button(page, "Unlock"), Qt.MouseButton.LeftButton)
    assert wish.args == ["okafor", " a space counts "]


def test_takes_a_pasted_password(qtbot: QtBot, page: UnlockPage) -> None:
    QApplication.clipboard().setText(GOOD)
    qtbot.keyClick(editor(page, "Password"), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor(page, "Password").text() == GOOD


def test_a_missing_name_is_said_beside_its_field(qtbot: QtBot, page: UnlockPage) -> None:
    with qtbot.assertNotEmitted(page.unlock_requested):
        qtbot.mouseClick(button(page, "Unlock"), Qt.MouseButton.LeftButton)
    assert "name" in editor(page, "Name").accessibleDescription()
    assert editor(page, "Name").hasFocus()


def test_while_it_waits_nothing_can_be_asked_twice(qtbot: QtBot, page: UnlockPage) -> None:
    ask_in(qtbot, page)
    assert not button(page, "Unlock").isEnabled()
    with qtbot.assertNotEmitted(page.unlock_requested):
        qtbot.mouseClick(button(page, "Unlock"), Qt.MouseButton.LeftButton)


def test_waiting_moves_nothing_on_the_page(qtbot: QtBot, page: UnlockPage) -> None:
    other = button(page, "Another vault...")
    before = other.mapTo(page, QPoint())
    ask_in(qtbot, page)
    qtbot.wait(1)
    assert other.mapTo(page, QPoint()) == before


def test_a_refusal_is_shown_and_the_password_can_be_typed_over(qtbot: QtBot, page: UnlockPage) -> None:
    ask_in(qtbot, page)
    page.show_refusal(REFUSAL)
    assert REFUSAL in shown_text(page)
    assert editor(page, "Name").text() == "okafor"
    type_here(qtbot, "another")
    assert editor(page, "Password").text() == "another"


def test_the_next_try_takes_the_refusal_away(qtbot: QtBot, page: UnlockPage) -> None:
    ask_in(qtbot, page)
    page.show_refusal(REFUSAL)
    press(qtbot, Qt.Key.Key_Return)
    assert page.is_waiting
    assert REFUSAL not in shown_text(page)


def test_shows_the_password_only_while_asked_to(qtbot: QtBot, page: UnlockPage) -> None:
    password = editor(page, "Password")
    (reveal,) = (
        b for b in page.findChildren(QToolButton) if b.isVisible() and b.accessibleName() == "Show the password"
    )
    assert password.echoMode() == QLineEdit.EchoMode.Password
    qtbot.mouseClick(reveal, Qt.MouseButton.LeftButton)
    assert password.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.mouseClick(reveal, Qt.MouseButton.LeftButton)
    assert password.echoMode() == QLineEdit.EchoMode.Password


def test_says_that_caps_lock_is_on_and_when_it_is_off_again(qtbot: QtBot, page: UnlockPage) -> None:
    password = editor(page, "Password")
    qtbot.keyClick(password, "A")
    assert "Caps Lock is on." in shown_text(page)
    qtbot.keyClick(password, "b")
    assert "Caps Lock" not in shown_text(page)


def test_a_capital_typed_with_shift_is_no_sign_of_caps_lock(qtbot: QtBot, page: UnlockPage) -> None:
    qtbot.keyClick(editor(page, "Password"), "A", Qt.KeyboardModifier.ShiftModifier)
    assert "Caps Lock" not in shown_text(page)


def test_the_caps_lock_key_itself_turns_the_hint_off(qtbot: QtBot, page: UnlockPage) -> None:
    password = editor(page, "Password")
    qtbot.keyClick(password, "A")
    qtbot.keyClick(password, Qt.Key.Key_CapsLock)
    assert "Caps Lock" not in shown_text(page)


def test_forgets_what_was_typed_when_it_is_left(qtbot: QtBot, page: UnlockPage) -> None:
    ask_in(qtbot, page)
    page.hide()
    assert {edit.text() for edit in page.findChildren(QLineEdit)} == {""}
    page.show()
    assert not page.is_waiting
    assert editor(page, "Name").isEnabled()


def test_names_the_vault_and_the_way_into_the_demonstration(page: UnlockPage) -> None:
    page.set_vault("demo-clinic", "Demonstration: name demo, password demonstration")
    assert "demo-clinic" in shown_text(page)
    assert "name demo, password demonstration" in shown_text(page)


def test_asks_for_another_vault(qtbot: QtBot, page: UnlockPage) -> None:
    with qtbot.waitSignal(page.other_vault_requested):
        qtbot.mouseClick(button(page, "Another vault..."), Qt.MouseButton.LeftButton)


def test_the_ways_out_stand_side_by_side_and_one_below_the_other_where_they_do_not_fit(
    qtbot: QtBot, window: QMainWindow, page: UnlockPage
) -> None:
    ways = [button(page, text) for text in ("Use the recovery code...", "Another vault...")]

    def places() -> list[QPoint]:
        return [way.mapTo(page, QPoint()) for way in ways]

    assert places()[0].y() == places()[1].y()
    window.resize(280, 768)
    qtbot.waitUntil(lambda: places()[0].y() < places()[1].y())
    assert places()[0].x() == places()[1].x()
    window.resize(1024, 768)
    qtbot.waitUntil(lambda: places()[0].y() == places()[1].y())


def test_a_vault_of_invented_patients_tells_how_the_demonstration_opens(qtbot: QtBot, vault_folder: Path) -> None:
    jobs = JobRunner()
    entrance = Entrance(vault_folder, jobs)
    qtbot.addWidget(entrance)
    entrance.show()
    jobs.shutdown()
    assert "the name demo and the password demonstration" in shown_text(entrance)


def test_keys_alone_lead_through_recovery(qtbot: QtBot, page: UnlockPage) -> None:
    open_recovery(qtbot, page)
    for text in ("okafor", "2j4k-99zz", "lost", GOOD):
        type_here(qtbot, text)
        press(qtbot, Qt.Key.Key_Return)
    type_here(qtbot, GOOD)
    with qtbot.waitSignal(page.recovery_requested) as wish:
        press(qtbot, Qt.Key.Key_Return)
    assert wish.args == ["okafor", "2j4k-99zz", GOOD, "lost"]
    assert page.is_waiting


def test_recovery_says_every_fault_beside_its_field(qtbot: QtBot, page: UnlockPage) -> None:
    open_recovery(qtbot, page)
    qtbot.keyClicks(editor(page, "New password"), "short")
    with qtbot.assertNotEmitted(page.recovery_requested):
        qtbot.mouseClick(button(page, "Set the password and unlock"), Qt.MouseButton.LeftButton)
    assert "name" in editor(page, "Name").accessibleDescription()
    assert "code" in editor(page, "Recovery code").accessibleDescription()
    assert "Say why" in editor(page, "Reason").accessibleDescription()
    assert "10 more characters" in editor(page, "New password").accessibleDescription()
    assert editor(page, "Name").hasFocus()


def test_a_new_password_must_be_typed_twice_alike(qtbot: QtBot, page: UnlockPage) -> None:
    open_recovery(qtbot, page)
    for label, text in {"Name": "okafor", "Recovery code": "2J4K", "Reason": "lost", "New password": GOOD}.items():
        qtbot.keyClicks(editor(page, label), text)
    with qtbot.assertNotEmitted(page.recovery_requested):
        qtbot.mouseClick(button(page, "Set the password and unlock"), Qt.MouseButton.LeftButton)
    assert "differ" in editor(page, "The same password again").accessibleDescription()
    assert editor(page, "The same password again").hasFocus()


def test_a_refused_recovery_keeps_the_form(qtbot: QtBot, page: UnlockPage) -> None:
    open_recovery(qtbot, page)
    for label, text in {
        "Name": "okafor", "Recovery code": "2J4K", "Reason": "lost", "New password": GOOD,
        "The same password again": GOOD,
    }.items():  # fmt: skip
        qtbot.keyClicks(editor(page, label), text)
    qtbot.mouseClick(button(page, "Set the password and unlock"), Qt.MouseButton.LeftButton)
    page.show_refusal("This recovery code does not open the vault.")
    assert editor(page, "Recovery code").hasFocus()
    assert editor(page, "New password").text() == GOOD


def test_going_back_to_the_password_forgets_the_code(qtbot: QtBot, page: UnlockPage) -> None:
    open_recovery(qtbot, page)
    qtbot.keyClicks(editor(page, "Recovery code"), "2J4K")
    qtbot.mouseClick(button(page, "Use the password"), Qt.MouseButton.LeftButton)
    open_recovery(qtbot, page)
    assert editor(page, "Recovery code").text() == ""


def test_every_field_can_be_reached_at_twice_the_size_on_a_small_screen(qtbot: QtBot, page: UnlockPage) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, theme_for("light", 2.0, Qt.ColorScheme.Light))
    try:
        open_recovery(qtbot, page)
        qtbot.wait(1)
        for _ in range(4):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert page.viewport().rect().contains(focused.mapTo(page.viewport(), focused.rect().center()))
        assert page.widget().width() <= page.viewport().width()
    finally:
        apply_theme(app, theme_for("light", 1.0, Qt.ColorScheme.Light))


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    code = (
        "import sys; import calcitrack.ui.pages.unlock_page; "
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    heavy = {
        "numpy",
        "pyqtgraph",
        "reportlab",
        "sqlite_utils",
        "sqlcipher3",
        "cryptography",
        "argon2",
        "PIL",
        "asyncio",
    }
    assert loaded & heavy == set()


@pytest.mark.parametrize(
    ("password", "level"),
    [
        ("fourteen chars", Level.REFUSED),
        ("aaaaaaaaaaaaaaaaaaaa", Level.REFUSED),
        ("abcdefghijklmnopqrst", Level.REFUSED),
        ("x7!x7!x7!x7!x7!x7!", Level.REFUSED),
        ("passwordpassword", Level.REFUSED),
        ("Northside Rheumatology", Level.REFUSED),
        ("Okafor at Northside", Level.REFUSED),
        ("swordfish maple", Level.FAIR),
        ("swordfish lantern", Level.GOOD),
        ("swordfish lantern maple", Level.STRONG),
        ("лебедь молоко фонарь", Level.GOOD),
    ],
)
def test_judges_a_password_by_length_variety_and_known_words(password: str, level: Level) -> None:
    assert strength_of(password, ["Northside Rheumatology", "Dr M. Okafor"]).level == level


def test_says_how_many_characters_are_missing() -> None:
    assert str(strength_of("ten of me.").verdict).startswith("5 more characters")
    assert str(strength_of("fourteen chars").verdict).startswith("One more character")
