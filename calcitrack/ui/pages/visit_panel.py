"""The visit tab: the draft, saved at every committed field; nothing typed waits for a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.dates import DateRefused, parse_entry
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Order, Visit
from calcitrack.ui.conflict_words import conflict_sentences
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.pages.map_card import MapCard
from calcitrack.ui.pages.pathway_column import PathwayColumn
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.visit.detail_panel import DetailPanel
from calcitrack.ui.visit.grid import VisitGrid
from calcitrack.ui.visit.rows import grid_rows
from calcitrack.ui.visit.side_column import SideColumn
from calcitrack.ui.visit.visit_fields import VisitFields
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from calcitrack.clinic.context import Written
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.session import Session

_SIDE_PX, _DETAIL_PX, _GRID_PX = 288, 420, 260
_NARROW_PX = 1080
_UNBOUNDED = 16_777_215


class VisitPanel(QWidget):
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
        self._record: PatientRecord | None = None
        self._visit: Visit | None = None
        self._title = Label(self.tr("Visit"), role="title")
        self._date = QLineEdit()
        self._saved = Label(role="muted")
        self._discard = QPushButton(self.tr("Discard draft"))
        self._sign = QPushButton(self.tr("Review and sign…"))
        self._message = MessageBar()
        self.grid = VisitGrid()
        self._detail = DetailPanel()
        self.pathway = PathwayColumn(session, counts_draft=True, scrolls=True)
        self._map = MapCard(session.clinic.sites, with_draft=True)
        self._side = SideColumn(self._detail, self._map, self.pathway)
        self.fields = VisitFields()
        self._build()
        self._connect()

    @property
    def visit(self) -> Visit | None:
        """The draft on screen, as it is in the vault; None when there is none."""
        return self._visit

    def set_visit(self, record: PatientRecord, visit: Visit) -> None:
        """Show a draft, or show it anew; what is being typed stays."""
        is_other = self._visit is None or self._visit.id != visit.id
        if is_other:
            # While the draft before is still known: its last typed text belongs to it.
            self.settle()
            self._detail.set_row(None)
        self._record, self._visit = record, visit
        if is_other:
            self._saved.setText("")
            self._message.dismiss()
        self._date.setText(day(visit.visited_on))
        rules = self._session.clinic.settings.rules()
        self.grid.set_context(visit.visited_on, self._session.clinic.person.name, rules)
        self.grid.set_rows(grid_rows(record, visit, self._session.clinic.sites))
        self._fold()
        self._detail.set_context(visit.visited_on, self._session.clinic.person.name)
        self._show_detail()
        self.fields.set_context(self._session.clinic.clock.today(), self._session.clinic.person.name)
        self.fields.set_visit(visit, self._orders(record, visit))
        self._side.set_pathway_there(not self.pathway.is_switched_off())
        self.pathway.set_record(record)
        self._map.set_record(record)

    def show_pathway(self) -> None:
        """Bring what the review says to the front beside the grid, or the lesion's fields again."""
        self._side.turn()

    def go_to_lesion(self, lesion_id: int) -> None:
        """Put the cursor on a lesion, ready to type its size."""
        self.grid.set_current_lesion(lesion_id)
        self.grid.setFocus()
        self._show_detail()

    def settle(self) -> bool:
        """Take what is being typed; False when something cannot be taken and says so."""
        return self.grid.settle() and self._detail.settle() and self.fields.settle()

    def _build(self) -> None:
        self._date.setAccessibleName(self.tr("Day of the visit"))
        self._date.setToolTip(self.tr("Type another day to move the visit, such as 3 Nov 2026"))
        dress(self._sign, kind="primary")
        self._sign.setToolTip("Ctrl+Enter")
        head = QWidget()
        self._head = FlowLayout(head)
        for part in (self._title, self._date, Badge(self.tr("Draft"), "warning"), self._saved):
            self._head.addWidget(part)
        self._head.push_right()
        self._head.addWidget(self._discard)
        self._head.addWidget(self._sign)
        inside = QWidget()
        self._main = QVBoxLayout(inside)
        self._main.setContentsMargins(0, 0, 0, 0)
        self._main.addWidget(self.grid)
        self._main.addWidget(self.fields)
        self._main.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._columns = QHBoxLayout()
        self._columns.addWidget(self._scroll, 1)
        self._columns.addWidget(self._side)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(head)
        self._whole.addWidget(self._message)
        self._whole.addLayout(self._columns, 1)
        self.setFocusProxy(self.grid)
        self._space()

    def _connect(self) -> None:
        self._date.editingFinished.connect(self._on_date_typed)
        self._discard.clicked.connect(self.discard_requested)
        self._sign.clicked.connect(self.sign_requested)
        self._message.action_requested.connect(self.reload_requested)
        self.grid.assessment_committed.connect(self._on_assessment)
        self.grid.assessments_committed.connect(self._on_assessments)
        self.grid.assessment_cleared.connect(self._on_cleared)
        self.grid.new_lesion_requested.connect(self.new_lesion_requested)
        self.grid.current_lesion_changed.connect(self._show_detail)
        self.grid.current_lesion_changed.connect(self._bring_row)
        self.grid.map_requested.connect(self._on_map_requested)
        self._map.lesion_selected.connect(self._on_map_lesion)
        self._map.place_chosen.connect(self.new_lesion_there_requested)
        self._map.left.connect(self._on_map_left)
        self._detail.assessment_committed.connect(self._on_detail_assessment)
        self.pathway.evaluated.connect(self._side.tell_signs)
        self._detail.assessment_cleared.connect(self._on_detail_cleared)
        self.fields.visit_changed.connect(self._on_fields)
        self.fields.order_added.connect(self._on_order_added)
        self.fields.order_changed.connect(self._on_order_changed)
        self.fields.order_removed.connect(self._on_order_removed)

    def _save(self, operation: Callable[[Clinic], Written[int]], kept: Visit) -> bool:
        """Save, and on success remember ``kept`` as what the vault now holds."""
        try:
            version = self._session.write(operation)
        except InvalidInput as error:
            self.fields.show_faults(error.faults)
            self._refuse(error)
            return False
        except CalciTrackError as error:
            self._refuse(error)
            return False
        self._visit = replace(kept, version=version)
        self._message.dismiss()
        now = self._session.clinic.clock.now().astimezone()
        self._saved.setText(self.tr("saved {time}").format(time=f"{now:%H:%M:%S}"))
        self.visit_saved.emit(self._visit)
        if self._record is not None:
            # The record is the one that was read; only the draft in it is newer.
            visits = tuple(self._visit if v.id == self._visit.id else v for v in self._record.visits)
            self._record = replace(self._record, visits=visits)
            self.pathway.set_record(self._record)
            self._map.set_record(self._record)
        return True

    @staticmethod
    def _orders(record: PatientRecord, visit: Visit) -> tuple[Order, ...]:
        """The orders of this visit, and whatever else of this patient is still awaited."""
        older = [o for v in record.visits if v.id != visit.id for o in v.orders if o.closed_on is None]
        apart = [o for o in record.orders if o.closed_on is None]
        return (*visit.orders, *older, *apart)

    def _refuse(self, error: CalciTrackError) -> None:
        """Say what happened; what was typed stays on screen, and the grid shows what the vault holds."""
        if isinstance(error, InvalidInput):
            # The fields' names are the program's own; beside the message stand the fields that it means.
            told = " ".join([self.tr("Not saved."), *(translate(fault.message) for fault in error.faults)])
        else:
            values = conflict_sentences(error) if isinstance(error, Conflict) else []
            parts = [translate(error.message), *values, *([translate(error.remedy)] if error.remedy else [])]
            told = " ".join(parts)
        self._message.show_message(told, "danger", self.tr("Show what is saved"))

    def _save_assessments(self, found: Sequence[Assessment]) -> bool:
        visit, record = self._visit, self._record
        if visit is None or record is None:
            return False
        kept = replace(visit, assessments=_patched(visit.assessments, found))
        return self._save(lambda clinic: clinic.visits.record(record.patient.id, visit.id, visit.version, found), kept)

    def _refresh_rows(self, lesion_ids: Sequence[int]) -> None:
        if self._record is None or self._visit is None:
            return
        for row in grid_rows(self._record, self._visit, self._session.clinic.sites):
            if row.lesion.id in lesion_ids:
                self.grid.update_row(row)

    @Slot(object)
    def _on_assessment(self, assessment: Assessment) -> None:
        self._save_assessments((assessment,))
        self._show_detail()

    @Slot(object)
    def _on_assessments(self, found: Sequence[Assessment]) -> None:
        self._save_assessments(tuple(found))
        self._show_detail()

    @Slot(object)
    def _on_detail_assessment(self, assessment: Assessment) -> None:
        self._save_assessments((assessment,))
        self._refresh_rows((assessment.lesion_id,))
        self._show_detail()

    @Slot(int)
    def _on_cleared(self, lesion_id: int) -> None:
        visit, record = self._visit, self._record
        if visit is None or record is None:
            return
        kept = replace(visit, assessments=tuple(a for a in visit.assessments if a.lesion_id != lesion_id))
        self._save(lambda clinic: clinic.visits.clear(record.patient.id, visit.id, visit.version, lesion_id), kept)
        self._show_detail()

    @Slot(int)
    def _on_detail_cleared(self, lesion_id: int) -> None:
        self._on_cleared(lesion_id)
        self._refresh_rows((lesion_id,))
        self._show_detail()

    @Slot(object)
    def _on_fields(self, changed: Visit) -> None:
        visit, record = self._visit, self._record
        if visit is None or record is None or changed.id != visit.id:
            return
        kept = replace(changed, assessments=visit.assessments, orders=visit.orders, version=visit.version)
        self._save(lambda clinic: clinic.visits.change(record.patient.id, kept, visit.version), kept)

    @Slot()
    def _on_date_typed(self) -> None:
        visit, record = self._visit, self._record
        if visit is None or record is None or self._date.text() == day(visit.visited_on):
            return
        try:
            moved = parse_entry(self._date.text(), self._session.clinic.clock.today())
        except DateRefused:
            told = self.tr("“{text}” is not a day. Type it like 22 Nov 2026.")
            self._message.show_message(told.format(text=self._date.text()), "danger")
            return
        saved = self._save(
            lambda clinic: clinic.visits.move(record.patient.id, visit.id, visit.version, moved),
            replace(visit, visited_on=moved),
        )
        if saved:
            self.reload_requested.emit()

    @Slot(object)
    def _on_order_added(self, order: Order) -> None:
        visit = self._visit
        if visit is not None:
            self._write_order(lambda clinic, patient: clinic.visits.order(patient, replace(order, visit_id=visit.id)))

    @Slot(object)
    def _on_order_changed(self, order: Order) -> None:
        self._write_order(lambda clinic, patient: clinic.visits.close_order(patient, order))

    @Slot(int)
    def _on_order_removed(self, order_id: int) -> None:
        record = self._record
        orders = (
            () if record is None else (*record.orders, *(order for visit in record.visits for order in visit.orders))
        )
        seen = next((order.version for order in orders if order.id == order_id), None)
        if seen is not None:
            self._write_order(lambda clinic, patient: clinic.visits.withdraw_order(patient, order_id, seen))

    def _write_order(self, operation: Callable[[Clinic, int], Written[object]]) -> None:
        if self._record is None:
            return
        patient_id = self._record.patient.id
        try:
            self._session.write(lambda clinic: operation(clinic, patient_id))
        except CalciTrackError as error:
            self._refuse(error)

    @Slot()
    def _show_detail(self) -> None:
        if self._visit is not None:
            row = self.grid.current_row()
            self._detail.set_row(row)
            self._map.set_selected(row.lesion.id if row else None)

    @Slot()
    def _on_map_requested(self) -> None:
        self._side.show_map()
        self._map.setFocus()
        if self._main.indexOf(self._side) >= 0:
            # Narrow: the map stands below the grid. Its place is known once the layout has settled.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._map, 0, 0))

    @Slot()
    def _bring_row(self) -> None:
        area = self.grid.current_area()
        self._scroll.ensureVisible(0, self.grid.y() + area.center().y(), 0, area.height())

    @Slot()
    def _on_map_left(self) -> None:
        self.grid.setFocus()
        self._scroll.ensureWidgetVisible(self.grid, 0, 0)

    @Slot(int)
    def _on_map_lesion(self, lesion_id: int) -> None:
        """Move the grid along; the keys stay on the map."""
        self.grid.set_current_lesion(lesion_id)
        self._show_detail()

    def _space(self) -> None:
        px = current_theme().px
        self._whole.setSpacing(px(GAP_S))
        self._main.setSpacing(px(GAP_M))
        self._columns.setSpacing(px(GAP_S))
        self._date.setFixedWidth(px(120))
        self._fold()

    def _fold(self) -> None:
        """Wide: the lesion's panel stands beside the grid and never scrolls away. Narrow: it follows the grid."""
        px = current_theme().px
        narrow = self.width() < px(_NARROW_PX)
        if narrow != (self._main.indexOf(self._side) >= 0):
            self._columns.removeWidget(self._side)
            self._main.removeWidget(self._side)
            if narrow:
                self._main.insertWidget(1, self._side)
            else:
                self._columns.addWidget(self._side)
        self._side.setMinimumWidth(0 if narrow else px(_SIDE_PX))
        self._side.setMaximumWidth(_UNBOUNDED if narrow else px(_SIDE_PX))
        self._side.setMinimumHeight(px(_DETAIL_PX) if narrow else 0)
        # As many rows as the page has room for; more scroll inside the grid.
        self.grid.setMinimumHeight(min(self.grid.sizeHint().height(), max(px(_GRID_PX), self._scroll.height())))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


def _patched(before: Sequence[Assessment], found: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The assessments with some replaced in place and new ones at the end, as the vault orders them."""
    by_lesion = {a.lesion_id: a for a in found}
    known = {a.lesion_id for a in before}
    kept = [by_lesion.get(a.lesion_id, a) for a in before]
    return (*kept, *(a for a in found if a.lesion_id not in known))
