"""One rule says where a site lies, on screen and on paper."""

from __future__ import annotations

import pytest

from calcitrack.domain.drawings import Drawings
from calcitrack.domain.drawn_sites import fit, home
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side

DRAWINGS = Drawings.load()
SITES = SiteList.load()
LEFT, RIGHT, MIDDLE = Side.LEFT, Side.RIGHT, Side.MIDLINE
PLACES = [(site.code, side) for site in SITES for side in site.sides]


@pytest.mark.parametrize(
    ("code", "side", "drawing", "shown"),
    [
        ("hand.index.distal.volar", LEFT, "hand-palm-left", "hand.index.distal.volar"),
        ("hand.index.distal.radial", RIGHT, "hand-palm-right", "hand.index.distal.volar"),
        ("hand.ring.pip.dorsal", RIGHT, "hand-back-right", "hand.ring.pip.dorsal"),
        ("hand.index", LEFT, "hand-palm-left", "hand.index.middle.volar"),
        ("hand", LEFT, "body-front", "hand"),
        ("hand.radial", LEFT, "body-front", "hand"),
        ("elbow", RIGHT, "body-back", "elbow.extensor"),
        ("forearm", LEFT, "body-back", "forearm.dorsal"),
        ("buttock", RIGHT, "body-back", "buttock.upper"),
        ("foot.heel.plantar", LEFT, "foot-sole-left", "foot.heel.plantar"),
        ("spine.lumbar", MIDDLE, "body-back", "spine.lumbar"),
        ("spine.cervical", MIDDLE, "body-back", "spine.thoracic"),
        ("chest.anterior", MIDDLE, "body-front", "chest.anterior"),
        ("head.face.nose", MIDDLE, "head-front", "head.face.nose"),
        ("head.scalp.vertex", MIDDLE, "head-side-left", "head.scalp.vertex"),
    ],
)
def test_a_site_stands_on_the_drawing_that_shows_it_best(code: str, side: Side, drawing: str, shown: str) -> None:
    best = home(code, side)
    assert best is not None
    assert best.name == drawing
    there = fit(best.name, code, side)
    assert there is not None
    assert best.regions[there.centre].code == shown


@pytest.mark.parametrize("code", ["head.maxillary_sinus", "perineum", "vulva", "breast"])
def test_a_site_that_no_drawing_can_show_is_put_nowhere(code: str) -> None:
    assert all(home(code, side) is None for side in SITES.sides(code))


@pytest.mark.parametrize("drawing", list(DRAWINGS), ids=lambda drawing: drawing.name)
def test_every_region_is_where_its_own_site_lies(drawing) -> None:
    for index, region in enumerate(drawing.regions):
        there = fit(drawing.name, region.code, region.side)
        assert there is not None
        assert there.is_exact
        assert index in there.regions


def test_no_site_lies_on_the_other_side() -> None:
    for code, side in PLACES:
        best = home(code, side)
        there = fit(best.name, code, side) if best else None
        for index in there.regions if best and there else ():
            assert best.regions[index].side in (side, MIDDLE) or side is MIDDLE
            assert best.regions[index].code.partition(".")[0] == code.partition(".")[0]


def test_a_site_of_the_midline_that_is_drawn_on_both_sides_is_marked_between_them() -> None:
    there = fit("body-front", "chest.anterior", MIDDLE)
    assert there is not None
    assert there.spot[0] == pytest.approx(DRAWINGS.get("body-front").size[0] / 2, abs=1.0)
