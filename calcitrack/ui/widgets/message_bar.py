"""A sentence across a page: what happened, and where it can be, one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from calcitrack.ui.icons import icon, pixmap
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, Tone, current_theme
from calcitrack.ui.widgets.label import Label

_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "accent": "info",
    "warning": "warning",
    "danger": "stop",
    "good": "check",
}


class MessageBar(QFrame):
    """Hidden until it has something to say; the shape of its icon says how grave it is, besides the colour.

    Signals:
        action_requested: The button beside the sentence was pressed.
        closed: The reader closed the bar.
    """

    action_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = "neutral"
        self._icon = QLabel()
        self._sentence = Label()
        self._action = QPushButton()
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        self._row = row = QHBoxLayout(self)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self._on_close_clicked)
        dress(self, kind="message")
        self.hide()

    def show_message(self, text: str, tone: Tone = "accent", action: str = "") -> None:
        """Say a sentence, and tell a screen reader at once.

        Args:
            text: One or two sentences, shown whole.
            tone: accent informs, warning and danger warn, good confirms.
            action: The word on the button; empty for none.
        """
        self._tone = tone
        self._sentence.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(self._spoken(tone, text))
        dress(self, tone=tone)
        self._draw_icons()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take the message away."""
        self.hide()

    def text(self) -> str:
        """The sentence shown last."""
        return self._sentence.text()

    def _spoken(self, tone: Tone, text: str) -> str:
        before = {"warning": self.tr("Warning"), "danger": self.tr("Important")}.get(tone)
        return f"{before}: {text}" if before else text

    def _draw_icons(self) -> None:
        theme = current_theme()
        self._icon.setPixmap(pixmap(_ICONS[self._tone], theme.tokens.strong(self._tone), theme.px(20)))
        self._close.setIcon(icon("close", theme.tokens.muted, theme.px(14)))
        self._close.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._row.setContentsMargins(theme.px(GAP_M), theme.px(GAP_S), theme.px(GAP_S), theme.px(GAP_S))
        self._row.setSpacing(theme.px(GAP_S))

    @Slot()
    def _on_close_clicked(self) -> None:
        self.dismiss()
        self.closed.emit()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._draw_icons()
        super().changeEvent(event)
