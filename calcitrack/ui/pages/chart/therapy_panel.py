"""The therapy tab: every trial, and starting, changing or stopping one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import LesionResponse, RecordFigures, TrialFigures
from calcitrack.domain.judging import standing
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.response_words import judged_sentence
from calcitrack.ui.pages.chart.reading_card import ReadingCard
from calcitrack.ui.style import dress
from calcitrack.ui.visit.fields.tab_order import follow_layout
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_column import CardColumn
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.therapy.therapy_timeline import TherapyTimeline
from calcitrack.ui.widgets.therapy.trial_list import TrialList
from calcitrack.ui.words import inside

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class TherapyPanel(LeadsKeys, QWidget):
    """Shows the trials of a record.

    Signals:
        start_requested(): Start a trial.
        change_requested(trial_id): Change a trial.
        stop_requested(trial_id): Stop a trial.
        judge_requested(trial_id): Judge the response of its lesions.
        step_requested(node): Show what the review says of the course of the disease.
    """

    start_requested = Signal()
    change_requested = Signal(int)
    stop_requested = Signal(int)
    judge_requested = Signal(int)
    step_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._start = QPushButton(self.tr("Start a trial…"))
        dress(self._start, kind="primary")
        self._list = TrialList(editable=True, can_judge=Role.CLINICIAN in session.clinic.person.roles)
        self._reading = ReadingCard()
        self._shown: tuple[PatientRecord, RecordFigures] | None = None
        self._selected: int | None = None
        self._of_lesion = Label()
        self._lesion_card = Card(self.tr("The selected lesion"))
        self._lesion_card.add(self._of_lesion)
        self._timeline = TherapyTimeline()
        self._timeline_card = Card(
            self.tr("When what was given"), self.tr("hatched: together with another; a stroke: the dose changed")
        )
        self._timeline_card.add(self._timeline)
        self._trials_card = Card(self.tr("Therapy trials"), actions=[self._start])
        self._trials_card.add(self._list)
        column = CardColumn()
        for part in (self._lesion_card, self._timeline_card, self._trials_card, self._reading):
            column.add(part)
        column.end()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._start.clicked.connect(self.start_requested)
        self._list.change_requested.connect(self.change_requested)
        self._list.stop_requested.connect(self.stop_requested)
        self._list.judge_requested.connect(self.judge_requested)
        self._reading.step_requested.connect(self.step_requested)
        self.lead_keys(self._start)

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        self._shown = record, figures
        self._tell_lesion()
        self._reading.set_record(record, figures.settings)
        today = self._session.clinic.clock.today()
        self._timeline_card.setVisible(bool(record.trials))
        self._timeline.set_record(record, today)
        self._list.set_trials(record, figures, today)
        follow_layout(self._trials_card)  # the list's buttons were made last, and would be reached last of the window

    @Slot(object)
    def set_selected(self, lesion_id: int | None) -> None:
        """Show what came of the trials for the lesion that is selected in the chart; None shows none."""
        self._selected = lesion_id
        self._tell_lesion()

    def _tell_lesion(self) -> None:
        record, figures = self._shown or (None, None)
        lesion = next((one for one in record.lesions if one.id == self._selected), None) if record else None
        self._lesion_card.setVisible(lesion is not None)
        if record is None or figures is None or lesion is None:
            return
        site = self._session.clinic.sites.label(lesion.site, lesion.side)
        self._lesion_card.set_subtitle(f"#{lesion.number} {site}")
        known = standing(record.judgements)
        told = [
            _of_trial(trial, trial.lesions[lesion.id], known.get((trial.trial_id, lesion.id)))
            for trial in figures.trials
            if lesion.id in trial.lesions
        ]
        self._of_lesion.setText("\n".join(told) or self.tr("No trial covers this lesion."))


def _of_trial(trial: TrialFigures, response: LesionResponse, judged: Judgement | None) -> str:
    """What came of one trial for one lesion: what the rules propose, and what was judged."""
    told = translate("TherapyPanel", "{therapy}, {day}: the rules propose now {now}, Balin 2012 {balin}").format(
        therapy=trial.therapy, day=day(trial.start), now=inside(response.now), balin=inside(response.balin)
    )
    if response.provisional:
        told = f"{told} ({translate('TherapyPanel', 'provisional')})"
    judgement = judged_sentence(judged, response) if judged else translate("TherapyPanel", "Not judged yet.")
    return f"{told}. {judgement}"
