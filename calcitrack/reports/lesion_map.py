"""The map of the visit summary: the lesions on the same drawings as on the screen."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calcitrack.domain.drawings import Drawing, Drawings, Point, Polygon
from calcitrack.domain.drawn_sites import fit, home
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Subtype
from calcitrack.reports.lesion_rows import LesionRow
from calcitrack.reports.map_places import fanned, place_of
from calcitrack.reports.paper.flow import Strip, drawn, kept, paragraph, space
from calcitrack.reports.paper.marks import draw_numbered, subtype_colour
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import (
    FIGURE_DETAIL,
    FIGURE_EDGE,
    FIGURE_FILL,
    MUTED,
    SMALL,
    SMALL_MUTED,
    WHITE,
    Colour,
)
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.trend.thinning import thinned

_BODY_HEIGHT = 98.0
_PART_HEIGHT = 84.0
_ROOM_FOR_WORDS = 12.0
_BETWEEN = 10.0
_MARK = 9.0
_LEADER_FROM = 3.0
"""A mark that stands farther than this from its lesion has a line to it; points."""
_FINEST = 0.03
"""How far a curve may be from its points on paper; the finest line is ten times as wide."""
_SHEET_TINT = 0.35


@dataclass(frozen=True, slots=True)
class _Mark:
    number: str
    subtype: Subtype | None
    closed: bool
    spot: Point


def lesion_map(request: SummaryRequest, rows: Sequence[LesionRow]) -> LesionMap:
    """The drawings that have a lesion, and the lesions that no drawing shows."""
    drawings = Drawings.load()
    marks: dict[str, list[_Mark]] = defaultdict(list)
    elsewhere = []
    for row in rows:
        place = place_of(drawings, row.lesion)
        if place is None:
            elsewhere.append(row)
        else:
            marks[place.drawing].append(_mark(row, place.spot))
    tints = _tints(rows)
    shown = [drawing for drawing in drawings if drawing.name in {*marks, *tints}]
    figures = [_Figure(request, drawing, marks[drawing.name], tints.get(drawing.name, {})) for drawing in shown]
    return LesionMap(request, figures, elsewhere)


class LesionMap:
    """The figures of a print with what they leave unsaid."""

    def __init__(self, request: SummaryRequest, figures: Sequence[_Figure], elsewhere: Sequence[LesionRow]) -> None:
        self._request, self._figures, self._elsewhere = request, figures, elsewhere

    @property
    def is_empty(self) -> bool:
        """Whether there is no lesion at all."""
        return not self._figures and not self._elsewhere

    @property
    def width(self) -> float:
        """What the figures need in one line; 0 where no lesion is drawn."""
        return sum(figure.width + _BETWEEN for figure in self._figures) + _BETWEEN if self._figures else 0.0

    def strips(self, room: float) -> tuple[Strip, ...]:
        """The figures in as many lines as they need, kept on one page."""
        lines = [strip for line in _lines(self._figures, room) for strip in (space(6), line)]
        return kept([*lines, *_elsewhere(self._request, self._elsewhere, room), space(5)])


def _mark(row: LesionRow, spot: Point) -> _Mark:
    closed = row.assessment is not None and row.assessment.state.closes
    return _Mark(str(row.lesion.number), row.subtype, closed, spot)


def _tints(rows: Iterable[LesionRow]) -> dict[str, dict[int, Colour]]:
    """By drawing: the regions that a sheet covers, by index, with its colour in a light tone."""
    tints: dict[str, dict[int, Colour]] = defaultdict(dict)
    for row in rows:
        for code in row.lesion.setting.extent_sites if row.is_there else ():
            drawing = home(code, row.lesion.side)
            found = fit(drawing.name, code, row.lesion.side) if drawing else None
            if drawing is None or found is None:
                continue
            colour = Colour(*(1 - (1 - part) * _SHEET_TINT for part in subtype_colour(row.subtype)))
            tints[drawing.name].update(dict.fromkeys(found.regions, colour))
    return tints


def _elsewhere(request: SummaryRequest, rows: Sequence[LesionRow], room: float) -> tuple[Strip, ...]:
    """Lesions that no drawing can show are named instead."""
    if not rows:
        return ()
    places = "; ".join(f"{row.lesion.number} {row.site}" for row in rows)
    text = request.voice(QT_TRANSLATE_NOOP("reports", "Not on the drawings: {places}."), places=places)
    return (space(3), *paragraph(text, SMALL, room))


def _lines(figures: Sequence[_Figure], room: float) -> list[Strip]:
    """The figures from left to right, in as many lines as they need."""
    if not figures:
        return []
    lines: list[list[_Figure]] = [[]]
    used = 0.0
    for figure in figures:
        if lines[-1] and used + figure.width > room:
            lines.append([])
            used = 0.0
        lines[-1].append(figure)
        used += figure.width + _BETWEEN
    return [_line(line, room) for line in lines]


def _line(figures: Sequence[_Figure], room: float) -> Strip:
    height = max(figure.height for figure in figures)
    left_over = room - sum(figure.width for figure in figures)
    gap = left_over / (len(figures) + 1)

    def draw(pen: Pen, x: float, top: float) -> None:
        for figure in figures:
            x += gap
            figure.draw(pen, x, top - (height - figure.height) / 2)
            pen.text_around(x + figure.width / 2, top - height - 8.5, figure.caption, SMALL_MUTED)
            x += figure.width

    return drawn(height + _ROOM_FOR_WORDS, draw)


class _Figure:
    """One drawing with its marks, in points."""

    def __init__(
        self,
        request: SummaryRequest,
        drawing: Drawing,
        marks: Sequence[_Mark],
        tints: Mapping[int, Colour],
    ) -> None:
        self._voice = request.voice
        self._drawing = drawing
        self._marks = marks
        self._tints = tints
        self.height = _BODY_HEIGHT if drawing.name.startswith("body") else _PART_HEIGHT
        self._scale = self.height / drawing.size[1]
        self.width = drawing.size[0] * self._scale
        self.caption = self._voice(_CAPTIONS[drawing.name])

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it below a height."""
        for line in self._drawing.outline:
            pen.curve(self._on_page(line, left, top), fill=FIGURE_FILL)
        for index, region in enumerate(self._drawing.regions):
            tint = self._tints.get(index)
            pen.curve(self._on_page(region.polygon, left, top), fill=tint, stroke=WHITE, weight=0.4)
        for line in self._drawing.details:
            pen.curve(self._on_page(line, left, top), stroke=FIGURE_DETAIL, weight=0.3, closed=False)
        for line in self._drawing.outline:
            pen.curve(self._on_page(line, left, top), stroke=FIGURE_EDGE, weight=0.6)
        if self._drawing.side is None:
            self._name_sides(pen, left, top)
        self._draw_marks(pen, left, top)

    def _on_page(self, points: Polygon, left: float, top: float) -> list[Point]:
        """The points on the page, without those that would not be missed there."""
        return [(left + x * self._scale, top - y * self._scale) for x, y in thinned(points, _FINEST / self._scale)]

    def _name_sides(self, pen: Pen, left: float, top: float) -> None:
        """The patient's left is on the reader's right from the front, and on the left from the back."""
        names = [
            self._voice(QT_TRANSLATE_NOOP("reports", "R")),
            self._voice(QT_TRANSLATE_NOOP("reports", "L")),
        ]
        if self._drawing.view == "back":
            names.reverse()
        low = top - 0.09 * self.height
        pen.text(left + 0.06 * self.width, low, names[0], SMALL_MUTED)
        pen.text_to(left + 0.94 * self.width, low, names[1], SMALL_MUTED)

    def _draw_marks(self, pen: Pen, left: float, top: float) -> None:
        spots = [self._on_page((mark.spot,), left, top)[0] for mark in self._marks]
        moved = fanned(spots, _MARK * 1.25)
        for spot, place in zip(spots, moved, strict=True):
            if math.dist(spot, place) > _LEADER_FROM:
                pen.line(spot, place, MUTED, 0.5)
                pen.circle(spot, 0.9, MUTED)
        for mark, place in zip(self._marks, moved, strict=True):
            draw_numbered(pen, place, mark.subtype, mark.number, closed=mark.closed, size=_MARK)


_CAPTIONS = {
    "body-front": QT_TRANSLATE_NOOP("reports", "front"),
    "body-back": QT_TRANSLATE_NOOP("reports", "back"),
    "hand-palm-left": QT_TRANSLATE_NOOP("reports", "left hand, palm"),
    "hand-palm-right": QT_TRANSLATE_NOOP("reports", "right hand, palm"),
    "hand-back-left": QT_TRANSLATE_NOOP("reports", "left hand, back"),
    "hand-back-right": QT_TRANSLATE_NOOP("reports", "right hand, back"),
    "foot-top-left": QT_TRANSLATE_NOOP("reports", "left foot, top"),
    "foot-top-right": QT_TRANSLATE_NOOP("reports", "right foot, top"),
    "foot-sole-left": QT_TRANSLATE_NOOP("reports", "left foot, sole"),
    "foot-sole-right": QT_TRANSLATE_NOOP("reports", "right foot, sole"),
    "head-front": QT_TRANSLATE_NOOP("reports", "face"),
    "head-side-left": QT_TRANSLATE_NOOP("reports", "left side of the head"),
    "head-side-right": QT_TRANSLATE_NOOP("reports", "right side of the head"),
}
