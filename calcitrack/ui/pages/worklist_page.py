"""The worklist: who wants a look today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.clinic.prints import AskedList
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.clock import SystemClock
from calcitrack.domain.vocabulary import Role
from calcitrack.domain.waiting import Waiting
from calcitrack.domain.worklist import WorklistFilter, WorklistRow
from calcitrack.ui.i18n import day
from calcitrack.ui.models.worklist_model import WorklistModel
from calcitrack.ui.pages.batch_print import BatchPrint
from calcitrack.ui.pages.list_print import ListPrint
from calcitrack.ui.pages.waiting_list import WaitingList
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.filter_chips import FilterChips
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.worklist_head import WorklistHead
from calcitrack.ui.widgets.worklist_table import WorklistTable

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


_LOW_PX = 440
_FIRST = 200


class WorklistPage(LeadsKeys, QWidget):
    """Everyone, or those that a filter chooses, in the order asked for.

    Signals:
        patient_chosen(patient_id): Open this patient.
        new_patient_requested(): Add a patient.
        import_requested(): Import a record file.
        map_requested(): Show where lesions are in this clinic.
        painted(): The list stands on screen for the first time.
    """

    patient_chosen = Signal(int)
    new_patient_requested = Signal()
    import_requested = Signal()
    map_requested = Signal()
    painted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = WorklistFilter.EVERYONE
        self._sort = ("name", False)
        self._is_stale = self._names_hidden = self._was_read = self._was_painted = False
        self._model = WorklistModel(self._rows, SystemClock(), parent=self)
        # Each part is made under its parent: what comes to one later is dressed once more, with all that is in it.
        # The order is that of the Tab key.
        self._head = WorklistHead(self)
        self.filters, self.list = FilterChips(self), Card(flush=True, parent=self)
        self._table = WorklistTable(self._model, self.list)
        self._waiting = WaitingList(session, self.list)
        self._told = Label(role="muted", parent=self.list)
        self._counts: dict[WorklistFilter, int] = {}
        self._no_room = ""
        self._print, self._batch = ListPrint(session, self), BatchPrint(session, self)
        self._build()
        self._connect()
        if session.is_begun:
            self.begin()

    def begin(self) -> None:
        """Somebody signed in: show their clinic's patients."""
        clinic = self._session.clinic
        self._head.begin(day(clinic.clock.today()), may_import=Role.ADMINISTRATOR in clinic.person.roles)
        self._model.set_clock(clinic.clock)
        self._model.set_settings(clinic.settings.rules())
        self._waiting.begin()
        self.reload()

    def reload(self) -> None:
        """Read the counts and the list anew; the current patient stays current."""
        self._is_stale = False
        self._counts = self._session.clinic.lists.counts()
        self.filters.set_counts(self._counts)
        self._reload_list()

    def _rows(self, wanted: Sequence[int]) -> tuple[WorklistRow, ...]:
        return self._session.clinic.lists.rows(wanted)

    def _reload_list(self) -> None:
        what = _WAITING.get(self._filter)
        if what is None:
            shown = self._reload_patients()
        else:
            self._waiting.show_waiting(what)
            shown = self._waiting.count()
        self._told.setText("" if shown else self._empty_sentence())
        self._told.setVisible(not shown)
        self._table.setVisible(bool(shown) and what is None)
        self._waiting.setVisible(bool(shown) and what is not None)
        in_front = self._table if what is None else self._waiting
        self.lead_keys(in_front if shown else self._head.new_patient)
        self._tell_shown()

    def _reload_patients(self) -> int:
        """Show the patients of the filter; returns how many they are."""
        current = self._table.current_patient()
        (sort, descending), lists = self._sort, self._session.clinic.lists
        if self._was_read:
            self._model.set_ids(lists.ids(self._filter, sort, descending=descending))
        else:
            # Somebody who just signed in waits: the first rows now, and the others as soon as these are in sight.
            self._was_read = True
            everyone = self._counts[WorklistFilter.EVERYONE]
            self._model.set_first_ids(lists.first_ids(_FIRST), everyone, lambda: lists.ids(WorklistFilter.EVERYONE))
        self._table.select_patient(current)
        return self._model.rowCount()

    @Slot()
    def print_list(self) -> None:
        """Show the list on paper, as it stands: what is filtered, in its order, with names hidden where they are."""
        sort, descending = self._waiting.sort if self._filter in _WAITING else self._sort
        self._print.begin(AskedList(self._filter, sort, descending, self._names_hidden), self.filters.name)

    @Slot()
    def print_summaries(self) -> None:
        """Write the summaries of the patients listed, or of a day, into files."""
        sort, descending = ("name", False) if self._filter in _WAITING else self._sort
        ids = self._session.clinic.lists.ids(self._filter, sort, descending=descending)
        self._batch.begin(ids, self.filters.name)

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of patients."""
        self._names_hidden = hidden
        self._model.set_names_hidden(hidden)
        self._waiting.set_names_hidden(hidden)

    def _build(self) -> None:
        self.list.add(self._table, 1)
        self.list.add(self._waiting, 1)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list.add(self._told, 1)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self._head)
        self._whole.addWidget(self.filters)
        self._whole.addWidget(self.list, 1)
        self._space()
        self.lead_keys(self._table)

    def _connect(self) -> None:
        self._table.patient_chosen.connect(self.patient_chosen)
        self._table.left_out.connect(self._on_left_out)
        self._waiting.patient_chosen.connect(self.patient_chosen)
        self._waiting.left_out.connect(self._on_left_out)
        self._head.new_patient_requested.connect(self.new_patient_requested)
        self._head.import_requested.connect(self.import_requested)
        self._head.print_requested.connect(self.print_list)
        self._head.summaries_requested.connect(self.print_summaries)
        self._head.map_requested.connect(self.map_requested)
        self.filters.chosen.connect(self._on_filter_chosen)
        self._model.sort_requested.connect(self._on_sort_requested)
        self._session.changed.connect(self._on_changed)

    def _empty_sentence(self) -> str:
        match self._filter:
            case WorklistFilter.EVERYONE:
                return self.tr("No patient yet. Press Ctrl+N, or New patient, to add the first.")
            case WorklistFilter.TODAY:
                return self.tr("Nobody is expected today, and nobody has been seen today.")
            case WorklistFilter.AWAITING:
                return self.tr("No result is awaited.")
            case WorklistFilter.DRAFTS:
                return self.tr("No visit waits for a signature.")
        return self.tr("Nobody here.")

    def _tell_shown(self) -> None:
        """How many of how many, and what a wider window would show: nothing is left out in silence."""
        shown, of = self._counts.get(self._filter, 0), self._counts.get(WorklistFilter.EVERYONE, 0)
        told = self.tr("Showing {n} of {m} patients").format(n=shown, m=of)
        if self._filter is WorklistFilter.AWAITING:
            told = self.tr("Showing {k} awaited, of {n} of {m} patients")
        elif self._filter is WorklistFilter.DRAFTS:
            told = self.tr("Showing {k} drafts, of {n} of {m} patients")
        told = told.format(k=self._waiting.count(), n=shown, m=of)
        if self._no_room:
            told += " · " + self.tr("No room for: {heads}").format(heads=self._no_room)
        self.filters.told.setText(told if of else "")

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._whole.setSpacing(px(GAP_S))
        low = self.height() < px(_LOW_PX)
        self._head.set_compact(low)
        self.filters.set_compact(low)

    @Slot(str)
    def _on_left_out(self, heads: str) -> None:
        in_front = self._table if self._filter not in _WAITING else self._waiting
        if self.sender() is in_front:
            self._no_room = heads
            self._tell_shown()

    @Slot(object)
    def _on_filter_chosen(self, chosen: WorklistFilter) -> None:
        self._filter = chosen
        self._no_room = ""
        self._reload_list()

    @Slot(str, bool)
    def _on_sort_requested(self, sort: str, descending: bool) -> None:
        self._sort = (sort, descending)
        self._reload_list()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if Kind.SETTINGS in change.kinds:
            self._model.set_settings(self._session.clinic.settings.rules())
        # Only what is looked at is read; the rest waits until it is.
        self._is_stale = True
        if self.isVisible():
            self.reload()

    @Slot()
    def _on_painted(self) -> None:
        if not self._session.clinic.is_locked:
            self._model.complete()
        self.painted.emit()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while another page was open."""
        super().showEvent(event)
        if self._is_stale and self._session.is_begun:
            self.reload()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time, when all of it is painted."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_painted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window folds what stands above the list, so that patients are in sight."""
        super().resizeEvent(event)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


_WAITING = {WorklistFilter.AWAITING: Waiting.ORDERS, WorklistFilter.DRAFTS: Waiting.DRAFTS}
"""Filters that list what waits in place of patients."""
