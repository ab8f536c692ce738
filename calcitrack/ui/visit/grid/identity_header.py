"""The heads of the rows: index mark, number and site. They never scroll away, so no row can be taken for another."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import BASE_PX, ROW_PX, SMALL_PX, Theme, current_theme
from calcitrack.ui.visit.grid.cell_paint import PAD, star
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.rows import GridRow

_NUMBER = 38
_LEAST = 132
_TWO_LINES = 0.62
"""Of a site's words, the share that the longer of two lines may need."""
_WRAP = Qt.TextFlag.TextWordWrap


class IdentityHeader(QHeaderView):
    """A row head as wide as its longest site, up to a share of the table; then sites wrap onto two lines."""

    def __init__(self, model: VisitGridModel, table: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self._rows = model
        self._width = 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def least(self) -> int:
        """The width that a number and a wrapped site need, in pixels."""
        return max(current_theme().px(_LEAST), IdentityCorner.wanted(self._table))

    def comfortable(self) -> int:
        """The width with which the longest site stands on two lines, in pixels."""
        theme = current_theme()
        metrics = QFontMetrics(self._font())
        longest = max((metrics.horizontalAdvance(row.site_label) for row in self._rows.rows()), default=0)
        return max(self.least(), round(longest * _TWO_LINES) + theme.px(_NUMBER + 2 * PAD) + 2)

    def fit(self, room: int) -> None:
        """Measure anew, within this room in pixels."""
        theme = current_theme()
        metrics = QFontMetrics(self._font())
        longest = max((metrics.horizontalAdvance(row.site_label) for row in self._rows.rows()), default=0)
        self._width = max(self.least(), min(longest + theme.px(_NUMBER + 2 * PAD) + 2, room))
        room = self._width - theme.px(_NUMBER + 2 * PAD)
        heights = [self._height(metrics, row, room) + theme.px(6) for row in self._rows.rows()]
        self.setDefaultSectionSize(max([theme.px(ROW_PX), *heights]))

    @staticmethod
    def _height(metrics: QFontMetrics, row: GridRow, room: int) -> int:
        if metrics.horizontalAdvance(row.site_label) <= room:
            return metrics.height()
        return metrics.boundingRect(QRect(0, 0, room, 1000), _WRAP, row.site_label).height()

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self._table.font())
        font.setPixelSize(current_theme().px(BASE_PX))
        font.setBold(bold)
        return font

    def _paint_row(self, painter: QPainter, rect: QRect, row: GridRow, theme: Theme) -> None:
        middle = rect.center().y() + 0.5
        left = rect.left() + theme.px(PAD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.text))
        if row.lesion.index:
            painter.drawPolygon(star(theme.px(6)).translated(left + theme.px(6), middle))
        painter.setPen(QColor(theme.tokens.text))
        painter.setFont(self._font(bold=True))
        number = QRectF(left + theme.px(15), rect.top(), theme.px(_NUMBER), rect.height())
        painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, str(row.lesion.number))
        painter.setFont(self._font())
        site = QRect(rect).adjusted(theme.px(PAD + _NUMBER), 0, -theme.px(PAD), 0)
        painter.drawText(site, int(Qt.AlignmentFlag.AlignVCenter) | int(_WRAP), row.site_label)

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As wide as the longest site, within the share."""
        return QSize(self._width, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803 - Qt's own
        """Draw one head, with the highlight of its row."""
        theme = current_theme()
        painter.save()
        selection = self.selectionModel()
        selected = selection.isRowSelected(logicalIndex)
        painter.fillRect(rect, QColor(theme.tokens.selection if selected else theme.tokens.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.tokens.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_row(painter, rect, self._rows.row_at(logicalIndex), theme)
        painter.restore()


class IdentityCorner(QWidget):
    """The head over the row heads, in the look of the other heads."""

    @staticmethod
    def wanted(table: QWidget) -> int:
        """The width of its words, in pixels."""
        theme = current_theme()
        return QFontMetrics(_head_font(table)).horizontalAdvance(_head_word()) + theme.px(2 * PAD) + 2

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw word and line."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.tokens.border))
        painter.setFont(_head_font(self))
        painter.setPen(QColor(theme.tokens.muted))
        painter.drawText(self.rect().adjusted(theme.px(PAD), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _head_word())


def _head_word() -> str:
    return translate("IdentityCorner", "Lesion, site")


def _head_font(widget: QWidget) -> QFont:
    font = QFont(widget.font())
    font.setPixelSize(current_theme().px(SMALL_PX))
    font.setBold(True)
    return font
