"""The foot: the sole of a left foot with its toes up, and its back with its toes down, in millimetres.

So a patient's feet are seen who lies or stands before the examiner. On both, the great toe is on the viewer's left.
"""

from __future__ import annotations

from itertools import pairwise

from tools.figures.curves import Line, spline
from tools.figures.cutting import Cut, Sheet
from tools.figures.digits import Digit
from tools.figures.figure import Figure
from tools.figures.nails import nail
from tools.figures.roots import cut_joints, web, web_mask

_TOE = ((0.0, 0.98), (0.22, 0.9), (0.48, 0.93), (0.66, 1.0))
_GREAT = ((0.0, 1.02), (0.2, 0.95), (0.45, 0.97), (0.62, 1.02))
GREAT = Digit("great", (-30.4, -71.0), -2.0, 6.0, 53.0, 13.2, _GREAT, 1.0, (("ip", 0.42),))
TOES = (
    Digit("second", (-7.2, -79.0), 2.5, 0.0, 38.0, 7.9, _TOE, 1.0, (("pip", 0.36),)),
    Digit("third", (9.6, -74.0), 4.0, -2.0, 33.0, 7.4, _TOE, 1.0, (("pip", 0.36),)),
    Digit("fourth", (25.4, -65.0), 7.0, -6.0, 29.0, 7.1, _TOE, 1.0, (("pip", 0.36),)),
    Digit("little", (40.2, -52.5), 11.0, -16.0, 25.5, 7.2, _TOE, 1.0, (("pip", 0.36),)),
)
_DIGITS = (GREAT, *TOES)
_WEBS = ("first", "second", "third", "fourth")
_END = 112.0


def sole() -> Figure:
    """The sole, toes up."""
    sheet = Sheet(spline([*_toes(), *_SOLE], closed=True))
    _cut_toes(sheet, "plantar")
    sheet.take(
        "foot.heel.plantar",
        "left",
        [(-80, 160), *spline([(-80, 66), (-26, 66), (4, 60), (36, 64), (80, 66)]), (80, 160)],
    )
    ball = spline([(-80, -30), (-46, -28), (-18, -22), (12, -14), (40, -4), (80, 6)])
    sheet.take(
        "foot.great.mtp.plantar",
        "left",
        [
            (-80, -100),
            (-17, -100),
            (-17, -70),
            *spline([(-17.5, -66), (-14, -50), (-15, -32), (-18, -22)]),
            (-46, -27.8),
            (-80, -30),
        ],
    )
    sheet.take("foot.sole.ball", "left", [*ball, (80, -100), (-40, -100)])
    sheet.take(
        "foot.lateral", "left", [*spline([(29, -12), (27, 10), (25, 40), (22, 66)]), (22, 70), (80, 70), (80, -12)]
    )
    sheet.rest("foot.sole.arch", "left")
    return _figure("foot-sole", "sole", sheet.outline, [_crease(digit, 0.05) for digit in _DIGITS], sheet.cuts)


def top() -> Figure:
    """The back of the foot, toes down, with the ankle."""
    sheet = Sheet(spline([*_ANKLE_MEDIAL, *_toes(), *_ANKLE_LATERAL]))
    _cut_toes(sheet, "dorsal")
    _cut_webs(sheet)
    roots = spline([(-90, -44), (-46, -44), (-19, -47), (0, -48), (17, -44), (34, -34), (50, -22), (90, 0)])
    cut_joints(sheet, "foot", _DIGITS, "mtp.dorsal", roots)
    _cut_ankle(sheet)
    sheet.take(
        "foot.medial",
        "left",
        [(-80, -60), (-41, -44), *spline([(-33, -28), (-25, 0), (-21, 22), (-19, 46)]), (-80, 46)],
    )
    sheet.take(
        "foot.lateral", "left", [(80, -40), (44, -29), *spline([(40, -14), (34, 8), (28, 28), (24, 46)]), (80, 46)]
    )
    sheet.rest("foot.dorsum", "left")
    details = [*(line for digit in _DIGITS for line in nail(digit)), *_TENDONS]
    cuts = [Cut(cut.code, cut.side, _upside_down(cut.polygon)) for cut in sheet.cuts]
    return _figure("foot-top", "top", _upside_down(sheet.outline), [_upside_down(line) for line in details], cuts)


