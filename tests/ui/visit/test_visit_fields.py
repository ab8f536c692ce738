from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import Message
from calcitrack.domain.trial import PROCEDURE, DoseStep, Trial
from calcitrack.domain.validation import visit_faults
from calcitrack.domain.visit import Antibiotic, InstrumentAnswer, Lab, Order, Visit
from calcitrack.domain.vocabulary import DiseaseActivity, Extent, OrderKind
from calcitrack.ui.theme import apply_theme, theme_for
from calcitrack.ui.visit.fields.prose_edit import ProseEdit
from calcitrack.ui.visit.fields.tab_order import tab_stops
from calcitrack.ui.visit.fields.visit_fields import VisitFields
from tests.builders import a_patient, a_visit, an_assessment

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY, BEFORE = date(2026, 11, 22), date(2026, 5, 20)
PERSON = "Dr M. Okafor"
KEY = {
    "Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Esc": Qt.Key.Key_Escape, "Del": Qt.Key.Key_Backspace,
    "Right": Qt.Key.Key_Right, "Space": Qt.Key.Key_Space,
}  # fmt: skip
PAIN, PATIENT, PHYSICIAN = "Pain, worst this week / 10", "Patient global / 10", "Physician global / 10"
FIVE = InstrumentAnswer("pain_worst_week", 5, definition_version="1")
WEEKS = "Next visit in weeks"
LAB, ANTIBIOTIC = "Laboratory value: ", "Antibiotic: "


def a_draft(**fields) -> Visit:
    return a_visit(TODAY, signed=False, **({"id": 5} | fields))


def a_swab(**fields) -> Order:
    return Order(**({"kind": OrderKind.SWAB, "asked_on": TODAY, "visit_id": 5, "id": 11} | fields))


class Desk:
    """The fields with a person at the keyboard, and a vault that answers every wish with what it then holds."""

    def __init__(self, qtbot, visit: Visit, orders: Sequence[Order] = (), *, saves: bool = True) -> None:
        self.qtbot, self.visit, self.orders, self.saves = qtbot, visit, list(orders), saves
        self.told: list[Visit] = []
        self.asked: list[Order] = []
        self.closed: list[Order] = []
        self.withdrawn: list[int] = []
        self.window = QWidget()
        self.fields = VisitFields()
        self.other = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.fields)
        column.addWidget(self.other)
        self.fields.visit_changed.connect(self.on_visit)
        self.fields.order_added.connect(self.on_added)
        self.fields.order_changed.connect(self.on_changed)
        self.fields.order_removed.connect(self.on_removed)
        self.fields.set_context(TODAY, PERSON)
        self.answer()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.other.setFocus()
        qtbot.waitUntil(self.other.hasFocus)

    def answer(self) -> None:
        self.fields.set_visit(self.visit, tuple(self.orders))

    def on_visit(self, visit: Visit) -> None:
        self.told.append(visit)
        if self.saves:
            self.visit = replace(visit, version=visit.version + 1)
            self.answer()

    def on_added(self, order: Order) -> None:
        self.asked.append(order)
        if self.saves:
            self.orders.append(replace(order, id=len(self.orders) + 100))
            self.answer()

    def on_changed(self, order: Order) -> None:
        self.closed.append(order)
        if self.saves:
            self.orders = [order if order.id == known.id else known for known in self.orders]
            self.answer()

    def on_removed(self, order_id: int) -> None:
        self.withdrawn.append(order_id)
        if self.saves:
            self.orders = [order for order in self.orders if order.id != order_id]
            self.answer()

    def lines(self, name: str) -> list[QLineEdit]:
        return [w for w in tab_stops(self.fields) if isinstance(w, QLineEdit) and w.accessibleName() == name]

    def line(self, name: str) -> QLineEdit:
        return self.lines(name)[-1]

    def prose(self, name: str) -> QPlainTextEdit:
        return next(edit for edit in self.fields.findChildren(QPlainTextEdit) if edit.accessibleName() == name)

    def button(self, name: str) -> QAbstractButton:
        shown = [b for b in self.fields.findChildren(QAbstractButton) if b.isVisible()]
        return next(b for b in shown if name in (b.text(), b.accessibleName()))

    def click(self, name: str) -> None:
        self.qtbot.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def enter(self, name: str, text: str, key: str = "Tab") -> None:
        """Type over what stands in a line."""
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        self.press("Del", text, key)

    def press(self, *keys: str) -> None:
        for key in keys:
            if key in KEY:
                self.qtbot.keyClick(QApplication.focusWidget(), KEY[key])
            else:
                self.qtbot.keyClicks(QApplication.focusWidget(), key)

    @property
    def faults(self) -> str:
        labels = self.fields.findChildren(QLabel)
        return " ".join(label.text() for label in labels if label.property("tone") == "danger" and label.isVisible())


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot, a_draft())


