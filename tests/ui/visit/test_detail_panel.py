from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from calcitrack.domain.entry import Field
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Form, Infection, Method, ResolvedBasis, State, Subtype
from calcitrack.ui.visit.fields.panel_fields import ChoiceBox, LineField
from calcitrack.ui.visit.grid.rows import GridRow, LastSeen
from calcitrack.ui.visit.lesion.detail_panel import DetailPanel
from calcitrack.ui.visit.lesion.finding_editor import YES_NO_FIELDS
from calcitrack.ui.visit.lesion.yes_no_table import YesNoTable
from tests.builders import a_lesion, a_reading, an_assessment

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY, BEFORE = date(2026, 11, 22), date(2026, 5, 20)
SITES = SiteList.load()


def a_row(number: int = 5, today: Assessment | None = None, **lesion) -> GridRow:
    made = a_lesion(number, **lesion)
    last = LastSeen(BEFORE, State.MEASURED, a_reading(100, 80, measured_on=BEFORE), Subtype.STONE)
    return GridRow(made, SITES.label(made.site, made.side), last, today)


class Desk:
    """A panel with a person before it, and a list of what was committed."""

    def __init__(self, qtbot, row: GridRow) -> None:
        self.qtbot = qtbot
        self.panel = DetailPanel()
        self.committed: list[Assessment] = []
        self.cleared: list[int] = []
        self.panel.assessment_committed.connect(self.committed.append)
        self.panel.assessment_cleared.connect(self.cleared.append)
        self.panel.set_context(TODAY, "Dr M. Okafor")
        self.panel.set_row(row)
        self.panel.resize(340, 900)
        qtbot.addWidget(self.panel)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()

    def line(self, name: str, nth: int = 0) -> LineField:
        return [f for f in self.panel.findChildren(LineField) if f.accessibleName() == name and f.isVisible()][nth]

    def type(self, name: str, text: str, nth: int = 0) -> None:
        field = self.line(name, nth)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)

    def choose(self, name: str, word: str, nth: int = 0) -> None:
        box = [b for b in self.panel.findChildren(ChoiceBox) if b.accessibleName() == name and b.isVisible()][nth]
        place = box.findText(word)
        box.setFocus()
        while box.currentIndex() != place:
            forward = box.currentIndex() < place
            self.qtbot.keyClick(box, Qt.Key.Key_Down if forward else Qt.Key.Key_Up)
        self.qtbot.keyClick(box, Qt.Key.Key_Return)

    def answer(self, field: Field, value: bool | None) -> None:
        button = self.panel.findChild(YesNoTable).answer(field, value)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, kind: type[QAbstractButton], name: str) -> None:
        buttons = self.panel.findChildren(kind)
        button = next(b for b in buttons if name in (b.text(), b.accessibleName()) and b.isVisible())
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def says(self, text: str) -> bool:
        return any(text in label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot, a_row())


def test_the_title_names_the_lesion_and_its_site(desk):
    assert desk.says("Lesion 5 · L index, distal, volar")
    assert desk.says("10 × 8 mm, ruler, 20 May 2026")


@pytest.mark.parametrize("field", YES_NO_FIELDS)
def test_every_finding_is_yes_no_or_not_recorded(desk, field):
    desk.answer(field, value=True)
    desk.answer(field, value=False)
    desk.answer(field, value=None)

    assert [getattr(a, field) for a in desk.committed] == [True, False]
    assert desk.cleared == [5]


def test_y_n_and_backspace_answer_the_line_under_the_cursor(desk, qtbot):
    desk.panel.findChild(YesNoTable).answer(Field.ULCER, None).setFocus()
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Backspace):
        qtbot.keyClick(QApplication.focusWidget(), key)

    assert [a.ulcer for a in desk.committed] == [True, False]
    assert desk.cleared == [5]


def test_pain_discharge_and_infection_are_recorded(desk):
    desk.type("Pain, 0 to 10", "4,5")
    desk.choose("Discharge", "None")

    assert desk.committed[0].pain == 4.5
    assert desk.committed[1].discharge is Discharge.NONE


def test_an_impossible_pain_is_refused_in_words(desk):
    desk.type("Pain, 0 to 10", "11")

    assert desk.committed == []
    assert desk.says("0 to 10")
    assert desk.panel.pending() == "Pain, 0 to 10"


def test_esc_goes_back_to_what_is_recorded(desk, qtbot):
    desk.type("Pain, 0 to 10", "11")
    qtbot.keyClick(desk.line("Pain, 0 to 10"), Qt.Key.Key_Escape)

    assert desk.panel.pending() == ""


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Unchanged on inspection", State.UNCHANGED),
        ("Not examined", State.NOT_EXAMINED),
        ("Not visible in this modality", State.NOT_VISIBLE),
        ("Excised", State.EXCISED),
    ],
)
def test_every_state_can_be_said(qtbot, word, state):
    desk = Desk(qtbot, a_row())
    desk.choose("State", word)

    assert desk.committed == [an_assessment(5, state)]


