"""Blocks on pages: nothing cut, nothing lost, no heading alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.reports.paper.flow import Block, Box, Page, Strip, held, kept, paginate, space

HEIGHT = 100.0


def strips(*heights: float) -> tuple[Strip, ...]:
    return tuple(map(space, heights))


def heights(page: Page) -> list[float]:
    return [strip.height for _, strip in page.strips]


def test_blocks_stand_below_each_other_with_a_gap() -> None:
    (page,) = paginate([Block(strips(10)), Block(strips(20), gap=5)], HEIGHT, HEIGHT)
    assert [top for top, _ in page.strips] == [0, 15]


def test_there_is_a_page_even_for_nothing() -> None:
    assert len(paginate([], HEIGHT, HEIGHT)) == 1


def test_a_heading_stands_on_every_page_its_block_reaches() -> None:
    pages = paginate([Block(strips(*[30.0] * 5), heading=strips(7.0))], HEIGHT, HEIGHT)
    assert [heights(page) for page in pages] == [[7, 30, 30, 30], [7, 30, 30]]


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    pages = paginate([Block(strips(80.0)), Block(strips(20.0), heading=strips(5.0), gap=0)], HEIGHT, HEIGHT)
    assert [heights(page) for page in pages] == [[80], [5, 20]]


def test_kept_strips_move_on_together() -> None:
    pages = paginate([Block((*strips(60.0), *kept(strips(30.0, 30.0))))], HEIGHT, HEIGHT)
    assert [heights(page) for page in pages] == [[60], [30, 30]]


def test_kept_strips_longer_than_a_page_are_parted() -> None:
    pages = paginate([Block(kept(strips(*[40.0] * 4)))], HEIGHT, HEIGHT)
    assert [heights(page) for page in pages] == [[40, 40], [40, 40]]


def test_a_box_is_drawn_around_the_strips_of_each_page() -> None:
    pages = paginate([Block(strips(40.0, 40.0, 40.0), box=Box())], HEIGHT, HEIGHT)
    assert [(top, bottom) for page in pages for top, bottom, _ in page.boxes] == [(0, 80), (0, 40)]


def test_held_strips_leave_no_single_line_behind() -> None:
    pages = paginate([Block((*strips(90.0), *held(strips(*[10.0] * 12), ends=3)))], HEIGHT, HEIGHT)
    assert [len(page.strips) for page in pages] == [1, 9, 3]


@given(st.lists(st.lists(st.floats(1, 60), max_size=20), max_size=6), st.floats(60, 120))
def test_no_strip_leaves_the_page_or_covers_another(blocks: list[list[float]], first: float) -> None:
    pages = paginate([Block(strips(*block), heading=strips(3.0)) for block in blocks], first, 120.0)
    for page, room in zip(pages, [first, *[120.0] * len(pages)], strict=False):
        bottom = 0.0
        for top, strip in page.strips:
            assert top >= bottom - 1e-6
            bottom = top + strip.height
        assert bottom <= room + 3.0 + 1e-6
    assert sum(height != 3.0 for page in pages for height in heights(page)) == sum(
        height != 3.0 for block in blocks for height in block
    )
