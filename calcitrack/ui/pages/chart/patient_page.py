"""The chart of the open patient: banner and tabs. What is asked of it is in record_requests and visit_requests."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.pages.chart.history_panel import HistoryPanel
from calcitrack.ui.pages.chart.lesions_panel import LesionsPanel
from calcitrack.ui.pages.chart.map_card import MapCard
from calcitrack.ui.pages.chart.merge_requests import MergeRequests
from calcitrack.ui.pages.chart.open_chart import OpenChart
from calcitrack.ui.pages.chart.overview_panel import OverviewPanel
from calcitrack.ui.pages.chart.pathway_column import PathwayColumn
from calcitrack.ui.pages.chart.print_requests import PrintRequests
from calcitrack.ui.pages.chart.record_requests import RecordRequests
from calcitrack.ui.pages.chart.scores_panel import ScoresPanel
from calcitrack.ui.pages.chart.therapy_panel import TherapyPanel
from calcitrack.ui.pages.chart.trends_panel import TrendsPanel
from calcitrack.ui.pages.chart.visit_requests import VisitRequests
from calcitrack.ui.pages.visit.lesion_deeds import LesionDeeds
from calcitrack.ui.pages.visit.visit_panel import VisitPanel
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.identity_banner import IdentityBanner
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


_PART_PX = 96
_LOW_PX, _NARROW_PX = 520, 560
"""Below this height the banner is one line."""


class Tab(IntEnum):
    """The tabs of a chart, in order."""

    OVERVIEW = 0
    VISIT = 1
    LESIONS = 2
    TRENDS = 3
    THERAPY = 4
    SCORES = 5
    HISTORY = 6


class _Parts(QStackedWidget):
    """The tabs' contents. Each scrolls inside itself, so none may ask for height at the banner's expense."""

    def hasHeightForWidth(self) -> bool:
        """No: whatever height is left will do."""
        return False


class PatientPage(LeadsKeys, QWidget):
    """One patient at a time; every operation names that patient, so nothing can land in another record.

    A further tab is a value of ``Tab`` and a line in ``_parts``, in the same order.

    Signals:
        visit_shown(shown): Whether a draft is in front.
        draft_saved(): A field of the draft is in the vault.
        step_requested(node): Show a step of the pathway on the page of the guidance.
    """

    visit_shown = Signal(bool)
    draft_saved = Signal()
    step_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chart = OpenChart(session, self)
        # Each part is made under its parent: what comes to one later is dressed once more, with all that is in it.
        self._banner = IdentityBanner(self)
        self._message = MessageBar(self)
        self._tabs = QTabBar(self)
        self._stack = _Parts(self)
        self._overview = OverviewPanel(session, self._stack)
        self._map = MapCard(session.clinic.sites)
        self.pathway = PathwayColumn(session, counts_draft=False)
        self._overview.place_pathway(self.pathway)
        self.visit_panel = VisitPanel(session, self._stack)
        self._lesions = LesionsPanel(session, self._stack)
        self._trends = TrendsPanel(session, self._stack)
        self._therapy = TherapyPanel(session, self._stack)
        self._scores = ScoresPanel(session, self._stack)
        self._history = HistoryPanel(session, self._stack)
        self.requests = RecordRequests(self._chart, self.visit_panel.lesions)
        self.deeds = LesionDeeds(self._chart, self.visit_panel)
        self.merging = MergeRequests(self._chart)
        self.visits = VisitRequests(self._chart, self.visit_panel, self._message, self.reload)
        self.prints = PrintRequests(self._chart, self.visit_panel, self._message)
        self._parts: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Overview"), self._overview),
            (self.tr("Visit"), self.visit_panel),
            (self.tr("Lesions"), self._lesions),
            (self.tr("Trends"), self._trends),
            (self.tr("Therapy"), self._therapy),
            (self.tr("Scores"), self._scores),
            (self.tr("History"), self._history),
        )
        self._build()
        self._connect()

    @property
    def patient_id(self) -> int:
        """The open patient; 0 while there is none."""
        return self._chart.record.patient.id if self._chart.record else 0

    @property
    def record(self) -> PatientRecord | None:
        """The open record; None while there is none."""
        return self._chart.record

    @property
    def is_visit_shown(self) -> bool:
        """Whether the draft is in front."""
        return self._stack.currentWidget() is self.visit_panel

    def open_patient(self, patient_id: int) -> None:
        """Open a patient's chart; a draft comes up at once where one waits.

        Raises:
            NotFound: There is no such patient.
        """
        if self.patient_id and not self.visit_panel.settle():
            return
        self._message.dismiss()
        self._show(self._session.clinic.patients.open(patient_id))
        self._go_to(Tab.VISIT if self._chart.draft is not None else Tab.OVERVIEW)

    def take_keys(self) -> None:
        """Give the keys to what is done next: the tab in front, or where it has nothing to go through, a new visit."""
        panel = self._stack.currentWidget()
        nothing_listed = panel is self._overview and not self._overview.has_lesions
        (self._banner.visit_button if nothing_listed else panel or self).setFocus()

    def reload(self) -> None:
        """Read the open record anew and show it."""
        if self.patient_id:
            self._show(self._session.clinic.patients.reload(self.patient_id))

    def go_to_visit(self) -> None:
        """Start a visit today, or go on with the open draft."""
        if not self.patient_id:
            return
        self._message.dismiss()
        if self._chart.draft is None:
            today, patient_id = self._session.clinic.clock.today(), self.patient_id
            if not self._chart.write(lambda clinic: clinic.visits.start(patient_id, today)):
                return
        self._go_to(Tab.VISIT)
        self.visit_panel.grid.setFocus()

    def print_summary(self) -> None:
        """Show the summary of the visit in front, or else of the last one, to be printed or saved."""
        self.prints.show_summary(self._visit_to_print())

    def show_pathway(self) -> None:
        """Go to what the review says of this record: beside the visit while a draft is in front, else in the chart."""
        if self.is_visit_shown:
            self.visit_panel.show_pathway()
            return
        self._go_to(Tab.OVERVIEW)
        self.pathway.begin()

    def start_trial(self) -> None:
        """Record that a therapy begins; a draft in front takes what is being typed first."""
        if not self.is_visit_shown or self.visit_panel.settle():
            self.requests.start_trial()

    def show_therapy(self) -> None:
        """Go to the therapies of the patient, to change or stop one."""
        self._go_to(Tab.THERAPY)
        self._therapy.setFocus()

    def print_patient_page(self) -> None:
        """Show the page for the patient, of the same visit that the summary would be of."""
        self.prints.show_patient_page(self._visit_to_print())

    def write_referral(self) -> None:
        """Ask for a letter to a colleague, and show it with the signed record behind it."""
        self.prints.write_referral()

    def copy_visit(self) -> None:
        """Put the visit that the summary would be of on the clipboard, as plain text."""
        self.prints.copy_text(self._visit_to_print())

    def _build(self) -> None:
        for title, panel in self._parts:
            self._tabs.addTab(title)
            self._stack.addWidget(panel)
        self._tabs.setAccessibleName(self.tr("Parts of the chart"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs_row = QHBoxLayout()
        self._tabs_row.addWidget(self._tabs, 1)
        self._tabs_row.addWidget(self._overview.change_button)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self._banner)
        self._whole.addWidget(self._message)
        self._whole.addLayout(self._tabs_row)
        self._whole.addWidget(self._stack, 1)
        self.setTabOrder(self._tabs, self._overview.change_button)
        self._space()

    def _connect(self) -> None:
        requests, visits = self.requests, self.visits
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._message.action_requested.connect(self.print_summary)
        self._banner.edit_requested.connect(requests.edit_patient)
        requests.merge_requested.connect(self.merging.merge_with)
        self._history.separate_requested.connect(self.merging.separate)
        self._banner.print_requested.connect(self.print_summary)
        self._banner.page_requested.connect(self.print_patient_page)
        self._banner.referral_requested.connect(self.write_referral)
        self._banner.copy_requested.connect(self.copy_visit)
        self._banner.visit_requested.connect(self.go_to_visit)
        self.pathway.step_requested.connect(self.step_requested)
        self.visit_panel.pathway.step_requested.connect(self.step_requested)
        self.visit_panel.visit_saved.connect(self._on_visit_saved)
        self.visit_panel.new_lesion_requested.connect(requests.add_lesion)
        self.visit_panel.new_lesion_there_requested.connect(requests.add_lesion_there)
        self.visit_panel.discard_requested.connect(visits.discard)
        self.visit_panel.sign_requested.connect(visits.review_and_sign)
        self.visit_panel.reload_requested.connect(self.reload)
        self._overview.place_map(self._map)
        for part in (self._map, self._lesions, self._trends, self._therapy):
            self._overview.selection_changed.connect(part.set_selected)
        self._overview.selection_changed.connect(self._on_selection_changed)
        self._lesions.lesion_selected.connect(self._overview.select_lesion)
        self._trends.lesion_selected.connect(self._overview.select_lesion)
        self._trends.saved.connect(self._on_file_saved)
        self._lesions.lesion_change_requested.connect(requests.change_lesion)
        self.deeds.change_requested.connect(requests.change_lesion)
        self._map.lesion_selected.connect(self._overview.select_lesion)
        self._overview.lesion_change_requested.connect(requests.change_lesion)
        self._therapy.start_requested.connect(requests.start_trial)
        self._therapy.change_requested.connect(requests.change_trial)
        self._therapy.stop_requested.connect(requests.stop_trial)
        self._therapy.judge_requested.connect(requests.judge_trial)
        self._therapy.step_requested.connect(self.step_requested)
        requests.lesion_added.connect(self.visit_panel.go_to_lesion)
        visits.signed.connect(self._on_signed)
        self._session.changed.connect(self._on_changed)

    def _show(self, record: PatientRecord) -> None:
        clinic = self._session.clinic
        self._chart.record = record
        figures = record_figures(record, clinic.settings.rules())
        self._banner.set_patient(record.patient, clinic.clock.today(), record.merged)
        self._history.set_merged(record.merged)
        self._tell_actions()
        self._overview.set_record(record, figures)
        self._map.set_record(record)
        self.pathway.set_record(record)
        self._lesions.set_record(record, figures)
        self._trends.set_record(record, figures)
        self._therapy.set_record(record, figures)
        self._scores.set_record(record)
        self._history.set_patient(record.patient.id)
        draft = record.draft
        self._tabs.setTabVisible(Tab.VISIT, draft is not None)
        self._space()  # the tabs need another room now
        if draft is not None:
            self.visit_panel.set_visit(record, draft)
        elif self._tabs.currentIndex() == Tab.VISIT:
            self._go_to(Tab.OVERVIEW)

    def _tell_actions(self) -> None:
        roles = self._session.clinic.person.roles
        self._banner.set_actions(
            can_print=self._visit_to_print() is not None,
            has_draft=self._chart.draft is not None,
            can_record=bool(roles & {Role.STAFF, Role.CLINICIAN}),
        )

    def _visit_to_print(self) -> Visit | None:
        return self.prints.visit_to_print(draft_in_front=self._tabs.currentIndex() == Tab.VISIT)

    def _go_to(self, tab: Tab) -> None:
        self._tabs.setCurrentIndex(tab)
        self._on_tab_changed(tab)

    @Slot(int)
    def _on_tab_changed(self, tab: int) -> None:
        if tab != Tab.VISIT and self._stack.currentIndex() == Tab.VISIT and not self.visit_panel.settle():
            # What cannot be taken stays in sight with its reason.
            with QSignalBlocker(self._tabs):
                self._tabs.setCurrentIndex(Tab.VISIT)
            return
        self._carry_selection(self._stack.currentIndex(), tab)
        self._stack.setCurrentIndex(tab)
        if tab == Tab.OVERVIEW and self._chart.record is not None:
            self._overview.tell_since(self._chart.record)
        self._overview.change_button.setVisible(tab == Tab.OVERVIEW)
        self.lead_keys(self._parts[tab][1])
        self._space()
        self.visit_shown.emit(tab == Tab.VISIT)

    @Slot(object)
    def _on_selection_changed(self, lesion_id: int | None) -> None:
        self._history.set_lesion(next((one.number for one in self._lesions_shown() if one.id == lesion_id), None))

    def _lesions_shown(self) -> tuple[Lesion, ...]:
        return self._chart.record.lesions if self._chart.record is not None else ()

    def _carry_selection(self, before: int, now: int) -> None:
        """The cursor of the grid and the selection of the chart are one lesion.

        It is taken over as the one or the other comes to the front: the grid's keys must not wait for a chart out of
        sight.
        """
        row, selected = self.visit_panel.grid.current_row(), self._overview.selected
        ours = {one.id for one in self._lesions_shown()}  # the grid may still hold the patient who was open before
        if before == Tab.VISIT and now != Tab.VISIT and row is not None and row.lesion.id in ours:
            self._overview.select_lesion(row.lesion.id)
        if now == Tab.VISIT and before != Tab.VISIT and selected in ours:
            self.visit_panel.show_lesion(selected)
        if now == Tab.VISIT:  # once the layout has settled: in a low window the grid begins below its edge
            QTimer.singleShot(0, self.visit_panel, self.visit_panel.bring_row)

    @Slot()
    def _on_signed(self) -> None:
        self._go_to(Tab.OVERVIEW)

    @Slot(str)
    def _on_file_saved(self, told: str) -> None:
        self._message.show_message(told, "good")

    @Slot(object)
    def _on_visit_saved(self, visit: Visit) -> None:
        self._chart.keep(visit)
        self.draft_saved.emit()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        # Neither shows in the record: the draft is kept in step, and the guidance looks after its own.
        quiet = change.kinds <= {Kind.DRAFT, Kind.GUIDANCE}
        if not quiet and self.patient_id and change.touches(self.patient_id):
            self.reload()

    def _space(self) -> None:
        px = current_theme().px
        low = self.height() < px(_LOW_PX)
        self._whole.setContentsMargins(px(GAP_M), px(GAP_S if low else GAP_M), px(GAP_M), px(GAP_S if low else GAP_M))
        self._whole.setSpacing(px(GAP_XS if low else GAP_M))
        self._banner.set_compact(low, in_visit=self._tabs.currentIndex() == Tab.VISIT)
        self._stack.setMinimumHeight(px(_PART_PX))
        kind = "narrow" if self.width() < px(_NARROW_PX) else ""
        if kind != (self._tabs.property("kind") or ""):
            dress(self._tabs, kind=kind)
        room = self.width() - 2 * px(GAP_M) - self._tabs.sizeHint().width()
        self._overview.shorten_button(room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has a low banner, so that the lesions have room under it."""
        super().resizeEvent(event)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
