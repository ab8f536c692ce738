"""The pathway beside a record: order, allergies, dismissal with a reason, and the draft that is followed at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.domain.patient import Allergies
from calcitrack.domain.vocabulary import AllergyStatus, Infection, Role
from calcitrack.guidance.engine import evaluate
from calcitrack.ui.actions import Actions
from calcitrack.ui.guidance.arranged import Part, arrange
from calcitrack.ui.guidance.beside import beside
from calcitrack.ui.guidance.finding_card import FindingCard
from calcitrack.ui.guidance.pathway_panel import PathwayPanel
from calcitrack.ui.guidance.topics import TOPICS, topic_of
from calcitrack.ui.i18n import day
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.workspace import Workspace
from tests.builders import an_assessment
from tests.guidance.golden import drug_cases, lesion_cases, patient_cases, procedure_cases
from tests.guidance.golden.case import TODAY, one, patient, quiet, record, visit
from tests.vaults import as_role

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]

CASES = (*lesion_cases.CASES, *patient_cases.CASES, *drug_cases.CASES, *procedure_cases.CASES)


def shown(case_record: object, qtbot: QtBot) -> PathwayPanel:
    panel = PathwayPanel(may_dismiss=True)
    qtbot.addWidget(panel)
    panel.set_evaluation(evaluate(case_record, TODAY), (), beside(case_record, TODAY, None))  # type: ignore[arg-type]
    return panel


def card(panel: PathwayPanel, key: str) -> FindingCard:
    found = next(one for one in panel.findChildren(FindingCard) if one.view.key == key)
    found.open(frozenset({"text"}))
    return found


def words_of(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def test_every_finding_of_every_golden_case_has_a_card() -> None:
    for case in CASES:
        for finding in evaluate(case.record, case.today).findings:
            assert topic_of(finding.id) in TOPICS


def test_signs_come_before_steps_and_drainage_before_all() -> None:
    infected = record(visit(quiet(1, infection=Infection.MODERATE, pain=4), quiet(2, ulcer=True)))
    cards = arrange(evaluate(infected, TODAY), ()).cards
    assert [view.part for view in cards] == sorted(view.part for view in cards)
    assert cards[0].part is Part.SIGNS


def test_a_sentence_that_names_an_antibiotic_or_minocycline_stands_with_the_allergies() -> None:
    for case in CASES:
        for view in arrange(evaluate(case.record, case.today), ()).cards:
            said = " ".join(str(finding.sentence) for finding in view.findings).lower()
            if "antibiotic" in said or "minocycline" in said:
                assert view.topic.names_drug, view.topic.key


@pytest.mark.parametrize(
    ("allergies", "told"),
    [
        (Allergies(AllergyStatus.KNOWN, ("penicillin",)), "penicillin"),
        (Allergies(AllergyStatus.NONE), "none known"),
        (Allergies(), "not recorded"),
    ],
)
def test_allergies_stand_beside_an_antibiotic_and_unknown_is_said(
    qtbot: QtBot, allergies: Allergies, told: str
) -> None:
    infected = record(visit(quiet(infection=Infection.MODERATE)), of=patient(allergies=allergies))
    panel = shown(infected, qtbot)
    assert any("Allergies" in words and told in words for words in words_of(card(panel, "antibiotics.SIGNS")))


def test_nothing_on_the_panel_is_numbered_or_green(qtbot: QtBot) -> None:
    panel = shown(one(pain=4), qtbot)
    titles = [found.head.title() for found in panel.findChildren(FindingCard)]
    assert not any(title[0].isdigit() for title in titles)
    assert not any(label.property("tone") == "good" for label in panel.findChildren(QLabel))


def test_an_edit_renews_only_the_cards_that_it_changes(qtbot: QtBot) -> None:
    before = one(pain=4)
    panel = shown(before, qtbot)
    kept = {found.view.key: found for found in panel.findChildren(FindingCard)}
    after = one(pain=4, swelling=True)
    panel.set_evaluation(evaluate(after, TODAY), (), beside(after, TODAY, None))
    now = panel._cards
    assert now["pain.STEPS"] is kept["pain.STEPS"]
    assert now["infection.SIGNS"] is not kept["infection.SIGNS"]


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    jobs = JobRunner()
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(made)
    window.resize(1440, 900)
    window.show()
    made.open_patient(clinic.patients.by_mrn("004-1183"))
    yield made
    window.close()
    jobs.shutdown()


def press(panel: PathwayPanel, inside: object, text: str, qtbot: QtBot) -> None:
    button = next(b for b in inside.findChildren(QPushButton) if b.text() == text)  # type: ignore[attr-defined]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_card_is_dismissed_with_a_reason_and_comes_back_by_a_click(qtbot: QtBot, workspace: Workspace) -> None:
    panel = workspace.patient_page.pathway.panel
    asked = card(panel, "general.STEPS")
    press(panel, asked, "Dismiss…", qtbot)
    press(panel, asked, "Dismiss", qtbot)
    assert "A reason is needed." in words_of(asked)
    assert workspace.session.clinic.guidance.dismissals(workspace.patient_page.patient_id) == ()
    field = asked.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "told in May")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "general.STEPS" not in panel._cards
    kept = workspace.session.clinic.guidance.dismissals(workspace.patient_page.patient_id)
    assert {one.reason for one in kept} == {"told in May"}
    assert "1 dismissed" in words_of(panel)
    press(panel, panel, "Show again", qtbot)
    assert "general.STEPS" in panel._cards


def test_staff_dismiss_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    staff = as_role(workspace.session.clinic, Role.STAFF)
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Workspace(staff, workspace.session.jobs, Actions(window))
    window.setCentralWidget(made)
    window.show()
    made.open_patient(staff.patients.by_mrn("004-1183"))
    buttons = [button.text() for button in made.patient_page.pathway.panel.findChildren(QPushButton)]
    assert "Why this?" in buttons
    assert "Dismiss…" not in buttons


def test_the_pathway_beside_a_visit_follows_the_draft_and_that_of_the_chart_does_not(
    qtbot: QtBot, workspace: Workspace
) -> None:
    workspace.run("new_visit")
    page = workspace.patient_page
    workspace.run("show_pathway")
    column = page.visit_panel.pathway
    assert not any("redness yes" in words for words in words_of(column.panel))
    lesion = page.record.lesions[0].id if page.record is not None else 0
    page.visit_panel.grid.assessment_committed.emit(an_assessment(lesion, redness=True))
    qtbot.waitUntil(lambda: any("redness yes, 22 Nov 2026" in words for words in words_of(column.panel)))
    assert not any("redness yes, 22 Nov 2026" in words for words in words_of(page.pathway.panel))


def test_days_stand_in_its_sentences_as_everywhere_in_the_window(qtbot: QtBot) -> None:
    draining = record(visit(quiet(1, pain=4)))
    words = " ".join(words_of(shown(draining, qtbot)))
    assert f"pain 4, {day(draining.visits[-1].visited_on)}" in words
