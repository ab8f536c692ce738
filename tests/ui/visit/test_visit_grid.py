from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTableView, QWidget

from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Form, Infection, Method, ResolvedBasis, Side, State, Subtype
from calcitrack.ui.i18n import day
from calcitrack.ui.visit.grid.columns import Col, cell_text
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.hint_line import HintLine
from calcitrack.ui.visit.grid.keys import KEYS, Command
from calcitrack.ui.visit.grid.rows import GridRow, LastSeen, grid_rows, last_seen
from calcitrack.ui.visit.grid.visit_grid import VisitGrid
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment

# The offscreen platform says this of every window and menu that it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY, BEFORE = date(2026, 11, 22), date(2026, 5, 20)
SITES = SiteList.load()
KEY = {
    "Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Back": Qt.Key.Key_Backtab, "Esc": Qt.Key.Key_Escape,
    "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right,
    "Del": Qt.Key.Key_Backspace, "Space": Qt.Key.Key_Space, "F2": Qt.Key.Key_F2,
}  # fmt: skip


def a_row(number: int = 1, *, size: tuple[int, int] | None = (100, 80), today: Assessment | None = None, **lesion):
    made = a_lesion(number, **lesion)
    reading = a_reading(*size, measured_on=BEFORE, method=made.tracking_method) if size else None
    last = LastSeen(BEFORE, State.MEASURED, reading, Subtype.STONE) if reading else None
    return GridRow(made, SITES.label(made.site, made.side), last, today)


class Desk:
    """A grid with a person at the keyboard, and a list of what was committed."""

    def __init__(self, qtbot, *rows: GridRow) -> None:
        self.window = QWidget()
        self.grid = VisitGrid(self.window)
        self.other = QLineEdit(self.window)
        self.grid.setGeometry(0, 0, 1100, 480)
        self.other.setGeometry(0, 500, 200, 32)
        self.window.resize(1100, 560)
        self.committed: list[Assessment] = []
        self.cleared: list[int] = []
        self.grid.assessment_committed.connect(self.committed.append)
        self.grid.assessment_cleared.connect(self.cleared.append)
        self.grid.set_context(TODAY, "Dr M. Okafor")
        self.grid.set_rows(rows)
        qtbot.addWidget(self.window)
        self.qtbot = qtbot
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.grid.setFocus()
        qtbot.waitUntil(self.table.hasFocus)

    @property
    def table(self) -> QTableView:
        return self.grid.findChild(QTableView)

    def press(self, *keys: str) -> None:
        """Press keys by name, or type a text letter by letter, each into whatever has the focus."""
        for key in keys:
            if key in KEY:
                self.qtbot.keyClick(QApplication.focusWidget(), KEY[key])
            elif key.startswith("Shift+"):
                self.qtbot.keyClick(QApplication.focusWidget(), key[-1], Qt.KeyboardModifier.ShiftModifier)
            else:
                for letter in key:
                    self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def click(self, place: int, col: Col, dx: int = 16) -> None:
        rect = self.table.visualRect(self.table.model().index(place, col))
        at = QPoint(rect.left() + dx, rect.center().y())
        self.qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def cell(self, place: int, col: Col) -> str:
        return self.table.model().index(place, col).data()

    @property
    def at(self) -> tuple[int, Col]:
        index = self.table.currentIndex()
        return index.row(), Col(index.column())

    def today(self, place: int = 0) -> Assessment | None:
        return self.grid.rows()[place].assessment

    def choose(self, text: str) -> None:
        menu = self.grid.findChild(QMenu)
        action = next(a for a in menu.findChildren(QAction) if a.text().split("\t")[0].lstrip("&") == text)
        action.trigger()
        menu.close()


@pytest.fixture
def desk(qtbot) -> Desk:
    return Desk(qtbot, a_row(1), a_row(2), a_row(3))


# Sizes


