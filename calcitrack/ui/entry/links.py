"""The quiet buttons below an entry form: side by side, or one below the other where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, current_theme


class Links(QWidget):
    """Takes the width it is given, and the height that its buttons need in it."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _arrange(self) -> None:
        gap = current_theme().px(GAP_S)
        wanted = sum(button.sizeHint().width() for button in self._buttons) + gap * (len(self._buttons) - 1)
        fits = wanted <= self.width()
        # Every set asks for the next arrangement, even one that changes nothing.
        if self._line.spacing() != gap:
            self._line.setSpacing(gap)
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Look again when the width, a word or the size of text changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)


def link(text: str) -> QPushButton:
    """A button that looks like a word."""
    made = QPushButton(text)
    dress(made, kind="flat")
    return made
