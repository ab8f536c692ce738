"""A printed trend says what the screen says."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.trend_data import trend_data
from calcitrack.domain.figures.trend_view import TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import Method
from calcitrack.reports.trend.lines import trend_lines
from tests.builders import a_reading, a_record, a_visit, an_assessment
from tests.domain.figures.stories import day, visit
from tests.domain.figures.strategies import records
from tests.reports.prints import a_request, text

WITH_A_VISIT = records().filter(lambda record: bool(record.visits))


def on_screen(record: PatientRecord) -> dict[int | None, list[tuple[date, float]]]:
    """What the lines of record go through, by lesion."""
    data = trend_data(record, record_figures(record, RuleSettings()), TrendView())
    return {one.lesion_id: [(spot.on, spot.value) for spot in one.spots] for one in data.series if one.of_record}


@given(WITH_A_VISIT)
def test_printed_lines_go_through_the_points_of_the_screen(record: PatientRecord) -> None:
    lines = trend_lines(a_request(record, record.counted_visits[-1].id))
    assert {line.lesion.id: list(line.vertices) for line in lines.shown} == on_screen(record)


@settings(max_examples=max(1, settings().max_examples // 5))  # a whole print takes its time
@given(WITH_A_VISIT)
def test_the_areas_in_the_text_of_a_print_are_those_of_the_screen(record: PatientRecord) -> None:
    screen = on_screen(record)
    assume(any(len(points) > 1 for points in screen.values()))
    request = a_request(record, record.counted_visits[-1].id)
    printed = text(request)
    for lesion_id, points in screen.items():
        area = points[-1][1]
        assert f"#{lesion_id} {request.words.number(area, 0 if area >= 10 else 1)}" in printed


def test_says_how_many_readings_are_on_no_line() -> None:
    more = (a_reading(100, 80, day(30)), a_reading(101, 80, day(30)), a_reading(90, 80, day(30), method=Method.CT))
    record = a_record(visit(0, (100, 80)), a_visit(day(30), an_assessment(readings=more)))
    assert "Readings on no line (another method, repeated, or without a width): 2." in text(a_request(record))


def test_says_nothing_of_readings_where_all_are_drawn() -> None:
    assert "on no line" not in text(a_request(a_record(visit(0, (100, 80)), visit(30, (100, 80)))))
