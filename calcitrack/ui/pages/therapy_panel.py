"""The therapy tab: every trial, and starting, changing or stopping one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.trial_list import TrialList

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class TherapyPanel(QWidget):
    """Shows the trials of a record.

    Signals:
        start_requested(): Start a trial.
        change_requested(trial_id): Change a trial.
        stop_requested(trial_id): Stop a trial.
    """

    start_requested = Signal()
    change_requested = Signal(int)
    stop_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._start = QPushButton(self.tr("Start a trial…"))
        dress(self._start, kind="primary")
        self._list = TrialList(editable=True)
        card = Card(self.tr("Therapy trials"), actions=[self._start])
        card.add(self._list)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(card)
        self._inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self._start.clicked.connect(self.start_requested)
        self._list.change_requested.connect(self.change_requested)
        self._list.stop_requested.connect(self.stop_requested)
        self.setFocusProxy(self._start)

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        self._list.set_trials(record, figures, self._session.clinic.clock.today())

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._inside.setSpacing(current_theme().px(GAP_M))
