"""A number with a unit and a range, typed with a point or a comma in any locale."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from calcitrack.domain.folding import plain_digits
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.i18n import number, translate


class NumberLine(QWidget):
    """One number; it is taken when the line is left, or refused in words beside it.

    Args:
        label: What it is, with its unit.
        hint: What it means.
        value: As it stands.
        least: Smallest value taken.
        most: Largest value taken.
        decimals: Digits after the point, 0 or 1.

    Signals:
        taken(): Another number was taken.
    """

    taken = Signal()

    def __init__(self, label: str, hint: str, value: float, *, least: float, most: float, decimals: int = 0) -> None:
        super().__init__()
        self._value, self._least, self._most, self._decimals = value, least, most, decimals
        self._line = QLineEdit(number(value, decimals))
        self.field = FormField(label, self._line, hint)
        self._line.editingFinished.connect(self._on_finished)

    def value(self) -> float:
        """The number taken last."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show another number, unless something is being typed."""
        if not self._line.isModified():
            self._value = value
            self._line.setText(number(value, self._decimals))

    def fault(self) -> str:
        """Why what is typed is not taken; empty where it is."""
        return self.field.fault()

    def _read(self) -> float | None:
        typed = plain_digits(self._line.text()).strip().replace(",", ".")
        try:
            found = float(typed)
        except ValueError:
            return None
        return found if self._least <= found <= self._most and round(found, self._decimals) == found else None

    @Slot()
    def _on_finished(self) -> None:
        found = self._read()
        if found is None:
            told = translate("Settings", "Type a number from {least} to {most}. {value} stays in force.")
            words = {"least": self._least, "most": self._most, "value": self._value}
            self.field.set_fault(told.format(**{name: number(n, self._decimals) for name, n in words.items()}))
            return
        self.field.set_fault("")
        self._line.setModified(False)
        self._line.setText(number(found, self._decimals))
        if found != self._value:
            self._value = found
            self.taken.emit()
