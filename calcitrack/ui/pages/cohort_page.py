"""The cohort: which patients a filter chooses, what they come to, and who is behind each number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.cohort.criteria import Criteria, Question
from calcitrack.domain.cohort.sharing import is_small
from calcitrack.ui.cohort.change_panel import ChangePanel
from calcitrack.ui.cohort.counts_panel import CountsPanel
from calcitrack.ui.cohort.courses_panel import CoursesPanel
from calcitrack.ui.cohort.exporting import CohortExport
from calcitrack.ui.cohort.filter_bar import FilterBar
from calcitrack.ui.cohort.members import MembersList
from calcitrack.ui.cohort.reading import CohortReading
from calcitrack.ui.cohort.sites_panel import SitesPanel
from calcitrack.ui.cohort.therapies_panel import TherapiesPanel
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.errors import show_failure
from calcitrack.ui.i18n import number
from calcitrack.ui.map.marks import Place
from calcitrack.ui.second_reader.opening import read_as_second
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from calcitrack.ui.session import Session

    Panel = CountsPanel | ChangePanel | TherapiesPanel | SitesPanel | CoursesPanel

_PATIENCE_MS = 500
_LEAST_PX = 190
"""So high are the numbers in any window; a lower one scrolls."""
_QUIET = {Kind.DRAFT, Kind.GUIDANCE, Kind.ORDER, Kind.PEOPLE}
"""Changes that move no number here."""


class CohortPage(LeadsKeys, QWidget):
    """Reads on the worker when it is looked at; what is shown stays until the next answer is there.

    Signals:
        patient_chosen(patient_id): Open this patient.
    """

    patient_chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._words = CohortWords(session.clinic.sites)
        self._criteria = Criteria()
        self._answer: CohortAnswer | None = None
        self._is_stale = True
        self._due: set[Panel] = set()
        self.reading = CohortReading(session, self)
        self.bar = FilterBar(session, self._words)
        self.counts = CountsPanel(self._words)
        self.change = ChangePanel()
        self.therapies = TherapiesPanel(self._words)
        self.sites = SitesPanel(session.clinic.sites)
        self.courses = CoursesPanel(session.clinic.cohorts, self._words)
        self.members = MembersList(session)
        self._panels = self._make_panels()
        self._told = Label(role="muted")
        self._all = QPushButton(self.tr("List"))
        self._all.setToolTip(self.tr("Lists the patients of this cohort"))
        dress(self._all, kind="small")
        self._stop = QPushButton(self.tr("Stop"))
        self._sharing = Chip(self.tr("For sharing"))
        self._second = QPushButton(self.tr("Second reader…"))
        self._second.setToolTip(self.tr("Judge blind what another clinician has judged; agreement and disagreements"))
        self._export = QPushButton(self.tr("Export…"))
        self.exporting = CohortExport(session, self)
        self._notice = MessageBar()
        self.tabs, self._stack, self._outer = QTabBar(), QStackedWidget(), QStackedWidget()
        self._patience = QTimer(self)
        self._build()
        self._connect()

    def _make_panels(self) -> tuple[tuple[str, Panel], ...]:
        return (
            (self.tr("Counts"), self.counts),
            (self.tr("Change"), self.change),
            (self.tr("Therapies"), self.therapies),
            (self.tr("Sites"), self.sites),
            (self.tr("Courses"), self.courses),
        )

    @property
    def criteria(self) -> Criteria:
        """What is asked."""
        return self._criteria

    @property
    def answer(self) -> CohortAnswer | None:
        """What is shown; None before the first answer."""
        return self._answer

    def set_sharing(self, sharing: bool) -> None:
        """Hide counts of few, or show them."""
        self._sharing.setChecked(sharing)

    @Slot()
    def _on_second_clicked(self) -> None:
        read_as_second(self._session, self)

    @Slot(object)
    def ask(self, criteria: Criteria) -> None:
        """Ask for the patients of another filter."""
        self._criteria, self._is_stale = criteria, False
        self.bar.show_criteria(criteria)
        self.counts.mark(criteria)
        self._outer.setCurrentIndex(0)
        self.reading.ask(criteria)

    def stop_reading(self) -> None:
        """Give up what is being read: the vault closes."""
        self.reading.stop()
        self._is_stale = True

    def set_names_hidden(self, hidden: bool) -> None:
        """Hide or show the names of patients."""
        self.members.set_names_hidden(hidden)

    def show_members(self, title: str, ids: Sequence[int]) -> None:
        """List the patients behind a number."""
        if self._sharing.isChecked() or not ids:
            hidden = self.tr("Nobody is listed while the counts are for sharing.")
            self._notice.show_message(
                hidden if self._sharing.isChecked() else self.tr("{title}: nobody.").format(title=title)
            )
            return
        self.members.show_members(title, ids)
        self._outer.setCurrentIndex(1)
        self.members.setFocus()

    def _build(self) -> None:
        head = QWidget()
        self._head = flow = FlowLayout(head)
        flow.addWidget(Label(self.tr("Cohort"), role="title"))
        flow.addWidget(self._told)
        flow.addWidget(self._all)
        flow.addWidget(self._stop)
        flow.push_right()
        flow.addWidget(self._second)
        flow.addWidget(self._sharing)
        flow.addWidget(self.bar.limits)
        flow.addWidget(self.bar.saved)
        flow.addWidget(self._export)
        self._export.setEnabled(False)
        self._all.setEnabled(False)
        self._sharing.setToolTip(self.tr("Hides counts of one to four, and what would give them away"))
        self.tabs.setAccessibleName(self.tr("Parts of the cohort"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title, panel in self._panels:
            self.tabs.addTab(title)
            self._stack.addWidget(panel if panel is self.counts else scrolled(panel))
        # As high as the window leaves it, however much its parts would like: they scroll by themselves.
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.bar)
        self._column.addWidget(self._notice)
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._stack, 1)
        self._area = scrolled(inside)
        self._outer.addWidget(self._area)
        self._outer.addWidget(scrolled(self.members))
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(head)
        self._whole.addWidget(self._outer, 1)
        self._stop.hide()
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self.lead_keys(self.counts)
        self._space()

    def _connect(self) -> None:
        self.reading.began.connect(self._patience.start)
        self.reading.progressed.connect(self._on_progressed)
        self.reading.answered.connect(self._on_answered)
        self.reading.failed.connect(self._on_failed)
        self.reading.stopped.connect(self._on_stopped)
        self._patience.timeout.connect(self._on_patience_ended)
        self._stop.clicked.connect(self.reading.stop)
        self.bar.chosen.connect(self.ask)
        self.counts.toggled.connect(self._on_toggled)
        self.counts.list_wanted.connect(self._on_list_wanted)
        self.counts.holders_wanted.connect(self._on_holders_wanted)
        for panel in (self.change, self.therapies):
            panel.list_wanted.connect(self._on_ids_wanted)
        self.change.patient_chosen.connect(self.patient_chosen)
        self.courses.patient_chosen.connect(self.patient_chosen)
        self.sites.place_wanted.connect(self._on_places_wanted)
        self._all.clicked.connect(self._on_all_clicked)
        self.sites.site_chosen.connect(self._on_site_chosen)
        self.members.patient_chosen.connect(self.patient_chosen)
        self.members.left.connect(self._on_members_left)
        self._export.clicked.connect(self._on_export_clicked)
        self._second.clicked.connect(self._on_second_clicked)
        self.exporting.written.connect(self._on_written)
        self._sharing.toggled.connect(self._on_sharing_toggled)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._session.changed.connect(self._on_changed)

    def _show(self) -> None:
        answer = self._answer
        if answer is None:
            return
        sharing = self._sharing.isChecked()
        self._due = {panel for _, panel in self._panels}
        self._show_part()
        self._told.setText(self._sentence(answer, sharing=sharing))

    def _show_part(self) -> None:
        """Fill the part in front, unless it is; the others wait until somebody looks."""
        panel = self._panels[self._stack.currentIndex()][1]
        if self._answer is not None and panel in self._due:
            self._due.discard(panel)
            panel.show_answer(self._answer, sharing=self._sharing.isChecked())

    def _sentence(self, answer: CohortAnswer, *, sharing: bool) -> str:
        count, whole = len(answer.ids), answer.of
        if sharing and is_small(count, whole):
            return self.tr("Too few to be shared, of {of} patients").format(of=number(whole))
        if sharing and is_small(answer.open_lesions, answer.lesions):
            return self.tr("{n} of {of} patients").format(n=number(count), of=number(whole))
        told = self.tr("{n} of {of} patients · {lesions} lesions, {open} open")
        if answer.criteria.asks_of_lesions:
            told = self.tr("{n} of {of} patients · {lesions} of their lesions fit, {open} open")
        return told.format(
            n=number(count), of=number(whole), lesions=number(answer.lesions), open=number(answer.open_lesions)
        )

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setContentsMargins(px(GAP_M), px(GAP_M), px(GAP_M), px(GAP_M))
        self._whole.setSpacing(px(GAP_S))
        self._column.setSpacing(px(GAP_S))
        self._stack.setMinimumHeight(px(_LEAST_PX))

    @Slot(str, str)
    def _on_toggled(self, question: str, answer: str) -> None:
        self.ask(self._criteria.toggled(question, answer))

    @Slot(str, str)
    def _on_list_wanted(self, question: str, answer: str) -> None:
        if self._answer is None or self.reading.is_reading:
            return
        ids = self._session.clinic.cohorts.behind(self._answer.criteria, question, answer)
        self.show_members(f"{self._words.question(question)}: {self._words.answer(question, answer)}", ids)

    @Slot()
    def _on_holders_wanted(self) -> None:
        if self._answer is not None and not self.reading.is_reading:
            ids = self._session.clinic.cohorts.with_lesions(self._answer.criteria)
            self.show_members(self.tr("Patients with lesions"), ids)

    @Slot(str, object)
    def _on_ids_wanted(self, title: str, ids: Sequence[int]) -> None:
        if not self.reading.is_reading:
            self.show_members(title, self._session.clinic.cohorts.by_name(ids))

    @Slot(str, object, bool)
    def _on_places_wanted(self, title: str, places: Sequence[Place], only_open: bool) -> None:
        answer, cohorts = self._answer, self._session.clinic.cohorts
        if answer is not None and not self.reading.is_reading:
            there = {
                found
                for place in places
                for found in cohorts.at_site(answer.criteria, answer.ids, *place, only_open=only_open)
            }
            self.show_members(title, [one for one in answer.ids if one in there])

    @Slot()
    def _on_all_clicked(self) -> None:
        if self._answer is not None and not self.reading.is_reading:
            self.show_members(self.bar.sentence(), self._answer.ids)

    @Slot(str)
    def _on_site_chosen(self, code: str) -> None:
        self.ask(self._criteria.with_answers(Question.SITE, (code,)))

    @Slot()
    def _on_patience_ended(self) -> None:
        if self.reading.is_reading:
            self._told.setText(self.tr("Counting…"))
            self._stop.show()

    @Slot(int, int)
    def _on_progressed(self, done: int, of: int) -> None:
        if self._stop.isVisible():
            self._told.setText(self.tr("Counting… {done} of {of} steps").format(done=done, of=of))

    @Slot(object)
    def _on_answered(self, answer: CohortAnswer) -> None:
        is_first = self._answer is None
        self._answer = answer
        self._export.setEnabled(True)
        self._all.setEnabled(bool(answer.ids))
        self._stop.hide()
        self._show()
        if is_first:
            self.counts.open_questions((Question.DISEASE.value, Question.SUBTYPE.value))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._on_stopped()
        show_failure(self, error)

    @Slot()
    def _on_stopped(self) -> None:
        """Say that what is shown is not what was asked for last."""
        self._stop.hide()
        self._is_stale = True
        if self._answer is None or self._answer.criteria != self._criteria:
            told = self.tr("Stopped: the numbers are those of the filter before.")
            self._told.setText(told if self._answer else self.tr("Stopped: nothing has been counted yet."))
        else:
            self._told.setText(self._sentence(self._answer, sharing=self._sharing.isChecked()))

    @Slot()
    def _on_export_clicked(self) -> None:
        if self._answer is not None and not self.reading.is_reading:
            self.exporting.begin(self._answer)

    @Slot(str)
    def _on_written(self, path: str) -> None:
        told = self.tr("Written: {path}. It is not encrypted: whoever has it can read it.")
        self._notice.show_message(told.format(path=path), "warning")

    @Slot()
    def _on_members_left(self) -> None:
        self._outer.setCurrentIndex(0)
        self._panels[self._stack.currentIndex()][1].setFocus()

    @Slot(int)
    def _on_tab_changed(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show_part()
        self._bring_up(self.tabs)

    def _bring_up(self, top: QWidget) -> None:
        """In a low window, the numbers have the room that is there: what stands above ``top`` makes way."""
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(top.y()))  # once it is laid out

    @Slot(bool)
    def _on_sharing_toggled(self, sharing: bool) -> None:
        if sharing:
            self._notice.show_message(
                self.tr(
                    "Counts of one to four are hidden, and what would tell them. Two filters together may still tell."
                )
            )
        else:
            self._notice.dismiss()
        self._outer.setCurrentIndex(0)
        self._show()
        self._bring_up(self._notice if sharing else self.tabs)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kinds <= _QUIET:
            return
        self._is_stale = True
        if self.isVisible():
            self.ask(self._criteria)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Count when somebody looks, and again when something changed meanwhile."""
        super().showEvent(event)
        if self._is_stale and not self._session.clinic.is_locked:
            shown = self._outer.currentIndex()
            self.ask(self._criteria)
            self._outer.setCurrentIndex(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
