"""Rule 16: threads of lesions that split and merged, beside the figures of the lesions themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from math import pi

import pytest

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.report import report
from calcitrack.domain.figures.threads import Thread, thread_figures
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Addendum, Visit
from calcitrack.domain.vocabulary import AddendumKind, EventKind, State
from tests.builders import a_record, an_event
from tests.domain.figures.stories import day, visit

SIZE = (200, 100)
HALF = (100, 100)


def split(lesion: int, to: tuple[int, ...], on: int) -> LesionEvent:
    return an_event(lesion, EventKind.SPLIT, day(on), to=to)


def merged(lesion: int, to: tuple[int, ...], on: int) -> LesionEvent:
    return an_event(lesion, EventKind.MERGED, day(on), to=to)


def threads(*visits: Visit, events: tuple[LesionEvent, ...]) -> tuple[Thread, ...]:
    record = a_record(*visits, events=events)
    return thread_figures(record, record_figures(record, RuleSettings()))


def areas(*visits: Visit, events: tuple[LesionEvent, ...]) -> list[float | None]:
    (thread,) = threads(*visits, events=events)
    return [point.area_mm2 for point in thread.points]


def test_a_lesion_that_neither_split_nor_merged_is_in_no_thread() -> None:
    assert threads(visit(0, {1: SIZE, 2: SIZE}), events=(an_event(1, EventKind.EXTRUDED),)) == ()


def test_splits_and_merges_tie_lesions_together_through_others() -> None:
    visits = visit(0, dict.fromkeys(range(1, 7), SIZE))
    found = threads(visits, events=(split(5, (2,), 9), merged(3, (2,), 9), split(4, (6,), 9)))
    assert [thread.lesions for thread in found] == [(2, 3, 5), (4, 6)]


def test_the_area_of_a_thread_is_the_sum_of_its_open_members() -> None:
    visits = visit(0, {1: SIZE}), visit(90, {1: HALF, 2: HALF, 3: SIZE})
    # 157.08 alone; then 78.54 + 78.54, and lesion 3 is no part of it
    assert areas(*visits, events=(split(1, (2,), 60),)) == pytest.approx([50 * pi, 50 * pi])


def test_the_area_of_a_thread_is_unknown_unless_every_open_member_has_one() -> None:
    visits = visit(0, {1: SIZE}), visit(90, {1: HALF, 2: State.UNCHANGED})
    (thread,) = threads(*visits, events=(split(1, (2,), 60),))
    assert [(p.area_mm2, p.measured, p.open) for p in thread.points][1] == (None, 1, 2)


def test_a_closed_member_leaves_the_sum_and_a_thread_without_open_members_is_at_zero() -> None:
    visits = visit(0, {1: SIZE, 2: HALF}), visit(60, {1: State.RESOLVED, 2: HALF}), visit(90, {2: State.EXCISED})
    assert areas(*visits, events=(split(1, (2,), -9),)) == pytest.approx([75 * pi, 25 * pi, 0.0])


def test_a_thread_begins_with_its_first_member() -> None:
    visits = visit(0, {3: SIZE}), visit(30, {1: SIZE}), visit(60, {2: SIZE})
    (thread,) = threads(*visits, events=(merged(1, (2,), 200),))
    assert [point.on for point in thread.points] == [day(30), day(60)]


def test_a_lesion_that_merged_into_another_is_part_of_it_from_that_day() -> None:
    visits = visit(0, {1: HALF, 2: HALF}), visit(60, {1: SIZE}), visit(90, {1: SIZE})
    assert areas(*visits, events=(merged(2, (1,), 60),)) == pytest.approx([50 * pi, 50 * pi, 50 * pi])


def test_a_merged_lesion_that_is_found_again_counts_again() -> None:
    visits = visit(0, {1: HALF, 2: HALF}), visit(60, {1: SIZE}), visit(90, {1: SIZE, 2: HALF})
    assert areas(*visits, events=(merged(2, (1,), 60),)) == pytest.approx([50 * pi, 50 * pi, 75 * pi])


def test_a_merged_lesion_that_is_there_but_cannot_be_measured_is_still_part_of_the_other() -> None:
    visits = visit(0, {1: HALF, 2: HALF}), visit(60, {1: SIZE, 2: State.NOT_MEASURABLE})
    assert areas(*visits, events=(merged(2, (1,), 50),)) == pytest.approx([50 * pi, 50 * pi])


def test_the_visit_at_which_a_merge_was_entered_finds_no_lesion_apart() -> None:
    visits = visit(0, {1: HALF, 2: HALF}), visit(60, {1: SIZE, 2: State.LARGER}, id=7)
    event = an_event(2, EventKind.MERGED, day(50), to=(1,), visit_id=7)
    assert areas(*visits, events=(event,)) == pytest.approx([50 * pi, 50 * pi])


def test_an_event_of_a_visit_entered_in_error_ties_nothing() -> None:
    addendum = Addendum(AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", datetime(2026, 1, 1, tzinfo=UTC), "Dr T.")
    wrong = visit(60, {1: SIZE, 2: SIZE}, id=7, addenda=(addendum,))
    event = an_event(1, EventKind.SPLIT, day(60), to=(2,), visit_id=7)
    assert threads(visit(0, {1: SIZE, 2: SIZE}), wrong, events=(event,)) == ()


def test_threads_never_change_the_report() -> None:
    visits = visit(0, {1: SIZE}), visit(90, {1: HALF, 2: HALF})
    tied = a_record(*visits, events=(split(1, (2,), 60),))
    assert report([tied], RuleSettings()) == report([a_record(*visits)], RuleSettings())
    assert record_figures(tied, RuleSettings()).visits[1].change.new == (2,)
