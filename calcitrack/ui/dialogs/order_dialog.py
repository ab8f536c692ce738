"""Asking for something, and writing down what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.patient import Patient
from calcitrack.domain.validation import NEEDED, fault, visit_faults
from calcitrack.domain.visit import Order, Visit
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.ui.forms.choice import word_choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity, label

_RESULT_LINES = 5


class OrderDialog(FormDialog):
    """The form of something awaited: asked for, changed, or closed with its result.

    Args:
        order: The order to change or close; None for a new one, asked for today unless told otherwise.
        patient: Whom it is for.
        today: The clinic's present day.
        asked_by: Name of whoever asks, for a new order.
        visit_id: The visit under which a new order stands; None for none.
        closing: The result has come: the form asks for it and its day, which is today unless told otherwise.
    """

    def __init__(
        self,
        order: Order | None,
        *,
        patient: Patient,
        today: date,
        asked_by: str = "",
        visit_id: int | None = None,
        closing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        heading, save = _headings(order, closing=closing)
        super().__init__(heading, identity(patient), save, parent=parent)
        self._order = order or Order(OrderKind.SWAB, today, asked_by, visit_id=visit_id)
        self._patient, self._today, self._closing = patient, today, closing
        self._value: Order | None = None
        self._build()
        self.add(self._closing_card() if closing else self._asking_card())
        self.remember()

    @classmethod
    def ask(
        cls,
        order: Order | None,
        *,
        patient: Patient,
        today: date,
        asked_by: str = "",
        visit_id: int | None = None,
        closing: bool = False,
        parent: QWidget | None = None,
    ) -> Order | None:
        """Show the form; the order as entered, or None when the form was closed without saving."""
        dialog = cls(
            order,
            patient=patient,
            today=today,
            asked_by=asked_by,
            visit_id=visit_id,
            closing=closing,
            parent=parent,
        )
        return dialog.value() if dialog.asked() else None

    def value(self) -> Order:
        """The order as entered; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def _build(self) -> None:
        order = self._order
        self._kind = word_choice(OrderKind, order.kind)
        self._asked_on = DayField(self.tr("Asked for on"), order.asked_on, today=self._today)
        self._asked_by = LineField(self.tr("By"), order.asked_by)
        closed_on = order.closed_on or self._today
        self._closed_on = DayField(self.tr("Came on"), closed_on, today=self._today, needed=True)
        self._result = QPlainTextEdit(order.result or "")
        self._result.setTabChangesFocus(True)
        self._result.setFixedHeight(self._result.fontMetrics().lineSpacing() * _RESULT_LINES)
        self._result_field = FormField(self.tr("Result"), self._result, needed=True)

    def _asking_card(self) -> QWidget:
        kind = FormField(self.tr("What is asked for"), self._kind)
        return section("", kind, in_columns(self._asked_on, self._asked_by))

    def _closing_card(self) -> QWidget:
        return section(label(self._order.kind), Label(_asked(self._order)), self._result_field, self._closed_on)

    def _read(self) -> tuple[Order, list[Fault]]:
        """The order as the form has it, and all that is wrong with it."""
        if self._closing:
            result = self._result.toPlainText().strip()
            made = replace(self._order, closed_on=self._closed_on.value(), result=result)
            own = list(self._closed_on.problems("closed_on"))
            own += [] if result else [fault("result", "needed", NEEDED)]
        else:
            made = replace(
                self._order,
                kind=self._kind.value(),
                asked_on=self._asked_on.value(),
                asked_by=self._asked_by.text(),
            )
            own = list(self._asked_on.problems("asked_on"))
        return made, own + self._faults_of(made)

    def _faults_of(self, order: Order) -> list[Fault]:
        """What the rules of a visit say of the order, told by its own fields."""
        path = "orders[0]."
        found = visit_faults(Visit(self._today, orders=(order,)), self._patient, self._today)
        return [replace(one, field=one.field.removeprefix(path)) for one in found if one.field.startswith(path)]

    def _named(self) -> Mapping[str, FormField]:
        if self._closing:
            return {"result": self._result_field, "closed_on": self._closed_on}
        return {"asked_on": self._asked_on}

    # Qt overrides

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        made, faults = self._read()
        if not self.refused(faults, self._named()):
            self._value = made
            super().accept()


def _headings(order: Order | None, *, closing: bool) -> tuple[str, str]:
    """The heading and the word on the button."""
    if closing:
        return translate("OrderDialog", "Enter the result"), translate("OrderDialog", "Save result")
    if order is None:
        return translate("OrderDialog", "Ask for something"), translate("OrderDialog", "Add to what is awaited")
    return translate("OrderDialog", "Change what is awaited"), translate("OrderDialog", "Save changes")


def _asked(order: Order) -> str:
    """When and by whom it was asked for."""
    on = day(order.asked_on) if order.asked_on else translate("OrderDialog", "day not recorded")
    if not order.asked_by:
        return translate("OrderDialog", "Asked for: {day}").format(day=on)
    return translate("OrderDialog", "Asked for: {day}, by {name}").format(day=on, name=order.asked_by)
