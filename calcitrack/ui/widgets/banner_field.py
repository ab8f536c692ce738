"""One field of the identity banner: a small label over a bold value."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.ui.theme import Tone
from calcitrack.ui.widgets.label import Label


class BannerField(QWidget):
    """A label and its value. It wraps rather than being cut: an allergy must be read whole."""

    def __init__(self, label: str, value: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(label, "small")
        self._value = Label(role="heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addWidget(self._value)
        self.set_value(value, tone)

    def set_value(self, value: str, tone: Tone = "neutral") -> None:
        """Change the value and its colour; the words must carry the meaning without the colour."""
        self._value.setText(value)
        self._value.set_tone(tone)
        self.setAccessibleName(f"{self._label.text()}: {value}")

    def value(self) -> str:
        """The value shown."""
        return self._value.text()
