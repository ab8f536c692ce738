"""The trends tab: measures over true time, therapies and events on the same axis, and growth beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.pages.chart.growth_card import GrowthCard
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.tab_order import lead_before, stops_in
from calcitrack.ui.widgets.three_columns import Place, ThreeColumns

if TYPE_CHECKING:
    from calcitrack.ui.pages.chart.trend_board import TrendBoard
    from calcitrack.ui.session import Session


class TrendsPanel(LeadsKeys, QWidget):
    """Made when it is looked at, because its library takes a moment. The selection is that of the whole chart.

    Signals:
        lesion_selected(lesion_id): The reader went to a lesion.
        saved(text): A file was written; what to say of it.
    """

    lesion_selected = Signal(int)
    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[PatientRecord, RecordFigures] | None = None
        self._selected: int | None = None
        self._is_stale = False
        self._board: TrendBoard | None = None
        self._loading = Label(self.tr("Drawing the trends…"), role="muted")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._card = Card(flush=True)
        self._card.setAccessibleName(self.tr("Trends"))
        self._card.add(self._loading, 1)
        self._growth = GrowthCard(session.clinic.sites)
        self._columns = ThreeColumns()
        self._columns.name_strips(self.tr("Trends"), self.tr("Growth"))
        self._columns.add(Place.MIDDLE, self._card, 1)
        self._columns.add(Place.RIGHT, self._growth)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._columns)
        self._growth.lesion_selected.connect(self.lesion_selected)

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        self._shown = record, figures
        self._is_stale = True
        if self.isVisible():
            self._catch_up()

    @Slot(object)
    def set_selected(self, lesion_id: int | None) -> None:
        """Bring the lesion that is selected in the chart forward; None brings none."""
        self._selected = lesion_id
        if self._board is not None and not self._is_stale:
            self._board.set_selected(lesion_id)
            self._growth.set_selected(lesion_id)

    @Slot()
    def _catch_up(self) -> None:
        if self._shown is None or not self._is_stale:
            return
        board = self._open_board()
        if board is None:
            return
        self._is_stale = False
        record, figures = self._shown
        board.set_record(record, figures)
        board.set_selected(self._selected)
        self._show_growth()
        self._growth.set_selected(self._selected)

    def _open_board(self) -> TrendBoard | None:
        """The board, made at the first call; None where the page was cleared away while its library loaded."""
        from calcitrack.ui.pages.chart.trend_board import TrendBoard

        if not isValid(self):
            return None
        if self._board is None:
            self._board = TrendBoard(self._session)
            self._board.lesion_selected.connect(self.lesion_selected)
            self._board.trial_changed.connect(self._show_growth)
            self._board.saved.connect(self.saved)
            self._loading.hide()
            self._card.add(self._board, 1)
            self.lead_keys(self._board)
            lead_before(stops_in(self._growth)[0], stops_in(self._board))
        return self._board

    @Slot()
    def _show_growth(self) -> None:
        if self._shown is not None and self._board is not None:
            self._growth.set_growth(*self._shown, self._board.trial)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not looked at, once the page stands on screen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._catch_up)
