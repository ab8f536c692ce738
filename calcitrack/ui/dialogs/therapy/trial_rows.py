"""The rows of a trial's lists: an adverse effect, and a dose from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from calcitrack.domain.errors import Fault
from calcitrack.domain.trial import AdverseEffect, DoseStep
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.list_editor import ListRow
from calcitrack.ui.i18n import translate


class EffectRow(ListRow):
    """An adverse effect as written, with how grave it is and its day where they are known."""

    def __init__(self, today: date, effect: AdverseEffect | None = None) -> None:
        given = effect or AdverseEffect("")
        self._effect = LineField(translate("EffectRow", "Adverse effect"), given.effect)
        self._severity = Choice(
            [
                ("", translate("EffectRow", "Not recorded")),
                ("mild", translate("EffectRow", "Mild")),
                ("moderate", translate("EffectRow", "Moderate")),
                ("severe", translate("EffectRow", "Severe")),
            ],
            given.severity,
        )
        self._on = DayField(translate("EffectRow", "Since"), given.on, today=today)
        super().__init__(
            self._effect,
            FormField(translate("EffectRow", "Severity"), self._severity),
            self._on,
            what=translate("EffectRow", "adverse effect"),
            headed=True,
        )

    def is_blank(self) -> bool:
        """Nothing was chosen or typed."""
        return not (self._effect.text() or self._severity.value() or self._on.text())

    def value(self) -> AdverseEffect:
        """The adverse effect."""
        return AdverseEffect(self._effect.text(), self._severity.value(), self._on.value())

    def problems(self, path: str) -> list[Fault]:
        """A name that is missing, and a day that cannot be read."""
        unnamed = [] if self._effect.text() else [fault(f"{path}.effect", "needed", NEEDED)]
        return [*unnamed, *self._on.problems(f"{path}.on")]

    def named(self, path: str) -> Mapping[str, FormField]:
        """The fields by their names in the validator."""
        return {f"{path}.effect": self._effect, f"{path}.on": self._on}


class StepRow(ListRow):
    """A dose that was taken from a day on."""

    def __init__(self, today: date, step: DoseStep | None = None) -> None:
        self._old = step
        self._on = DayField(translate("StepRow", "From"), step.on if step else None, today=today, needed=True)
        self._dose = LineField(translate("StepRow", "Dose"), step.dose if step else "", needed=True)
        super().__init__(self._on, self._dose, what=translate("StepRow", "dose"))

    def is_blank(self) -> bool:
        """Nothing was typed."""
        return not (self._on.text() or self._dose.text())

    def value(self, stand_in: date) -> DoseStep:
        """The step; amount and unit stay with a dose that stays as it was written.

        Args:
            stand_in: A day where the row has none; ``problems`` says so then.
        """
        on, dose = self._on.value() or stand_in, self._dose.text()
        if self._old is not None and self._old.dose == dose:
            return replace(self._old, on=on)
        return DoseStep(on, dose)

    def problems(self, path: str) -> list[Fault]:
        """A day that cannot be read or is missing, and a dose that is missing."""
        unwritten = [] if self._dose.text() else [fault(f"{path}.dose", "needed", NEEDED)]
        return [*self._on.problems(f"{path}.on"), *unwritten]

    def named(self, path: str) -> Mapping[str, FormField]:
        """The fields by their names in the validator."""
        return {f"{path}.on": self._on, f"{path}.dose": self._dose}
