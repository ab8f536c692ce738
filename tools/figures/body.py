"""The standing body, seen from the front and from the back; a unit is 1/240 of its height."""

from __future__ import annotations

from tools.figures.body_cuts import cut_back, cut_front
from tools.figures.curves import Line, Point, ellipse, mirrored, moved, spline, turned
from tools.figures.cutting import Sheet
from tools.figures.figure import Figure
from tools.figures.hand import RELAXED

# The half on the viewer's right, from the crown down the outside of the arm, up its inside, down the leg.
_HEAD: Line = [(0, 0), (4.2, 0.5), (7.9, 2.6), (10.2, 6.4), (11.0, 11)]
_EAR: Line = [(11.1, 14.2), (11.9, 13.7), (12.6, 14.5), (12.6, 16.6), (12.0, 19.0), (11.4, 20.8), (10.7, 21.4)]
_NECK: Line = [(10.0, 24.2), (8.8, 27.6), (7.5, 30.2), (7.1, 33.2), (7.4, 36.2), (9.2, 38.8)]
_SHOULDER: Line = [(14.0, 41.4), (20, 43.7), (25.8, 46.0), (30.4, 50.2), (33.0, 56.0), (34.7, 63)]
_ARM_OUTSIDE: Line = [
    (36.6, 71),
    (38.9, 79),
    (41.2, 86.5),
    (43.4, 92.5),
    (46.2, 98.5),
    (49.0, 105),
    (51.0, 110.5),
    (52.4, 114.6),
]
_ARM_INSIDE: Line = [
    (44.8, 117.6),
    (42.3, 112.6),
    (39.2, 106.5),
    (36.4, 100),
    (34.4, 94.5),
    (31.9, 88),
    (29.3, 81),
    (27.2, 74.5),
    (25.6, 69.4),
]
_ARMPIT: Line = [(24.6, 67.4)]
_TRUNK: Line = [
    (24.1, 71),
    (23.3, 77),
    (22.1, 83),
    (21.0, 88.5),
    (20.6, 93.5),
    (21.0, 99),
    (22.2, 104.5),
    (23.8, 111),
    (25.2, 118),
]
_LEG_OUTSIDE: Line = [
    (26.0, 126),
    (26.1, 134),
    (25.6, 143),
    (24.5, 152),
    (23.1, 161),
    (21.8, 168),
    (20.9, 173.5),
    (20.8, 179),
    (21.6, 185),
    (21.9, 191.5),
    (21.0, 199),
    (19.2, 207),
    (17.4, 214),
    (16.3, 220),
    (16.2, 223.6),
    (16.9, 226.2),
]
_LEG_INSIDE: Line = [
    (8.7, 226.4),
    (9.3, 223.6),
    (9.2, 220),
    (8.3, 213),
    (7.1, 205),
    (5.6, 197.5),
    (4.6, 190.5),
    (4.9, 184.5),
    (6.1, 179),
    (6.5, 174),
    (6.0, 168),
    (5.0, 160),
    (3.7, 150),
    (2.3, 140),
    (1.1, 132),
]
_CROTCH: Line = [(0, 128.6)]
_FOOT_FRONT: Line = [
    (17.6, 229),
    (19.2, 232.2),
    (20.7, 235.4),
    (21.0, 238),
    (18.9, 239.6),
    (15.4, 240.1),
    (11.6, 240.2),
    (8.9, 239.4),
    (7.7, 237),
    (7.7, 233.2),
    (8.4, 229.6),
]
_FOOT_BACK: Line = [
    (16.9, 229),
    (17.4, 231.6),
    (19.3, 234.2),
    (20.8, 236.9),
    (19.4, 238.8),
    (16.6, 239.2),
    (13.6, 239.9),
    (10.0, 239.6),
    (8.4, 237.4),
    (8.3, 233.6),
    (8.6, 229.6),
]
_HAND_ANGLE = 160.0
_HAND_SCALE = 0.14
_WRIST: Point = (49.2, 118.2)
"""Where the middle of the wrist is put."""
_WRIST_OF_HAND: Point = (0, 62)


