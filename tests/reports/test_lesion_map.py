"""The map of the visit summary: every lesion once, on the drawing that shows it best."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.drawings import Drawings
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Side
from calcitrack.reports.map_places import fanned, place_of
from calcitrack.reports.summary import print_visit
from calcitrack.reports.trend.thinning import thinned
from tests.reports.prints import a_request, pages, read, sample, text

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


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_map_table_and_trend_of_seven_lesions_stand_on_the_first_page(paper: str) -> None:
    record = sample(PATIENT)
    assert len(record.lesions) == 7
    first = pages(a_request(record, paper=paper))[0]
    places = [first.index(words) for words in ("In short.", "left hand, palm", "1685.8 mm²", "Lesion size and therapy")]
    assert places == sorted(places)


def test_a_map_that_is_too_wide_stands_under_the_text() -> None:
    record = sample(PATIENT)
    codes = ("hand.thumb.distal.volar", "hand.ring.pip.dorsal", "foot.heel.plantar", "head.face.nose", "groin", "elbow")
    spread = tuple(
        replace(lesion, settings=(replace(lesion.setting, site=code, side=side, extent_sites=()),))
        for lesion, code, side in zip(record.lesions, codes, itertools.cycle([Side.LEFT, Side.RIGHT]), strict=False)
    )
    printed = text(a_request(replace(record, lesions=(*spread, *record.lesions[6:]))))
    for words in ("front", "back", "left hand, palm", "right hand, back", "left foot, sole", "face"):
        assert words in printed


def test_the_foot_of_an_imported_visit_takes_one_line() -> None:
    record = sample(PATIENT)
    name = "Dr Dana Demarest"
    visits = tuple(replace(visit, signed_by=name, imported_by=name) for visit in record.visits)
    request = a_request(replace(record, visits=visits), printed_by=name)
    lines = read(print_visit(request).content).pages[0].extract_text().splitlines()
    assert [line for line in lines if "printed" in line and line.rstrip().endswith(f"by {name}")]