# Scores


def test_a_score_is_told_when_its_line_is_left(desk):
    desk.enter(PAIN, "5")

    assert desk.told[-1].instruments == (FIVE,)
    assert QApplication.focusWidget() is desk.line(PATIENT)


def test_three_scores_take_their_digits_and_an_enter_each(desk):
    desk.line(PAIN).setFocus()
    desk.press("7", "Enter", "4.5", "Enter", "3", "Enter")

    assert [(a.instrument, a.value) for a in desk.visit.instruments] == [
        ("pain_worst_week", 7), ("patient_global", 4.5), ("physician_global", 3),
    ]  # fmt: skip
    assert len(desk.told) == 3


def test_reads_a_decimal_comma(desk):
    desk.enter(PATIENT, "4,5")

    assert desk.visit.instruments[0].value == 4.5
    assert desk.line(PATIENT).text() == "4.5"


@pytest.mark.parametrize("typed", ["11", "-1", "bad", "4.55", "1e1"])
def test_refuses_a_score_that_is_not_on_the_scale_and_keeps_what_was_typed(desk, typed):
    desk.enter(PAIN, typed)

    assert desk.told == []
    assert desk.line(PAIN).text() == typed
    assert f"“{typed}” is not on the scale" in desk.faults
    assert "not on the scale" in desk.line(PAIN).accessibleDescription()
    assert not desk.fields.settle()


def test_a_refused_score_stays_in_focus_on_enter(desk):
    desk.enter(PAIN, "11", "Enter")

    assert QApplication.focusWidget() is desk.line(PAIN)
    assert desk.faults


def test_escape_goes_back_to_the_recorded_score_and_takes_the_refusal_away(qtbot):
    desk = Desk(qtbot, a_draft(instruments=(InstrumentAnswer("pain_worst_week", 4),)))
    desk.enter(PAIN, "11", "Enter")
    desk.press("Esc")

    assert desk.line(PAIN).text() == "4"
    assert desk.faults == ""
    assert desk.told == []


def test_an_emptied_score_is_not_recorded(qtbot):
    desk = Desk(qtbot, a_draft(instruments=(InstrumentAnswer("pain_worst_week", 4),)))
    desk.enter(PAIN, "")

    assert desk.told[-1].instruments == ()


def test_nought_is_an_answer(desk):
    desk.enter(PAIN, "0")

    assert desk.told[-1].instruments == (replace(FIVE, value=0),)
    assert desk.line(PAIN).text() == "0"


def test_answers_to_other_instruments_are_kept_in_their_places_and_listed(qtbot):
    vas = InstrumentAnswer("calcinosis_vas_patient", 40, "", "2", "patient")
    pain = InstrumentAnswer("pain_worst_week", 3, "", "1", "parent")
    item = InstrumentAnswer("mdi", "2", "item_12")
    desk = Desk(qtbot, a_draft(instruments=(vas, pain, item)))
    desk.enter(PAIN, "6")

    assert desk.told[-1].instruments == (vas, replace(pain, value=6), item)
    listed = next(label.text() for label in desk.fields.findChildren(QLabel) if "Also recorded" in label.text())
    assert "Calcinosis vas patient: 40 (Patient)" in listed
    assert "Mdi item 12: 2" in listed


