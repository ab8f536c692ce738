"""The scores tab: every score of the signed visits through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.instruments.course import ScoreCourse, ScorePoint, score_courses, unknown_answers
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.models.score_rows import BEFORE, COURSE, MEANING, NAME, course_columns, meaning, point_columns
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.rows_table import RowsTable
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_CARD_PX = 190


class ScoresPanel(QWidget):
    """Made when it is looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: PatientRecord | None = None
        self._is_stale = False
        self._courses: RowsTable[ScoreCourse] = RowsTable(
            course_columns(), {MEANING: 170, NAME: 150}, self.tr("Scores of the signed visits"), (COURSE, BEFORE)
        )
        self._points: RowsTable[ScorePoint] = RowsTable((), {1: 120}, self.tr("One score at every visit"))
        self._told, self._meaning = Label(role="muted"), Label(role="muted")
        self._list_card = Card(self.tr("Scores"), flush=True)
        self._story_card = Card("", flush=True)
        self._build()
        self._courses.row_chosen.connect(self._on_row_chosen)

    def set_record(self, record: PatientRecord) -> None:
        """Show a record."""
        self._record, self._is_stale = record, True
        if self.isVisible():
            self._catch_up()

    def _build(self) -> None:
        self._list_card.add(self._courses, 1)
        self._story_card.add(self._points, 1)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self._list_card, 1), (self._told, 0), (self._story_card, 1), (self._meaning, 0)):
            self._inside.addWidget(part, stretch)
        # Large text scrolls the page as a whole rather than squeezing a table away.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        self.setFocusProxy(self._courses)
        self._space()

    def _catch_up(self) -> None:
        if self._record is None or not self._is_stale:
            return
        self._is_stale = False
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

    def _space(self) -> None:
        px = current_theme().px
        self._inside.setSpacing(px(GAP_M))
        for card in (self._list_card, self._story_card):
            card.setMinimumHeight(px(_CARD_PX))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Make what changed while it was out of sight."""
        super().showEvent(event)
        self._catch_up()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
