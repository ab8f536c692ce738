"""Scores in the settings, in the visit and in the chart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTabBar
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.pages.chart.scores_panel import ScoresPanel
from calcitrack.ui.session import Session
from calcitrack.ui.settings.scores_card import ScoresCard
from calcitrack.ui.visit.fields.score_fields import ScoreFields
from calcitrack.ui.widgets.rows_table import RowsTable
from tests.clinic.test_instruments import filled_in
from tests.vaults import SAMPLE

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    runner = JobRunner()
    yield Session(clinic, runner)
    runner.shutdown()


def texts(widget: object) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())  # type: ignore[attr-defined]


def rows(table: RowsTable) -> list[list[str]]:
    model = table.model()
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_the_settings_install_a_filled_in_score_say_what_is_wrong_and_ask_it_no_longer(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    card = ScoresCard(session)
    qtbot.addWidget(card)
    session.changed.connect(card.reload)
    card.show()
    assert "SCTC hand radiograph score: definition not installed" in texts(card)
    broken = tmp_path / "broken.json"
    broken.write_text(filled_in(range=[0, 1]), encoding="utf-8")
    card.install(broken)
    assert "range: The answers can score 0 to 6" in texts(card)
    good = tmp_path / "good.json"
    good.write_text(filled_in(), encoding="utf-8")
    card.install(good)
    assert "SCTC hand radiograph score: 2 questions, version clinic 1" in texts(card)

    def stopping() -> list[QPushButton]:
        return [one for one in card.findChildren(QPushButton) if one.text() == "Ask no longer" and one.isVisible()]

    qtbot.waitUntil(lambda: len(stopping()) == 1)
    qtbot.mouseClick(stopping()[0], Qt.MouseButton.LeftButton)
    assert "SCTC hand radiograph score: definition not installed" in texts(card)


def test_the_chart_follows_every_score_and_the_visit_asks_what_was_installed(
    qtbot: QtBot, clinic: Clinic, session: Session
) -> None:
    clinic.record_files.import_file(SAMPLE)
    page = PatientPage(session)
    qtbot.addWidget(page)
    page.resize(1300, 850)
    page.show()
    patient_id = clinic.patients.by_mrn("004-1183")
    page.open_patient(patient_id)
    page.findChildren(QTabBar)[0].setCurrentIndex(Tab.SCORES)
    panel = page.findChild(ScoresPanel)
    courses, points = panel.findChildren(RowsTable)
    recorded = [
        (visit.visited_on, answer.value)
        for visit in clinic.patients.reload(patient_id).counted_visits
        for answer in visit.instruments
        if answer.instrument == "pain_worst_week"
    ]
    line = next(row for row in rows(courses) if row[0] == "Worst pain in the last week")
    assert line[4] == f"{recorded[-1][1]:g}"
    courses.selectRow([row[0] for row in rows(courses)].index(line[0]))
    assert len(rows(points)) == len(recorded)

    clinic.instruments.install(filled_in(), clinic.instruments.catalogue())
    page.go_to_visit()
    fields = page.visit_panel.fields
    assert "Zone a" in texts(fields)
    fields.scores.take("sctc_hand_radiograph", "a", 2, "")
    qtbot.waitUntil(lambda: bool(clinic.patients.reload(patient_id).draft.instruments))
    draft = clinic.patients.reload(patient_id).draft
    assert draft.instruments[0].definition_version == "clinic 1"


def test_an_answer_given_with_large_buttons_is_in_sight(qtbot: QtBot) -> None:
    fields = ScoreFields()
    qtbot.addWidget(fields)
    fields.take("calcinosis_vas_patient", "", 4, "patient")
    assert "4" in [line.text() for line in fields.findChildren(QLineEdit) if line.isVisibleTo(fields)]