def combo(desk: Desk, name: str) -> QComboBox:
    return next(box for box in desk.fields.findChildren(QComboBox) if box.accessibleName() == name)


def choose(desk: Desk, name: str, *keys: Qt.Key) -> None:
    box = combo(desk, name)
    box.setFocus()
    for key in keys:
        desk.qtbot.keyClick(box, key)


def test_who_answered_is_kept_with_the_patients_answers_only(desk):
    desk.enter(PAIN, "5")
    desk.enter(PHYSICIAN, "3")
    choose(desk, "Patient's answers given by", Qt.Key.Key_Down, Qt.Key.Key_Down)
    desk.enter(PATIENT, "4")

    assert [(a.instrument, a.reporter) for a in desk.visit.instruments] == [
        ("pain_worst_week", "parent"), ("physician_global", "clinician"), ("patient_global", "parent"),
    ]  # fmt: skip


def test_more_scores_unfold_and_say_what_is_not_installed(desk):
    assert not combo(desk, "MDI item 12: Calcinosis").isVisible()
    desk.click("More scores…")

    assert combo(desk, "MDI item 12: Calcinosis").isVisible()
    assert desk.line("Calcinosis, by the patient / 10").isVisible()
    shown = " ".join(label.text() for label in desk.fields.findChildren(QLabel) if label.isVisible())
    assert "Mawdsley Calcinosis Questionnaire: definition not installed." in shown
    assert "SCTC hand radiograph score: definition not installed." in shown


def test_a_chosen_answer_is_kept_by_item_and_scored(desk):
    desk.click("More scores…")
    choose(desk, "MDI item 12: Calcinosis", Qt.Key.Key_Down, Qt.Key.Key_Down)

    assert desk.visit.instruments == (InstrumentAnswer("mdi_calcinosis", 1, "12", "1", "clinician"),)
    assert any("Score: 1 (range 0 to 1)" in label.text() for label in desk.fields.findChildren(QLabel))


def test_a_visit_with_more_answers_shows_them_at_once(qtbot):
    desk = Desk(qtbot, a_draft(instruments=(InstrumentAnswer("calcinosis_vas_patient", 4, "", "1", "proxy"),)))

    assert desk.line("Calcinosis, by the patient / 10").text() == "4"
    assert combo(desk, "Patient's answers given by").currentText() == "Somebody else"


def test_a_second_answer_to_the_same_question_is_left_alone(qtbot):
    first, second = InstrumentAnswer("pain_worst_week", 3), InstrumentAnswer("pain_worst_week", 8)
    desk = Desk(qtbot, a_draft(instruments=(first, second)))
    desk.enter(PAIN, "4")

    assert [a.value for a in desk.visit.instruments] == [4, 8]


# Signs


def test_every_sign_begins_as_not_recorded(desk):
    for name in ("Fever: Not recorded", "Disease activity: Not judged", "Extent of calcinosis: Not recorded"):
        assert desk.button(name).isChecked()


def test_a_click_answers_fever_activity_and_extent(desk):
    desk.click("Fever: No")
    desk.click("Disease activity: Active")
    desk.click("Extent of calcinosis: Universalis")

    assert (desk.visit.fever, desk.visit.disease_activity, desk.visit.extent) == (
        False, DiseaseActivity.ACTIVE, Extent.UNIVERSALIS,
    )  # fmt: skip
    assert len(desk.told) == 3


def test_fever_is_answered_by_its_letter_and_taken_back(desk):
    desk.button("Fever: Not recorded").setFocus()
    desk.press("y")
    assert desk.visit.fever is True

    desk.click("Fever: Not recorded")
    assert desk.visit.fever is None


# Note and plan


def test_a_note_is_told_when_it_is_left(desk):
    desk.prose("Note").setFocus()
    desk.press("Draining since Friday.")
    assert desk.told == []

    desk.press("Tab")
    assert desk.visit.note == "Draining since Friday."
    assert QApplication.focusWidget() is desk.prose("Plan")


