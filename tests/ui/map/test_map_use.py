from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.gestures import Clicks
from calcitrack.ui.map.glyphs import ink_on, mark_colour
from calcitrack.ui.map.marks import MapMark, Place
from calcitrack.ui.map.plates import View
from calcitrack.ui.map.scene import Content, rect_of
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import DARK, LIGHT
from tests.ui.map.lesions import LEFT, MIDDLE, RIGHT, SITES, a_mark

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

ELBOW, FOREARM, THUMB = (
    a_mark(1, "elbow.flexor"),
    a_mark(2, "forearm.volar", RIGHT),
    a_mark(3, "hand.thumb.distal.volar"),
)
MapMaker = Callable[..., MapCanvas]


@pytest.fixture
def a_map(qtbot: QtBot) -> MapMaker:
    def made(*marks: MapMark, clicks: Clicks = Clicks.LOOK, view: View = View.FRONT) -> MapCanvas:
        canvas = MapCanvas(MapWords(SITES), clicks=clicks)
        qtbot.addWidget(canvas)
        canvas.resize(480, 520)
        canvas.show()
        canvas.set_content(Content(view, marks))
        # What a view does that owns a canvas.
        canvas.view_wanted.connect(canvas.show_view)
        return canvas

    return made


def spot_of(canvas: MapCanvas, place: Place) -> QPoint:
    """Where a region of exactly this site stands."""
    for one in canvas.scene().placed:
        for index, region in enumerate(one.plate.regions):
            if (region.code, region.side) == place:
                return one.centre(index).toPoint()
    raise AssertionError(place)


def stand_of(canvas: MapCanvas, number: int) -> QPoint:
    """Where the mark of a lesion stands."""
    index = next(i for i, mark in enumerate(canvas.content.marks) if mark.number == number)
    scene = canvas.scene()
    stand = next(stand for stand in (*scene.fan, *scene.stands) if index in stand.keys)
    return rect_of(stand).center().toPoint()


def click(canvas: MapCanvas, where: QPoint) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=where)