def test_a_list_that_the_keys_walk_through_is_taken_once_it_is_left(qtbot):
    desk = Desk(qtbot, a_row())
    box = next(b for b in desk.panel.findChildren(ChoiceBox) if b.accessibleName() == "State")
    box.setFocus()
    while box.currentText() != "Smaller on inspection":
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert desk.committed == []

    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert desk.committed == [an_assessment(5, State.SMALLER)]


def test_a_list_that_the_keys_walked_through_is_taken_when_another_lesion_is_shown(qtbot):
    desk = Desk(qtbot, a_row())
    box = next(b for b in desk.panel.findChildren(ChoiceBox) if b.accessibleName() == "Infection")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.panel.set_row(None)
    assert [a.infection for a in desk.committed] == [Infection.NONE]


def test_not_measurable_waits_for_its_reason(qtbot):
    desk = Desk(qtbot, a_row())
    desk.choose("State", "Present, not measurable")
    assert desk.committed == []

    desk.type("Reason", "plaster")
    assert desk.committed == [an_assessment(5, State.NOT_MEASURABLE, reason="plaster")]


def test_resolved_says_how_it_was_established(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5, State.RESOLVED)))
    desk.choose("How it was established", "By imaging")

    assert desk.committed[-1].resolved_basis is ResolvedBasis.IMAGING


def test_a_state_that_drops_a_size_asks_first(qtbot):
    measured = an_assessment(5)
    desk = Desk(qtbot, a_row(today=measured))
    desk.choose("State", "Unchanged on inspection")
    assert desk.committed == []
    assert desk.says("drops")

    desk.press(QPushButton, "Drop it")
    assert desk.committed == [an_assessment(5, State.UNCHANGED)]


