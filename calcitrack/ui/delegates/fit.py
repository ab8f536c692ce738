"""Widths of table columns: each as wide as its contents, a few give way, and nothing is squeezed away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from calcitrack.ui.delegates.cell_delegate import PAD_PX
from calcitrack.ui.theme import current_theme

_ARROW_PX = 14


def fit_columns(
    view: QTableView, elastic: Mapping[int, int], pad_px: int = PAD_PX, droppable: Sequence[int] = ()
) -> None:
    """Give the columns their widths.

    Args:
        view: A table whose columns may be resized.
        elastic: Columns that give way when there is too little room, the last one first, each with its least width in
            pixels of the design; the first one takes what room is left over. When even the least widths find no room,
            the table scrolls.
        pad_px: Space left and right of a head, in pixels of the design.
        droppable: Columns that are left out, the first one first, where even the least widths find no room.
    """
    pad = current_theme().px(pad_px)
    widths = {i: _wanted(view, i, pad) for i in range(view.model().columnCount())}
    share_width(view, without_dropped(view, widths, elastic, droppable), elastic)


def without_dropped(
    view: QTableView, widths: Mapping[int, int], elastic: Mapping[int, int], droppable: Sequence[int]
) -> Mapping[int, int]:
    """Hide as many of the droppable columns as it takes, and give the widths of those that stay."""
    px, room = current_theme().px, view.viewport().width()
    kept = {column: min(width, px(elastic.get(column, width))) for column, width in widths.items()}
    for column in droppable:
        if sum(kept.values()) <= room:
            break
        del kept[column]
    for column in droppable:
        view.setColumnHidden(column, column not in kept)
    return {column: width for column, width in widths.items() if column in kept}


def share_width(view: QTableView, widths: Mapping[int, int], elastic: Mapping[int, int]) -> None:
    """Give the columns these widths in pixels, with the elastic ones shrunk or stretched to the room there is."""
    px = current_theme().px
    given = dict(widths)
    lacking = sum(given.values()) - view.viewport().width()
    for column in reversed([column for column in elastic if column in given]):
        less = min(max(0, lacking), max(0, given[column] - px(elastic[column])))
        given[column] -= less
        lacking -= less
    given[next(column for column in elastic if column in given)] += max(0, -lacking)
    for column, width in given.items():
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
