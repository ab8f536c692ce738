"""What is awaited, and what came back for this visit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.visit import Order, Visit
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.order_row import OrderRow
from calcitrack.ui.visit.fields.typed_kinds import Days
from calcitrack.ui.widgets.label import Label


class OrderList(QWidget):
    """Every order that is awaited, of whichever visit, and those of this visit that have their result.

    A row that got its result stays until another visit is shown: it can be read once more, and corrected.

    Signals:
        changed(order): An order with its result.
        removed(order_id): Withdraw this order.
        rows_changed(): Rows came or went.
    """

    changed = Signal(object)
    removed = Signal(int)
    rows_changed = Signal()

    def __init__(self, days: Days, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = days
        self._rows: dict[int, OrderRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Label(self.tr("Awaited and received"), "heading"))
        self.hide()

    def set_orders(self, visit: Visit, orders: Sequence[Order]) -> None:
        """Show the orders; a row in which a result is being typed stays."""
        ids = {order.id for order in orders}
        for order_id in [known for known, row in self._rows.items() if known not in ids and not row.has_unsent()]:
            self._take_out(order_id)
        for order in orders:
            if order.id in self._rows:
                self._rows[order.id].show_order(order)
            elif order.closed_on is None or order.visit_id == visit.id:
                self._add(order, of_this_visit=order.visit_id == visit.id)
        self.setVisible(bool(self._rows))
        self.rows_changed.emit()

    def reset(self) -> None:
        """Drop all rows, and what is typed in them: another visit is shown next."""
        for order_id in list(self._rows):
            self._take_out(order_id)

    def settle(self) -> bool:
        """Take results that are being typed; False when one cannot be taken."""
        settled = [row.settle() for row in list(self._rows.values())]
        return all(settled)

    def show_fault(self, order_id: int, sentence: str) -> bool:
        """Say what is wrong with the result of an order; False when it is not shown."""
        row = self._rows.get(order_id)
        if row is None:
            return False
        row.show_fault(sentence)
        return True

    def space(self) -> None:
        """Follow the scale of the theme."""
        self._column.setSpacing(current_theme().px(GAP_S))
        for row in self._rows.values():
            row.space()

    def _add(self, order: Order, *, of_this_visit: bool) -> None:
        # The box of this visit's orders withdraws them.
        row = OrderRow(order, self._days, can_withdraw=not of_this_visit, parent=self)
        row.closed.connect(self.changed)
        row.withdrawn.connect(self.removed)
        self._rows[order.id] = row
        self._column.addWidget(row)
        row.show()

    def _take_out(self, order_id: int) -> None:
        row = self._rows.pop(order_id)
        row.closed.disconnect(self.changed)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
