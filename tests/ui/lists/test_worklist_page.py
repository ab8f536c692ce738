"""The worklist as it is used: filters, what waits, and a result that is entered without opening the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind, PatientStatus, Role
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.worklist_page import WorklistPage
from calcitrack.ui.preview.pdf_preview import PdfPreview
from calcitrack.ui.session import Session
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.waiting_table import WaitingTable
from calcitrack.ui.widgets.worklist_table import WorklistTable
from tests.builders import a_patient
from tests.ui.form_keys import said, save, type_text, write
from tests.vaults import TODAY, FixedClock, as_role

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def patients(clinic: Clinic) -> dict[str, int]:
    """Ada waits for a swab of a signed visit, Bo for a film and a signature; Cy died, and was due today."""
    added = {name: clinic.patients.add(a_patient(name.upper(), family_name=name)).value for name in ("Ada", "Bo", "Cy")}
    clinic.visits.order(added["Ada"], Order(OrderKind.SWAB, TODAY - timedelta(days=40), asked_by="Nurse T. Author"))
    clinic.visits.order(added["Bo"], Order(OrderKind.FILM, TODAY - timedelta(days=3)))
    clinic.visits.start(added["Bo"], TODAY)
    day = TODAY - timedelta(weeks=4)
    for name in ("Ada", "Cy"):
        visit = clinic.visits.start(added[name], day).value
        draft = next(v for v in clinic.patients.reload(added[name]).visits if v.id == visit)
        version = clinic.visits.change(added[name], replace(draft, follow_up_weeks=4), draft.version).value
        clinic.visits.sign(added[name], visit, version)
    cy = clinic.patients.reload(added["Cy"]).patient
    clinic.patients.change(replace(cy, status=PatientStatus.DIED))
    return added


Show = Callable[[Clinic], WorklistPage]


@pytest.fixture
def show(qtbot: QtBot, jobs: JobRunner) -> Show:
    def shown(clinic: Clinic) -> WorklistPage:
        page = WorklistPage(Session(clinic, jobs))
        qtbot.addWidget(page)
        page.resize(1300, 700)
        page.show()
        qtbot.waitExposed(page)
        return page

    return shown


@pytest.fixture
def page(clinic: Clinic, patients: dict[str, int], show: Show) -> WorklistPage:
    return show(clinic)


def click(qtbot: QtBot, page: WorklistPage, word: str) -> None:
    chip = next(one for one in page.findChildren(Chip) if one.text().startswith(word))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def lines(table: WaitingTable | WorklistTable) -> list[str]:
    model = table.model()
    return [
        " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def waiting(page: WorklistPage) -> WaitingTable:
    found = page.findChild(WaitingTable)
    assert found is not None
    return found


def told(page: WorklistPage) -> list[str]:
    return [one.text() for one in page.findChildren(Label) if one.isVisible()]


def in_form(qtbot: QtBot, begin: Callable[[], object], deed: Callable[[QDialog], None]) -> None:
    """Do something in the form that opens."""

    def work() -> None:
        form = QApplication.activeModalWidget()
        focus = QApplication.focusWidget()
        if not isinstance(form, QDialog) or focus is None or not form.isAncestorOf(focus):
            return
        timer.stop()
        try:
            deed(form)
        finally:
            if form.isVisible():
                form.done(QDialog.DialogCode.Rejected)

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(10)
    begin()
    assert not timer.isActive(), "no form opened"


def test_the_filters_count_and_say_how_many_of_how_many_they_show(qtbot: QtBot, page: WorklistPage) -> None:
    words = [chip.text() for chip in page.findChildren(Chip) if chip.isVisible()]
    assert words[:3] == ["Everyone 3", "Today 2", "Overdue 0"]
    assert words[-2:] == ["Awaiting a result 2", "Unsigned drafts 1"]
    click(qtbot, page, "Today")
    assert any(text.startswith("Showing 2 of 3 patients") for text in told(page))


def test_today_shows_who_is_due_or_being_seen_but_never_recalls_the_dead(qtbot: QtBot, page: WorklistPage) -> None:
    click(qtbot, page, "Today")
    table = page.findChild(WorklistTable)
    assert table is not None
    assert [line.split(",")[0] for line in lines(table)] == ["Ada", "Bo"]


def test_awaited_orders_stand_oldest_first_with_who_asked_and_for_how_long(qtbot: QtBot, page: WorklistPage) -> None:
    click(qtbot, page, "Awaiting")
    assert [line.split(" | ")[1:] for line in lines(waiting(page))] == [
        ["MRN ADA", "Swab", "13 Oct 2026", "Nurse T. Author", "40 d"],
        ["MRN BO", "Film", "19 Nov 2026", "not recorded", "3 d"],
    ]
    assert any(text.startswith("Showing 2 awaited, of 2 of 3 patients") for text in told(page))


def test_a_head_sorts_what_waits_by_another_key(qtbot: QtBot, page: WorklistPage) -> None:
    click(qtbot, page, "Awaiting")
    header = waiting(page).horizontalHeader()
    for expected in (["Film", "Swab"], ["Swab", "Film"]):
        at = header.sectionViewportPosition(2) + 8
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(at, 8))
        assert [line.split(" | ")[2] for line in lines(waiting(page))] == expected


def test_drafts_stand_with_their_age_and_enter_opens_the_chart(
    qtbot: QtBot, page: WorklistPage, patients: dict[str, int]
) -> None:
    click(qtbot, page, "Unsigned")
    assert [line.split(" | ")[1:] for line in lines(waiting(page))] == [
        ["MRN BO", "Unsigned visit", "22 Nov 2026", "Dr Ada Example", "today"]
    ]
    page.setFocus()
    qtbot.keyClick(waiting(page), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.patient_chosen) as opened:
        qtbot.keyClick(waiting(page), Qt.Key.Key_Return)
    assert opened.args == [patients["Bo"]]


def test_r_enters_a_result_and_the_line_goes_without_touching_the_signed_visit(
    qtbot: QtBot, page: WorklistPage, clinic: Clinic, patients: dict[str, int]
) -> None:
    signed = [visit.content_hash for visit in clinic.patients.reload(patients["Ada"]).visits]
    click(qtbot, page, "Awaiting")
    waiting(page).go_to(0)

    def deed(form: QDialog) -> None:
        assert "Ada" in form.accessibleName()
        assert "born 03 Feb 1970" in form.accessibleName()
        type_text(qtbot, "no growth")
        save(qtbot)

    in_form(qtbot, lambda: qtbot.keyClick(waiting(page), Qt.Key.Key_R), deed)
    assert [line.split(" | ")[2] for line in lines(waiting(page))] == ["Film"]
    record = clinic.patients.reload(patients["Ada"])
    closed = record.all_orders[0]
    assert (closed.result, closed.closed_on, closed.closed_by) == ("no growth", TODAY, clinic.person.name)
    assert [visit.content_hash for visit in record.visits] == signed


def test_a_result_that_cannot_be_stays_in_the_form_with_its_reason(
    qtbot: QtBot, page: WorklistPage, clinic: Clinic, patients: dict[str, int], fixed_clock: FixedClock
) -> None:
    click(qtbot, page, "Awaiting")
    waiting(page).go_to(1)

    def deed(form: QDialog) -> None:
        save(qtbot)
        assert "Not saved" in said(form)
        write(qtbot, form, "Result", "clear")
        write(qtbot, form, "Day of the result", "1 Nov 2026")
        save(qtbot)
        assert "before it was asked for" in said(form)

    in_form(qtbot, lambda: qtbot.keyClick(waiting(page), Qt.Key.Key_R), deed)
    assert clinic.patients.reload(patients["Bo"]).all_orders[0].closed_on is None


def test_who_only_administers_can_read_what_waits_but_enters_no_result(
    qtbot: QtBot, clinic: Clinic, patients: dict[str, int], show: Show
) -> None:
    page = show(as_role(clinic, Role.ADMINISTRATOR))
    click(qtbot, page, "Awaiting")
    waiting(page).go_to(0)
    assert not any(b.isVisible() for b in page.findChildren(QPushButton) if b.text().startswith("Enter result"))
    qtbot.keyClick(waiting(page), Qt.Key.Key_R)
    assert QApplication.activeModalWidget() is None


def test_hidden_names_are_hidden_among_what_waits_too(qtbot: QtBot, page: WorklistPage) -> None:
    click(qtbot, page, "Awaiting")
    page.set_names_hidden(True)
    assert all("Ada" not in line.split(" | ")[0] for line in lines(waiting(page)))
    assert waiting(page).model().index(0, 0).data(SPOKEN) == "Name hidden"


def test_an_empty_filter_says_what_it_would_show(qtbot: QtBot, clinic: Clinic, show: Show) -> None:
    page = show(clinic)
    click(qtbot, page, "Awaiting")
    assert "No result is awaited." in told(page)


def test_the_list_in_front_is_shown_on_paper_with_a_warning_that_it_names_patients(
    qtbot: QtBot, page: WorklistPage
) -> None:
    click(qtbot, page, "Awaiting a result")
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Print list…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.findChildren(PdfPreview)))
    preview = page.findChildren(PdfPreview)[0]
    assert preview.accessibleName() == "Worklist: Awaiting a result"
    assert "This list names patients" in said(preview)
    preview.close()


def test_a_low_window_folds_filters_and_buttons_into_menus_and_keeps_patients_in_sight(
    qtbot: QtBot, page: WorklistPage
) -> None:
    page.resize(800, 340)
    qtbot.waitUntil(lambda: len([chip for chip in page.findChildren(Chip) if chip.isVisible()]) == 1)
    one = next(chip for chip in page.findChildren(Chip) if chip.isVisible())
    assert one.text() == "Everyone 3"
    names = [action.text() for action in one.menu().actions()]
    assert names[-2:] == ["Awaiting a result 2", "Unsigned drafts 1"]
    one.menu().actions()[-2].trigger()
    assert one.text() == "Awaiting a result 2"
    more = next(b for b in page.findChildren(QPushButton) if b.isVisible() and b.text() == "More…")
    assert [action.text() for action in more.menu().actions()] == [
        "Lesion sites…",
        "Print list…",
        "Summaries…",
        "Import…",
    ]


def test_rows_that_grow_higher_have_no_least_height_that_qt_would_try_on_each(show: Show, clinic: Clinic) -> None:
    table = show(clinic).findChild(WorklistTable)
    assert table is not None
    header = table.verticalHeader()
    table.set_row_height(56)
    assert (header.defaultSectionSize(), header.minimumSectionSize()) == (56, 1)


def test_the_tab_key_goes_from_the_head_over_the_filters_to_the_list(qtbot: QtBot, page: WorklistPage) -> None:
    first, table = page.findChildren(Chip)[0], page.findChild(WorklistTable)
    page._head.new_patient.setFocus()
    order: list[QWidget | None] = []
    while QApplication.focusWidget() not in order:
        order.append(QApplication.focusWidget())
        qtbot.keyClick(order[-1], Qt.Key.Key_Tab)
    assert [one for one in order if one in (page._head.new_patient, first, table)] == [
        page._head.new_patient, first, table,
    ]  # fmt: skip
