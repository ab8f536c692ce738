from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QToolTip, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.trend_data import trend_data
from calcitrack.domain.figures.trend_view import Follow, TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import EventKind, Method, State, Subtype
from calcitrack.ui.theme import LIGHT, apply_theme, theme_for
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.trend.axis import Frame, SizeScale, day_ticks, whole_span
from calcitrack.ui.widgets.trend.bars import therapy_bars
from calcitrack.ui.widgets.trend.content import Source
from calcitrack.ui.widgets.trend.events import event_marks
from calcitrack.ui.widgets.trend.labels import Box, Wish, first_free, rows_of, spread
from calcitrack.ui.widgets.trend.lanes import TherapyLanes
from calcitrack.ui.widgets.trend.legend import TrendLegend
from calcitrack.ui.widgets.trend.lines import trend_lines
from calcitrack.ui.widgets.trend.marks import Sign, symbol_path
from calcitrack.ui.widgets.trend.plot import TrendCanvas
from calcitrack.ui.widgets.trend.small import SmallTrend
from tests.builders import (
    a_lesion,
    a_reading,
    a_record,
    a_trial,
    a_visit,
    an_assessment,
    an_event,
    clinic_day,
)

# The offscreen platform says so of sizes and of raising windows; no test of ours depends on it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST = date(2025, 1, 1)


# Axes


def words(first: date, last: date, most: int) -> list[str]:
    return [word for _, word in day_ticks(first.toordinal(), last.toordinal(), most, MONTHS)]


def test_two_years_have_quarters() -> None:
    assert words(date(2024, 11, 1), date(2026, 11, 30), 9) == [
        "Jan 25", "Apr 25", "Jul 25", "Oct 25", "Jan 26", "Apr 26", "Jul 26", "Oct 26",
    ]  # fmt: skip


def test_half_a_year_has_months() -> None:
    assert words(date(2024, 12, 20), date(2025, 6, 2), 7) == [
        "Jan 25",
        "Feb 25",
        "Mar 25",
        "Apr 25",
        "May 25",
        "Jun 25",
    ]


def test_three_weeks_have_days_with_their_year() -> None:
    assert words(date(2024, 12, 23), date(2025, 1, 6), 3) == ["23 Dec 24", "30 Dec 24", "6 Jan 25"]


def test_days_before_1970_are_days_like_others() -> None:
    assert words(date(1958, 1, 1), date(1978, 1, 1), 5) == ["1960", "1965", "1970", "1975"]


def test_no_room_gives_no_tick() -> None:
    assert day_ticks(1, 0, 5, MONTHS) == []
    assert day_ticks(0, 100, 0, MONTHS) == []


@given(st.integers(693_000, 760_000), st.integers(1, 40_000), st.integers(1, 20))
def test_ticks_lie_in_the_axis_rise_and_find_room(first: int, length: int, most: int) -> None:
    ticks = day_ticks(first, first + length, most, MONTHS)
    places = [at for at, _ in ticks]
    assert places == sorted(set(places))
    assert all(first <= at <= first + length for at in places)
    assert len(ticks) <= most + 2  # months differ in length


def test_a_log_axis_has_round_areas() -> None:
    scale = SizeScale.of([12.0, 1800.0], log=True)
    assert [word for _, word in scale.ticks(8, lambda area: f"{area:g}")] == [
        "10", "20", "50", "100", "200", "500", "1000", "2000",
    ]  # fmt: skip


def test_a_log_axis_within_a_factor_of_three_has_more_than_one_tick() -> None:
    scale = SizeScale.of([145.0, 170.0], log=True)
    assert [word for _, word in scale.ticks(8, lambda area: f"{area:g}")] == ["100", "150", "200", "250"]


def test_a_closed_lesion_lies_on_the_floor_of_a_log_axis() -> None:
    scale = SizeScale.of([50.0, 0.0], log=True)
    assert scale.floor is not None
    assert scale.low < scale.height(0.0) == scale.floor < scale.height(50.0) < scale.high
    assert scale.ticks(8, lambda area: f"{area:g}")[0] == (scale.floor, "0")


