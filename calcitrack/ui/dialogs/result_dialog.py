"""The result of something that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import CalciTrackError, InvalidInput
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.visit import Order
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label

Save = Callable[[Order], object]


class ResultDialog(FormDialog):
    """Day and text of a result. It is saved before the form closes, so that a refusal loses nothing.

    Args:
        order: What was asked for.
        who: The patient with two identifiers.
        today: The clinic's present day.
        save: Writes the order with its result; raises what cannot be.
    """

    def __init__(self, order: Order, who: str, today: date, save: Save, parent: QWidget | None = None) -> None:
        heading = translate("ResultDialog", "{order}: result").format(order=label(order.kind))
        super().__init__(heading, who, translate("ResultDialog", "Save result"), width=480, parent=parent)
        self._order, self._save_order = order, save
        self._day = DayField(self.tr("Day of the result"), today, today=today, needed=True)
        self._text = LineField(
            self.tr("Result"),
            hint=self.tr("In your words. The visit under which it was asked for stays as it is."),
            needed=True,
        )
        self.add(Label(self._asked(), "muted"), section("", self._text, self._day))
        self.remember()

    @classmethod
    def ask(cls, order: Order, who: str, today: date, save: Save, parent: QWidget | None = None) -> bool:
        """Show the form until it is saved or closed; whether it was saved."""
        return cls(order, who, today, save, parent).asked()

    def _asked(self) -> str:
        order = self._order
        asked = (
            self.tr("Asked on {day}").format(day=day(order.asked_on))
            if order.asked_on
            else self.tr("The day on which it was asked for is not recorded")
        )
        return ", ".join(part for part in (asked, order.asked_by) if part)

    def _named(self) -> Mapping[str, FormField]:
        return {"closed_on": self._day, "result": self._text}

    # Qt overrides

    def accept(self) -> None:
        """Save and close, or say beside each field what is wrong with it."""
        found = list(self._day.problems("closed_on"))
        if not self._text.text():
            found.append(fault("result", "needed", NEEDED))
        if self.refused(found, self._named()):
            return
        try:
            self._save_order(replace(self._order, closed_on=self._day.value(), result=self._text.text()))
        except InvalidInput as invalid:
            self.refused(invalid.faults, self._named())
        except CalciTrackError as error:
            show_error(self, error)
        else:
            super().accept()