def outline(foot: Line) -> Line:
    """The whole outline, with feet seen from the front or the back."""
    down = [*_HEAD, *_EAR, *_NECK, *_SHOULDER, *_ARM_OUTSIDE, *_hand(), *_ARM_INSIDE, *_ARMPIT, *_TRUNK, *_LEG_OUTSIDE]
    half = [*down, *foot, *_LEG_INSIDE, *_CROTCH]
    whole = [*half, *mirrored(half)[-2:0:-1]]
    return spline(whole, closed=True, steps=6)


def _hand() -> Line:
    x, y = _WRIST_OF_HAND
    return moved(turned(moved(RELAXED.points(), (-x, -y)), _HAND_ANGLE, scale=_HAND_SCALE), _WRIST)


def front() -> Figure:
    """The body from the front, palms forward."""
    sheet = Sheet(outline(_FOOT_FRONT))
    cut_front(sheet)
    return _figure("body-front", "front", sheet, _front_lines())


def back() -> Figure:
    """The body from the back."""
    sheet = Sheet(outline(_FOOT_BACK))
    cut_back(sheet)
    return _figure("body-back", "back", sheet, _back_lines())


def _figure(name: str, view: str, sheet: Sheet, details: list[Line]) -> Figure:
    return Figure(name, view, "", (-65, -4), (130, 248), [sheet.outline], details, sheet.cuts)


def _front_lines() -> list[Line]:
    half = [
        spline([(2.6, 16.2), (4.2, 15.3), (5.8, 15.6), (7.0, 16.6), (4.8, 17.0), (2.6, 16.2)]),
        spline([(2.2, 13.6), (4.6, 12.5), (7.4, 13.3)]),
        spline([(0, 22.6), (1.2, 22.4), (1.8, 21.4)]),
        spline([(0, 25.8), (1.4, 25.6), (3.8, 25.5)]),
        spline([(4.0, 31.6), (7.2, 28.8), (9.0, 26.2)]),
        spline([(2.6, 44.6), (8, 45.2), (15, 44.4), (22, 45.8)]),
        spline([(5.6, 34.4), (4.6, 39), (2.8, 43.2)]),
        spline([(2.6, 68.6), (8, 71.0), (14, 70.4), (19.4, 66.8)]),
        ellipse((12.6, 64.6), (1.0, 1.0)),
        ellipse((13.7, 175.2), (3.0, 3.4), start=-215, end=35),
        spline([(12.4, 181.2), (13.7, 182.2), (15.2, 181.2)]),
        spline([(9.6, 239.4), (9.4, 236.2), (11.6, 235.2), (12.6, 237.2), (12.6, 240)]),
        *(
            spline([(x, 239.9 - drop), (x + 0.1, 237.2 - drop), (x + 1.8, 237.2 - drop), (x + 1.9, 239.6 - drop)])
            for x, drop in ((12.6, 0.0), (14.6, 0.2), (16.6, 0.4), (18.5, 0.8))
        ),
    ]
    return [*half, *map(mirrored, half)]


def _back_lines() -> list[Line]:
    half = [
        spline([(4.2, 134.2), (8, 135.6), (13, 135.5), (17.4, 133.8)]),
        spline([(8.4, 171.8), (13.4, 173.2), (18.6, 172.2)]),
        spline([(9.8, 189.4), (12.6, 197.4), (15.0, 199.2), (18.4, 194.6)]),
        spline([(11.4, 216), (11.9, 224), (11.6, 230)]),
        spline([(14.2, 216), (13.9, 224), (14.5, 230)]),
        spline([(36.6, 92.6), (39.4, 93.6), (41.6, 91.4)]),
    ]
    cleft = spline([(0, 114), (0, 122), (0, 130)])
    return [*half, *map(mirrored, half), cleft]
