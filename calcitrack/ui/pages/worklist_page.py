"""The worklist: who wants a look today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from calcitrack.clinic.prints import AskedList
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.vocabulary import Role
from calcitrack.domain.waiting import Waiting
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.i18n import day
from calcitrack.ui.models.worklist_model import WorklistModel
from calcitrack.ui.pages.batch_print import BatchPrint
from calcitrack.ui.pages.list_print import ListPrint
from calcitrack.ui.pages.waiting_list import WaitingList
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.worklist_table import WorklistTable

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class WorklistPage(QWidget):
    """Everyone, or those that a filter chooses, in the order asked for.

    Signals:
        patient_chosen(patient_id): Open this patient.
        new_patient_requested(): Add a patient.
        import_requested(): Import a record file.
        map_requested(): Show where lesions are in this clinic.
    """

    patient_chosen = Signal(int)
    new_patient_requested = Signal()
    import_requested = Signal()
    map_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._filter = WorklistFilter.EVERYONE
        self._sort = ("name", False)
        self._is_stale = self._names_hidden = False
        self._model = WorklistModel(
            session.clinic.lists.rows, session.clinic.clock, session.clinic.settings.rules(), parent=self
        )
        self._table = WorklistTable(self._model)
        self._waiting = WaitingList(session)
        self.filters, self.list = QWidget(), Card(flush=True)
        self._chips: dict[WorklistFilter, Chip] = {}
        self._told = Label(role="muted")
        self._shown = Label(role="small")
        self._counts: dict[WorklistFilter, int] = {}
        self._no_room = ""
        self._print, self._batch = ListPrint(session, self), BatchPrint(session, self)
        self._build()
        self._connect()
        self.reload()

    def reload(self) -> None:
        """Read the counts and the list anew; the current patient stays current."""
        self._is_stale = False
        self._counts = self._session.clinic.lists.counts()
        for chosen, count in self._counts.items():
            self._chips[chosen].set_count(count)
        self._reload_list()

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
        self.setFocusProxy(in_front if shown else self._new)
        self._tell_shown()

    def _reload_patients(self) -> int:
        """Show the patients of the filter; returns how many they are."""
        current = self._table.current_patient()
        sort, descending = self._sort
        ids = self._session.clinic.lists.ids(self._filter, sort, descending=descending)
        self._model.set_ids(ids)
        self._table.select_patient(current)
        return len(ids)

    @Slot()
    def print_list(self) -> None:
        """Show the list on paper, as it stands: what is filtered, in its order, with names hidden where they are."""
        sort, descending = self._waiting.sort if self._filter in _WAITING else self._sort
        names = {chosen: chip.word for chosen, chip in self._chips.items()}
        self._print.begin(AskedList(self._filter, sort, descending, self._names_hidden), names[self._filter])

    @Slot()
    def print_summaries(self) -> None:
        """Write the summaries of the patients listed, or of a day, into files."""
        sort, descending = ("name", False) if self._filter in _WAITING else self._sort
        ids = self._session.clinic.lists.ids(self._filter, sort, descending=descending)
        self._batch.begin(ids, self._chips[self._filter].word)

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of patients."""
        self._names_hidden = hidden
        self._model.set_names_hidden(hidden)
        self._waiting.set_names_hidden(hidden)

    def _build(self) -> None:
        head = QWidget()
        self._head = title = FlowLayout(head)
        title.addWidget(Label(self.tr("Worklist"), role="title"))
        title.addWidget(Label(_weekday(self._session), role="muted"))
        title.push_right()
        self._map = QPushButton(self.tr("Lesion sites…"))
        self._map.setToolTip(self.tr("Shows where lesions are in this clinic (Ctrl+Shift+M)"))
        self._printed = QPushButton(self.tr("Print list…"))
        self._printed.setToolTip(self.tr("Shows this list on paper, to be printed or saved (Ctrl+Shift+L)"))
        self._summaries = QPushButton(self.tr("Summaries…"))
        self._summaries.setToolTip(self.tr("Writes the summaries of this list, or of a day, into files (Ctrl+Shift+S)"))
        self._import = QPushButton(self.tr("Import…"))
        self._import.setToolTip(self.tr("Add every patient of a record file"))
        self._new = QPushButton(self.tr("New patient"))
        self._new.setToolTip("Ctrl+N")
        dress(self._new, kind="primary")
        title.addWidget(self._map)
        title.addWidget(self._printed)
        title.addWidget(self._summaries)
        title.addWidget(self._import)
        title.addWidget(self._new)
        flow = FlowLayout(self.filters)
        self._group = QButtonGroup(self)
        for chosen, text in self._filter_names().items():
            chip = Chip(text)
            chip.setChecked(chosen is self._filter)
            self._chips[chosen] = chip
            self._group.addButton(chip)
            flow.addWidget(chip)
        flow.push_right()
        flow.addWidget(self._shown)
        self.list.add(self._table, 1)
        self.list.add(self._waiting, 1)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list.add(self._told, 1)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(head)
        self._whole.addWidget(self.filters)
        self._whole.addWidget(self.list, 1)
        # Only now that it has a parent: shown before, it would be a window of its own for a moment.
        self._import.setVisible(Role.ADMINISTRATOR in self._session.clinic.person.roles)
        self._space()
        self.setFocusProxy(self._table)

    def _connect(self) -> None:
        self._table.patient_chosen.connect(self.patient_chosen)
        self._table.left_out.connect(self._on_left_out)
        self._waiting.patient_chosen.connect(self.patient_chosen)
        self._waiting.left_out.connect(self._on_left_out)
        self._new.clicked.connect(self.new_patient_requested)
        self._import.clicked.connect(self.import_requested)
        self._printed.clicked.connect(self.print_list)
        self._summaries.clicked.connect(self.print_summaries)
        self._map.clicked.connect(self.map_requested)
        self._group.buttonClicked.connect(self._on_chip_clicked)
        self._model.sort_requested.connect(self._on_sort_requested)
        self._session.changed.connect(self._on_changed)

    def _filter_names(self) -> dict[WorklistFilter, str]:
        return {
            WorklistFilter.EVERYONE: self.tr("Everyone"),
            WorklistFilter.TODAY: self.tr("Today"),
            WorklistFilter.OVERDUE: self.tr("Overdue"),
            WorklistFilter.PROGRESSING: self.tr("Progressing"),
            WorklistFilter.INFECTION: self.tr("Infection signs"),
            WorklistFilter.ON_TRIAL: self.tr("On a therapy trial"),
            WorklistFilter.AWAITING: self.tr("Awaiting a result"),
            WorklistFilter.DRAFTS: self.tr("Unsigned drafts"),
        }

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
        self._shown.setText(told if of else "")

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._whole.setSpacing(px(GAP_S))

    @Slot(str)
    def _on_left_out(self, heads: str) -> None:
        in_front = self._table if self._filter not in _WAITING else self._waiting
        if self.sender() is in_front:
            self._no_room = heads
            self._tell_shown()

    @Slot(object)
    def _on_chip_clicked(self, button: object) -> None:
        self._filter = next(chosen for chosen, chip in self._chips.items() if chip is button)
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

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while another page was open."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


_WAITING = {WorklistFilter.AWAITING: Waiting.ORDERS, WorklistFilter.DRAFTS: Waiting.DRAFTS}
"""Filters that list what waits in place of patients."""


def _weekday(session: Session) -> str:
    return day(session.clinic.clock.today())