def test_a_measured_lesion_takes_its_digits_and_two_enters(desk):
    desk.press("11", "Enter", "8.5", "Enter")

    first, both = desk.committed
    assert (first.readings[0].length, first.readings[0].width) == (110, None)
    reading = both.readings[0]
    assert (reading.length, reading.width, reading.method) == (110, 85, Method.RULER)
    assert (reading.measured_on, reading.reader) == (TODAY, "Dr M. Okafor")
    assert both.state is State.MEASURED
    assert desk.at == (1, Col.LENGTH)


def test_tab_goes_from_length_over_width_to_pain(desk):
    desk.press("11", "Tab", "8", "Tab", "4", "Enter")

    assert desk.committed[-1].pain == 4.0
    assert desk.at == (1, Col.LENGTH)


def test_arrow_down_from_the_width_goes_to_the_next_length(desk):
    desk.press("11", "Tab", "8", "Down")

    assert desk.at == (1, Col.LENGTH)


@pytest.mark.parametrize("typed", ["12.5", "12,5", "12.5mm"])
def test_point_and_comma_are_both_decimal_signs(desk, typed):
    desk.press(typed, "Enter")

    assert desk.committed[-1].readings[0].length == 125


def test_a_length_alone_is_kept_and_marked(desk):
    desk.press("11", "Enter")

    assert desk.today().readings[0].width is None
    assert desk.cell(0, Col.STATE) == "width missing"
    assert desk.cell(0, Col.WIDTH) == "width missing"


def test_last_values_are_shown_and_never_filled_in(desk):
    assert desk.cell(0, Col.LAST) == "10 × 8 mm, ruler, 20 May 2026"
    assert desk.cell(0, Col.LENGTH) == "not recorded"
    desk.press("Enter", "Enter")
    assert desk.committed == []


@pytest.mark.parametrize("typed", ["600", "300", "0", "1abc", "1.234", "1,234", "12.34", "0.01"])
def test_an_impossible_length_is_refused_in_words_and_stays_in_its_cell(desk, typed):
    desk.press(typed, "Enter")

    assert desk.grid.message()
    assert QApplication.focusWidget().text() == typed
    assert desk.committed == []
    assert desk.at == (0, Col.LENGTH)


def test_the_refusal_names_the_bound_of_the_site(desk):
    desk.press("300", "Enter")

    assert "L index, distal, volar" in desk.grid.message()
    assert "300" in desk.grid.message()


def test_a_refused_text_can_be_corrected(desk):
    desk.press("600", "Enter", "Del", "Del", "Del", "11", "Enter")

    assert desk.committed[-1].readings[0].length == 110
    assert desk.grid.message() == ""


def test_esc_drops_what_is_typed_and_nothing_else(desk):
    desk.press("600", "Enter", "Esc")

    assert desk.committed == []
    assert desk.table.hasFocus()
    assert desk.grid.message() == ""


def test_a_click_elsewhere_in_the_grid_does_not_lose_a_refused_text(desk):
    desk.press("600")
    desk.click(2, Col.PAIN)

    assert desk.at == (0, Col.LENGTH)
    assert QApplication.focusWidget().text() == "600"
    assert desk.grid.message()


def test_a_click_elsewhere_takes_what_can_be_taken(desk):
    desk.press("11")
    desk.click(2, Col.CHANGE)

    assert desk.committed[-1].readings[0].length == 110
    assert desk.at == (2, Col.CHANGE)


def test_leaving_the_grid_takes_what_can_be_taken(desk):
    desk.press("11")
    desk.other.setFocus()

    assert desk.committed[-1].readings[0].length == 110
    assert desk.other.hasFocus()


def test_leaving_the_grid_keeps_a_refused_text_in_sight(desk):
    desk.press("600")
    desk.other.setFocus()

    assert desk.committed == []
    assert not desk.grid.settle()
    assert desk.grid.message()
    assert desk.other.hasFocus()


def test_settle_takes_what_is_typed(desk):
    desk.press("11")

    assert desk.grid.settle()
    assert desk.committed[-1].readings[0].length == 110


