from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.ui.dialogs.lesions.lesion_dialog import LesionDialog
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.plates import View
from calcitrack.ui.map.site_map import Around
from calcitrack.ui.theme import ThemeChooser
from tests.ui.map.lesions import LEFT, RIGHT, SITES, a_mark

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)


@pytest.fixture
def themes(qapp: QApplication) -> ThemeChooser:
    return ThemeChooser(qapp)


@pytest.fixture
def dialog(qtbot: QtBot) -> LesionDialog:
    return a_dialog(qtbot)


def a_dialog(qtbot: QtBot) -> LesionDialog:
    made = LesionDialog(8, TODAY, SITES, (), around=Around((a_mark(1, "groin"),)))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isAncestorOf(QApplication.focusWidget() or QWidget()))
    return made


@pytest.fixture
def canvas(dialog: LesionDialog) -> MapCanvas:
    return dialog.findChildren(MapCanvas)[0]


def lit(canvas: MapCanvas) -> set[tuple[str, str]]:
    scene = canvas.scene()
    regions = (scene.placed[plate].plate.regions[region] for plate, region in scene.regions_of(canvas._lit))
    return {(region.code, region.side) for region in regions}


def click(canvas: MapCanvas, code: str, side: str) -> None:
    for one in canvas.scene().placed:
        for index, region in enumerate(one.plate.regions):
            if (region.code, region.side) == (code, side):
                QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=one.centre(index).toPoint())
                return
    raise AssertionError(code)


def test_lights_the_site_up_while_it_is_typed(dialog: LesionDialog, canvas: MapCanvas) -> None:
    QTest.keyClicks(QApplication.focusWidget(), "rt th v")
    assert lit(canvas) == {("hand.thumb.distal.volar", RIGHT)}
    assert canvas.content.view is View.FRONT


def test_lights_both_sides_up_while_none_is_said(dialog: LesionDialog, canvas: MapCanvas) -> None:
    QTest.keyClicks(QApplication.focusWidget(), "elbow ext")
    assert lit(canvas) == {("elbow.extensor", LEFT), ("elbow.extensor", RIGHT)}


def test_comes_closer_to_the_site_that_was_chosen(dialog: LesionDialog, canvas: MapCanvas) -> None:
    QTest.keyClicks(QApplication.focusWidget(), "rt th v")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert canvas.content.view is View.RIGHT_HAND
    assert lit(canvas) == {("hand.thumb.distal.volar", RIGHT)}


def test_takes_the_site_that_is_clicked(dialog: LesionDialog, canvas: MapCanvas) -> None:
    click(canvas, "forearm.volar", LEFT)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (dialog.value().site, dialog.value().side) == ("forearm.volar", LEFT)


def test_takes_a_finger_by_two_clicks(dialog: LesionDialog, canvas: MapCanvas) -> None:
    click(canvas, "hand.index.pip.volar", LEFT)
    click(canvas, "hand.index.pip.volar", LEFT)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.value().site == "hand.index.pip.volar"


def test_takes_the_region_under_a_lesion_that_is_there_already(dialog: LesionDialog, canvas: MapCanvas) -> None:
    click(canvas, "groin", LEFT)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.value().site == "groin"


def test_loses_nothing_by_looking_from_another_side(dialog: LesionDialog, canvas: MapCanvas) -> None:
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_B)
    assert canvas.content.view is View.BACK
    assert not dialog.is_changed()


def test_goes_back_from_a_hand_before_it_closes_the_form(dialog: LesionDialog, canvas: MapCanvas) -> None:
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_L)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.content.view is View.FRONT
    assert dialog.isVisible()


def test_keeps_what_is_lit_in_sight_where_the_text_is_large_for_the_screen(
    qtbot: QtBot, themes: ThemeChooser, qapp: QApplication
) -> None:
    # As much text on this screen as there is on one of 1440 pixels with text of double size.
    themes.choose("light", 2.0 * qapp.primaryScreen().availableGeometry().width() / 1440)
    dialog = a_dialog(qtbot)
    QTest.keyClicks(QApplication.focusWidget(), "rt th v")
    canvas = dialog.findChildren(MapCanvas)[0]
    ((plate, region),) = canvas.scene().regions_of(canvas._lit)
    spot = canvas.scene().placed[plate].centre(region).toPoint()
    seen, line = dialog.findChildren(QScrollArea)[0].viewport(), QApplication.focusWidget()
    assert seen.rect().contains(canvas.mapTo(seen, spot))
    # Beside the line: the list of matches opens below it.
    assert canvas.mapTo(seen, spot).x() > line.mapTo(seen, line.rect().bottomRight()).x()
