"""Draws on a page: text in any script, lines, boxes and shapes. Remembers which characters no font had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from calcitrack.reports.fonts import RIGHT_TO_LEFT, run_width, runs
from calcitrack.reports.style import BORDER, LINE, Colour, TextStyle
from calcitrack.reports.wrapping import measure

Point = tuple[float, float]


class Pen:
    """Draws on a canvas in points, with y growing upwards.

    Attributes:
        missing: Characters drawn as boxes so far.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.missing: set[str] = set()

    def text(self, x: float, baseline: float, text: str, style: TextStyle) -> float:
        """Write a text from a point on.

        Returns:
            Where it ends.
        """
        self.canvas.setFillColorRGB(*style.colour)
        for run in runs(text, bold=style.bold):
            self.missing.update(run.missing)
            self.canvas.setFont(run.font, style.size)
            self.canvas.drawString(x, baseline, run.text)
            x += run_width(run, style.size)
        return x

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
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(weight)
        self.canvas.setDash(list(dash))
        self.canvas.line(*start, *end)

    def path(self, points: Sequence[Point], colour: Colour, weight: float, dash: Sequence[float] = ()) -> None:
        """Draw a line through points."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(weight)
        self.canvas.setDash(list(dash))
        self.canvas.drawPath(self._trace(points))

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a closed shape."""
        shape = self._trace(points)
        shape.close()
        self.canvas.setFillColorRGB(*fill)
        self.canvas.drawPath(shape, stroke=0, fill=1)

    def circle(self, centre: Point, radius: float, fill: Colour | None, stroke: Colour | None = None) -> None:
        """Draw a circle, filled, outlined or both."""
        self._prepare(fill, stroke, 1.0)
        self.canvas.circle(*centre, radius, stroke=stroke is not None, fill=fill is not None)

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
        self.canvas.roundRect(*corner, *size, radius, stroke=stroke is not None, fill=fill is not None)

    @contextmanager
    def moved_to(self, x: float, y: float) -> Iterator[None]:
        """Measure from another corner while this lasts."""
        self.canvas.saveState()
        self.canvas.translate(x, y)
        try:
            yield
        finally:
            self.canvas.restoreState()

    def slanted_text(self, centre: Point, angle: float, text: str, style: TextStyle) -> None:
        """Write a text around a point at an angle, in degrees."""
        self.canvas.saveState()
        self.canvas.translate(*centre)
        self.canvas.rotate(angle)
        self.text_around(0, -style.size * 0.357, text, style)
        self.canvas.restoreState()

    def _prepare(self, fill: Colour | None, stroke: Colour | None, weight: float) -> None:
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self.canvas.setStrokeColorRGB(*stroke)
            self.canvas.setLineWidth(weight)
            self.canvas.setDash([])

    def _trace(self, points: Sequence[Point]) -> Any:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        return path