def test_a_drop_that_is_declined_leaves_the_state(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.choose("State", "Unchanged on inspection")
    desk.press(QToolButton, "Close this message")

    assert desk.committed == []
    box = next(b for b in desk.panel.findChildren(ChoiceBox) if b.accessibleName() == "State")
    assert box.currentText() == "Measured"


def test_a_cluster_can_be_counted(qtbot):
    desk = Desk(qtbot, a_row(form=Form.CLUSTER))
    desk.type("Number of deposits", "12")
    assert desk.committed[-1].count == 12

    desk.type("Number of deposits", "many")
    assert desk.committed[-1].count == 12
    assert desk.says("whole number")


def test_a_single_deposit_has_no_count(desk):
    assert not any(
        f.accessibleName() == "Number of deposits" and f.isVisible() for f in desk.panel.findChildren(LineField)
    )


def test_both_subtypes_are_recorded_and_the_source_is_not_overstated(desk):
    desk.choose("Clinical subtype", "Mousse")
    desk.choose("Subtype by X-ray", "Stone")

    last = desk.committed[-1]
    assert (last.clinical_subtype, last.radiographic_subtype) == (Subtype.MOUSSE, Subtype.STONE)
    assert desk.says("names the four subtypes and does not define them")


def test_mousse_by_x_ray_is_asked_about_once_and_then_recorded(desk):
    desk.choose("Subtype by X-ray", "Mousse")
    assert desk.committed == []
    assert desk.says("saw no mousse by X-ray")
    desk.press(QPushButton, "Record mousse")
    assert desk.committed[-1].radiographic_subtype is Subtype.MOUSSE
    assert not desk.says("saw no mousse by X-ray")


def test_mousse_by_x_ray_that_is_not_confirmed_is_not_recorded(desk):
    desk.choose("Subtype by X-ray", "Mousse")
    desk.press(QAbstractButton, "Close this message")
    assert desk.committed == []
    shown = next(box for box in desk.panel.findChildren(ChoiceBox) if box.accessibleName() == "Subtype by X-ray")
    assert shown.currentText() == "Not recorded"


# Readings


def test_a_new_reading_begins_with_its_length(desk):
    desk.press(QPushButton, "Add a reading")
    desk.type("Width", "8")
    assert desk.committed == []
    assert desk.says("length first")

    desk.type("Length", "11")
    reading = desk.committed[-1].readings[0]
    assert (reading.length, reading.width, reading.method) == (110, None, Method.RULER)
    assert (reading.measured_on, reading.reader) == (TODAY, "Dr M. Okafor")
    assert desk.committed[-1].state is State.MEASURED


def test_enter_and_tab_lead_through_a_new_reading(desk, qtbot):
    desk.press(QPushButton, "Add a reading")
    desk.type("Length", "11")
    qtbot.waitUntil(desk.line("Width").hasFocus)
    reached = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        reached.append(focus.accessibleName() or focus.text())
    assert reached == ["Thickness", "Read by", "Remove this reading", "Add a reading"]


def test_a_reading_takes_thickness_method_day_and_reader(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Thickness", "3")
    desk.type("Measured on", "13.11.2026")
    desk.type("Read by", "Dr A. Film")
    desk.choose("Method", "Caliper")

    (reading,) = desk.committed[-1].readings
    assert reading == replace(
        a_reading(), thickness=30, measured_on=date(2026, 11, 13), reader="Dr A. Film", method=Method.CALIPER
    )


def test_a_second_reading_is_kept_beside_the_first(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.press(QPushButton, "Add a reading")
    desk.choose("Method", "Ultrasound", nth=1)
    desk.type("Length", "9", nth=1)
    desk.type("Width", "7", nth=1)

    first, second = desk.committed[-1].readings
    assert first == a_reading()
    assert (second.length, second.width, second.method) == (90, 70, Method.ULTRASOUND)


def test_a_reading_can_be_removed(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.press(QToolButton, "Remove this reading")

    assert desk.cleared == [5]
    assert desk.says("No size recorded at this visit.")


@pytest.mark.parametrize(
    ("name", "text"), [("Length", "600"), ("Length", "0"), ("Width", "abc"), ("Thickness", "1.25")]
)
def test_an_impossible_length_is_refused_in_words(qtbot, name, text):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type(name, text)

    assert desk.committed == []
    assert desk.line(name).text() == text
    assert desk.panel.pending() == name


def test_a_length_cannot_be_emptied(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    field = desk.line("Length")
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert desk.committed == []
    assert desk.says("begins with its length")


def test_centimetres_are_shown_before_they_are_taken(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Length", "1.1 cm")
    assert desk.says("= 11.0 mm")
    assert desk.committed == []

    qtbot.keyClick(desk.line("Length"), Qt.Key.Key_Return)
    assert desk.committed[-1].readings[0].length == 110


def test_a_jump_is_asked_about_once_and_keeps_its_reason(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Length", "15")
    assert desk.committed == []
    assert desk.says("+50")

    desk.type("Reason", "two nodules joined")
    assert desk.committed[-1].readings[0] == replace(a_reading(), length=150, unlikely_reason="two nodules joined")


@pytest.mark.parametrize("text", ["3/4/2026", "soon", "31 Feb 2026"])
def test_a_day_that_is_none_is_refused(qtbot, text):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Measured on", text)

    assert desk.committed == []
    assert desk.says("13 Nov 2026")


# The panel and the row


def test_another_row_says_what_was_not_taken(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Length", "600")
    desk.panel.set_row(a_row(6))

    assert desk.says("lesion 5")
    assert desk.panel.pending() == ""
    assert desk.committed == []


@pytest.mark.parametrize("other", [None, a_row(6), a_row(6, an_assessment(6))])
def test_what_is_being_typed_goes_to_its_own_lesion_when_another_is_shown(qtbot, other):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    field = desk.line("Width")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "9")
    desk.panel.set_row(other)

    assert [(a.lesion_id, a.readings[0].width) for a in desk.committed] == [(5, 90)]
    assert desk.panel.row() == other


@pytest.mark.parametrize("text", ["0.9 cm", "20"])
def test_what_was_asked_about_is_never_taken_for_another_lesion(qtbot, text):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    desk.type("Width", text)
    desk.panel.set_row(a_row(6, an_assessment(6)))
    desk.panel.set_row(a_row(7))

    assert {a.lesion_id for a in desk.committed} <= {5}


def test_the_same_row_shown_anew_leaves_what_is_being_typed(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    field = desk.line("Width")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "9")
    desk.panel.set_row(a_row(today=an_assessment(5, ulcer=True)))
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert desk.committed[-1].readings[0].width == 90
    assert desk.committed[-1].ulcer is True


def test_settle_takes_what_is_typed_and_says_what_cannot_be_taken(desk, qtbot):
    field = desk.line("Pain, 0 to 10")
    qtbot.keyClicks(field, "4")
    assert desk.panel.settle()
    assert desk.committed[-1].pain == 4.0

    qtbot.keyClicks(field, "44")
    assert not desk.panel.settle()
    assert desk.says("0 to 10")


def test_without_a_row_nothing_can_be_entered(desk):
    desk.panel.set_row(None)

    assert desk.says("Choose a lesion")
    assert not any(field.isEnabled() for field in desk.panel.findChildren(QLineEdit))


def test_every_field_has_an_accessible_name(qtbot):
    desk = Desk(qtbot, a_row(today=an_assessment(5)))
    focusable = [
        w for w in desk.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    ]

    nameless = [w for w in focusable if not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name)]
    assert nameless == []
