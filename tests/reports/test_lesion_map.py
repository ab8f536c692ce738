"""The map of the visit summary: every lesion once, on the drawing that shows it best."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.drawings import Drawings
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Side
from calcitrack.reports.map_places import fanned, place_of
from calcitrack.reports.thinning import thinned
from tests.reports.prints import a_request, sample, text

DRAWINGS = Drawings.load()
PATIENT = "004-1183"


def moved(record: PatientRecord, site: str, side: Side) -> PatientRecord:
    """The record with its first lesion elsewhere."""
    first, *others = record.lesions
    there: Lesion = replace(first, settings=(replace(first.setting, site=site, side=side),))
    return replace(record, lesions=(there, *others))


def test_a_point_that_was_given_counts_more_than_the_middle_of_the_region() -> None:
    lesion = replace(sample(PATIENT).lesions[0], point=("hand-palm-left", 0.25, 0.5))
    place = place_of(DRAWINGS, lesion)
    width, height = DRAWINGS.get("hand-palm-left").size
    assert place is not None
    assert place.drawing == "hand-palm-left"
    assert place.spot == (0.25 * width, 0.5 * height)


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), max_size=12))
def test_marks_that_would_cover_each_other_are_moved_apart(spots: list[tuple[float, float]]) -> None:
    places = fanned(spots, 10.0)
    assert len(places) == len(spots)
    for number, one in enumerate(places):
        assert all(math.dist(one, other) > 8.0 for other in places[:number])


def test_marks_that_are_far_apart_stay_where_they_are() -> None:
    spots = [(0.0, 0.0), (50.0, 0.0), (0.0, 50.0)]
    assert all(math.dist(*pair) < 0.1 for pair in zip(spots, fanned(spots, 10.0), strict=True))


def test_the_summary_names_the_drawings_that_have_a_lesion() -> None:
    printed = text(a_request(sample(PATIENT)))
    for words in ("front", "back", "left hand, palm"):
        assert words in printed
    assert "right hand" not in printed
    assert "Not on the drawings" not in printed


def test_a_lesion_that_no_drawing_shows_is_named_instead() -> None:
    printed = text(a_request(moved(sample(PATIENT), "head.maxillary_sinus", Side.LEFT)))
    assert "Not on the drawings: 1 L maxillary sinus." in printed


def test_the_map_grows_with_the_parts_that_have_lesions() -> None:
    printed = text(a_request(moved(sample(PATIENT), "foot.great.distal.plantar", Side.RIGHT)))
    assert "right foot, sole" in printed
    assert "left hand, palm" in printed


def test_a_curve_loses_only_points_that_lie_on_it() -> None:
    circle = [(10 * math.cos(turn / 20), 10 * math.sin(turn / 20)) for turn in range(120)]
    for curve in ([(float(x), 0.0) for x in range(60)], circle, [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)]):
        thin = thinned(tuple(curve), 0.05)
        assert thin[0] == curve[0]
        assert thin[-1] == curve[-1]
        assert len(thin) <= len(curve)
        for x, y in curve:
            nearest = min(_distance((x, y), one, other) for one, other in itertools.pairwise(thin))
            assert nearest <= 0.051


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / (math.dist(start, end) ** 2)
    along = min(1.0, max(0.0, along))
    return math.dist(point, (ax + along * (bx - ax), ay + along * (by - ay)))
