from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider
from pytestqt.qtbot import QtBot

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import DominantHand, Side, State
from calcitrack.ui.map.lesion_map import LesionMap
from calcitrack.ui.map.plates import View, plates
from calcitrack.ui.map.words import MapWords
from tests.builders import a_lesion, a_patient, a_record, a_visit, an_assessment
from tests.ui.map.lesions import SITES

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

JANUARY, MARCH = date(2025, 1, 1), date(2025, 3, 1)
FRONT, BACK, NOWHERE = "elbow.flexor", "elbow.extensor", "breast"


def a_story(*sites: str) -> PatientRecord:
    """A lesion at each site; the first is resolved at the second of two visits."""
    lesions = tuple(a_lesion(number, site=site) for number, site in enumerate(sites, start=1))
    seen = [an_assessment(lesion.id) for lesion in lesions]
    resolved = an_assessment(1, State.RESOLVED)
    return a_record(a_visit(JANUARY, *seen), a_visit(MARCH, resolved, *seen[1:]), lesions=lesions)


@pytest.fixture
def lesion_map(qtbot: QtBot) -> LesionMap:
    made = LesionMap(SITES)
    qtbot.addWidget(made)
    for control in made.controls():  # as a card does
        made.column.addWidget(control)
    made.resize(320, 560)
    made.show()
    return made


def button(lesion_map: LesionMap, begins: str) -> QAbstractButton:
    shown = (b for b in lesion_map.findChildren(QAbstractButton) if b.text().startswith(begins))
    return next(shown)


def closed(lesion_map: LesionMap) -> list[bool]:
    return [mark.closed for mark in lesion_map.canvas.content.marks]


def test_moves_through_the_visits_with_the_slider(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(FRONT, BACK))
    assert closed(lesion_map) == [True, False]
    slider = lesion_map.findChildren(QSlider)[0]
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert closed(lesion_map) == [False, False]
    assert slider.accessibleDescription() == "As of 01 Jan 2025, visit 1 of 2"


def test_offers_no_slider_where_there_is_one_visit(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_record(a_visit(JANUARY, an_assessment())))
    assert lesion_map.findChildren(QSlider)[0].isHidden()


def test_counts_the_lesions_of_each_face(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(FRONT, BACK, "knee.posterior"))
    assert button(lesion_map, "Front").text() == "Front 1"
    assert button(lesion_map, "Back").text() == "Back 2"


def test_opens_at_the_face_that_has_something_to_show(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(BACK))
    assert lesion_map.view is View.BACK


def test_turns_to_a_lesion_that_is_selected_elsewhere(lesion_map: LesionMap, qtbot: QtBot) -> None:
    lesion_map.set_record(a_story(FRONT, BACK))
    with qtbot.assertNotEmitted(lesion_map.lesion_selected):
        lesion_map.set_selected(2)
    assert lesion_map.view is View.BACK


def test_names_the_lesions_that_no_drawing_shows_and_selects_them(lesion_map: LesionMap, qtbot: QtBot) -> None:
    lesion_map.set_record(a_story(FRONT, NOWHERE))
    with qtbot.waitSignal(lesion_map.lesion_selected) as selected:
        QTest.mouseClick(button(lesion_map, "#2"), Qt.MouseButton.LeftButton)
    assert selected.args == [2]


def test_hides_what_is_resolved_when_asked_to(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(FRONT, BACK))
    resolved = next(a for b in lesion_map.findChildren(QAbstractButton) if getattr(b, "menu", lambda: None)()
                    for a in b.menu().actions() if a.text().startswith("Resolved"))  # fmt: skip
    resolved.trigger()
    assert [mark.number for mark in lesion_map.canvas.content.marks] == [2]


def test_marks_the_dominant_hand() -> None:
    words = MapWords(SITES, DominantHand.LEFT)
    looks = {plate.drawing.name: words.title(plate)[1] for plate in plates() if plate.part == "hand"}
    assert looks["hand-palm-left"] == "palm · dominant"
    assert looks["hand-palm-right"] == "palm"


def test_says_whose_side_is_whose_on_every_drawing() -> None:
    words = MapWords(SITES)
    for plate in plates():
        if plate.side is Side.MIDLINE:
            told = {text.split("\n")[1] for text, _ in words.sides(plate)}
            assert told == {"LEFT", "RIGHT"}
        else:
            assert plate.side.value.upper() in words.title(plate)[0]


def test_keeps_its_view_when_the_same_record_is_read_again(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(FRONT, BACK))
    lesion_map.show_view(View.LEFT_HAND)
    lesion_map.set_record(a_story(FRONT, BACK))
    assert lesion_map.view is View.LEFT_HAND


def test_forgets_the_view_and_the_selection_with_the_patient(lesion_map: LesionMap) -> None:
    lesion_map.set_record(a_story(FRONT, BACK))
    lesion_map.show_view(View.LEFT_HAND)
    other = a_record(patient=a_patient("900-0002", id=2))
    lesion_map.set_record(other)
    assert lesion_map.view is View.FRONT