def test_a_note_is_told_after_a_pause_in_typing(qtbot):
    note = ProseEdit("Note", pause_ms=20)
    qtbot.addWidget(note)
    with qtbot.waitSignal(note.taken):
        qtbot.keyClicks(note, "Draining")

    assert note.held() == "Draining"


def test_a_note_is_told_now_and_then_while_somebody_types_without_a_pause(qtbot):
    note = ProseEdit("Note", pause_ms=200)
    qtbot.addWidget(note)
    taken = []
    note.taken.connect(lambda: taken.append(note.held()))

    def type_on() -> bool:
        qtbot.keyClicks(note, "x")
        return bool(taken)

    qtbot.waitUntil(type_on)
    assert set(taken[0]) == {"x"}


def test_showing_the_visit_anew_leaves_a_note_in_typing_alone(desk):
    desk.prose("Note").setFocus()
    desk.press("Draining since ")
    desk.visit = replace(desk.visit, note="written elsewhere", plan="seen elsewhere")
    desk.answer()
    desk.press("Friday")

    assert desk.prose("Note").toPlainText() == "Draining since Friday"
    assert desk.prose("Note").hasFocus()
    assert desk.prose("Plan").toPlainText() == "seen elsewhere"


def test_a_blank_behind_the_last_word_survives_a_save_in_the_middle_of_typing(desk):
    desk.prose("Note").setFocus()
    desk.press("Draining ")
    assert desk.fields.settle()
    desk.press("since Friday")

    assert desk.told[-1].note == "Draining"
    assert desk.prose("Note").toPlainText() == "Draining since Friday"


def test_takes_a_note_as_plain_text(desk):
    desk.prose("Note").setFocus()
    desk.press("<b>5 mm</b> & more")
    assert desk.fields.settle()

    assert desk.visit.note == "<b>5 mm</b> & more"


# The next visit


def test_no_interval_is_suggested(desk):
    assert desk.line(WEEKS).text() == ""
    assert desk.visit.follow_up_weeks is None


def test_says_the_day_that_the_weeks_make(desk):
    desk.enter(WEEKS, "12")

    assert desk.visit.follow_up_weeks == 12
    assert any(label.text() == "about 14 Feb 2027" for label in desk.fields.findChildren(QLabel))


@pytest.mark.parametrize("typed", ["0", "521", "-3", "2.5", "soon", "99999999999"])
def test_refuses_an_impossible_number_of_weeks(desk, typed):
    desk.enter(WEEKS, typed)

    assert desk.told == []
    assert "Type a whole number from 1 to 520" in desk.faults
    assert desk.line(WEEKS).text() == typed


# Orders


def test_a_tick_asks_for_a_swab_on_the_day_of_the_visit(desk):
    desk.click("Swab sent for culture")

    assert desk.asked == [Order(OrderKind.SWAB, TODAY, PERSON, visit_id=5)]
    assert desk.button("Swab sent for culture").isChecked()
    assert desk.button("Swab: Result…")


def test_taking_the_tick_away_withdraws_the_order(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab sent for culture")

    assert desk.withdrawn == [11]
    assert not desk.button("Swab sent for culture").isChecked()


def test_a_tick_that_was_not_saved_does_not_stay(qtbot):
    desk = Desk(qtbot, a_draft(), saves=False)
    desk.click("Swab sent for culture")

    assert len(desk.asked) == 1
    assert not desk.button("Swab sent for culture").isChecked()


def test_an_order_of_an_earlier_visit_ticks_no_box_but_is_awaited(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab(visit_id=3, asked_on=BEFORE, asked_by="Nurse T. Author")])

    assert not desk.button("Swab sent for culture").isChecked()
    assert any("asked 20 May 2026, Nurse T. Author" in label.text() for label in desk.fields.findChildren(QLabel))


