"""What happens to lesions, entered by real keys in the real window over a real vault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.lesion_step import merge, part_of, split
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import EventKind, Side, State
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.lesions_panel import LesionsPanel
from calcitrack.ui.pages.chart.patient_page import Tab
from calcitrack.ui.pages.visit.visit_panel import VisitPanel
from calcitrack.ui.visit.fields.panel_fields import LineField
from calcitrack.ui.visit.grid.rows import grid_rows
from calcitrack.ui.visit.lesion.event_list import EventList
from calcitrack.ui.widgets.lesions.lineage_view import LineageView
from calcitrack.ui.widgets.lesions.site_picker import SitePicker
from calcitrack.ui.widgets.lesions.thread_card import ThreadCard, ThreadTable
from calcitrack.ui.workspace import Workspace
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import TODAY

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG_AGO = TODAY - timedelta(days=400)
SITES = (
    ("hand.index.distal.volar", Side.LEFT),
    ("hand.index.middle.volar", Side.LEFT),
    ("hand.thumb.distal.volar", Side.RIGHT),
)


class Desk:
    """The window with a draft in front: lesions 1 and 2 open, 3 resolved; and somebody at the keyboard."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, jobs: JobRunner) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.patient = clinic.patients.add(a_patient("1")).value
        self.ids = [
            clinic.lesions.add(self.patient, a_lesion(first_seen=LONG_AGO, site=site, side=side)).value
            for site, side in SITES
        ]
        clinic.visits.start(self.patient, LONG_AGO)
        measured = [self.measured(lesion, LONG_AGO) for lesion in self.ids[:2]]
        self.sign(*measured, an_assessment(self.ids[2], State.RESOLVED))
        clinic.visits.start(self.patient, TODAY)
        self.window = QMainWindow()
        actions = Actions(self.window)
        self.workspace = Workspace(clinic, jobs, actions)
        actions.requested.connect(self.workspace.run)
        self.window.setCentralWidget(self.workspace)
        self.window.resize(1300, 900)
        qtbot.addWidget(self.window)

    @staticmethod
    def measured(lesion: int, on: date) -> Assessment:
        return an_assessment(lesion, readings=(a_reading(measured_on=on),))

    def sign(self, *found: Assessment) -> None:
        draft = self.draft
        version = self.clinic.visits.record(self.patient, draft.id, draft.version, found).value
        self.clinic.visits.sign(self.patient, draft.id, version)

    def show(self) -> None:
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.workspace.open_patient(self.patient)
        self.go_to_grid()

    def go_to_grid(self) -> None:
        self.window.activateWindow()
        self.panel.grid.setFocus()
        self.qtbot.waitUntil(lambda: self.panel.grid.isAncestorOf(QApplication.focusWidget() or QWidget()))

    @property
    def panel(self) -> VisitPanel:
        return self.workspace.patient_page.visit_panel

    @property
    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    @property
    def draft(self) -> Visit:
        draft = self.record.draft
        assert draft is not None
        return draft

    def type(self, text: str) -> None:
        for letter in text:
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            assert target is not None
            self.qtbot.keyClicks(target, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeModalWidget()
        assert target is not None
        self.qtbot.keyClick(target, key, modifiers)

    def in_form(self, begin: Callable[[], None], deed: Callable[[QDialog], None]) -> None:
        """Begin what opens a form, and do something in it."""
        done: list[bool] = []

        def work(tries: int = 500) -> None:
            form = QApplication.activeModalWidget()
            if isinstance(form, QDialog) and form.isAncestorOf(QApplication.focusWidget() or QWidget()):
                try:
                    deed(form)
                    done.append(True)
                finally:
                    if form.isVisible():
                        form.done(QDialog.DialogCode.Rejected)
            elif tries:
                if isinstance(form, QDialog):
                    form.activateWindow()
                QTimer.singleShot(10, lambda: work(tries - 1))

        QTimer.singleShot(0, work)
        begin()
        assert done
        self.go_to_grid()

    def save(self) -> None:
        self.press(Qt.Key.Key_Return, CONTROL)

    def numbers(self) -> list[int]:
        return [row.lesion.number for row in self.panel.grid.rows()]

    def happened(self) -> list[tuple[EventKind, int]]:
        numbers = {lesion.id: lesion.number for lesion in self.record.lesions}
        return [(event.kind, numbers[event.lesion_id]) for event in self.record.events]


@pytest.fixture
def desk(qtbot: QtBot, clinic: Clinic) -> Iterator[Desk]:
    jobs = JobRunner()
    found = Desk(qtbot, clinic, jobs)
    found.show()
    yield found
    jobs.shutdown()


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


W = TypeVar("W", bound=QWidget)


def part(inside: QWidget, kind: type[W]) -> W:
    found = inside.findChild(kind)
    assert isinstance(found, kind)
    return found


def test_two_keys_record_what_happened_and_one_chord_takes_it_back(desk: Desk) -> None:
    desk.type("he")
    assert desk.happened() == [(EventKind.EXTRUDED, 1)]
    assert "lesion 1: extruded" in desk.panel.saved_text()
    assert "Extruded" in said(desk.panel.detail.life)
    desk.go_to_grid()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.happened() == []
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert desk.happened() == [(EventKind.EXTRUDED, 1)]


def test_every_kind_of_event_has_a_letter_of_its_own(desk: Desk) -> None:
    desk.type("h")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    letters = [a.text()[a.text().index("&") + 1].casefold() for a in menu.actions() if "&" in a.text()]
    assert len(letters) == len(EventKind) + 1
    assert len(set(letters)) == len(letters)
    menu.close()


def test_a_split_adds_its_parts_to_the_grid_and_undoing_it_takes_them_away(desk: Desk) -> None:
    def two_parts(form: QDialog) -> None:
        desk.type("2")
        assert "New in the grid: 4, 5" in said(form)
        desk.save()

    desk.in_form(lambda: desk.type("hs"), two_parts)
    assert (desk.numbers(), desk.happened()) == ([1, 2, 4, 5], [(EventKind.SPLIT, 1)])
    assert "lesions 4, 5 split off lesion 1" in said(desk.panel.detail.life)
    assert "lesions 4, 5 split off lesion 1" in part(desk.panel, LineageView).accessibleDescription()
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert (desk.numbers(), desk.happened()) == ([1, 2], [])


def test_a_lesion_that_merged_is_not_asked_for_at_the_next_visit(desk: Desk) -> None:
    desk.in_form(lambda: desk.type("hm"), lambda _: desk.save())
    assert desk.happened() == [(EventKind.MERGED, 1)]
    assert desk.numbers() == [1, 2]  # today it is said why it is not measured
    desk.sign(desk.measured(desk.ids[1], TODAY))
    later = Visit(TODAY + timedelta(days=90), id=4711)
    rows = grid_rows(desk.record, later, desk.clinic.sites)
    assert [row.lesion.number for row in rows] == [2]


def test_a_new_lesion_where_one_had_gone_asks_whether_it_is_back(desk: Desk) -> None:
    def answer(form: QDialog) -> None:
        desk.type("rt th v")
        desk.press(Qt.Key.Key_Return)
        desk.save()
        assert form.isVisible()
        assert "say whether it is back or this is a new one" in said(form)
        desk.type("l")
        desk.save()

    desk.in_form(lambda: desk.type("n"), answer)
    assert desk.happened() == [(EventKind.RECURRED, 3)]
    assert desk.numbers() == [1, 2, 3]
    current = desk.panel.grid.current_row()
    assert current is not None
    assert current.lesion.number == 3


def test_a_new_lesion_where_one_had_gone_can_be_new(desk: Desk) -> None:
    def answer(_form: QDialog) -> None:
        desk.type("rt th")
        desk.press(Qt.Key.Key_Return)
        desk.save()
        desk.type("a")
        desk.save()

    desk.in_form(lambda: desk.type("n"), answer)
    assert (desk.numbers(), desk.happened()) == ([1, 2, 4], [])
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.numbers() == [1, 2]


def test_the_day_of_an_event_is_typed_and_a_day_to_come_is_refused(desk: Desk) -> None:
    desk.type("hl")
    line = part(part(desk.panel, EventList), LineField)
    for text, day in (("20 Nov 2026", TODAY - timedelta(days=2)), ("24 Nov 2026", TODAY - timedelta(days=2))):
        line = part(part(desk.panel, EventList), LineField)
        line.setFocus()
        line.selectAll()
        desk.qtbot.keyClicks(line, text)
        desk.qtbot.keyClick(line, Qt.Key.Key_Return)
        assert [event.on for event in desk.record.events] == [day]


def test_an_event_is_taken_back_in_the_panel(desk: Desk) -> None:
    desk.type("hl")
    remove = part(part(desk.panel, EventList), QToolButton)
    assert remove.accessibleName() == "Take back: Liquefied"
    desk.qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert desk.happened() == []


def test_a_lesion_entered_by_mistake_is_removed_once_it_was_asked(desk: Desk) -> None:
    def one_more(_form: QDialog) -> None:
        desk.type("lt elbow ext")
        desk.press(Qt.Key.Key_Return)
        desk.save()

    def removed(form: QDialog) -> None:
        assert "Its number is not given to another lesion" in said(form)
        desk.save()

    desk.in_form(lambda: desk.type("n"), one_more)
    assert desk.numbers() == [1, 2, 4]
    desk.panel.grid.set_current_lesion(desk.record.lesions[-1].id)
    desk.in_form(lambda: desk.type("hv"), removed)
    assert desk.numbers() == [1, 2]
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.numbers() == [1, 2, 4]


def test_moving_a_lesion_is_taken_back_and_its_history_shows_both(desk: Desk) -> None:
    def moved(form: QDialog) -> None:
        picker = part(form, SitePicker)
        picker.set_value("hand.index.middle.volar", Side.LEFT)
        picker.edited.emit()
        reason = next(line for line in form.findChildren(QLineEdit) if "Why it is changed" in line.accessibleName())
        reason.setFocus()
        desk.qtbot.keyClicks(reason, "slip of the hand")
        desk.save()

    desk.in_form(lambda: desk.type("hn"), moved)
    sites = [setting.site for setting in desk.record.lesion(desk.ids[0]).settings]
    assert sites == ["hand.index.distal.volar", "hand.index.middle.volar"]
    for chord, site in ((Qt.Key.Key_Z, "hand.index.distal.volar"), (Qt.Key.Key_Y, "hand.index.middle.volar")):
        desk.press(chord, CONTROL)
        assert desk.record.lesion(desk.ids[0]).site == site
    reasons = [setting.reason for setting in desk.record.lesion(desk.ids[0]).settings]
    assert reasons == ["", "slip of the hand", "taken back: slip of the hand", "slip of the hand"]


def test_a_signed_lesion_is_not_offered_to_be_removed(desk: Desk) -> None:
    desk.type("h")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert not any("mistake" in action.text() for action in menu.actions())
    menu.close()


def test_the_thread_of_a_lesion_stands_in_its_tab_with_the_areas_of_signed_visits(desk: Desk) -> None:
    visit = desk.draft
    one, two = (desk.record.lesion(i) for i in desk.ids[:2])
    for step in (
        split(visit, one, [part_of(one, visit)]),
        merge(visit, two, one, "grown together with lesion 1"),
    ):
        desk.clinic.lesions.step(desk.patient, visit.id, desk.draft.version, step)
    new = desk.record.lesions[-1].id
    desk.sign(desk.measured(desk.ids[0], TODAY), desk.measured(new, TODAY))
    page = desk.workspace.patient_page
    page.reload()
    page.findChildren(QTabBar)[0].setCurrentIndex(Tab.LESIONS)
    part(page, LesionsPanel).lesion_selected.emit(new)
    card = part(page, ThreadCard)
    assert "lesion 4 split off lesion 1" in said(card)
    assert "lesion 2 merged into lesion 1" in said(card)
    model = part(page, ThreadTable).model()
    shown = [[model.index(row, col).data() for col in range(3)] for row in range(model.rowCount())]
    assert shown == [["22 Nov 2026", "126", "2 of 2"], ["18 Oct 2025", "126", "2 of 2"]]
