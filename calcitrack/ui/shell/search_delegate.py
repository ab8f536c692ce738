"""How a row of the search looks: a patient in two lines, a command with its key. Long names wrap."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from calcitrack.ui.shell.search_rows import ROW_ROLE, CommandLine, HeadLine, Line, PatientLine
from calcitrack.ui.theme import BASE_PX, GAP_M, GAP_S, GAP_XS, SMALL_PX, current_theme
from calcitrack.ui.widgets.chip import badge_size, paint_badge

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SearchDelegate(QStyledItemDelegate):
    """Draws the rows."""

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the wrapped lines in the width of the view."""
        view = option.widget
        width = view.viewport().width() if hasattr(view, "viewport") else option.rect.width()
        room = _room(QRect(0, 0, width, 10_000))
        line: Line = index.data(ROW_ROLE)
        height = sum(_height(room.width() - _beside(line), text, font) for text, font in _texts(line))
        return QSize(width, max(height + 2 * current_theme().px(GAP_S), current_theme().px(32)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        theme = current_theme()
        line: Line = index.data(ROW_ROLE)
        painter.save()
        _paint_ground(painter, option)
        room = _room(option.rect)
        top = room.top()
        for number, (text, font) in enumerate(_texts(line)):
            height = _height(room.width() - _beside(line), text, font)
            painter.setFont(font)
            is_plain = number == 0 and not isinstance(line, HeadLine)
            painter.setPen(QColor(theme.tokens.text if is_plain else theme.tokens.muted))
            painter.drawText(QRect(room.left(), top, room.width() - _beside(line), height), int(_WRAP), text)
            top += height
        _paint_beside(painter, room, line)
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    theme = current_theme()
    is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if is_chosen or is_hovered:
        painter.fillRect(option.rect, QColor(theme.tokens.selection if is_chosen else theme.tokens.background))
    if is_chosen:
        # A bar besides the colour, so that the chosen row shows without it.
        painter.fillRect(
            option.rect.left(), option.rect.top(), theme.px(3), option.rect.height(), QColor(theme.tokens.accent)
        )


def _paint_beside(painter: QPainter, room: QRect, line: Line) -> None:
    theme = current_theme()
    tokens = theme.tokens
    if isinstance(line, CommandLine) and line.command.keys():
        painter.setFont(_font(SMALL_PX))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), line.command.keys())
    elif isinstance(line, PatientLine) and line.status():
        size = badge_size(line.status(), _font(SMALL_PX), theme)
        place = QRect(room.right() - size.width(), room.top(), size.width(), size.height())
        painter.setFont(_font(SMALL_PX))
        paint_badge(painter, place.toRectF(), line.status(), "neutral", tokens)


def _beside(line: Line) -> int:
    """The width that is taken at the right end of a row."""
    gap = current_theme().px(GAP_M)
    if isinstance(line, CommandLine) and line.command.keys():
        return QFontMetrics(_font(SMALL_PX)).horizontalAdvance(line.command.keys()) + gap
    if isinstance(line, PatientLine) and line.status():
        return badge_size(line.status(), _font(SMALL_PX), current_theme()).width() + gap
    return 0


def _texts(line: Line) -> list[tuple[str, QFont]]:
    match line:
        case PatientLine():
            return [(line.title(), _font(BASE_PX, bold=True)), (line.identity(), _font(SMALL_PX))]
        case HeadLine():
            return [(line.text, _font(SMALL_PX, bold=line.is_heading))]
        case _:
            return [(line.title(), _font(BASE_PX))]


def _height(width: int, text: str, font: QFont) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), 10_000), int(_WRAP), text).height()


def _room(rect: QRect) -> QRect:
    theme = current_theme()
    side, above = theme.px(GAP_M), theme.px(GAP_S)
    return rect.adjusted(side, above, -side, -theme.px(GAP_XS))


def _font(size: int, *, bold: bool = False) -> QFont:
    made = QFont()
    made.setPixelSize(current_theme().px(size))
    made.setBold(bold)
    return made
