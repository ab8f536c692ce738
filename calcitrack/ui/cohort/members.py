"""Who is behind a number: the patients, by name, and the way back to the number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.i18n import number
from calcitrack.ui.models.worklist_model import WorklistModel
from calcitrack.ui.pages.batch_print import BatchPrint
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.worklist_table import WorklistTable

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_LEAST_PX = 95
"""So high is the table in any window: its heads and a row. A lower window scrolls."""


class MembersList(LeadsKeys, QWidget):
    """A list behind a number. Enter opens a chart, Esc goes back.

    Signals:
        patient_chosen(patient_id): Open this patient.
        left(): Back to the number.
    """

    patient_chosen = Signal(int)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        clinic = session.clinic
        self._model = WorklistModel(clinic.lists.rows, clinic.clock, clinic.settings.rules(), parent=self)
        self._table = WorklistTable(self._model)
        header = self._table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSortIndicatorShown(False)
        self._back = QPushButton(self.tr("Back to the numbers"))
        self._back.setToolTip(self.tr("Esc"))
        self._summaries = QPushButton(self.tr("Summaries…"))
        self._summaries.setToolTip(self.tr("Writes the summaries of these patients into files"))
        self._batch = BatchPrint(session, self)
        self._title, self._told, self._left_out = Label(role="heading"), Label(role="muted"), Label(role="small")
        self._card = Card(flush=True)
        self._card.add(self._table, 1)
        head = QWidget()
        flow = FlowLayout(head)
        for widget in (self._back, self._title, self._told, self._summaries):
            flow.addWidget(widget)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(head)
        self._whole.addWidget(self._card, 1)
        self._whole.addWidget(self._left_out)
        self._left_out.hide()
        self._back.clicked.connect(self.left)
        self._summaries.clicked.connect(self._on_summaries)
        self._table.patient_chosen.connect(self.patient_chosen)
        self._table.left_out.connect(self._on_left_out)
        self.lead_keys(self._table)
        self._space()

    @property
    def ids(self) -> tuple[int, ...]:
        """The patients listed."""
        return tuple(found for row in range(self._model.rowCount()) if (found := self._model.patient_at(row)))

    def show_members(self, title: str, ids: Sequence[int]) -> None:
        """List these patients, who are behind what the title names."""
        self._title.setText(title)
        one = self.tr("1 patient, by name")
        many = self.tr("{n} patients, by name").format(n=number(len(ids)))
        self._told.setText(one if len(ids) == 1 else many)
        self._model.set_ids(ids)
        self._table.setAccessibleName(title)
        if ids:
            self._table.select_patient(ids[0])
        (self._table if ids else self._back).setFocus()

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of patients."""
        self._model.set_names_hidden(hidden)

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setSpacing(px(GAP_S))
        self._card.setMinimumHeight(px(_LEAST_PX))

    @Slot()
    def _on_summaries(self) -> None:
        self._batch.begin(self.ids, self._title.text())

    @Slot(str)
    def _on_left_out(self, heads: str) -> None:
        self._left_out.setText(self.tr("No room for: {heads}").format(heads=heads) if heads else "")
        self._left_out.setVisible(bool(heads))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
