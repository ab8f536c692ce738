"""Headings that open and close what is below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from calcitrack.ui.i18n import translate
from calcitrack.ui.icons import pixmap
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

_MARK_PX = 16


class FoldHead(QPushButton):
    """A mark that says whether it is open, a title that wraps, and badges."""

    def __init__(self, title: str = "", badges: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self._mark = QLabel()
        self._look: tuple[str, bool, str, float] | None = None
        self._title = Label(title, "heading")
        words = QWidget()
        self._flow = FlowLayout(words)
        self._flow.addWidget(self._title)
        self._badges = tuple(badges)
        for badge in badges:
            self._flow.addWidget(Badge(badge))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(words, 1)
        for part in (self._mark, words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        dress(self, kind="fold")
        self.toggled.connect(self._draw)
        self._space()

    def title(self) -> str:
        """The words of the heading."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the words."""
        if title != self._title.text():
            self._title.setText(title)
            self._draw()

    @Slot()
    def _draw(self) -> None:
        theme = current_theme()
        look = (self._title.text(), self.isChecked(), theme.name, theme.scale)
        if look == self._look:
            return
        self._look = look
        name = "chevron-down" if self.isChecked() else "chevron-right"
        self._mark.setPixmap(pixmap(name, theme.tokens.text, theme.px(_MARK_PX)))
        state = translate("Guidance", "open") if self.isChecked() else translate("Guidance", "closed")
        self.setAccessibleName(", ".join([self._title.text(), *self._badges, state]))

    def _space(self) -> None:
        px = current_theme().px
        self._row.setContentsMargins(px(GAP_XS), px(GAP_XS), px(GAP_XS), px(GAP_XS))
        self._row.setSpacing(px(GAP_XS))
        self._flow.set_gaps(px(GAP_S), px(GAP_XS))
        self._draw()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """What is inside, not the text of a button."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The widest word, so that nothing is cut."""
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of what is inside."""
        return self._row.heightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


class Fold(QWidget):
    """A part of the panel under a heading."""

    def __init__(self, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = FoldHead()
        self._inside = QWidget()
        self.column = QVBoxLayout(self._inside)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.head)
        self._whole.addWidget(self._inside)
        self._inside.setVisible(is_open)
        self.head.toggled.connect(self._inside.setVisible)
        self.head.setChecked(is_open)
        self._space()

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.head.set_title(title)

    def _space(self) -> None:
        px = current_theme().px
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(GAP_S))
        self._whole.setSpacing(px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
