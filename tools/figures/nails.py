"""Nails of fingers and toes."""

from __future__ import annotations

from tools.figures.curves import Line, spline
from tools.figures.digits import Digit

_LENGTH, _WIDTH = 1.28, 0.66
"""Of a nail, in units of half the width of its digit."""


def nail(digit: Digit) -> list[Line]:
    """The edge of a nail as one curve: up one side, over the free edge, down the other, along the fold."""
    wide = digit.width * _WIDTH
    free = 1 - 0.2 * digit.width / digit.length
    fold = free - _LENGTH * digit.width / digit.length
    third = (free - fold) / 3
    left = [
        (fold + third * 0.55, -0.92),
        (fold + third * 1.6, -1.0),
        (free - third * 0.75, -0.97),
        (free - third * 0.2, -0.66),
    ]
    right = [(along, -across) for along, across in reversed(left)]
    places = [(fold, 0.0), (fold + third * 0.1, -0.55), *left, (free, 0.0), *right, (fold + third * 0.1, 0.55)]
    edge = spline([digit.at(along, across * wide) for along, across in places], closed=True)
    return [[*edge, edge[0]]]
