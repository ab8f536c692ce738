"""The white, rounded card that holds one matter of a screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import CARD_RADIUS, GAP_L, GAP_M, GAP_S, Tone, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class Card(QFrame):
    """A card with a header line (title, subtitle, actions at the right) over a body.

    Args:
        title: Bold in the header; without title and actions there is no header.
        subtitle: Muted, behind the title.
        actions: Chips and buttons for the right end of the header; they wrap when it is narrow.
        flush: The body reaches the border, for a table that fills the card.
    """

    def __init__(
        self, title: str = "", subtitle: str = "", actions: Sequence[QWidget] = (), *,
        flush: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._flush = flush
        self._title = Label(role="heading")
        self._subtitle = Label(role="muted")
        self._header = QFrame()
        self._header.setProperty("kind", "cardHeader")
        self._flow = FlowLayout(self._header)
        self._flow.addWidget(self._title)
        self._flow.addWidget(self._subtitle)
        self._flow.push_right()
        self.body = QVBoxLayout()
        self._whole = whole = QVBoxLayout(self)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addLayout(self.body, 1)
        for action in actions:
            self._flow.addWidget(action)
        self._header.setVisible(bool(title or actions))
        self.set_subtitle(subtitle)
        self.set_title(title)
        dress(self, kind="card")
        self._space()

    def set_title(self, title: str) -> None:
        """Change the title; it is also what a screen reader calls the card."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)
        if title:
            self._header.setVisible(True)

    def show_title(self, shown: bool) -> None:
        """Show the title, or leave it to the name that a screen reader says."""
        self._title.setVisible(shown and bool(self._title.text()))

    def set_subtitle(self, subtitle: str) -> None:
        """Change the muted words behind the title."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_tone(self, tone: Tone) -> None:
        """Colour the border; danger marks a card that must be read."""
        dress(self, tone=tone)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the body."""
        self.body.addWidget(widget, stretch)

    def add_action(self, widget: QWidget) -> None:
        """Put a button or chip at the right end of the header."""
        self._flow.addWidget(widget)
        self._header.setVisible(True)

    def header_width(self) -> int:
        """What title, subtitle and the margins of the header take of its width, with a gap behind them, in pixels."""
        margins = self._flow.contentsMargins()
        words = [label.sizeHint().width() for label in (self._title, self._subtitle) if not label.isHidden()]
        return margins.left() + margins.right() + sum(words) + current_theme().px(GAP_S) * (len(words) + 1)

    def _space(self) -> None:
        px = current_theme().px
        self._flow.setContentsMargins(px(GAP_L), px(GAP_S), px(GAP_L), px(GAP_S))
        self._flow.set_gaps(px(GAP_S), px(GAP_S))
        self._header.setMinimumHeight(px(44))
        pad = 0 if self._flush else px(GAP_L)
        # A table that reaches the border would square off the round corners below.
        self.body.setContentsMargins(pad, pad and px(GAP_M), pad, pad or px(CARD_RADIUS) // 2)
        self.body.setSpacing(px(GAP_S))
        edge = px(1)
        self._whole.setContentsMargins(edge, edge, edge, edge)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
