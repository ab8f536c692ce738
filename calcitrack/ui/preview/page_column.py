"""The pages of a print one below the other, as sheets on the ground of the window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.ui.preview.rendering import PageSize
from calcitrack.ui.theme import GAP_M, current_theme

_KEPT = 12
"""So many drawn pages are kept: a page at four times its size is a picture of some thirty megabytes."""


class PageColumn(QWidget):
    """Knows where each page stands at a scale, and paints those that were drawn; the others are white until then."""

    def __init__(self, sizes: Sequence[PageSize], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = tuple(sizes)
        self._scale = 1.0
        self._images: dict[int, tuple[float, QImage]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def scale(self) -> float:
        """Pixels of the screen to a point."""
        return self._scale

    def widest(self) -> float:
        """Width of the widest page, in points."""
        return max(size.width for size in self._sizes)

    def set_scale(self, scale: float) -> None:
        """Show the pages larger or smaller; what was drawn is stretched until it is drawn anew."""
        self._scale = scale
        self.setMinimumSize(self.sizeHint())
        self.resize(self.sizeHint().expandedTo(self.size()))
        self.updateGeometry()
        self.update()

    def set_image(self, number: int, scale: float, image: QImage) -> None:
        """Show how a page looks; pages drawn long ago are let go."""
        self._images.pop(number, None)
        self._images[number] = (scale, image)
        while len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]
        self.update(self.page_rect(number).toAlignedRect())

    def drawn_scale(self, number: int) -> float:
        """At what scale a page was drawn; 0 when it was not."""
        return self._images[number][0] if number in self._images else 0.0

    def page_rect(self, number: int) -> QRectF:
        """Where a page stands."""
        size, gap = self._sizes[number], self._gap()
        top = gap + self._tops()[number] * self._scale + gap * number
        width = size.width * self._scale
        return QRectF(max(gap, (self.width() - width) / 2), top, width, size.height * self._scale)

    def page_at(self, y: float) -> int:
        """The page that stands at a height, or the one above the gap there."""
        return max((n for n in range(self.count) if self.page_rect(n).top() - self._gap() <= y), default=0)

    def pages_between(self, top: float, bottom: float) -> list[int]:
        """The pages of which something is in sight."""
        rects = [(number, self.page_rect(number)) for number in range(self.count)]
        return [number for number, rect in rects if rect.bottom() >= top and rect.top() <= bottom]

    def _tops(self) -> list[float]:
        return list(accumulate((size.height for size in self._sizes), initial=0.0))

    def _gap(self) -> int:
        return current_theme().px(GAP_M)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Room for all pages with a gap around each."""
        gap = self._gap()
        height = self._tops()[-1] * self._scale + gap * (self.count + 1)
        return QSize(round(self.widest() * self._scale) + 2 * gap, round(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(current_theme().tokens.border), 1))
        for number in self.pages_between(event.rect().top(), event.rect().bottom()):
            rect = self.page_rect(number)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRect(rect)
            if number in self._images:
                painter.drawImage(rect, self._images[number][1])
        painter.end()
