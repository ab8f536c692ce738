"""The therapy tab on the sample clinic: judging from it, and what stands beside a response."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.patient import Diagnosis
from calcitrack.domain.trial import AdverseEffect, DoseStep
from calcitrack.domain.vocabulary import Disease, ResponseWord, Role, State
from calcitrack.ui.dialogs.therapy.judge_dialog import JudgeDialog
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.pages.chart.therapy_panel import TherapyPanel
from calcitrack.ui.session import Session
from tests.builders import an_assessment, clinic_day
from tests.ui.form_keys import key, said, save, type_text
from tests.vaults import TODAY, as_role

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

Show = Callable[[Clinic], PatientPage]
Panel = Callable[[Clinic], TherapyPanel]


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    runner = JobRunner()

    def make(clinic: Clinic) -> PatientPage:
        page = PatientPage(Session(clinic, runner))
        qtbot.addWidget(page)
        page.resize(1300, 850)
        page.show()
        page.open_patient(clinic.patients.by_mrn("004-1183"))
        page.findChildren(QTabBar)[0].setCurrentIndex(Tab.THERAPY)
        return page

    yield make
    runner.shutdown()


@pytest.fixture
def sample(clinic: Clinic) -> Clinic:
    clinic.record_files.add_records([one for one in clinic_day() if one.patient.mrn == "004-1183"])
    return clinic


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[Panel]:
    """The tab by itself: what only reads needs no chart around it."""
    runner = JobRunner()

    def make(clinic: Clinic) -> TherapyPanel:
        shown = TherapyPanel(Session(clinic, runner))
        qtbot.addWidget(shown)
        record = clinic.patients.reload(clinic.patients.by_mrn("004-1183"))
        shown.set_record(record, record_figures(record, clinic.settings.rules()))
        shown.resize(1300, 850)
        shown.show()
        return shown

    yield make
    runner.shutdown()


def told(page: PatientPage) -> str:
    found = page.findChild(TherapyPanel)
    assert found is not None
    return said(found)


def buttons(page: QWidget, text: str) -> list[QPushButton]:
    return [b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def in_dialog(qtbot: QtBot, deed: Callable[[JudgeDialog], None]) -> None:
    """Do something in the dialog that is about to open, and close it where that is left to be done."""

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, JudgeDialog)
        try:
            dialog.activateWindow()
            qtbot.waitUntil(lambda: QApplication.focusWidget() in dialog.findChildren(QWidget))
            deed(dialog)
        finally:
            if dialog.isVisible():
                dialog.done(0)

    QTimer.singleShot(0, work)


def test_lesions_are_judged_from_the_tab_and_counted_beside_the_proposal(
    qtbot: QtBot, show: Show, sample: Clinic
) -> None:
    page = show(sample)

    def judge(dialog: JudgeDialog) -> None:
        key(qtbot, Qt.Key.Key_A)
        key(qtbot, Qt.Key.Key_N)
        type_text(qtbot, "palpable again")
        save(qtbot)

    in_dialog(qtbot, judge)
    buttons(page, "Judge…")[0].click()
    record = sample.patients.reload(page.patient_id)
    assert [one.lesion_id for one in record.judgements] == [record.lesions[0].id, record.lesions[1].id]
    assert record.judgements[1].now is ResponseWord.NONE
    qtbot.waitUntil(lambda: "now, proposed" in told(page))
    text = told(page)
    assert "Proposed by the rules; judged by a reader: 2 of 7." in text
    assert "Because: palpable again." in text


def test_what_else_was_given_why_not_and_how_stand_with_each_trial(panel: Panel, sample: Clinic) -> None:
    text = said(panel(sample))
    assert "Nothing else is recorded as given in this time." in text
    assert "Not assessable, no baseline: #6." in text
    assert "Extruded: #2." in text
    assert "The natural history in the review: At 1 year few lesions improve" in text
    assert "a later slowing may be chance." in text
    assert "validated for the hand radiograph score only (Valenzuela 2022)" in text


def test_the_natural_history_is_that_of_the_disease(panel: Panel, sample: Clinic) -> None:
    patient = sample.patients.reload(sample.patients.by_mrn("004-1183")).patient
    sample.patients.change(replace(patient, diagnoses=(Diagnosis(Disease.JDM),)))
    text = said(panel(sample))
    assert "resorption by the body, which usually happens over the years" in text
    assert "Sources differ (D59)" in text


def test_staff_see_responses_and_judge_none(panel: Panel, sample: Clinic) -> None:
    shown = panel(as_role(sample, Role.STAFF))
    assert buttons(shown, "Change…")
    assert not buttons(shown, "Judge…")


def test_who_judges_over_a_newer_judgement_is_told_and_keeps_what_was_typed(
    qtbot: QtBot, show: Show, sample: Clinic
) -> None:
    page = show(sample)
    seen: list[str] = []

    def judge(dialog: JudgeDialog) -> None:
        key(qtbot, Qt.Key.Key_A)
        (verdict,) = dialog.verdicts()
        trial = max(sample.patients.reload(page.patient_id).trials, key=lambda one: one.start)
        sample.judging.judge(page.patient_id, trial.id, [verdict])
        save(qtbot)
        seen.append(said(dialog))
        assert dialog.is_changed()

    in_dialog(qtbot, judge)
    buttons(page, "Judge…")[0].click()
    assert "what you judged has changed in between" in seen[0]
    assert len(sample.patients.reload(page.patient_id).judgements) == 1


def test_a_lesion_in_a_draft_waits_for_the_signature(qtbot: QtBot, show: Show, sample: Clinic) -> None:
    patient = sample.patients.by_mrn("004-1183")
    lesion = sample.patients.reload(patient).lesions[0].id
    visit = sample.visits.start(patient, TODAY).value
    sample.visits.record(patient, visit, 1, [an_assessment(lesion, State.UNCHANGED)])
    page, seen = show(sample), []

    def judge(dialog: JudgeDialog) -> None:
        key(qtbot, Qt.Key.Key_A)
        seen.append((said(dialog), dialog.is_changed()))

    in_dialog(qtbot, judge)
    buttons(page, "Judge…")[0].click()
    assert "a draft is no evidence: sign the visit first." in seen[0][0]
    assert not seen[0][1]


def test_doses_over_time_and_adverse_effects_are_told_with_their_days_and_severity(
    panel: Panel, sample: Clinic
) -> None:
    patient = sample.patients.by_mrn("004-1183")
    trial = max(sample.patients.reload(patient).trials, key=lambda one: one.start)
    on = date(2026, 4, 1)
    sample.trials.change(
        patient,
        replace(
            trial,
            steps=(DoseStep(on, "300 mg/d"),),
            adverse_effects=(AdverseEffect("ankle oedema", "moderate", on), AdverseEffect("rash")),
        ),
    )
    text = said(panel(sample))
    assert "Doses: 240 mg/d at the start; 300 mg/d from 01 Apr 2026" in text
    assert "adverse effects: ankle oedema (moderate, since 01 Apr 2026), rash" in text
