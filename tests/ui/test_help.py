"""The help, the sheet of keys and the tour, by keys and clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.paths import resource
from calcitrack.ui.actions import COMMANDS, Actions
from calcitrack.ui.help.help_window import HelpWindow
from calcitrack.ui.help.keys_sheet import KeysSheet
from calcitrack.ui.help.topics import load_topics
from calcitrack.ui.help.tour import Tour
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.preview.keys import PREVIEW_KEYS
from calcitrack.ui.shell.search_rows import PatientLine, RecentLine, look_up
from calcitrack.ui.visit.grid.keys import KEYS
from calcitrack.ui.workspace import Workspace

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support", extend=True),
]


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    window, jobs = QMainWindow(), JobRunner()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    shown.begin()
    yield shown
    window.close()
    jobs.shutdown()


@pytest.fixture
def help_window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(load_topics())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_every_topic_has_a_title_and_every_link_leads_to_a_topic() -> None:
    topics = load_topics()
    assert all(topic.title and topic.markdown.startswith("# ") for topic in topics)
    links = {target for topic in topics for target in re.findall(r"\]\(([^)]+)\)", topic.markdown)}
    assert links
    assert all(resource("help", link).is_file() for link in links)


def test_the_help_names_only_keys_that_the_program_has() -> None:
    known = {key for command in COMMANDS for key in command.shortcuts} | {help_.key for help_ in KEYS}
    known |= {key for help_ in PREVIEW_KEYS for key in help_.shortcuts}
    known |= {"Tab", "Shift+Tab", "Enter", "Esc", "U I D"}
    for topic in load_topics():
        for quoted in re.findall(r"`([^`]+)`", topic.markdown):
            assert quoted in known or quoted.islower() or quoted.startswith("calcitrack "), (topic.id, quoted)


def test_searching_the_help_leaves_the_topics_that_hold_all_words(qtbot: QtBot, help_window: HelpWindow) -> None:
    qtbot.keyClicks(help_window.search, "reading ERROR")
    assert [help_window.list.item(row).text() for row in range(help_window.list.count())] == ["What the figures mean"]
    assert "reading error" in help_window.page.toPlainText()


def test_a_search_without_any_hit_says_so(qtbot: QtBot, help_window: HelpWindow) -> None:
    qtbot.keyClicks(help_window.search, "zebra")
    assert help_window.list.count() == 0
    assert "No topic has these words." in {label.text() for label in help_window.findChildren(QLabel)}


def test_arrows_in_the_search_turn_to_the_next_topic(qtbot: QtBot, help_window: HelpWindow) -> None:
    first = help_window.page.toPlainText()
    qtbot.keyClick(help_window.search, Qt.Key.Key_Down)
    assert help_window.page.toPlainText() != first


def test_the_sheet_holds_every_key_of_both_tables(qtbot: QtBot) -> None:
    sheet = KeysSheet(COMMANDS)
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {command.title() for command in COMMANDS if command.shortcuts} <= shown
    assert {key.sentence() for key in KEYS} <= shown


def tour_of(workspace: Workspace) -> Tour:
    found = workspace.findChild(Tour)
    assert found is not None
    return found


def test_the_tour_points_at_six_parts_and_ends(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.take_tour()
    tour = tour_of(workspace)
    titles = []
    with qtbot.waitSignal(tour.ended):
        for _ in range(6):
            titles.append(tour.findChildren(QLabel)[0].text())
            qtbot.keyClick(tour.focusWidget() or tour, Qt.Key.Key_Right)
    assert len(set(titles)) == 6
    assert not tour.isVisible()


def test_the_tour_can_be_left_at_once_and_the_keys_go_back(qtbot: QtBot, workspace: Workspace) -> None:
    before = workspace.window().focusWidget()
    workspace.take_tour()
    tour = tour_of(workspace)
    with qtbot.waitSignal(tour.ended):
        qtbot.keyClick(tour.focusWidget() or tour, Qt.Key.Key_Escape)
    assert workspace.window().focusWidget() is before


def test_a_command_that_takes_the_keys_elsewhere_ends_the_tour(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.take_tour()
    with qtbot.waitSignal(tour_of(workspace).ended):
        workspace.run("find")


def test_the_tour_is_offered_by_a_bar_with_a_button(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.offer_tour()
    button = next(b for b in workspace.findChildren(QPushButton) if b.text() == "Take the tour")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tour_of(workspace).isVisible()
    assert not button.isVisible()


def test_recent_patients_are_named_by_number_only(workspace: Workspace) -> None:
    clinic = workspace.session.clinic
    for mrn in ("004-1183", "004-2210", "004-1183"):
        clinic.patients.open(clinic.patients.by_mrn(mrn))
    found = look_up("", workspace.shell.search_box._sources)
    recent = [line.spoken() for line in found.lines if isinstance(line, RecentLine)]
    assert recent == ["MRN 004-1183", "MRN 004-2210"]


def test_hiding_names_leaves_no_name_in_worklist_and_search(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.set_names_hidden(True)
    model = workspace._worklist._model
    texts = [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(4)]
    assert not any("Aalto" in text for text in texts)
    hits = look_up("aalto", workspace.shell.search_box._sources, names_hidden=True).lines
    patients = [line for line in hits if isinstance(line, PatientLine)]
    assert patients
    assert not any("Aalto" in line.spoken() for line in patients)
    assert any("004-1183" in line.spoken() for line in patients)
