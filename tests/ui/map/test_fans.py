from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from calcitrack.ui.map.fans import FEW, Spot, Stand, fanned, opened

BOUNDS = (0.0, 0.0, 300.0, 400.0)
BADGE = 24.0
SIDE = 17.0


def crowd(count: int, x: float = 150, y: float = 200) -> list[Spot]:
    return [Spot(key, x + key % 3, y + key % 2, SIDE, SIDE) for key in range(count)]


def covers(one: Stand, other: Stand) -> bool:
    apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2 - 1e-6
    apart_y = abs(one.y - other.y) >= (one.height + other.height) / 2 - 1e-6
    return not (apart_x or apart_y)


spots = st.lists(st.tuples(st.floats(20, 280), st.floats(20, 380)), max_size=60).map(
    lambda points: [Spot(key, x, y, SIDE, SIDE) for key, (x, y) in enumerate(points)]
)


def test_leaves_a_mark_alone_where_it_belongs() -> None:
    (stand,) = fanned(crowd(1), BOUNDS, BADGE)
    assert (stand.x, stand.y, stand.is_moved) == (150, 200, False)


def test_fans_a_few_marks_out_so_that_none_covers_another() -> None:
    stands = fanned(crowd(FEW), BOUNDS, BADGE)
    assert [stand.keys for stand in stands] == [(key,) for key in range(FEW)]
    assert all(math.dist((one.x, one.y), (two.x, two.y)) >= SIDE for one, two in combinations(stands, 2))


def test_puts_many_marks_behind_a_count() -> None:
    (stand,) = fanned(crowd(FEW + 1), BOUNDS, BADGE)
    assert stand.keys == tuple(range(FEW + 1))


def test_opens_a_count_so_that_no_mark_covers_another() -> None:
    stands = opened(crowd(40), BOUNDS)
    assert len(stands) == 40
    assert all(math.dist((one.x, one.y), (two.x, two.y)) >= SIDE - 1e-6 for one, two in combinations(stands, 2))


def test_opens_a_count_in_a_corner_inside_the_map() -> None:
    for stand in opened(crowd(20, 2, 398), BOUNDS):
        assert BOUNDS[0] <= stand.x - SIDE / 2
        assert stand.y + SIDE / 2 <= BOUNDS[3] + 1e-6


@given(spots)
def test_shows_every_mark_exactly_once(marks: list[Spot]) -> None:
    shown = [key for stand in fanned(marks, BOUNDS, BADGE) for key in stand.keys]
    assert sorted(shown) == [spot.key for spot in marks]


@given(spots)
@settings(max_examples=30)
def test_covers_no_mark_by_another_as_long_as_there_is_room(marks: list[Spot]) -> None:
    stands = fanned(marks[:25], BOUNDS, BADGE)
    assert not [(one, two) for one, two in combinations(stands, 2) if covers(one, two)]
