"""A layout of one row that folds: what has no room beside each other stands below each other."""

from __future__ import annotations

from itertools import accumulate, pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QStyle, QWidget

from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.item_layout import ItemLayout, height_within

_Placed = tuple[QLayoutItem, int]


class FoldingLayout(ItemLayout):
    """Shares the width out by weight, in as few rows as the least widths allow; items of a row are equally high.

    Args:
        least: Least width of each item in pixels of the design; an item that needs more gets more.
        gap: Space between items and between rows, in pixels of the design.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 0, gap: int = GAP_M) -> None:
        super().__init__(parent)
        self._weights: list[int] = []
        self._least, self._gap_px = least, gap

    def add(self, widget: QWidget, weight: int = 1) -> None:
        """Put a widget at the end."""
        self.addWidget(widget)
        self._weights[-1] = weight

    def _gap(self) -> int:
        return current_theme().px(self._gap_px)

    def _rows(self, width: int) -> list[list[_Placed]]:
        """The items in rows, each with its width."""
        weighed = zip(self._items, self._weights, strict=True)
        shown = [(item, weight) for item, weight in weighed if not item.isEmpty()]
        for count in range(1, len(shown)):
            each = -(-len(shown) // count)
            rows = [self._shares(shown[at : at + each], width) for at in range(0, len(shown), each)]
            if all(share >= self._least_of(item) for row in rows for item, share in row):
                return rows
        return [[(item, width)] for item, _ in shown]

    def _shares(self, row: list[tuple[QLayoutItem, int]], width: int) -> list[_Placed]:
        free = width - self._gap() * (len(row) - 1)
        whole = sum(weight for _, weight in row)
        ends = [0]
        for weight in accumulate(weight for _, weight in row):
            ends.append(free * weight // whole)
        return [(item, end - start) for (item, _), (start, end) in zip(row, pairwise(ends), strict=True)]

    def _least_of(self, item: QLayoutItem) -> int:
        return max(current_theme().px(self._least), item.minimumSize().width())

    # Qt overrides

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item, of weight 1 until ``add`` says otherwise."""
        super().addItem(item)
        self._weights.append(1)

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        taken = super().takeAt(index)
        if taken is not None:
            self._weights.pop(index)
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        """It uses whatever width there is."""
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        """The height of all rows when they are that wide."""
        heights = [_height(row) for row in self._rows(width)]
        return sum(heights) + self._gap() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        items = [item for item in self._items if not item.isEmpty()]
        width = sum(max(item.sizeHint().width(), self._least_of(item)) for item in items)
        height = max((item.sizeHint().height() for item in items), default=0)
        return QSize(width + self._gap() * max(0, len(items) - 1), height)

    def minimumSize(self) -> QSize:  # noqa: N802 - the name is Qt's
        """The widest item at its smallest; how high that is depends on the width it gets."""
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        rows = self._rows(rect.width())
        spare = rect.height() - self.heightForWidth(rect.width())
        top = rect.top()
        for place, row in enumerate(rows):
            height = _height(row) + (max(0, spare) if place == len(rows) - 1 else 0)
            left = rect.left()
            for item, width in row:
                item.setGeometry(QStyle.visualRect(direction, rect, QRect(left, top, width, height)))
                left += width + self._gap()
            top += height + self._gap()


def _height(row: list[_Placed]) -> int:
    return max((height_within(item, width) for item, width in row), default=0)
