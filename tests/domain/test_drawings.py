"""The drawings: every region names a site, hits itself, leaves no gap and covers no other."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from calcitrack.domain.drawings import Drawing, Drawings, Polygon
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side
from calcitrack.paths import resource
from tools.draw_figures import files

DRAWINGS = Drawings.load()
SITES = SiteList.load()
HAIRLINE = 0.004
"""Share of the points of a grid that may fall on two regions or between them."""

every_drawing = pytest.mark.parametrize("drawing", list(DRAWINGS), ids=lambda drawing: drawing.name)


def area(polygon: Polygon) -> float:
    following = [*polygon[1:], polygon[0]]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True))) / 2


def covered(polygon: Polygon, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """Which points of a grid are inside."""
    inside = np.zeros(xs.shape, bool)
    before_x, before_y = polygon[-1]
    for x, y in polygon:
        if y != before_y:
            crosses = (y > ys) != (before_y > ys)
            inside ^= crosses & (xs < x + (ys - y) * (before_x - x) / (before_y - y))
        before_x, before_y = x, y
    return inside


@every_drawing
def test_every_region_is_a_site_with_a_side_that_it_has(drawing: Drawing):
    for region in drawing.regions:
        assert region.side in SITES.sides(region.code), region.code


@every_drawing
def test_every_region_of_a_drawing_has_a_name_of_its_own(drawing: Drawing):
    names = [SITES.name(region.code, region.side) for region in drawing.regions]
    assert len(names) == len(set(names))


@every_drawing
def test_the_keyboard_reaches_every_region_once(drawing: Drawing):
    assert [region.order for region in drawing.regions] == list(range(1, len(drawing.regions) + 1))


@every_drawing
def test_the_centre_of_every_region_hits_that_region(drawing: Drawing):
    for region in drawing.regions:
        assert drawing.hit(region.centre) is region, region.code


@every_drawing
def test_regions_fill_the_skin_and_cover_no_other(drawing: Drawing):
    width, height = drawing.size
    ys, xs = np.mgrid[0.317 : height : height / 220, 0.413 : width : height / 220]
    on_skin = sum(covered(line, xs, ys).astype(int) for line in drawing.outline)
    on_regions = sum(covered(region.polygon, xs, ys).astype(int) for region in drawing.regions)
    wrong = np.count_nonzero(on_skin != on_regions)
    assert on_skin.max() == 1
    assert wrong <= HAIRLINE * np.count_nonzero(on_skin)


@every_drawing
def test_the_areas_of_regions_add_up_to_the_skin(drawing: Drawing):
    skin = sum(map(area, drawing.outline))
    assert math.isclose(sum(area(region.polygon) for region in drawing.regions), skin, rel_tol=0.001)


@every_drawing
def test_nothing_leaves_the_box_of_its_drawing(drawing: Drawing):
    width, height = drawing.size
    for line in (*drawing.outline, *drawing.details):
        assert all(0 <= x <= width and 0 <= y <= height for x, y in line)


@every_drawing
def test_left_and_right_mirror_each_other(drawing: Drawing):
    width = drawing.size[0]
    other = {None: drawing.name, Side.LEFT: "right", Side.RIGHT: "left"}[drawing.side]
    twin = drawing if drawing.side is None else DRAWINGS.get(f"{drawing.name.rpartition('-')[0]}-{other}")
    swapped = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, Side.MIDLINE: Side.MIDLINE}
    for region in drawing.regions:
        found = twin.region(region.code, swapped[region.side])
        assert found is not None, region.code
        assert math.isclose(area(found.polygon), area(region.polygon), rel_tol=0.01, abs_tol=0.05), region.code
        assert math.dist(found.centre, (width - region.centre[0], region.centre[1])) < 0.02 * width, region.code


def test_the_patients_left_is_on_the_viewers_right_from_the_front_and_on_the_left_from_the_back():
    front, back = DRAWINGS.get("body-front"), DRAWINGS.get("body-back")
    for code in ("hand", "wrist.volar", "foot"):
        found = front.region(code, Side.LEFT)
        assert found is not None
        assert found.centre[0] > front.size[0] / 2
    found = back.region("hand", Side.LEFT)
    assert found is not None
    assert found.centre[0] < back.size[0] / 2


@pytest.mark.parametrize(
    ("name", "thumb_is_left"),
    [("hand-palm-left", True), ("hand-palm-right", False), ("hand-back-left", False), ("hand-back-right", True)],
)
def test_the_thumb_is_where_it_is_on_a_hand_held_up(name: str, thumb_is_left: bool):
    drawing = DRAWINGS.get(name)
    surface = "volar" if "palm" in name else "dorsal"
    assert drawing.side is not None
    thumb = drawing.region(f"hand.thumb.proximal.{surface}", drawing.side)
    little = drawing.region(f"hand.little.proximal.{surface}", drawing.side)
    assert thumb is not None
    assert little is not None
    assert (thumb.centre[0] < little.centre[0]) is thumb_is_left


def test_beside_the_body_nothing_is_hit():
    assert DRAWINGS.get("body-front").hit((1, 1)) is None


def test_tells_which_drawings_show_a_site():
    names = [drawing.name for drawing in DRAWINGS.of("hand.index.distal.tip", Side.RIGHT)]
    assert names == ["hand-palm-right", "hand-back-right"]
    assert [drawing.name for drawing in DRAWINGS.of("hand")] == ["body-front", "body-back"]
    assert DRAWINGS.of("head.maxillary_sinus") == ()


def test_the_drawings_are_read_once():
    assert Drawings.load() is DRAWINGS
    assert len(DRAWINGS) == len(list(DRAWINGS))


def test_the_files_are_what_the_script_draws():
    # Another machine may round the last digit of a cut differently, and a mark may then stand a little elsewhere.
    for name, text in files():
        drawn, kept = json.loads(text), json.loads(resource("figures", name).read_text(encoding="utf-8"))
        assert [(r["code"], r["side"]) for r in drawn["regions"]] == [(r["code"], r["side"]) for r in kept["regions"]]
        assert np.allclose(drawn["outline"][0], kept["outline"][0], atol=0.02), name
        for new, old in zip(drawn["regions"], kept["regions"], strict=True):
            assert math.isclose(area(new["polygon"]), area(old["polygon"]), rel_tol=0.01, abs_tol=0.1), new["code"]
