"""What happened to the lesion of the panel: the events of the draft, its thread, and the way to tell more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.lineage import lineage_of
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Visit
from calcitrack.ui.models.lineage_words import lineage_sentences
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.lesion.event_list import EventList
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.lineage_view import LineageView


class LifeSection(QWidget):
    """Shows one lesion of a draft. It stores nothing.

    Signals:
        happening_wanted(): Say what happened, change the lesion, or remove it.
        moved(event, on): An event was on another day.
        taken_back(event): An event was entered by mistake.
    """

    happening_wanted = Signal()
    moved = Signal(object, object)
    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: PatientRecord | None = None
        self._visit: Visit | None = None
        self._none = Label(self.tr("Nothing recorded at this visit."), "muted")
        self.events = EventList()
        self.more = QPushButton(self.tr("What happened… (H)"))
        self.more.setAccessibleName(self.tr("What happened: record an event, a split or a merge"))
        self._view = LineageView()
        self._thread = Label(role="small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._none, self.events, self.more, self._view, self._thread):
            self._column.addWidget(part)
        self.more.clicked.connect(self.happening_wanted)
        self.events.moved.connect(self.moved)
        self.events.taken_back.connect(self.taken_back)
        self._space()

    def set_draft(self, record: PatientRecord, visit: Visit) -> None:
        """Know the draft whose lesions are shown."""
        self._record, self._visit = record, visit

    def show_lesion(self, lesion_id: int) -> None:
        """Show what the draft says happened to a lesion, and the thread it belongs to."""
        record, visit = self._record, self._visit
        if record is None or visit is None:
            return
        numbers = {lesion.id: lesion.number for lesion in record.lesions}
        events = [e for e in record.events if e.visit_id == visit.id and lesion_id in (e.lesion_id, *e.to)]
        self.events.show_events(events, numbers, lesion_id, visit.visited_on)
        self._none.setVisible(not events)
        lineage = lineage_of(record, lesion_id, visit)
        self._view.set_lineage(lineage, visit.visited_on, lesion_id)
        self._thread.setText("\n".join(lineage_sentences(lineage)) if lineage else "")
        self._thread.setVisible(lineage is not None)

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when there is none."""
        return self.events.pending()

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
