"""Dates as people type them: the field says at once how it understood what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Slot

from calcitrack.domain.dates import DateFault, DateRefused, PartialDate, format_day, format_partial, parse_entry
from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.ui.forms.field import LineField
from calcitrack.ui.i18n import day, translate

D = TypeVar("D", bound=date | PartialDate)

_REFUSALS: dict[DateFault, Marked] = {
    DateFault.NOT_A_DATE: QT_TRANSLATE_NOOP("DateField", "This is not a date. Type it like 3 May 1968."),
    DateFault.NO_SUCH_DAY: QT_TRANSLATE_NOOP("DateField", "There is no such day."),
    DateFault.AMBIGUOUS: QT_TRANSLATE_NOOP(
        "DateField", "This can be read as two dates. Type the month in letters, like 3 May 1968."
    ),
    DateFault.YEAR_ONLY_TWO_DIGITS: QT_TRANSLATE_NOOP("DateField", "Type the year with four digits."),
    DateFault.OUT_OF_RANGE: QT_TRANSLATE_NOOP("DateField", "The year lies outside 1900 to 2199."),
}


class _DateField(LineField, Generic[D]):
    """A line that holds a date or nothing."""

    def __init__(
        self, label: str, value: D | None, *, read: Callable[[str], D], written: str, hint: str, needed: bool
    ) -> None:
        super().__init__(label, written, hint, needed=needed)
        self._read = read
        self._plain_hint = hint
        self._needed = needed
        self._describe: Callable[[D], str] = day
        self.line.textEdited.connect(self._on_line_text_edited)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self._show(value)

    def describe(self, words: Callable[[D], str]) -> None:
        """Show more of a date than its day, such as the age that comes of it."""
        self._describe = words
        self._show(self.value())

    def value(self) -> D | None:
        """The date; None when the line is empty or cannot be read."""
        return self._reading()[0]

    def problems(self, name: str) -> tuple[Fault, ...]:
        """Why there is no date to give to a validator: it cannot be read, or is needed and missing.

        Args:
            name: The field's name in the validator.
        """
        _, marked = self._reading()
        if marked is None and self._needed and not self.text():
            marked = NEEDED
        return (fault(name, "date", marked),) if marked else ()

    def _reading(self) -> tuple[D | None, Marked | None]:
        """The date, or why what was typed is none."""
        if not self.text():
            return None, None
        try:
            return self._read(self.text()), None
        except DateRefused as refused:
            return None, _REFUSALS[refused.fault]

    def _show(self, value: D | None) -> None:
        told = self._plain_hint if value is None else self._describe(value)
        self.set_hint("" if told == self.text() else told)

    @Slot()
    def _on_line_text_edited(self) -> None:
        self._show(self.value())

    @Slot()
    def _on_line_editing_finished(self) -> None:
        """Say what is wrong only now: half a date is no mistake yet."""
        _, marked = self._reading()
        if marked:
            self.set_fault(translate(*marked))


class PartialDateField(_DateField[PartialDate]):
    """A year, a month or a day, as exact as it is known."""

    def __init__(self, label: str, value: PartialDate | None = None, *, hint: str = "", needed: bool = False) -> None:
        written = format_partial(value) if value else ""
        super().__init__(label, value, read=PartialDate.parse, written=written, hint=hint, needed=needed)
        self.line.setPlaceholderText(translate("DateField", "1968 or 3 May 1968"))


class DayField(_DateField[date]):
    """A whole day; "today" and "yesterday" are taken too."""

    def __init__(
        self, label: str, value: date | None = None, *, today: date, hint: str = "", needed: bool = False
    ) -> None:
        written = format_day(value) if value else ""
        super().__init__(
            label, value, read=lambda text: parse_entry(text, today), written=written, hint=hint, needed=needed
        )
        self.line.setPlaceholderText(translate("DateField", "3 May 1968 or today"))
