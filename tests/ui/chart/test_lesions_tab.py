"""The lesions tab, and one selection in the whole chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.vocabulary import Form, Method
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.models.lesion_story import STATE, seen_columns, seen_rows
from calcitrack.ui.pages.chart.history_panel import HistoryPanel
from calcitrack.ui.pages.chart.lesions_panel import LesionsPanel
from calcitrack.ui.pages.chart.overview_panel import OverviewPanel
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.pages.chart.therapy_panel import TherapyPanel
from calcitrack.ui.session import Session
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.lesions.story_table import StoryTable
from tests.builders import a_lesion, a_record, a_visit, an_assessment
from tests.vaults import TODAY

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
    yield shown
    runner.shutdown()


def go_to(page: PatientPage, tab: Tab) -> None:
    page.findChildren(QTabBar)[0].setCurrentIndex(tab)


def part(page: PatientPage, kind: type[QWidget]) -> QWidget:
    found = page.findChild(kind)
    assert found is not None
    return found


def table(page: PatientPage, kind: type[QWidget]) -> LesionTable:
    found = part(page, kind).findChild(LesionTable)
    assert found is not None
    return found


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def number_of(shown: LesionTable) -> str:
    return str(shown.model().index(shown.currentIndex().row(), 0).data())


def test_lists_every_lesion_and_what_each_visit_says_of_the_selected_one(
    qtbot: QtBot, page: PatientPage, clinic: Clinic
) -> None:
    record = clinic.patients.reload(page.patient_id)
    go_to(page, Tab.LESIONS)
    lesions = table(page, LesionsPanel)
    assert lesions.model().rowCount() == len(record.lesions)
    qtbot.keyClick(lesions, Qt.Key.Key_Down)
    story = part(page, LesionsPanel).findChild(StoryTable)
    assert story is not None
    selected = next(one for one in record.lesions if str(one.number) == number_of(lesions))
    told = [a for visit in record.counted_visits if (a := visit.assessment_of(selected.id))]
    assert story.model().rowCount() == sum(max(1, len(a.readings)) for a in told)
    assert f"lesion {selected.number}, signed visits" in said(part(page, LesionsPanel))


def test_the_count_of_a_cluster_stands_with_each_visit() -> None:
    counts = [(20, date(2026, 5, 20)), (23, date(2026, 8, 20))]
    visits = [a_visit(on, an_assessment(1, count=count)) for count, on in counts]
    record = a_record(*visits, lesions=(a_lesion(1, form=Form.CLUSTER),))
    state = seen_columns()[STATE]
    told = [state.text(row) for row in seen_rows(record, record.lesions[0])]
    assert told == ["measured, 23 deposits", "measured, 20 deposits"]


def test_a_lesion_selected_in_the_tab_is_selected_in_the_whole_chart(qtbot: QtBot, page: PatientPage) -> None:
    go_to(page, Tab.LESIONS)
    lesions = table(page, LesionsPanel)
    qtbot.keyClick(lesions, Qt.Key.Key_Down)
    qtbot.keyClick(lesions, Qt.Key.Key_Down)
    assert number_of(table(page, OverviewPanel)) == number_of(lesions)
    go_to(page, Tab.THERAPY)
    assert f"#{number_of(lesions)} " in said(part(page, TherapyPanel))


def test_a_lesion_selected_in_the_overview_is_selected_in_the_tab(qtbot: QtBot, page: PatientPage) -> None:
    shown = table(page, OverviewPanel)
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    go_to(page, Tab.LESIONS)
    assert number_of(table(page, LesionsPanel)) == number_of(shown)


def test_shows_every_setting_with_its_day_its_author_and_its_reason(
    qtbot: QtBot, page: PatientPage, clinic: Clinic
) -> None:
    lesion = clinic.patients.reload(page.patient_id).lesions[0]
    changed = replace(lesion.setting, tracking_method=Method.ULTRASOUND, set_on=TODAY, reason="too deep for a ruler")
    clinic.lesions.set(page.patient_id, lesion.id, changed, len(lesion.settings))
    page.reload()
    go_to(page, Tab.LESIONS)
    table(page, LesionsPanel).set_selected(None)
    page.findChild(OverviewPanel).select_lesion(lesion.id)  # type: ignore[union-attr]
    words = said(part(page, LesionsPanel))
    assert words.count("followed by") == 2
    assert "From 22 Nov 2026" in words
    assert "Reason: too deep for a ruler" in words


def test_the_history_follows_the_selected_lesion_with_one_key(qtbot: QtBot, page: PatientPage) -> None:
    qtbot.keyClick(table(page, OverviewPanel), Qt.Key.Key_Down)
    number = number_of(table(page, OverviewPanel))
    go_to(page, Tab.HISTORY)
    panel = part(page, HistoryPanel)
    chip = next(one for one in panel.findChildren(Chip) if one.text() == f"Only lesion {number}")
    assert "Showing 2 of 2" in said(panel)
    chip.click()
    assert "None of 2 entries" in said(panel)  # it was imported, and the import names no lesion one by one


def is_in_grid(page: PatientPage, lesion: int) -> bool:
    page.visit_panel.go_to_lesion(lesion)
    row = page.visit_panel.grid.current_row()
    return row is not None and row.lesion.id == lesion


def test_the_cursor_of_the_grid_and_the_selection_of_the_chart_are_one_lesion(page: PatientPage) -> None:
    page.go_to_visit()
    record, panel = page.record, page.visit_panel
    assert record is not None
    first, second = [one.id for one in record.lesions if is_in_grid(page, one.id)][:2]
    go_to(page, Tab.OVERVIEW)
    overview = page.findChildren(OverviewPanel)[0]
    overview.select_lesion(second)
    go_to(page, Tab.VISIT)
    row = panel.grid.current_row()
    assert row is not None
    assert row.lesion.id == second
    panel.go_to_lesion(first)
    go_to(page, Tab.OVERVIEW)
    assert overview.selected == first


def test_a_cursor_left_in_one_patients_visit_selects_nothing_in_the_next_patients_chart(
    page: PatientPage, clinic: Clinic
) -> None:
    page.go_to_visit()
    page.open_patient(next(one for one in clinic.patients.all_ids() if one != page.patient_id))
    record, selected = page.record, page.findChildren(OverviewPanel)[0].selected
    assert record is not None
    assert selected is None or selected in {lesion.id for lesion in record.lesions}
