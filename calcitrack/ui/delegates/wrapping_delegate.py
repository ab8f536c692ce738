"""Rows of a list that wrap: the style itself forgets its own padding, and cuts a text that nearly fits one line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from calcitrack.ui.theme import GAP_S, current_theme

_PAD_PX, _LEAST_PX = 16, 32
"""Left and right of a text, with what the style adds to its padding; and the height of a row of one line."""


class WrappingDelegate(QStyledItemDelegate):
    """Makes each row as high as its lines in the width of the list, whatever that becomes.

    Args:
        view: The list.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setWordWrap(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Qt overrides

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the wrapped lines."""
        px, width = current_theme().px, self._view.viewport().width()
        room = QRect(0, 0, max(1, width - 2 * px(_PAD_PX)), 10_000)
        text = str(index.data() or "")
        lines = QFontMetrics(self._view.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(width, max(px(_LEAST_PX), lines.height() + px(GAP_S) * 2))
