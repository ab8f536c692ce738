"""The lesions tab: every lesion, the closed ones too, and the selected one through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.record import PatientRecord
from calcitrack.ui.models.lesion_rows import lesion_rows
from calcitrack.ui.models.lesion_story import events_told, seen_rows, settings_told
from calcitrack.ui.pages.chart.late_panel import LatePanel
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.card_column import CardColumn
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.lesions.story_table import StoryTable
from calcitrack.ui.widgets.lesions.thread_card import ThreadCard

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

_LIST_PX, _STORY_PX = 200, 200


class LesionsPanel(LeadsKeys, LatePanel):
    """Made when it is looked at. The selection is that of the whole chart.

    Signals:
        lesion_selected(lesion_id): The reader went to a lesion.
        lesion_change_requested(lesion_id): Change what is set for the selected lesion.
    """

    lesion_selected = Signal(int)
    lesion_change_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[PatientRecord, RecordFigures] | None = None
        self._selected: int | None = None
        self._table, self._story = LesionTable(), StoryTable()
        self._settings, self._events = Label(), Label()
        self._change = QPushButton(self.tr("Change lesion…"))
        self._list_card = Card(self.tr("Every lesion"), flush=True)
        self._story_card = Card(self.tr("Sizes and states"), flush=True)
        self._settings_card = Card(self.tr("Settings through time"), actions=[self._change])
        self._thread_card = ThreadCard()
        self._build()
        self.reading_wanted.connect(self._on_reading_wanted)
        self._table.lesion_selected.connect(self.lesion_selected)
        self._table.doubleClicked.connect(self._on_change_clicked)
        self._change.clicked.connect(self._on_change_clicked)

    def set_record(self, record: PatientRecord, figures: RecordFigures) -> None:
        """Show a record."""
        self._shown = record, figures
        self.read_when_seen()

    @Slot(object)
    def set_selected(self, lesion_id: int | None) -> None:
        """Show the lesion that is selected in the chart; None shows none."""
        self._selected = lesion_id
        if not self._is_stale:
            self._table.set_selected(lesion_id)
            self._tell()

    def _build(self) -> None:
        self._list_card.add(self._table, 1)
        self._settings_card.add(self._settings)
        self._settings_card.add(self._events)
        self._story_card.add(self._story, 1)
        column = CardColumn()
        column.add(self._list_card, least_px=_LIST_PX)
        column.add(self._settings_card)
        column.add(self._thread_card)
        column.add(self._story_card, least_px=_STORY_PX)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self.lead_keys(self._table)

    @Slot()
    def _on_reading_wanted(self) -> None:
        if self._shown is None:
            return
        record, figures = self._shown
        rows = lesion_rows(record, figures, self._session.clinic.sites)
        self._table.set_rows(rows)
        self._table.set_selected(self._selected)
        closed = sum(row.closed for row in rows)
        told = self.tr("{n} open, {closed} closed; as the signed visits say")
        self._list_card.set_subtitle(told.format(n=len(rows) - closed, closed=closed))
        self._tell()

    def _tell(self) -> None:
        record = self._shown[0] if self._shown else None
        lesion = next((one for one in record.lesions if one.id == self._selected), None) if record else None
        self._change.setEnabled(lesion is not None)
        if record is None or lesion is None:
            self._settings_card.set_subtitle("")
            self._settings.setText(self.tr("Select a lesion to see how it was set, measured and found at every visit."))
            self._events.hide()
            self._thread_card.hide()
            self._story_card.hide()
            return
        self._settings_card.set_subtitle(self.tr("lesion {n}").format(n=lesion.number))
        self._settings.setText("\n".join(settings_told(lesion, self._session.clinic.sites)))
        events = events_told(record, lesion)
        self._events.setText("\n".join([self.tr("What happened to it:"), *events]))
        self._events.setVisible(bool(events))
        if self._shown is not None:
            self._thread_card.show_lesion(*self._shown, lesion.id)
        rows = seen_rows(record, lesion)
        self._story.set_rows(rows)
        self._story_card.set_subtitle(
            self.tr("lesion {n}, signed visits").format(n=lesion.number)
            if rows
            else self.tr("lesion {n}: no signed visit says anything of it").format(n=lesion.number)
        )
        self._story_card.show()

    @Slot()
    def _on_change_clicked(self) -> None:
        if self._selected is not None:
            self.lesion_change_requested.emit(self._selected)
