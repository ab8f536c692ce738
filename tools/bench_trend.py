"""Measures the trend against the same lines by matplotlib and by a bare painter, in turn, with all modules loaded.

Ours is the whole canvas of the program: axes, names of lines and events, the frame told to what lies below. matplotlib
draws lines and a date axis into a widget of its own, the bare painter polylines without any axis.
"""

from __future__ import annotations

import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QApplication, QWidget

from calcitrack.domain.figures.trend_data import Spot, TrendData
from calcitrack.domain.figures.trend_view import TrendView
from calcitrack.domain.vocabulary import Method, State, Subtype
from calcitrack.ui.widgets.trend.content import Content
from calcitrack.ui.widgets.trend.lines import Line
from tools.bench_pairs import Result

ROOT = Path(__file__).resolve().parents[1]
LINES, FEW, MANY, SEED = 50, 100, 1000, 20221
SIZE = (1000, 700)
FRAMES, FIRSTS = 41, 15
START = date(2000, 1, 3).toordinal()
_STEP_DAYS = 7

Run = Callable[[], float]


@dataclass(frozen=True)
class Pair:
    """Two things measured in turn, each returning its own seconds."""

    name: str
    target: float
    ours: Run
    other: Run
    times: int


def drawing(_folder: Path) -> list[Result]:
    """Every comparison, in a process of its own that has a screen."""
    child = subprocess.run(
        [sys.executable, "-m", "tools.bench_trend"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Result(**json.loads(line)) for line in child.stdout.splitlines()]


def main() -> None:
    """Print a line of JSON for each comparison."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    from calcitrack.ui.theme import ThemeChooser

    ThemeChooser(application).choose("light")
    for pair in _pairs(application):
        taken = [(pair.ours(), pair.other()) for _ in range(pair.times + 1)][1:]  # the first only warms up
        mine, its = ([1000 * seconds for seconds in part] for part in zip(*taken, strict=True))
        ratio = statistics.median(ours / other for ours, other in taken)
        row = {"name": pair.name, "target": pair.target, "ratio": ratio, "ours_ms": statistics.median(mine),
               "other_ms": statistics.median(its), "pairs": pair.times}  # fmt: skip
        print(json.dumps(row), flush=True)


def _pairs(application: QApplication) -> list[Pair]:
    few, many = a_content(FEW), a_content(MANY)
    ours, bare, theirs = _Ours(application, many), _Bare(application, many), _Matplotlib(application, many)
    first = f"first chart of {LINES} lines x {FEW} points / matplotlib's"
    of = f"of {LINES} lines x {MANY} points"
    return [
        Pair(first, 0.6, lambda: _Ours.first(application, few), lambda: _Matplotlib.first(application, few), FIRSTS),
        Pair(f"pan {of} / a bare painter's polylines", 4.0, ours.pan, bare.pan, FRAMES),
        Pair(f"pan {of} / matplotlib's", 0.25, ours.pan, theirs.pan, FIRSTS),
        Pair(f"zoom {of} / a bare painter's polylines", 4.0, ours.zoom, bare.zoom, FRAMES),
        Pair(f"zoom {of} / matplotlib's", 0.25, ours.zoom, theirs.zoom, FIRSTS),
    ]


def a_content(points: int) -> Content:
    """Lines that grow and shrink by chance, a point a week."""
    rng = random.Random(SEED)  # noqa: S311 - lines for a measurement
    lines = []
    for number in range(LINES):
        area, spots = rng.uniform(20, 2000), []
        for week in range(points):
            area = min(max(area * rng.uniform(0.95, 1.055), 5.0), 5000.0)
            spots.append(Spot(START + _STEP_DAYS * week, week, area, State.MEASURED, Method.RULER))
        name, subtype = f"#{number + 1}", list(Subtype)[number % len(Subtype)]
        lines.append(Line(number, number + 1, name, name, subtype, (tuple(spots),), number))
    return Content(TrendData(TrendView(), ()), tuple(lines), (), (), (), log=True)


class _Window:
    """Half of the time in sight; each frame shows another half, or more or less of it."""

    def __init__(self, application: QApplication, content: Content) -> None:
        self._application = application
        self._turn = 0
        self._length = max(spot.day for line in content.lines for spot in line.spots) - START

    def show(self, first: float, last: float) -> None:
        raise NotImplementedError

    def pan(self) -> float:
        """Seconds of a frame that shows other days."""
        self._turn += 1
        at = START + self._length * 0.4 * ((self._turn * 7) % FRAMES) / FRAMES
        return self._taken(at, at + self._length * 0.5)

    def zoom(self) -> float:
        """Seconds of a frame that shows fewer or more days."""
        self._turn += 1
        part = 0.2 + 0.6 * ((self._turn * 7) % FRAMES) / FRAMES
        middle = START + self._length / 2
        return self._taken(middle - part * self._length / 2, middle + part * self._length / 2)

    def _taken(self, first: float, last: float) -> float:
        start = time.perf_counter()
        self.show(first, last)
        taken = time.perf_counter() - start
        self._application.processEvents()  # what was asked for twice is not the next one's
        return taken


class _Ours(_Window):
    """The program's canvas."""

    def __init__(self, application: QApplication, content: Content) -> None:
        from calcitrack.ui.widgets.trend.plot import TrendCanvas

        super().__init__(application, content)
        self._canvas = TrendCanvas()
        self._canvas.resize(*SIZE)
        self._canvas.show()
        self._canvas.set_content(content)
        application.processEvents()

    def show(self, first: float, last: float) -> None:
        self._canvas.getViewBox().setXRange(first, last, padding=0)
        self._canvas.viewport().repaint()

    @staticmethod
    def first(application: QApplication, content: Content) -> float:
        """Seconds from nothing to a painted chart."""
        from calcitrack.ui.widgets.trend.plot import TrendCanvas

        start = time.perf_counter()
        canvas = TrendCanvas()
        canvas.resize(*SIZE)
        canvas.set_content(content)
        canvas.show()
        application.processEvents()
        taken = time.perf_counter() - start
        canvas.close()
        canvas.deleteLater()
        application.processEvents()
        return taken


class _Matplotlib(_Window):
    """The same lines by matplotlib in a Qt window."""

    def __init__(self, application: QApplication, content: Content) -> None:
        super().__init__(application, content)
        self._canvas, self._axes = _matplotlib_chart(content)
        self._shift = _shift()
        self._canvas.resize(*SIZE)
        self._canvas.show()
        application.processEvents()

    def show(self, first: float, last: float) -> None:
        self._axes.set_xlim(first + self._shift, last + self._shift)
        self._canvas.draw()
        self._canvas.repaint()

    @staticmethod
    def first(application: QApplication, content: Content) -> float:
        """Seconds from nothing to a painted chart."""
        start = time.perf_counter()
        canvas, _ = _matplotlib_chart(content)
        canvas.resize(*SIZE)
        canvas.show()
        application.processEvents()
        taken = time.perf_counter() - start
        canvas.close()
        canvas.deleteLater()
        application.processEvents()
        return taken


class _Polylines(QWidget):
    """Lines and nothing else."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.days = (0.0, 1.0)
        self._lines = [
            QPolygonF([QPointF(spot.day, math.log10(spot.value)) for spot in line.spots]) for line in content.lines
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, (first, last) = QPainter(self), self.days
        painter.fillRect(self.rect(), QColor("white"))
        place = QTransform().scale(self.width() / (last - first), -self.height() / 4).translate(-first, -4)
        painter.setTransform(place)
        pen = QPen(QColor("#D55E00"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self._lines:
            painter.drawPolyline(line)


class _Bare(_Window):
    """A bare painter."""

    def __init__(self, application: QApplication, content: Content) -> None:
        super().__init__(application, content)
        self._widget = _Polylines(content)
        self._widget.resize(*SIZE)
        self._widget.show()
        application.processEvents()

    def show(self, first: float, last: float) -> None:
        self._widget.days = first, last
        self._widget.repaint()


def _matplotlib_chart(content: Content) -> tuple[Any, Any]:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure

    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    canvas = FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]
    axes = figure.add_subplot()
    axes.set_yscale("log")
    shift = _shift()
    for line in content.lines:
        axes.plot([spot.day + shift for spot in line.spots], [spot.value for spot in line.spots], linewidth=1)
    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    return canvas, axes


def _shift() -> float:
    """From ordinals to matplotlib's days."""
    from matplotlib.dates import date2num

    return float(date2num(date.fromordinal(START))) - START  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