def test_centimetres_are_shown_in_millimetres_before_they_are_taken(desk):
    desk.press("1.2 cm", "Enter")
    assert desk.grid.message() == "= 12.0 mm"
    assert desk.committed == []

    desk.press("Enter")
    assert desk.committed[-1].readings[0].length == 120


def test_a_jump_is_asked_about_once_and_keeps_its_reason(desk):
    desk.press("14", "Enter")
    assert "+40" in desk.grid.message()
    assert desk.committed == []

    desk.press("two nodules joined", "Enter")
    reading = desk.committed[-1].readings[0]
    assert (reading.length, reading.unlikely_reason) == (140, "two nodules joined")
    assert desk.at == (0, Col.WIDTH)

    desk.press("8", "Enter")
    assert desk.committed[-1].readings[0].unlikely_reason == "two nodules joined"
    assert desk.at == (1, Col.LENGTH)


def test_enter_again_keeps_a_jump_with_the_suggested_reason(desk):
    desk.press("14", "Enter", "Enter")

    assert desk.committed[-1].readings[0].unlikely_reason == "checked, as typed"


def test_esc_goes_back_from_the_question_to_the_typed_text(desk):
    desk.press("14", "Enter", "Esc")
    assert desk.committed == []
    assert QApplication.focusWidget().text() == "14"

    desk.press("Del", "1", "Enter")
    assert desk.committed[-1].readings[0].length == 110


def test_ten_times_the_last_asks_for_the_decimal_point(qtbot):
    desk = Desk(qtbot, a_row(1, site="forearm.dorsal"))
    desk.press("100", "Enter")

    assert "ten times" in desk.grid.message()


def test_a_jump_is_not_asked_about_across_methods(qtbot):
    row = a_row(1)
    film = replace(row.last.reading, method=Method.RADIOGRAPH)
    desk = Desk(qtbot, replace(row, last=replace(row.last, reading=film)))
    desk.press("14", "Enter")

    assert desk.committed[-1].readings[0].length == 140


def test_a_width_without_a_length_is_refused(desk):
    desk.press("Tab", "8", "Enter")

    assert "length first" in desk.grid.message()
    assert desk.committed == []


def test_f2_changes_the_value_that_stands(desk):
    desk.press("11", "Enter", "8", "Enter", "Up", "F2")
    assert QApplication.focusWidget().text() == "11"

    desk.press("12", "Enter")
    assert desk.committed[-1].readings[0].length == 120


def test_change_is_of_the_area_and_only_by_the_same_method(desk):
    desk.press("12", "Enter", "9", "Enter")

    # 12 x 9 against 10 x 8: 108 / 80 = + 35 %
    assert desk.cell(0, Col.CHANGE).startswith("area +35 %")
    assert desk.cell(1, Col.CHANGE) == "no change can be given"


@pytest.mark.parametrize("typed", ["11", "four", "7.77"])
def test_pain_is_a_number_from_0_to_10(desk, typed):
    desk.press("Tab", "Tab", "1" if typed == "four" else "", typed, "Enter")

    assert "0 to 10" in desk.grid.message()
    assert desk.committed == []


# States


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("=", State.UNCHANGED), ("-", State.NOT_EXAMINED), ("r", State.RESOLVED), ("g", State.LARGER),
        ("s", State.SMALLER), ("x", State.EXCISED), ("v", State.NOT_VISIBLE),
    ],
)  # fmt: skip
def test_one_key_says_a_state_and_goes_on(desk, key, state):
    desk.press(key)

    assert desk.committed == [an_assessment(1, state)]
    assert desk.at == (1, Col.LENGTH)


def test_unchanged_says_nothing_of_ulcer_or_infection(desk):
    desk.press("=")

    assert desk.cell(0, Col.LENGTH) == "unchanged"
    assert desk.cell(0, Col.ULCER) == "not recorded"
    assert desk.cell(0, Col.INFECTION) == "not recorded"


