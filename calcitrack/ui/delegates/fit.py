"""Widths of table columns: each as wide as its contents, a few give way, and nothing is squeezed away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from calcitrack.ui.delegates.cell_delegate import PAD_PX
from calcitrack.ui.theme import current_theme

_ARROW_PX = 14


def fit_columns(view: QTableView, elastic: Mapping[int, int], pad_px: int = PAD_PX) -> None:
    """Give the columns their widths.

    Args:
        view: A table whose columns may be resized.
        elastic: Columns that give way when there is too little room, the last one first, each with its least width in
            pixels of the design; the first one takes what room is left over. When even the least widths find no room,
            the table scrolls.
        pad_px: Space left and right of a head, in pixels of the design.
    """
    px = current_theme().px
    widths = {i: _wanted(view, i, px(pad_px)) for i in range(view.model().columnCount())}
    lacking = sum(widths.values()) - view.viewport().width()
    for column in reversed(list(elastic)):
        given = min(max(0, lacking), max(0, widths[column] - px(elastic[column])))
        widths[column] -= given
        lacking -= given
    if lacking < 0:
        widths[next(iter(elastic))] -= lacking
    for column, width in widths.items():
        view.horizontalHeader().resizeSection(column, width)


def _wanted(view: QTableView, column: int, pad: int) -> int:
    return max(view.sizeHintForColumn(column), _head_width(view.horizontalHeader(), column) + 2 * pad)


def _head_width(header: QHeaderView, column: int) -> int:
    """The width of a head without its padding.

    Qt's own hint keeps room for an arrow in every head; only the sorted one has it.
    """
    px = current_theme().px
    font = QFont(header.font())
    font.setBold(True)
    title = header.model().headerData(column, Qt.Orientation.Horizontal)
    arrow = px(_ARROW_PX) if header.isSortIndicatorShown() and header.sortIndicatorSection() == column else 0
    return QFontMetrics(font).horizontalAdvance(title) + arrow + px(2)
