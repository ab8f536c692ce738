"""One order that is awaited, and the line in which its result is typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.visit import Order
from calcitrack.ui.i18n import day
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.fields.typed_kinds import SENTENCE, Days, Refused
from calcitrack.ui.visit.fields.typed_line import FaultLine, TypedLine
from calcitrack.ui.visit.folding_layout import FoldingLayout
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label


class OrderRow(QWidget):
    """Says what was asked for and when. What is typed stays until ``show_order`` brings the closed order back.

    Args:
        can_withdraw: Offers to withdraw the order, after asking once.

    Signals:
        closed(order): The order with its result.
        withdrawn(order_id): It was entered by mistake.
    """

    closed = Signal(object)
    withdrawn = Signal(int)

    def __init__(self, order: Order, days: Days, *, can_withdraw: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order, self._days = order, days
        self._sent: Order | None = None
        self._told = Label()
        self._asked = Label(role="muted")
        self._result = QPushButton()
        self._withdraw = QPushButton(self.tr("Withdraw…"))
        self._can_withdraw = can_withdraw
        name = label(order.kind)
        self._day = TypedLine(self.tr("{order}: day of the result").format(order=name), days.past_day())
        self._text = TypedLine(self.tr("{order}: result").format(order=name), SENTENCE)
        self._save, self._cancel = QPushButton(self.tr("Save result")), QPushButton(self.tr("Cancel"))
        self._sure, self._keep = QPushButton(self.tr("Withdraw it")), QPushButton(self.tr("Keep it"))
        self._typing, self._asking = QWidget(), QWidget()
        self._build()
        self._connect()
        self.show_order(order)
        self.space()

    def order(self) -> Order:
        """The order shown."""
        return self._order

    def show_order(self, order: Order) -> None:
        """Show the order as it is recorded; a result that is being typed stays, unless it is the one recorded now."""
        was, self._order = self._order, order
        self._told.setText(self._words())
        self._asked.setText(self._asked_words())
        name = label(order.kind)
        more = self.tr("Result…") if order.closed_on is None else self.tr("Change…")
        self._result.setText(more)
        self._result.setAccessibleName(f"{name}: {more}")
        self._withdraw.setAccessibleName(f"{name}: {self._withdraw.text()}")
        if order == self._sent or (order.closed_on is not None and was != order and not self.has_unsent()):
            self._close_typing()

    def has_unsent(self) -> bool:
        """Whether a result is being typed that nobody was told of."""
        return self._has_typed() and self._text.text().strip() != (self._sent or self._order).result

    def settle(self) -> bool:
        """Take a result that is being typed; False when it cannot be taken."""
        if not self._has_typed():
            self._close_typing()
            return True
        return self._commit()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the day of the result."""
        self._open_typing()
        self._day.refuse(sentence)

    def space(self) -> None:
        """Follow the scale of the theme."""
        px = current_theme().px
        self._column.setSpacing(px(GAP_XS))
        for flow in (self._line, self._buttons, self._question):
            flow.set_gaps(px(GAP_S), px(GAP_XS))

    def _build(self) -> None:
        line, fields, buttons = QWidget(), QWidget(), QWidget()
        self._line, self._buttons, self._question = FlowLayout(line), FlowLayout(buttons), FlowLayout(self._asking)
        for widget in (self._told, self._asked, self._result, self._withdraw):
            self._line.addWidget(widget)
        folding = FoldingLayout(fields, gap=GAP_XS)
        folding.add(self._day, 2)
        folding.add(self._text, 3)
        self._text.setPlaceholderText(self.tr("Result"))
        for button in (self._save, self._cancel):
            self._buttons.addWidget(button)
        self._question.addWidget(Label(self.tr("Withdraw it? It was asked for by mistake and is not awaited.")))
        for button in (self._sure, self._keep):
            self._question.addWidget(button)
        inside = QVBoxLayout(self._typing)
        inside.setContentsMargins(0, 0, 0, 0)
        for part in (fields, FaultLine(self._day, self._text), buttons):
            inside.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (line, self._asking, self._typing):
            self._column.addWidget(part)
        for button in (self._result, self._withdraw, self._cancel, self._keep):
            dress(button, kind="flat")
        for button in (self._save, self._cancel, self._sure, self._keep):
            button.setAccessibleName(f"{label(self._order.kind)}: {button.text()}")
        self._typing.hide()
        self._asking.hide()
        self._withdraw.setVisible(self._can_withdraw)

    def _connect(self) -> None:
        self._result.clicked.connect(self._on_result_clicked)
        self._save.clicked.connect(self._commit)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._day.returnPressed.connect(self._text.setFocus)
        self._text.returnPressed.connect(self._commit)
        for line in (self._day, self._text):
            line.editingFinished.connect(self._on_line_left)
        self._withdraw.clicked.connect(self._on_withdraw_clicked)
        self._sure.clicked.connect(self._on_sure_clicked)
        self._keep.clicked.connect(self._on_keep_clicked)

    def _has_typed(self) -> bool:
        return not self._typing.isHidden() and bool(self._text.text().strip())

    def _words(self) -> str:
        order = self._order
        if order.closed_on is None:
            return label(order.kind)
        return f"{label(order.kind)}: {order.result or self.tr('closed without a result')}"

    def _asked_words(self) -> str:
        order = self._order
        asked = self.tr("asked {day}").format(day=day(order.asked_on)) if order.asked_on else self.tr("day not known")
        words = [asked, order.asked_by]
        if order.closed_on is not None:
            words.append(self.tr("result {day}").format(day=day(order.closed_on)))
            if order.closed_by:
                words.append(self.tr("entered by {name}").format(name=order.closed_by))
        return ", ".join(word for word in words if word)

    def _open_typing(self) -> None:
        self._sent = None
        self._day.hold(self._order.closed_on or self._days.today)
        self._text.hold(self._order.result)
        self._typing.show()
        self._result.hide()

    def _close_typing(self) -> None:
        self._typing.hide()
        self._result.show()

    @Slot()
    def _commit(self) -> bool:
        """Send the result off, or say why not."""
        try:
            closed_on, result = self._day.typed(), self._text.typed()
        except Refused as refused:
            self._day.refuse(refused.sentence)
            return False
        if not result:
            self._text.refuse(self.tr("Type the result, or cancel."))
            return False
        if closed_on is None:
            self._day.refuse(self.tr("Type the day of the result."))
            return False
        if self._order.asked_on and closed_on < self._order.asked_on:
            self._day.refuse(self.tr("The result is dated before it was asked for."))
            return False
        self._sent = replace(self._order, closed_on=closed_on, result=result)
        self.closed.emit(self._sent)
        return True

    @Slot()
    def _on_result_clicked(self) -> None:
        self._open_typing()
        self._text.setFocus()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self._close_typing()
        self._result.setFocus()

    @Slot()
    def _on_line_left(self) -> None:
        """Take the result when the focus goes elsewhere on the page, not when another window comes to the front."""
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus) and self.has_unsent():
            self._commit()

    @Slot()
    def _on_withdraw_clicked(self) -> None:
        self._asking.show()
        self._withdraw.hide()
        self._keep.setFocus()

    @Slot()
    def _on_sure_clicked(self) -> None:
        self.withdrawn.emit(self._order.id)

    @Slot()
    def _on_keep_clicked(self) -> None:
        self._asking.hide()
        self._withdraw.show()
        self._withdraw.setFocus()
