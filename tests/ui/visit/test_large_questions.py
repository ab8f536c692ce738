from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton

from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.visit import InstrumentAnswer
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.theme import apply_theme, theme_for
from calcitrack.ui.visit.fields.large_questions import LargeQuestions
from calcitrack.ui.visit.fields.large_target import target_px
from calcitrack.ui.visit.fields.score_fields import ScoreFields
from calcitrack.ui.workspace import Workspace
from tests.builders import a_visit
from tests.vaults import SAMPLE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

WHO = "Weber, Anna · born 12 May 1970 · MRN 1234"
PAIN, GLOBAL, CALCINOSIS = ("pain_worst_week", ""), ("patient_global", ""), ("calcinosis_vas_patient", "")


@pytest.fixture
def workspace(qtbot, clinic):
    jobs, window = JobRunner(), QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1200, 800)
    window.show()
    yield shown
    window.close()
    jobs.shutdown()


class Screen:
    """The questions with a painful finger before them."""

    def __init__(self, qtbot, held=None, size=(1024, 768)) -> None:
        self.qtbot = qtbot
        self.shown = LargeQuestions(Catalogue.bundled(), held or {}, WHO)
        self.told: list[tuple[object, ...]] = []
        self.shown.answered.connect(lambda *answer: self.told.append(answer))
        qtbot.addWidget(self.shown)
        self.shown.resize(*size)
        with qtbot.waitExposed(self.shown):
            self.shown.show()

    @property
    def buttons(self) -> list[QPushButton]:
        return [b for b in self.shown.findChildren(QPushButton) if b.isVisible()]

    @property
    def text(self) -> str:
        return " ".join(label.text() for label in self.shown.findChildren(QLabel) if label.isVisible())

    def press(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                self.qtbot.keyClicks(self.shown, key)
            else:
                self.qtbot.keyClick(self.shown, key)

    def click(self, word: str) -> None:
        button = next(b for b in self.buttons if word in (b.text(), b.accessibleName()))
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_who_answers_is_asked_first_and_kept_with_each_answer(qtbot):
    screen = Screen(qtbot)
    screen.press("2", "7", "0", "t")

    assert screen.told == [(*PAIN, 7, "parent"), (*GLOBAL, 0, "parent"), (*CALCINOSIS, 10, "parent")]
    assert "3 of 3 questions are answered" in screen.text


def test_the_same_is_done_by_touch(qtbot):
    screen = Screen(qtbot)
    for word in ("The patient", "10", "Back", "Next", "3", "Not answered"):
        screen.click(word)

    assert screen.told == [(*PAIN, 10, "patient"), (*GLOBAL, 3, "patient")]
    assert "2 of 3 questions are answered" in screen.text


def test_not_answered_takes_an_answer_away(qtbot):
    screen = Screen(qtbot, {PAIN: 4})
    screen.press("1")
    assert "Recorded: 4" in screen.text
    screen.click("Not answered")

    assert screen.told == [(*PAIN, None, "patient")]


def test_a_recorded_answer_bears_a_tick_and_next_keeps_it(qtbot):
    screen = Screen(qtbot, {PAIN: 4})
    screen.press("1")
    assert any(button.text() == "✓ 4" for button in screen.buttons)
    screen.click("Next")

    assert screen.told == []
    assert "Question 2 of 3" in screen.text


def test_escape_leads_back_to_the_visit_and_backspace_to_the_question_before(qtbot):
    screen = Screen(qtbot)
    screen.press("1", "5", Qt.Key.Key_Backspace)
    assert "Question 1 of 3" in screen.text
    screen.press(Qt.Key.Key_Escape)

    assert not screen.shown.isVisible()


def test_enter_presses_the_button_in_focus(qtbot):
    screen = Screen(qtbot)
    screen.press(Qt.Key.Key_Return)

    assert "Question 1 of 3" in screen.text


@pytest.mark.parametrize(("dpi", "pixels"), [(96, 76), (160, 126), (0, 76), (5000, 76)])
def test_twenty_millimetres_on_any_screen(dpi, pixels):
    assert target_px(dpi) == pixels


@pytest.mark.parametrize(("size", "scale"), [((1024, 768), 1.0), ((1024, 768), 2.0), ((1440, 900), 2.0)])
def test_every_target_is_large_named_and_in_sight(qtbot, qapp, size, scale):
    apply_theme(qapp, theme_for("light", scale, Qt.ColorScheme.Unknown))
    try:
        screen = Screen(qtbot, {PAIN: 4}, size)
        screen.press("1")
        qapp.processEvents()
        least = target_px(screen.shown.screen().physicalDotsPerInch())

        assert (screen.shown.width(), screen.shown.height()) == size
        assert len(screen.buttons) == 15
        for button in screen.buttons:
            assert min(button.width(), button.height()) >= least
            assert button.visibleRegion().boundingRect().size() == button.size()
        for label in screen.shown.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
            assert label.visibleRegion().boundingRect().height() == label.height()
    finally:
        apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Unknown))


def test_answers_given_with_large_buttons_reach_the_visit(qtbot):
    fields = ScoreFields()
    qtbot.addWidget(fields)
    visit = a_visit(signed=False)
    fields.reset(visit)
    fields.take(*PAIN, 6, "proxy")

    assert fields.amended(visit).instruments == (InstrumentAnswer(PAIN[0], 6, "", "1", "proxy"),)


def test_each_answer_is_in_the_draft_before_the_next_question(qtbot, qapp, workspace):
    clinic = workspace.session.clinic
    clinic.record_files.import_file(SAMPLE)
    patient = clinic.patients.by_mrn("004-1183")
    workspace.open_patient(patient)
    workspace.run("new_visit")
    stored: list[tuple[InstrumentAnswer, ...]] = []

    def answer() -> None:
        shown = qapp.activeModalWidget()
        for key in "162":
            qtbot.keyClicks(shown, key)
            stored.append(clinic.patients.reload(patient).draft.instruments)
        shown.reject()

    QTimer.singleShot(0, answer)
    workspace.patient_page.visit_panel.fields.scores.large_requested.emit()

    six = InstrumentAnswer("pain_worst_week", 6, "", "1", "patient")
    assert stored == [(), (six,), (six, InstrumentAnswer("patient_global", 2, "", "1", "patient"))]