def test_shift_r_is_resolved_by_imaging(desk):
    desk.press("Shift+R")

    assert desk.committed[0].resolved_basis is ResolvedBasis.IMAGING


def test_not_measurable_asks_why_in_the_cell(desk):
    desk.press("p", "Enter")
    assert "why" in desk.grid.message().lower()

    desk.press("under a dressing", "Enter")
    assert desk.committed == [an_assessment(1, State.NOT_MEASURABLE, reason="under a dressing")]
    assert desk.at == (1, Col.LENGTH)


def test_a_state_that_would_drop_a_size_wants_its_key_twice(desk):
    desk.press("11", "Enter", "8", "Enter", "Up", "=")
    assert "drops" in desk.grid.message()
    assert desk.today().state is State.MEASURED

    desk.press("=")
    assert desk.today() == an_assessment(1, State.UNCHANGED)


def test_another_key_leaves_what_would_have_been_dropped(desk):
    desk.press("11", "Enter", "8", "Enter", "Up", "=", "Left", "=")

    assert desk.today().state is State.MEASURED


def test_not_examined_wants_its_key_twice_where_findings_stand(desk):
    desk.press("u", "-")
    assert desk.today().ulcer is True

    desk.press("-")
    assert desk.today() == an_assessment(1, State.NOT_EXAMINED)


def test_the_last_lesion_keeps_the_cursor(desk):
    desk.press("=", "=", "=")

    assert desk.at == (2, Col.LENGTH)
    assert [a.lesion_id for a in desk.committed] == [1, 2, 3]


# Findings


def test_letters_turn_findings_through_not_recorded(desk):
    seen = []
    for _ in range(3):
        desk.press("u")
        seen.append(desk.cell(0, Col.ULCER))

    assert seen == ["yes", "no", "not recorded"]
    assert desk.cleared == [1]


def test_d_and_i_go_through_their_grades(desk):
    desk.press("ddiii")

    assert (desk.today().discharge, desk.today().infection) == (Discharge.CHALKY, Infection.MODERATE)
    desk.press("ef")
    assert (desk.today().redness, desk.today().function_limited) == (True, True)


def test_space_turns_the_cell_under_the_cursor(desk):
    desk.press("Tab", "Tab", "Tab", "Space", "Space")

    assert desk.at == (0, Col.ULCER)
    assert desk.today().ulcer is False


def test_a_click_turns_a_box(desk):
    desk.click(1, Col.REDNESS)

    assert desk.committed[-1] == replace(an_assessment(2, readings=()), redness=True)


def test_a_click_beside_a_box_only_goes_there(desk):
    desk.click(1, Col.INFECTION, dx=60)

    assert desk.committed == []
    assert desk.at == (1, Col.INFECTION)


def test_a_finding_before_the_size_is_kept_and_the_size_is_missed(desk):
    desk.press("u")

    assert desk.cell(0, Col.STATE) == "size missing"


def test_a_says_none_seen_of_every_lesion_looked_at(desk):
    told = []
    desk.grid.assessments_committed.connect(told.append)
    desk.press("=", "-", "dd", "a")

    assert [a.lesion_id for a in told[0]] == [1, 3]
    first, third = told[0]
    assert (first.ulcer, first.discharge, first.infection) == (False, Discharge.NONE, Infection.NONE)
    assert third.discharge is Discharge.CHALKY
    assert desk.today(1) == an_assessment(2, State.NOT_EXAMINED)


def test_letters_in_the_subtype_cell_choose_a_subtype(desk):
    desk.press("t", "n")

    assert desk.committed[-1].clinical_subtype is Subtype.NET
    assert desk.at == (0, Col.LENGTH)


def test_last_subtype_is_shown_as_last_and_not_recorded(desk):
    assert desk.cell(0, Col.SUBTYPE) == "not recorded today; last stone"
    desk.press("=")
    assert desk.today().clinical_subtype is None


