"""What was asked for at this visit, one box for each kind. A tick is an order; taking it away withdraws the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.visit import Order, Visit
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.flow import FlowLayout

_WORDS: Mapping[OrderKind, Marked] = {
    OrderKind.SWAB: QT_TRANSLATE_NOOP("VisitFields", "Swab sent for culture"),
    OrderKind.FILM: QT_TRANSLATE_NOOP("VisitFields", "Film requested"),
    OrderKind.BLOOD_TEST: QT_TRANSLATE_NOOP("VisitFields", "Blood test requested"),
    OrderKind.REFERRAL: QT_TRANSLATE_NOOP("VisitFields", "Referral made"),
    OrderKind.LETTER: QT_TRANSLATE_NOOP("VisitFields", "Letter requested"),
}


class OrderTicks(QWidget):
    """The boxes show what is recorded, not what was clicked: a tick stays once ``set_orders`` brings its order.

    Signals:
        added(order): A new order, asked for on the day of the visit.
        removed(order_id): Withdraw this order.
    """

    added = Signal(object)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: Visit | None = None
        self._person = ""
        self._orders: list[Order] = []
        self._boxes: dict[OrderKind, QCheckBox] = {}
        self._flow = FlowLayout(self)
        for kind, words in _WORDS.items():
            box = QCheckBox(translate(say(words)))
            box.clicked.connect(self._on_clicked)
            self._boxes[kind] = box
            self._flow.addWidget(box)

    def set_person(self, person: str) -> None:
        """Tell who asks."""
        self._person = person

    def set_orders(self, visit: Visit, orders: Sequence[Order]) -> None:
        """Show which of the orders belong to the visit."""
        self._visit = visit
        self._orders = [order for order in orders if order.visit_id == visit.id]
        self._show()

    def space(self) -> None:
        """Follow the scale of the theme."""
        px = current_theme().px
        self._flow.set_gaps(px(GAP_M), 0)

    def _open(self, kind: OrderKind) -> list[Order]:
        return [order for order in self._orders if order.kind is kind and order.closed_on is None]

    def _show(self) -> None:
        for kind, box in self._boxes.items():
            has_result = not self._open(kind) and any(order.kind is kind for order in self._orders)
            box.setChecked(has_result or bool(self._open(kind)))
            # An order with a result is not withdrawn by a slip on its box.
            box.setEnabled(not has_result)
            box.setToolTip(self.tr("The result is recorded.") if has_result else "")

    @Slot()
    def _on_clicked(self) -> None:
        box, visit = self.sender(), self._visit
        kind = next(kind for kind, other in self._boxes.items() if other is box)
        if visit is None:
            return
        asked = self._open(kind)
        if asked:
            self.removed.emit(asked[-1].id)
        else:
            self.added.emit(Order(kind, visit.visited_on, self._person, visit_id=visit.id))
        self._show()
