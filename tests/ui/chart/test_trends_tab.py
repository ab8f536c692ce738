"""The trends tab: what is chosen, what is said, and what goes into files."""

from __future__ import annotations

import csv
import io
import resource
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import FileRefused
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import Growth
from calcitrack.domain.figures.reading_error import Repeats, Size3, reading_errors
from calcitrack.domain.figures.trend_view import Follow, Measure, TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import EventKind, Method, Subtype
from calcitrack.exchange.trend_csv import trend_csv
from calcitrack.ui.i18n import number
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.lesions_panel import LesionsPanel
from calcitrack.ui.pages.chart.overview_panel import OverviewPanel
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.pages.chart.trend_board import TrendBoard
from calcitrack.ui.pages.chart.trends_panel import TrendsPanel
from calcitrack.ui.session import Session
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.growth_table import GrowthRow, GrowthTable, growth_text
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.trend.axis import day_zero_ticks
from calcitrack.ui.widgets.trend.content import Source, content_of
from calcitrack.ui.widgets.trend.numbers import number_rows
from calcitrack.ui.widgets.trend.plot import TrendCanvas
from calcitrack.ui.widgets.trend.words import value_text
from tests.builders import a_record, an_event
from tests.db import sql
from tests.domain.figures.stories import day, visit
from tests.domain.figures.strategies import records
from tests.vaults import vault_of

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support"),
]


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic) -> Iterator[PatientPage]:
    runner = JobRunner()
    shown = PatientPage(Session(clinic, runner))
    qtbot.addWidget(shown)
    shown.resize(1300, 850)
    shown.show()
    shown.open_patient(clinic.patients.by_mrn("004-1183"))
    shown.findChildren(QTabBar)[0].setCurrentIndex(Tab.TRENDS)
    qtbot.waitUntil(lambda: shown.findChild(TrendBoard) is not None)
    QApplication.processEvents()
    yield shown
    runner.shutdown()


def board(page: PatientPage) -> TrendBoard:
    found = page.findChild(TrendBoard)
    assert found is not None
    return found


def canvas(page: PatientPage) -> TrendCanvas:
    found = board(page).findChild(TrendCanvas)
    assert found is not None
    return found


def press(page: PatientPage, word: str) -> None:
    button = next(b for b in board(page).findChildren(QAbstractButton) if b.accessibleName() == word)
    button.click()
    QApplication.processEvents()


