"""What a split and a merge need to know: how many parts, or into which lesion; and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.label import Label

_MOST_PARTS = 6
_LATE = QT_TRANSLATE_NOOP("LesionEventDialog", "This is after the visit of {day}.")


@dataclass(frozen=True, slots=True)
class About:
    """The lesion that something happened to.

    Attributes:
        title: The lesion by number and site.
        who: The patient, by two identifiers.
        on: Day of the visit.
    """

    number: int
    title: str
    who: str
    on: date


class _EventDialog(FormDialog):
    """A form about one lesion with the day on which it happened."""

    def __init__(self, heading: str, about: About, save: str, parent: QWidget | None) -> None:
        super().__init__(heading, f"{about.who}\n{about.title}", save, width=520, parent=parent)
        self._about = about
        self._on = DayField(translate("LesionEventDialog", "When"), about.on, today=about.on, needed=True)

    def on(self) -> date:
        """The day; only after the form was accepted."""
        found = self._on.value()
        assert found is not None, "the form was accepted"
        return found

    # Qt overrides

    def accept(self) -> None:
        """Close, or say what is wrong with the day."""
        found: list[Fault] = list(self._on.problems("on"))
        given = self._on.value()
        if given is not None and given > self._about.on:
            found.append(fault("on", "late", _LATE, day=day(self._about.on)))
        if not self.refused(found, {"on": self._on}):
            super().accept()


class SplitDialog(_EventDialog):
    """How many parts left a lesion.

    Args:
        about: The lesion.
        next_number: Number of the first part.
    """

    def __init__(self, about: About, next_number: int, parent: QWidget | None = None) -> None:
        heading = translate("LesionEventDialog", "Lesion {number} came apart").format(number=about.number)
        super().__init__(heading, about, translate("LesionEventDialog", "Record the split"), parent)
        self._next = next_number
        options = [(n, str(n)) for n in range(1, _MOST_PARTS + 1)]
        self._parts: OneOf[int] = OneOf(self.tr("Parts that left it"), options, 1)
        self._told = Label(role="muted")
        self.add(FormField(self.tr("Parts that left it"), self._parts), self._on, self._told)
        self._parts.chosen.connect(self._tell_numbers)
        self._tell_numbers()
        self.remember()

    def parts(self) -> int:
        """How many."""
        return self._parts.value()

    @Slot()
    def _tell_numbers(self) -> None:
        numbers = ", ".join(str(self._next + n) for n in range(self.parts()))
        told = self.tr("Lesion {number} keeps its number and its history. New in the grid: {numbers}, set as it is.")
        self._told.setText(told.format(number=self._about.number, numbers=numbers))


class MergeDialog(_EventDialog):
    """Into which lesion one merged.

    Args:
        about: The lesion that is part of another now.
        others: The lesions it can be part of by id, each with its words; at least one, the likeliest first.
    """

    def __init__(self, about: About, others: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        heading = translate("LesionEventDialog", "Lesion {number} grew together with another").format(
            number=about.number
        )
        super().__init__(heading, about, translate("LesionEventDialog", "Record the merge"), parent)
        self._into: Choice[int] = Choice(others, others[0][0])
        told = self.tr(
            "From then on it is measured as part of that lesion, and visits ask for it no more. "
            "Its number and its history stay."
        )
        self.add(FormField(self.tr("It is part of"), self._into), self._on, Label(told, role="muted"))
        self.remember()

    def into(self) -> int:
        """The lesion it is part of."""
        return self._into.value()
