"""The first tab of a chart: map, trend and lesions, and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.ui.i18n import day
from calcitrack.ui.models.lesion_rows import lesion_rows
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.tab_order import lead_before, lead_behind, stops_in
from calcitrack.ui.widgets.therapy.trial_list import TrialList
from calcitrack.ui.widgets.three_columns import Place, ThreeColumns
from calcitrack.ui.words import label, with_dispute

if TYPE_CHECKING:
    from calcitrack.ui.pages.chart.trend_card import TrendCard
    from calcitrack.ui.session import Session

_ROWS_WHOLE = 7
"""Up to so many lesions are all in sight under the trend; more take what height is left, and scroll."""


_LOW_PX, _ANY_WIDTH = 360, 16_777_215


class OverviewPanel(LeadsKeys, QWidget):
    """Selecting a lesion in the table, the trend or the map selects it in all.

    Signals:
        lesion_change_requested(lesion_id): Change what is set for the selected lesion.
        selection_changed(lesion_id): Another lesion is selected; None when none is.
    """

    lesion_change_requested = Signal(int)
    selection_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._trend: TrendCard | None = None
        self._selected: int | None = None
        self._shown: tuple[PatientRecord, RecordFigures] | None = None
        self._table = LesionTable()
        self.change_button = QPushButton(self.tr("Change lesion…"))
        self.change_button.setToolTip(self.tr("Site, side, form, tracking method and index of the selected lesion"))
        self._no_lesions = Label(role="muted")
        self._last = Label()
        self._since_line = Label()
        self._last_card = Card(self.tr("Last signed visit"))
        self._trend_card = Card(self.tr("Lesion size over time"), self.tr("area, mm²"), flush=True)
        self._loading = Label(self.tr("Drawing the chart…"), role="muted")
        self._trials = TrialList()
        self._background = Label()
        self._medicines = Label()
        self._build()
        self._table.lesion_selected.connect(self._on_lesion_selected)
        self._table.activated.connect(self._on_change_clicked)
        self.change_button.clicked.connect(self._on_change_clicked)

    @property
    def has_lesions(self) -> bool:
        """Whether there is a lesion to go to."""
        return self._shown is not None and bool(self._shown[0].lesions)

    @property
    def selected(self) -> int | None:
        """The lesion that is selected; None when none is."""
        return self._selected

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        is_other = self._shown is None or self._shown[0].patient.id != record.patient.id
        self._shown = (record, figures)
        if is_other:
            self._select(None)
        rows = lesion_rows(record, figures, self._session.clinic.sites)
        self._table.set_rows(rows)
        self._share_height(len(rows))
        self._table.setVisible(bool(rows))
        self._no_lesions.setVisible(not rows)
        self._tell_last(record)
        self._tell_background(record.patient)
        self._trials.set_trials(record, figures, self._session.clinic.clock.today())
        if self._trend is not None:
            self._trend.set_record(record, figures, self._session.clinic.reading_errors.known().errors)
        elif self.isVisible():
            QTimer.singleShot(0, self, self._open_trend)

    def tell_since(self, record: PatientRecord) -> None:
        """Say anew what was recorded since the last signed visit: a draft grows at every field."""
        self._since_line.setText(self._session.clinic.prints.since_last(record))

    def shorten_button(self, room: int) -> None:
        """Leave the tabs the room they need: a word, or nothing where even that has none; Enter on the lesion does it.

        Args:
            room: Beside the tabs, in pixels.
        """
        texts = (self.tr("Change lesion…"), self.tr("Change…"))
        pad = current_theme().px(32)
        fits = [text for text in texts if self.change_button.fontMetrics().horizontalAdvance(text) + pad <= room]
        self.change_button.setText(fits[0] if fits else texts[-1])
        self.change_button.setMaximumWidth(_ANY_WIDTH if fits else 0)

    def place_map(self, card: QWidget) -> None:
        """Put the lesion map into the left column, which is not there without it.

        The map listens to ``selection_changed`` and tells of its own by ``select_lesion``.
        """
        self._columns.insert(Place.LEFT, 0, card)
        lead_before(self._table, stops_in(card))

    def place_pathway(self, card: QWidget) -> None:
        """Put the pathway into the right column, under what changed."""
        self._columns.insert(Place.RIGHT, 1, card)

    @Slot(int)
    def select_lesion(self, lesion_id: int) -> None:
        """Select a lesion wherever it is shown."""
        self._select(lesion_id)

    def _build(self) -> None:
        self._last_card.add(self._last)
        self._no_lesions.setText(self.tr("No lesion is recorded yet. Start a visit to record the first."))
        self._no_lesions.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._trend_card.add(self._loading, 1)
        self._lesions_card = Card(flush=True)
        self._lesions_card.setAccessibleName(self.tr("Lesions"))
        self._lesions_card.add(self._table, 1)
        self._lesions_card.add(self._no_lesions, 1)
        therapy = Card(self.tr("Therapy"))
        therapy.add(self._trials)
        background = Card(self.tr("Background"))
        background.add(self._background)
        background.add(self._medicines)
        self._columns = ThreeColumns()
        self._columns.name_strips(self.tr("Trend and lesions"), self.tr("Beside the lesions"))
        self._columns.add(Place.MIDDLE, self._trend_card, 3)
        self._columns.add(Place.MIDDLE, self._lesions_card)
        for card in (self._last_card, therapy, background):
            self._columns.add(Place.RIGHT, card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._since_line)
        whole.addWidget(self._columns, 1)
        self.lead_keys(self._table)

    def _share_height(self, lesions: int) -> None:
        """A short list is shown whole and the trend has the rest; a long one shares with it."""
        shares = lesions > _ROWS_WHOLE
        self._table.show_at_least(min(lesions, _ROWS_WHOLE))
        vertical = QSizePolicy.Policy.Expanding if shares else QSizePolicy.Policy.Maximum
        self._lesions_card.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._columns.set_stretch(Place.MIDDLE, self._lesions_card, 2 if shares else 0)

    def _tell_last(self, record: PatientRecord) -> None:
        self.tell_since(record)
        visits = record.counted_visits
        self._last_card.setVisible(bool(visits))
        if not visits:  # the line at the top says so
            return
        last = visits[-1]
        self._last_card.set_subtitle(day(last.visited_on))
        self._last.setText(self._session.clinic.prints.in_short(record.patient.id, last.id))

    def _tell_background(self, patient: Patient) -> None:
        """Yes, no and unknown each by name: silence is not a no."""
        lines = []
        for answer in Answer:
            given = [fact for fact in BackgroundFact if patient.answer(fact) is answer]
            facts = [with_dispute(label(fact), patient, fact) for fact in given]
            if facts:
                lines.append(f"{label(answer)}: {', '.join(facts)}")
        self._background.setText("\n".join(lines))
        self._medicines.setText(
            self.tr("Medicines: {medicines}").format(medicines=patient.medicines or self.tr("not recorded"))
        )

    @Slot()
    def _open_trend(self) -> None:
        """Load the chart once the page stands on screen: its library takes a moment at first."""
        from calcitrack.ui.pages.chart.trend_card import TrendCard

        if not isValid(self):  # nobody held the page any more, and it was cleared away while the library loaded
            return
        if self._trend is not None or self._shown is None:
            return
        if self._session.clinic.is_locked:  # since then; when the page is shown again, this comes again
            return
        self._trend = TrendCard(self._session.clinic.sites)
        self._trend.lesion_selected.connect(self._on_lesion_selected)
        self._loading.hide()
        self._trend_card.add(self._trend, 1)
        for control in self._trend.controls():
            self._trend_card.add_action(control)
        self._order()
        self._trend.set_record(*self._shown, self._session.clinic.reading_errors.known().errors)

    def _select(self, lesion_id: int | None) -> None:
        self._selected = lesion_id
        self.change_button.setEnabled(lesion_id is not None)
        self._table.set_selected(lesion_id)
        if self._trend is not None:
            self._trend.set_selected(lesion_id)
        self.selection_changed.emit(lesion_id)

    @Slot(int)
    def _on_lesion_selected(self, lesion_id: int) -> None:
        self._select(lesion_id)

    @Slot()
    def _on_change_clicked(self) -> None:
        if self._selected is not None:
            self.lesion_change_requested.emit(self._selected)

    def _order(self) -> None:
        """In a low window the lesions stand above the trend: they are what a chart is opened for."""
        low = self.height() < current_theme().px(_LOW_PX)
        self._columns.insert(Place.MIDDLE, 0 if low else 1, self._lesions_card)
        if self._trend is not None:
            lead = lead_behind if low else lead_before
            lead(self._table, (*self._trend.controls(), *stops_in(self._trend)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Only a high window has room for both."""
        super().resizeEvent(event)
        self._order()

    def showEvent(self, event: QShowEvent) -> None:
        """The chart is drawn when it is first seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._open_trend)
