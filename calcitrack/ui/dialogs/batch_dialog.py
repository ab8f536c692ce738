"""Which summaries are written, and into what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.widgets.label import Label

Wanted = Sequence[tuple[int, int]]


class Source(Enum):
    """Whose summaries."""

    LISTED = auto()
    DAY = auto()


@dataclass(frozen=True, slots=True)
class Sources:
    """How the visits are found.

    Attributes:
        listed: The newest signed visit of each listed patient, read when it is first asked for.
        patients: How many patients are listed.
        of_day: The signed visits of a day.
    """

    listed: Callable[[], Wanted]
    patients: int
    of_day: Callable[[date], Wanted]


class BatchDialog(FormDialog):
    """Says how many there are before anything is made.

    Args:
        name: Of the list.
        sources: How the visits are found.
        today: The clinic's present day.
    """

    def __init__(self, name: str, sources: Sources, today: date, parent: QWidget | None = None) -> None:
        heading = translate("BatchDialog", "Write summaries")
        super().__init__(heading, "", translate("BatchDialog", "Choose where…"), width=520, parent=parent)
        self._sources = sources
        self._wanted: Wanted = ()
        which = self.tr("Whose")
        listed = self.tr("{name}: newest signed visit of each").format(name=name)
        self._which = OneOf(which, [(Source.LISTED, listed), (Source.DAY, self.tr("Visits of one day"))], Source.LISTED)
        self._day = DayField(self.tr("Day"), today, today=today, needed=True)
        files = self.tr("Files")
        self._form = OneOf(files, [(True, self.tr("One for each visit")), (False, self.tr("All in one"))], True)
        self._count, self._warning = Label(), Label(role="muted")
        self._warning.setText(
            self.tr("The files can be read by anybody who gets them. Their names hold record numbers, no names.")
        )
        self.add(section(which, self._which, self._day), section(files, self._form), self._count, self._warning)
        self._which.chosen.connect(self._count_again)
        self._day.line.textEdited.connect(self._count_again)
        self._day.edited.connect(self._count_again)
        self._count_again()
        self.remember()

    @property
    def wanted(self) -> Wanted:
        """The visits."""
        return self._wanted

    @property
    def is_one_each(self) -> bool:
        """Whether each visit has a file of its own."""
        return self._form.value()

    @Slot()
    def _count_again(self) -> None:
        of_day = self._which.value() is Source.DAY
        self._day.setVisible(of_day)
        day = self._day.value()
        if not of_day:
            self._wanted = self._sources.listed()
        else:
            self._wanted = self._sources.of_day(day) if day is not None else ()
        self._count.setText(self._in_words(of_day))
        self.save_button.setEnabled(bool(self._wanted))

    def _in_words(self, of_day: bool) -> str:
        count = len(self._wanted)
        if of_day:
            one, many = self.tr("1 signed visit on that day."), self.tr("{n} signed visits on that day.")
            return one if count == 1 else many.format(n=number(count))
        told = self.tr("{n} of {m} patients have a signed visit.")
        return told.format(n=number(count), m=number(self._sources.patients))

    # Qt overrides

    def accept(self) -> None:
        """Close where there is something to write."""
        faults = self._day.problems("day") if self._which.value() is Source.DAY else ()
        if not self.refused(faults, {"day": self._day}) and self._wanted:
            super().accept()
