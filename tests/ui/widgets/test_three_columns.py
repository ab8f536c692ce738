"""Columns that go under one another where there is no room beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from calcitrack.ui.widgets.three_columns import Place, ThreeColumns

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def shown(qtbot: QtBot, width: int, *, with_map: bool = True) -> tuple[ThreeColumns, dict[Place, QLabel]]:
    columns = ThreeColumns()
    qtbot.addWidget(columns)
    labels = {place: QLabel(place.name) for place in Place if with_map or place is not Place.LEFT}
    for place, label in labels.items():
        columns.add(place, label)
    columns.resize(width, 600)
    columns.show()
    QApplication.processEvents()
    return columns, labels


def corner(columns: ThreeColumns, label: QLabel) -> QPoint:
    return label.mapTo(columns, QPoint(0, 0))


def test_the_columns_stand_side_by_side_where_there_is_room(qtbot: QtBot) -> None:
    columns, labels = shown(qtbot, 1340)
    lefts = [corner(columns, labels[place]).x() for place in Place]
    assert lefts == sorted(set(lefts))


def test_with_less_room_the_left_column_goes_above_the_right_one(qtbot: QtBot) -> None:
    columns, labels = shown(qtbot, 930)
    left, middle, right = (corner(columns, labels[place]) for place in Place)
    assert middle.x() < left.x() == right.x()
    assert left.y() < right.y()


def test_with_little_room_all_stand_below_the_middle_one(qtbot: QtBot) -> None:
    columns, labels = shown(qtbot, 600)
    left, middle, right = (corner(columns, labels[place]) for place in Place)
    assert middle.y() < left.y() < right.y()


def test_an_empty_column_takes_no_room(qtbot: QtBot) -> None:
    columns, labels = shown(qtbot, 1340, with_map=False)
    assert corner(columns, labels[Place.MIDDLE]).x() < 10


@pytest.mark.parametrize("width", [400, 930, 1340])
def test_nothing_scrolls_sideways(qtbot: QtBot, width: int) -> None:
    columns, _ = shown(qtbot, width)
    assert all(strip.horizontalScrollBar().maximum() == 0 for strip in columns.findChildren(QScrollArea))


def test_a_column_comes_back_beside_the_middle_one_when_the_window_grows(qtbot: QtBot) -> None:
    columns, labels = shown(qtbot, 600)
    columns.resize(1340, 600)
    qtbot.waitUntil(lambda: corner(columns, labels[Place.RIGHT]).x() > 900)
    assert corner(columns, labels[Place.MIDDLE]).y() < 10