def test_a_result_closes_an_order(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab: Result…")
    desk.press("no growth", "Enter")

    assert desk.closed == [a_swab(closed_on=TODAY, result="no growth")]
    assert not desk.line("Swab: result").isVisible()
    assert any("Swab: no growth" in label.text() for label in desk.fields.findChildren(QLabel))


def test_a_result_is_taken_when_the_focus_goes_elsewhere(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab: Result…")
    desk.press("no growth")
    desk.other.setFocus()

    assert [order.result for order in desk.closed] == ["no growth"]


def test_cancel_closes_no_order(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab: Result…")
    desk.press("no growth")
    desk.button("Cancel").setFocus()
    desk.press("Space")

    assert desk.closed == []
    assert desk.button("Swab: Result…").hasFocus()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1 Nov 2026", "The result is dated before it was asked for."),
        ("23 Nov 2026", "This lies in the future."),
        ("31 Feb 2026", "There is no such day as “31 Feb 2026”."),
        ("", "Type the day of the result."),
    ],
)
def test_refuses_an_impossible_day_of_a_result(qtbot, typed, why):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab: Result…")
    desk.press("no growth")
    desk.enter("Swab: day of the result", typed, "Enter")
    desk.press("Enter")

    assert desk.closed == []
    assert why in desk.faults
    assert desk.line("Swab: result").text() == "no growth"
    assert not desk.fields.settle()


def test_a_result_that_was_not_saved_stays_typed(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()], saves=False)
    desk.click("Swab: Result…")
    desk.press("no growth", "Enter")
    desk.answer()

    assert desk.line("Swab: result").isVisible()
    assert desk.line("Swab: result").text() == "no growth"


def test_a_result_in_typing_survives_another_save(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab()])
    desk.click("Swab: Result…")
    desk.press("no gr")
    desk.orders.append(a_swab(id=12, kind=OrderKind.LETTER))
    desk.answer()
    desk.press("owth")

    assert desk.line("Swab: result").text() == "no growth"


def test_settling_takes_a_typed_result_and_closes_an_empty_one(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab(), a_swab(id=12, kind=OrderKind.LETTER)])
    desk.click("Letter: Result…")
    desk.click("Swab: Result…")
    desk.press("no growth")

    assert desk.fields.settle()
    assert [order.kind for order in desk.closed] == [OrderKind.SWAB]


def test_an_earlier_order_is_withdrawn_after_one_question(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab(visit_id=3, asked_on=BEFORE)])
    desk.click("Swab: Withdraw…")
    assert desk.withdrawn == []

    desk.click("Withdraw it")
    assert desk.withdrawn == [11]


def test_an_order_with_its_result_cannot_be_unticked(qtbot):
    desk = Desk(qtbot, a_draft(), [a_swab(closed_on=TODAY, result="no growth")])
    box = desk.button("Swab sent for culture")
    assert isinstance(box, QCheckBox)

    assert box.isChecked()
    assert not box.isEnabled()


# Laboratory values and antibiotics


def test_a_laboratory_value_is_told_line_by_line(desk):
    desk.click("Add a value")
    desk.press("CRP", "Enter", "12,5", "Enter", "mg/l", "Enter", "today", "Enter")

    assert desk.visit.labs == (Lab("CRP", 12.5, "mg/l", TODAY),)
    assert len(desk.told) == 4
    assert desk.line(LAB + "Date").text() == "22 Nov 2026"
    assert desk.button("Add a value").hasFocus()


@pytest.mark.parametrize(("typed", "value"), [("<0.3", "<0.3"), ("positive", "positive"), ("7", 7), ("1.234", 1.234)])
def test_a_laboratory_value_is_kept_as_reported(desk, typed, value):
    desk.click("Add a value")
    desk.press("CRP", "Tab", typed, "Tab")

    assert desk.visit.labs == (Lab("CRP", value, None, None),)
    assert desk.line(LAB + "Value").text() == typed


def test_refuses_a_value_that_reads_as_thousands_or_as_decimals(desk):
    desk.click("Add a value")
    desk.press("CRP", "Tab", "1,234", "Tab")

    assert "thousands or as decimals" in desk.faults
    assert desk.visit.labs[0].value is None


