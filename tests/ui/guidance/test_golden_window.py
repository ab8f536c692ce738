"""The golden cases through the open vault and its chart: what stands on screen is what the engine says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.folding import words
from calcitrack.guidance.engine import evaluate
from calcitrack.ui.actions import Actions
from calcitrack.ui.guidance.arranged import arrange
from calcitrack.ui.guidance.fact_words import source_line
from calcitrack.ui.guidance.finding_card import FindingCard
from calcitrack.ui.guidance.fold import Fold
from calcitrack.ui.guidance.pathway_panel import PathwayPanel
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.workspace import Workspace
from tests.guidance.golden import drug_cases, lesion_cases, patient_cases, procedure_cases
from tests.guidance.golden.case import TODAY, Case
from tests.windows import delete_what_waits

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CASES: tuple[Case, ...] = tuple(
    case
    for case in (*lesion_cases.CASES, *patient_cases.CASES, *drug_cases.CASES, *procedure_cases.CASES)
    if case.today == TODAY
)

_LAID_OUT = 4


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    jobs = JobRunner()
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1400, 900)
    window.show()
    yield shown
    window.close()
    jobs.shutdown()


def add(clinic: Clinic, number: int, case: Case) -> int:
    """Take a case into the vault under a record number of its own."""
    mrn = f"G-{number:03}"
    record = replace(case.record, patient=replace(case.record.patient, mrn=mrn), judgements=())
    record = replace(record, visits=tuple(replace(visit, addenda=()) for visit in record.visits))
    clinic.record_files.add_records([record])
    return clinic.patients.by_mrn(mrn)


def open_cards(panel: PathwayPanel, *, with_places: bool) -> None:
    """Every text; why, where several findings share a sentence; the places only where they are asked for."""
    for fold in panel.findChildren(Fold):
        fold.head.setChecked(True)
    for card in panel.findChildren(FindingCard):
        shares = len(card.view.findings) > len(card.view.statements)
        boxes = {"text", *(("why",) if shares else ()), *(("where",) if with_places else ())}
        card.open(frozenset(boxes))


def texts_in(panel: PathwayPanel) -> set[str]:
    return {label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel)}


def test_every_sentence_of_every_golden_case_stands_on_screen_as_the_engine_says_it(
    workspace: Workspace, clinic: Clinic
) -> None:
    assert len(CASES) >= 40
    column = workspace.patient_page.pathway
    panel = column.panel
    for number, case in enumerate(CASES):
        patient_id = add(clinic, number, case)
        record = clinic.patients.reload(patient_id)
        # The first cases open the whole chart; the others go to its pathway by the way that the chart itself takes.
        if number < _LAID_OUT:
            workspace.open_patient(patient_id)
        else:
            column.set_record(record)
        # Every opening of a card in sight lays the whole window out anew: the first cases do, the others are read.
        panel.setVisible(number < _LAID_OUT)
        # The places are the same for all cases of a rule: every eighth case opens them too.
        with_places = number % 8 == 0
        open_cards(panel, with_places=with_places)
        evaluation = evaluate(record, TODAY)
        shown = texts_in(panel)
        said = {str(finding.sentence) for finding in evaluation.findings}
        assert said <= shown, case.name
        shared = {one.text() for card in arrange(evaluation, ()).cards for one in card.statements}
        others = {text for text in shown if text.startswith(("The review ", "The authors "))} - said - shared
        assert others == set(), case.name
        if with_places:
            assert {source_line(finding.source) for finding in evaluation.findings} <= shown, case.name
        delete_what_waits()  # the cards of one case, before those of the next stand beside them


def test_what_several_lesions_share_is_said_once_and_nothing_is_left_out() -> None:
    for case in CASES:
        for card in arrange(evaluate(case.record, TODAY), ()).cards:
            for statement in card.statements:
                text = words(statement.text())
                for finding in statement.findings:
                    assert set(words(str(finding.sentence))) <= set(text), case.name
