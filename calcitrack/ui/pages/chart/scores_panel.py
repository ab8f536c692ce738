"""The scores tab: every score of the signed visits through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.instruments.course import ScoreCourse, ScorePoint, score_courses, unknown_answers
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.models.score_rows import BEFORE, COURSE, MEANING, NAME, course_columns, meaning, point_columns
from calcitrack.ui.pages.chart.late_panel import LatePanel
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_column import CardColumn
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_CARD_PX = 190


class ScoresPanel(LeadsKeys, LatePanel):
    """Made when it is looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: PatientRecord | None = None
        self._courses: RowsTable[ScoreCourse] = RowsTable(
            course_columns(), {MEANING: 170, NAME: 150}, self.tr("Scores of the signed visits"), (COURSE, BEFORE)
        )
        self._points: RowsTable[ScorePoint] = RowsTable((), {1: 120}, self.tr("One score at every visit"))
        self._told, self._meaning = Label(role="muted"), Label(role="muted")
        self._list_card = Card(self.tr("Scores"), flush=True)
        self._story_card = Card("", flush=True)
        self._build()
        self.reading_wanted.connect(self._on_reading_wanted)
        self._courses.row_chosen.connect(self._on_row_chosen)

    def set_record(self, record: PatientRecord) -> None:
        """Show a record."""
        self._record = record
        self.read_when_seen()

    def _build(self) -> None:
        self._list_card.add(self._courses, 1)
        self._story_card.add(self._points, 1)
        column = CardColumn()
        column.add(self._list_card, least_px=_CARD_PX)
        column.add(self._told)
        column.add(self._story_card, least_px=_CARD_PX)
        column.add(self._meaning)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.lead_keys(self._courses)

    @Slot()
    def _on_reading_wanted(self) -> None:
        if self._record is None:
            return
        catalogue = self._session.clinic.instruments.catalogue()
        courses = score_courses(self._record, catalogue)
        self._courses.set_rows(courses)
        self._told.setText(self._in_words(len(courses), unknown_answers(self._record, catalogue)))
        self._courses.setVisible(bool(courses))

    def _in_words(self, courses: int, unknown: int) -> str:
        if not courses and not unknown:
            return self.tr("No signed visit has a score. They are asked for in the visit, under Scores.")
        told = [
            self.tr("From the signed visits. No limit is known here from which a change of a score means something.")
        ]
        if unknown:
            told.append(
                self.tr("{n} answers belong to no definition here; they stand in their visits.").format(n=unknown)
            )
        return " ".join(told)

    @Slot(int)
    def _on_row_chosen(self, place: int) -> None:
        course = self._courses.rows[place] if 0 <= place < len(self._courses.rows) else None
        self._story_card.setVisible(course is not None)
        self._meaning.setVisible(course is not None)
        if course is None:
            return
        name = course.definition.name
        self._story_card.set_title(name)
        self._points.set_table(point_columns(course.definition), tuple(reversed(course.points)))
        self._points.setAccessibleName(self.tr("{name} at every visit").format(name=name))
        self._meaning.setText(f"{meaning(course)}. {course.definition.source}")
