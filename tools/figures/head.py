"""The head from the front, and its left side; a unit is about a millimetre."""

from __future__ import annotations

from tools.figures.body_cuts import Half
from tools.figures.curves import Line, ellipse, mirrored, spline
from tools.figures.cutting import Sheet
from tools.figures.figure import Figure

_SKULL: Line = [(0, -116), (22, -114.6), (44, -107), (61.5, -92.5), (71.5, -72), (75.5, -48), (76, -26), (75.2, -11)]
_EAR: Line = [
    (78.5, -16.5),
    (83.5, -18.2),
    (87.2, -12),
    (87.4, 1),
    (85, 16),
    (81.6, 29),
    (78.4, 37.5),
    (74.8, 40),
    (72.6, 36),
]
_JAW: Line = [(71.6, 46), (69.4, 60), (65, 74), (58.6, 85.5)]
_NECK: Line = [(54.6, 94), (53.0, 106), (53.6, 118), (57.0, 130), (63.5, 140)]
_CHIN: Line = [(58.6, 85.5), (49, 97.5), (37, 107.5), (23, 114), (9, 116.4), (0, 116.8)]


def front() -> Figure:
    """The face."""
    half = [*_SKULL, *_EAR, *_JAW, *_NECK]
    sheet = Sheet(spline([*mirrored(half[1:])[::-1], *half]))
    cut = Half(sheet, "left")
    _cut_ears(cut)
    chin = spline(_CHIN)
    cut.middle(
        "head.scalp.frontal",
        [*spline([(0.4, -75), (20, -74), (38, -69), (50, -64), (57, -66)]), (58, -130), (0.4, -130)][::-1],
    )
    cut.both(
        "head.scalp.temporal",
        [
            (58, -130),
            (100, -130),
            (100, -8),
            (74, -8),
            *spline([(70.5, -8), (69, -24), (65.4, -36), (62.6, -52), (57, -66)]),
            (45, -80),
        ],
    )
    cut.middle(
        "head.face.forehead",
        [
            (0.4, -90),
            (54, -90),
            (54, -64),
            (54, -64),
            *spline([(53.4, -50), (53.8, -37), (54.6, -23.6), (40, -24.4), (25, -20.6), (12, -18), (0.4, -17)]),
        ],
    )
    cut.both(
        "head.face.temple", [(46, -70), (90, -70), (90, 4), *spline([(71, 4), (62, 3.4), (54, 2.0), (54.6, -23.6)])]
    )
    lids = spline([(13.6, 3.2), (21, -2.0), (31, -4.4), (42, -2.2), (54, 2.0)])
    cut.both("head.face.eyelid.upper", [*lids, (54.6, -23.6), (53, -26), (40, -24.4), (25, -20.6), (13, -18)])
    cut.both(
        "head.face.eyelid.lower",
        [
            (13.2, 0),
            (13.6, 3.4),
            *spline([(15, 9), (24, 15), (35, 16.4), (46, 12.6), (54, 2.2)]),
            (54, 0),
            (45, -10),
            (20, -10),
        ],
    )
    cut.middle(
        "head.face.nose",
        [
            (0.4, -30),
            (13.4, -30),
            *spline([(13.4, -16), (13.0, 4), (14.6, 20), (19.6, 33), (20.4, 42), (16, 48.4), (7, 51), (0.4, 51.4)]),
        ],
    )
    cut.middle(
        "head.face.lip.upper",
        [
            (0.4, 40),
            (24, 40),
            *spline([(27, 50), (29.4, 60), (30.6, 71)]),
            *spline([(25.5, 72), (14, 71.0), (5, 70.6), (0.4, 71.6)]),
        ],
    )
    cut.middle(
        "head.face.lip.lower",
        [(0.4, 60), (20, 60), (30.6, 71), *spline([(27, 78.5), (20, 84.6), (10, 87.2), (0.4, 87.6)])],
    )
    cut.middle(
        "head.face.chin",
        [
            (0.4, 76),
            (20, 76),
            *spline([(26, 78), (28.6, 90), (28.4, 100), (27.4, 112.4)]),
            *[p for p in chin if p[0] < 27],
        ],
    )
    cut.both(
        "head.face.jaw",
        [
            *[point for point in reversed(chin) if point[0] > 26.5],
            (66, 88),
            (90, 60),
            (71, 42),
            *spline([(65, 57), (56, 72), (45, 83), (28.8, 92)]),
            (24, 98),
        ],
    )
    cut.both("head.face.cheek", [(0, -10), (90, -10), (90, 70), (64, 70), (30, 96), (0, 96)])
    cut.middle(
        "neck.anterior", [(0.4, 115), (27.4, 105), *spline([(27.4, 112), (25, 124), (21, 138), (17, 152)]), (0.4, 160)]
    )
    cut.both("neck.lateral", [(5, 70), (110, 70), (110, 170), (5, 170)])
    return Figure("head-front", "front", "", (-95, -121), (190, 266), [sheet.outline], _features(), sheet.cuts)


def _cut_ears(cut: Half) -> None:
    edge = spline([(75.2, -12), (74.6, 4), (73.4, 22), (72.6, 37)])
    cut.both("head.ear.lobule", [(100, 21), (73.4, 21), *[p for p in edge if p[1] > 21], (72.6, 44), (100, 44)])
    cut.both(
        "head.ear.helix",
        [(75.2, -14), *[p for p in edge if p[1] < 22], (73.4, 22), (100, 22), (100, -34), (76.6, -34), (76.6, -20)],
    )


def _features() -> list[Line]:
    eye = [(14.4, 3.0), (19.4, -2.6), (28, -6.2), (37, -5.2), (44, -0.6), (47.6, 2.4), (41, 5.8), (32, 7.4), (22, 6.2)]
    half = [
        [*spline(eye, closed=True), eye[0]],
        ellipse((31, 0.4), (6.2, 6.2), start=-35, end=215),
        spline([(12, -19.4), (23, -25.6), (36, -27.6), (49, -23.4)]),
        spline([(8, 44.4), (10.4, 47.6), (15.4, 47.2), (18.6, 42.4), (17.4, 36)]),
        spline([(10.6, -8), (8.0, 8), (8.4, 22)]),
        spline([(81.2, -10), (83, -2), (81.8, 12), (79, 24)]),
        spline([(25, 113.2), (40, 105.4), (51, 95.6), (58.6, 85.5)]),
        spline([(50, 112), (40, 124), (29, 133), (18, 138.4)]),
    ]
    middle = [
        _whole([(0, 71.4), (5, 70.4), (14, 70.8), (25.5, 72.4)]),
        _whole([(0, 65.6), (5.4, 63.8), (14, 67), (25.5, 72.4)]),
        _whole([(0, 81.6), (9, 80.8), (18, 77.2), (25.5, 72.4)]),
        _whole([(0, 49.6), (4.6, 48.8), (8, 44.4)]),
    ]
    return [*half, *map(mirrored, half), *middle]


def _whole(half: Line) -> Line:
    """A curve over the middle."""
    return spline([*mirrored(half[1:])[::-1], *half])
