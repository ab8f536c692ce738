"""Everything of a visit that is not a lesion: scores, signs, note, plan, orders, laboratory values, antibiotics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Order, Visit
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.visit.fields.antibiotic_list import antibiotic_list
from calcitrack.ui.visit.fields.follow_up_field import FollowUpField
from calcitrack.ui.visit.fields.lab_list import lab_list
from calcitrack.ui.visit.fields.order_list import OrderList
from calcitrack.ui.visit.fields.order_ticks import OrderTicks
from calcitrack.ui.visit.fields.prose_edit import ProseEdit
from calcitrack.ui.visit.fields.score_fields import ScoreFields
from calcitrack.ui.visit.fields.sign_fields import SignFields
from calcitrack.ui.visit.fields.tab_order import follow_layout, tab_stops
from calcitrack.ui.visit.fields.therapy_line import TherapyLine
from calcitrack.ui.visit.fields.typed_kinds import Days
from calcitrack.ui.visit.fields.typed_line import TypedLine
from calcitrack.ui.visit.folding_layout import FoldingLayout
from calcitrack.ui.widgets.card import Card

_CARD_PX = 270
_LIST_PX = 480
_IN_A_LIST = re.compile(r"(\w+)\[(\d+)\]\.?(\w*)")


class VisitFields(QWidget):
    """Cards that wrap. Nothing is kept back for a button: each field is told as soon as it is committed.

    Signals:
        visit_changed(visit): The visit shown, with what was committed here; its assessments and orders are untouched.
        order_added(order): Something was asked for at this visit. Answer with ``set_visit``: a tick shows what is
            recorded, not what was clicked.
        order_changed(order): An order with its result. Answer likewise: what was typed stays until then.
        order_removed(order_id): Withdraw this order.
    """

    visit_changed = Signal(object)
    order_added = Signal(object)
    order_changed = Signal(object)
    order_removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._days = Days()
        self.scores, self._signs = ScoreFields(), SignFields()
        self._note, self._plan = ProseEdit(self.tr("Note")), ProseEdit(self.tr("Plan"))
        self._ticks, self._orders = OrderTicks(), OrderList(self._days)
        self._follow_up = FollowUpField()
        self._therapy = TherapyLine()
        self._labs, self._antibiotics = lab_list(self._days), antibiotic_list(self._days)
        self._stacks: list[QVBoxLayout] = []
        self._build()
        self._connect()
        self._space()
        follow_layout(self)
        self.setEnabled(False)

    def set_context(self, today: date, person: str) -> None:
        """Tell the clinic's present day, after which nothing can have happened, and who asks for what is ordered."""
        self._days.set_present(today)
        self._ticks.set_person(person)

    def set_catalogue(self, catalogue: Catalogue) -> None:
        """Ask these scores from now on; what is being typed in another line stays."""
        if catalogue == self.scores.catalogue:
            return
        self.scores.settle()
        self.scores.set_catalogue(catalogue)
        if self._visit is not None:
            self.scores.reset(self._visit)
        follow_layout(self)

    def set_visit(self, visit: Visit, orders: Sequence[Order]) -> None:
        """Show a visit and the patient's orders, or show them anew: then what is being typed stays.

        Call ``settle`` before another visit is shown: what is still being typed then belongs to the one before.
        """
        is_other = self._visit is None or self._visit.id != visit.id
        self._visit = visit
        self._days.set_visited_on(visit.visited_on)
        if is_other:
            self._reset(visit)
        else:
            self._show(visit)
        self._ticks.set_orders(visit, orders)
        self._orders.set_orders(visit, orders)
        self.setEnabled(True)

    def begin(self) -> None:
        """Give the keys to the first field."""
        first = next((stop for stop in tab_stops(self) if stop.isVisible() and stop.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def set_trials(self, trials: Sequence[Trial], visited_on: date) -> None:
        """Tell what is given on the day of the visit."""
        self._therapy.set_trials(trials, visited_on)

    @Slot()
    def continue_therapies(self) -> bool:
        """Write into the plan that everything that is given goes on, once; False where nothing is given."""
        self._plan.settle()
        self._plan.hold(self._therapy.continued(self._plan.held()))
        self._on_changed()
        return self._therapy.has_any

    def settle(self) -> bool:
        """Take what is being typed; False when something cannot be taken, which is said beside it."""
        self._note.settle()
        self._plan.settle()
        parts = (self.scores, self._signs, self._follow_up, self._orders, self._labs, self._antibiotics)
        settled = [part.settle() for part in parts]
        return all(settled)

    def show_faults(self, faults: Sequence[Fault]) -> tuple[Fault, ...]:
        """Say what is wrong beside the fields, in place of what was said before; returns what has no field here."""
        for line in self.findChildren(TypedLine):
            if not line.is_pending():
                line.refuse("")
        return tuple(fault for fault in faults if not self._is_shown(fault))

    def _build(self) -> None:
        left = QWidget()
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.addWidget(_card(self.tr("Scores"), self.scores))
        left_column.addWidget(_card(self.tr("Signs and disease"), self._signs), 1)
        above, below = QWidget(), QWidget()
        cards = FoldingLayout(above, least=_CARD_PX)
        cards.add(left)
        for prose in (self._note, self._plan):
            # No higher than its text: it grows with it, and what stands below the plan stays near.
            prose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        note = _card(self.tr("Note"), self._note)
        note.body.addStretch(1)
        cards.add(note)
        plan = _card(self.tr("Plan"), self._plan, self._therapy, self._ticks, self._follow_up, self._orders)
        plan.body.addStretch(1)
        cards.add(plan)
        lists = FoldingLayout(below, least=_LIST_PX)
        lists.add(_card(self.tr("Laboratory values"), self._labs))
        lists.add(_card(self.tr("Antibiotics"), self._antibiotics))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(above)
        whole.addWidget(below)
        self._stacks = [left_column, whole]

    def _connect(self) -> None:
        for part in (self.scores, self._signs, self._follow_up, self._labs, self._antibiotics):
            part.changed.connect(self._on_changed)
        for prose in (self._note, self._plan):
            prose.taken.connect(self._on_changed)
        for rows in (self._labs, self._antibiotics, self._orders):
            rows.rows_changed.connect(self._on_rows_changed)
        self._therapy.continue_requested.connect(self.continue_therapies)
        self._ticks.added.connect(self.order_added)
        self._ticks.removed.connect(self.order_removed)
        self._orders.changed.connect(self.order_changed)
        self._orders.removed.connect(self.order_removed)

    def _show(self, visit: Visit) -> None:
        for part in (self.scores, self._signs, self._follow_up):
            part.show_visit(visit)
        self._note.show_held(visit.note)
        self._plan.show_held(visit.plan)
        self._labs.show_values(visit.labs)
        self._antibiotics.show_values(visit.antibiotics)

    def _reset(self, visit: Visit) -> None:
        for part in (self.scores, self._signs, self._follow_up):
            part.reset(visit)
        self._note.hold(visit.note)
        self._plan.hold(visit.plan)
        self._labs.hold(visit.labs)
        self._antibiotics.hold(visit.antibiotics)
        self._orders.reset()

    def _amended(self, visit: Visit) -> Visit:
        for part in (self.scores, self._signs, self._follow_up):
            visit = part.amended(visit)
        return replace(
            visit,
            note=self._note.held(),
            plan=self._plan.held(),
            labs=self._labs.values(),
            antibiotics=self._antibiotics.values(),
        )

    def _is_shown(self, fault: Fault) -> bool:
        """Find the field of a fault and say it there."""
        visit, sentence = self._visit, translate(fault.message)
        if fault.field == "follow_up_weeks":
            self._follow_up.show_fault(sentence)
            return True
        match = _IN_A_LIST.fullmatch(fault.field)
        if match is None or visit is None:
            return False
        place = int(match[2])
        match match[1]:
            case "labs":
                return self._labs.show_fault(place, match[3], sentence)
            case "antibiotics":
                return self._antibiotics.show_fault(place, match[3], sentence)
            case "instruments":
                return self.scores.show_fault(visit, place, sentence)
            case "orders" if place < len(visit.orders):
                return self._orders.show_fault(visit.orders[place].id, sentence)
        return False

    def _space(self) -> None:
        px = current_theme().px
        for stack in self._stacks:
            stack.setSpacing(px(GAP_M))
        for part in (self.scores, self._signs, self._ticks, self._follow_up, self._therapy, self._orders, self._labs,
                     self._antibiotics):  # fmt: skip
            part.space()

    @Slot()
    def _on_changed(self) -> None:
        if self._visit is None:
            return
        amended = self._amended(self._visit)
        if amended != self._visit:
            self._visit = amended
            self.visit_changed.emit(amended)

    @Slot()
    def _on_rows_changed(self) -> None:
        follow_layout(self)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)


def _card(title: str, *parts: QWidget) -> Card:
    made = Card(title)
    for part in parts:
        made.add(part)
    return made
