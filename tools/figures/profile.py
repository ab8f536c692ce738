"""The left side of the head, the face to the viewer's left; a unit is about a millimetre."""

from __future__ import annotations

from tools.figures.curves import Line, ellipse, spline
from tools.figures.cutting import Sheet
from tools.figures.figure import Figure

_PROFILE: Line = [
    (-34, 146),
    (-32.6, 134),
    (-35, 124.5),
    (-44, 118.6),
    (-56, 116.8),
    (-67, 117.2),
    (-77, 114.4),
    (-83.4, 107.6),
    (-85.4, 98.6),
    (-83.4, 91),
    (-82.6, 86.6),
    (-86.6, 81.6),
    (-88.6, 77.0),
    (-86.4, 73.0),
    (-84.6, 71.0),
    (-88.4, 67.6),
    (-90.6, 63.0),
    (-88.8, 57.0),
    (-87.4, 51.2),
    (-91, 48.2),
    (-99.4, 46.6),
    (-105.4, 42.6),
    (-106.6, 37.4),
    (-103.6, 30),
    (-98.2, 15),
    (-93.4, 2),
    (-90.4, -8),
    (-92.0, -17),
    (-94.0, -27),
    (-94.0, -42),
    (-90.4, -62),
    (-81.4, -82),
    (-64, -100),
    (-38, -112),
    (-6, -117.4),
    (28, -114),
    (60, -99.6),
    (83, -75),
    (95, -44),
    (96.6, -14),
    (91.4, 12),
    (82, 33),
    (73.4, 48),
    (68.4, 62),
    (66.2, 78),
    (66.4, 96),
    (68.4, 114),
    (72.6, 131),
    (78, 146),
]
_AURICLE: Line = [
    (-4, 4),
    (-3.4, -8),
    (3.6, -17.6),
    (15, -20.6),
    (26, -16.4),
    (31.6, -5),
    (30.6, 9),
    (24.6, 22),
    (18.4, 32),
    (14, 41.4),
    (6.4, 45.4),
    (0.4, 41),
    (0.2, 30),
    (-3.4, 22),
    (-5.2, 13),
]
_HAIRLINE: Line = [
    (-110, -76),
    (-86.6, -71),
    (-66, -72),
    (-53, -64),
    (-47, -48),
    (-42, -32),
    (-31, -22),
    (-24, -8),
    (-20.6, 4),
]
_MANDIBLE: Line = spline([(14, 54), (11.4, 68), (5, 83), (-9, 96), (-28, 107), (-50, 117.4)])


def side() -> Figure:
    """The left side, the face to the viewer's left."""
    sheet = Sheet(spline(_PROFILE))
    _cut_face(sheet)
    _cut_ear(sheet)
    _cut_scalp(sheet)
    _cut_neck(sheet)
    return Figure("head-side", "side", "left", (-112, -122), (214, 273), [sheet.outline], _features(), sheet.cuts)


def _cut_face(sheet: Sheet) -> None:
    brow: Line = [(-110, -17), (-90, -18), (-78, -23), (-66, -20)]
    nose = spline([(-84.6, -10), (-84, 4), (-85.6, 20), (-82.6, 31), (-79.4, 40), (-82, 47.4), (-87.4, 51.2)])
    sheet.take("head.face.nose", "left", [(-120, -17), (-90.5, -17), *nose, (-120, 54)])
    upper = spline([(-81.4, 46.8), (-74.6, 54), (-70.8, 63), (-70, 72.2)])
    sheet.take("head.face.lip.upper", "left", [(-120, 50), (-87, 50), *upper, (-84.8, 71), (-120, 71)])
    lower = spline([(-72, 79), (-76.6, 85), (-83, 88)])
    sheet.take("head.face.lip.lower", "left", [(-120, 70.6), (-84.8, 71), (-70, 72.2), *lower, (-120, 88)])
    chin = spline([(-75.6, 84.6), (-66.4, 89), (-62.4, 99), (-62, 109), (-63, 125)])
    sheet.take("head.face.chin", "left", [(-120, 80), (-80, 80), *chin, (-120, 125)])
    lid = spline([(-57.4, -1.0), (-63, 0.4), (-74, 0.4), (-81, 1.6)])
    sheet.take("head.face.eyelid.upper", "left", [(-95, -14), *brow[1:], (-58.4, -11), *lid, (-86, 2)])
    below = spline([(-57.0, -1), (-58.6, 6), (-65, 13.6), (-76, 15.6), (-86, 11)])
    sheet.take("head.face.eyelid.lower", "left", [(-86, -6), (-57.0, -6), *below])
    hairline = spline(_HAIRLINE)
    side = spline([(-53, -64), (-57, -48), (-58.4, -34), (-62, -20.4)])
    front = [point for point in hairline if point[0] < -53]
    sheet.take("head.face.forehead", "left", [*front, *side, (-66, -18), (-110, -14)])
    behind = [point for point in hairline if point[0] > -53.2 and point[1] < 3]
    sheet.take("head.face.temple", "left", [(-62, -66), *behind, (-22, 4), (-64, 4), (-67, -19.4)])


