from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.domain.places import SiteCount, added_up
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.dialogs.clinic_map_dialog import ClinicMapDialog
from calcitrack.ui.map.plates import View
from tests.ui.map.lesions import SITES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

COUNTS = (
    SiteCount("hand.index.distal.volar", Side.RIGHT, lesions=12, patients=9),
    SiteCount("elbow.flexor", Side.LEFT, lesions=3, patients=3),
    SiteCount("breast", Side.LEFT, lesions=1, patients=1),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> ClinicMapDialog:
    made = ClinicMapDialog(COUNTS, SITES)
    qtbot.addWidget(made)
    made.show()
    return made


def test_adds_up_the_counts_of_different_patients() -> None:
    one, two = SiteCount("elbow", Side.LEFT, 1, 1), SiteCount("hand", Side.LEFT, 3, 2)
    assert added_up([one, two, one]) == (two, SiteCount("elbow", Side.LEFT, 2, 2))


def test_shows_the_counts_on_the_map(dialog: ClinicMapDialog) -> None:
    assert sorted(dialog.map.canvas.scene().heat.values()) == [3, 12]


def test_lists_every_count_also_of_sites_that_no_drawing_has(dialog: ClinicMapDialog) -> None:
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert lines[0] == "Right index finger, distal phalanx, volar: 12 lesions, 9 patients"
    assert lines[2].endswith("1 lesion, 1 patient (not on the drawings)")


def test_leads_from_a_line_of_the_list_to_its_place(dialog: ClinicMapDialog) -> None:
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    assert dialog.map.view is View.RIGHT_HAND
    assert len(dialog.map.canvas._lights().lit) == 1


def test_what_is_lit_does_not_cover_its_number(dialog: ClinicMapDialog) -> None:
    canvas = dialog.map.canvas
    dialog.map.show_view(View.RIGHT_HAND)
    canvas.set_lit(())
    (plate, region), _ = next(iter(canvas.scene().heat.items()))
    middle = canvas.scene().placed[plate].centre(region).toPoint()
    unlit = canvas.grab().toImage()
    canvas.set_lit((("hand.index.distal.volar", Side.RIGHT),))
    lit = canvas.grab().toImage()
    beside = [middle + QPoint(x, y) for x in range(-6, 7) for y in range(-4, 5)]
    assert [lit.pixel(point) for point in beside] == [unlit.pixel(point) for point in beside]


def test_the_list_stands_under_the_map_where_both_have_no_room(qtbot: QtBot, dialog: ClinicMapDialog) -> None:
    dialog.resize(1000, 700)
    qtbot.waitUntil(lambda: _left_edge(dialog.list, dialog) > _left_edge(dialog.map, dialog))
    dialog.resize(700, 600)
    qtbot.waitUntil(lambda: _left_edge(dialog.list, dialog) < dialog.width() // 2)


def _left_edge(widget: QWidget, dialog: ClinicMapDialog) -> int:
    return widget.mapTo(dialog, QPoint(0, 0)).x()


def test_a_line_that_finds_no_room_goes_on_below_whatever_the_width(qtbot: QtBot, dialog: ClinicMapDialog) -> None:
    def height() -> int:
        return int(dialog.list.visualItemRect(dialog.list.item(0)).height())

    just_its_text = dialog.list.fontMetrics().horizontalAdvance(dialog.list.item(0).text())
    dialog.list.setFixedWidth(4 * just_its_text)
    QApplication.processEvents()
    in_one_line = height()
    dialog.list.setFixedWidth(just_its_text)  # and none for the space around it
    qtbot.waitUntil(lambda: height() > in_one_line)
