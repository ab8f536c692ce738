"""The surroundings of an entry page: the mark, a heading and one card, centred, scrolling where the screen is small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_L, GAP_M, GAP_XL, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.logo_mark import LogoMark

_MARK_PX = 48


class EntryFrame(QScrollArea):
    """A page with one card; ``card`` takes the content.

    Args:
        width: The card's width in pixels of the design; it narrows with the window.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card_px = width
        self.card = Card()
        self._frame_title = Label("CalciTrack", "title")
        self._frame_subtitle = Label(role="muted")
        self._frame_column = QWidget()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The area itself is no stop on the way through the form.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build_frame()
        self._space_frame()

    def set_heading(self, title: str, subtitle: str) -> None:
        """Change the words beside the mark."""
        self._frame_title.setText(title)
        self._frame_subtitle.setText(subtitle)
        self._frame_subtitle.setVisible(bool(subtitle))

    def _build_frame(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(current_theme().px(GAP_M))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._frame_title)
        words.addWidget(self._frame_subtitle)
        heading.addWidget(LogoMark(_MARK_PX))
        heading.addLayout(words, 1)
        column = QVBoxLayout(self._frame_column)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(heading)
        column.addWidget(self.card)
        page = QWidget()
        self._frame_across = QHBoxLayout(page)
        self._frame_across.addStretch(1)
        self._frame_across.addWidget(self._frame_column, 0, Qt.AlignmentFlag.AlignVCenter)
        self._frame_across.addStretch(1)
        self.setWidget(page)

    def _space_frame(self) -> None:
        px = current_theme().px
        edge = px(GAP_XL)
        self._frame_across.setContentsMargins(edge, edge, edge, edge)
        self._frame_column.setFixedWidth(max(1, min(px(self._card_px), self.viewport().width() - 2 * edge)))
        column = self._frame_column.layout()
        if column is not None:
            column.setSpacing(px(GAP_L))

    # Qt overrides

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow the width of the window."""
        handled = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self._space_frame()
        return handled

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space_frame()
        super().changeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep the field that gets the focus in sight."""
        moved = super().focusNextPrevChild(forward)
        focused = self.focusWidget()
        if moved and focused is not None:
            self.ensureWidgetVisible(focused)
        return moved
