"""The history tab: all that was done to a record, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.history_list import HistoryList, HistoryRow

if TYPE_CHECKING:
    from calcitrack.clinic.history import HistoryEntry
    from calcitrack.ui.session import Session

_LEAST_PX = 220


class HistoryPanel(QWidget):
    """Read when it is looked at, because it grows with every view."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._patient_id = 0
        self._list = HistoryList()
        card = Card(self.tr("History of this record"), flush=True)
        card.add(self._list, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(self._list)
        self._space()

    def set_patient(self, patient_id: int) -> None:
        """Show another patient's history."""
        self._patient_id = patient_id
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read the history anew."""
        entries = self._session.clinic.history.of_patient(self._patient_id) if self._patient_id else ()
        self._list.set_rows(tuple(_row(entry) for entry in entries))

    def _space(self) -> None:
        """Room for a few entries: with less, large text stands on top of itself instead of scrolling."""
        self._list.setMinimumHeight(current_theme().px(_LEAST_PX))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it when it is looked at."""
        super().showEvent(event)
        self.reload()


def _row(entry: HistoryEntry) -> HistoryRow:
    what = "\n".join([entry.what, *entry.details])
    return HistoryRow(entry.at.astimezone(), entry.who, what, entry.reason, entry.visit_id)
