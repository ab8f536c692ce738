"""A finger or toe: a slightly bent axis, and half its width at some places along it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from tools.figures.curves import Line, Point

TIP_ANGLES = (2.0, 24.0, 46.0, 68.0)
"""Where the round end has control points, in degrees from its beginning; its end has one more."""


@dataclass(frozen=True)
class Digit:
    """One finger or toe, drawn upwards.

    Attributes:
        name: Its part of the code.
        base: Middle of the crease at its root.
        angle: Its direction there, in degrees from upwards, to the right.
        bend: How far it has turned at its end, in degrees.
        length: From the crease to the tip.
        width: Half its width at the widest joint.
        profile: Half widths in units of `width`, each with its place along the digit from 0 to 1.
        cap: Half the width where the round end begins, in units of `width`.
        joints: The middle of each joint, with its name, from the root on.
    """

    name: str
    base: Point
    angle: float
    bend: float
    length: float
    width: float
    profile: tuple[tuple[float, float], ...]
    cap: float
    joints: tuple[tuple[str, float], ...]

    def at(self, along: float, across: float = 0.0) -> Point:
        """The point at a part of the length, and so many units to the right of the axis; before 0 it runs straight."""
        x, y = self.base
        pieces = 24
        turned = math.radians(self.angle)
        if along <= 0:
            x, y = x + math.sin(turned) * self.length * along, y - math.cos(turned) * self.length * along
        else:
            for piece in range(pieces):
                turned = math.radians(self.angle + self.bend * along * (piece + 0.5) / pieces)
                x += math.sin(turned) * self.length * along / pieces
                y -= math.cos(turned) * self.length * along / pieces
        return x + math.cos(turned) * across, y + math.sin(turned) * across

    def half_width(self, along: float) -> float:
        """Half the width at a part of the length, straight between the places of the profile."""
        places = [*self.profile, (1 - self._cap_length, self.cap)]
        if along <= places[0][0]:
            return places[0][1] * self.width
        for (a, wide), (b, narrow) in itertools.pairwise(places):
            if along <= b:
                return (wide + (narrow - wide) * (along - a) / (b - a)) * self.width
        rest = (1 - along) / self._cap_length
        return self.cap * self.width * math.sqrt(max(0.0, 1 - (1 - rest) ** 2))

    def outline(self) -> Line:
        """Control points from the left of the root round the tip to the right of the root."""
        side = [(along, wide * self.width) for along, wide in self.profile]
        for angle in TIP_ANGLES:
            sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
            side.append((1 - self._cap_length * (1 - sine), self.cap * self.width * cosine))
        left = [self.at(along, -wide) for along, wide in side]
        right = [self.at(along, wide) for along, wide in reversed(side)]
        return [*left, self.at(1.0), *right]

    def band(self, start: float, end: float, *, margin: float = 1.0, bow: float = 0.0) -> Line:
        """A mask of the digit between two places, a little wider than it.

        Args:
            start: Nearer to the root.
            end: Nearer to the tip.
            margin: How far beyond the outline on each side.
            bow: How far the two cuts are bowed towards the tip, in units of the drawing.
        """
        side = [start + (end - start) * step / 6 for step in range(7)]
        left = [self.at(along, -self._reach(along) - margin) for along in side]
        right = [self.at(along, self._reach(along) + margin) for along in reversed(side)]
        return [*left, *self._arc(end, bow, margin)[1:-1], *right, *self._arc(start, bow, margin)[::-1][1:-1]]

    def crease(self, along: float, *, reach: float = 0.82, bow: float = 0.0) -> Line:
        """A line across, over a part of the width."""
        wide = self.half_width(along) * reach
        return [self._bowed(along, wide * step / 6, bow * (1 - (step / 6) ** 2)) for step in range(-6, 7)]

    @property
    def _cap_length(self) -> float:
        return self.cap * self.width * 1.2 / self.length

    def _reach(self, along: float) -> float:
        """Half the width of a mask, which stays wide where the digit becomes round."""
        return self.half_width(min(along, 1 - self._cap_length))

    def _arc(self, along: float, bow: float, margin: float) -> Line:
        wide = self._reach(along) + margin
        return [self._bowed(along, wide * step / 6, bow * (1 - (step / 6) ** 2)) for step in range(-6, 7)]

    def _bowed(self, along: float, across: float, bow: float) -> Point:
        return self.at(along + bow / self.length, across)