def test_a_value_without_a_name_waits_for_it_in_words(desk):
    desk.click("Add a value")
    desk.press("Tab", "12", "Tab")
    assert desk.told == []
    assert "Name the test" in desk.faults
    assert not desk.fields.settle()

    desk.enter(LAB + "Test", "CRP")
    assert desk.visit.labs == (Lab("CRP", 12, None, None),)
    assert desk.faults == ""


def test_refuses_the_thirty_first_of_february_and_keeps_the_rest_of_the_row(desk):
    desk.click("Add a value")
    desk.press("CRP", "Tab", "12", "Tab", "Tab", "31.02.2026", "Tab")

    assert "There is no such day as “31.02.2026”." in desk.faults
    assert desk.line(LAB + "Date").text() == "31.02.2026"
    assert desk.visit.labs == (Lab("CRP", 12, None, None),)


def test_refuses_a_laboratory_value_from_the_future(desk):
    desk.click("Add a value")
    desk.press("CRP", "Tab")
    desk.enter(LAB + "Date", "22 Nov 2062")

    assert "This lies in the future." in desk.faults


def test_a_new_row_that_stays_empty_is_no_value_and_no_fault(desk):
    desk.click("Add a value")
    desk.press("Tab", "Tab", "Tab", "Tab")

    assert desk.fields.settle()
    assert desk.told == []


def test_a_removed_value_can_be_put_back_where_it_was(qtbot):
    labs = (Lab("CRP", 12, "mg/l", None), Lab("ESR", 30, "mm/h", None))
    desk = Desk(qtbot, a_draft(labs=labs))
    desk.click("Remove CRP")
    assert desk.visit.labs == labs[1:]

    desk.click("Put back CRP")
    assert desk.visit.labs == labs


def test_values_from_elsewhere_come_and_go_without_touching_a_row_in_typing(qtbot):
    desk = Desk(qtbot, a_draft(labs=(Lab("CRP", 12, None, None),)))
    desk.click("Add a value")
    desk.press("Calci")
    desk.visit = replace(desk.visit, labs=(Lab("ESR", 30, None, None), Lab("CRP", 12, None, None)))
    desk.answer()
    desk.press("um", "Tab")

    assert [lab.name for lab in desk.visit.labs] == ["ESR", "CRP", "Calcium"]


def test_an_antibiotic_may_stop_later_than_today(desk):
    desk.click("Add an antibiotic")
    desk.press("flucloxacillin", "Tab", "oral", "Tab", "today", "Tab", "29 Nov 2026", "Tab")

    assert desk.visit.antibiotics == (Antibiotic("flucloxacillin", "oral", TODAY, date(2026, 11, 29)),)


def test_refuses_a_stop_before_the_start_until_one_of_them_is_mended(desk):
    desk.click("Add an antibiotic")
    desk.press("flucloxacillin", "Tab", "Tab", "22 Nov 2026", "Tab", "1 Nov 2026", "Tab")
    assert "The stop is before the start." in desk.faults
    assert desk.visit.antibiotics == (Antibiotic("flucloxacillin", None, TODAY, None),)

    desk.enter(ANTIBIOTIC + "Start", "25 Oct 2026")
    assert desk.visit.antibiotics == (Antibiotic("flucloxacillin", None, date(2026, 10, 25), date(2026, 11, 1)),)
    assert desk.faults == ""


# The whole


def test_assessments_and_orders_of_the_visit_are_left_untouched(qtbot):
    visit = a_draft(assessments=(an_assessment(),), orders=(a_swab(),))
    desk = Desk(qtbot, visit, visit.orders)
    desk.enter(PAIN, "5")

    assert desk.told[-1] == replace(visit, instruments=(FIVE,))


def test_nothing_is_told_by_showing_a_visit_or_by_passing_through_it(desk):
    full = a_draft(
        instruments=(FIVE,), fever=True, note="n", plan="p", follow_up_weeks=4,
        labs=(Lab("CRP", "12", None, TODAY),), antibiotics=(Antibiotic("amoxicillin", None, None, None),),
    )  # fmt: skip
    desk.visit = full
    desk.answer()
    desk.line(PAIN).setFocus()
    desk.press(*["Tab"] * 40)

    assert desk.told == []
    assert desk.fields.settle()


