"""How the standing body is cut. Masks are for the half on the viewer's right; the other half is their mirror."""

from __future__ import annotations

from collections.abc import Sequence

from tools.figures.curves import Line, Point, ellipse, mirrored, mixed, spline
from tools.figures.cutting import CutError, Sheet

_Edge = tuple[Point, Point]
"""A line across a limb: its inner and its outer end."""

SHOULDER: _Edge = ((24.3, 71.5), (41, 66))
ABOVE_ELBOW: _Edge = ((30.0, 87.5), (46, 82))
BELOW_ELBOW: _Edge = ((34.0, 100.6), (50, 94.2))
ABOVE_WRIST: _Edge = ((40.5, 114.6), (58, 107.8))
BELOW_WRIST: _Edge = ((43.0, 121.6), (60, 114.6))
KNEE_BACK = 164.5


class Half:
    """Cuts one half after the other out of a sheet."""

    def __init__(self, sheet: Sheet, viewers_right: str) -> None:
        self._sheet = sheet
        self._sides = (viewers_right, "right" if viewers_right == "left" else "left")

    def both(self, code: str, mask: Sequence[Point]) -> None:
        """Cut a paired region."""
        right_half, left_half = self._sides
        if min(x for x, _ in mask) < 0:
            raise CutError(f"the mask of {code} reaches over the middle")
        cut = self._sheet.take(code, right_half, mask)
        self._sheet.take(code, left_half, mirrored(mask))
        self._sheet.cuts[-1] = cut.mirrored(left_half)  # the same to the last digit

    def middle(self, code: str, mask: Sequence[Point]) -> None:
        """Cut a region of the midline; the mask is given for one half, from its top to its bottom."""
        half = [point for point in mask if point[0] > 0]
        self._sheet.take(code, "midline", [*half, *mirrored(half)[::-1]])

    def limb(self, code: str, start: _Edge, end: _Edge) -> None:
        """Cut a piece of a limb between two lines across."""
        self.both(code, [*start, *reversed(end)])

    def lengthwise(self, codes: Sequence[str], start: _Edge, end: _Edge, shares: Sequence[float]) -> None:
        """Cut a piece of a limb lengthwise, from its inner side outwards, at shares of its width."""
        lines = [self.along(start, end, share) for share in shares]
        inner = [start[0], end[0]]
        for code, line in zip(codes, lines, strict=False):
            self.both(code, [*inner, *reversed(line)])
        self.limb(codes[-1], start, end)

    def along(self, start: _Edge, end: _Edge, share: float) -> Line:
        """A line down a limb at a share of its width."""
        line: Line = []
        pieces = 10
        for step in range(pieces + 1):
            edge = [mixed(p, q, step / pieces) for p, q in zip(start, end, strict=True)]
            inner, outer = self._crossing((edge[0], edge[1]))
            line.append(mixed(inner, outer, share))
        return line

    def _crossing(self, edge: _Edge) -> _Edge:
        """Where a line across a limb meets the outline."""
        (ax, ay), (bx, by) = edge
        found = []
        outline = self._sheet.outline
        for (x, y), (u, v) in zip(outline, [*outline[1:], outline[0]], strict=True):
            below, above = ((y - ay) * (bx - ax) - (x - ax) * (by - ay)), ((v - ay) * (bx - ax) - (u - ax) * (by - ay))
            if (below > 0) != (above > 0):
                part = below / (below - above)
                px = x + (u - x) * part
                if min(ax, bx) <= px <= max(ax, bx):
                    found.append((px, y + (v - y) * part))
        if len(found) < 2:
            raise CutError(f"{edge} does not cross a limb")
        found.sort()
        return found[0], found[-1]


