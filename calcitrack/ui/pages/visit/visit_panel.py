"""The visit tab: the draft, saved at every committed field; nothing typed waits for a button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.dates import DateRefused, parse_entry
from calcitrack.domain.errors import CalciTrackError, InvalidInput
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.ui.conflict_words import refusal_sentence
from calcitrack.ui.pages.chart.map_card import MapCard
from calcitrack.ui.pages.chart.pathway_column import PathwayColumn
from calcitrack.ui.pages.visit.draft_writer import DraftWriter
from calcitrack.ui.pages.visit.lesion_writer import LesionWriter
from calcitrack.ui.pages.visit.order_writer import OrderWriter, orders_shown
from calcitrack.ui.pages.visit.visit_ways import Parts, VisitWays
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.visit_fields import VisitFields
from calcitrack.ui.visit.grid.rows import grid_rows
from calcitrack.ui.visit.grid.visit_grid import VisitGrid
from calcitrack.ui.visit.lesion.detail_panel import DetailPanel
from calcitrack.ui.visit.side_column import SideColumn
from calcitrack.ui.visit.undo import Step, UndoStack
from calcitrack.ui.visit.visit_columns import VisitColumns
from calcitrack.ui.visit.visit_head import VisitHead
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class VisitPanel(LeadsKeys, QWidget):
    """Shows one draft. Each committed field is in the vault before the next key is typed.

    Signals:
        visit_saved(visit): The draft as it now is in the vault.
        new_lesion_requested(): Add a lesion.
        new_lesion_there_requested(code, side): Add a lesion at a place of the map.
        discard_requested(): Throw the draft away.
        sign_requested(): Review and sign.
        reload_requested(): The draft was changed elsewhere: read it anew.
    """

    visit_saved = Signal(object)
    new_lesion_requested = Signal()
    new_lesion_there_requested = Signal(str, object)
    discard_requested = Signal()
    sign_requested = Signal()
    reload_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._writer = DraftWriter(session, self)
        self._order_writer = OrderWriter(session, self._writer)
        self.lesions = LesionWriter(session, self._writer)
        self._shown_day = date.min
        self._head = VisitHead()
        self._message = MessageBar()
        self.grid = VisitGrid()
        self.detail = DetailPanel()
        self.pathway = PathwayColumn(session, counts_draft=True, scrolls=True)
        self._map = MapCard(session.clinic.sites, with_draft=True)
        self._side = SideColumn(self.detail, self._map, self.pathway)
        self.fields = VisitFields()
        self._build()
        self._connect()

    @property
    def visit(self) -> Visit | None:
        """The draft on screen, as it is in the vault; None when there is none."""
        return self._writer.visit

    @property
    def steps(self) -> UndoStack:
        """What can be taken back in the draft; other kinds of steps are pushed here too."""
        return self._writer.steps

    @property
    def _record(self) -> PatientRecord | None:
        return self._writer.record

    def set_visit(self, record: PatientRecord, visit: Visit) -> None:
        """Show a draft, or show it anew; what is being typed stays."""
        is_other = self.visit is None or self.visit.id != visit.id
        if is_other:
            # While the draft before is still known: its last typed text belongs to it.
            self.settle()
            self.detail.set_row(None)
        self._writer.open(record, visit)
        if is_other:
            self._head.clear()
            self._message.dismiss()
        self._shown_day = visit.visited_on
        self._head.show_day(visit.visited_on)
        rules = self._session.clinic.settings.rules()
        self.grid.set_context(visit.visited_on, self._session.clinic.person.name, rules)
        self.grid.set_rows(grid_rows(record, visit, self._session.clinic.sites))
        self._columns.fold()
        self.detail.set_context(visit.visited_on, self._session.clinic.person.name)
        self.detail.set_draft(record, visit)
        self._show_detail()
        self.fields.set_context(self._session.clinic.clock.today(), self._session.clinic.person.name)
        self.fields.set_catalogue(self._session.clinic.instruments.catalogue())
        self.fields.set_visit(visit, orders_shown(record, visit))
        self.fields.set_trials(record.trials, visit.visited_on)
        self._side.set_pathway_there(not self.pathway.is_switched_off())
        self.pathway.set_record(record)
        self._map.set_record(record)

    def saved_text(self) -> str:
        """What is said beside the day: when it was saved, or what was undone."""
        return self._head.said()

    def tell_done(self, what: str) -> None:
        """Say beside the day what was done."""
        self._tell(self.tr("{what}, saved {time}").replace("{what}", what))

    def tell_refused(self, why: str) -> None:
        """Say why nothing was done."""
        self._message.show_message(why, "warning")

    def show_pathway(self) -> None:
        """Bring what the review says to the front beside the grid, or the lesion's fields again."""
        self._side.turn()

    def go_to_lesion(self, lesion_id: int) -> None:
        """Put the cursor on a lesion, ready to type its size."""
        self.grid.set_current_lesion(lesion_id)
        self.grid.setFocus()
        self._show_detail()

    def show_lesion(self, lesion_id: int) -> None:
        """Put the cursor on a lesion that was selected in the chart, and leave the keys where they are."""
        if not self.grid.is_typing:
            self.grid.set_current_lesion(lesion_id)
            self._show_detail()

    def settle(self) -> bool:
        """Take what is being typed; False when something cannot be taken and says so."""
        return self.grid.settle() and self.detail.settle() and self.fields.settle()

    def _build(self) -> None:
        self._columns = VisitColumns(self.grid, self._side, self.fields)
        self._ways = VisitWays(Parts(self.grid, self.detail, self._map, self.fields, self._side), self._columns.page)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._head)
        self._whole.addWidget(self._message)
        self._whole.addWidget(self._columns, 1)
        self.lead_keys(self.grid)
        self._space()

    def _connect(self) -> None:
        self._head.day_typed.connect(self._on_day_typed)
        self._head.discard_requested.connect(self.discard_requested)
        self._head.sign_requested.connect(self.sign_requested)
        self._message.action_requested.connect(self.reload_requested)
        self.grid.assessment_committed.connect(self._on_assessment)
        self.grid.assessments_committed.connect(self._on_assessments)
        self.grid.assessment_cleared.connect(self._on_cleared)
        self.grid.new_lesion_requested.connect(self.new_lesion_requested)
        self.grid.current_lesion_changed.connect(self._show_detail)
        self.grid.current_lesion_changed.connect(self._ways.bring_row)
        self.grid.continue_requested.connect(self._on_continue)
        self.grid.map_requested.connect(self._ways.go_to_map)
        self.grid.panel_requested.connect(self._ways.go_to_lesion)
        self._map.lesion_selected.connect(self._on_map_lesion)
        self._map.place_chosen.connect(self.new_lesion_there_requested)
        self._map.left.connect(self._ways.go_to_grid)
        self.detail.assessment_committed.connect(self._on_detail_assessment)
        self.pathway.evaluated.connect(self._side.tell_signs)
        self.detail.assessment_cleared.connect(self._on_detail_cleared)
        self.fields.visit_changed.connect(self._on_fields)
        self.fields.order_added.connect(self._order_writer.add)
        self.fields.order_changed.connect(self._order_writer.close)
        self.fields.order_removed.connect(self._order_writer.withdraw)
        self._writer.saved.connect(self._on_saved)
        self._writer.refused.connect(self._on_refused)
        self._writer.turned.connect(self._on_turned)

    @Slot(object)
    def _on_saved(self, visit: Visit) -> None:
        self._message.dismiss()
        self._tell(self.tr("saved {time}"))
        self.visit_saved.emit(visit)
        if self._record is not None:
            self.pathway.follow(self._record)
            self._map.set_record(self._record)

    def _tell(self, told: str, brief: str = "") -> None:
        self._head.tell(told, self._session.clinic.clock.now().astimezone(), brief)

    @Slot(object)
    def _on_refused(self, error: CalciTrackError) -> None:
        """Say what happened; what was typed stays on screen, and the grid shows what the vault holds."""
        if isinstance(error, InvalidInput):
            self.fields.show_faults(error.faults)
        self._message.show_message(refusal_sentence(error), "danger", self.tr("Show what is saved"))

    def _refresh_rows(self, lesion_ids: Sequence[int]) -> None:
        record, visit = self._record, self.visit
        if record is None or visit is None:
            return
        for row in grid_rows(record, visit, self._session.clinic.sites):
            if row.lesion.id in lesion_ids:
                self.grid.update_row(row)

    @Slot()
    def _on_continue(self) -> None:
        """Say beside the day what a key did further down: a message of its own would push the grid down."""
        if self.fields.continue_therapies():
            self._tell(self.tr("all therapies go on, in the plan, saved {time}"))
        else:
            self._message.show_message(self.tr("No therapy is recorded as given on this day."), "warning")

    @Slot(object)
    def _on_assessment(self, assessment: Assessment) -> None:
        self._writer.put((assessment,))
        self._show_detail()

    @Slot(object)
    def _on_assessments(self, found: Sequence[Assessment]) -> None:
        self._writer.put(tuple(found))
        self._show_detail()

    @Slot(object)
    def _on_detail_assessment(self, assessment: Assessment) -> None:
        self._writer.put((assessment,))
        self._refresh_rows((assessment.lesion_id,))
        self._show_detail()

    @Slot(int)
    def _on_cleared(self, lesion_id: int) -> None:
        self._writer.clear(lesion_id)
        self._show_detail()

    @Slot(int)
    def _on_detail_cleared(self, lesion_id: int) -> None:
        self._on_cleared(lesion_id)
        self._refresh_rows((lesion_id,))
        self._show_detail()

    @Slot(object)
    def _on_fields(self, changed: Visit) -> None:
        if self.visit is not None and changed.id == self.visit.id:
            self._writer.change(changed)

    @Slot(str)
    def _on_day_typed(self, text: str) -> None:
        visit = self.visit
        if visit is None:
            return
        try:
            moved = parse_entry(text, self._session.clinic.clock.today())
        except DateRefused:
            told = self.tr("“{text}” is not a day. Type it like 22 Nov 2026.")
            self._message.show_message(told.format(text=text), "danger")
            self._head.refuse_day()
            return
        if moved != visit.visited_on and not self._writer.move(moved):
            self._head.refuse_day()
            return
        self._head.take_day(moved)
        if moved != visit.visited_on:
            self.reload_requested.emit()

    @Slot()
    def undo(self) -> None:
        """Take back what was done last in the draft."""
        if self._may_turn() and self._writer.undo() is None and not self._writer.steps.can_undo():
            self._tell(self.tr("nothing to undo"))

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._may_turn() and self._writer.redo() is None and not self._writer.steps.can_redo():
            self._tell(self.tr("nothing to redo"))

    def _may_turn(self) -> bool:
        """A value that is half typed comes first: it is given up by Esc, or taken by Enter."""
        return self.visit is not None and not self.grid.is_typing

    @Slot(object, bool)
    def _on_turned(self, step: Step, undone: bool) -> None:
        """Show the draft as it now is, the cursor on the lesion that changed."""
        if self._record is None or self.visit is None:
            return
        was_moved = self._shown_day != self.visit.visited_on
        self.set_visit(self._record, self.visit)
        if was_moved:
            self.reload_requested.emit()
        if step.lesion_id is not None:
            self.grid.set_current_lesion(step.lesion_id)
            self._ways.bring_row()
        self._show_detail()
        brief = (self.tr("{what} undone") if undone else self.tr("{what} redone")).format(what=step.what)
        self._tell(self.tr("{undone}, saved {time}").replace("{undone}", brief), brief)

    @Slot()
    def _show_detail(self) -> None:
        if self.visit is not None:
            row = self.grid.current_row()
            self.detail.set_row(row)
            self._map.set_selected(row.lesion.id if row else None)

    @Slot()
    def bring_row(self) -> None:
        """Bring the row that the keys go to into sight."""
        self._ways.bring_row()

    def go_on(self) -> None:
        """Give the keys to the next part: from the grid to the fields of the visit, from anywhere else to the grid."""
        self._ways.go_on()

    @Slot(int)
    def _on_map_lesion(self, lesion_id: int) -> None:
        """Move the grid along; the keys stay on the map."""
        self.grid.set_current_lesion(lesion_id)
        self._show_detail()

    def _space(self) -> None:
        self._whole.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo that a field in which nothing is typed left to the draft; Esc goes back to the grid."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._ways.go_to_grid()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
