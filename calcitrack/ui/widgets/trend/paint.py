"""Drawing what stands over a trend: grid, names of lines and events, and the point under the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import GAP_XS, SMALL_PX, Theme, Tokens
from calcitrack.ui.widgets.lesions.subtype_mark import paint_subtype, subtype_colour
from calcitrack.ui.widgets.trend.axis import Frame
from calcitrack.ui.widgets.trend.labels import Box
from calcitrack.ui.widgets.trend.layout import EventLabel, LineLabel
from calcitrack.ui.widgets.trend.lines import Line, is_of

_MARK_PX = 9


@dataclass(frozen=True, slots=True)
class Brush:
    """What is drawn with."""

    painter: QPainter
    theme: Theme
    font: QFont


def line_colour(line: Line, tokens: Tokens) -> str:
    """The colour of a line: that of its subtype, or none in particular."""
    if line.lesion is None:
        return tokens.accent
    return subtype_colour(line.subtype or Subtype.UNDETERMINED, tokens)


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour of which the ground has taken the rest."""
    own, other = QColor(colour), QColor(ground)
    parts = ((own.red(), other.red()), (own.green(), other.green()), (own.blue(), other.blue()))
    return QColor(*(round(mine * share + its * (1 - share)) for mine, its in parts)).name()


def name_widths(lines: Sequence[Line], font: QFont, theme: Theme) -> dict[int, float]:
    """How much room the names of lines take, by key, with the marks of their subtypes."""
    metrics = QFontMetricsF(_bold(font, theme))
    mark = theme.px(_MARK_PX + GAP_XS)
    return {line.key: metrics.horizontalAdvance(line.name) + (mark if line.subtype else 0) for line in lines}


def text_width(text: str, font: QFont, theme: Theme) -> float:
    """How much room the name of an event takes."""
    return QFontMetricsF(_bold(font, theme)).horizontalAdvance(text)


def row_height(font: QFont, theme: Theme) -> float:
    """Height of a name."""
    return QFontMetricsF(_bold(font, theme)).height()


def paint_grid(brush: Brush, frame: Frame, heights: Sequence[float], floor: float | None) -> None:
    """Draw a line at every tick; a broken one where closed lesions lie."""
    painter, tokens = brush.painter, brush.theme.tokens
    for height in heights:
        style = Qt.PenStyle.DotLine if height == floor else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(tokens.faint if height == floor else tokens.line), 1, style))
        y = round(frame.y(height)) + 0.5
        painter.drawLine(QPointF(frame.left, y), QPointF(frame.right, y))


def paint_line_labels(brush: Brush, labels: Sequence[LineLabel], selected: int | None) -> None:
    """Draw the names of lines, each with the mark of its subtype, and a thread to an end that lies elsewhere."""
    painter, theme = brush.painter, brush.theme
    painter.setFont(_bold(brush.font, theme))
    for label in labels:
        middle = label.box.top + label.box.height / 2
        if abs(middle - label.end[1]) > label.box.height / 4 or not label.beside:
            painter.setPen(QPen(QColor(theme.tokens.faint), 1))
            painter.drawLine(QPointF(*label.end), QPointF(_near_side(label), middle))
        if is_of(label.line, selected) or not label.beside:
            _paint_ground(painter, label.box, theme, chosen=is_of(label.line, selected))
        _paint_name(painter, label, middle, theme)


def paint_events(brush: Brush, labels: Sequence[EventLabel], xs: Mapping[float, str], frame: Frame) -> None:
    """Draw the lines of events, and their names above the field.

    Args:
        brush: What is drawn with.
        labels: The names that found a place.
        xs: Where the lines stand, each with its colour.
        frame: The field.
    """
    painter = brush.painter
    painter.setFont(_bold(brush.font, brush.theme))
    tops = {label.x: label.box.top for label in labels}
    for x, colour in xs.items():
        painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, tops.get(x, frame.top)), QPointF(x, frame.bottom))
    for label in labels:
        _paint_ground(painter, label.box, brush.theme, chosen=False)
        painter.setPen(QColor(brush.theme.tokens.strong(label.mark.tone)))
        _paint_text(painter, label.box.left, label.box.top + label.box.height / 2, label.mark.text)


