from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.figures.model import RecordFigures, TrendPoint, VisitFigures
from calcitrack.domain.figures.total import TotalRun, total_runs
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import Method, State

FIRST = date(2025, 1, 1)
Said = Mapping[int, float | State]
"""By lesion: an area in mm2, or a state without one."""


def figures(*visits: Said) -> RecordFigures:
    trends: dict[int, list[TrendPoint]] = {}
    made = []
    opened: set[int] = set()
    for number, said in enumerate(visits, start=1):
        on = FIRST + timedelta(days=30 * number)
        for lesion, value in said.items():
            state = value if isinstance(value, State) else State.MEASURED
            area = value if isinstance(value, float) else 0.0 if state.closes else None
            trends.setdefault(lesion, []).append(
                TrendPoint(on, number, state, area, None, None, None, Method.RULER if area else None)
            )
            opened = opened - {lesion} if state.closes else opened | {lesion}
        areas = {lesion: value for lesion, value in said.items() if isinstance(value, float)}
        total = sum(areas.values()) if areas else None
        made.append(VisitFigures(number, on, total, len(areas), len(opened), tuple(sorted(opened)), areas, None))
    return RecordFigures(RuleSettings(), tuple(made), (), {}, {i: tuple(points) for i, points in trends.items()})


def sums(runs: tuple[TotalRun, ...]) -> list[list[float]]:
    return [[point.area_mm2 for point in run.points] for run in runs]


def test_sums_the_same_lesions_over_visits() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 12.0, 2: 5.0}))
    assert [run.lesions for run in runs] == [(1, 2)]
    assert sums(runs) == [[15.0, 17.0]]


def test_breaks_where_a_lesion_was_not_measured() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 12.0, 2: State.NOT_EXAMINED}, {1: 12.0, 2: 5.0}))
    assert sums(runs) == [[15.0], [12.0], [17.0]]


def test_breaks_where_a_new_lesion_is_measured() -> None:
    runs = total_runs(figures({1: 10.0}, {1: 10.0, 2: 5.0}, {1: 11.0, 2: 5.0}))
    assert sums(runs) == [[10.0], [15.0, 16.0]]


def test_says_how_many_of_the_open_lesions_it_rests_on() -> None:
    (run,) = total_runs(figures({1: 10.0, 2: State.UNCHANGED, 3: State.NOT_MEASURABLE}))
    assert (len(run.lesions), run.points[0].of) == (1, 3)


def test_a_visit_without_any_size_ends_the_run() -> None:
    runs = total_runs(figures({1: 10.0}, {1: State.UNCHANGED}, {1: 11.0}))
    assert sums(runs) == [[10.0], [11.0]]


def test_a_resolved_lesion_counts_as_zero_from_then_on() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 10.0, 2: State.RESOLVED}, {1: 9.0}))
    assert sums(runs) == [[15.0, 10.0, 9.0]]
    assert [point.of for point in runs[0].points] == [2, 2, 2]


def test_a_lesion_that_nobody_looked_for_again_stays_resolved() -> None:
    visits = {1: 10.0, 2: 5.0}, {1: 10.0, 2: State.RESOLVED}, {1: 9.0, 2: State.NOT_EXAMINED}
    assert sums(total_runs(figures(*visits))) == [[15.0, 10.0, 9.0]]


def test_a_lesion_that_came_back_and_was_measured_stays_in_the_set() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 10.0, 2: State.RESOLVED}, {1: 9.0, 2: 3.0}))
    assert sums(runs) == [[15.0, 10.0, 12.0]]


def test_a_lesion_that_came_back_unmeasured_breaks_the_run() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 10.0, 2: State.RESOLVED}, {1: 9.0, 2: State.UNCHANGED}))
    assert sums(runs) == [[15.0, 10.0], [9.0]]


def test_an_excised_lesion_leaves_the_set() -> None:
    runs = total_runs(figures({1: 10.0, 2: 5.0}, {1: 10.0, 2: State.EXCISED}))
    assert [run.lesions for run in runs] == [(1, 2), (1,)]


def test_the_last_lesion_to_resolve_brings_the_sum_to_zero_once() -> None:
    runs = total_runs(figures({1: 10.0}, {1: State.RESOLVED}, {}))
    assert sums(runs) == [[10.0, 0.0]]


def test_nothing_measured_gives_no_run() -> None:
    assert total_runs(figures({1: State.NOT_MEASURABLE})) == ()
    assert total_runs(figures()) == ()


SAID = st.one_of(st.floats(1, 900), st.sampled_from(State).filter(lambda s: s is not State.MEASURED))


@given(st.lists(st.dictionaries(st.integers(1, 4), SAID), max_size=8))
def test_within_a_run_nothing_is_missing_and_nothing_is_extra(visits: list[Said]) -> None:
    made = figures(*visits)
    areas = {visit.visit_id: visit.areas_mm2 for visit in made.visits}
    for run in total_runs(made):
        assert set(areas[run.points[0].visit_id]) == set(run.lesions)
        for point in run.points:
            assert set(areas[point.visit_id]) <= set(run.lesions)
            assert point.area_mm2 == sum(areas[point.visit_id].get(i, 0.0) for i in run.lesions)
