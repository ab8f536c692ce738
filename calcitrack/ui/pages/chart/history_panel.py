"""The history tab: all that was done to a record, newest first."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from calcitrack.clinic.history import AT_ONCE
from calcitrack.domain.dates import DateRefused, parse_entry
from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.figures.compute import record_figures
from calcitrack.ui.dialogs.patients.past_record_dialog import PastRecordDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.history_list import HistoryList, HistoryRow
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.scrolled import scrolled
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calcitrack.clinic.history import HistoryEntry
    from calcitrack.domain.merging import Merged
    from calcitrack.ui.session import Session

_LEAST_PX, _DAY_PX, _LOW_PX = 100, 210, 260


class HistoryPanel(LeadsKeys, QWidget):
    """Read when it is looked at, because it grows with every view.

    Signals:
        separate_requested(): A merged record is to stand for itself again.
    """

    separate_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._patient_id = 0
        self._list = HistoryList()
        self._limit = AT_ONCE
        self._number: int | None = None
        self._more = QPushButton(self.tr("Read older entries"))
        self._then = QPushButton(self.tr("As it was then…"))
        self._then.setToolTip(self.tr("The record as it was right after the selected entry"))
        self._day = QLineEdit()
        self._day.setPlaceholderText(self.tr("As it was on… (3 May 2026)"))
        self._day.setAccessibleName(self.tr("Show the record as it was at the end of this day"))
        self._day.setMinimumWidth(current_theme().px(_DAY_PX))
        self._only = Chip("")
        self._only.hide()
        self._message, self._merged = MessageBar(), MessageBar()
        actions = [self._only, self._day, self._then, self._more]
        self._card = Card(self.tr("History of this record"), actions=actions, flush=True)
        self._build()
        self._connect()
        self._space()

    def _build(self) -> None:
        self._card.add(self._merged)
        self._card.add(self._message)
        self._card.add(self._list, 1)
        # It takes what there is: else a low window would scroll the list, and the page around it too.
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside, sideways=True))
        self.lead_keys(self._list)

    def _connect(self) -> None:
        self._merged.action_requested.connect(self.separate_requested)
        self._only.toggled.connect(self._on_only_toggled)
        self._more.clicked.connect(self._on_more_clicked)
        self._then.clicked.connect(self._on_then_clicked)
        self._day.returnPressed.connect(self._on_day_entered)
        self._list.moved.connect(self._tell)

    def set_patient(self, patient_id: int) -> None:
        """Show another patient's history, or the same one's after a change."""
        if patient_id != self._patient_id:
            self._limit = AT_ONCE
            self._day.clear()
            self._message.dismiss()
        self._patient_id = patient_id
        if self.isVisible():
            self.reload()

    def set_merged(self, merged: Sequence[Merged]) -> None:
        """Say which records are read with this one, and offer to separate the last of them."""
        if not merged:
            self._merged.dismiss()
            return
        named = "; ".join(f"{identity(one.patient)} ({one.letter})" for one in merged)
        told = self.tr("Read with this record: {records}.").format(records=named)
        self._merged.show_message(told, action=self.tr("Separate…"))

    def set_lesion(self, number: int | None) -> None:
        """Follow the lesion that is selected in the chart: one key shows only what names it."""
        self._number = number
        self._only.setVisible(number is not None)
        if number is None:
            self._only.setChecked(False)
        else:
            self._only.set_word(self.tr("Only lesion {number}").format(number=number))
        self._list.set_lesion(number if self._only.isChecked() else None)

    def reload(self) -> None:
        """Read the history anew."""
        history = self._session.clinic.history
        entries = history.of_patient(self._patient_id, self._limit) if self._patient_id else ()
        there_are = history.count(self._patient_id) if self._patient_id else 0
        self._list.set_rows(tuple(_row(entry) for entry in entries), there_are)
        self._more.setVisible(there_are > len(entries))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        row = self._list.current_row()
        self._then.setEnabled(row is not None and row.id > 0)

    @Slot(bool)
    def _on_only_toggled(self, only: bool) -> None:
        self._list.set_lesion(self._number if only else None)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._limit += AT_ONCE
        self.reload()

    @Slot()
    def _on_then_clicked(self) -> None:
        row = self._list.current_row()
        if row is not None:
            self._show_past(row.id, row.at)

    @Slot()
    def _on_day_entered(self) -> None:
        """Show the record as it was when the typed day ended here."""
        self._message.dismiss()
        clinic = self._session.clinic
        try:
            chosen = parse_entry(self._day.text(), clinic.clock.today())
        except DateRefused:
            self._message.show_message(self.tr("This is not a date. Type it like 3 May 2026."), "warning")
            return
        end = datetime.combine(chosen + timedelta(days=1), time()).astimezone()
        try:
            entry = clinic.history.entry_by(self._patient_id, end)
        except CalciTrackError as error:
            self._message.show_message(translate(error.message), "warning")
            return
        self._show_past(entry, end - timedelta(minutes=1))

    def _show_past(self, entry: int, at: datetime) -> None:
        clinic = self._session.clinic
        try:
            record = clinic.history.as_it_was(self._patient_id, entry)
        except CalciTrackError as error:
            self._message.show_message(translate(error.message), "warning")
            return
        figures = record_figures(record, clinic.settings.rules())
        since = clinic.history.count_after(self._patient_id, entry)
        PastRecordDialog.show_record(record, figures, at, clinic.sites, since, self)

    def _space(self) -> None:
        """Room for some entries: with less, large text stands on top of itself instead of scrolling.

        In a low window the tab alone says what this is.
        """
        low = self.height() < current_theme().px(_LOW_PX)
        self._card.show_title(not low)
        self._list.setMinimumHeight(current_theme().px(_LEAST_PX))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window leaves out what the tab says already."""
        super().resizeEvent(event)
        self._space()

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
    return HistoryRow(entry.at.astimezone(), entry.who, what, entry.reason, entry.visit_id, entry.id)
