from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.vocabulary import Side, State
from calcitrack.ui.dialogs.lesions.lesion_dialog import LesionDialog
from calcitrack.ui.dialogs.lesions.lesion_form import LesionForm
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.pages.chart.map_card import MapCard
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.session import Session
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from tests.builders import DAY, a_lesion, a_patient, an_assessment

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def page(clinic: Clinic, qtbot: QtBot) -> Iterator[PatientPage]:
    """The chart of a patient with three lesions and a signed visit."""
    session = Session(clinic, JobRunner())
    patient_id = session.write(lambda c: c.patients.add(a_patient()))
    places = ("elbow.flexor", "forearm.volar", "knee.anterior")
    ids = [
        session.write(lambda c, at=(n, site): c.lesions.add(patient_id, a_lesion(at[0], site=at[1])))
        for n, site in enumerate(places, start=1)
    ]
    visit_id = session.write(lambda c: c.visits.start(patient_id, DAY))
    found = [an_assessment(lesion_id) for lesion_id in ids]
    version = clinic.patients.reload(patient_id).visits[0].version
    version = session.write(lambda c: c.visits.record(patient_id, visit_id, version, found))
    session.write(lambda c: c.visits.sign(patient_id, visit_id, version))
    made = PatientPage(session)
    qtbot.addWidget(made)
    made.resize(1360, 800)
    made.show()
    made.open_patient(patient_id)
    qtbot.wait(10)
    yield made
    session.jobs.shutdown()


def card(page: PatientPage) -> MapCard:
    return next(card for card in page.findChildren(MapCard) if card.isVisible())


def press_mark(canvas: MapCanvas, number: int) -> None:
    index = next(i for i, mark in enumerate(canvas.content.marks) if mark.number == number)
    item = canvas.scene().item_of_lesion(index)
    assert item is not None
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.scene().items[item].rect.center().toPoint())


def selected(page: PatientPage) -> int:
    table = next(table for table in page.findChildren(LesionTable) if table.isVisible())
    return table.currentIndex().row() + 1


def test_selects_in_the_table_what_is_clicked_on_the_map(page: PatientPage) -> None:
    press_mark(card(page).map.canvas, 2)
    assert selected(page) == 2


def test_puts_the_ring_on_the_map_where_the_table_goes(page: PatientPage) -> None:
    table = next(table for table in page.findChildren(LesionTable) if table.isVisible())
    table.setFocus()
    table.selectRow(2)
    canvas = card(page).map.canvas
    chosen = canvas._lights().selected
    assert chosen is not None
    assert canvas.content.marks[chosen].number == 3


def begin_visit(page: PatientPage, qtbot: QtBot) -> MapCard:
    page.activateWindow()
    page.go_to_visit()
    qtbot.waitUntil(lambda: page.visit_panel.grid.isAncestorOf(QApplication.focusWidget() or page))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    return card(page)


def test_goes_from_the_grid_to_the_map_and_back_by_keys(page: PatientPage, qtbot: QtBot) -> None:
    shown = begin_visit(page, qtbot)
    assert shown.map.canvas.hasFocus()
    QTest.keyClick(shown.map.canvas, Qt.Key.Key_Escape)
    assert page.visit_panel.grid.isAncestorOf(QApplication.focusWidget())


def test_moves_the_grid_to_the_lesion_that_is_chosen_on_the_map(page: PatientPage, qtbot: QtBot) -> None:
    shown = begin_visit(page, qtbot)
    press_mark(shown.map.canvas, 3)
    row = page.visit_panel.grid.current_row()
    assert row is not None
    assert row.lesion.number == 3


def test_shows_on_the_map_what_the_draft_says_at_once(page: PatientPage, qtbot: QtBot) -> None:
    shown = begin_visit(page, qtbot)
    QTest.keyClick(shown.map.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R)
    assert [mark.closed for mark in shown.map.canvas.content.marks] == [True, False, False]
    row = page.visit_panel.grid.rows()[0]
    assert row.assessment is not None
    assert row.assessment.state is State.RESOLVED


def test_leaves_the_draft_out_of_the_map_of_the_chart(page: PatientPage, qtbot: QtBot) -> None:
    begin_visit(page, qtbot)
    QTest.keyClick(card(page).map.canvas, Qt.Key.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_R)
    page._go_to(Tab.OVERVIEW)
    assert [mark.closed for mark in card(page).map.canvas.content.marks] == [False, False, False]


def test_opens_the_form_of_a_new_lesion_where_an_empty_region_is_clicked(page: PatientPage, qtbot: QtBot) -> None:
    canvas = begin_visit(page, qtbot).map.canvas
    body = canvas.scene().placed[0]
    groin = next(i for i, r in enumerate(body.plate.regions) if (r.code, r.side) == ("groin", Side.LEFT))
    places: list[object] = []

    def read_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LesionDialog)
        places.extend(form.place() for form in dialog.findChildren(LesionForm))
        dialog.done(0)

    QTimer.singleShot(0, read_and_close)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=body.centre(groin).toPoint())
    assert places == [("groin", Side.LEFT)]
