from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.plates import View, shown
from calcitrack.ui.map.scene import Content
from calcitrack.ui.map.words import MapWords
from tests.ui.map.lesions import RIGHT, SITES, a_mark

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MARKS = (a_mark(1, "elbow.flexor"), a_mark(2, "forearm.volar", RIGHT, closed=True))


@pytest.fixture
def canvas(qtbot: QtBot) -> MapCanvas:
    made = MapCanvas(MapWords(SITES))
    qtbot.addWidget(made)
    made.resize(480, 520)
    made.show()
    made.set_content(Content(View.FRONT, MARKS))
    return made


def interface(canvas: MapCanvas) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(canvas)


def nodes(canvas: MapCanvas) -> list[QAccessibleInterface]:
    seen = interface(canvas)
    return [seen.child(index) for index in range(seen.childCount())]


def names(canvas: MapCanvas) -> list[str]:
    return [node.text(QAccessible.Text.Name) for node in nodes(canvas)]


def test_offers_every_region_and_every_mark_by_name(canvas: MapCanvas) -> None:
    told = names(canvas)
    assert len(told) == sum(len(plate.regions) for plate in shown(View.FRONT)) + 2
    assert len(set(told)) == len(told)
    assert all(told)
    assert told[-1].startswith("Lesion 2: Right forearm")
    assert "resolved" in told[-1]


def test_tells_the_lesions_of_a_region_behind_its_name(canvas: MapCanvas) -> None:
    elbow = next(node for node in nodes(canvas) if node.text(QAccessible.Text.Name).startswith("Left elbow, flexor"))
    assert elbow.text(QAccessible.Text.Description) == "lesion #1"


def test_tells_marks_from_regions(canvas: MapCanvas) -> None:
    roles = [node.role() for node in nodes(canvas)]
    assert roles[0] == QAccessible.Role.Button
    assert roles[-1] == QAccessible.Role.ListItem


def test_finds_the_node_under_a_point_of_the_screen(canvas: MapCanvas) -> None:
    for node in (nodes(canvas)[-1], nodes(canvas)[-2]):
        middle = node.rect().center()
        found = interface(canvas).childAt(middle.x(), middle.y())
        assert found.text(QAccessible.Text.Name) == node.text(QAccessible.Text.Name)
    outside = canvas.mapToGlobal(QPoint(1, 1))
    assert interface(canvas).childAt(outside.x(), outside.y()) is None


def test_says_which_node_has_the_keys(canvas: MapCanvas, qtbot: QtBot) -> None:
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    focus = interface(canvas).focusChild()
    assert focus.text(QAccessible.Text.Name).startswith("Lesion 1")
    assert focus.state().focused
    assert not nodes(canvas)[0].state().focused


def test_says_which_mark_is_selected(canvas: MapCanvas) -> None:
    canvas.set_selected(2)
    assert [node.state().selected for node in nodes(canvas)[-2:]] == [False, True]


def test_gives_up_nodes_that_are_gone(canvas: MapCanvas) -> None:
    last = nodes(canvas)[-1]
    canvas.set_content(Content(View.LEFT_HAND))
    assert interface(canvas).childCount() == len(names(canvas))
    assert not last.isValid()
    assert last.text(QAccessible.Text.Name) == ""


def test_belongs_to_its_map(canvas: MapCanvas) -> None:
    seen = interface(canvas)
    third = seen.child(3)
    assert seen.indexOfChild(third) == 3
    assert third.parent().text(QAccessible.Text.Name) == "Lesion map"


def test_survives_maps_that_come_and_go(qtbot: QtBot) -> None:
    for _ in range(20):
        canvas = MapCanvas(MapWords(SITES))
        canvas.resize(300, 300)
        canvas.set_content(Content(View.FRONT, MARKS))
        first = nodes(canvas)[0]
        assert first.text(QAccessible.Text.Name)
        canvas.deleteLater()
        del canvas
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
