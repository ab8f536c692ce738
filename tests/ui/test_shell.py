"""The frame of an open vault under real keys and clicks: rail, search, top bar, status line, commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import VaultBusy
from calcitrack.domain.folding import fold
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.vocabulary import PatientStatus, Sex
from calcitrack.domain.worklist import PatientHit, SearchResult
from calcitrack.ui.actions import COMMANDS, Actions, Where
from calcitrack.ui.shell.rail import RailEntry
from calcitrack.ui.shell.search_box import SearchBox
from calcitrack.ui.shell.search_popup import SearchPopup
from calcitrack.ui.shell.search_rows import CommandLine, PatientLine, Sources
from calcitrack.ui.shell.shell import Shell
from calcitrack.ui.shell.top_bar import StatePill, TopBar
from calcitrack.ui.theme import apply_theme, theme_for

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def patient(patient_id: int, name: str, mrn: str, status: PatientStatus = PatientStatus.ACTIVE) -> PatientHit:
    return PatientHit(patient_id, name, mrn, PartialDate("1968-05-03"), Sex.FEMALE, status)


CLINIC = (
    patient(7, "Aalto, Ingrid", "004-1183"),
    patient(8, "Aalto, Ingrid", "009-0001", PatientStatus.DIED),
    patient(9, "Abioye, Temilade", "004-2210"),
)


def search(typed: str) -> SearchResult:
    """As the vault would: every word begins a word of the name or the record number."""
    hits = tuple(hit for hit in CLINIC if fold(typed) in fold(f"{hit.name} {hit.mrn}"))
    return SearchResult(hits[:50])


@pytest.fixture(autouse=True)
def style(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """Sets the scale of the theme, and takes it back."""

    def scaled(scale: float) -> None:
        apply_theme(qapp, theme_for("light", scale, Qt.ColorScheme.Light))

    scaled(1.0)
    yield scaled
    scaled(1.0)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 768)
    return made


@pytest.fixture
def actions(window: QMainWindow) -> Actions:
    made = Actions(window)
    made.go_to(Where.SIGNED_IN)
    return made


@pytest.fixture
def shell(qtbot: QtBot, window: QMainWindow, actions: Actions) -> Shell:
    made = Shell(Sources(search, actions.available))
    made.add_page(RailEntry("worklist", "Worklist", "worklist", "Ctrl 1"), QLineEdit)
    made.add_page(RailEntry("patient", "Patients", "patients"), QLineEdit)
    made.top_bar.set_person("Dr M. Okafor", "Rheumatologist")
    made.top_bar.set_protection("Encrypted · backed up 12 min ago")
    window.setCentralWidget(made)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    return made


@pytest.fixture
def box(shell: Shell) -> SearchBox:
    shell.begin_search()
    return shell.search_box


def popup_of(box: SearchBox) -> SearchPopup:
    popup = box.popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def listed(box: SearchBox) -> list[str]:
    model = popup_of(box).view().model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def place_of(box: SearchBox, text: str) -> QPoint:
    """The middle of the row that holds the text."""
    view = popup_of(box).view()
    row = next(row for row, shown in enumerate(listed(box)) if text in shown)
    return view.visualRect(view.model().index(row, 0)).center()


def click_row(qtbot: QtBot, box: SearchBox, text: str) -> None:
    view = popup_of(box).view()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(box, text))


def rail_button(shell: Shell, name: str) -> QToolButton:
    (found,) = (button for button in shell.rail.findChildren(QToolButton) if button.accessibleName() == name)
    return found


# The rail and the pages


def test_the_first_page_added_is_shown(shell: Shell) -> None:
    assert shell.current_page() == "worklist"
    assert rail_button(shell, "Worklist").isChecked()


def test_a_low_window_with_large_text_shows_every_entry_of_the_rail_whole(
    qtbot: QtBot, shell: Shell, window: QMainWindow, style: Callable[[float], None]
) -> None:
    for page in ("Guidance", "People", "Audit", "Settings"):
        shell.add_page(RailEntry(page.lower(), page, "settings"), QLineEdit)
    style(2.0)
    window.resize(1024, 700)
    buttons = shell.rail.findChildren(QToolButton)

    def all_whole() -> bool:
        return all(b.height() >= b.sizeHint().height() for b in buttons) and window.height() <= 700

    qtbot.waitUntil(all_whole)
    assert all(button.fontMetrics().horizontalAdvance(button.text()) < button.width() for button in buttons)
    assert max(button.geometry().bottom() for button in buttons) < shell.rail.height()


def test_the_rail_leads_to_a_page(qtbot: QtBot, shell: Shell) -> None:
    with qtbot.waitSignal(shell.page_shown) as shown:
        qtbot.mouseClick(rail_button(shell, "Patients"), Qt.MouseButton.LeftButton)
    assert shown.args == ["patient"]
    assert shell.current_page() == "patient"
    assert [rail_button(shell, name).isChecked() for name in ("Worklist", "Patients")] == [False, True]


def test_a_page_that_comes_to_the_front_has_the_keys(qtbot: QtBot, shell: Shell) -> None:
    shell.show_page("patient")
    qtbot.keyClicks(QApplication.focusWidget(), "x")
    (typed,) = (edit for edit in shell.findChildren(QLineEdit) if edit.text() == "x")
    assert typed.isVisible()
    assert typed is not shell.search_box


def test_an_entry_with_nothing_to_show_is_off(qtbot: QtBot, shell: Shell) -> None:
    shell.rail.set_enabled("patient", False)
    qtbot.mouseClick(rail_button(shell, "Patients"), Qt.MouseButton.LeftButton)
    assert shell.current_page() == "worklist"


# The search


def test_typing_lists_patients_with_birth_date_sex_and_record_number(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "abi")
    assert "Abioye, Temilade, 03 May 1968 · Female · MRN 004-2210" in listed(box)


def test_finds_by_record_number(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "009-0001")
    assert isinstance(line := popup_of(box).marked(), PatientLine)
    assert line.hit.patient_id == 8


def test_says_who_has_died(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "aalto")
    assert [row.endswith("Died") for row in listed(box) if "Aalto" in row] == [False, True]


def test_enter_chooses_the_marked_patient_and_empties_the_box(qtbot: QtBot, shell: Shell, box: SearchBox) -> None:
    qtbot.keyClicks(box, "aalto")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(shell.patient_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [8]
    assert box.text() == ""
    assert box.popup() is None


def test_arrows_pass_over_headings_and_stop_at_the_ends(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "l")
    marked = []
    for _ in range(12):
        marked.append(popup_of(box).marked())
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert all(isinstance(line, PatientLine | CommandLine) for line in marked)
    assert marked[-1] == marked[-2]


def test_a_click_chooses_the_patient_under_it(qtbot: QtBot, shell: Shell) -> None:
    box = quick_box(qtbot, shell)
    qtbot.keyClicks(box, "aalto")
    with qtbot.waitSignal(box.patient_chosen) as chosen:
        click_row(qtbot, box, "009-0001")
    assert chosen.args == [8]


def quick_box(qtbot: QtBot, shell: Shell, settle_ms: int = 0) -> SearchBox:
    """A box of its own, which takes clicks at once."""
    made = SearchBox(Sources(search, tuple), settle_ms=settle_ms, parent=shell)
    made.setGeometry(200, 100, 300, 32)
    made.show()
    made.begin()
    return made


def test_a_click_just_after_the_list_changed_is_not_taken(qtbot: QtBot, shell: Shell) -> None:
    box = quick_box(qtbot, shell, settle_ms=1_000_000)
    qtbot.keyClicks(box, "aalto")
    with qtbot.assertNotEmitted(box.patient_chosen):
        click_row(qtbot, box, "009-0001")
    assert box.popup() is not None


def test_a_list_that_changes_while_the_button_is_down_chooses_nothing(qtbot: QtBot, shell: Shell) -> None:
    box = quick_box(qtbot, shell)
    qtbot.keyClicks(box, "a")
    viewport, place = popup_of(box).view().viewport(), place_of(box, "009-0001")
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(box, "b")
    with qtbot.assertNotEmitted(box.patient_chosen):
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)


def test_a_heading_cannot_be_chosen(qtbot: QtBot, shell: Shell) -> None:
    box = quick_box(qtbot, shell)
    qtbot.keyClicks(box, "aalto")
    with qtbot.assertNotEmitted(box.patient_chosen):
        qtbot.mouseClick(popup_of(box).view().viewport(), Qt.MouseButton.LeftButton, pos=place_of(box, "Patients"))


def test_commands_are_found_by_the_beginnings_of_their_words(qtbot: QtBot, shell: Shell, box: SearchBox) -> None:
    qtbot.keyClicks(box, "new pa")
    assert "New patient Ctrl N" in listed(box)
    with qtbot.waitSignal(shell.command_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == ["new_patient"]


def test_only_commands_that_make_sense_now_are_listed(qtbot: QtBot, box: SearchBox, actions: Actions) -> None:
    qtbot.keyClicks(box, "new visit")
    assert not any("New visit" in row for row in listed(box))
    actions.go_to(Where.PATIENT)
    qtbot.keyClicks(box, " ")
    assert any("New visit" in row for row in listed(box))


def test_an_empty_box_offers_the_commands(box: SearchBox) -> None:
    assert "Lock the vault Ctrl L" in listed(box)
    assert popup_of(box).remark().startswith("Type a name")


def test_says_when_nobody_fits(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "zzz")
    assert listed(box) == ["Patients", "No patient fits."]


def test_says_when_there_are_more_than_it_lists(qtbot: QtBot, shell: Shell) -> None:
    many = tuple(patient(number, f"Aalto, {number}", str(number)) for number in range(50))
    box = SearchBox(Sources(lambda _typed: SearchResult(many, more=True), tuple), parent=shell)
    box.show()
    qtbot.keyClicks(box, "aal")
    assert popup_of(box).remark() == "Showing the first 50; type more to narrow."
    assert popup_of(box).geometry().bottom() < shell.window().height()


def test_a_search_that_fails_says_so_in_the_list(qtbot: QtBot, shell: Shell) -> None:
    def busy(_typed: str) -> SearchResult:
        raise VaultBusy(say(QT_TRANSLATE_NOOP("test", "The vault is busy.")))

    box = SearchBox(Sources(busy, tuple), parent=shell)
    box.show()
    qtbot.keyClicks(box, "aal")
    assert listed(box) == ["The vault is busy."]
    assert popup_of(box).marked() is None


def test_escape_closes_the_list_then_empties_the_box_and_gives_the_keys_back(
    qtbot: QtBot, shell: Shell, box: SearchBox
) -> None:
    qtbot.keyClicks(box, "aalto")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.popup() is None
    assert box.text() == "aalto"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not box.hasFocus()
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_a_click_elsewhere_closes_the_list(qtbot: QtBot, shell: Shell, box: SearchBox) -> None:
    qtbot.keyClicks(box, "aalto")
    qtbot.mouseClick(shell.status_line, Qt.MouseButton.LeftButton)
    assert box.popup() is None
    assert box.text() == ""


def test_going_on_by_tab_leaves_no_name_behind(qtbot: QtBot, box: SearchBox) -> None:
    qtbot.keyClicks(box, "aalto")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert box.popup() is None
    assert box.text() == ""


def test_forgets_names_when_it_is_told_to(qtbot: QtBot, shell: Shell, box: SearchBox) -> None:
    qtbot.keyClicks(box, "aalto")
    box.forget()
    qtbot.wait(1)
    assert box.text() == ""
    assert shell.window().findChildren(SearchPopup) == []


def test_the_list_stays_inside_the_window_when_it_shrinks(qtbot: QtBot, shell: Shell, box: SearchBox) -> None:
    qtbot.keyClicks(box, "a")
    shell.window().resize(700, 400)
    qtbot.wait(1)
    assert shell.window().rect().contains(popup_of(box).geometry())


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_name_is_shown_whole(qtbot: QtBot, shell: Shell, style: Callable[[float], None], scale: float) -> None:
    style(scale)
    name = "Castellanos de la Fuente-Rodríguez y Villavicencio, Rubén Maximiliano Alejandro"
    box = SearchBox(Sources(lambda _typed: SearchResult((patient(1, name, "1"), CLINIC[2])), tuple), parent=shell)
    box.show()
    qtbot.keyClicks(box, "a")
    view = popup_of(box).view()
    long, short = (view.visualRect(view.model().index(row, 0)).height() for row in (1, 2))
    assert long > short


# The top bar


def visible_words(bar: TopBar) -> str:
    labels = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in bar.findChildren(QPushButton) if button.isVisible()]
    return " ".join(labels + buttons)


def test_shows_who_is_signed_in_and_locks(qtbot: QtBot, shell: Shell) -> None:
    assert "Dr M. Okafor" in visible_words(shell.top_bar)
    assert "Rheumatologist" in visible_words(shell.top_bar)
    (lock,) = shell.top_bar.findChildren(QPushButton)
    with qtbot.waitSignal(shell.lock_requested):
        qtbot.mouseClick(lock, Qt.MouseButton.LeftButton)


def test_gives_way_in_order_when_the_window_narrows(qtbot: QtBot, shell: Shell) -> None:
    bar = shell.top_bar
    (pill,) = bar.findChildren(StatePill)
    seen = []
    for width in range(1024, 500, -8):
        shell.window().resize(width, 600)
        qtbot.wait(0)
        state = ("Rheumatologist" in visible_words(bar), not pill.is_compact(), "Lock" in visible_words(bar))
        if not seen or seen[-1] != state:
            seen.append(state)
    assert seen == [(True, True, True), (False, True, True), (False, False, True), (False, False, False)]


def test_a_pill_without_words_still_tells_them(shell: Shell) -> None:
    (pill,) = shell.top_bar.findChildren(StatePill)
    pill.set_compact(True)
    assert pill.accessibleName() == pill.toolTip() == "Encrypted · backed up 12 min ago"


def test_nothing_of_the_frame_overlaps_at_twice_the_size_on_a_small_screen(
    qtbot: QtBot, shell: Shell, style: Callable[[float], None]
) -> None:
    style(2.0)
    shell.status_line.show_draft_saved(time(10, 42, 5))
    shell.status_line.set_clinic("Northside Rheumatology")
    shell.status_line.set_synthetic(True)
    qtbot.wait(1)
    assert (shell.window().width(), shell.window().height()) == (1024, 768)
    parts = [part for part in shell.top_bar.children() if part.isWidgetType() and part.isVisible()]
    places: list[QRect] = [part.geometry() for part in parts]
    assert all(shell.top_bar.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for number, a in enumerate(places) for b in places[number + 1 :])


# The status line


def said(shell: Shell) -> str:
    return " | ".join(label.text() for label in shell.status_line.findChildren(QLabel) if label.isVisible())


def test_says_what_is_saved_and_where(shell: Shell) -> None:
    shell.status_line.show_saved(time(10, 42, 5))
    shell.status_line.set_clinic("Northside Rheumatology")
    assert said(shell) == "All changes saved 10:42 | Clinic database: Northside Rheumatology"


def test_says_that_a_draft_is_safe(shell: Shell) -> None:
    shell.status_line.show_draft_saved(time(10, 42, 5))
    assert said(shell) == "Draft saved 10:42:05 — nothing is lost if the program closes"


def test_says_that_all_patients_are_invented(shell: Shell) -> None:
    shell.status_line.set_synthetic(True)
    assert "Synthetic demonstration data" in said(shell)


# The commands


def test_a_key_asks_for_its_command(qtbot: QtBot, window: QMainWindow, shell: Shell, actions: Actions) -> None:
    with qtbot.waitSignal(actions.requested) as wish:
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert wish.args == ["lock"]


def test_a_key_does_nothing_where_its_command_makes_no_sense(
    qtbot: QtBot, window: QMainWindow, shell: Shell, actions: Actions
) -> None:
    with qtbot.assertNotEmitted(actions.requested):
        qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        actions.ask("sign_visit")


def test_either_enter_key_signs(qtbot: QtBot, window: QMainWindow, shell: Shell, actions: Actions) -> None:
    actions.go_to(Where.VISIT)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(actions.requested) as wish:
            qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert wish.args == ["sign_visit"]


def test_no_two_commands_share_a_name_or_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.shortcuts]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert len({command.title() for command in COMMANDS}) == len(COMMANDS)


def test_a_key_is_shown_with_spaces_even_when_it_is_a_plus() -> None:
    shown = {command.id: command.keys() for command in COMMANDS}
    assert shown["new_visit"] == "Ctrl Shift N"
    assert shown["zoom_in"] == "Ctrl +"
