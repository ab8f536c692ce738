"""Whole rows as pictures: each is drawn once for a look, and put on screen again as it is.

A cell drawn by a delegate costs several calls from Qt into Python each time it comes into sight. A picture is one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from calcitrack.ui.delegates.cell_paint import Pen, paint_cell
from calcitrack.ui.delegates.cells import Cell
from calcitrack.ui.delegates.letters import Letters

MOST_BYTES = 32 * 1024 * 1024
"""So much memory the pictures may take: some hundred rows, or some ten at twice the size of the text."""

_BYTES_PER_PIXEL = 4
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands in its row, in pixels, and to which side its cells keep."""

    column: int
    left: int
    width: int
    right: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a picture depends on apart from its row: with another look all are drawn anew.

    Attributes:
        manner: What else the cells are made by.
        ratio: Pixels of the screen to a pixel of the window.
    """

    letters: Letters
    places: tuple[Place, ...]
    height: int
    manner: object
    ratio: float
    pad: int

    @property
    def size(self) -> QSize:
        """Of a picture, in pixels of the window."""
        return QSize(sum(place.width for place in self.places), self.height)


class RowPictures(Generic[Row]):
    """The pictures of the rows that were seen last.

    Args:
        cells: Gives the cells of a row, one for each column that is asked for.
    """

    def __init__(self, cells: Callable[[Row, Sequence[int]], Sequence[Cell]]) -> None:
        self._cells = cells
        self._look: Look | None = None
        self._kept: OrderedDict[tuple[Row, bool, bool], QPixmap] = OrderedDict()
        self._most = 0

    def take_look(self, look: Look) -> None:
        """Draw in this look from now on."""
        if look == self._look:
            return
        self._look = look
        self._kept.clear()
        each = look.size.width() * look.size.height() * look.ratio**2 * _BYTES_PER_PIXEL
        self._most = max(1, int(MOST_BYTES / max(1.0, each)))

    def of(self, row: Row, *, selected: bool, current: bool) -> QPixmap:
        """The picture of a row.

        Args:
            row: What is shown; an equal row has the same picture.
            selected: On the ground of a selection.
            current: With the bar of the row that has the keys.
        """
        key = (row, selected, current)
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = self._drawn(row, selected=selected, current=current)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return picture

    def _drawn(self, row: Row, *, selected: bool, current: bool) -> QPixmap:
        look = self._look
        assert look is not None, "a look was chosen"
        tokens, size = look.letters.theme.tokens, look.size
        picture = QPixmap(size * look.ratio)
        picture.setDevicePixelRatio(look.ratio)
        picture.fill(QColor(tokens.selection if selected else tokens.surface))
        painter = QPainter(picture)
        painter.fillRect(0, size.height() - 1, size.width(), 1, QColor(tokens.line))
        if current:
            painter.fillRect(0, 0, look.letters.theme.px(3), size.height() - 1, QColor(tokens.accent))
        left = Pen(painter, look.letters)
        right = Pen(painter, look.letters, Qt.AlignmentFlag.AlignRight)
        for place, cell in zip(look.places, self._cells(row, [p.column for p in look.places]), strict=True):
            room = QRectF(place.left + look.pad, 0, place.width - 2 * look.pad, size.height() - 1)
            painter.setClipRect(place.left, 0, place.width, size.height())
            paint_cell(right if place.right else left, room, cell)
        painter.end()
        return picture
