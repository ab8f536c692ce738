"""Where digits spring from a hand or a foot: the webs between them, and the joints behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tools.figures.curves import Line, Point, spline
from tools.figures.cutting import Sheet
from tools.figures.digits import Digit

_FAR = 90.0
"""Beyond the edge of any hand or foot."""


def web(left: Digit, right: Digit, depth: float) -> Point:
    """The bottom of the space between two digits, so far behind their roots."""
    (x, y), (u, v) = left.at(0, left.half_width(0)), right.at(0, -right.half_width(0))
    return (x + u) / 2, max(y, v) + depth


def web_mask(bottom: Point, wide: float, deep: float) -> Line:
    """A drop around the bottom of the space between two digits: half as wide, and so deep behind it."""
    x, y = bottom
    half = [(wide, -0.7 * deep), (wide, 0.0), (wide * 0.8, 0.5 * deep), (wide * 0.36, 0.88 * deep)]
    right = [(x + across, y + down) for across, down in half]
    left = [(x - across, y + down) for across, down in reversed(half)]
    return spline([*right, (x, y + deep), *left], closed=True)


def cut_joints(sheet: Sheet, part: str, digits: Sequence[Digit], joint: str, low: Line) -> None:
    """Cut the joints at the roots side by side, down to a line that runs from left to right."""
    edges = [-_FAR, *(web(left, right, 0)[0] for left, right in pairwise(digits)), _FAR]
    for digit, (start, end) in zip(digits, pairwise(edges), strict=True):
        edge = [point for point in low if start < point[0] < end]
        mask = [(start, -_FAR), (end, -_FAR), (end, _height(low, end)), *reversed(edge), (start, _height(low, start))]
        sheet.take(f"{part}.{digit.name}.{joint}", "left", mask)


def _height(line: Line, x: float) -> float:
    """Where a line passes a place."""
    for (a, y), (b, v) in pairwise(line):
        if a <= x <= b:
            return y + (v - y) * (x - a) / (b - a)
    return line[-1][1] if x > line[-1][0] else line[0][1]
