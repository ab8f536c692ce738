"""The first tab of a chart: what changed, the lesions, their trend, the therapy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.ui.i18n import day
from calcitrack.ui.models.lesion_rows import lesion_rows
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesion_table import LesionTable
from calcitrack.ui.widgets.trial_list import TrialList
from calcitrack.ui.words import label

if TYPE_CHECKING:
    from calcitrack.ui.pages.trend_card import TrendCard
    from calcitrack.ui.session import Session

_SIDE_PX = 320
_NARROW_PX = 980
"""Below this width the side column goes under the rest."""


class OverviewPanel(QWidget):
    """Selecting a lesion in the table or the trend selects it in both.

    Signals:
        lesion_change_requested(lesion_id): Change what is set for the selected lesion.
    """

    lesion_change_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._trend: TrendCard | None = None
        self._selected: int | None = None
        self._shown: tuple[PatientRecord, RecordFigures] | None = None
        self._table = LesionTable()
        self._change = QPushButton(self.tr("Change lesion…"))
        self._change.setToolTip(self.tr("Site, side, form, tracking method and index of the selected lesion"))
        self._no_lesions = Label(role="muted")
        self._since = Label()
        self._since_card = Card(self.tr("Since the last signed visit"))
        self._trend_card = Card(self.tr("Lesion size over time"), flush=True)
        self._loading = Label(self.tr("Drawing the chart…"), role="muted")
        self._trials = TrialList()
        self._background = Label()
        self._medicines = Label()
        self._build()
        self._table.lesion_selected.connect(self._on_lesion_selected)
        self._change.clicked.connect(self._on_change_clicked)

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        is_other = self._shown is None or self._shown[0].patient.id != record.patient.id
        self._shown = (record, figures)
        if is_other:
            self._select(None)
        rows = lesion_rows(record, figures, self._session.clinic.sites)
        self._table.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._no_lesions.setVisible(not rows)
        self._tell_since(record)
        self._tell_background(record.patient)
        self._trials.set_trials(record, figures, self._session.clinic.clock.today())
        if self._trend is not None:
            self._trend.set_record(record, figures)
        elif self.isVisible():
            QTimer.singleShot(0, self, self._open_trend)

    def _build(self) -> None:
        self._since_card.add(self._since)
        self._no_lesions.setText(self.tr("No lesion is recorded yet. Start a visit to record the first."))
        self._no_lesions.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trend_card.add(self._loading, 1)
        lesions = Card(self.tr("Lesions"), actions=[self._change], flush=True)
        lesions.add(self._table, 1)
        lesions.add(self._no_lesions, 1)
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.addWidget(self._trend_card, 3)
        main.addWidget(lesions, 2)
        therapy = Card(self.tr("Therapy"))
        therapy.add(self._trials)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._since_card)
        side.addWidget(therapy)
        background = Card(self.tr("Background"))
        background.add(self._background)
        background.add(self._medicines)
        side.addWidget(background)
        side.addStretch(1)
        self._side = QWidget()
        self._side.setLayout(side)
        self._inside = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(main, 1)
        self._columns.addWidget(self._side)
        self._layouts = (main, side, self._columns)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self._inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(self._table)
        self._space()

    def _tell_since(self, record: PatientRecord) -> None:
        visits = record.counted_visits
        if not visits:
            self._since.setText(self.tr("No signed visit yet."))
            self._since_card.set_subtitle("")
            return
        last = visits[-1]
        self._since_card.set_subtitle(day(last.visited_on))
        self._since.setText(self._session.clinic.prints.in_short(record.patient.id, last.id))

    def _tell_background(self, patient: Patient) -> None:
        """Yes, no and unknown each by name: silence is not a no."""
        lines = []
        for answer in Answer:
            facts = [label(fact) for fact in BackgroundFact if patient.answer(fact) is answer]
            if facts:
                lines.append(f"{label(answer)}: {', '.join(facts)}")
        self._background.setText("\n".join(lines))
        self._medicines.setText(
            self.tr("Medicines: {medicines}").format(medicines=patient.medicines or self.tr("not recorded"))
        )

    @Slot()
    def _open_trend(self) -> None:
        """Load the chart once the page stands on screen: its library takes a moment at first."""
        from calcitrack.ui.pages.trend_card import TrendCard

        if self._trend is not None or self._shown is None:
            return
        self._trend = TrendCard(self._session.clinic.sites)
        self._trend.lesion_selected.connect(self._on_lesion_selected)
        self._loading.hide()
        self._trend_card.add(self._trend, 1)
        self._trend.set_record(*self._shown)

    def _select(self, lesion_id: int | None) -> None:
        self._selected = lesion_id
        self._change.setEnabled(lesion_id is not None)
        self._table.set_selected(lesion_id)
        if self._trend is not None:
            self._trend.set_selected(lesion_id)

    @Slot(int)
    def _on_lesion_selected(self, lesion_id: int) -> None:
        self._select(lesion_id)

    @Slot()
    def _on_change_clicked(self) -> None:
        if self._selected is not None:
            self.lesion_change_requested.emit(self._selected)

    def _space(self) -> None:
        px = current_theme().px
        for layout in self._layouts:
            layout.setSpacing(px(GAP_M))
        self._trend_card.setMinimumHeight(px(330))
        self._table.setMinimumHeight(px(190))
        self._fold()

    def _fold(self) -> None:
        px = current_theme().px
        narrow = self.width() < px(_NARROW_PX)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._side.setMaximumWidth(16_777_215 if narrow else px(_SIDE_PX))
        self._side.setMinimumWidth(0 if narrow else px(_SIDE_PX))

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """The chart is drawn when it is first seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._open_trend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
