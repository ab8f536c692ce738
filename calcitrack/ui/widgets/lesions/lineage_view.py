"""A thread drawn: one line per lesion through time, joined where lesions split and merged."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.domain.lineage import Lineage, Strand, Tie
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.i18n import day
from calcitrack.ui.models.lineage_words import lineage_sentences, lineage_title
from calcitrack.ui.theme import current_theme

_ROW_PX, _EDGE_PX, _END_PX, _DOT_PX, _BEND_PX = 22, 8, 14, 4, 10


class LineageView(QWidget):
    """Time runs from left to right. The words beside it say the same, for whoever cannot see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lineage: Lineage | None = None
        self._until = date.min
        self._selected: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_lineage(self, lineage: Lineage | None, until: date, selected: int | None) -> None:
        """Show a lineage up to a day, one lesion of it in front; None hides the drawing."""
        self._lineage, self._until, self._selected = lineage, until, selected
        self.setVisible(lineage is not None)
        if lineage is not None:
            self.setAccessibleName(lineage_title(lineage))
            self.setAccessibleDescription(". ".join(lineage_sentences(lineage)))
            self.updateGeometry()
            self.update()

    def _rows(self) -> dict[int, float]:
        """The height of each lesion's line."""
        strands = self._lineage.strands if self._lineage else ()
        row = self._row_height()
        return {strand.lesion_id: row * (n + 0.5) for n, strand in enumerate(strands)}

    def _row_height(self) -> int:
        return max(current_theme().px(_ROW_PX), self.fontMetrics().height())

    def _span(self) -> tuple[date, date]:
        assert self._lineage is not None, "there is a lineage"
        days = [s.begins for s in self._lineage.strands] + [t.on for t in self._lineage.ties]
        days += [s.ends for s in self._lineage.strands if s.ends]
        return min(days), max(*days, self._until)

    def _x(self, on: date) -> float:
        begins, ends = self._span()
        left, right = self._sides()
        return left + (right - left) * (on - begins).days / max(1, (ends - begins).days)

    def _sides(self) -> tuple[float, float]:
        """Left of the lines stand the numbers."""
        px = current_theme().px
        numbers = [f"#{strand.number}" for strand in self._lineage.strands] if self._lineage else [""]
        left = max(self.fontMetrics().horizontalAdvance(text) for text in numbers) + px(_EDGE_PX)
        return float(left + px(_DOT_PX)), float(self.width() - px(_END_PX))

    def _paint_strand(self, painter: QPainter, strand: Strand, y: float) -> None:
        theme = current_theme()
        px, tokens = theme.px, theme.tokens
        is_selected = strand.lesion_id == self._selected
        colour = tokens.accent if is_selected else tokens.muted
        painter.setPen(QPen(QColor(colour), px(3 if is_selected else 2)))
        painter.setBrush(colour)
        start, end = self._x(strand.begins), self._x(strand.ends or self._until)
        if strand.merged:
            end = max(start, end - px(_BEND_PX))  # from there it bends into the other
        painter.drawLine(QPointF(start, y), QPointF(end, y))
        dot = px(_DOT_PX)
        painter.drawEllipse(QPointF(start, y), dot / 2, dot / 2)
        if strand.ends is None:
            self._paint_arrow(painter, end, y)
        elif not strand.merged:
            painter.drawLine(QPointF(end, y - dot * 1.5), QPointF(end, y + dot * 1.5))
        painter.setPen(tokens.text)
        font = painter.font()
        font.setBold(is_selected)
        painter.setFont(font)
        box = QRectF(0, y - self._row_height() / 2, start, self._row_height())
        width = self._sides()[0] - px(_DOT_PX) - px(2)
        at = box if box.width() < width * 1.5 else QRectF(start - width - px(_DOT_PX), box.y(), width, box.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"#{strand.number}")

    @staticmethod
    def _paint_arrow(painter: QPainter, x: float, y: float) -> None:
        size = current_theme().px(_DOT_PX)
        painter.drawPolygon([QPointF(x + 2 * size, y), QPointF(x, y - size), QPointF(x, y + size)])

    def _paint_tie(self, painter: QPainter, tie: Tie, rows: dict[int, float]) -> None:
        """A bend from the whole to the part that left it, or from the part to the whole that took it in."""
        px, tokens = current_theme().px, current_theme().tokens
        x, bend = self._x(tie.on), px(_BEND_PX)
        start, end = rows[tie.from_id], rows[tie.to_id]
        path = QPainterPath(QPointF(x - bend, start))
        path.cubicTo(QPointF(x, start), QPointF(x - bend, end), QPointF(x, end))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashed = Qt.PenStyle.SolidLine if tie.kind is EventKind.SPLIT else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(tokens.muted), px(2), dashed))
        painter.drawPath(path)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """A row for each lesion, and one for the days."""
        rows = len(self._lineage.strands) if self._lineage else 0
        return QSize(current_theme().px(160), (rows + 1) * self._row_height())

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw lines, then what joins them, then the first and the last day."""
        if self._lineage is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = self._rows()
        for tie in self._lineage.ties:
            self._paint_tie(painter, tie, rows)
        for strand in self._lineage.strands:
            self._paint_strand(painter, strand, rows[strand.lesion_id])
        self._paint_days(painter)

    def _paint_days(self, painter: QPainter) -> None:
        height = self._row_height()
        box = QRectF(0, self.height() - height, self.width(), height)
        font = painter.font()
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(current_theme().tokens.muted)
        begins, ends = self._span()
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, day(begins))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, day(ends))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