def _cut_ear(sheet: Sheet) -> None:
    ear = Sheet(spline(_AURICLE, closed=True))
    ear.take("head.ear.lobule", "left", [(-20, 30), (40, 28), (40, 60), (-20, 60)])
    ear.take("head.ear", "left", ellipse((3, 10), (17.5, 21), end=350, count=40))
    ear.rest("head.ear.helix", "left")
    sheet.take("head.ear", "left", ear.outline)
    sheet.cuts[-1:] = ear.cuts
    behind = spline(
        [(4, -18), (10, -24.6), (22, -27.4), (35, -21), (42.6, -6), (41, 12), (34, 30), (25, 44), (14, 52), (7, 46)]
    )
    sheet.take("head.ear.retroauricular", "left", [*behind, (8, 40), (16, 10), (12, -12), (9, -18)])


def _cut_scalp(sheet: Sheet) -> None:
    temporal = spline([(-49.4, -56), (-32, -67), (-4, -73), (26, -69), (47, -52), (55.4, -28), (52, -2), (38, 24)])
    hairline = [point for point in spline(_HAIRLINE) if point[1] > -57 and point[0] > -50]
    sheet.take("head.scalp.temporal", "left", [*temporal, (20, 20), (-1, 4), (-21, 4), *reversed(hairline)])
    sheet.take(
        "head.scalp.frontal",
        "left",
        [
            (-120, -64),
            (-60, -64),
            (-54, -58),
            (-46, -54),
            (-46, -58),
            *spline([(-33, -67), (-27, -92), (-30, -130)]),
            (-120, -130),
        ],
    )
    sheet.take(
        "head.scalp.vertex",
        "left",
        [(-40, -130), (-27, -92), *spline([(-27.2, -93), (8, -97), (44, -91), (70, -100)]), (90, -130)],
    )
    nape = spline([(28, 48), (44, 42), (60, 44), (90, 50)])
    sheet.take(
        "head.scalp.occipital",
        "left",
        [
            *spline([(53.6, -38), (70, -50), (84, -56), (110, -62)]),
            (110, 50),
            *reversed(nape),
            (20, 44),
            (28, 10),
            (40, -20),
        ],
    )
    sheet.take(
        "head.scalp.parietal",
        "left",
        [(-40, -130), (-40, -60), (0, -60), (40, -40), (54, -30), (110, -50), (110, -130)],
    )


def _cut_neck(sheet: Sheet) -> None:
    cheek = spline([(3, 44), (-3, 61), (-14, 77), (-34, 90), (-66, 98)])
    sheet.take("head.face.cheek", "left", [*cheek, (-120, 90), (-120, -20), (10, -20), (10, 44)])
    sheet.take("head.face.jaw", "left", [(0, 40), (10, 44), *_MANDIBLE, (-60, 130), (-80, 110), (-80, 80)])
    sheet.take(
        "neck.anterior", "left", [(-80, 80), (-30, 80), *spline([(-25, 104), (-18, 124), (-10, 150)]), (-80, 160)]
    )
    sheet.take(
        "neck.lateral",
        "left",
        [(-40, 60), (-10, 30), (28, 40), *spline([(28, 48), (35, 74), (41, 104), (46, 150)]), (-40, 160)],
    )
    sheet.rest("neck.posterior", "left")


def _features() -> list[Line]:
    auricle = spline(_AURICLE, closed=True)
    return [
        [*auricle, auricle[0]],
        spline([(3, 5), (6, -7), (15, -12), (23, -6), (23, 6), (17, 17), (10, 27), (5, 29)]),
        spline([(-3, 12), (3, 13), (4.4, 19), (1, 23)]),
        spline([(-84.2, 3.6), (-81, -2.6), (-75, -5.6), (-67, -3.6), (-61, 1.6), (-70, 4.4), (-79, 5.6)]),
        spline([(-81.6, -2.0), (-79, 1.2), (-79.6, 5.4)]),
        spline([(-90, -20), (-82, -25.4), (-70, -26.4), (-60, -20.6)]),
        spline([(-91.6, 33.4), (-86, 33), (-82.8, 38.6), (-84.6, 45.4), (-90, 46.6)]),
        spline([(-84.8, 71.2), (-79, 71.4), (-72.6, 73.4)]),
        list(_MANDIBLE),
        spline([(24, 62), (14, 90), (0, 116), (-16, 138)]),
    ]
