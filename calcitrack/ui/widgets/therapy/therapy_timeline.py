"""When what was given: every therapy on one time axis, and what was given together in words."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from calcitrack.domain.figures.overlaps import also_given, given_together, last_day
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day
from calcitrack.ui.theme import GAP_M, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.therapy.course_lane import Course, CourseAxis, CourseLane, Span

_NAME_PX, _LEAST_DAYS = 200, 60


class TherapyTimeline(QWidget):
    """A row a therapy, oldest first; its name and its days stand beside the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: tuple[PatientRecord, date] | None = None
        self._together = Label(role="muted")
        self._rows = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._rows)
        self._column.addWidget(self._together)

    def set_record(self, record: PatientRecord, today: date) -> None:
        """Show the therapies of a record."""
        self._record = record, today
        self._rebuild(record, today)

    def _rebuild(self, record: PatientRecord, today: date) -> None:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current_theme().px(GAP_M))
        grid.setVerticalSpacing(0)
        trials = sorted(record.trials, key=lambda trial: (trial.start, trial.id))
        if trials:
            span = _span(trials, today)
            for place, trial in enumerate(trials):
                self._add_row(grid, place, trial, _course(trial, trials, today), span)
            grid.addWidget(CourseAxis(span), len(trials), 1)
        grid.setColumnStretch(1, 1)
        self._column.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made
        self._together.setText("\n".join(self._told_together(trials, today)))
        self._together.setVisible(len(trials) > 1)

    def _add_row(self, grid: QGridLayout, place: int, trial: Trial, course: Course, span: Span) -> None:
        theme = current_theme()
        name = Label(trial.therapy)
        name.setMaximumWidth(theme.px(_NAME_PX))
        days = Label(self._days(trial), role="small")
        days.setMaximumWidth(theme.px(_NAME_PX))
        told = f"{trial.therapy}: {self._days(trial)}"
        for column, part in enumerate((name, CourseLane(course, span, told), days)):
            grid.addWidget(part, place, column, Qt.AlignmentFlag.AlignVCenter if column != 1 else Qt.AlignmentFlag(0))

    def _days(self, trial: Trial) -> str:
        if trial.is_procedure:
            return self.tr("procedure, {day}").format(day=day(trial.start))
        if trial.stop is None:
            return self.tr("since {day}").format(day=day(trial.start))
        return f"{day(trial.start)} – {day(trial.stop)}"

    def _told_together(self, trials: list[Trial], today: date) -> list[str]:
        pairs = given_together(trials, today)
        if not pairs:
            return [self.tr("No two of them were given together.")]
        procedure = self.tr("{first} and {second} together: {day}.")
        course = self.tr("{first} and {second} together: {from_} to {to} ({weeks} weeks).")
        return [
            (procedure if one.first == one.last else course).format(
                first=first.therapy, second=one.other.therapy, day=day(one.first), from_=day(one.first),
                to=day(one.last), weeks=one.weeks,
            )
            for first, one in pairs
        ]  # fmt: skip

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._column.setSpacing(current_theme().px(GAP_XS))
            if self._record is not None:
                self._rebuild(*self._record)


def _span(trials: list[Trial], today: date) -> Span:
    """From the first start to the last day known: today where something runs on."""
    first = min(trial.start for trial in trials)
    last = max(last_day(trial, today) for trial in trials)
    return Span(first, max(last, first + timedelta(days=_LEAST_DAYS)))


def _course(trial: Trial, trials: list[Trial], today: date) -> Course:
    shared = () if trial.is_procedure else tuple((one.first, one.last) for one in also_given(trial, trials, today))
    return Course(
        trial.start,
        trial.start if trial.is_procedure else trial.stop,
        shared,
        tuple(step.on for step in trial.steps),
        trial.is_procedure,
    )