def cut_front(sheet: Sheet) -> None:
    """The regions seen from the front."""
    half = Half(sheet, "left")
    _cut_head_front(half)
    half.both("hand", [*reversed(BELOW_WRIST), (36, 124), (36, 160), (75, 160), (75, 110)])
    half.limb("wrist.volar", ABOVE_WRIST, BELOW_WRIST)
    half.lengthwise(("forearm.ulnar", "forearm.volar", "forearm.radial"), BELOW_ELBOW, ABOVE_WRIST, (0.26, 0.74))
    half.lengthwise(("elbow.medial", "elbow.flexor", "elbow.lateral"), ABOVE_ELBOW, BELOW_ELBOW, (0.26, 0.74))
    half.lengthwise(
        ("upper_arm.medial", "upper_arm.anterior", "upper_arm.lateral"), SHOULDER, ABOVE_ELBOW, (0.26, 0.74)
    )
    half.both("shoulder.lateral", [*spline([(30, 45), (32.2, 52), (32.6, 60), (33.2, 70)]), (44, 66), (44, 40)])
    half.both(
        "axilla",
        spline(
            [(22.6, 61), (25.4, 61.4), (27.6, 64.5), (28.0, 69), (26, 73), (23.2, 72.6), (21.6, 68.5), (21.4, 64)],
            closed=True,
        ),
    )
    half.both(
        "shoulder.anterior", [(19.6, 40), *spline([(21.4, 46), (24.2, 54), (24.0, 64)]), (24, 74), (44, 70), (44, 40)]
    )
    half.middle("chest.sternal", [(0, 44.5), (3.6, 43.6), (3.0, 56), (3.2, 70), (1.4, 73.4)])
    half.both(
        "chest.clavicular",
        [(2, 36), (8, 38), (22, 38), (22, 47.2), *spline([(14, 47.4), (8, 47.8), (3.4, 49.4), (2.0, 49.9)])],
    )
    half.both("chest.lateral", [(18.8, 66), (24, 66), (30, 70), (30, 82), (18.8, 82)])
    half.both(
        "chest.anterior", [(1.0, 48), (26, 40), (30, 78), *spline([(22, 79.6), (14, 78.6), (6, 75.2), (1.0, 71.6)])]
    )
    half.both("flank", [(15.6, 78), (30, 78), (30, 104), (15.6, 104)])
    half.both("abdomen.upper", [(0, 60), (30, 60), (30, 96.2), *ellipse((0, 96.2), (3.4, 3.0), end=-90, count=12)])
    ligament = spline([(19.0, 103.6), (14.6, 109.4), (9.0, 116.2), (4.0, 119.8), (0, 120.6)])
    half.both(
        "groin", [*ligament, (0, 131.5), *spline([(4, 129.0), (9.5, 123.6), (15, 116.4), (20.4, 109.2), (22.2, 104)])]
    )
    crease = [(20.6, 106.2), (14.6, 113.2), (8.6, 120.0), (4.0, 124.4), (0, 125.4)]
    half.both("hip.anterior", [(30, 104), (30, 116.5), (12.0, 116.5), *crease[1::-1], (20.6, 104)])
    half.both("hip.trochanter", [(19.6, 110), (30, 110), (30, 131), (19.9, 131)])
    navel = ellipse((0, 96.2), (3.4, 3.0), start=90, end=0, count=12)
    half.both("abdomen.lower", [*navel, (30, 96.2), (30, 104), (20.6, 104), *crease])
    half.middle("abdomen.umbilicus", [(0, 92), (5, 92), (5, 101), (0, 101)])
    _cut_leg_front(half)


def _cut_head_front(half: Half) -> None:
    half.both("head.ear", [(10.85, 12.8), (14, 12.8), (14, 22.4), (10.3, 22.4)])
    half.middle("head.scalp", [(0, -2), (16, -2), (16, 9), (9.2, 9.4), (5.6, 7.4), (2.4, 6.7), (0.4, 6.6)])
    half.middle("head.face", [(0, 0), (16, 0), (14, 25), *spline([(9.6, 25.4), (7.4, 28.6), (4.0, 31.6), (0.4, 32.6)])])
    half.middle("neck.anterior", [(0, 20), (4.0, 20), (4.2, 37), (3.4, 43.4), (0, 44.4)])
    half.both("neck.lateral", [(2, 20), (14, 20), (14, 38.4), (8.6, 40.2), (3.2, 43.2), (2, 43.4)])


def _cut_leg_front(half: Half) -> None:
    knee, below, shin, ankle, foot = 166.0, 181.5, 188.0, 217.5, 229.0
    across = {y: ((0.0, y), (32.0, y)) for y in (132.0, knee, below, shin, ankle, foot)}
    half.both("foot", [*across[foot], (32, 244), (0, 244)])
    half.lengthwise(("ankle.medial", "ankle.anterior", "ankle.lateral"), across[ankle], across[foot], (0.28, 0.72))
    half.lengthwise(
        ("lower_leg.medial", "lower_leg.anterior", "lower_leg.lateral"), across[shin], across[ankle], (0.28, 0.72)
    )
    half.limb("knee.infrapatellar", across[below], across[shin])
    half.lengthwise(("knee.medial", "knee.anterior", "knee.lateral"), across[knee], across[below], (0.25, 0.75))
    top: _Edge = ((0.0, 134.0), (32.0, 134.0))
    medial, lateral = half.along(top, across[knee], 0.28), half.along(top, across[knee], 0.76)
    half.both("thigh.medial", [(0, 100), (5.4, 112), (6.6, 122), *medial, (0, 167)])
    half.both("thigh.lateral", [(32, 100), (20.6, 112), (20.2, 122), *lateral, (32, 167)])
    half.both("thigh.anterior", [(0, 100), (32, 100), *reversed(across[knee])])


