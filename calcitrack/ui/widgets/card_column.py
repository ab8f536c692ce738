"""Cards below one another, which scroll as a whole where the window is too low for them."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.scrolled import scrolled


class CardColumn(QWidget):
    """Large text scrolls the column rather than squeezing a table away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least: list[tuple[QWidget, int]] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        self._space()

    def add(self, part: QWidget, *, least_px: int = 0) -> None:
        """Put a part at the end.

        Args:
            part: A card, or words between cards.
            least_px: With a least height, in pixels of the design, it takes what height is left.
        """
        self._column.addWidget(part, 1 if least_px else 0)
        if least_px:
            self._least.append((part, least_px))
            self._space()

    def end(self) -> None:
        """Keep what there is to the top."""
        self._column.addStretch(1)

    def _space(self) -> None:
        px = current_theme().px
        self._column.setSpacing(px(GAP_M))
        for part, least in self._least:
            part.setMinimumHeight(px(least))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
