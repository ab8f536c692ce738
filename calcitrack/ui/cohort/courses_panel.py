"""The courses of a cohort with a line that says what the cursor is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.clinic.cohort import Cohorts
from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.ui.cohort.swimmer import Swimmer
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.i18n import number
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class CoursesPanel(LeadsKeys, QWidget):
    """Lanes, longest first.

    Signals:
        patient_chosen(patient_id): Open this patient.
    """

    patient_chosen = Signal(int)

    def __init__(self, cohorts: Cohorts, words: CohortWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria = Criteria()
        self._told, self._readout = Label(role="muted"), Label(role="small")
        self.swimmer = Swimmer(lambda ids: cohorts.courses(self._criteria, ids), words.recorded_therapy)
        self._card = Card()
        self._card.add(self.swimmer, 1)
        self._card.add(self._readout)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._told)
        self._column.addWidget(self._card, 1)
        self._column.addStretch(0)  # with nothing drawn, what is told stands at the top
        self.swimmer.told.connect(self._readout.setText)
        self.swimmer.patient_chosen.connect(self.patient_chosen)
        self.lead_keys(self.swimmer)
        self._space()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the courses of a cohort."""
        self._criteria = answer.criteria
        self._card.setVisible(not sharing and bool(answer.spans))
        self.swimmer.show_spans(() if sharing else answer.spans)
        self._readout.setText("")
        if sharing:
            self._told.setText(self.tr("Courses of single patients are not for sharing."))
            return
        told = self.tr(
            "{n} of {of} patients have a signed visit, longest time first. Bar with a name: drug; with a tip: runs on; "
            "triangle: procedure. The cursor's lane is told in words below, with every name and judgement."
        )
        self._told.setText(told.format(n=number(len(answer.spans)), of=number(len(answer.ids))))
        self.swimmer.setAccessibleDescription(self._told.text())

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
