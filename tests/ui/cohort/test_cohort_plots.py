"""The plots of the cohort by key: what the cursor says, whom Enter opens, and what is listed behind each share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.cohort.answer import MOST_LINES
from calcitrack.domain.cohort.changes import some_of
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.cohort.plot_field import PercentScale, PlotField
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.cohort_page import CohortPage
from calcitrack.ui.session import Session
from tests.builders import a_lesion, a_patient, a_trial
from tests.domain.figures.stories import day, visit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

SIZES = (100, 60, 90, 101, 130, 400, 900)
"""Length at the second visit, of 100 at the first."""


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic) -> Iterator[CohortPage]:
    clinic.record_files.add_records(
        [
            PatientRecord(
                a_patient(str(n), family_name=f"Name{n}"),
                lesions=(a_lesion(1), a_lesion(2, site="elbow", side=Side.RIGHT)),
                visits=(visit(0, {1: (100, 100), 2: (10, 10)}), visit(300 + n, {1: (length, 100)})),
                trials=(a_trial("diltiazem", day(10), stop=day(200)),),
            )
            for n, length in enumerate(SIZES)
        ]
        + [PatientRecord(a_patient("none"))]
    )
    jobs = JobRunner()
    shown = CohortPage(Session(clinic, jobs))
    qtbot.addWidget(shown)
    shown.resize(1300, 780)
    shown.show()
    qtbot.waitUntil(lambda: shown.answer is not None)
    yield shown
    shown.close()
    jobs.shutdown()


def listed(page: CohortPage) -> set[str]:
    clinic = page._session.clinic
    return {clinic.patients.reload(i).patient.mrn for i in page.members.ids}


def test_each_share_has_its_denominator_and_interval_and_lists_its_patients(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    rose = page.change._buttons["rose"]
    assert rose.text() == "Rose by more than 25 %: 3 of 7 (43 %, 95 % interval 16 to 75)"
    rose.click()
    assert listed(page) == {"4", "5", "6"}
    page.members.left.emit()
    page.change._buttons["none"].click()
    assert listed(page) == {"none"}


def test_the_waterfall_says_each_bar_and_opens_its_chart(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    said: list[str] = []
    plot = page.change.waterfall
    plot.told.connect(said.append)
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert said[-1].startswith("1 of 7: +800 % after 0.8 years, 1 of 2 lesions")
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert said[-1].startswith("7 of 7: −40 %")
    assert page.answer is not None
    with qtbot.waitSignal(page.patient_chosen) as chosen:
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert chosen.args == [page.answer.change.each[-1].patient_id]
    assert plot.cut() == 2
    assert "Drawn cut, above +200 %: 2." in page.change._note.text()


def test_lines_over_time_are_walked_like_the_bars(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    page.change._chips[1].click()
    spider = page.change.spider
    qtbot.keyClick(spider, Qt.Key.Key_Right)
    assert spider.count() == 7
    assert "Drawn cut, above +200 %: 2." in page.change._note.text()
    assert page.change._readout.text().startswith("Line 1 of 7: +800 %")
    assert spider.place_under(spider.rect().center().toPointF()) in (None, *range(7))


def test_of_many_lines_some_are_drawn_from_the_first_to_the_last() -> None:
    chosen = some_of(range(10_000))
    assert len(chosen) == MOST_LINES
    assert (chosen[0], chosen[-1]) == (0, 9_999)
    assert some_of([3, 4]) == [3, 4]


def test_courses_are_told_in_words_and_open_charts(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(4)
    swimmer = page.courses.swimmer
    qtbot.keyClick(swimmer, Qt.Key.Key_Down)
    assert page.courses._readout.text().startswith("MRN 6: ")
    assert "Diltiazem 11 Jun 2025 to 18 Dec 2025 (2 not judged)" in page.courses._readout.text()
    with qtbot.waitSignal(page.patient_chosen):
        qtbot.keyClick(swimmer, Qt.Key.Key_Return)


def test_a_site_lists_its_patients_and_becomes_the_filter(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(3)
    table = page.sites.table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(page.members.ids) == 7
    page.members.left.emit()
    page.sites._choose.click()
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.lesions == 7)


def test_no_therapy_answered_where_nobody_judged(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(2)
    model = page.therapies.table.model()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts == ["Diltiazem", "7 (0)", "7", "0 of 7", "none judged", "none judged", "0 · 0 · 0 · 0", "14 of 14"]
    qtbot.keyClick(page.therapies.table, Qt.Key.Key_Return)
    assert len(page.members.ids) == 7


def test_for_sharing_no_plot_of_single_patients_is_shown(page: CohortPage) -> None:
    page._sharing.click()
    for tab, part in ((1, page.change.waterfall), (4, page.courses.swimmer)):
        page.tabs.setCurrentIndex(tab)
        assert not part.isVisible()
    assert "not shown" in page.change._buttons["rose"].text()


def test_the_axis_ends_where_a_few_would_leave_the_others_no_height() -> None:
    assert PercentScale.of([]).high == 50
    assert PercentScale.of([160]).high == 200
    assert PercentScale.of([5000]).cut(5000) == 200
    assert PercentScale(200).ticks(20)[0] == -100


def test_every_plot_says_what_it_is(page: CohortPage) -> None:
    for plot in page.findChildren(PlotField):
        assert plot.accessibleName()
    assert replace(page.criteria) == page.criteria


def test_a_year_in_numbers_lists_who_was_compared_in_it(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    page.change._chips[2].click()
    qtbot.keyClick(page.change._years, Qt.Key.Key_Return)
    assert listed(page) == {str(n) for n in range(7)}
    page.members.left.emit()
    page.change._buttons["compared"].click()
    assert len(page.members.ids) == 7


def test_every_number_of_a_therapy_lists_its_patients_and_none_says_nobody(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(2)
    table, expected = page.therapies.table, [7, 7, 7, 0, 0, 0, 0, 7]
    for column, count in enumerate(expected):
        table.setCurrentIndex(table.model().index(0, column))
        page.members.left.emit()
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert page.members.isVisible() is bool(count), column
        if count:
            assert len(page.members.ids) == count
        else:
            assert "nobody" in page._notice.text()


def test_what_finds_no_room_in_the_table_of_therapies_is_told_below_it(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(2)
    page.resize(520, 700)
    qtbot.waitUntil(lambda: "Not judged: 14 of 14" in page.therapies._rest.text())
    assert not page.therapies.table.horizontalScrollBar().maximum()


def test_the_open_lesions_of_a_site_and_its_region_on_the_map_list_their_patients(
    qtbot: QtBot, page: CohortPage
) -> None:
    page.tabs.setCurrentIndex(3)
    table = page.sites.table
    table.setCurrentIndex(table.model().index(0, 2))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.members._title.text().endswith(": open")
    assert len(page.members.ids) == 7
    page.members.left.emit()
    canvas = page.sites.map.canvas
    ((plate, region),) = canvas.scene().heat
    canvas.go_to_item(canvas.scene().item_of_region((plate, region)))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert len(page.members.ids) == 7


def test_a_filter_on_lesions_narrows_the_change_and_the_page_says_so(qtbot: QtBot, page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    page.ask(Criteria.of({"site": ["elbow"]}))
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.criteria == page.criteria)
    assert page.answer is not None
    assert page.answer.change.each == (), "the elbow was measured once"
    assert page.change._buttons["none"].text().endswith("7 of 7")


def test_a_group_that_the_others_would_tell_is_hidden_as_well(page: CohortPage) -> None:
    page.tabs.setCurrentIndex(1)
    page._sharing.click()
    shown = [page.change._buttons[name].text() for name in ("rose", "between", "fell")]
    assert sum("not shown" in text for text in shown) >= 2


def test_all_patients_of_the_cohort_are_listed_from_its_head(page: CohortPage) -> None:
    page._all.click()
    assert len(page.members.ids) == 8


def test_in_a_low_window_the_therapies_come_into_sight_when_their_tab_is_chosen(qtbot: QtBot, page: CohortPage) -> None:
    page.resize(700, 230)
    page._sharing.click()
    page.tabs.setCurrentIndex(2)
    table = page.therapies.table
    assert table.rows
    heads = table.horizontalHeader().height()
    qtbot.waitUntil(lambda: table.visibleRegion().boundingRect().height() >= heads + table.rowHeight(0))
