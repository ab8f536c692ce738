"""Draws an entry of the history: time, what was done, its details, who did it and why."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.history_model import ITEM_ROLE, DayHead, HistoryRow, Item, reason_text
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, SMALL_PX, Theme, current_theme

Index = QModelIndex | QPersistentModelIndex

_TIME_PX = 52
_DETAILS_SHOWN = 3
"""So many details stand under an entry; the current entry shows all."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of text of an entry, which wraps where it is longer than the width."""

    text: str
    font: QFont
    colour: str


class HistoryDelegate(QStyledItemDelegate):
    """Entries are as high as their text at the width of the list.

    Heights are kept while width and font stay: the list asks for all of them whenever one changes.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[Item, bool], int] = {}
        self._heights_hold_for: tuple[int, str] | None = None

    def forget(self) -> None:
        """Forget the heights of entries that are listed no more."""
        self._heights.clear()

    def _pieces(self, row: HistoryRow, font: QFont, theme: Theme, *, whole: bool) -> Iterator[_Piece]:
        what, *details = row.what.split("\n")
        small = _font(font, theme, SMALL_PX)
        yield _Piece(what, font, theme.tokens.text)
        shown = details if whole else details[:_DETAILS_SHOWN]
        for detail in shown:
            yield _Piece(detail, small, theme.tokens.muted)
        if len(shown) < len(details):
            more = translate("History", "and {n} more; choose the entry to read them")
            yield _Piece(more.format(n=len(details) - len(shown)), small, theme.tokens.accent)
        if row.reason:
            yield _Piece(reason_text(row.reason), small, theme.tokens.text)
        yield _Piece(row.who, small, theme.tokens.muted)

    def _text_width(self, theme: Theme) -> int:
        return max(theme.px(120), self._view.viewport().width() - theme.px(_TIME_PX) - 2 * theme.px(GAP_M))

    def _height(self, item: Item, font: QFont, theme: Theme, *, whole: bool) -> int:
        if isinstance(item, DayHead):
            return QFontMetrics(font).height() + theme.px(GAP_M) + theme.px(GAP_XS)
        width = self._text_width(theme)
        pieces = self._pieces(item, font, theme, whole=whole)
        return sum(math.ceil(_laid_out(piece, width).size().height()) for piece in pieces) + 2 * theme.px(GAP_S)

    def _paint_entry(self, painter: QPainter, rect: QRect, row: HistoryRow, font: QFont, *, whole: bool) -> None:
        theme = current_theme()
        left, top = rect.left() + theme.px(GAP_M), rect.top() + theme.px(GAP_S)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.muted))
        painter.drawText(left, top + QFontMetrics(font).ascent(), row.time)
        width = self._text_width(theme)
        for piece in self._pieces(row, font, theme, whole=whole):
            text = _laid_out(piece, width)
            painter.setFont(piece.font)
            painter.setPen(QColor(piece.colour))
            painter.drawStaticText(left + theme.px(_TIME_PX), top, text)
            top += math.ceil(text.size().height())

    def _paint_day(self, painter: QPainter, rect: QRect, head: DayHead, font: QFont) -> None:
        theme = current_theme()
        painter.fillRect(rect, QColor(theme.tokens.background))
        painter.setFont(_font(font, theme, SMALL_PX, bold=True))
        painter.setPen(QColor(theme.tokens.muted))
        inside = rect.adjusted(theme.px(GAP_M), 0, -theme.px(GAP_M), 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, day(head.on))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(head.entries))

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the text; the current entry shows all its details."""
        now = self._text_width(current_theme()), option.font.key()
        if now != self._heights_hold_for:
            self._heights_hold_for = now
            self._heights.clear()
        item, whole = index.data(ITEM_ROLE), self._view.currentIndex() == index
        if (item, whole) not in self._heights:
            self._heights[item, whole] = self._height(item, option.font, current_theme(), whole=whole)
        return QSize(current_theme().px(200), self._heights[item, whole])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a day or an entry."""
        item: Item = index.data(ITEM_ROLE)
        tokens, rect = current_theme().tokens, option.rect
        painter.save()
        if isinstance(item, DayHead):
            self._paint_day(painter, rect, item, option.font)
        else:
            is_current = self._view.currentIndex() == index
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(tokens.selection))
            if is_current and self._view.hasFocus():
                painter.fillRect(rect.left(), rect.top(), current_theme().px(3), rect.height(), QColor(tokens.accent))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
            self._paint_entry(painter, rect, item, option.font, whole=is_current)
        painter.restore()


def _font(base: QFont, theme: Theme, size: int, *, bold: bool = False) -> QFont:
    made = QFont(base)
    made.setPixelSize(theme.px(size))
    made.setBold(bold)
    return made


def _laid_out(piece: _Piece, width: int) -> QStaticText:
    """The text in lines: broken between words, and within one only where it is longer than a line."""
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text = QStaticText(piece.text)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.setTextOption(wrap)
    text.setTextWidth(width)
    text.prepare(font=piece.font)
    return text