def paint_band(brush: Brush, frame: Frame, low: float, high: float, word: str) -> None:
    """Draw the heights that cannot be told apart, edged and named: the ground alone would say it by colour."""
    painter, tokens = brush.painter, brush.theme.tokens
    top, bottom = max(frame.top, frame.y(high)), min(frame.bottom, frame.y(low))
    if bottom <= top:
        return
    painter.fillRect(QRectF(frame.left, top, frame.width, bottom - top), QColor(tokens.accent_weak))
    painter.setPen(QPen(QColor(tokens.accent), 1, Qt.PenStyle.DotLine))
    for y in (top, bottom):
        painter.drawLine(QPointF(frame.left, round(y) + 0.5), QPointF(frame.right, round(y) + 0.5))
    painter.setFont(_bold(brush.font, brush.theme))
    painter.setPen(QColor(tokens.text))
    half = painter.fontMetrics().height() / 2
    # Inside, the baseline that the band is around would cross the word.
    below = bottom + 2 * half <= frame.bottom
    _paint_text(painter, frame.left + brush.theme.px(GAP_XS), bottom + half if below else top - half, word)


def paint_day_zero(brush: Brush, frame: Frame, x: float) -> None:
    """Draw the line of day 0."""
    brush.painter.setPen(QPen(QColor(brush.theme.tokens.accent), brush.theme.px(2)))
    brush.painter.drawLine(QPointF(x, frame.top), QPointF(x, frame.bottom))


def paint_cursor(brush: Brush, frame: Frame, x: float) -> None:
    """Draw where the cursor stands in time."""
    brush.painter.setPen(QPen(QColor(brush.theme.tokens.muted), 1))
    brush.painter.drawLine(QPointF(x, frame.top), QPointF(x, frame.bottom))


def paint_ring(brush: Brush, place: QPointF, colour: str) -> None:
    """Draw a ring about the point under the mouse."""
    brush.painter.setBrush(Qt.BrushStyle.NoBrush)
    brush.painter.setPen(QPen(QColor(colour), brush.theme.px(2)))
    brush.painter.drawEllipse(place, brush.theme.px(7), brush.theme.px(7))


def _paint_name(painter: QPainter, label: LineLabel, middle: float, theme: Theme) -> None:
    """The name in the colour of text, because those of subtypes are too pale for it, and the mark of the subtype.

    In the field the mark stands behind the name: before it, next to the line, it would look like one more point.
    """
    side, gap, left = theme.px(_MARK_PX), theme.px(GAP_XS), label.box.left
    shift = side + gap if label.line.subtype and label.beside else 0
    painter.setPen(QColor(theme.tokens.text))
    _paint_text(painter, left + shift, middle, label.line.name)
    if label.line.subtype:
        at = left if label.beside else left + label.box.width - side
        paint_subtype(painter, QRectF(at, middle - side / 2, side, side), label.line.subtype, theme.tokens)


def _near_side(label: LineLabel) -> float:
    return label.box.left if label.end[0] <= label.box.left else label.box.left + label.box.width


def _paint_ground(painter: QPainter, box: Box, theme: Theme, *, chosen: bool) -> None:
    """Ground for a name; a line behind it still shows through, or it would seem to break there."""
    pad = theme.px(2)
    ground = QColor(theme.tokens.selection if chosen else theme.tokens.surface)
    ground.setAlphaF(0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(box.left - pad, box.top, box.width + 2 * pad, box.height), pad, pad)


def _paint_text(painter: QPainter, left: float, middle: float, text: str) -> None:
    metrics = painter.fontMetrics()
    painter.drawText(QPointF(left, middle + (metrics.ascent() - metrics.descent()) / 2), text)


def _bold(font: QFont, theme: Theme) -> QFont:
    made = QFont(font)
    made.setPixelSize(theme.px(SMALL_PX))
    made.setBold(True)
    return made