def test_a_linear_axis_begins_at_zero() -> None:
    scale = SizeScale.of([30.0, 90.0], log=False)
    assert [word for _, word in scale.ticks(5, lambda area: f"{area:g}")] == ["0", "20", "40", "60", "80"]


@given(st.lists(st.floats(0, 1e5).filter(lambda area: area == 0 or area > 0.01), max_size=20), st.booleans())
def test_every_area_lies_in_the_axis(areas: list[float], log: bool) -> None:
    scale = SizeScale.of(areas, log=log)
    assert all(scale.low <= scale.height(area) <= scale.high for area in areas)
    assert len(scale.ticks(6, str)) <= 8


def test_the_span_holds_what_came_after_but_not_what_began_long_before() -> None:
    first, last = whole_span([1000, 1100], [10, 990, 1200])
    assert 900 < first < 990
    assert last > 1200


# Labels


wishes = st.lists(st.floats(0, 300), max_size=40).map(lambda ys: [Wish(key, y, rank=key) for key, y in enumerate(ys)])


@given(wishes)
def test_labels_in_a_column_never_overlap_nor_leave_it(wanted: list[Wish]) -> None:
    heights = sorted(spread(wanted, 16, 0, 300).values())
    assert len(heights) == min(len(wanted), 18)
    assert all(8 - 1e-6 <= height <= 292 + 1e-6 for height in heights)
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(heights))


@given(wishes)
def test_labels_in_a_column_keep_the_order_of_their_lines(wanted: list[Wish]) -> None:
    heights = spread(wanted, 16, 0, 300)
    kept = sorted((wish for wish in wanted if wish.key in heights), key=lambda wish: (wish.y, wish.rank))
    assert [heights[wish.key] for wish in kept] == sorted(heights.values())


def test_a_label_with_room_stands_where_it_wants() -> None:
    assert spread([Wish(1, 50.0, 0), Wish(2, 90.0, 1)], 16, 0, 300) == {1: 50.0, 2: 90.0}


def test_where_room_is_short_the_lowest_ranks_are_named() -> None:
    assert set(spread([Wish(i, 20.0, rank=9 - i) for i in range(10)], 16, 0, 48)) == {7, 8, 9}


def test_a_box_that_meets_another_is_not_free() -> None:
    within, taken = Box(0, 0, 100, 100), [Box(10, 10, 20, 20)]
    assert first_free([Box(15, 15, 5, 5), Box(95, 0, 10, 5), Box(50, 50, 5, 5)], taken, within) == Box(50, 50, 5, 5)
    assert first_free([Box(15, 15, 5, 5)], taken, within) is None


def test_spans_that_overlap_get_rows_of_their_own() -> None:
    assert rows_of([(0, 10), (5, 15), (11, 20), (6, 7)], 2, 1) == [0, 1, 0, None]


# Lines, events, therapies


def visits(*said: Mapping[int, int | State], step: int = 90) -> PatientRecord:
    """A record of one visit for each mapping: by lesion the length and width in tenths of a mm, or a state."""
    made = []
    for place, visit in enumerate(said):
        on = FIRST + timedelta(days=step * place)
        assessments = [
            an_assessment(lesion, what)
            if isinstance(what, State)
            else an_assessment(lesion, readings=(a_reading(what, what, measured_on=on),))
            for lesion, what in visit.items()
        ]
        made.append(a_visit(on, *assessments))
    return a_record(*made)


def lines_of(record: PatientRecord) -> list[list[list[float]]]:
    figures = record_figures(record, RuleSettings())
    lines = trend_lines(trend_data(record, figures, TrendView()), record.lesions, {}, {})
    return [[[round(spot.value, 1) for spot in run] for run in line.runs] for line in lines]


def test_a_line_breaks_where_nothing_was_measured() -> None:
    record = visits({1: 100}, {1: 100}, {1: State.UNCHANGED}, {1: 120}, {}, {1: 120})
    assert lines_of(record) == [[[78.5, 78.5], [113.1], [113.1]]]


def test_a_line_falls_to_zero_where_the_lesion_was_found_closed() -> None:
    assert lines_of(visits({1: 100}, {1: State.RESOLVED})) == [[[78.5, 0.0]]]


def test_a_lesion_that_was_never_measured_has_no_line() -> None:
    assert lines_of(visits({1: State.NOT_MEASURABLE, 2: 100})) == [[[78.5]]]


