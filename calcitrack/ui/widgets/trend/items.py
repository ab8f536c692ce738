"""What pyqtgraph draws of a trend: axes, lines and points. With ``trend_plot`` the one place that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from calcitrack.domain.figures.branches import Branch
from calcitrack.domain.figures.trend_data import Spot
from calcitrack.ui.theme import Theme, current_theme
from calcitrack.ui.widgets.trend.axis import SizeScale, Tick
from calcitrack.ui.widgets.trend.lines import Line, by_look
from calcitrack.ui.widgets.trend.marks import Sign, Symbol, is_filled, symbol_path
from calcitrack.ui.widgets.trend.paint import line_colour, mixed

_PALE = 0.45
"""How much of its colour a line keeps that stands back: the ground has the rest."""

_LEAST_CLOSED_PX = 8
"""The cross of a closed lesion is never smaller: it says that a line ended."""


class TrendAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis without a line, with ticks from a function of its ends and its length in pixels."""

    def __init__(self, side: str, ticks: Callable[[float, float, float], list[Tick]]) -> None:
        super().__init__(side)
        self._ticks = ticks
        self._words: dict[float, str] = {}
        self.setStyle(tickLength=0, hideOverlappingLabels=False)

    def dress(self, font: QFont, colour: str) -> None:
        """Take font and colour of the theme."""
        self.setTickFont(font)
        self.setTextPen(colour)
        self.setPen(None)
        self.setTickPen(None)

    # pyqtgraph's overrides

    def tickValues(self, low: float, high: float, length: float) -> list[tuple[float, list[float]]]:
        """Where the ticks are."""
        ticks = self._ticks(low, high, length)
        self._words = dict(ticks)
        return [(1.0, [at for at, _ in ticks])]

    def tickStrings(self, values: Sequence[float], _scale: float, _spacing: float) -> list[str]:
        """What the ticks say."""
        return [self._words.get(value, "") for value in values]


@dataclass(slots=True)
class _Points:
    """Points of one look. Their item is made when it is first shown: thousands of symbols take their time.

    Attributes:
        more: By how much its symbols are larger than others, in pixels.
        always: Never left out, however many points are in sight.
        level: What is drawn over what.
    """

    look: tuple[Symbol, str]
    spots: Sequence[Spot]
    more: float
    always: bool
    level: int
    item: Any = None


class Drawn:
    """Adds lines and points to a plot, and knows which of them a view may leave out.

    Args:
        add: Puts an item into the plot.
        scale: The vertical axis.
    """

    def __init__(self, add: Callable[[Any], None], scale: SizeScale) -> None:
        self._add, self._scale = add, scale
        self._points: list[_Points] = []
        self._side = 0.0
        self.has_all_symbols = True

    def draw(
        self, lines: Sequence[Line], width: float, *, more: float = 0.0, smooth: bool, chosen: bool, paler: bool = False
    ) -> None:
        """All lines of a colour are one item, and all points of a symbol and colour: few items pan smoothly.

        Args:
            lines: The lines.
            width: Of a line, in pixels.
            more: By how much symbols are larger than others, in pixels.
            smooth: Edges are smoothed, which thousands of points do not allow.
            chosen: Of the selected lesion, whose symbols are never left out.
            paler: Many other lines stand back, so that the selected one is found at a glance.
        """
        tokens = current_theme().tokens
        share, level = _PALE if paler else 1.0, 2 if chosen else 0
        looks = by_look(lines, lambda line: mixed(line_colour(line, tokens), tokens.surface, share))
        for (colour, of_record), runs in looks.lines.items():
            self._put(self._curve(runs, _pen(colour, width, of_record), smooth=smooth), level)
        for points, always in ((looks.joined, chosen), (looks.alone, True)):
            self._points += [_Points(look, spots, more, always, level + 1) for look, spots in points.items()]

    def show_symbols(self, side: float, *, every: bool) -> None:
        """Show symbols of a size: all of them, or only those that are never left out."""
        for points in self._points:
            shown = every or points.always
            if points.item is None and shown:
                points.item = self._symbols(points.look, points.spots)
                self._put(points.item, points.level)
                points.item.setSize(self._size(points, side))
            elif points.item is not None and side != self._side:
                points.item.setSize(self._size(points, side))
            if points.item is not None:
                points.item.setVisible(shown)
        self._side, self.has_all_symbols = side, every or all(points.always for points in self._points)

    def _size(self, points: _Points, side: float) -> float:
        least = current_theme().px(_LEAST_CLOSED_PX) if points.look[0] is Sign.CLOSED else 0.0
        return max(side + points.more, least)

    def _put(self, item: Any, level: int) -> None:
        item.setZValue(level)
        self._add(item)

    @staticmethod
    def sharpen(items: Iterable[Any], sharp: bool) -> None:
        """Draw symbols as shapes, for a file that is enlarged, or from their small pictures again, for the screen."""
        for item in items:
            if isinstance(item, pg.ScatterPlotItem):
                item.setExportMode(sharp, {"antialias": True, "resolutionScale": 1.0})

    def branch(self, found: Sequence[Branch], theme: Theme) -> None:
        """Draw where lines part and join."""
        if found:
            pen = pg.mkPen(theme.tokens.muted, width=theme.px(2) * 0.8, style=Qt.PenStyle.DotLine)
            self._add(self._curve([(branch.start, branch.end) for branch in found], pen, smooth=True))

    def _curve(self, runs: Sequence[Sequence[Spot]], pen: Any, *, smooth: bool) -> Any:
        """One item of many pieces; points are taken apart by columns, which is quicker than one by one."""
        height, gap = self._scale.height, float("nan")
        days = np.array([day for run in runs for day in (*(spot.day for spot in run), gap)], dtype=float)
        heights = np.array([at for run in runs for at in (*(height(spot.value) for spot in run), gap)], dtype=float)
        return pg.PlotCurveItem(days, heights, pen=pen, connect="finite", antialias=smooth)

    def _symbols(self, look: tuple[Symbol, str], spots: Sequence[Spot]) -> Any:
        (symbol, colour), ground = look, current_theme().tokens.surface
        filled = is_filled(symbol)
        return pg.ScatterPlotItem(
            [spot.day for spot in spots],
            [self._scale.height(spot.value) for spot in spots],
            symbol=symbol_path(symbol),
            pen=pg.mkPen(None) if filled else pg.mkPen(colour, width=1.5),
            brush=colour if filled else ground,
            antialias=True,
        )


def _pen(colour: str, width: float, of_record: bool) -> Any:
    return pg.mkPen(colour, width=width, style=Qt.PenStyle.SolidLine if of_record else Qt.PenStyle.DashLine)
