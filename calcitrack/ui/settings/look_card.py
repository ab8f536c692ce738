"""How the program looks on this computer; nothing of it is in the vault."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.preferences import LARGEST, SMALLEST, STEP
from calcitrack.ui.theme import Mode
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_PERCENT = 100


class LookCard(LeadsKeys, Card):
    """For everybody who signs in; the window does it.

    Signals:
        chosen(mode, scale): Another theme or size of text.
    """

    chosen = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("This computer"))
        modes: list[tuple[Mode, str]] = [
            ("system", self.tr("As the desktop")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ]
        self._mode = Choice(modes, "system")
        steps = range(round(SMALLEST * _PERCENT), round(LARGEST * _PERCENT) + 1, round(STEP * _PERCENT))
        self._scale = Choice([(step, self.tr("{percent} %").format(percent=step)) for step in steps], _PERCENT)
        mode = FormField(self.tr("Colours"), self._mode, self.tr("Ctrl+Shift+D switches between light and dark."))
        scale = FormField(self.tr("Size of text"), self._scale, self.tr("Ctrl++ and Ctrl+- change it from anywhere."))
        self.lead_keys(mode)
        self.add(in_columns(mode, scale, least=280))
        for field in (mode, scale):
            field.edited.connect(self._on_edited)

    def show_look(self, mode: Mode, scale: float) -> None:
        """Show what is in force."""
        self._mode.setCurrentIndex(("system", "light", "dark").index(mode))
        at = self._scale.findText(self.tr("{percent} %").format(percent=round(scale * _PERCENT)))
        if at >= 0:
            self._scale.setCurrentIndex(at)

    @Slot()
    def _on_edited(self) -> None:
        self.chosen.emit(self._mode.value(), self._scale.value() / _PERCENT)
