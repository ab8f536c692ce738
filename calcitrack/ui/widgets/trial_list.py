"""A patient's trials with their counts of response: never one word for a patient."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.figures.counts import ResponseCounts, count_responses
from calcitrack.domain.figures.model import RecordFigures, TrialFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.i18n import day
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label

_WORDS_PX, _COUNT_PX = 120, 48


class TrialList(QWidget):
    """Running trials first, then those that ended, each with its counts.

    Args:
        editable: Whether each trial has a button to change it.

    Signals:
        change_requested(trial_id): Change this trial.
        stop_requested(trial_id): Stop this trial.
    """

    change_requested = Signal(int)
    stop_requested = Signal(int)

    def __init__(self, *, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editable = editable
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def set_trials(self, record: PatientRecord, figures: RecordFigures, today: date) -> None:
        """Show the trials of a record."""
        self._clear()
        known = {trial.trial_id: trial for trial in figures.trials}
        ordered = sorted(record.trials, key=lambda t: (_has_ended(t, today), -t.start.toordinal(), t.id))
        if not ordered:
            self._column.addWidget(Label(self.tr("No therapy trial is recorded."), role="muted"))
        for trial in ordered:
            self._column.addWidget(self._entry(trial, known.get(trial.id), today))
        if ordered:
            told = self.tr(
                "Counted by lesion. Smaller means more than {percent} % and beyond the reading error of {error} mm: "
                "clinic threshold, not validated for this measure."
            )
            rules = figures.settings
            error = f"{rules.reading_error_mm:g}"
            self._column.addWidget(Label(told.format(percent=rules.threshold_percent, error=error), role="small"))
        self._column.setSpacing(current_theme().px(GAP_M))

    def _entry(self, trial: Trial, figures: TrialFigures | None, today: date) -> QWidget:
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
        if figures is not None:
            counts = count_responses(figures.lesions.values())
            column.addWidget(Label(self._judged(counts, figures), role="small"))
            column.addWidget(self._counts(counts, figures))
        if self._editable:
            column.addLayout(self._buttons(trial, today))
        return entry

    def _buttons(self, trial: Trial, today: date) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._button(self.tr("Change…"), self.tr("Change {therapy}"), trial, self._on_change_clicked))
        if not _has_ended(trial, today):
            row.addWidget(self._button(self.tr("Stop…"), self.tr("Stop {therapy}"), trial, self._on_stop_clicked))
        row.addStretch(1)
        return row

    def _button(self, text: str, name: str, trial: Trial, on_click: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name.format(therapy=trial.therapy))
        button.setProperty("trial", trial.id)
        button.clicked.connect(on_click)
        dress(button, kind="flat")
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
            noted = ", ".join(effect.effect for effect in trial.adverse_effects)
            texts.append(self.tr("adverse effects: {effects}").format(effects=noted))
        if trial.targets is not None:
            texts.append(self.tr("{n} target lesions").format(n=len(trial.targets)))
        return " · ".join(texts)

    def _counts(self, counts: ResponseCounts, figures: TrialFigures) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(current_theme().px(GAP_S))
        grid.setVerticalSpacing(0)
        heads = ("", self.tr("now"), self.tr("Balin 2012"))
        for column, text in enumerate(heads):
            grid.addWidget(Label(text, role="small"), 0, column)
        for row, word in enumerate(ResponseWord, start=1):
            balin = str(counts.balin[word])
            if word is ResponseWord.COMPLETE and counts.provisional:
                balin += " " + self.tr("({n} provisional)").format(n=counts.provisional)
            for column, text in enumerate((label(word), str(counts.now[word]), balin)):
                grid.addWidget(Label(text), row, column)
        grid.setColumnMinimumWidth(0, current_theme().px(_WORDS_PX))
        grid.setColumnMinimumWidth(1, current_theme().px(_COUNT_PX))
        grid.setColumnStretch(len(heads), 1)
        table.setAccessibleName(self.tr("Response to {therapy}").format(therapy=figures.therapy))
        return table

    def _judged(self, counts: ResponseCounts, figures: TrialFigures) -> str:
        """How many lesions are counted, and over how long: up to the stop, or to the last signed visit."""
        if figures.exposure_weeks is None or figures.end is None:
            return self.tr("Lesions: {n}").format(n=counts.lesions)
        told = self.tr("Lesions: {n} · judged over {weeks} weeks, to {day}")
        return told.format(n=counts.lesions, weeks=figures.exposure_weeks, day=day(figures.end))

    def _clear(self) -> None:
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