def test_selects_the_lesion_that_is_clicked(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(ELBOW, FOREARM)
    with qtbot.waitSignal(canvas.lesion_chosen) as chosen:
        click(canvas, stand_of(canvas, 2))
    assert chosen.args == [2]


def test_comes_closer_to_a_hand_by_one_click_and_goes_back_by_escape(a_map: MapMaker) -> None:
    canvas = a_map(ELBOW)
    click(canvas, spot_of(canvas, ("hand.palm", RIGHT)))
    assert canvas.content.view is View.RIGHT_HAND
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.content.view is View.FRONT


def test_comes_closer_to_the_hand_of_the_body_too(a_map: MapMaker) -> None:
    canvas = a_map(view=View.BACK)
    click(canvas, spot_of(canvas, ("hand", LEFT)))
    assert canvas.content.view is View.LEFT_HAND
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.content.view is View.BACK


@pytest.mark.parametrize(
    ("key", "view"), [(Qt.Key.Key_L, View.LEFT_HAND), (Qt.Key.Key_R, View.RIGHT_HAND), (Qt.Key.Key_B, View.BACK)]
)
def test_comes_closer_by_one_key(a_map: MapMaker, key: Qt.Key, view: View) -> None:
    canvas = a_map()
    QTest.keyClick(canvas, key)
    assert canvas.content.view is view


def test_comes_closer_to_the_part_where_the_keys_are(a_map: MapMaker) -> None:
    canvas = a_map(THUMB)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    QTest.keyClick(canvas, Qt.Key.Key_Z)
    assert canvas.content.view is View.LEFT_HAND


def test_places_a_lesion_at_the_region_that_is_clicked(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(clicks=Clicks.SITE)
    with qtbot.waitSignal(canvas.place_chosen) as chosen:
        click(canvas, spot_of(canvas, ("groin", RIGHT)))
    assert chosen.args == ["groin", RIGHT]


def test_places_a_lesion_on_a_finger_only_after_the_hand_came_closer(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(clicks=Clicks.SITE)
    with qtbot.assertNotEmitted(canvas.place_chosen):
        click(canvas, spot_of(canvas, ("hand.index.pip.volar", LEFT)))
    assert canvas.content.view is View.LEFT_HAND
    with qtbot.waitSignal(canvas.place_chosen) as chosen:
        click(canvas, spot_of(canvas, ("hand.index.pip.volar", LEFT)))
    assert chosen.args == ["hand.index.pip.volar", LEFT]


def test_places_a_lesion_by_the_keys_alone(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(clicks=Clicks.SITE, view=View.LEFT_HAND)
    canvas.setFocus()
    with qtbot.waitSignal(canvas.place_chosen) as chosen:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    first = canvas.scene().placed[0].plate.regions[0]
    assert chosen.args == [first.code, LEFT]


@pytest.mark.parametrize("view", [View.FRONT, View.LEFT_HAND])
def test_adds_a_lesion_where_an_empty_region_is_clicked(a_map: MapMaker, qtbot: QtBot, view: View) -> None:
    canvas = a_map(ELBOW, THUMB, clicks=Clicks.ADD, view=view)
    place = ("groin" if view.is_whole else "hand.index.pip.volar", LEFT)
    with qtbot.waitSignal(canvas.place_chosen) as chosen:
        click(canvas, spot_of(canvas, place))
    assert tuple(chosen.args) == place


def test_comes_closer_to_a_hand_before_it_adds_a_lesion_there(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(ELBOW, clicks=Clicks.ADD)
    with qtbot.assertNotEmitted(canvas.place_chosen):
        click(canvas, spot_of(canvas, ("hand.index.pip.volar", LEFT)))
    assert canvas.content.view is View.LEFT_HAND


@pytest.mark.parametrize("clicks", [Clicks.LOOK, Clicks.ADD])
def test_selects_the_lesion_of_the_region_that_is_clicked_beside_its_mark(
    a_map: MapMaker, qtbot: QtBot, clicks: Clicks
) -> None:
    canvas = a_map(a_mark(4, "thigh.anterior", RIGHT), clicks=clicks)
    mark = stand_of(canvas, 4)
    with qtbot.waitSignal(canvas.lesion_chosen) as chosen, qtbot.assertNotEmitted(canvas.place_chosen):
        click(canvas, QPoint(mark.x(), mark.y() + 22))
    assert chosen.args == [4]


def test_only_names_the_empty_region_that_is_clicked_where_nothing_can_be_added(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(ELBOW, view=View.LEFT_HAND)
    with qtbot.assertNotEmitted(canvas.place_chosen), qtbot.waitSignal(canvas.told) as told:
        click(canvas, spot_of(canvas, ("hand.index.pip.volar", LEFT)))
    assert told.args == [SITES.name("hand.index.pip.volar", LEFT)]


def test_goes_from_mark_to_mark_by_tab_and_then_leaves(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    canvas, after = MapCanvas(MapWords(SITES)), QLineEdit()
    column = QVBoxLayout(around)
    column.addWidget(canvas)
    column.addWidget(after)
    around.resize(480, 520)
    canvas.set_content(Content(View.FRONT, (ELBOW, FOREARM)))
    around.show()
    around.activateWindow()
    qtbot.waitUntil(around.isActiveWindow)
    canvas.setFocus()
    told: list[str] = []
    canvas.told.connect(told.append)
    for _ in range(3):
        QTest.keyClick(canvas, Qt.Key.Key_Tab)
    assert [text.partition(":")[0] for text in told[:2]] == ["Lesion 1", "Lesion 2"]
    assert after.hasFocus()


def test_selects_the_lesion_of_the_mark_where_the_keys_are(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(ELBOW, FOREARM)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Tab)
    with qtbot.waitSignal(canvas.lesion_chosen) as chosen:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert chosen.args == [1]


def test_fans_out_what_stands_behind_a_count_and_closes_it_again(a_map: MapMaker, qtbot: QtBot) -> None:
    crowd = [a_mark(number, "knee.anterior", RIGHT) for number in range(1, 21)]
    canvas = a_map(*crowd)
    assert [len(stand.keys) for stand in canvas.scene().stands] == [20]
    click(canvas, stand_of(canvas, 7))
    assert len(canvas.scene().fan) == 20
    with qtbot.waitSignal(canvas.lesion_chosen) as chosen:
        click(canvas, stand_of(canvas, 7))
    assert chosen.args == [7]
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.scene().fan == ()


def test_fills_the_regions_of_a_sheet(a_map: MapMaker) -> None:
    sheet = a_mark(1, "thigh.anterior", RIGHT, Subtype.PLATE, fills=True, more=["knee.anterior"])
    canvas = a_map(sheet)
    body = canvas.scene().placed[0].plate
    filled = {body.regions[region].code for (_, region), _ in canvas.scene().fills}
    assert filled == {"thigh.anterior", "knee.anterior"}
    assert [stand.keys for stand in canvas.scene().stands] == [(0,)]


def test_says_which_lesions_are_in_a_region(a_map: MapMaker) -> None:
    canvas = a_map(ELBOW, a_mark(4, "elbow.flexor"))
    told: list[str] = []
    canvas.told.connect(told.append)
    scene = canvas.scene()
    where = next(iter(scene.lesions_of))
    canvas.go_to_item(scene.item_of_region(where))
    assert told[-1] == f"{SITES.name('elbow.flexor', LEFT)} · lesions #1, #4"


def test_grows_marks_with_the_area_of_their_lesions(a_map: MapMaker) -> None:
    canvas = a_map(replace(ELBOW, area_mm2=20.0), replace(FOREARM, area_mm2=1500.0))
    before = [stand.width for stand in canvas.scene().stands]
    canvas.set_content(replace(canvas.content, by_area=True))
    small, large = (stand.width for stand in sorted(canvas.scene().stands, key=lambda stand: stand.keys))
    assert before[0] == before[1]
    assert small * 1.5 < large


def test_counts_lesions_instead_of_showing_them(a_map: MapMaker) -> None:
    canvas = a_map(ELBOW)
    canvas.set_content(replace(canvas.content, heat={("groin", LEFT): 3, ("spine.lumbar", MIDDLE): 5}))
    scene = canvas.scene()
    assert list(scene.heat.values()) == [3]
    where = next(iter(scene.heat))
    assert canvas.description_of(scene.items[scene.item_of_region(where)]) == "3 lesions"


def test_says_that_a_number_holds_sites_close_by_that_are_not_drawn(a_map: MapMaker) -> None:
    canvas = a_map(view=View.LEFT_HAND)
    tip, side = ("hand.index.distal.volar", LEFT), ("hand.index.distal.radial", LEFT)
    canvas.set_content(replace(canvas.content, heat={tip: 2, side: 1}))
    scene = canvas.scene()
    (where,) = scene.heat
    assert canvas.description_of(scene.items[scene.item_of_region(where)]) == "3 lesions, here and close by"


def test_lights_a_region_up(a_map: MapMaker) -> None:
    canvas = a_map()
    before = canvas.grab().toImage()
    canvas.set_lit((("groin", LEFT),))
    where = spot_of(canvas, ("groin", LEFT))
    assert before.pixelColor(where) != canvas.grab().toImage().pixelColor(where)


def test_shows_where_the_keys_are(a_map: MapMaker, qtbot: QtBot) -> None:
    canvas = a_map(ELBOW)
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    canvas.clearFocus()
    before: QImage = canvas.grab().toImage()
    canvas.setFocus()
    assert canvas.grab().toImage() != before


def test_shows_a_number_that_can_be_read_on_every_mark() -> None:
    for tokens in (LIGHT, DARK):
        for subtype in Subtype:
            light, dark = sorted((shade(ink_on(mark_colour(subtype, tokens))), shade(mark_colour(subtype, tokens))))[
                ::-1
            ]
            assert (light + 0.05) / (dark + 0.05) >= 4.5


def shade(colour: object) -> float:
    parts = (getattr(colour, name)() for name in ("redF", "greenF", "blueF"))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_puts_a_mark_where_the_region_of_its_site_is(a_map: MapMaker) -> None:
    canvas = a_map(ELBOW)
    assert (QPointF(stand_of(canvas, 1)) - QPointF(spot_of(canvas, ("elbow.flexor", LEFT)))).manhattanLength() < 2
