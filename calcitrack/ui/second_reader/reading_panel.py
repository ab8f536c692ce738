"""One lesion on one trial, read blind: the evidence, and nothing of what the first reader said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import day, number
from calcitrack.ui.models.lesion_story import seen_rows
from calcitrack.ui.second_reader.class_fields import ClassFields
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.lesions.story_table import StoryTable

if TYPE_CHECKING:
    from calcitrack.clinic.second_reader import Case
    from calcitrack.ui.second_reader.desk import Desk

_TABLE_PX = 190


class ReadingPanel(LeadsKeys, QWidget):
    """Names no patient. A case that is put off comes again after the others.

    Signals:
        judged(): A reading was saved.
    """

    judged = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case: Case | None = None
        self._skipped = 0
        self._about = Label(
            self.tr("Lesions that another clinician has judged on a therapy: shuffled, and without that judgement."),
            "muted",
        )
        self._told, self._where = Label(), Label(role="muted")
        self._story = StoryTable()
        self._fields = ClassFields(self.tr("If you like; the first reader sees it where you differ."))
        self._save, self._skip = QPushButton(self.tr("Save and go on")), QPushButton(self.tr("Put off"))
        self._evidence = Card(self.tr("Evidence"), flush=True)
        self._verdict = Card(self.tr("Your reading"))
        self._build()
        self._save.clicked.connect(self._on_save)
        self._skip.clicked.connect(self._on_skip)

    @property
    def is_changed(self) -> bool:
        """Whether something is chosen and not saved."""
        return self._case is not None and self._fields.is_changed

    @property
    def first_button(self) -> QPushButton:
        """What Enter does."""
        return self._save

    def reload(self) -> None:
        """Show the next case."""
        self._case = case = self._desk.next_case(self._skipped)
        for part in (self._about, self._where, self._evidence, self._verdict):
            part.setVisible(case is not None)
        if case is None:
            self._told.setText(
                self.tr("Nothing waits: whatever another reader has judged alone, you have read, or it is your own.")
            )
            return
        place, of = case.place
        self._told.setText(self.tr("Case {n} of {m}").format(n=number(place), m=number(of)))
        self._where.setText(self._in_words(case))
        self._story.set_rows(seen_rows(case.record, case.record.lesion(case.lesion_id)))
        self._fields.show_words(None)
        self._fields.setFocus()

    def _build(self) -> None:
        self._evidence.add(self._story, 1)
        self._story.setMinimumHeight(current_theme().px(_TABLE_PX))
        self._verdict.add(self._fields)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch(1)
        inside.addWidget(self._skip)
        inside.addWidget(self._save)
        dress(self._save, kind="primary")
        self._verdict.add(row)
        whole = QVBoxLayout(self)
        whole.setSpacing(current_theme().px(GAP_M))
        for part in (self._about, self._told, self._where):
            whole.addWidget(part)
        whole.addWidget(self._evidence, 1)
        whole.addWidget(self._verdict)
        whole.addStretch(0)  # with nothing to read, what is told stands at the top
        self.lead_keys(self._fields)

    def _in_words(self, case: Case) -> str:
        """The therapy and its time, the place of the lesion, and its baseline."""
        trial, response = case.trial, case.response
        setting = case.record.lesion(case.lesion_id).setting
        site = self._desk.sites.covered(setting.site, setting.side)[1]
        dose = trial.steps[-1].dose if trial.steps else trial.dose
        time = self.tr("{therapy}, {start} to {stop}.") if trial.stop else self.tr("{therapy}, since {start}.")
        therapy = f"{trial.therapy} {dose}" if dose else trial.therapy
        stop = day(trial.stop) if trial.stop else ""
        told = [time.format(therapy=therapy, start=day(trial.start), stop=stop), f"{site}."]
        if response.baseline_on is not None and response.baseline_mm2 is not None:
            base = self.tr("Baseline {area} mm² on {day}.")
            told.append(base.format(area=number(response.baseline_mm2, 1), day=day(response.baseline_on)))
        return " ".join(told)

    @Slot()
    def _on_save(self) -> None:
        words = self._fields.words
        if self._case is None or words is None:
            self._fields.ask_for_words()
            return
        try:
            self._desk.judge(self._case, words, self._fields.reason)
        except CalciTrackError as error:
            show_error(self, error)
            return
        self.judged.emit()
        self.reload()

    @Slot()
    def _on_skip(self) -> None:
        self._skipped += 1
        self.reload()