def test_a_save_that_is_not_answered_is_part_of_the_next_one(qtbot):
    desk = Desk(qtbot, a_draft(), saves=False)
    desk.enter(PAIN, "5")
    desk.click("Fever: Yes")

    assert (desk.told[-1].fever, len(desk.told[-1].instruments)) == (True, 1)


def test_a_refused_line_survives_a_refresh_and_spoils_no_other_field(desk):
    desk.enter(PAIN, "11")
    desk.enter(WEEKS, "4")

    assert desk.line(PAIN).text() == "11"
    assert "not on the scale" in desk.faults
    assert (desk.visit.instruments, desk.visit.follow_up_weeks) == ((), 4)


def test_showing_the_same_value_leaves_the_cursor_where_it_is(qtbot):
    desk = Desk(qtbot, a_draft(labs=(Lab("alkaline phosphatase", 88, None, None),)))
    line = desk.line(LAB + "Test")
    line.setFocus()
    line.setSelection(0, 8)
    desk.answer()

    assert line.selectedText() == "alkaline"


def test_another_visit_replaces_everything_and_tells_nothing(qtbot):
    labs = (Lab("CRP", 12, None, None),)
    desk = Desk(qtbot, a_draft(labs=labs), [a_swab()])
    desk.enter(PAIN, "11")
    desk.click("Swab: Result…")
    desk.press("no growth")
    desk.enter(LAB + "Unit", "mg/l", "Right")
    desk.closed.clear()
    desk.visit, desk.orders = a_draft(id=6, note="of another day"), []
    desk.answer()

    assert desk.told == []
    assert desk.closed == []
    assert (desk.line(PAIN).text(), desk.faults, desk.lines(LAB + "Test")) == ("", "", [])
    assert desk.prose("Note").toPlainText() == "of another day"


def test_settling_takes_the_line_in_which_somebody_types(desk):
    desk.line(PAIN).setFocus()
    desk.press("5")

    assert desk.fields.settle()
    assert desk.visit.instruments == (FIVE,)
    assert desk.line(PAIN).hasFocus()


def test_faults_of_the_vault_stand_beside_their_fields(qtbot):
    given = Antibiotic("amoxicillin", None, TODAY, BEFORE)
    swab = a_swab(closed_on=BEFORE, result="x")
    visit = a_draft(follow_up_weeks=999, antibiotics=(given,), orders=(swab,))
    desk = Desk(qtbot, visit, visit.orders)
    found = visit_faults(visit, a_patient(), TODAY, [replace(visit, id=7)])
    left = desk.fields.show_faults(found)

    assert [fault.field for fault in left] == ["visited_on"]
    assert "1 to 520" in desk.line(WEEKS).accessibleDescription()
    assert desk.line(ANTIBIOTIC + "Stop").accessibleDescription() == "The stop is before the start."
    assert "dated before" in desk.line("Swab: day of the result").accessibleDescription()

    assert desk.fields.show_faults(()) == ()
    assert desk.faults == ""


def test_a_fault_of_an_unknown_place_is_given_back(desk):
    fault = Fault("labs[9].name", "needed", Message("validation", "This is needed."))

    assert desk.fields.show_faults((fault,)) == (fault,)


def test_tab_goes_through_the_cards_as_they_stand(desk):
    desk.click("Add a value")
    desk.click("Add an antibiotic")
    desk.line(PAIN).setFocus()
    passed = []
    for _ in range(29):
        focus = QApplication.focusWidget()
        passed.append(focus.accessibleName() or getattr(focus, "text", str)())
        desk.press("Tab")

    assert passed == [
        PAIN, PATIENT, PHYSICIAN, "More scores…", "Patient's answers given by", "Large buttons…",
        "Fever: Not recorded", "Disease activity: Not judged", "Extent of calcinosis: Not recorded",
        "Note", "Plan",
        "Swab sent for culture", "Film requested", "Blood test requested", "Referral made", "Letter requested",
        WEEKS,
        "Laboratory value: Test", "Laboratory value: Value", "Laboratory value: Unit", "Laboratory value: Date",
        "Remove Laboratory value", "Add a value",
        "Antibiotic: Antibiotic", "Antibiotic: Route", "Antibiotic: Start", "Antibiotic: Stop",
        "Remove Antibiotic", "Add an antibiotic",
    ]  # fmt: skip
    assert desk.other.hasFocus()


