from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from calcitrack.domain.sites import SiteList
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.plates import View, home, plates, shown, standing
from calcitrack.ui.map.walk import Way, next_one
from calcitrack.ui.map.words import MapWords

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SITES = SiteList.load()
VIEWS = [view for view in View if shown(view)]
WHOLE = (View.FRONT, View.BACK)


@pytest.fixture
def canvas(qtbot: QtBot) -> MapCanvas:
    made = MapCanvas(MapWords(SITES))
    qtbot.addWidget(made)
    made.resize(420, 480)
    made.show()
    return made


def test_shows_every_drawing_in_some_view() -> None:
    assert {plate for view in View for plate in shown(view)} == set(plates())


@pytest.mark.parametrize("view", VIEWS)
def test_names_every_region_of_a_view_differently(canvas: MapCanvas, view: View) -> None:
    canvas.show_view(view)
    names = [canvas.name_of(item) for item in canvas.scene().items]
    assert len(names) == sum(len(plate.regions) for plate in shown(view))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("view", VIEWS)
def test_finds_every_region_at_its_own_centre(canvas: MapCanvas, view: View) -> None:
    canvas.show_view(view)
    scene = canvas.scene()
    missed = [
        region.code
        for number, one in enumerate(scene.placed)
        for index, region in enumerate(one.plate.regions)
        if scene.region_at(one.centre(index)) != (number, index)
    ]
    assert missed == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", [(284, 380), (700, 500)])
def test_reaches_every_region_with_the_arrow_keys(canvas: MapCanvas, view: View, size: tuple[int, int]) -> None:
    canvas.resize(*size)
    canvas.show_view(view)
    centres = [(item.rect.center().x(), item.rect.center().y()) for item in canvas.scene().items]
    reached, waiting = {0}, [0]
    while waiting:
        here = waiting.pop()
        fresh = {next_one(centres, here, way) for way in Way} - reached
        reached |= fresh
        waiting += fresh
    assert reached == set(range(len(centres)))


def test_walks_with_real_keys_and_says_where_it_is(canvas: MapCanvas, qtbot: QtBot) -> None:
    told: list[str] = []
    canvas.told.connect(told.append)
    canvas.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
    assert len(told) >= 4
    assert told[-1] == canvas.name_of(canvas.scene().items[canvas.item_in_focus()])


def test_names_what_the_mouse_points_at(canvas: MapCanvas, qtbot: QtBot) -> None:
    told: list[str] = []
    canvas.told.connect(told.append)
    body = canvas.scene().placed[0]
    index = next(i for i, region in enumerate(body.plate.regions) if region.code == "groin")
    QTest.mouseMove(canvas, body.centre(index).toPoint())
    assert "groin" in told[-1]


def test_shows_every_drawn_site_once_on_front_and_back_together() -> None:
    for site in SITES:
        for side in site.sides:
            seen = [standing(view, (site.code, side)) is not None for view in WHOLE]
            assert sum(seen) == (home(site.code, side) is not None), (site.code, side)


def test_mirrors_the_sides_between_front_and_back(canvas: MapCanvas) -> None:
    for view, left_is_left in ((View.FRONT, False), (View.BACK, True)):
        canvas.show_view(view)
        body = canvas.scene().placed[0]
        feet = {r.side: body.centre(i).x() for i, r in enumerate(body.plate.regions) if r.code == "foot"}
        left, right = (feet[side] for side in sorted(feet))
        assert (left < right) == left_is_left


def test_knows_nothing_beside_the_body(canvas: MapCanvas) -> None:
    assert canvas.scene().region_at(QPointF(1, 1)) is None