def test_a_sum_is_named_by_the_lesions_it_rests_on() -> None:
    record = visits({1: 100, 2: 100}, {1: 100, 2: State.UNCHANGED})
    data = trend_data(record, record_figures(record, RuleSettings()), TrendView(follow=Follow.SET))
    lines = trend_lines(data, record.lesions, {}, {})
    assert [line.name for line in lines] == ["2 of 2", "1 of 2"]


def test_the_same_event_of_several_lesions_is_one_mark() -> None:
    events = [an_event(2, EventKind.EXCISED), an_event(1, EventKind.EXCISED), an_event(1, EventKind.SPLIT, to=(2, 3))]
    marks = event_marks(events, [a_lesion(n) for n in (1, 2, 3)])
    assert [(mark.text, mark.tone) for mark in marks] == [
        ("excised #1, #2", "neutral"),
        ("split #1 into #2, #3", "neutral"),
    ]


def test_that_a_lesion_appeared_is_left_to_the_beginning_of_its_line() -> None:
    assert event_marks([an_event(1, EventKind.APPEARED)], [a_lesion(1)]) == ()


def test_few_therapies_have_rows_of_their_own_and_many_share() -> None:
    stops = [FIRST + timedelta(days=20 * i) for i in range(8)]
    trials = [a_trial(f"drug {i}", start, stop=start + timedelta(days=10), id=i) for i, start in enumerate(stops)]
    assert [bar.row for bar in therapy_bars(trials[:3])] == [0, 1, 2]
    assert {bar.row for bar in therapy_bars(trials)} == {0}


def test_a_therapy_tells_its_course_its_doses_and_why_it_was_stopped() -> None:
    trial = a_trial("minocycline", FIRST, dose="100 mg/d", stop=date(2025, 3, 1), stop_reason="no effect seen")
    (bar,) = therapy_bars([trial])
    assert bar.tip == "minocycline 100 mg/d\n01 Jan 2025 to 01 Mar 2025\nStopped: no effect seen"
    assert not bar.running


def test_a_running_therapy_is_open_at_its_end() -> None:
    (bar,) = therapy_bars([a_trial("diltiazem", FIRST)])
    assert (bar.running, bar.note) == (True, "ongoing")


def test_a_procedure_is_a_day() -> None:
    (bar,) = therapy_bars([a_trial("excision", FIRST, route="procedure", dose=None)])
    assert (bar.point, bar.running, bar.tip) == (True, False, "excision\nProcedure on 01 Jan 2025")


def test_every_symbol_is_distinct() -> None:
    outlines = {symbol: symbol_path(symbol) for symbol in (*Method, *Sign)}
    filled = {Method.RULER, Method.CALIPER, Method.CT, Sign.CLOSED, Sign.SCORE}
    looks = [(path.toFillPolygon().toList(), symbol in filled) for symbol, path in outlines.items()]
    assert all(looks.count(look) == 1 for look in looks)


# The widget


@pytest.fixture
def plot(qtbot: QtBot) -> SmallTrend:
    made = SmallTrend()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def fill(plot: SmallTrend, record: PatientRecord) -> None:
    labels = {lesion.id: f"#{lesion.number} site {lesion.number}" for lesion in record.lesions}
    subtypes: dict[int, Subtype | None] = {lesion.id: list(Subtype)[lesion.number % 5] for lesion in record.lesions}
    figures = record_figures(record, RuleSettings())
    plot.set_source(Source(record, figures, labels, subtypes))
    QApplication.processEvents()


def canvas_of(plot: SmallTrend) -> TrendCanvas:
    found = plot.findChild(TrendCanvas)
    assert found is not None
    return found


def frame_of(plot: SmallTrend) -> Frame:
    frame = canvas_of(plot).frame()
    assert frame is not None
    return frame


def chip(plot: SmallTrend, word: str) -> QPushButton:
    return next(button for button in plot.findChildren(QPushButton) if button.text() == word)


def caption(plot: SmallTrend) -> str:
    return " ".join(label.text() for label in plot.findChildren(Label) if label.isVisible())


