"""A patient's trials with their counts of response: never one word for a patient."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.figures.counts import ResponseCounts, count_responses
from calcitrack.domain.figures.model import RecordFigures, TrialFigures
from calcitrack.domain.figures.overlaps import also_given
from calcitrack.domain.judging import standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day
from calcitrack.ui.models.error_words import error_text
from calcitrack.ui.models.response_words import also_given_sentence
from calcitrack.ui.models.trial_words import dose_words, effect_words, how_many_judged, response_notes
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.therapy.response_counts import ResponseCountsTable


class TrialList(QWidget):
    """Running trials first, then those that ended, each with its counts.

    Args:
        editable: Whether each trial has buttons to change it, and tells all of its responses.
        can_judge: Whether whoever is signed in may judge them.

    Signals:
        change_requested(trial_id): Change this trial.
        stop_requested(trial_id): Stop this trial.
        judge_requested(trial_id): Judge the response of its lesions.
    """

    change_requested = Signal(int)
    stop_requested = Signal(int)
    judge_requested = Signal(int)

    def __init__(self, *, editable: bool = False, can_judge: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editable, self._can_judge = editable, can_judge
        self._made: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_trials(self, record: PatientRecord, figures: RecordFigures, today: date) -> None:
        """Show the trials of a record. A button that has the keys keeps them: what it asked for may be done now."""
        held = self._button_with_keys()
        self._clear()
        known = {trial.trial_id: trial for trial in figures.trials}
        ordered = sorted(record.trials, key=lambda t: (_has_ended(t, today), -t.start.toordinal(), t.id))
        if not ordered:
            self._column.addWidget(Label(self.tr("No therapy trial is recorded."), role="muted"))
        for trial in ordered:
            self._column.addWidget(self._entry(record, trial, known.get(trial.id), today))
        if ordered:
            told = self.tr(
                "Counted by lesion. Smaller means more than {percent} % and beyond the reading error of {error} mm: "
                "clinic threshold, not validated for this measure."
            )
            rules = figures.settings
            error = error_text(rules)
            self._column.addWidget(Label(told.format(percent=rules.threshold_percent, error=error), role="small"))
        self._column.setSpacing(current_theme().px(GAP_M))
        for button in self._made:
            if (button.property("trial"), button.text()) == held:
                button.setFocus()

    def _button_with_keys(self) -> tuple[int, str] | None:
        """The trial and the word of the button that has the keys of this window; None where none of these has."""
        button = self.window().focusWidget()
        if isinstance(button, QPushButton) and button in self._made:
            return int(button.property("trial")), button.text()
        return None

    def _entry(self, record: PatientRecord, trial: Trial, figures: TrialFigures | None, today: date) -> QWidget:
        entry = QFrame()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_XS))
        head = QHBoxLayout()
        dose = trial.steps[-1].dose if trial.steps else trial.dose
        head.addWidget(Label(f"{trial.therapy} {dose}" if dose else trial.therapy, role="heading"), 1)
        head.addWidget(Badge(self._standing(trial, figures, today), "neutral"))
        column.addLayout(head)
        column.addWidget(Label(self._course(trial), role="small"))
        if self._editable and trial.steps:
            column.addWidget(Label(dose_words(trial), role="small"))
        if figures is not None:
            for part in self._responses(record, trial, figures, today):
                column.addWidget(part)
        if self._editable:
            column.addLayout(self._buttons(trial, today))
        return entry

    def _responses(self, record: PatientRecord, trial: Trial, figures: TrialFigures, today: date) -> list[QWidget]:
        """Over how long it is judged, the counts, and where there is room all that belongs to them."""
        known = standing_on(trial.id, record.judgements)
        over = Label(self._judged(count_responses(figures.lesions.values()), figures), role="small")
        if not self._editable:
            told = Label(how_many_judged(figures, known), role="small")
            return [over, ResponseCountsTable(figures, {}), told]
        others = also_given(trial, record.trials, figures.end or today)
        notes = [Label(note, role="small") for note in response_notes(record, figures, known)]
        beside = Label(also_given_sentence(others), role="small")
        return [over, beside, ResponseCountsTable(figures, known), *notes]

    def _buttons(self, trial: Trial, today: date) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._button(self.tr("Change…"), self.tr("Change {therapy}"), trial, self._on_change_clicked))
        if not _has_ended(trial, today):
            row.addWidget(self._button(self.tr("Stop…"), self.tr("Stop {therapy}"), trial, self._on_stop_clicked))
        if self._can_judge:
            row.addWidget(
                self._button(
                    self.tr("Judge…"), self.tr("Judge the response to {therapy}"), trial, self._on_judge_clicked
                )
            )
        row.addStretch(1)
        return row

    def _button(self, text: str, name: str, trial: Trial, on_click: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name.format(therapy=trial.therapy))
        button.setProperty("trial", trial.id)
        button.clicked.connect(on_click)
        dress(button, kind="flat")
        self._made.append(button)
        return button

    def _standing(self, trial: Trial, figures: TrialFigures | None, today: date) -> str:
        if trial.is_procedure:
            return self.tr("procedure")
        if _has_ended(trial, today):
            return self.tr("stopped")
        week = max(0, (today - trial.start).days // 7)
        interim = " · " + self.tr("interim") if figures is not None and figures.interim else ""
        return self.tr("week {week}").format(week=week) + interim

    def _course(self, trial: Trial) -> str:
        if trial.is_procedure:
            texts = [day(trial.start)]
        elif trial.stop is None:
            texts = [self.tr("since {day}").format(day=day(trial.start))]
        else:
            texts = [f"{day(trial.start)} – {day(trial.stop)}"]
        texts += [text for text in (trial.route, trial.stop_reason) if text and not trial.is_procedure]
        if trial.adverse_effects:
            noted = ", ".join(effect_words(effect) for effect in trial.adverse_effects)
            texts.append(self.tr("adverse effects: {effects}").format(effects=noted))
        if trial.targets is not None:
            texts.append(self.tr("{n} target lesions").format(n=len(trial.targets)))
        return " · ".join(texts)

    def _judged(self, counts: ResponseCounts, figures: TrialFigures) -> str:
        """How many lesions are counted, and over how long: up to the stop, or to the last signed visit."""
        if figures.exposure_weeks is None or figures.end is None:
            return self.tr("Lesions: {n}").format(n=counts.lesions)
        told = self.tr("Lesions: {n} · {weeks} weeks of exposure, to {day}")
        return told.format(n=counts.lesions, weeks=figures.exposure_weeks, day=day(figures.end))

    def _clear(self) -> None:
        self._made = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @Slot()
    def _on_change_clicked(self) -> None:
        self.change_requested.emit(self._clicked_trial())

    @Slot()
    def _on_stop_clicked(self) -> None:
        self.stop_requested.emit(self._clicked_trial())

    @Slot()
    def _on_judge_clicked(self) -> None:
        self.judge_requested.emit(self._clicked_trial())

    def _clicked_trial(self) -> int:
        return int(self.sender().property("trial"))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._column.setSpacing(current_theme().px(GAP_M))


def _has_ended(trial: Trial, today: date) -> bool:
    return trial.is_procedure or (trial.stop is not None and trial.stop < today)
