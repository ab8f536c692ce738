"""A button that a painful finger can hit."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import BASE_PX, current_theme

LEAST_MM = 20
_MM_PER_INCH = 25.4
_PAD, _TICK = 24, "✓ "
_USUAL_DPI, _LEAST_DPI, _MOST_DPI = 96.0, 60.0, 400.0


def target_px(dots_per_inch: float) -> int:
    """The pixels of 20 mm. A screen that does not know its size, or tells nonsense, is taken for a usual one."""
    known = dots_per_inch if _LEAST_DPI <= dots_per_inch <= _MOST_DPI else _USUAL_DPI
    return ceil(LEAST_MM / _MM_PER_INCH * known)


def enlarge(widget: QWidget, times: float) -> None:
    """Write at least so many times as large as usual. The style sheet has the last word on sizes.

    Somebody who has all text at double size has it here too, but not double of double: the screen must hold it.
    """
    widget.setStyleSheet(f"font-size: {round(BASE_PX * max(times, current_theme().scale))}px; padding: 0;")


class Target(QPushButton):
    """At least 20 mm high and wide on the screen where it stands."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._marked = False
        enlarge(self, 1.5)

    def mark(self) -> None:
        """Show that this is the answer recorded: by a tick, not by colour alone."""
        self._marked = True
        self.setText(f"{_TICK}{self.text()}")
        dress(self, kind="primary")

    def is_marked(self) -> bool:
        """Whether this is the answer recorded."""
        return self._marked

    # Qt overrides

    def sizeHint(self) -> QSize:
        """20 mm, or more where the word needs it."""
        least = target_px(self.screen().physicalDotsPerInch())
        self.ensurePolished()
        word = self.text() if self._marked else f"{_TICK}{self.text()}"  # marking it must move no other
        wide = self.fontMetrics().horizontalAdvance(word) + _PAD
        return QSize(max(least, wide), max(least, self.fontMetrics().height() + _PAD))

    def minimumSizeHint(self) -> QSize:
        """It is never squeezed."""
        return self.sizeHint()