def test_every_field_has_a_name_for_a_screen_reader(qtbot):
    desk = Desk(qtbot, a_draft(labs=(Lab("CRP", 12, None, None),)), [a_swab(), a_swab(id=12, visit_id=3)])

    for stop in (s for s in tab_stops(desk.fields) if s.isVisible()):
        assert stop.accessibleName() or (isinstance(stop, QAbstractButton) and stop.text())
    assert desk.line(LAB + "Value").placeholderText() == "Value"


@pytest.mark.parametrize(("width", "scale"), [(1100, 1.0), (680, 1.0), (1100, 2.0), (680, 2.0)])
def test_nothing_overlaps_or_is_cut_at_any_width_and_scale(qtbot, qapp, width, scale):
    apply_theme(qapp, theme_for("light", scale, Qt.ColorScheme.Unknown))
    try:
        labs = (Lab("Alkaline phosphatase", 88, "U/l", TODAY),)
        desk = Desk(qtbot, a_draft(labs=labs, follow_up_weeks=12), [a_swab(visit_id=3)])
        desk.other.hide()
        desk.click("More scores…")
        desk.window.layout().setContentsMargins(0, 0, 0, 0)
        desk.window.resize(width, desk.fields.layout().heightForWidth(width))
        qapp.processEvents()

        assert desk.fields.width() == width
        for stop in (s for s in tab_stops(desk.fields) if s.isVisible()):
            assert stop.width() >= stop.minimumSizeHint().width()
            assert stop.height() >= stop.minimumSizeHint().height()
        unit_to_date = desk.line(LAB + "Unit").geometry(), desk.line(LAB + "Date").geometry()
        assert not unit_to_date[0].intersects(unit_to_date[1])
    finally:
        apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Unknown))


# What is given

GIVEN = (
    Trial("diltiazem", BEFORE, "180 mg/d", steps=(DoseStep(date(2026, 8, 1), "240 mg/d"),), id=1),
    Trial("colchicine", date(2026, 6, 1), id=2),
    Trial("minocycline", BEFORE, stop=date(2026, 9, 1), id=3),
    Trial("excision", TODAY, route=PROCEDURE, id=4),
)
GOES_ON = "Therapy goes on unchanged: diltiazem 240 mg/d; colchicine."


def test_continue_all_writes_what_runs_on_the_day_into_the_plan_once(qtbot):
    desk = Desk(qtbot, a_draft(plan="Film in spring."))
    desk.fields.set_trials(GIVEN, TODAY)
    desk.click("Continue all therapies (C)")
    desk.click("Continue all therapies (C)")
    assert [visit.plan for visit in desk.told] == [f"Film in spring.\n{GOES_ON}"]
    assert desk.prose("Plan").toPlainText() == f"Film in spring.\n{GOES_ON}"


def test_continue_all_takes_along_what_is_being_typed_in_the_plan(desk):
    desk.fields.set_trials(GIVEN, TODAY)
    desk.prose("Plan").setFocus()
    desk.press("Hand cream.")
    desk.fields.continue_therapies()
    assert desk.told[-1].plan == f"Hand cream.\n{GOES_ON}"


def test_another_dose_is_told_in_place_of_the_line_of_before(desk):
    desk.fields.set_trials(GIVEN, TODAY)
    desk.fields.continue_therapies()
    desk.fields.set_trials(GIVEN[:1], TODAY)
    desk.fields.continue_therapies()
    assert desk.told[-1].plan == "Therapy goes on unchanged: diltiazem 240 mg/d."


def test_where_nothing_is_given_nothing_goes_on(desk):
    desk.fields.set_trials(GIVEN[2:], TODAY)
    assert not desk.fields.continue_therapies()
    assert desk.told == []