def told(page: PatientPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


# On screen


def test_a_lesion_chosen_in_the_trend_is_selected_everywhere(qtbot: QtBot, page: PatientPage) -> None:
    qtbot.keyClick(canvas(page), Qt.Key.Key_Down)
    growth, overview = page.findChild(GrowthTable), page.findChild(OverviewPanel)
    assert growth is not None
    assert overview is not None
    table = overview.findChild(LesionTable)
    assert table is not None
    assert growth.currentIndex().data().lstrip("#") == str(table.model().index(table.currentIndex().row(), 0).data())


def test_a_lesion_selected_in_the_growth_table_is_drawn_stronger(qtbot: QtBot, page: PatientPage) -> None:
    growth = page.findChild(GrowthTable)
    assert growth is not None
    growth.setFocus()
    with qtbot.waitSignal(page.findChild(TrendsPanel).lesion_selected):
        qtbot.keyClick(growth, Qt.Key.Key_Down)
        qtbot.keyClick(growth, Qt.Key.Key_Down)


def test_shift_and_arrows_go_from_point_to_point_and_say_what_lies_there(qtbot: QtBot, page: PatientPage) -> None:
    qtbot.keyClick(canvas(page), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    first = told(page)
    assert "01 Dec 2024: 73 mm², ruler, baseline" in first
    qtbot.keyClick(canvas(page), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert "05 Mar 2025: 78 mm², ruler, +7 %" in told(page)


def test_another_view_no_longer_tells_of_a_point_of_the_one_before(qtbot: QtBot, page: PatientPage) -> None:
    qtbot.keyClick(canvas(page), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert "73 mm²" in told(page)
    press(page, "Pain")
    assert "73 mm²" not in told(page)


def test_sums_without_a_baseline_are_counted_as_lines(page: PatientPage) -> None:
    for word in ("Total, same lesions", "% of baseline", "Day 0 at its start"):
        press(page, word)
    assert "Lines without a baseline, not shown:" in told(page)
    assert "Without a baseline, not shown: #" not in told(page)


def test_pain_offers_no_factors_and_no_per_cent(page: PatientPage) -> None:
    press(page, "Pain")
    offered = {b.accessibleName() for b in board(page).findChildren(QAbstractButton) if b.isEnabled()}
    assert offered.isdisjoint({"Log", "Linear", "% of baseline"})
    assert "Patient's own score" in offered
    assert "Pain from 0 to 10" in told(page)


def test_day_zero_counts_weeks_from_the_start_of_the_therapy(page: PatientPage) -> None:
    press(page, "Day 0 at its start")
    press(page, "Numbers")
    start = board(page).trial
    assert start is not None
    rows = board(page)._plot.table_rows()
    assert rows[0][2] == number((date(2024, 12, 1) - start.start).days)


def test_growth_follows_the_therapy_that_is_chosen(page: PatientPage) -> None:
    chooser = board(page).findChild(QComboBox)
    assert chooser is not None
    assert chooser.count() > 1
    growth = page.findChild(GrowthTable)
    assert growth is not None
    before = [growth.model().index(i, 1).data() for i in range(growth.model().rowCount())]
    chooser.setCurrentIndex(chooser.count() - 1)
    after = [growth.model().index(i, 1).data() for i in range(growth.model().rowCount())]
    assert before != after
    assert "a later slowing may be chance" in told(page)


def test_both_spans_of_growth_are_in_sight_without_scrolling_sideways(qtbot: QtBot, page: PatientPage) -> None:
    beside = page.findChild(GrowthTable)
    assert beside is not None
    table = GrowthTable()
    qtbot.addWidget(table)
    wide = Growth(7, 153.2, (-89.4, 384.6))
    table.set_growth(["Before", "On it"], [GrowthRow(i, i, f"#{i}", Subtype.NET, (wide, wide)) for i in range(60)])
    table.resize(beside.width(), 300)
    table.show()
    assert table.verticalScrollBar().maximum() > 0  # which takes room, too
    assert table.horizontalScrollBar().maximum() == 0


def test_a_rate_that_rounds_to_zero_has_no_sign() -> None:
    assert growth_text(Growth(5, -0.3, (-0.4, 12.2))) == "0 % (0 to +12)"


def test_no_chart_is_made_for_a_page_that_was_cleared_away_while_its_library_loaded(
    qapp: QApplication, clinic: Clinic
) -> None:
    runner = JobRunner()
    gone = PatientPage(Session(clinic, runner))
    gone.open_patient(clinic.patients.by_mrn("004-1183"))
    overview, trends = gone.findChild(OverviewPanel), gone.findChild(TrendsPanel)
    assert overview is not None
    assert trends is not None
    delete(gone)
    overview._open_trend()
    trends._catch_up()
    runner.shutdown()


def test_the_lesions_tab_still_has_its_own_table(page: PatientPage) -> None:
    assert page.findChild(LesionsPanel) is not None


# Words


def test_days_around_day_zero_are_told_in_whole_weeks() -> None:
    assert day_zero_ticks(1000 - 60, 1000 + 60, 5, 1000) == [
        (1000 - 56, "−8 wk"), (1000 - 28, "−4 wk"), (1000, "day 0"), (1000 + 28, "+4 wk"), (1000 + 56, "+8 wk"),
    ]  # fmt: skip


def test_a_change_inside_the_reading_error_is_called_no_detectable_change() -> None:
    record = a_record(visit(0, (100, 100)), visit(30, (100, 104)), visit(60, (100, 180)))
    found = reading_errors(
        [Repeats(Method.RULER, (Size3(100, 100), Size3(110, 100)))] * 10,
    )
    source = Source(record, record_figures(record, RuleSettings()), {1: "#1 site"}, {1: None}, found)
    for percent in (False, True):
        rows = list(number_rows(content_of(source, TrendView(percent=percent), log=True)))
        assert [row.change for row in rows] == ["baseline", "+4 %, no detectable change", "+80 %"]


def test_without_repeat_readings_no_change_is_judged() -> None:
    record = a_record(visit(0, (100, 100)), visit(30, (100, 101)))
    source = Source(record, record_figures(record, RuleSettings()), {1: "#1 site"}, {1: None})
    rows = list(number_rows(content_of(source, TrendView(), log=True)))
    assert [row.change for row in rows] == ["baseline", "+1 %"]


def test_what_split_is_drawn_as_branching(page: PatientPage) -> None:
    record = a_record(
        visit(0, {1: (100, 100)}), visit(60, {1: (60, 60), 2: (50, 50)}),
        events=(an_event(1, EventKind.SPLIT, day(30), to=(2,)),),
    )  # fmt: skip
    page._trends.set_record(record, record_figures(record, RuleSettings()))
    page._trends._catch_up()
    assert len(canvas(page)._content.branches) == 1
    offered = {b.accessibleName() for b in board(page).findChildren(QAbstractButton) if b.isVisible()}
    assert "Threads" in offered


# Files


def test_files_hold_what_is_shown_and_are_audited(page: PatientPage, clinic: Clinic, tmp_path: Path) -> None:
    for kind in ("png", "svg", "csv"):
        board(page).save(tmp_path / f"trend.{kind}", kind)
    assert QImage(str(tmp_path / "trend.png")).width() > 1000
    text = (tmp_path / "trend.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")
    assert "<image" not in text
    assert "004-1183" in text
    rows = list(csv.DictReader(io.StringIO((tmp_path / "trend.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(board(page)._plot.table_rows())
    assert {row["mrn"] for row in rows} == {"004-1183"}
    kept = sql.rows(vault_of(clinic).connection, "SELECT reason FROM audit WHERE action = 'export trend' ORDER BY id")
    assert [row["reason"] for row in kept] == ["png", "svg", "csv"]
    assert "Anybody who has the file can read it" in told(page)


def test_a_disk_that_is_full_leaves_no_file(page: PatientPage, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        with pytest.raises(FileRefused, match="was not written"):
            board(page).save(tmp_path / "trend.png", "png")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.glob("*trend*")) == []


def test_a_record_number_is_no_formula_in_a_spreadsheet() -> None:
    from tests.builders import a_patient

    record = a_record(visit(0, (100, 100)), patient=a_patient("=1+1"))
    content = content_of(Source(record, record_figures(record, RuleSettings()), {}, {}), TrendView(), log=True)
    assert b"'=1+1" in trend_csv(record, content.data)


# The same numbers everywhere


views = st.builds(
    TrendView, st.sampled_from(Measure), st.sampled_from(Follow), st.booleans(), st.sampled_from([None, 1])
)


def drawn(shown: TrendCanvas) -> list[tuple[float, float]]:
    """Every point that lies in the curves of the plot."""
    found = []
    for item in shown.getPlotItem().curves:
        days, heights = item.getData()
        is_line = type(item).__name__ == "PlotCurveItem"
        if is_line and item.opts["pen"].style() != Qt.PenStyle.DotLine:  # a branch has its ends on lines
            found += [(x, y) for x, y in zip(days, heights, strict=True) if x == x]
    return sorted(found)


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[TrendCanvas]:
    around = QWidget()
    yield TrendCanvas(around)
    delete(around)  # a canvas that is closed itself stays behind in pieces until an event loop runs


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(records(), views, st.booleans())
def test_plot_table_and_file_say_the_same(
    shown: TrendCanvas, record: PatientRecord, view: TrendView, log: bool
) -> None:
    source = Source(record, record_figures(record, RuleSettings()), {}, {})
    content = content_of(source, view, log=log)
    shown.set_content(content)
    scale = content.scale()
    spots = [spot for series in content.data.series for spot in series.spots]
    rows = list(csv.DictReader(io.StringIO(trend_csv(record, content.data).decode("utf-8-sig"))))
    cells = list(number_rows(content))
    assert len(rows) == len(cells) == len(spots)
    assert [(row["date"], float(row["value"])) for row in rows] == [(spot.on.isoformat(), spot.value) for spot in spots]
    assert [cell.value for cell in cells] == [value_text(float(row["value"]), view) for row in rows]
    assert drawn(shown) == sorted((float(spot.day), scale.height(spot.value)) for spot in spots)