def place_of(plot: SmallTrend, record: PatientRecord, lesion: int, on: date) -> QPoint:
    """Where a point of a lesion is drawn on a log axis."""
    figures = record_figures(record, RuleSettings())
    areas = [p.area_mm2 for points in figures.trends.values() for p in points if p.area_mm2 is not None]
    area = next(p.area_mm2 for p in figures.trends[lesion] if p.on == on)
    assert area is not None
    frame = frame_of(plot)
    return QPointF(frame.x(on.toordinal()), frame.y(SizeScale.of(areas, log=True).height(area))).toPoint()


THREE = visits({1: 100, 2: 200, 3: 50}, {1: 110, 2: 200, 3: 55}, {1: 120, 2: 190, 3: State.RESOLVED})


def test_a_point_alone_is_drawn_even_where_symbols_are_left_out(plot: SmallTrend) -> None:
    many = {n: 50 + n for n in range(1, 60)}
    record = visits(*({**many, **({60: 4000} if place == 30 else {})} for place in range(60)), step=20)
    fill(plot, record)
    assert "More than 2,000 points in view" in caption(plot)
    at = place_of(plot, record, 60, FIRST + timedelta(days=600))
    image = canvas_of(plot).grab().toImage()
    around = {image.pixelColor(at.x() + dx, at.y() + dy).name() for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert LIGHT.mousse.lower() in around  # lesion 60 is one of mousse


def test_a_click_on_a_point_tells_its_lesion(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    for lesion in (1, 2, 3):
        with qtbot.waitSignal(plot.lesion_clicked) as told:
            at = place_of(plot, THREE, lesion, FIRST + timedelta(days=90))
            qtbot.mouseClick(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert told.args == [lesion]


def test_a_click_on_a_line_between_its_points_tells_its_lesion(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    first, second = (place_of(plot, THREE, 2, FIRST + timedelta(days=day)) for day in (0, 90))
    with qtbot.waitSignal(plot.lesion_clicked) as told:
        qtbot.mouseClick(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=(first + second) / 2)
    assert told.args == [2]


def test_a_click_beside_every_line_tells_nothing(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    frame = frame_of(plot)
    with qtbot.assertNotEmitted(plot.lesion_clicked):
        at = QPointF(frame.left + 3, frame.bottom - 3).toPoint()
        qtbot.mouseClick(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_arrow_keys_go_from_lesion_to_lesion(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    plot.set_selected(3)
    with qtbot.waitSignal(plot.lesion_clicked) as down:
        qtbot.keyClick(canvas_of(plot), Qt.Key.Key_Down)
    with qtbot.waitSignal(plot.lesion_clicked) as up:
        qtbot.keyClick(canvas_of(plot), Qt.Key.Key_Up)
    assert [down.args, up.args] == [[1], [2]]


def test_selecting_from_outside_tells_nobody_and_draws_it_stronger(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    before = canvas_of(plot).grab().toImage()
    with qtbot.assertNotEmitted(plot.lesion_clicked):
        plot.set_selected(2)
    QApplication.processEvents()
    assert canvas_of(plot).grab().toImage() != before


def test_the_numbers_behind_the_lines_are_text(plot: SmallTrend) -> None:
    fill(plot, THREE)
    rows = plot.table_rows()
    assert len(rows) == 9
    assert rows[0] == ("#1 site 1", "01 Jan 2025", "79", "baseline", "ruler", "measured")
    assert rows[-1] == ("#3 site 3", "30 Jun 2025", "0.0", "−100 %", "closed, 0", "resolved")


def test_t_shows_the_numbers_and_t_again_the_lines(qtbot: QtBot, plot: SmallTrend, qtmodeltester: ModelTester) -> None:
    fill(plot, THREE)
    table = plot.findChild(QTableView)
    assert table is not None
    plot.activateWindow()
    qtbot.keyClick(canvas_of(plot), Qt.Key.Key_T)
    assert table.isVisible()
    assert table.model().rowCount() == len(plot.table_rows())
    qtmodeltester.check(table.model())
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert not table.isVisible()
    assert canvas_of(plot).isVisible()


def test_the_sum_says_how_many_lesions_it_rests_on(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, visits({1: 100, 2: 100, 3: State.UNCHANGED}, {1: 100, 2: 120, 3: State.UNCHANGED}))
    qtbot.mouseClick(chip(plot, "Total, same lesions"), Qt.MouseButton.LeftButton)
    assert "2 of 3 lesions" in caption(plot)
    assert plot.table_rows()[0][0] == "Sum over 2 of 3 lesions"
    with qtbot.assertNotEmitted(plot.lesion_clicked):
        qtbot.keyClick(canvas_of(plot), Qt.Key.Key_Down)


def test_the_log_chip_switches_to_a_linear_axis(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    qtbot.mouseClick(chip(plot, "Log"), Qt.MouseButton.LeftButton)
    frame = frame_of(plot)
    assert frame.low < 0
    assert frame.high == pytest.approx(314.2 * 1.06, abs=0.1)


def turn_wheel(plot: SmallTrend, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier) -> None:
    canvas, frame = canvas_of(plot), frame_of(plot)
    at = QPointF(frame.left + frame.width / 2, frame.top + frame.height / 2)
    wheel = QWheelEvent(
        at, canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 1200), Qt.MouseButton.NoButton,
        modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    QApplication.processEvents()


def test_the_wheel_alone_leaves_the_plot_to_the_page(plot: SmallTrend) -> None:
    fill(plot, THREE)
    before = frame_of(plot)
    turn_wheel(plot, Qt.KeyboardModifier.NoModifier)
    assert frame_of(plot) == before


def test_ctrl_and_the_wheel_zoom_time_and_says_what_it_leaves_out(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    before = frame_of(plot)
    turn_wheel(plot)
    after = frame_of(plot)
    assert after.last - after.first < before.last - before.first
    assert (after.low, after.high) == (before.low, before.high)
    assert "of 9 points; 0 shows all" in caption(plot)
    qtbot.keyClick(canvas_of(plot), Qt.Key.Key_0)
    assert (frame_of(plot).first, frame_of(plot).last) == (before.first, before.last)
    assert "points" not in caption(plot)


def test_a_double_click_shows_all(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    before = frame_of(plot)
    for _ in range(3):
        qtbot.keyClick(canvas_of(plot), Qt.Key.Key_Plus)
    assert frame_of(plot).first > before.first
    middle = QPointF(before.left + 5, before.bottom - 5).toPoint()
    qtbot.mouseClick(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseDClick(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseRelease(canvas_of(plot).viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert frame_of(plot).first == before.first


def test_keys_never_leave_the_whole_span(qtbot: QtBot, plot: SmallTrend) -> None:
    fill(plot, THREE)
    whole = frame_of(plot)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Minus):
        qtbot.keyClick(canvas_of(plot), key)
        assert frame_of(plot).first >= whole.first - 1e-6
        assert frame_of(plot).last <= whole.last + 1e-6


def test_new_figures_of_the_same_days_keep_the_zoom(plot: SmallTrend) -> None:
    fill(plot, THREE)
    turn_wheel(plot)
    zoomed = frame_of(plot)
    fill(plot, THREE)
    assert frame_of(plot).first == zoomed.first


def test_an_empty_trend_says_why(plot: SmallTrend) -> None:
    fill(plot, visits({1: State.NOT_MEASURABLE}))
    assert "No size has been recorded in a signed visit yet." in caption(plot)
    assert not canvas_of(plot).isVisible()
    assert plot.table_rows() == ()


def test_it_offers_no_context_menu(qtbot: QtBot, plot: SmallTrend) -> None:
    assert not canvas_of(plot).getViewBox().menuEnabled()
    plot.grab()
    right = Qt.MouseButton.RightButton
    qtbot.mouseClick(canvas_of(plot).viewport(), right, pos=canvas_of(plot).viewport().rect().center())
    assert QApplication.activePopupWidget() is None


def test_it_tells_screen_readers_what_it_shows(plot: SmallTrend) -> None:
    fill(plot, THREE)
    canvas = canvas_of(plot)
    assert canvas.accessibleName() == "Trend of area"
    assert "T shows the numbers" in canvas.accessibleDescription()


def test_the_legend_explains_every_symbol_in_sight_and_nothing_else(plot: SmallTrend) -> None:
    on = FIRST + timedelta(days=30)
    film = an_assessment(2, readings=(a_reading(200, 150, method=Method.RADIOGRAPH, measured_on=FIRST),))
    lesions = (a_lesion(1), a_lesion(2, tracking_method=Method.RADIOGRAPH))
    record = a_record(
        a_visit(FIRST, an_assessment(1), film), a_visit(on, an_assessment(1, State.RESOLVED)), lesions=lesions
    )
    fill(plot, record)
    legend = plot.findChild(TrendLegend)
    assert legend is not None
    entries = [entry for entry in legend.findChildren(QWidget) if entry.isVisible()]
    assert [entry.accessibleName() for entry in entries] == ["stone", "net", "ruler", "radiograph", "closed, 0"]
    for width in (900, 300):  # a narrow legend wraps; nothing is cut
        plot.resize(width, 700)
        QApplication.processEvents()
        assert all(legend.rect().contains(entry.geometry()) for entry in entries)


def test_sixty_lesions_say_how_many_are_named(plot: SmallTrend) -> None:
    fill(plot, visits(*({n: 50 + 10 * n for n in range(1, 61)} for _ in range(3))))
    assert "of 60 lines" in caption(plot)


def lanes_of(plot: SmallTrend) -> TherapyLanes:
    found = plot.findChild(TherapyLanes)
    assert found is not None
    return found


def test_therapies_lie_on_the_same_axis_as_the_lines(plot: SmallTrend) -> None:
    record = a_record(
        *THREE.visits, trials=(a_trial("drug", FIRST + timedelta(days=60), stop=FIRST + timedelta(days=90)),)
    )
    fill(plot, record)
    frame, lanes = frame_of(plot), lanes_of(plot)
    within = QPointF(frame.x((FIRST + timedelta(days=75)).toordinal()), 0)
    x = lanes.mapFromGlobal(canvas_of(plot).mapToGlobal(within)).x()
    bar = lanes.bar_at(x, lanes.height() / 2)
    assert bar is not None
    assert bar.name == "drug 180 mg/d"


def test_therapies_are_told_to_screen_readers_whole(plot: SmallTrend) -> None:
    record = a_record(*THREE.visits, trials=(a_trial("drug", FIRST),))
    fill(plot, record)
    assert lanes_of(plot).accessibleDescription() == "drug 180 mg/d, Since 01 Jan 2025, ongoing"


def test_a_therapy_whose_name_is_cut_is_told_whole_when_pointed_at(plot: SmallTrend) -> None:
    start = FIRST + timedelta(days=60)
    trial = a_trial("a drug with a name that goes on " * 6, start, stop=start + timedelta(days=2), stop_reason="rash")
    fill(plot, a_record(*THREE.visits, trials=(trial,)))
    lanes = lanes_of(plot)
    x = lanes.mapFromGlobal(canvas_of(plot).mapToGlobal(QPointF(frame_of(plot).x(start.toordinal() + 1), 0))).x()
    place = QPointF(x, lanes.height() / 2).toPoint()
    QApplication.sendEvent(lanes, QHelpEvent(QEvent.Type.ToolTip, place, lanes.mapToGlobal(place)))
    assert trial.therapy in QToolTip.text()
    assert "Stopped: rash" in QToolTip.text()


def test_without_therapies_there_are_no_lanes(plot: SmallTrend) -> None:
    fill(plot, THREE)
    assert not lanes_of(plot).isVisible()


def test_shows_the_sample_clinic(plot: SmallTrend) -> None:
    for record in clinic_day():
        fill(plot, record)
        figures = record_figures(record, RuleSettings())
        points = [spot for one in trend_data(record, figures, TrendView()).series for spot in one.spots]
        assert len(plot.table_rows()) == len(points)


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


@pytest.fixture
def app_theme(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Light))


def test_it_follows_the_theme(app_theme: QApplication, plot: SmallTrend) -> None:
    fill(plot, THREE)
    for mode, surface in (("dark", "#1a222a"), ("light", "#ffffff")):
        apply_theme(app_theme, theme_for(mode, 2.0, Qt.ColorScheme.Light))  # type: ignore[arg-type]
        QApplication.processEvents()
        assert surface in colours_of(canvas_of(plot).grab().toImage())
