"""One field of the identity banner: a small label over a bold value."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from calcitrack.ui.theme import GAP_XS, Tone, current_theme
from calcitrack.ui.widgets.label import Label


class BannerField(QWidget):
    """A label and its value. It wraps rather than being cut: an allergy must be read whole."""

    def __init__(self, label: str, value: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(label, "small")
        self._value = Label(role="heading")
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._column.addWidget(self._value)
        self.set_inline(False)
        self.set_value(value, tone)

    def set_value(self, value: str, tone: Tone = "neutral") -> None:
        """Change the value and its colour; the words must carry the meaning without the colour."""
        self._value.setText(value)
        self._value.set_tone(tone)
        self.setAccessibleName(f"{self._label.text()}: {value}")

    def set_inline(self, inline: bool) -> None:
        """Label and value in one line, or one over the other."""
        way = QBoxLayout.Direction.LeftToRight if inline else QBoxLayout.Direction.TopToBottom
        self._column.setDirection(way)
        self._column.setSpacing(current_theme().px(GAP_XS) if inline else 0)

    def value(self) -> str:
        """The value shown."""
        return self._value.text()
