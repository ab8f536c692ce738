"""Thirty questions of a clinician, each answered on the page of the guidance in at most three steps.

A step is a click on a topic, on a link, or a search typed. The page itself, open, is no step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.pages.guidance_page import GuidancePage
from tests.ui.open_vault import workspace_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Question(NamedTuple):
    """A question, the steps, and what must then be in sight on the leaf."""

    asked: str
    steps: tuple[str, ...]
    answer: tuple[str, ...]


QUIZ = (
    Question("How many answered diltiazem in the Mayo cohort?", ("TH-diltiazem",), ("Balin 2012", "9 of 17 patients")),
    Question("Does the review agree with itself on that?", ("TH-diltiazem",), ("9 or 10 responders",)),
    Question("Which dose had Vayssairat?", ("TH-diltiazem",), ("60 mg tid", "not a prescription")),
    Question(
        "Which of the three drugs comes first?", ("TH-diltiazem",), ("which of the three comes first is not said",)
    ),
    Question("What did the warfarin trial show?", ("TH-warfarin",), ("Berger 1987", "randomized controlled trial")),
    Question("Is warfarin under suspicion?", ("TH-warfarin",), ("calcification",)),
    Question("Did rituximab help in the trial?", ("TH-rituximab",), ("Aggarwal 2017", "1 (14)")),
    Question("Which adverse effects has minocycline?", ("TH-minocycline",), ("Nausea, dizziness",)),
    Question("Does the review give a dose of minocycline?", ("TH-minocycline",), ("any dose",)),
    Question("How many answered colchicine?", ("TH-colchicine",), ("8 calcinosis patients",)),
    Question("Does intravenous thiosulfate help?", ("TH-sts",), ("IV", "3 patients")),
    Question("How many healed after excision alone?", ("TH-surgery",), ("8 of 11 patients", "3 of 11 patients")),
    Question("What did Fahmy count?", ("TH-burr",), ("digits",)),
    Question("How many sites did the laser clear?", ("TH-co2",), ("21 sites", "12")),
    Question("Do table and text agree on lithotripsy?", ("TH-eswl",), ("The sources differ.",)),
    Question("Interval of the diltiazem series of 17?", ("TH-diltiazem",), ("31 to 74 %",)),
    Question("How sensitive is ultrasound?", ("imaging",), ("89%",)),
    Question("Which imaging comes first?", ("imaging",), ("First-line",)),
    Question("What defines mousse?", ("subtypes",), ("The review does not define it.",)),
    Question("How many types of calcinosis are there?", ("classification",), ("divided into 5 types", "Calciphylaxis")),
    Question("Which type has normal serum levels and SARDs?", ("classification",), ("Dystrophic calcification",)),
    Question("How often does SSc bring calcinosis?", ("epidemiology",), ("18% to 49%",)),
    Question("Which cytokines are raised?", ("mechanisms",), ("IL-1, IL-6 and TNF",)),
    Question("How bad is moderate infection?", ("not-stated",), ("infection tiers",)),
    Question("Which antibiotic, how long?", ("not-stated",), ("Names, doses or duration of any antibiotic",)),
    Question("When are intravenous antibiotics called for?", ("pathway",), ("tendon sheath involved",)),
    Question("When is a swab taken?", ("?swab",), ("swab of the drainage",)),
    Question("What is a complete response?", ("about",), ("has not come back at that place",)),
    Question("Whose guidance is it, and how new?", ("about",), ("Hadiya Elahmar", "2022", "Content hash")),
    Question("Which paper is reference 44?", ("TH-diltiazem", "references#ref-44"), ("Mayo Clinic Experience",)),
)


@pytest.fixture
def page(qtbot: QtBot, clinic: Clinic) -> Iterator[GuidancePage]:
    with workspace_of(clinic, 1440, 900) as shown:
        shown.run("show_guidance")
        yield shown.guidance_page


def take(page: GuidancePage, step: str) -> None:
    """A step as a person takes it."""
    if step.startswith("?"):
        field = page.findChild(QLineEdit)
        assert field is not None
        field.setText(step[1:])
    else:
        page.reader.asked.emit(step)


def test_thirty_questions_are_answered_in_at_most_three_steps(page: GuidancePage) -> None:
    assert len(QUIZ) == 30
    unanswered = []
    for question in QUIZ:
        assert len(question.steps) <= 3
        for step in question.steps:
            take(page, step)
        words = " ".join(page.reader.toPlainText().split())
        unanswered += [(question.asked, part) for part in question.answer if part not in words]
    assert unanswered == []
