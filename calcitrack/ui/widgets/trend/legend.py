"""What the symbols and colours of a trend mean, in a line that wraps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.lesions.subtype_mark import paint_subtype
from calcitrack.ui.widgets.trend.marks import Symbol, paint_symbol, symbol_word
from calcitrack.ui.words import inside

_MARK_PX = 9


class TrendLegend(QWidget):
    """Explains the symbols and subtypes that a trend shows, and no others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=current_theme().px(12), line_gap=current_theme().px(2))
        self._entries: tuple[_Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_entries(self, entries: Sequence[Subtype | Symbol]) -> None:
        """Explain these, in this order."""
        for old in self._entries:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._entries = tuple(_Entry(entry, self) for entry in entries)
        for entry in self._entries:
            self._flow.addWidget(entry)
            entry.show()
        self.updateGeometry()


class _Entry(QWidget):
    """A mark and its word."""

    def __init__(self, what: Subtype | Symbol, parent: QWidget) -> None:
        super().__init__(parent)
        self._what = what
        self._word = inside(what) if isinstance(what, Subtype) else symbol_word(what)
        self.setAccessibleName(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _small(self) -> QFont:
        made = QFont(self.font())
        made.setPixelSize(current_theme().px(SMALL_PX))
        return made

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Mark, gap and word."""
        px, metrics = current_theme().px, QFontMetrics(self._small())
        return QSize(px(_MARK_PX + GAP_XS) + metrics.horizontalAdvance(self._word) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw mark and word."""
        theme = current_theme()
        painter = QPainter(self)
        side = theme.px(_MARK_PX)
        spot = QRectF(0, (self.height() - side) / 2, side, side)
        if isinstance(self._what, Subtype):
            paint_subtype(painter, spot, self._what, theme.tokens)
        else:
            centre = QPointF(spot.center())
            paint_symbol(painter, centre, side - 1, self._what, theme.tokens.muted, theme.tokens.surface)
        painter.setFont(self._small())
        painter.setPen(QColor(theme.tokens.muted))
        baseline = (self.height() + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2
        painter.drawText(QPointF(side + theme.px(GAP_XS), baseline), self._word)
