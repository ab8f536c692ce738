"""What a reader chooses of a trend: the measure, what lines follow, the axis, and the therapy in question."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QWidget

from calcitrack.domain.figures.trend_view import Follow, Measure, TrendView
from calcitrack.domain.trial import Trial
from calcitrack.ui.i18n import day
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.trend.words import measure_word

T = TypeVar("T")
_MOST_LETTERS = 30


class TrendTools(QWidget):
    """Chips in groups, of which one each is chosen; groups wrap as a whole.

    Args:
        extra: What stands at the end, such as the chip of the numbers.

    Signals:
        changed(): Something else was chosen.
    """

    changed = Signal()

    def __init__(self, extra: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trials: tuple[Trial, ...] = ()
        self._measures = {measure: Chip(measure_word(measure)) for measure in Measure}
        self._follows = {
            Follow.LESION: Chip(self.tr("Each lesion")),
            Follow.THREAD: Chip(self.tr("Threads")),
            Follow.SET: Chip(self.tr("Total, same lesions")),
        }
        self._log, self._linear = Chip(self.tr("Log")), Chip(self.tr("Linear"))
        self._percent = Chip(self.tr("% of baseline"))
        self._trial = QComboBox()
        self._day_zero = Chip(self.tr("Day 0 at its start"))
        self._flow = FlowLayout(self)
        self._groups: list[QHBoxLayout] = []
        self._build(extra)

    def _build(self, extra: Sequence[QWidget]) -> None:
        for chips, chosen in (
            ([*self._measures.values()], self._measures[Measure.AREA]),
            ([*self._follows.values()], self._follows[Follow.LESION]),
            ([self._log, self._linear, self._percent], self._log),
        ):
            group = QButtonGroup(self)
            for chip in chips:
                group.addButton(chip)
            chosen.setChecked(True)
            group.buttonClicked.connect(self._on_chosen)
            self._add(chips)
        self._add([self._trial, self._day_zero])
        self._add([*extra])
        self._log.setToolTip(self.tr("Logarithmic axis: equal steps are equal factors"))
        self._linear.setToolTip(self.tr("Linear axis from 0"))
        self._percent.setToolTip(
            self.tr(
                "Each line in per cent of its first size; with day 0 at a therapy's start, of that therapy's baseline"
            )
        )
        self._day_zero.setToolTip(self.tr("Days are counted from the start of the therapy that is chosen"))
        self._trial.setAccessibleName(self.tr("Therapy"))
        self._trial.setToolTip(self.tr("The therapy whose growth before and on it is shown, and whose start is day 0"))
        self._trial.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._trial.currentIndexChanged.connect(self._on_chosen)
        self._day_zero.clicked.connect(self._on_chosen)
        self._space()
        self._fit()

    @property
    def view(self) -> TrendView:
        """What was chosen."""
        trial = self.trial
        return TrendView(
            measure=_chosen(self._measures),
            follow=_chosen(self._follows),
            percent=self._percent.isChecked(),
            trial_id=trial.id if trial and self._day_zero.isChecked() else None,
        )

    @property
    def log(self) -> bool:
        """Whether sizes stand on a logarithmic axis."""
        return self._log.isChecked()

    @property
    def trial(self) -> Trial | None:
        """The therapy in question; None where there is none."""
        place = self._trial.currentIndex()
        return self._trials[place] if 0 <= place < len(self._trials) else None

    def set_record(self, trials: Sequence[Trial], *, has_threads: bool) -> None:
        """Offer what a record has. The therapy that was chosen stays chosen while it is there, else the latest."""
        before = self.trial
        self._trials = tuple(sorted(trials, key=lambda trial: (trial.start, trial.id), reverse=True))
        with QSignalBlocker(self._trial):
            self._trial.clear()
            for trial in self._trials:
                self._trial.addItem(f"{shorten(trial.therapy, _MOST_LETTERS, placeholder='…')}, {day(trial.start)}")
                self._trial.setItemData(self._trial.count() - 1, trial.therapy, Qt.ItemDataRole.ToolTipRole)
            kept = next((i for i, trial in enumerate(self._trials) if before and trial.id == before.id), 0)
            self._trial.setCurrentIndex(kept if self._trials else -1)
        for control in (self._trial, self._day_zero):
            control.setVisible(bool(self._trials))
        self._follows[Follow.THREAD].setVisible(has_threads)
        if not has_threads and self._follows[Follow.THREAD].isChecked():
            self._follows[Follow.LESION].setChecked(True)
        self._fit()

    def _fit(self) -> None:
        """Pain is a score: neither factors nor per cent of it mean anything, and it is not summed."""
        of_sizes = _chosen(self._measures).is_size
        for chip in (self._log, self._linear, self._percent):
            chip.setEnabled(of_sizes)  # hidden, it would let the others jump
        self._follows[Follow.SET].set_word(
            self.tr("Total, same lesions") if of_sizes else self.tr("Patient's own score")
        )

    def _add(self, controls: Sequence[QWidget]) -> None:
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        for control in controls:
            row.addWidget(control)
        self._groups.append(row)
        self._flow.addWidget(group)

    @Slot()
    def _on_chosen(self) -> None:
        self._fit()
        self.changed.emit()

    def _space(self) -> None:
        px = current_theme().px
        self._flow.set_gaps(px(GAP_M), px(GAP_S))
        for row in self._groups:
            row.setSpacing(px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _chosen(chips: dict[T, Chip]) -> T:
    return next(value for value, chip in chips.items() if chip.isChecked())
