"""One delegate for every cell value, so that all tables look alike."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from calcitrack.ui.delegates.cell_paint import Pen, cell_width, paint_cell
from calcitrack.ui.delegates.cells import CELL_ROLE, Badges, Cell, Spark, Words
from calcitrack.ui.delegates.letters import Letters
from calcitrack.ui.models.record_table import RecordTableModel
from calcitrack.ui.theme import ROW_PX, current_theme

Index = QModelIndex | QPersistentModelIndex
PAD_PX = 10


class CellDelegate(QStyledItemDelegate):
    """Draws the cell of an index; where the model gives none, its text.

    The current row carries a bar at its left edge while the table has the focus: a frame around one cell would tell
    of a cell, where the tables choose whole rows.

    Args:
        pad_px: Space left and right of the cells, in pixels of the design.
    """

    def __init__(self, parent: QObject | None = None, pad_px: int = PAD_PX) -> None:
        super().__init__(parent)
        self._pad_px = pad_px
        self._letters: Letters | None = None

    def letters(self, font: QFont) -> Letters:
        """The letters of a font in the theme in force; kept, because every cell asks for the same."""
        theme = current_theme()
        if self._letters is None or not self._letters.suit(font, theme):
            self._letters = Letters(font, theme)
        return self._letters

    def _drawn(self, index: Index) -> tuple[Cell, bool]:
        """What is drawn, and whether at the right."""
        model = index.model()
        if isinstance(model, RecordTableModel):
            return model.drawn(index.row(), index.column())
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        return self._cell(index), bool(Qt.AlignmentFlag.AlignRight & align)

    def _cell(self, index: Index) -> Cell:
        cell: Cell | None = index.data(CELL_ROLE)
        return cell if cell is not None else Words(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    def _room(self, option: QStyleOptionViewItem) -> QRectF:
        pad = current_theme().px(self._pad_px)
        return QRectF(option.rect).adjusted(pad, 0, -pad, -1)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Drawn here and not by the style: a style sheet takes several times as long for each cell."""
        theme, rect = current_theme(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.tokens.selection))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.tokens.line))
        if index.column() == 0 and _is_current_row(option.widget, index):
            bar = QRectF(rect.left(), rect.top(), theme.px(3), rect.height() - 1)
            painter.fillRect(bar, QColor(theme.tokens.accent))

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw background and cell."""
        painter.save()
        self._paint_ground(painter, option, index)
        cell, right = self._drawn(index)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setClipRect(option.rect)
        paint_cell(Pen(painter, self.letters(option.font), align), self._room(option), cell)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The width at which nothing is cut, and the row height of the design."""
        theme = current_theme()
        width = cell_width(self._cell(index), self.letters(option.font)) + 2 * theme.px(self._pad_px) + 2
        return QSize(round(width), max(theme.px(ROW_PX), option.fontMetrics.height() + theme.px(8)))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the tooltip of the model, and before it whatever the cell had to cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        self.initStyleOption(option, index)
        cell = self._cell(index)
        told = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        cut = not isinstance(cell, Spark) and cell_width(cell, self.letters(option.font)) > self._room(option).width()
        lines = [_whole_text(cell, index)] if cut else []
        text = "\n".join([*lines, told] if told and told not in lines else lines)
        QToolTip.showText(event.globalPos(), text, view)
        return True


def _whole_text(cell: Cell, index: Index) -> str:
    if isinstance(cell, Badges):
        return ", ".join([*(text for text, _ in cell.items), *filter(None, [cell.after])])
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _is_current_row(view: QWidget, index: Index) -> bool:
    return isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex().row() == index.row()
