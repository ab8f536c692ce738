"""A part of the panel under a heading that opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme


class Fold(QWidget):
    """A heading with a mark that says whether it is open, and what is below it."""

    def __init__(self, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = QPushButton()
        self.head.setCheckable(True)
        dress(self.head, kind="fold")
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        self._whole.addWidget(self._inside)
        self.head.toggled.connect(self._on_toggled)
        self.head.setChecked(is_open)
        self._on_toggled(is_open)
        self._space()

    def set_title(self, title: str) -> None:
        """Change the heading."""
        if self.head.text() != title:
            self.head.setText(title.replace("&", "&&"))
            self.head.setAccessibleName(title)

    @Slot(bool)
    def _on_toggled(self, open_: bool) -> None:
        self._inside.setVisible(open_)
        self._mark()

    def _mark(self) -> None:
        theme = current_theme()
        name = "chevron-down" if self.head.isChecked() else "chevron-right"
        self.head.setIcon(icon(name, theme.tokens.text, theme.px(16)))

    def _space(self) -> None:
        px = current_theme().px
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(GAP_M))
        self._whole.setSpacing(px(GAP_S))
        self._mark()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
