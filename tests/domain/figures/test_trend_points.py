"""Points of a lesion's line, and where it breaks."""

from __future__ import annotations

from math import pi

import pytest

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import TrendPoint
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import Method, State
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment
from tests.domain.figures.stories import day, visit

SIZE = (200, 100)


def line(*visits: Visit, lesion: int = 1) -> tuple[TrendPoint, ...]:
    return record_figures(a_record(*visits), RuleSettings()).trends[lesion]


def test_a_measured_lesion_has_area_longest_volume_pain_and_method() -> None:
    reading = a_reading(80, 120, thickness=50)
    (point,) = line(a_visit(day(0), an_assessment(readings=(reading,), pain=3.0)))
    assert point.area_mm2 == pytest.approx(24 * pi)  # pi/4 x 8 x 12
    assert point.longest_mm == 12.0
    assert point.volume_mm3 == pytest.approx(80 * pi)  # pi/6 x 8 x 12 x 5
    assert (point.pain, point.method, point.state) == (3.0, Method.RULER, State.MEASURED)


def test_there_is_no_volume_without_a_thickness() -> None:
    assert line(visit(0, SIZE))[0].volume_mm3 is None


def test_a_length_alone_is_the_longest_diameter_and_no_area() -> None:
    reading = a_reading(80, None, thickness=50)
    (point,) = line(a_visit(day(0), an_assessment(readings=(reading,))))
    assert (point.longest_mm, point.area_mm2, point.volume_mm3) == (8.0, None, None)


@pytest.mark.parametrize("state", [State.UNCHANGED, State.LARGER, State.NOT_MEASURABLE, State.NOT_EXAMINED])
def test_a_state_without_an_area_breaks_the_line(state: State) -> None:
    points = line(visit(0, SIZE), visit(30, state), visit(60, SIZE))
    assert [point.area_mm2 is None for point in points] == [False, True, False]
    assert points[1].state is state


def test_a_visit_between_that_says_nothing_of_an_open_lesion_breaks_the_line() -> None:
    points = line(visit(0, SIZE), visit(30, {2: SIZE}), visit(60, SIZE))
    assert [(point.on, point.state) for point in points] == [
        (day(0), State.MEASURED),
        (day(30), State.NOT_EXAMINED),
        (day(60), State.MEASURED),
    ]
    assert points[1].area_mm2 is None


def test_a_visit_that_says_nothing_of_a_closed_lesion_adds_no_point() -> None:
    points = line(visit(0, SIZE), visit(30, State.RESOLVED), visit(60, {2: SIZE}), visit(90, SIZE))
    assert [point.on for point in points] == [day(0), day(30), day(90)]


def test_a_closed_lesion_that_was_not_looked_for_stays_closed_for_the_gaps() -> None:
    points = line(
        visit(0, SIZE), visit(10, State.RESOLVED), visit(20, State.NOT_EXAMINED), visit(30, {2: SIZE}), visit(40, SIZE)
    )
    assert [point.on for point in points] == [day(0), day(10), day(20), day(40)]


def test_visits_before_the_first_and_after_the_last_record_add_no_point() -> None:
    points = line(visit(0, {2: SIZE}), visit(30, SIZE), visit(60, {2: SIZE}))
    assert [point.on for point in points] == [day(30)]


@pytest.mark.parametrize("state", [State.RESOLVED, State.EXCISED])
def test_a_lesion_found_closed_is_at_zero(state: State) -> None:
    point = line(visit(0, SIZE), visit(30, state))[1]
    assert (point.area_mm2, point.longest_mm, point.volume_mm3, point.method) == (0.0, 0.0, 0.0, None)


def test_points_lie_at_the_dates_of_their_readings_in_order_of_time() -> None:
    film = a_visit(day(30), an_assessment(readings=(a_reading(measured_on=day(-5)),)))
    points = line(visit(0, SIZE), film)
    assert [(point.on, point.visit_id) for point in points] == [
        (day(-5), day(30).toordinal()),
        (day(0), day(0).toordinal()),
    ]


def test_the_line_follows_the_present_tracking_method() -> None:
    readings = a_reading(100, 100), a_reading(200, 200, method=Method.ULTRASOUND)
    record = a_record(
        a_visit(day(0), an_assessment(readings=readings)), lesions=(a_lesion(tracking_method=Method.ULTRASOUND),)
    )
    (point,) = record_figures(record, RuleSettings()).trends[1]
    assert (point.longest_mm, point.method) == (20.0, Method.ULTRASOUND)


def test_a_lesion_that_no_signed_visit_speaks_of_has_an_empty_line() -> None:
    record = a_record(visit(0, SIZE, signed=False))
    assert record_figures(record, RuleSettings()).trends == {1: ()}
