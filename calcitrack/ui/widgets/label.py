"""The text of the program: plain, in one of the roles of the style sheet."""

from __future__ import annotations

from math import ceil
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import Tone

Role = Literal["body", "title", "heading", "muted", "small", "key"]


class Label(QLabel):
    """Text that is never read as mark-up: names and notes may hold ``<``, ``&`` or anything else.

    It asks for the width of its longest line, and wraps when it is given less.
    """

    def __init__(
        self, text: str = "", role: Role = "body", tone: Tone = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(role != "key")
        fits = QSizePolicy.Policy.Fixed if role == "key" else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(fits, fits)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        dress(self, role=role, tone=tone)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour; neutral leaves the role's own."""
        dress(self, tone=tone)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The width of the text unwrapped, and the height at that width."""
        if not self.wordWrap():
            return super().sizeHint()
        self.ensurePolished()
        margins = self.contentsMargins()
        lines = self.text().split("\n")
        widest = ceil(max(QFontMetricsF(self.font()).horizontalAdvance(line) for line in lines))
        # QLabel wraps at the exact advance; rounding up and one pixel of slack keep the last word on its line.
        width = widest + margins.left() + margins.right() + 2 * self.margin() + 1
        return QSize(width, super().heightForWidth(width))
