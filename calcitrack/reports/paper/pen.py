"""Draws on a page: text in any script, lines, boxes and shapes. Remembers which characters no font had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from calcitrack.reports.paper.fonts import RIGHT_TO_LEFT, Run, runs
from calcitrack.reports.paper.style import BORDER, CAPITAL_MIDDLE, LINE, Colour, TextStyle
from calcitrack.reports.paper.wrapping import measure

Point = tuple[float, float]

_Stroke = tuple[Colour, float, tuple[float, ...]]
"""Colour, weight and dashes of a line."""


class Pen:
    """Draws on a canvas in points, with y growing upwards.

    What the canvas is set to is kept, so that nothing is set twice: that is a good part of the time of a print.

    Attributes:
        missing: Characters drawn as boxes so far.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.missing: set[str] = set()
        self._canvas = canvas
        self._fill: Colour | None = None
        self._font: tuple[str, float] | None = None
        self._stroke: _Stroke | None = None

    def turn_page(self) -> None:
        """End the page."""
        self._canvas.showPage()
        self._forget()

    def text(self, x: float, baseline: float, text: str, style: TextStyle) -> float:
        """Write a text from a point on.

        Returns:
            Where it ends.
        """
        found = runs(text, style.bold)
        self._use_fill(style.colour)
        if len(found) == 1:
            self._use_font(found[0].font, style.size)
            self._canvas.drawString(x, baseline, found[0].text)
        elif found:
            self._write_runs(x, baseline, found, style.size)
        self.missing.update(*(run.missing for run in found))
        return x + style.size * sum(run.width for run in found)

    def text_to(self, x: float, baseline: float, text: str, style: TextStyle) -> None:
        """Write a text that ends at a point."""
        self.text(x - measure(text, style), baseline, text, style)

    def text_around(self, x: float, baseline: float, text: str, style: TextStyle) -> None:
        """Write a text around a point."""
        self.text(x - measure(text, style) / 2, baseline, text, style)

    def line_of_text(self, x: float, top: float, room: float, text: str, style: TextStyle) -> None:
        """Write one line below a height; a line that runs from right to left stands at the right edge."""
        if text.startswith(RIGHT_TO_LEFT):
            self.text_to(x + room, top - style.ascent, text, style)
        else:
            self.text(x, top - style.ascent, text, style)

    def line(
        self, start: Point, end: Point, colour: Colour = LINE, weight: float = 0.6, dash: Sequence[float] = ()
    ) -> None:
        """Draw a straight line."""
        self._use_stroke((colour, weight, tuple(dash)))
        self._canvas.line(*start, *end)

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed shape."""
        shape = self._trace(points)
        shape.close()
        self._use_fill(fill)
        self._canvas.drawPath(shape, stroke=0, fill=1)

    def curve(
        self,
        points: Sequence[Point],
        fill: Colour | None = None,
        stroke: Colour | None = None,
        weight: float = 0.6,
        *,
        closed: bool = True,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a line through many points, filled, outlined or both."""
        shape = self._trace(points)
        if closed:
            shape.close()
        self._prepare(fill, stroke, weight, dash)
        self._canvas.drawPath(shape, stroke=stroke is not None, fill=fill is not None)

    def circle(self, centre: Point, radius: float, fill: Colour | None, stroke: Colour | None = None) -> None:
        """Draw a circle, filled, outlined or both."""
        self._prepare(fill, stroke, 1.0)
        self._canvas.circle(*centre, radius, stroke=stroke is not None, fill=fill is not None)

    def box(
        self,
        corner: Point,
        size: tuple[float, float],
        fill: Colour | None = None,
        stroke: Colour | None = BORDER,
        radius: float = 0.0,
    ) -> None:
        """Draw a rectangle by its lower left corner, width and height."""
        self._prepare(fill, stroke, 0.7)
        stroked, filled = stroke is not None, fill is not None
        if radius:
            self._canvas.roundRect(*corner, *size, radius, stroke=stroked, fill=filled)
        else:
            self._canvas.rect(*corner, *size, stroke=stroked, fill=filled)

    @contextmanager
    def moved_to(self, x: float, y: float) -> Iterator[None]:
        """Measure from another corner while this lasts."""
        self._canvas.saveState()
        self._canvas.translate(x, y)
        try:
            yield
        finally:
            self._canvas.restoreState()
            self._forget()

    def slanted_text(self, centre: Point, angle: float, text: str, style: TextStyle) -> None:
        """Write a text around a point at an angle, in degrees."""
        with self.moved_to(*centre):
            self._canvas.rotate(angle)
            self.text_around(0, -style.size * CAPITAL_MIDDLE, text, style)

    def _prepare(self, fill: Colour | None, stroke: Colour | None, weight: float, dash: Sequence[float] = ()) -> None:
        if fill is not None:
            self._use_fill(fill)
        if stroke is not None:
            self._use_stroke((stroke, weight, tuple(dash)))

    def _write_runs(self, x: float, baseline: float, found: Sequence[Run], size: float) -> None:
        """Write runs as one text: a reader that is asked for its words then finds no gap where the font changes."""
        line = self._canvas.beginText(x, baseline)
        for run in found:
            line.setFont(run.font, size)
            line.textOut(run.text)
        self._canvas.drawText(line)
        self._font = None  # the canvas does not hear of fonts that its text set

    def _use_fill(self, colour: Colour) -> None:
        if self._fill != colour:
            self._fill = colour
            self._canvas.setFillColorRGB(*colour)

    def _use_font(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._canvas.setFont(name, size)

    def _use_stroke(self, stroke: _Stroke) -> None:
        if self._stroke == stroke:
            return
        colour, weight, dash = self._stroke = stroke
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(weight)
        self._canvas.setDash(list(dash))

    def _forget(self) -> None:
        """A new page and a restored state set the canvas back."""
        self._fill = None
        self._font = None
        self._stroke = None

    def _trace(self, points: Sequence[Point]) -> Any:
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        return path
