"""What waits in the whole clinic: orders without a result, drafts without a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import Role
from calcitrack.domain.waiting import Waiting, WaitingRow
from calcitrack.ui.dialogs.result_dialog import ResultDialog
from calcitrack.ui.errors import show_error
from calcitrack.ui.models.lazy_table import LazyTableModel
from calcitrack.ui.models.waiting_columns import Seen, waiting_columns
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.waiting_table import WaitingTable
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calcitrack.ui.session import Session


_LOW_PX = 220


class WaitingList(LeadsKeys, QWidget):
    """The oldest first. A result is entered here without opening the chart; the signed visit stays as it is.

    Signals:
        patient_chosen(patient_id): Open this patient.
        left_out(heads): The heads for which there is no room, as one text.
    """

    patient_chosen = Signal(int)
    left_out = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._what = Waiting.ORDERS
        self._sort = ("since", False)
        self._names_hidden = self._stacked = False
        self._model: LazyTableModel[WaitingRow] = LazyTableModel(
            waiting_columns(self._seen()), self._load, lambda row: row.id, self
        )
        self._keys = Label(role="muted")
        self._result = QPushButton(self.tr("Enter result…"))
        self._result.setToolTip("R")
        bar = QWidget(self)
        self._bar = FlowLayout(bar)
        self._bar.addWidget(self._keys)
        self._bar.push_right()
        self._bar.addWidget(self._result)
        self.table = WaitingTable(self._model, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)
        self.lead_keys(self.table)
        self._connect()
        self._space()

    def show_waiting(self, what: Waiting) -> None:
        """Show the orders, or the drafts, the oldest first."""
        if what is not self._what:
            self._what = what
            self._sort = ("since", False)
            self.table.begin_with_oldest()
            self._model.set_ids([])
            self._model.set_columns(waiting_columns(self._seen()))
        self.reload()

    def reload(self) -> None:
        """Read the list anew; the cursor stays on its row, or where it was when that waits no more."""
        place = self.table.currentIndex().row()
        current = self._model.id_at(place)
        sort, descending = self._sort
        self._model.set_ids(self._session.clinic.lists.waiting_ids(self._what, sort, descending=descending))
        count = self._model.rowCount()
        found = None if current is None else self._model.place_of(current)
        if found is None and current is not None and count:
            found = min(place, count - 1)
        self.table.go_to(found)
        self._tell()

    @property
    def sort(self) -> tuple[str, bool]:
        """The name of the order, and whether it is descending."""
        return self._sort

    def count(self) -> int:
        """How many things wait."""
        return self._model.rowCount()

    def begin(self) -> None:
        """Somebody signed in: the clinic's day may be another than this computer's."""
        self._model.set_columns(waiting_columns(self._seen()))

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of patients."""
        self._names_hidden = hidden
        self._model.set_columns(waiting_columns(self._seen()))

    def _seen(self) -> Seen:
        return Seen(self._what, self._session.today, self._names_hidden, self._stacked)

    def _load(self, wanted: Sequence[int]) -> Sequence[WaitingRow]:
        return self._session.clinic.lists.waiting_rows(self._what, wanted)

    def _connect(self) -> None:
        self._model.sort_requested.connect(self._on_sort_requested)
        self.table.chosen.connect(self._on_chosen)
        self.table.result_requested.connect(self._enter_result)
        self.table.moved.connect(self._tell)
        self.table.left_out.connect(self.left_out)
        self.table.stacked.connect(self._on_stacked)
        self._result.clicked.connect(self._on_result_clicked)

    @property
    def _can_record(self) -> bool:
        clinic = self._session.clinic
        return not clinic.read_only and bool(clinic.person.roles & {Role.STAFF, Role.CLINICIAN})

    @Slot()
    def _tell(self) -> None:
        orders = self._what is Waiting.ORDERS
        told = self.tr("Enter opens the chart.")
        if orders and self._can_record:
            told = self.tr("R enters the result of the selected line, Enter opens the chart.")
        self._keys.setText(told)
        self.table.setAccessibleName(self.tr("Awaited results") if orders else self.tr("Unsigned drafts"))
        self._result.setVisible(orders and self._can_record)
        self._result.setEnabled(self.table.currentIndex().isValid())

    @Slot(str, bool)
    def _on_sort_requested(self, sort: str, descending: bool) -> None:
        self._sort = (sort, descending)
        self.reload()

    @Slot(bool)
    def _on_stacked(self, stacked: bool) -> None:
        if stacked != self._stacked:
            self._stacked = stacked
            self._model.set_columns(waiting_columns(self._seen()))

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        row = self._model.row_value(place)
        if row is not None:
            self.patient_chosen.emit(row.patient_id)

    @Slot()
    def _on_result_clicked(self) -> None:
        self._enter_result(self.table.currentIndex().row())

    @Slot(int)
    def _enter_result(self, place: int) -> None:
        row = self._model.row_value(place)
        if row is None or self._what is not Waiting.ORDERS or not self._can_record:
            return
        clinic = self._session.clinic
        try:
            record = clinic.patients.reload(row.patient_id)
        except CalciTrackError as error:
            show_error(self, error)
            return
        order = next((one for one in record.all_orders if one.id == row.id), None)
        if order is None:  # withdrawn in another place meanwhile
            self.reload()
            return

        def save(closed: Order) -> None:
            self._session.write(lambda c: c.visits.close_order(row.patient_id, closed))

        ResultDialog.ask(order, identity(record.patient), clinic.clock.today(), save, self)
        self.table.setFocus()

    def _space(self) -> None:
        px = current_theme().px
        self._bar.set_gaps(px(GAP_M), px(GAP_S))
        self._bar.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window leaves the room to the list; the button tells its key by its tooltip."""
        super().resizeEvent(event)
        self._keys.setVisible(self.height() >= current_theme().px(_LOW_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