_SOLE: Line = [
    (49.6, -40),
    (51, -24),
    (49.5, -2),
    (46, 24),
    (42.5, 50),
    (39.8, 74),
    (38, 94),
    (31, 112),
    (18, 122.5),
    (2, 124.5),
    (-13, 120),
    (-23, 107.5),
    (-26.6, 91),
    (-25.5, 74),
    (-21.5, 54),
    (-18.8, 34),
    (-21.5, 12),
    (-29.5, -10),
    (-38.5, -29),
    (-44.6, -46),
    (-46, -58),
]
_ANKLE_MEDIAL: Line = [
    (-27, _END),
    (-26.4, 102),
    (-27.2, 91),
    (-29.6, 81),
    (-31.8, 71),
    (-31.6, 61),
    (-28.8, 51),
    (-27, 40),
    (-28, 22),
    (-32, 2),
    (-38, -20),
    (-43.6, -38),
    (-46.0, -54),
]
_ANKLE_LATERAL: Line = [
    (49.2, -42),
    (51, -28),
    (49, -6),
    (44.6, 16),
    (38.6, 34),
    (34.6, 46),
    (34.0, 55),
    (35.0, 64),
    (34.0, 74),
    (30.6, 84),
    (28.2, 94),
    (27.4, 103),
    (28, _END),
]
_TENDONS: list[Line] = [
    spline([(-28.0, -38), (-22, -14), (-14, 12), (-9, 30)]),
    spline([(-6.5, -40), (-4.4, -18), (-2, 6), (-1, 26)]),
    spline([(9, -37), (9, -16), (7.6, 6), (5.6, 26)]),
    spline([(24, -30), (20.4, -10), (15.6, 10), (11.5, 28)]),
]


def _toes() -> Line:
    points: Line = []
    for digit, following in pairwise(_DIGITS):
        points += [*digit.outline(), web(digit, following, 1.2)]
    return points + TOES[-1].outline()


def _cut_toes(sheet: Sheet, surface: str) -> None:
    for digit in _DIGITS:
        code = f"foot.{digit.name}"
        ((joint, middle),) = digit.joints
        end = "tip" if surface == "plantar" else "nail_fold"
        start = 0.86 if surface == "plantar" else 1 - 1.62 * digit.width / digit.length
        sheet.take(
            f"{code}.distal.{end}", "left", digit.band(start, 1.3, margin=0.6, bow=1.0 if surface == "plantar" else 0.0)
        )
        sheet.take(f"{code}.distal.{surface}", "left", digit.band(middle + 0.1, 1.3, margin=0.6))
        sheet.take(f"{code}.{joint}.{surface}", "left", digit.band(middle - 0.12, middle + 0.1, margin=0.6))
        sheet.take(
            f"{code}.proximal.{surface}",
            "left",
            digit.band(0.0 if surface == "plantar" else -0.06, middle - 0.12, margin=0.4),
        )


def _cut_webs(sheet: Sheet) -> None:
    for name, (left, right) in zip(_WEBS, pairwise(_DIGITS), strict=True):
        sheet.take(f"foot.web.{name}", "left", web_mask(web(left, right, 1.2), 4.0, 9.0))


def _cut_ankle(sheet: Sheet) -> None:
    edge = spline([(-80, 46), (-29, 46), (2, 42), (36, 42), (80, 42)])
    sheet.take(
        "ankle.medial",
        "left",
        [(-80, 140), (-80, 46), (-29, 46), *spline([(-17, 44.2), (-16.4, 70), (-14, 100), (-13, 140)])],
    )
    sheet.take(
        "ankle.lateral",
        "left",
        [(80, 140), (80, 42), (36, 42), *spline([(21, 41.6), (20, 70), (16, 100), (14.6, 140)])],
    )
    sheet.take("ankle.anterior", "left", [*edge, (80, 140), (-80, 140)])


def _crease(digit: Digit, along: float) -> Line:
    return digit.crease(along, reach=0.8, bow=-0.6)


def _upside_down(line: Line) -> Line:
    return [(x, -y) for x, y in line]


def _figure(name: str, view: str, outline: Line, details: list[Line], cuts: list[Cut]) -> Figure:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    corner = (min(xs) - 5, min(ys) - 5)
    size = (round(max(xs) + 5 - corner[0], 1), round(max(ys) + 5 - corner[1], 1))
    return Figure(name, view, "left", corner, size, [outline], details, cuts)
