"""The page of the cohort as it is used: answers ticked by key, who is behind a number and back, saved filters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.cohort.criteria import Criteria, Question
from calcitrack.domain.errors import Conflict, InvalidInput
from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Disease
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.cohort_page import CohortPage
from calcitrack.ui.session import Session
from tests.builders import a_lesion, a_patient
from tests.domain.figures.stories import visit

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")


@pytest.fixture
def filled(clinic: Clinic) -> Clinic:
    """Seven with dermatomyositis, two with lupus, one without a diagnosis; one lesion each."""
    diseases = [Disease.DM] * 7 + [Disease.SLE] * 2 + [None]
    clinic.record_files.add_records(
        [
            PatientRecord(
                a_patient(str(n), family_name=f"Name{n}", diagnoses=(Diagnosis(disease),) if disease else ()),
                lesions=(a_lesion(),),
                visits=(visit(0, (200, 100)), visit(200 + n, (100 + 20 * n, 100))),
            )
            for n, disease in enumerate(diseases)
        ]
    )
    return clinic


@pytest.fixture
def page(qtbot: QtBot, filled: Clinic) -> Iterator[CohortPage]:
    jobs = JobRunner()
    shown = CohortPage(Session(filled, jobs))
    qtbot.addWidget(shown)
    shown.resize(1300, 780)
    shown.show()
    qtbot.waitUntil(lambda: shown.answer is not None)
    yield shown
    shown.close()
    jobs.shutdown()


def ticked(qtbot: QtBot, page: CohortPage, question: str, answer: str) -> CohortAnswer:
    """Go to an answer by keys and tick it."""
    go_to(page, question, answer)
    qtbot.keyClick(page.counts.tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.criteria == page.criteria)
    assert page.answer is not None
    return page.answer


def go_to(page: CohortPage, question: str, answer: str) -> None:
    tree = page.counts.tree
    model = tree.model()
    for head in range(model.rowCount()):
        above = model.index(head, 0)
        tree.expand(above)
        for row in range(model.rowCount(above)):
            tree.setCurrentIndex(model.index(row, 0, above))
            if tree.current_answer() == (question, answer):
                return
    raise AssertionError((question, answer))


def text(page: CohortPage, question: str, answer: str) -> str:
    go_to(page, question, answer)
    index = page.counts.tree.currentIndex()
    return str(index.siblingAtColumn(1).data())


def test_a_ticked_answer_is_the_filter_and_the_numbers_have_their_denominator(qtbot: QtBot, page: CohortPage) -> None:
    assert text(page, Question.DISEASE, "DM") == "7 of 10"
    assert text(page, Question.DISEASE, "") == "1 of 10"
    answer = ticked(qtbot, page, Question.DISEASE, "DM")
    assert len(answer.ids) == 7
    assert text(page, Question.DISEASE, "DM") == "7 of 7"
    assert text(page, Question.DISEASE, "SLE") == "0 of 7"
    assert len(ticked(qtbot, page, Question.DISEASE, "SLE").ids) == 9
    assert len(ticked(qtbot, page, Question.DISEASE, "DM").ids) == 2


def test_enter_lists_who_is_behind_a_number_and_escape_goes_back_to_it(qtbot: QtBot, page: CohortPage) -> None:
    go_to(page, Question.DISEASE, "SLE")
    qtbot.keyClick(page.counts.tree, Qt.Key.Key_Return)
    assert page.members.isVisible()
    assert len(page.members.ids) == 2
    with qtbot.waitSignal(page.patient_chosen) as chosen:
        qtbot.keyClick(page.members.focusWidget() or page.members, Qt.Key.Key_Return)
    assert chosen.args == [page.members.ids[0]]
    qtbot.keyClick(page.members, Qt.Key.Key_Escape)
    assert page.counts.isVisible()
    assert page.counts.tree.current_answer() == (Question.DISEASE, "SLE")


def test_the_number_of_patients_with_lesions_has_its_list_too(qtbot: QtBot, page: CohortPage) -> None:
    tree = page.counts.tree
    for head in (index for row in range(tree.model().rowCount()) if (index := tree.model().index(row, 0)).isValid()):
        told = head.data()
        if "patients with lesions" in told:
            tree.setCurrentIndex(head)
            qtbot.keyClick(tree, Qt.Key.Key_Return)
            assert page.members.isVisible()
            assert f"· {len(page.members.ids)} patients" in told
            qtbot.keyClick(page.members, Qt.Key.Key_Escape)
    assert page.members.ids


def test_an_answer_to_what_nobody_asks_any_more_is_thrown_away(qtbot: QtBot, page: CohortPage) -> None:
    answers: list[CohortAnswer] = []
    page.reading.answered.connect(answers.append)
    wanted = Criteria.of({Question.DISEASE: ["SLE"]})
    for disease in ("DM", "JDM", "lcSSc"):
        page.ask(Criteria.of({Question.DISEASE: [disease]}))
    page.ask(wanted)
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.criteria == wanted)
    assert [answer.criteria for answer in answers] == [wanted]


def test_for_sharing_nothing_under_five_is_shown_and_nobody_is_listed(qtbot: QtBot, page: CohortPage) -> None:
    page._sharing.click()
    assert text(page, Question.DISEASE, "SLE") == "not shown"
    assert text(page, Question.DISEASE, "DM") == "not shown"
    go_to(page, Question.DISEASE, "SLE")
    qtbot.keyClick(page.counts.tree, Qt.Key.Key_Return)
    assert not page.members.isVisible()
    page._sharing.click()
    assert text(page, Question.DISEASE, "DM") == "7 of 10"


def test_what_is_shown_is_counted_anew_when_a_record_changed(qtbot: QtBot, page: CohortPage) -> None:
    page._session.clinic.patients.add(a_patient("new"))
    page._session.changed.emit(Change(frozenset({Kind.PATIENT})))
    qtbot.waitUntil(lambda: page.answer is not None and page.answer.of == 11)


def test_a_chip_takes_its_question_back(qtbot: QtBot, page: CohortPage) -> None:
    ticked(qtbot, page, Question.DISEASE, "DM")
    page.bar._chips[0].click()
    assert page.criteria == Criteria()


Write = Callable[[str, Criteria], object]


def test_saved_filters_belong_to_the_clinic_and_are_audited(page: CohortPage, filled: Clinic) -> None:
    wanted = Criteria.of({Question.DISEASE: ["DM"]}, age_from=18)
    filled.saved_filters.save("  Adult   DM ", wanted, None)
    (saved,) = filled.saved_filters.all()
    assert (saved.name, saved.criteria, saved.saved_by) == ("Adult DM", wanted, filled.person.name)
    page.bar._fill_menu()
    page.bar._menu.actions()[0].trigger()
    assert page.criteria == wanted
    filled.saved_filters.remove(saved)
    assert filled.saved_filters.all() == ()
    actions = {row.action for row in filled.audit.rows(list(range(1, 200)))}
    assert {"save cohort filter: Adult DM", "remove cohort filter: Adult DM"} <= actions


def test_a_filter_saved_elsewhere_in_between_is_not_written_over(clinic: Clinic) -> None:
    clinic.saved_filters.save("All", Criteria(age_from=3), None)
    with pytest.raises(Conflict):
        clinic.saved_filters.save("All", Criteria(age_from=4), None)
    with pytest.raises(InvalidInput):
        clinic.saved_filters.save(" ", Criteria(), None)
