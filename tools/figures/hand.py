"""The hand: a left hand seen from the palm, in millimetres. Seen from the back it is the same outline in a mirror."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from tools.figures.curves import Line, mirrored, spline
from tools.figures.cutting import Sheet
from tools.figures.digits import Digit
from tools.figures.figure import Figure
from tools.figures.nails import nail
from tools.figures.roots import cut_joints, web, web_mask

_FINGER = ((0.0, 1.04), (0.15, 0.98), (0.29, 1.0), (0.37, 1.0), (0.5, 0.92), (0.645, 0.91), (0.76, 0.89))
_FINGER_JOINTS = (("pip", 0.335), ("dip", 0.645))
_THUMB = ((0.0, 1.14), (0.2, 0.97), (0.42, 0.99), (0.53, 0.99), (0.66, 0.98))

INDEX = Digit("index", (-29.5, -41.5), -9.0, 6.0, 73.0, 9.2, _FINGER, 0.83, _FINGER_JOINTS)
MIDDLE = Digit("middle", (-7.8, -46.5), -2.0, 2.0, 82.0, 9.5, _FINGER, 0.83, _FINGER_JOINTS)
RING = Digit("ring", (13.2, -43.0), 6.0, -4.0, 76.0, 9.0, _FINGER, 0.83, _FINGER_JOINTS)
LITTLE = Digit("little", (32.0, -31.5), 16.0, -8.0, 59.0, 7.9, _FINGER, 0.83, _FINGER_JOINTS)
THUMB = Digit("thumb", (-52.0, 15.0), -40.0, 14.0, 61.0, 11.6, _THUMB, 0.9, (("ip", 0.5),))
FINGERS = (INDEX, MIDDLE, RING, LITTLE)


@dataclass(frozen=True)
class Pose:
    """How a hand is held.

    Attributes:
        to_thumb: Control points from the wrist along the ball of the thumb.
        thumb: The thumb.
        to_index: From the thumb along the first web space to the index finger.
        fingers: Index to little finger.
        to_wrist: From the little finger along the ulnar border.
    """

    to_thumb: Line
    thumb: Digit
    to_index: Line
    fingers: tuple[Digit, Digit, Digit, Digit]
    to_wrist: Line

    def points(self) -> Line:
        """The control points from wrist to wrist."""
        points = [*self.to_thumb, *self.thumb.outline()[:-1], *self.to_index]
        for number, finger in enumerate(self.fingers):
            points += finger.outline()
            if number < 3:
                points.append(web(finger, self.fingers[number + 1], 1.6))
        return points + self.to_wrist


OPEN = Pose(
    [(-31, 63), (-36, 53), (-44, 42), (-53.5, 33.5)],
    THUMB,
    [(-46.0, 0.5), (-42.2, -5.5), (-40.2, -14), (-39.6, -27)],
    FINGERS,
    [(42.2, -18), (43.4, -5), (43.4, 12), (41.4, 30), (37.6, 46), (32.8, 60)],
)
RELAXED = Pose(
    [(-31, 63), (-35, 54), (-41, 43), (-47.5, 33)],
    replace(THUMB, base=(-46.5, 14.0), angle=-27.0, bend=16.0, length=59.0, width=10.8),
    [(-38.5, -1), (-37.6, -8), (-37.8, -16), (-38.2, -27)],
    (
        replace(INDEX, angle=-3.0, bend=4.0, width=8.6),
        replace(MIDDLE, angle=-0.5, bend=1.5, width=8.9),
        replace(RING, angle=3.0, bend=-3.0, width=8.5),
        replace(LITTLE, angle=8.0, bend=-6.0, width=7.6),
    ),
    [(41.4, -18), (42.4, -5), (42.2, 12), (40.2, 30), (36.8, 46), (32.4, 60)],
)

_END = 96.0
_KNUCKLE = 19.0
"""From the palmar crease of a finger back to the middle of its knuckle."""


def palm() -> Figure:
    """The palm of a left hand."""
    sheet = Sheet(outline())
    for finger in FINGERS:
        _cut_finger(sheet, finger, "volar")
    _cut_thumb(sheet, "volar")
    _cut_webs(sheet)
    cut_joints(sheet, "hand", FINGERS, "mcp.volar", spline(_PALM_ROOTS))
    sheet.take("wrist.volar", "left", _WRIST_MASK)
    sheet.take(
        "hand.thenar",
        "left",
        [*spline([(-41.5, -16), (-31, -13), (-18, 1), (-8, 24), (-5, 45), (-4, 66)]), (-80, 70), (-80, -16)],
    )
    sheet.take("hand.hypothenar", "left", [*spline([(60, 6), (42, 7), (26, 12), (14, 26), (7, 45), (5, 66)]), (60, 70)])
    sheet.rest("hand.palm", "left")
    return _figure("hand-palm", "palm", sheet, _palm_lines())


def back() -> Figure:
    """The back of a left hand: the same outline in a mirror."""
    sheet = Sheet(outline())
    for finger in FINGERS:
        _cut_nail(sheet, finger)
        _cut_finger(sheet, finger, "dorsal")
    _cut_nail(sheet, THUMB)
    _cut_thumb(sheet, "dorsal")
    _cut_webs(sheet)
    cut_joints(sheet, "hand", FINGERS, "mcp.dorsal", spline(_BACK_ROOTS))
    sheet.take("wrist.dorsal", "left", _WRIST_MASK)
    sheet.rest("hand.dorsum", "left")
    sheet.cuts[:] = [cut.mirrored("left") for cut in sheet.cuts]
    sheet.outline = mirrored(sheet.outline)
    return _figure("hand-back", "back", sheet, [mirrored(line) for line in _back_lines()])


def outline() -> Line:
    """The open hand and the beginning of the forearm, closed by a line across."""
    return spline([(-27.5, _END), (-27.8, 84), (-29, 73), *OPEN.points(), (29.8, 71), (28.4, 84), (28.2, _END)])


_PALM_ROOTS: Line = [(-90, -18), (-41, -20), (-18, -25), (4, -24), (24, -15), (43, -4), (90, 6)]
_BACK_ROOTS: Line = [(-90, -4), (-41, -7), (-18, -16), (1, -18), (19, -13), (33, -4), (44, 7), (90, 20)]
_WRIST_MASK: Line = [(-70, 120), *spline([(-70, 60), (-31, 62), (0, 65), (31, 62), (70, 60)]), (70, 120)]


def _cut_finger(sheet: Sheet, finger: Digit, surface: str) -> None:
    code = f"hand.{finger.name}"
    (_, pip), (_, dip) = finger.joints
    if surface == "volar":
        sheet.take(f"{code}.distal.tip", "left", finger.band(0.9, 1.2, bow=2.0))
    sheet.take(f"{code}.distal.{surface}", "left", finger.band(dip + 0.055, 1.2))
    sheet.take(f"{code}.dip.{surface}", "left", finger.band(dip - 0.055, dip + 0.055))
    sheet.take(f"{code}.middle.{surface}", "left", finger.band(pip + 0.065, dip - 0.055))
    sheet.take(f"{code}.pip.{surface}", "left", finger.band(pip - 0.065, pip + 0.065))
    root = 0.0 if surface == "volar" else -0.06
    sheet.take(f"{code}.proximal.{surface}", "left", finger.band(root, pip - 0.065, margin=0.7))


def _cut_thumb(sheet: Sheet, surface: str) -> None:
    if surface == "volar":
        sheet.take("hand.thumb.distal.tip", "left", THUMB.band(0.87, 1.2, bow=2.0))
    sheet.take(f"hand.thumb.distal.{surface}", "left", THUMB.band(0.58, 1.2))
    sheet.take(f"hand.thumb.ip.{surface}", "left", THUMB.band(0.42, 0.58))
    sheet.take(f"hand.thumb.proximal.{surface}", "left", THUMB.band(0.1, 0.42, margin=3))
    places = ((0.1, 13.0), (0.04, 14.8), (-0.06, 15.0), (-0.15, 12.6), (-0.2, 6.0), (-0.2, -4.0), (-0.17, -14.0))
    inside = spline([THUMB.at(along, across) for along, across in places])
    sheet.take(
        f"hand.thumb.mcp.{surface}", "left", [THUMB.at(0.1, -24), THUMB.at(0.1, 8), *inside, THUMB.at(-0.15, -24)]
    )


def _cut_nail(sheet: Sheet, digit: Digit) -> None:
    """The nail with its fold, and beyond it the tip."""
    start, _width = 1 - 1.9 * digit.width / digit.length, 0.8
    code = f"hand.{digit.name}.distal"
    sheet.take(f"{code}.tip", "left", digit.band(0.965, 1.2, bow=1.0))
    sheet.take(f"{code}.nail_fold", "left", digit.band(start, 1.2))


def _cut_webs(sheet: Sheet) -> None:
    for name, (left, right) in zip(("second", "third", "fourth"), itertools.pairwise(FINGERS), strict=True):
        sheet.take(f"hand.web.{name}", "left", web_mask(web(left, right, 1.6), 5.2, 9.6))
    fold = spline([(-39.4, -27), (-33.0, -19), (-31.6, -9), (-35, 2), (-43, 13)])
    sheet.take("hand.web.first", "left", [(-62, -30), *fold, (-62, 13)])


def _palm_lines() -> list[Line]:
    lines = [finger.crease(along, reach=0.8, bow=-0.7) for finger in FINGERS for along in (0.01, 0.32, 0.35, 0.645)]
    lines += [THUMB.crease(along, reach=0.8, bow=-0.6) for along in (0.05, 0.5)]
    lines += [
        spline([(-39.4, -11), (-28, -9), (-15.5, 5), (-8.6, 26), (-9, 50)]),
        spline([(-39.4, -11.6), (-26, -11), (-4, -3), (14, 6), (27, 15)]),
        spline([(42.4, -6), (30, -10.4), (12, -14), (-4, -20), (-15, -29)]),
        spline([(-27, 64.4), (-10, 67), (10, 67.2), (27, 64.6)]),
    ]
    return lines


def _back_lines() -> list[Line]:
    lines = [line for digit in (*FINGERS, THUMB) for line in nail(digit)]
    for finger in FINGERS:
        lines += [
            finger.crease(0.335 + step, reach=0.5, bow=bow) for step, bow in ((-0.03, -1.6), (0, 0.0), (0.03, 1.6))
        ]
        lines += [finger.crease(0.645 + step, reach=0.45, bow=bow) for step, bow in ((-0.014, -0.7), (0.014, 0.7))]
    lines += [THUMB.crease(0.5 + step, reach=0.5, bow=bow) for step, bow in ((-0.035, -1.4), (0, 0.0), (0.035, 1.4))]
    lines += [_knuckle(finger) for finger in FINGERS]
    lines += [
        spline([(-26, -10), (-20, 8), (-12, 28), (-6, 44)]),
        spline([(-6, -14), (-4, 6), (-1, 26), (0, 44)]),
        spline([(13, -11), (12, 8), (8, 28), (5, 44)]),
        spline([(28, -1), (24, 14), (17, 30), (11, 44)]),
    ]
    return lines


def _knuckle(finger: Digit) -> Line:
    """The arch over the head of a metacarpal."""
    along = -_KNUCKLE / finger.length
    return [finger.at(along + 0.06 * (1 - (step / 6) ** 2), step * finger.width * 0.62 / 6) for step in range(-6, 7)]


def _figure(name: str, view: str, sheet: Sheet, details: list[Line]) -> Figure:
    xs, ys = [x for x, _ in sheet.outline], [y for _, y in sheet.outline]
    corner = (min(xs) - 5, min(ys) - 5)
    size = (round(max(xs) + 5 - corner[0], 1), round(max(ys) + 5 - corner[1], 1))
    return Figure(name, view, "left", corner, size, [sheet.outline], details, sheet.cuts)