def test_a_second_click_opens_the_list_of_subtypes(desk):
    desk.click(0, Col.SUBTYPE)
    desk.click(0, Col.SUBTYPE)
    desk.choose("plate")

    assert desk.committed[-1].clinical_subtype is Subtype.PLATE


def test_the_method_can_be_chosen_once_there_is_a_size(desk):
    desk.press("11", "Enter", "8", "Enter", "Up")
    desk.press(*["Tab"] * 8)
    assert desk.at == (0, Col.METHOD)
    desk.press("Space")
    desk.choose("caliper")

    assert desk.committed[-1].readings[0].method is Method.CALIPER
    assert desk.cell(0, Col.STATE) == "no ruler size"
    assert desk.cell(0, Col.CHANGE) == "no change can be given"


def test_the_method_waits_for_a_size(desk):
    desk.press(*["Tab"] * 8, "Space")

    assert "size first" in desk.grid.message()
    desk.press("Left")
    assert desk.grid.message() == ""


# Clearing


def test_backspace_clears_the_cell_under_the_cursor(desk):
    desk.press("11", "Enter", "8", "Tab", "4", "Enter", "Up", "Right", "Del")

    assert desk.committed[-1].readings[0].width is None
    assert desk.committed[-1].pain == 4.0


def test_clearing_the_length_takes_the_size_at_the_second_press(desk):
    desk.press("11", "Enter", "8", "Enter", "Up", "Del")
    assert desk.cleared == []

    desk.press("Del")
    assert desk.cleared == [1]
    assert desk.today() is None


def test_backspace_takes_a_state_back(desk):
    desk.press("=", "Up", "Del")

    assert desk.cleared == [1]


def test_clearing_an_empty_cell_says_nothing(desk):
    desk.press("Del")

    assert (desk.committed, desk.cleared) == ([], [])


# The grid


def test_index_lesions_stand_first(qtbot):
    desk = Desk(qtbot, a_row(1), a_row(2, index=True), a_row(3))

    assert [row.lesion.number for row in desk.grid.rows()] == [2, 1, 3]
    head = desk.table.model().headerData(0, Qt.Orientation.Vertical)
    assert head == "Lesion 2, index lesion, L index, distal, volar"


def test_says_how_many_are_recorded_whole(desk):
    desk.press("11", "Enter", "8", "Enter", "=", "5", "Esc", "u")

    assert any("2 of 3 recorded" in label.text() for label in desk.grid.findChildren(QLabel))


def test_an_index_lesion_asks_for_its_size_until_it_is_measured_or_gone(qtbot):
    desk = Desk(qtbot, a_row(1, index=True), a_row(2, index=True), a_row(3, index=True), a_row(4))
    assert desk.cell(0, Col.LENGTH) == "index lesion, not measured"
    desk.press("=")
    assert desk.cell(0, Col.LENGTH) == "unchanged: index lesion, not measured"
    assert desk.cell(0, Col.STATE) == "index lesion, not measured"
    assert "1 of 4 recorded · 3 index lesions to measure" in [label.text() for label in desk.grid.findChildren(QLabel)]
    desk.press("r", "11", "Enter", "8", "Enter", "=")
    assert desk.cell(1, Col.STATE) == "resolved by examination"
    assert desk.cell(2, Col.STATE) == "measured"
    assert desk.cell(3, Col.STATE) == "unchanged on inspection"


@pytest.mark.parametrize(("width", "folded"), [(1100, ()), (820, (Col.FUNCTION, Col.METHOD))])
def test_columns_without_room_give_way_are_named_and_their_keys_go_on(qtbot, width, folded):
    desk = Desk(qtbot, a_row(1), a_row(2))
    desk.grid.resize(width, 480)
    hidden = tuple(col for col in Col if desk.table.isColumnHidden(col))
    assert hidden == folded
    told = [label.text() for label in desk.grid.findChildren(QLabel) if label.isVisible() and "No room" in label.text()]
    assert told == (["No room here for: Function, Method. They are in the panel of the lesion."] if folded else [])
    assert desk.table.horizontalScrollBar().maximum() == 0
    desk.press("f")
    assert desk.today().function_limited is True
    desk.press(*["Tab"] * 6)
    assert not desk.table.isColumnHidden(desk.at[1])


