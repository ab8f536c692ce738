"""Keeps marks readable that would cover each other: a few fan out around their place, many stand behind a count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

FEW = 6
"""So many marks fan out by themselves; more stand behind a count until they are opened."""

_APART = 1.3
"""Marks on full rings keep this share of their width from middle to middle: enough for their corners, too."""

_WIDER = 1.06


@dataclass(frozen=True, slots=True)
class Spot:
    """One mark and where it belongs: its middle, and its width and height."""

    key: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one or several marks stand.

    Attributes:
        keys: The marks; more than one where they stand behind a count.
        x: Middle of what is drawn.
        y: The same.
        home_x: Middle of where they belong; a line leads there where that is elsewhere.
        home_y: The same.
        width: Of what is drawn.
        height: The same.
    """

    keys: tuple[int, ...]
    x: float
    y: float
    home_x: float
    home_y: float
    width: float
    height: float

    @property
    def is_moved(self) -> bool:
        """Whether it stands apart from where it belongs."""
        return math.hypot(self.x - self.home_x, self.y - self.home_y) > min(self.width, self.height) / 2


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def fanned(spots: Sequence[Spot], bounds: Box, badge: float) -> tuple[Stand, ...]:
    """Arrange marks so that none covers another as long as there is room.

    Args:
        spots: The marks, in the order in which they are to be fanned.
        bounds: Nothing is moved out of here.
        badge: Width and height of a count.
    """
    groups = [[spot] for spot in spots]
    stands = [_stand(group, bounds, badge) for group in groups]
    while True:
        merged = _joined(groups, stands)
        if len(merged) == len(groups):
            break
        groups = merged
        stands = [_stand(group, bounds, badge) for group in groups]
    return tuple(stand for group in stands for stand in group)


def opened(spots: Sequence[Spot], bounds: Box) -> tuple[Stand, ...]:
    """The marks behind a count, one beside the other around the place where they belong."""
    x, y = _middle(spots)
    return _within(_rings(spots, x, y), bounds)


def _stand(group: Sequence[Spot], bounds: Box, badge: float) -> tuple[Stand, ...]:
    if len(group) == 1:
        spot = group[0]
        alone = Stand((spot.key,), spot.x, spot.y, spot.x, spot.y, spot.width, spot.height)
        return _within((alone,), bounds)
    x, y = _middle(group)
    if len(group) <= FEW:
        return _within(_ring(group, x, y), bounds)
    return _within((Stand(tuple(spot.key for spot in group), x, y, x, y, badge, badge),), bounds)


def _ring(group: Sequence[Spot], x: float, y: float) -> tuple[Stand, ...]:
    """On one ring around a middle, as small as it can be without a mark covering another."""
    radius = max(max(spot.width, spot.height) for spot in group) / 2
    stands = _turned(group, x, y, radius)
    while any(_covers(one, two) for one, two in combinations(stands, 2)):
        radius *= _WIDER
        stands = _turned(group, x, y, radius)
    return stands


def _rings(group: Sequence[Spot], x: float, y: float) -> tuple[Stand, ...]:
    """On rings around a middle, each as full as it can be without its marks touching."""
    size = max(max(spot.width, spot.height) for spot in group) * _APART
    stands: list[Stand] = []
    left, radius = list(group), size
    while left:
        room = int(math.pi / math.asin(size / (2 * radius)))
        stands += _turned(left[:room], x, y, radius)
        left, radius = left[room:], radius + size
    return tuple(stands)


def _turned(group: Sequence[Spot], x: float, y: float, radius: float) -> tuple[Stand, ...]:
    stands = []
    for place, spot in enumerate(group):
        angle = 2 * math.pi * place / len(group) - math.pi / 2
        there = (x + radius * math.cos(angle), y + radius * math.sin(angle))
        stands.append(Stand((spot.key,), *there, spot.x, spot.y, spot.width, spot.height))
    return tuple(stands)


def _covers(one: Stand, two: Stand) -> bool:
    return abs(one.x - two.x) < (one.width + two.width) / 2 and abs(one.y - two.y) < (one.height + two.height) / 2


def _within(stands: tuple[Stand, ...], bounds: Box) -> tuple[Stand, ...]:
    """The whole group moved as far as it takes to stand inside."""
    left, top, right, bottom = _around(stands)
    dx = max(0.0, bounds[0] - left) - max(0.0, right - bounds[2])
    dy = max(0.0, bounds[1] - top) - max(0.0, bottom - bounds[3])
    if dx == dy == 0:
        return stands
    return tuple(Stand(s.keys, s.x + dx, s.y + dy, s.home_x, s.home_y, s.width, s.height) for s in stands)


def _joined(groups: Sequence[list[Spot]], stands: Sequence[tuple[Stand, ...]]) -> list[list[Spot]]:
    """The groups, with those joined of which a mark covers one of another."""
    owner = list(range(len(groups)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    boxes = sorted((_around((stand,)), index) for index, group in enumerate(stands) for stand in group)
    for place, (box, index) in enumerate(boxes):
        for other, second in boxes[place + 1 :]:
            if other[0] >= box[2]:
                break
            if other[1] < box[3] and other[3] > box[1]:
                owner[root(second)] = root(index)
    joined: dict[int, list[Spot]] = {}
    for index, group in enumerate(groups):
        joined.setdefault(root(index), []).extend(group)
    return [sorted(group, key=lambda spot: spot.key) for group in joined.values()]


def _around(stands: Iterable[Stand]) -> Box:
    boxes = [(s.x - s.width / 2, s.y - s.height / 2, s.x + s.width / 2, s.y + s.height / 2) for s in stands]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _middle(spots: Sequence[Spot]) -> tuple[float, float]:
    return sum(spot.x for spot in spots) / len(spots), sum(spot.y for spot in spots) / len(spots)
