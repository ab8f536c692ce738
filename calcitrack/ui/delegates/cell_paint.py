"""Drawing a cell value into a rectangle, and the width it wants."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from calcitrack.ui.delegates.cells import Badges, Cell, Mark, Spark, Words
from calcitrack.ui.delegates.letters import Letters
from calcitrack.ui.icons import pixmap
from calcitrack.ui.theme import GAP_S, GAP_XS, Theme, Tone
from calcitrack.ui.widgets.change_mark import Shift, change_width, paint_change
from calcitrack.ui.widgets.chip import badge_extent, paint_badge
from calcitrack.ui.widgets.spark_line import paint_spark
from calcitrack.ui.widgets.subtype_mark import paint_subtype

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
    narrow = letters.small_bold if font is letters.bold else letters.small
    metrics = letters.metrics(narrow)
    if letters.metrics(font).horizontalAdvance(text) > rect.width() + 1:
        most = int(rect.height() / metrics.height()) - (1 if below else 0)
        lines = [(line, colour, narrow) for line in wrapped(text, rect.width(), metrics, most)]
    if below:
        lines.append((below, pen.theme.tokens.muted, letters.small))
    if len(lines) == 1:
        _paint_text(pen, rect, *lines[0])
        return
    height = metrics.height()
    top = rect.center().y() - len(lines) * height / 2
    for place, line in enumerate(lines):
        _paint_text(pen, QRectF(rect.left(), top + place * height, rect.width(), height), *line)


def wrapped(text: str, width: float, metrics: QFontMetricsF, most: int) -> list[str]:
    """The text in at most so many lines, broken between words; the last line takes whatever is left."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < most and metrics.horizontalAdvance(longer) > width + 1:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


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
    theme, left, small = pen.theme, rect.left(), pen.letters.small
    metrics = pen.letters.metrics(small)
    pen.painter.setFont(small)
    for text, tone, width in _fitting(cell.items, rect.width(), metrics, theme):
        height = badge_extent(text, metrics, theme).height()
        box = QRectF(left, rect.center().y() - height / 2, width, height)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width - theme.px(10)))
        paint_badge(pen.painter, box, shown, tone, theme.tokens)
        left += width + theme.px(GAP_XS)
    if cell.after:
        room = QRectF(left, rect.top(), rect.right() - left, rect.height())
        _paint_lines(pen, room, cell.after, theme.tokens.muted, small)


def _fitting(items: tuple[tuple[str, Tone], ...], room: float, metrics: QFontMetricsF, theme: Theme) -> list[_Placed]:
    """The badges that fit side by side, and one that counts the others; the first one is cut before it is left out."""
    gap = theme.px(GAP_XS)
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


def _paint_text(pen: Pen, rect: QRectF, text: str, colour: str, font: QFont) -> None:
    pen.painter.setFont(font)
    pen.painter.setPen(QColor(colour))
    shown = pen.letters.metrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
    # Absolute: a right-to-left name keeps to the column that it stands in.
    flags = _RIGHT if pen.align == Qt.AlignmentFlag.AlignRight else _LEFT
    pen.painter.drawText(rect.adjusted(0, 0, 1, 0), flags, shown)
