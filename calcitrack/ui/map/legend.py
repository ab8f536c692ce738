"""What the shapes and edges on the map mean, in a line that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.i18n import translate
from calcitrack.ui.map.glyphs import mark_size, paint_mark
from calcitrack.ui.map.marks import MapMark
from calcitrack.ui.map.paint import text_font
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.words import inside

_SHARE = 0.62
"""Marks in the legend against those on the map: they bear no number."""


class MapLegend(QWidget):
    """Explains the marks that are on the map, and no others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=current_theme().px(12), line_gap=current_theme().px(2))
        self._entries: list[_Entry] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_marks(self, marks: Sequence[MapMark]) -> None:
        """Explain these marks."""
        for old in self._entries:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        subtypes = {mark.subtype for mark in marks if not mark.closed}
        self._entries = [_Entry(subtype, inside(subtype)) for subtype in Subtype if subtype in subtypes]
        if None in subtypes:
            self._entries.append(_Entry(None, translate("LesionMap", "subtype not recorded")))
        if any(mark.closed for mark in marks):
            self._entries.append(_Entry(None, translate("LesionMap", "resolved or excised"), closed=True))
        for entry in self._entries:
            self._flow.addWidget(entry)
            entry.show()
        self.updateGeometry()


class _Entry(QWidget):
    """A mark and its word."""

    def __init__(self, subtype: Subtype | None, word: str, *, closed: bool = False) -> None:
        super().__init__()
        self._subtype, self._word, self._closed = subtype, word, closed
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _mark(self) -> tuple[float, float]:
        wide, high = mark_size(self._subtype, 1, current_theme())
        return wide * _SHARE, high * _SHARE

    # Qt overrides

    def sizeHint(self) -> QSize:
        """The mark, a gap and the word."""
        theme = current_theme()
        metrics = QFontMetrics(text_font(self.font(), theme))
        wide, high = self._mark()
        size = QSize(round(wide) + theme.px(7) + metrics.horizontalAdvance(self._word), metrics.height())
        return size.expandedTo(QSize(0, round(high) + 2))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mark and word."""
        theme, (wide, high) = current_theme(), self._mark()
        painter = QPainter(self)
        rect = QRectF(1, (self.height() - high) / 2, wide, high)
        painter.setFont(text_font(self.font(), theme))
        painter.setPen(QColor(theme.tokens.muted))
        metrics = painter.fontMetrics()
        painter.drawText(
            round(wide) + theme.px(6), (self.height() + metrics.ascent() - metrics.descent()) // 2, self._word
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, rect, self._subtype, "", theme.tokens, closed=self._closed)
