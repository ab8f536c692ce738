"""The Tab key in an open vault: on every page it comes to everything once, forward and backward, and round again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.guidance.book.reader import Reader
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.pages.chart.patient_page import Tab
from calcitrack.ui.workspace import Workspace
from tests.ui.open_vault import workspace_of

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support"),
    pytest.mark.sample_clinic,
]

WITH_STOPS_OF_THEIR_OWN = (MapCanvas, Reader)
"""Tab goes from mark to mark on a map, and from link to link in a text, before it goes on."""


@pytest.fixture
def workspace(clinic: Clinic) -> Iterator[Workspace]:
    with workspace_of(clinic) as shown:
        shown.open_patient(clinic.patients.by_mrn("004-1183"))
        yield shown


def stops(shown: QWidget) -> set[QWidget]:
    """All that takes the Tab key; of buttons of which one is chosen, Qt has left it to one."""
    return {part for part in shown.findChildren(QWidget) if is_stop(part, shown)}


def is_stop(part: QWidget, shown: QWidget) -> bool:
    reachable = part.isVisible() and part.isEnabled() and part.window() is shown.window()
    return reachable and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.focusProxy() is None


def walk(key: Qt.Key) -> list[QWidget]:
    """Press the key until it comes back to something."""
    order: list[QWidget] = []
    while (at := QApplication.focusWidget()) not in order:
        order.append(at)
        QTest.keyClick(at, key)
        while QApplication.focusWidget() is at and isinstance(at, WITH_STOPS_OF_THEIR_OWN):
            QTest.keyClick(at, key)
    assert QApplication.focusWidget() is order[0]
    return order


def assert_whole(shown: Workspace) -> list[QWidget]:
    """Both ways are round, and the same; returns the way forward."""
    forward, back = walk(Qt.Key.Key_Tab), walk(Qt.Key.Key_Backtab)
    assert set(forward) == stops(shown)
    assert back[1:] == forward[:0:-1]
    return forward


def in_rows(order: list[QWidget], shown: QWidget) -> bool:
    """Whether those are in reading order: each one right of the one before it, or below it."""
    spots = [part.mapTo(shown, QPoint(0, part.height())) for part in order]
    return all(a.x() < b.x() or a.y() < b.y() for a, b in pairwise(spots))


def from_first(order: list[QWidget], shown: Workspace) -> list[QWidget]:
    """The same way, begun at the rail."""
    first = next(place for place, stop in enumerate(order) if shown.shell.rail.isAncestorOf(stop))
    return order[first:] + order[:first]


@pytest.mark.parametrize("page", ["worklist", "cohort", "guidance", "people", "audit", "settings"])
def test_comes_to_everything_on_a_page_and_round_again(qtbot: QtBot, workspace: Workspace, page: str) -> None:
    workspace.run(f"show_{page}")
    if page == "cohort":
        qtbot.waitUntil(lambda: workspace.cohort_page.answer is not None)
    order = from_first(assert_whole(workspace), workspace)
    assert order[1] is workspace.shell.search_box
    assert in_rows(order[:3], workspace)


@pytest.mark.parametrize("tab", [tab for tab in Tab if tab is not Tab.VISIT], ids=lambda tab: tab.name.lower())
def test_comes_to_everything_in_a_part_of_the_chart(qtbot: QtBot, workspace: Workspace, tab: Tab) -> None:
    chart = workspace.patient_page
    chart._go_to(tab)
    if tab in (Tab.OVERVIEW, Tab.TRENDS):
        qtbot.waitUntil(lambda: any("Log" in one.text() for one in chart.findChildren(QPushButton) if one.isVisible()))
    chart.take_keys()
    order = from_first(assert_whole(workspace), workspace)
    tabs = next(place for place, stop in enumerate(order) if isinstance(stop, QTabBar))
    assert all(chart.isAncestorOf(stop) for stop in order[3:])
    assert in_rows(order[3 : tabs + 1], workspace)
