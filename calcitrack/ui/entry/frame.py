"""The surroundings of an entry page: the mark, a heading and one card, centred, scrolling where the screen is small."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.logo_mark import LogoMark

_MARK_PX = 48
_UNLIMITED_PX = 1 << 20


class EntryCard(QFrame):
    """A card without a header. The card of the other pages would load what wraps its header before the first paint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        dress(self, kind="card")

    def add(self, part: QWidget) -> None:
        """Put a part at the end of the body."""
        self.body.addWidget(part)

    def space(self) -> None:
        """Leave the room that the scale asks for."""
        px = current_theme().px
        edge, side = px(1), px(GAP_L)
        self.body.setContentsMargins(edge + side, edge + px(GAP_M), edge + side, edge + side)
        self.body.setSpacing(px(GAP_S))


class EntryFrame(QScrollArea):
    """A page with one card; ``card`` takes the content.

    Args:
        width: The card's width in pixels of the design; it narrows with the window.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card_px = width
        self._room = _UNLIMITED_PX
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The area itself is no stop on the way through the form.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # From the outside in: a part that moves into another one is styled once more, with all that it holds.
        page = QWidget()
        self._frame_across = QHBoxLayout(page)
        self.setWidget(page)
        self._frame_column = QWidget(page)
        self._frame_title = Label("CalciTrack", "title", parent=self._frame_column)
        self._frame_subtitle = Label(role="muted", parent=self._frame_column)
        self.card = EntryCard(self._frame_column)
        self._lay_frame_out()
        self._space_frame()

    def set_heading(self, title: str, subtitle: str) -> None:
        """Change the words beside the mark."""
        self._frame_title.setText(title)
        self._frame_subtitle.setText(subtitle)
        self._frame_subtitle.setVisible(bool(subtitle))

    def _lay_frame_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._frame_title)
        words.addWidget(self._frame_subtitle)
        self._heading = QHBoxLayout()
        self._heading.addWidget(LogoMark(_MARK_PX, self._frame_column))
        self._heading.addLayout(words, 1)
        self._frame_rows = QVBoxLayout(self._frame_column)
        self._frame_rows.setContentsMargins(0, 0, 0, 0)
        self._frame_rows.addLayout(self._heading)
        self._frame_rows.addWidget(self.card)
        self._frame_across.addStretch(1)
        self._frame_across.addWidget(self._frame_column, 0, Qt.AlignmentFlag.AlignVCenter)
        self._frame_across.addStretch(1)

    def _space_frame(self) -> None:
        px = current_theme().px
        edge = px(GAP_XL)
        self.card.space()
        self._heading.setSpacing(px(GAP_M))
        self._frame_rows.setSpacing(px(GAP_L))
        self._frame_across.setContentsMargins(edge, edge, edge, edge)
        self._frame_column.setFixedWidth(max(1, min(px(self._card_px), self._room - 2 * edge)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width of the room inside, which is what the event of a scrolling area tells."""
        super().resizeEvent(event)
        self._room = event.size().width()
        self._space_frame()

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
