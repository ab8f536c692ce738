"""What is given on the day of a visit, and one key that writes into the plan that it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.running import dose_on, running, with_line
from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class TherapyLine(QWidget):
    """Stands in the plan of a draft.

    Signals:
        continue_requested(): Write that everything goes on.
    """

    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials: tuple[Trial, ...] = ()
        self._on: date | None = None
        self._told = Label(role="small")
        self._button = QPushButton(self.tr("Continue all therapies (C)"))
        self._button.setAccessibleName(self.tr("Write into the plan that all therapies go on"))
        dress(self._button, kind="flat")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._told)
        self._column.addWidget(self._button)
        self._button.hide()
        self._button.clicked.connect(self.continue_requested)
        self.space()

    @property
    def has_any(self) -> bool:
        """Whether something is given on the day of the visit."""
        return bool(self._trials)

    def set_trials(self, trials: Sequence[Trial], visited_on: date) -> None:
        """Tell what runs on the day of the visit."""
        self._trials, self._on = running(trials, visited_on), visited_on
        if self._trials:
            listed = "; ".join(
                self.tr("{therapy}, since {day}").format(therapy=called(trial, visited_on), day=day(trial.start))
                for trial in self._trials
            )
            self._told.setText(self.tr("Given now: {listed}.").format(listed=listed))
        else:
            self._told.setText(self.tr("No therapy is recorded as given on this day."))
        self._button.setVisible(bool(self._trials))

    def continued(self, plan: str) -> str:
        """The plan with the line that everything goes on; as it stands where nothing is given."""
        if not self._trials or self._on is None:
            return plan
        beginning = translate("TherapyLine", "Therapy goes on unchanged:")
        listed = "; ".join(called(trial, self._on) for trial in self._trials)
        return with_line(plan, beginning, f"{beginning} {listed}.")

    def space(self) -> None:
        """Take the sizes of the theme."""
        self._column.setSpacing(current_theme().px(GAP_XS))


def called(trial: Trial, on: date) -> str:
    """A therapy with the dose of a day."""
    return f"{trial.therapy} {dose_on(trial, on)}".strip()
