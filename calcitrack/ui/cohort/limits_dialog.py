"""Age and dates of a cohort's filter, as typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from calcitrack.domain.cohort.criteria import MAX_AGE, Criteria
from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate

_YEARS = QT_TRANSLATE_NOOP("LimitsDialog", "Type whole years, 0 to 120.")
_AGES = QT_TRANSLATE_NOOP("LimitsDialog", "This is below the first age.")
_DAYS = QT_TRANSLATE_NOOP("LimitsDialog", "This is before the first day.")


class LimitsDialog(FormDialog):
    """Four fields, each of which may stay empty.

    Args:
        criteria: The filter in force.
        today: Today.
    """

    def __init__(self, criteria: Criteria, today: date, parent: QWidget | None = None) -> None:
        heading, use = translate("LimitsDialog", "Age and dates"), translate("LimitsDialog", "Use")
        super().__init__(heading, "", use, width=480, parent=parent)
        self._criteria = criteria
        least, most = ("" if age is None else str(age) for age in (criteria.age_from, criteria.age_to))
        hint = self.tr("Whole years at the last signed visit. Who could be outside is left out.")
        self._age_from = LineField(self.tr("Age from"), least)
        self._age_to = LineField(self.tr("Age to"), most, hint)
        seen = self.tr("Patients with a signed visit in this time. Their numbers are of their whole record.")
        self._seen_from = DayField(self.tr("Seen from"), criteria.seen_from, today=today)
        self._seen_to = DayField(self.tr("Seen to"), criteria.seen_to, today=today, hint=seen)
        self.add(section(self.tr("Age"), self._age_from, self._age_to))
        self.add(section(self.tr("Dates"), self._seen_from, self._seen_to))
        self.remember()

    @classmethod
    def ask(cls, criteria: Criteria, today: date, parent: QWidget | None = None) -> Criteria | None:
        """The filter with what was typed; None when the form was closed without it."""
        dialog = cls(criteria, today, parent)
        return dialog.value() if dialog.asked() else None

    def value(self) -> Criteria:
        """The filter with what stands in the form."""
        ages = [int(field.text()) if field.text() else None for field in (self._age_from, self._age_to)]
        first, last = self._seen_from.value(), self._seen_to.value()
        return replace(self._criteria, age_from=ages[0], age_to=ages[1], seen_from=first, seen_to=last)

    def _faults(self) -> list[Fault]:
        found = [*self._seen_from.problems("seen_from"), *self._seen_to.problems("seen_to")]
        for name, field in (("age_from", self._age_from), ("age_to", self._age_to)):
            text = field.text()
            if text and not (text.isdecimal() and text.isascii() and int(text) <= MAX_AGE):
                found.append(fault(name, "years", _YEARS))
        if found:
            return found
        value = self.value()
        if value.age_from is not None and value.age_to is not None and value.age_from > value.age_to:
            found.append(fault("age_to", "order", _AGES))
        if value.seen_from and value.seen_to and value.seen_from > value.seen_to:
            found.append(fault("seen_to", "order", _DAYS))
        return found

    # Qt overrides

    def accept(self) -> None:
        """Close with the filter, or say beside each field what is wrong with it."""
        fields = {"age_from": self._age_from, "age_to": self._age_to, "seen_from": self._seen_from,
                  "seen_to": self._seen_to}  # fmt: skip
        if not self.refused(self._faults(), fields):
            super().accept()