def test_the_subtype_is_chosen_by_its_key_where_its_column_has_no_room(qtbot):
    desk = Desk(qtbot, a_row(1))
    desk.grid.resize(600, 480)
    assert desk.table.isColumnHidden(Col.SUBTYPE)
    desk.press("t")
    qtbot.keyClick(desk.grid.findChild(QMenu), "n")
    assert desk.today().clinical_subtype is Subtype.NET
    assert desk.at == (0, Col.LENGTH)


@pytest.mark.parametrize("width", [700, 1000, 1500])
def test_the_hints_take_one_line_and_always_name_the_key_to_all_keys(qtbot, width):
    desk = Desk(qtbot, a_row(1))
    desk.grid.resize(width, 480)
    hints = desk.grid.findChild(HintLine)
    words = [label for label in hints.findChildren(QLabel) if label.isVisible()]
    assert words[-1].text() == "all keys"
    assert len({label.mapTo(desk.grid, QPoint(0, label.height() // 2)).y() for label in words}) == 1


def test_n_and_the_button_ask_for_a_new_lesion(desk, qtbot):
    with qtbot.waitSignal(desk.grid.new_lesion_requested):
        desk.press("n")
    with qtbot.waitSignal(desk.grid.new_lesion_requested):
        qtbot.mouseClick(desk.grid.findChild(QPushButton), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("rows", [(1,), ()])
def test_c_continues_all_therapies_also_where_no_lesion_is_open(qtbot, rows):
    desk = Desk(qtbot, *(a_row(number) for number in rows))
    with qtbot.waitSignal(desk.grid.continue_requested):
        desk.press("c")


def test_an_empty_grid_asks_for_the_first_lesion_and_takes_n(qtbot):
    desk = Desk(qtbot)
    with qtbot.waitSignal(desk.grid.new_lesion_requested):
        desk.press("n")
    desk.press("=", "u", "Enter", "5", "a", "Del")

    assert desk.committed == []


def test_tells_which_lesion_the_keys_go_to(desk):
    told = []
    desk.grid.current_lesion_changed.connect(told.append)
    desk.press("Down", "Right", "Down")

    assert told == [2, 3]


def test_following_a_choice_made_elsewhere_says_nothing_back(desk):
    told = []
    desk.grid.current_lesion_changed.connect(told.append)
    desk.grid.set_current_lesion(3)

    assert told == []
    assert desk.grid.current_row().lesion.id == 3


def test_never_follows_a_choice_made_elsewhere_under_a_refused_text(desk):
    desk.press("600")
    desk.grid.set_current_lesion(3)

    assert desk.at == (0, Col.LENGTH)


def test_a_row_shown_anew_keeps_the_open_editor_and_its_text(desk):
    desk.press("11")
    desk.grid.update_row(a_row(1, today=an_assessment(1, State.UNCHANGED, ulcer=True)))

    assert QApplication.focusWidget().text() == "11"
    desk.press("Enter")
    assert desk.committed[-1].ulcer is True
    assert desk.committed[-1].readings[0].length == 110


def test_a_new_lesion_joins_without_moving_the_cursor(desk):
    desk.press("=", "12")
    desk.grid.set_rows([*desk.grid.rows(), a_row(4, size=None), a_row(5, size=None, index=True)])

    assert desk.grid.current_row().lesion.id == 2
    assert QApplication.focusWidget().text() == "12"
    assert [row.lesion.id for row in desk.grid.rows()] == [5, 1, 2, 3, 4]


def test_a_lesion_that_goes_takes_its_open_editor_along(desk):
    desk.press("12")
    desk.grid.set_rows(desk.grid.rows()[1:])

    assert desk.committed == []
    assert desk.grid.settle()


def test_tab_leaves_the_grid_after_the_last_cell(qtbot):
    desk = Desk(qtbot, a_row(1))
    desk.press(*["Tab"] * 9)

    assert not desk.table.hasFocus()


def test_letters_with_control_are_no_commands(desk, qtbot):
    for letter in ("a", "n", "r"):
        qtbot.keyClick(desk.table, letter, Qt.KeyboardModifier.ControlModifier)

    assert desk.committed == []


def test_the_table_of_keys_names_every_command_once():
    assert [key.command for key in KEYS] == list(dict.fromkeys(key.command for key in KEYS))
    assert {key.command for key in KEYS} == set(Command)
    assert len({key.key for key in KEYS}) == len(KEYS)
    assert all(key.sentence() for key in KEYS)


def test_the_model_keeps_to_the_rules_of_models(qtmodeltester):
    model = VisitGridModel()
    qtmodeltester.check(model)
    model.set_rows([a_row(1), a_row(2, today=an_assessment(2)), a_row(3, size=None)])
    model.set_rows([a_row(2), a_row(4), a_row(3, index=True)])

    assert [row.lesion.id for row in model.rows()] == [3, 2, 4]


# What a row knows of earlier visits


def test_the_last_reading_is_that_of_record_and_may_be_older_than_the_last_visit():
    lesion = a_lesion(1)
    spring = a_visit(BEFORE, an_assessment(1, readings=(a_reading(110, 90, measured_on=BEFORE),)))
    summer = a_visit(date(2026, 8, 1), an_assessment(1, State.UNCHANGED, clinical_subtype=Subtype.NET))
    autumn = a_visit(date(2026, 10, 1), an_assessment(1, State.NOT_EXAMINED))

    last = last_seen(lesion, (spring, summer, autumn))

    assert last == LastSeen(date(2026, 8, 1), State.UNCHANGED, a_reading(110, 90, measured_on=BEFORE), Subtype.NET)


def test_a_healed_lesion_has_no_last_size():
    visits = (a_visit(BEFORE, an_assessment(1)), a_visit(date(2026, 8, 1), an_assessment(1, State.RESOLVED)))

    assert last_seen(a_lesion(1), visits) == LastSeen(date(2026, 8, 1), State.RESOLVED)


def test_the_last_count_of_a_cluster_stands_with_its_last_size():
    lesion = a_lesion(1, form=Form.CLUSTER)
    visits = (a_visit(BEFORE, an_assessment(1, count=20)), a_visit(date(2026, 8, 1), an_assessment(1, State.UNCHANGED)))
    row = GridRow(lesion, "R thumb", last_seen(lesion, visits))

    assert cell_text(row, Col.LAST).endswith(f"; 20 deposits counted on {day(BEFORE)}")


def test_the_grid_lists_open_lesions_and_what_the_draft_speaks_of():
    lesions = tuple(a_lesion(number, side=Side.RIGHT) for number in (1, 2, 3, 4))
    signed = a_visit(BEFORE, an_assessment(1), an_assessment(2, State.RESOLVED), an_assessment(3, State.EXCISED), id=1)
    draft = a_visit(TODAY, an_assessment(3, State.LARGER), signed=False, id=2)

    rows = grid_rows(a_record(signed, draft, lesions=lesions), draft, SITES)

    assert [row.lesion.id for row in rows] == [1, 3, 4]
    assert rows[0].site_label == "R index, distal, volar"
    assert rows[1].assessment == an_assessment(3, State.LARGER)
    assert rows[2].last is None


def test_a_back_dated_visit_knows_nothing_of_later_ones():
    later = a_visit(date(2026, 10, 1), an_assessment(1), id=1)
    draft = a_visit(BEFORE, signed=False, id=2)

    (row,) = grid_rows(a_record(later, draft, lesions=(a_lesion(1),)), draft, SITES)

    assert row.last is None
