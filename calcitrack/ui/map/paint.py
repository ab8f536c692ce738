"""Draws the map. The body is drawn once for each size and look; only what moves is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from calcitrack.domain.vocabulary import Side
from calcitrack.ui.i18n import number
from calcitrack.ui.map.bodies import Body, blank
from calcitrack.ui.map.fans import Stand
from calcitrack.ui.map.glyphs import mark_colour, mark_path, number_font, paint_count, paint_mark
from calcitrack.ui.map.layout import Placed
from calcitrack.ui.map.scene import RegionAt, Scene, rect_of
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import SMALL_PX, Theme, Tokens

_HEAT_STEPS = (0.25, 0.42, 0.6, 0.8, 1.0)
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
_HEAD_SHARE = 0.105
"""Of the width of the body, from its middle to beside its head."""
_HALO_PX = 28
_FADED = 0.35


@dataclass(frozen=True, slots=True)
class Lights:
    """What is brought forward at this moment.

    Attributes:
        selected: Index of the selected lesion.
        hovered: The region under the mouse.
        lit: Regions that are lit from elsewhere, such as by a site that is typed.
        focus: Index of the item that the keys go to; None while they go elsewhere.
    """

    selected: int | None = None
    hovered: RegionAt | None = None
    lit: tuple[RegionAt, ...] = ()
    focus: int | None = None


def text_font(base: QFont, theme: Theme, *, bold: bool = False) -> QFont:
    """The font of the words beside the drawings."""
    made = QFont(base)
    made.setPixelSize(theme.px(SMALL_PX))
    made.setBold(bold)
    return made


def head_height(base: QFont, theme: Theme, words: MapWords) -> Callable[[float], float]:
    """How high the words above a drawing of one side are at a width, whichever drawing it is."""
    fonts = _title_fonts(base, theme)

    def height(width: float) -> float:
        return sum(
            max(_height(text, font, width) for text in texts) for texts, font in zip(longest, fonts, strict=True)
        )

    longest = words.longest_titles()
    return height


def ground(scene: Scene, bare: Body, size: QSize, base: QFont, theme: Theme, words: MapWords) -> QPixmap:
    """The body with its words, and the regions that sheets and counts fill: all that stays under moving lights."""
    made = blank(size, bare.skin.devicePixelRatio())
    painter = QPainter(made)
    painter.drawPixmap(0, 0, bare.skin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, one in enumerate(scene.placed):
        _paint_fills(painter, scene, place, theme.tokens)
        _paint_words(painter, one, base, theme, words)
    painter.drawPixmap(0, 0, bare.lines)
    painter.end()
    return made


def paint_lights(painter: QPainter, scene: Scene, lights: Lights, theme: Theme) -> None:
    """The regions that are brought forward, under the marks."""
    tokens = theme.tokens
    for where in lights.lit:
        _paint_region(painter, scene, where, QColor(tokens.accent), QPen(QColor(tokens.accent), theme.px(2)))
        _paint_halo(painter, scene, where, theme)
    if lights.hovered is not None:
        edge = QPen(QColor(tokens.accent), max(1.0, theme.px(1)))
        _paint_region(painter, scene, lights.hovered, QColor(tokens.selection), edge)
    focus = scene.items[lights.focus] if lights.focus is not None else None
    if focus is not None and focus.region is not None:
        clear = QColor(tokens.accent_weak)
        clear.setAlphaF(0.6)
        _paint_region(painter, scene, focus.region, clear, QPen(QColor(tokens.accent), theme.px(2.5)))


def paint_counts(painter: QPainter, scene: Scene, base: QFont, theme: Theme) -> None:
    """The number of lesions in each region that has room for it, largest first; the others tell theirs in words.

    Over the lights: what is lit must not cover its own number.
    """
    font = number_font(base, theme)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    taken: list[QRectF] = []
    for (plate, region), count in sorted(scene.heat.items(), key=lambda one: -one[1]):
        text = number(count)
        box = QRectF(0, 0, max(metrics.horizontalAdvance(text), metrics.height() * 0.6) + theme.px(6), metrics.height())
        box.moveCenter(scene.placed[plate].centre(region))
        bounds = scene.placed[plate].outline_of(region).boundingRect()
        is_small = bounds.height() * bounds.width() < box.height() * box.width() * 0.8
        if is_small or any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        painter.setPen(QPen(QColor(theme.tokens.accent), 1))
        painter.setBrush(QColor(theme.tokens.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_marks(painter: QPainter, scene: Scene, lights: Lights, base: QFont, theme: Theme) -> None:
    """The lesions, with what is opened above everything else."""
    painter.setFont(number_font(base, theme))
    if scene.fan:
        painter.setOpacity(_FADED)
    _paint_stands(painter, scene, scene.stands, lights, theme)
    painter.setOpacity(1.0)
    _paint_stands(painter, scene, scene.fan, lights, theme)
    focus = scene.items[lights.focus] if lights.focus is not None else None
    if focus is not None and focus.region is None:
        around = focus.rect.adjusted(-theme.px(5), -theme.px(5), theme.px(5), theme.px(5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.tokens.accent), theme.px(2)))
        painter.drawRoundedRect(around, theme.px(4), theme.px(4))


def _paint_fills(painter: QPainter, scene: Scene, place: int, tokens: Tokens) -> None:
    """Sheets fill with colour and hatching, counts with one colour the deeper the more there are."""
    painter.setPen(Qt.PenStyle.NoPen)
    most = max(scene.heat.values(), default=1)
    for (plate, region), count in scene.heat.items():
        if plate == place:
            colour = QColor(tokens.accent)
            step = -(-count * len(_HEAT_STEPS) // most) - 1
            colour.setAlphaF(_HEAT_STEPS[step] * 0.75)
            painter.fillPath(scene.placed[plate].outline_of(region), colour)
    for (plate, region), index in scene.fills:
        if plate == place:
            mark = scene.content.marks[index]
            colour = mark_colour(mark.subtype, tokens)
            path = scene.placed[plate].outline_of(region)
            if not mark.closed:
                weak = QColor(colour)
                weak.setAlphaF(0.28)
                painter.fillPath(path, weak)
            painter.fillPath(path, QBrush(colour, Qt.BrushStyle.BDiagPattern))


def _paint_words(painter: QPainter, one: Placed, base: QFont, theme: Theme, words: MapWords) -> None:
    """Whose side is whose: on every drawing."""
    painter.setPen(QColor(theme.tokens.muted))
    if one.plate.side is not Side.MIDLINE:
        room = QRectF(one.title)
        for text, font in zip(words.title(one.plate), _title_fonts(base, theme), strict=True):
            painter.setFont(font)
            painter.drawText(room, _WRAPPED, text)
            room.setTop(room.top() + _height(text, font, room.width()))
        return
    font = text_font(base, theme)
    painter.setFont(font)
    # Beside the head of the whole body there is room; the head alone fills its drawing.
    room = one.area if one.plate.part == "body" else one.title
    for text, side in words.sides(one.plate):
        width = max(QFontMetricsF(font).horizontalAdvance(line) for line in text.split("\n")) + 2
        left = room.left() if side is Qt.Edge.LeftEdge else room.right() - width
        if one.plate.part == "body":
            # Large words beside a small body go outwards, never onto its head.
            clear = _HEAD_SHARE * room.width()
            middle = room.center().x()
            left = min(left, middle - clear - width) if side is Qt.Edge.LeftEdge else max(left, middle + clear)
        painter.drawText(QRectF(left, room.top(), width, room.height()), _WRAPPED, text)


def _title_fonts(base: QFont, theme: Theme) -> tuple[QFont, QFont]:
    return text_font(base, theme, bold=True), text_font(base, theme)


def _height(text: str, font: QFont, width: float) -> float:
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1000), _WRAPPED, text).height()


def _paint_halo(painter: QPainter, scene: Scene, where: RegionAt, theme: Theme) -> None:
    """A ring around what is lit but so small that it would be overlooked."""
    one = scene.placed[where[0]]
    bounds, least = one.outline_of(where[1]).boundingRect(), theme.px(_HALO_PX)
    if max(bounds.width(), bounds.height()) < least:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(one.centre(where[1]), least / 2, least / 2)


def _paint_region(painter: QPainter, scene: Scene, where: RegionAt, fill: QColor, edge: QPen) -> None:
    painter.setBrush(fill)
    painter.setPen(edge)
    painter.drawPath(scene.placed[where[0]].outline_of(where[1]))


def _paint_stands(painter: QPainter, scene: Scene, stands: tuple[Stand, ...], lights: Lights, theme: Theme) -> None:
    tokens = theme.tokens
    painter.setPen(QPen(QColor(tokens.text), max(0.8, theme.px(1))))
    painter.drawLines([QLineF(s.x, s.y, s.home_x, s.home_y) for s in stands if s.is_moved])
    marks = scene.content.marks
    for stand in stands:
        rect, is_chosen = rect_of(stand), lights.selected in stand.keys
        if len(stand.keys) > 1:
            if is_chosen:
                _paint_ring(painter, rect, _box_path(rect), theme)
            paint_count(painter, rect, len(stand.keys), tokens)
            continue
        mark = marks[stand.keys[0]]
        if is_chosen:
            _paint_ring(painter, rect, mark_path(mark.subtype, rect.width(), rect.height()), theme)
        paint_mark(painter, rect, mark.subtype, str(mark.number), tokens, closed=mark.closed)


def _paint_ring(painter: QPainter, rect: QRectF, path: QPainterPath, theme: Theme) -> None:
    """A ring in the accent, with a gap: what is selected."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shape = path.translated(rect.center())
    for colour, width in ((theme.tokens.accent, theme.px(9)), (theme.tokens.surface, theme.px(4))):
        pen = QPen(QColor(colour), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(shape)


def _box_path(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-rect.width() / 2, -rect.height() / 2, rect.width(), rect.height()), 4, 4)
    return path
