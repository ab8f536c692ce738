"""A layout that fills lines and wraps, as words do: for chips, banner fields and headers at any font size."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QStyle, QWidget

from calcitrack.ui.widgets.item_layout import ItemLayout


@dataclass(slots=True)
class _Line:
    """One line of the flow: indices into the items, with the size each gets."""

    indices: list[int] = field(default_factory=list)
    sizes: list[QSize] = field(default_factory=list)
    width: int = 0

    @property
    def height(self) -> int:
        return max((size.height() for size in self.sizes), default=0)


class FlowLayout(ItemLayout):
    """Lays items out in lines; what comes after ``push_right()`` keeps to the right end of its line.

    An item that is wider than the whole line gets the line's width and, where it knows how, more height.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 8,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._gap, self._line_gap, self._align = gap, line_gap, align
        self._right_from: int | None = None

    def push_right(self) -> None:
        """Align whatever is added from now on to the right."""
        self._right_from = len(self._items)

    def set_gaps(self, gap: int, line_gap: int) -> None:
        """Change the space between items and between lines."""
        self._gap, self._line_gap = gap, line_gap
        self.invalidate()

    def _lines(self, width: int) -> list[_Line]:
        lines = [_Line()]
        for index, item in enumerate(self._items):
            if item.isEmpty():
                continue
            size = _size_within(item, width)
            if lines[-1].indices and lines[-1].width + self._gap + size.width() > width:
                lines.append(_Line())
            line = lines[-1]
            line.width += size.width() + (self._gap if line.indices else 0)
            line.indices.append(index)
            line.sizes.append(size)
        return lines

    def _place(self, rect: QRect) -> None:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
        lines = self._lines(rect.width())
        centred = self._align == Qt.AlignmentFlag.AlignVCenter
        # One line alone stands in the middle of whatever height there is, as in a header.
        top = rect.top() + (max(0, rect.height() - lines[0].height) // 2 if centred and len(lines) == 1 else 0)
        for line in lines:
            left = rect.left()
            pushed = False
            for index, size in zip(line.indices, line.sizes, strict=True):
                if not pushed and self._right_from is not None and index >= self._right_from:
                    left += rect.width() - line.width
                    pushed = True
                spare = line.height - size.height()
                shift = spare // 2 if centred else 0
                place = QRect(QPoint(left, top + shift), size)
                self._items[index].setGeometry(QStyle.visualRect(direction, rect, place))
                left += size.width() + self._gap
            top += line.height + self._line_gap

    # Qt overrides

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back; what is pushed to the right stays so."""
        taken = super().takeAt(index)
        if taken is not None and self._right_from is not None and index < self._right_from:
            self._right_from -= 1
        return taken

    def expandingDirections(self) -> Qt.Orientation:
        """The flow wants no more than its items need."""
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        """The height of all lines when they are that wide."""
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        height = sum(line.height for line in lines) + self._line_gap * (len(lines) - 1)
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._whole(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:  # noqa: N802 - the name is Qt's
        """The widest of the items at their smallest."""
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return self._whole(least)

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()))


def _size_within(item: QLayoutItem, width: int) -> QSize:
    wanted = item.sizeHint().expandedTo(item.minimumSize())
    if wanted.width() <= width:
        return wanted
    narrow = max(width, item.minimumSize().width())
    return QSize(narrow, item.heightForWidth(narrow) if item.hasHeightForWidth() else wanted.height())
