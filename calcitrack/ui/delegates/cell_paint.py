"""Drawing a cell value into a rectangle, and the width it wants."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from calcitrack.ui.delegates.cells import Badges, Cell, Mark, Spark, Words
from calcitrack.ui.delegates.letters import Letters
from calcitrack.ui.delegates.line_breaks import fitting_font, fitting_lines, line_height, widest_word
from calcitrack.ui.icons import pixmap
from calcitrack.ui.theme import GAP_S, GAP_XS, Theme, Tone
from calcitrack.ui.widgets.change_mark import Shift, change_width, paint_change
from calcitrack.ui.widgets.chip import badge_extent, paint_badge
from calcitrack.ui.widgets.lesions.subtype_mark import paint_subtype
from calcitrack.ui.widgets.spark_line import paint_spark

_Placed = tuple[str, Tone, float]
"""A badge with the width it gets."""

_MARK_PX, _SPARK_PX, _ICON_PX = 12, 96, 12


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
"""Put together once: for each piece of text it would take longer than to draw it."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What a cell is drawn with.

    Attributes:
        align: Left or right.
    """

    painter: QPainter
    letters: Letters
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self.letters.theme


def paint_cell(pen: Pen, rect: QRectF, cell: Cell) -> None:
    """Draw a cell; text that finds no room goes on in a second line, badges that find none are counted."""
    match cell:
        case Words():
            _paint_words(pen, rect, cell)
        case Badges():
            _paint_badges(pen, rect, cell)
        case Spark():
            _paint_spark(pen, rect, cell)
        case Mark():
            _paint_mark(pen, rect, cell)
        case Shift():
            pen.painter.setFont(pen.letters.plain)
            paint_change(pen.painter, rect, cell, pen.theme.tokens, pen.align)


def cell_width(cell: Cell, letters: Letters) -> float:
    """The width at which nothing of the cell is cut."""
    theme, small = letters.theme, letters.metrics(letters.small)
    metrics = letters.metrics(letters.bold if isinstance(cell, Words) and cell.bold else letters.plain)
    match cell:
        case Words():
            icon = theme.px(_ICON_PX + GAP_XS) if cell.icon else 0
            return max(metrics.horizontalAdvance(cell.text) + icon, small.horizontalAdvance(cell.below))
        case Badges():
            badges = sum(badge_extent(text, small, theme).width() + theme.px(GAP_XS) for text, _ in cell.items)
            return badges + small.horizontalAdvance(cell.after)
        case Spark():
            return theme.px(_SPARK_PX)
        case Mark():
            return metrics.horizontalAdvance(cell.word) + (theme.px(_MARK_PX + GAP_S) if cell.subtype else 0)
        case Shift():
            return change_width(cell, letters.plain)


def _paint_words(pen: Pen, rect: QRectF, cell: Words) -> None:
    tokens, room = pen.theme.tokens, QRectF(rect)
    font = pen.letters.bold if cell.bold else pen.letters.plain
    if cell.icon:
        side = pen.theme.px(_ICON_PX)
        text = pen.letters.metrics(font).horizontalAdvance(cell.text)
        left = min(rect.left() + text + pen.theme.px(GAP_XS), rect.right() - side)
        top = round(rect.center().y() - side / 2)
        pen.painter.drawPixmap(round(left), top, pixmap(cell.icon, tokens.warning, side))
        room.setRight(left)
    _paint_lines(pen, room, cell.text, tokens.muted if cell.muted else tokens.text, font, cell.below)


def _paint_lines(pen: Pen, rect: QRectF, text: str, colour: str, font: QFont, below: str = "") -> None:
    """Text in one line, or in as many small ones as the row is high; ``below`` keeps the last of them."""
    letters = pen.letters
    lines = [(text, colour, font)]
    fits = letters.metrics(font).horizontalAdvance(text) <= rect.width() + 1
    if not fits:
        room = QRectF(rect)
        if below:
            room.setHeight(rect.height() - line_height(letters.small, letters))
        narrow, broken = fitting_lines(text, room, letters, bold=font is letters.bold)
        lines = [(line, colour, narrow) for line in broken]
    if below:
        lines.append((below, pen.theme.tokens.muted, fitting_font(below, rect.width(), letters)))
    if len(lines) == 1:
        _paint_text(pen, rect, *lines[0], fits=fits)
        return
    heights = [line_height(each, letters) for _, _, each in lines]
    top = rect.center().y() - sum(heights) / 2
    for line, height in zip(lines, heights, strict=True):
        _paint_text(pen, QRectF(rect.left(), top, rect.width(), height), *line)
        top += height


def _paint_mark(pen: Pen, rect: QRectF, cell: Mark) -> None:
    tokens, room = pen.theme.tokens, QRectF(rect)
    if cell.subtype:
        side = pen.theme.px(_MARK_PX)
        spot = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_subtype(pen.painter, spot, cell.subtype, tokens)
        room.setLeft(spot.right() + pen.theme.px(GAP_S))
    _paint_text(pen, room, cell.word, tokens.text if cell.subtype else tokens.muted, pen.letters.plain)


def _paint_spark(pen: Pen, rect: QRectF, cell: Spark) -> None:
    width = min(rect.width(), pen.theme.px(_SPARK_PX))
    height = min(rect.height(), pen.theme.px(24))
    box = QRectF(rect.left(), rect.center().y() - height / 2, width, height)
    paint_spark(pen.painter, box, cell.points, cell.tone, pen.theme.tokens)


def _paint_badges(pen: Pen, rect: QRectF, cell: Badges) -> None:
    letters, gap = pen.letters, pen.theme.px(GAP_XS)
    placed, metrics = _fitting(cell.items, rect.width(), letters, pen.theme), letters.metrics(letters.small)
    beside = rect.width() - sum(width + gap for _, _, width in placed)
    height = metrics.height() + pen.theme.px(4)
    rest = QRectF(rect.right() - beside, rect.top(), beside, rect.height())
    middle = rect.center().y()
    if cell.after and placed and widest_word(cell.after, metrics) > beside:  # not even a word has room at the side
        lines = fitting_lines(cell.after, QRectF(rect.adjusted(0, height, 0, 0)), letters)
        deep = len(lines[1]) * line_height(lines[0], letters)
        middle = rect.top() + max(0.0, (rect.height() - height - deep) / 2) + height / 2
        rest = QRectF(rect.left(), middle + height / 2, rect.width(), deep)
    _paint_row_of_badges(pen, QRectF(rect.left(), middle - height / 2, rect.width(), height), placed)
    if cell.after:
        _paint_lines(pen, rest, cell.after, pen.theme.tokens.muted, letters.small)


def _paint_row_of_badges(pen: Pen, rect: QRectF, placed: list[_Placed]) -> None:
    theme, letters, left = pen.theme, pen.letters, rect.left()
    for text, tone, width in placed:
        room = width - theme.px(10)
        font = fitting_font(text, room, letters)
        pen.painter.setFont(font)
        shown = letters.metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(room))
        spot, shrunk = QRectF(left, rect.top(), width, rect.height()), font is not letters.small
        paint_badge(pen.painter, spot, shown, tone, theme.tokens, is_shrunk=shrunk)
        left += width + theme.px(GAP_XS)


def _fitting(items: tuple[tuple[str, Tone], ...], room: float, letters: Letters, theme: Theme) -> list[_Placed]:
    """The badges that fit side by side, and one that counts the others; the first one is cut before it is left out."""
    gap, metrics = theme.px(GAP_XS), letters.metrics(letters.small)
    widths = [badge_extent(text, metrics, theme).width() for text, _ in items]
    for kept in range(len(items), 0, -1):
        rest = f"+{len(items) - kept}" if kept < len(items) else ""
        tail = badge_extent(rest, metrics, theme).width() + gap if rest else 0
        over = sum(widths[:kept]) + gap * (kept - 1) + tail - room
        if over <= 0 or kept == 1:
            shown: list[_Placed] = [(*item, width) for item, width in zip(items[:kept], widths[:kept], strict=True)]
            shown[0] = (*items[0], widths[0] - max(0.0, over))
            return [*shown, (rest, "neutral", tail - gap)] if rest else shown
    return []


def _paint_text(pen: Pen, rect: QRectF, text: str, colour: str, font: QFont, *, fits: bool = False) -> None:
    pen.painter.setFont(font)
    pen.painter.setPen(QColor(colour))
    room = rect.width() + 1
    shown = text if fits else pen.letters.metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    # Absolute: a right-to-left name keeps to the column that it stands in.
    flags = _RIGHT if pen.align == Qt.AlignmentFlag.AlignRight else _LEFT
    pen.painter.drawText(rect.adjusted(0, 0, 1, 0), flags, shown)
