"""The sign that something is under way: a moving bar and a word, in room that is kept free for them."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label


class WaitingBar(QWidget):
    """Hidden until ``start``; nothing around it moves when it comes and goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = Label(" ", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_XS))
        column.addWidget(self._bar)
        column.addWidget(self._word)
        self.keep_room(True)
        self.hide()

    def keep_room(self, keep: bool) -> None:
        """Whether its room stays free while it is hidden."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keep)
        self.setSizePolicy(policy)

    def start(self, word: str) -> None:
        """Show that something is under way whose end is not known."""
        self._word.setText(word)
        self._bar.setAccessibleName(word)
        self._bar.setRange(0, 0)
        self.show()

    def stop(self) -> None:
        """Take the sign away; a hidden bar must not go on moving."""
        self._bar.setRange(0, 1)
        self.hide()
