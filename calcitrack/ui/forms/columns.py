"""A layout of equal columns: as many as fit, so that a form is wide on a wide screen and long at 200 %."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QStyle, QWidget

from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.item_layout import ItemLayout, height_within


class ColumnsLayout(ItemLayout):
    """Lays items out row by row in equal columns, each item at the top of its place.

    Args:
        least: Least width of a column in pixels of the design; an item that needs more makes all columns wider.
        most: Most columns.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 150, most: int = 2) -> None:
        super().__init__(parent)
        self._least, self._most = least, most

    def _gaps(self) -> tuple[int, int]:
        px = current_theme().px
        return px(GAP_M), px(GAP_S)

    def _column_width(self) -> int:
        least = current_theme().px(self._least)
        return max([least, *(item.minimumSize().width() for item in self._shown())])

    def _columns(self, width: int) -> int:
        gap, _ = self._gaps()
        fitting = (width + gap) // (self._column_width() + gap)
        return max(1, min(fitting, self._most, len(self._shown())))

    def _rows(self, width: int) -> list[tuple[int, list[QLayoutItem]]]:
        """Each row's height and items."""
        items, count = self._shown(), self._columns(width)
        gap, _ = self._gaps()
        column = (width - gap * (count - 1)) // count
        rows = [items[first : first + count] for first in range(0, len(items), count)]
        return [(max(height_within(item, column) for item in row), row) for row in rows]

    def _height_of(self, width: int) -> int:
        rows = self._rows(width)
        _, line_gap = self._gaps()
        return sum(height for height, _ in rows) + line_gap * max(0, len(rows) - 1)

    # Qt overrides

    def expandingDirections(self) -> Qt.Orientation:
        """The columns share whatever width there is."""
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        """The height of all rows when they are that wide."""
        margins = self.contentsMargins()
        height = self._height_of(width - margins.left() - margins.right())
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """As many columns as it may have."""
        gap, _ = self._gaps()
        count = max(1, min(self._most, len(self._shown())))
        width = count * self._column_width() + gap * (count - 1)
        return self._whole(QSize(width, self._height_of(width)))

    def minimumSize(self) -> QSize:  # noqa: N802 - the name is Qt's
        """One column of the widest item at its smallest; how high that is depends on the width it gets."""
        items = self._shown()
        width = max((item.minimumSize().width() for item in items), default=0)
        return self._whole(QSize(width, max((item.minimumSize().height() for item in items), default=0)))

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        gap, line_gap = self._gaps()
        count = self._columns(inner.width())
        column = (inner.width() - gap * (count - 1)) // count
        top = inner.top()
        for height, row in self._rows(inner.width()):
            for place, item in enumerate(row):
                spot = QRect(inner.left() + place * (column + gap), top, column, height_within(item, column))
                item.setGeometry(QStyle.visualRect(direction, inner, spot))
            top += height + line_gap


def in_columns(*widgets: QWidget, least: int = 150, most: int = 2) -> QWidget:
    """Widgets in equal columns, as one widget."""
    whole = QWidget()
    columns = ColumnsLayout(whole, least=least, most=most)
    for widget in widgets:
        columns.addWidget(widget)
    return whole
