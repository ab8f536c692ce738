"""Undo and redo in the open draft, by real keys on the real window over a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMainWindow, QTableView, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import Conflict
from calcitrack.domain.visit import Order, Visit
from calcitrack.domain.vocabulary import OrderKind, State
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.visit.visit_panel import VisitPanel
from calcitrack.ui.visit.fields.prose_edit import ProseEdit
from calcitrack.ui.workspace import Workspace
from tests.builders import a_lesion, a_patient, an_assessment
from tests.vaults import TODAY, vault_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk:
    """The window with a draft in front, and somebody at the keyboard."""

    def __init__(self, qtbot: QtBot, clinic: Clinic, jobs: JobRunner, lesions: int = 3) -> None:
        self.qtbot, self.clinic = qtbot, clinic
        self.patient = clinic.patients.add(a_patient("1")).value
        self.lesions = [clinic.lesions.add(self.patient, a_lesion()).value for _ in range(lesions)]
        clinic.visits.start(self.patient, TODAY)
        self.window = QMainWindow()
        actions = Actions(self.window)
        self.workspace = Workspace(clinic, jobs, actions)
        actions.requested.connect(self.workspace.run)
        self.window.setCentralWidget(self.workspace)
        self.window.resize(1300, 900)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.workspace.open_patient(self.patient)
        self.panel.grid.setFocus()
        qtbot.waitUntil(self.table.hasFocus)

    @property
    def panel(self) -> VisitPanel:
        return self.workspace.patient_page.visit_panel

    @property
    def table(self) -> QTableView:
        table = self.panel.grid.findChild(QTableView)
        assert isinstance(table, QTableView)
        return table

    @property
    def draft(self) -> Visit:
        draft = self.clinic.patients.reload(self.patient).draft
        assert draft is not None
        return draft

    def said(self) -> Visit:
        """What the draft says, in the vault; the window must show the same."""
        draft = self.draft
        shown = self.panel.visit
        assert shown is not None
        assert content(shown) == content(draft)
        assert tuple(row.assessment for row in self.panel.grid.rows()) == tuple(
            draft.assessment_of(row.lesion.id) for row in self.panel.grid.rows()
        )
        return content(draft)

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.focused, letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focused, key, modifiers)

    @property
    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def undo(self) -> Visit:
        self.press(Qt.Key.Key_Z, CONTROL)
        return self.said()

    def redo(self) -> Visit:
        self.press(Qt.Key.Key_Z, CONTROL | SHIFT)
        return self.said()

    def told(self) -> str:
        return self.panel.saved_text()

    def actions_in_audit(self) -> list[str]:
        rows = vault_of(self.clinic).connection.execute("SELECT action FROM audit ORDER BY id").fetchall()
        return [row[0] for row in rows]


def content(visit: Visit) -> Visit:
    """What a draft says. An order that came back has another row."""
    return replace(visit, version=0, orders=tuple(replace(order, id=0, version=0) for order in visit.orders))


@pytest.fixture
def desk(qtbot: QtBot, clinic: Clinic) -> Iterator[Desk]:
    jobs = JobRunner()
    shown = Desk(qtbot, clinic, jobs)
    yield shown
    shown.window.close()
    jobs.shutdown()


def test_each_step_in_the_grid_goes_back_and_comes_again(desk: Desk) -> None:
    moments = [desk.said()]
    for keys in ("11\r", "8.5\r", "=", "a", "u"):
        desk.type(keys)
        moments.append(desk.said())
    for wanted in reversed(moments[:-1]):
        assert desk.undo() == wanted
    for wanted in moments[1:]:
        assert desk.redo() == wanted


def test_each_undo_is_an_audited_write_and_says_what_it_took_back(desk: Desk) -> None:
    desk.type("=")
    told = len(desk.actions_in_audit())
    desk.undo()
    assert desk.actions_in_audit()[told:] == ["undo in visit"]
    assert desk.told().startswith("lesion 1 undone, saved ")
    desk.redo()
    assert desk.told().startswith("lesion 1 redone, saved ")


def test_an_undo_puts_the_cursor_on_what_it_changed(desk: Desk) -> None:
    desk.type("==")
    desk.undo()
    row = desk.panel.grid.current_row()
    assert row is not None
    assert row.lesion.number == 2


def test_with_nothing_to_undo_nothing_is_written_and_that_is_said(desk: Desk) -> None:
    told = len(desk.actions_in_audit())
    desk.undo()
    assert desk.told() == "nothing to undo"
    desk.redo()
    assert desk.told() == "nothing to redo"
    assert len(desk.actions_in_audit()) == told


def test_another_step_after_an_undo_ends_what_could_be_done_again(desk: Desk) -> None:
    desk.type("=")
    desk.undo()
    desk.type("-")
    wanted = desk.said()
    assert desk.redo() == wanted


def test_undo_in_a_cell_takes_back_what_is_typed_and_no_step(desk: Desk) -> None:
    desk.type("=")
    before = desk.said()
    desk.type("12")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.panel.grid.is_typing
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert not desk.panel.grid.is_typing
    assert desk.said() == before


def test_undo_from_a_field_of_the_visit_takes_back_its_last_value(desk: Desk) -> None:
    before = desk.said()
    weeks = next(line for line in desk.panel.fields.findChildren(QLineEdit) if "Next visit" in line.accessibleName())
    weeks.setFocus()
    desk.type("12\r")
    assert desk.said().follow_up_weeks == 12
    assert desk.undo() == before
    assert weeks.text() == ""


def test_undo_in_the_note_is_of_the_text_until_it_is_in_the_draft(desk: Desk) -> None:
    before = desk.said()
    note = desk.panel.fields.findChild(ProseEdit)
    assert isinstance(note, ProseEdit)
    note.setFocus()
    desk.type("ankle")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert note.toPlainText() == ""
    desk.type("swab")
    note.settle()
    assert desk.said().note == "swab"
    assert desk.undo() == before
    assert note.toPlainText() == ""


def test_a_tick_and_its_order_go_and_come(desk: Desk) -> None:
    before = desk.said()
    box = next(box for box in desk.panel.fields.findChildren(QCheckBox) if "Swab" in box.text())
    box.click()
    after = desk.said()
    assert [order.kind for order in after.orders] == [OrderKind.SWAB]
    for _ in range(2):
        assert desk.undo() == before
        assert not box.isChecked()
        assert desk.redo() == after
        assert box.isChecked()


def test_a_result_is_taken_back_from_an_order_that_went_and_came(desk: Desk) -> None:
    desk.panel.fields.order_added.emit(Order(OrderKind.FILM, TODAY, "Dr Ada Example"))
    asked = desk.said()
    desk.panel.fields.order_changed.emit(replace(desk.draft.orders[0], closed_on=TODAY, result="two deposits"))
    answered = desk.said()
    assert answered.orders[0].result == "two deposits"
    assert desk.undo() == asked
    desk.undo()
    assert desk.redo() == asked
    assert desk.redo() == answered


def test_a_moved_day_goes_back(desk: Desk) -> None:
    desk.type("11\r8\r")
    before = desk.said()
    day = next(line for line in desk.panel.findChildren(QLineEdit) if line.accessibleName() == "Day of the visit")
    day.setFocus()
    day.selectAll()
    desk.type("20 Nov 2026\r")
    assert desk.said().visited_on == TODAY - timedelta(days=2)
    assert desk.undo() == before
    assert day.text() == "22 Nov 2026"


def test_refuses_to_undo_over_what_was_written_elsewhere_and_then_forgets_its_steps(desk: Desk) -> None:
    desk.type("=")
    clinic, draft = desk.clinic, desk.draft
    clinic.visits.record(desk.patient, draft.id, draft.version, [an_assessment(desk.lesions[1], State.LARGER)])
    with pytest.raises(Conflict):
        clinic.drafts.put_back(desk.patient, draft, draft.version)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert not desk.panel.steps.can_undo()
    states = {a.lesion_id: a.state for a in desk.draft.assessments}
    assert states == {desk.lesions[0]: State.UNCHANGED, desk.lesions[1]: State.LARGER}


def test_keys_lead_from_the_grid_to_all_fields_of_the_lesion_and_back(desk: Desk) -> None:
    desk.type("l")
    assert desk.focused.accessibleName() == "State"
    desk.press(Qt.Key.Key_Escape)
    assert desk.table.hasFocus()


def test_f6_leads_to_the_scores_and_the_plan_and_back(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F6)
    assert desk.panel.fields.isAncestorOf(desk.focused)
    desk.press(Qt.Key.Key_F6)
    assert desk.table.hasFocus()


def test_the_commands_can_be_found_by_name(desk: Desk) -> None:
    titles = {action.text() for action in desk.window.findChildren(QAction)}
    assert {"Undo in the visit", "Redo in the visit"} <= titles