def cut_back(sheet: Sheet) -> None:
    """The regions seen from the back."""
    half = Half(sheet, "right")
    half.both("head.ear", [(10.85, 12.8), (14, 12.8), (14, 22.4), (10.3, 22.4)])
    half.middle("head.scalp", [(0, -2), (16, -2), (14, 24), *spline([(9.9, 24.6), (5, 27.2), (0.4, 28)])])
    half.middle("neck.posterior", [(0, 20), (14, 20), (12.4, 38.4), *spline([(9.6, 39.8), (5, 41.8), (0.4, 42.4)])])
    _cut_arm_back(half)
    _cut_back(half)
    _cut_pelvis_back(half)
    knee, below, ankle, foot = KNEE_BACK, 182.5, 214.0, 231.0
    across = {y: ((0.0, y), (32.0, y)) for y in (knee, below, ankle, foot)}
    half.both("foot.heel.posterior", [(0, foot), (16.9, foot), (16.2, 234), (16.0, 244), (0, 244)])
    half.both("foot", [*across[foot], (32, 244), (0, 244)])
    half.limb("ankle.achilles", across[ankle], across[foot])
    half.limb("lower_leg.posterior", across[below], across[ankle])
    half.limb("knee.posterior", across[knee], across[below])


def _cut_arm_back(half: Half) -> None:
    half.both("hand", [*reversed(BELOW_WRIST), (36, 124), (36, 160), (75, 160), (75, 110)])
    half.limb("wrist.dorsal", ABOVE_WRIST, BELOW_WRIST)
    half.limb("forearm.dorsal", BELOW_ELBOW, ABOVE_WRIST)
    half.limb("elbow.extensor", ABOVE_ELBOW, BELOW_ELBOW)
    half.limb("upper_arm.posterior", SHOULDER, ABOVE_ELBOW)


def _cut_back(half: Half) -> None:
    half.both(
        "shoulder.superior", [(4, 36), (26, 36), (26.6, 48.2), *spline([(20, 47.6), (13, 46.2), (8, 43.6)]), (4, 42.6)]
    )
    half.both("shoulder.posterior", [(22.8, 40), *spline([(23.2, 52), (25.0, 62)]), (24.3, 74), (44, 70), (44, 40)])
    half.middle("spine.thoracic", [(0, 30), (1.9, 30), (1.9, 84), (0, 84)])
    half.middle("spine.lumbar", [(0, 80), (1.9, 80), (1.9, 103.5), (0, 103.5)])
    half.both("paraspinal.thoracic", [(0.5, 30), (6.2, 30), (6.2, 84), (0.5, 84)])
    half.both("paraspinal.lumbar", [(0.5, 80), (6.2, 80), (6.2, 103.5), (0.5, 103.5)])
    half.both(
        "back.scapular",
        spline(
            [
                (7.4, 51),
                (10.5, 48.2),
                (17, 49),
                (24.5, 51.6),
                (24.6, 60),
                (19.5, 68),
                (14.6, 74.0),
                (11.4, 71),
                (8.6, 61),
            ],
            closed=True,
        ),
    )
    half.both("back.upper", [(0, 30), (40, 30), (40, 84), (0, 84)])
    half.both("flank", [(15.6, 80), (30, 80), (30, 103.5), (15.6, 103.5)])
    half.both("back.lower", [(0, 80), (30, 80), (30, 103.5), (0, 103.5)])


def _cut_pelvis_back(half: Half) -> None:
    half.middle("sacrum", [(0, 100), (6.6, 100), *spline([(6.4, 104), (4.6, 111), (1.6, 116.5)]), (0, 117)])
    half.both("hip.iliac_crest", [(2, 100), (30, 100), (30, 111), *spline([(25, 110), (16, 108.4), (4, 110)])])
    half.both("hip.trochanter", [(20.6, 112.5), (30, 108), (30, 131), (20.6, 131)])
    fold = spline([(0, 133.4), (6, 135.4), (12, 135.6), (17, 134.2), (21, 131.0), (30, 129)])
    half.middle("natal_cleft", [(0, 110), (1.6, 110), (1.2, 131), (0, 131.5)])
    half.both("thigh.posterior", [*fold, (32, 136), (32, KNEE_BACK), (0, KNEE_BACK)])
    half.both(
        "ischium",
        [(5.0, 140), *spline([(5.0, 130), (5.6, 126.8), (8.8, 125.2), (12.0, 126.8), (12.6, 130)]), (12.6, 140)],
    )
    half.both("buttock.upper", [(0, 100), (30, 100), (30, 121), (0, 121)])
    half.both("buttock.lower", [(0, 116), (30, 116), (30, 140), (0, 140)])
