"""Lines that fit, without a word lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calcitrack.reports.paper.fonts import RIGHT_TO_LEFT
from calcitrack.reports.paper.style import BODY
from calcitrack.reports.paper.wrapping import measure, wrap, wrap_prose

ROOM = 120.0


@given(st.text(alphabet=st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")), max_size=200))
def test_every_line_fits_and_nothing_is_lost(text: str) -> None:
    lines = wrap(text, BODY, ROOM)
    assert all(measure(line, BODY) <= ROOM + 0.001 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_breaks_at_spaces() -> None:
    lines = wrap("the border is diffuse and reaches under the nail fold", BODY, ROOM)
    assert " ".join(lines) == "the border is diffuse and reaches under the nail fold"
    assert len(lines) > 1


def test_cuts_a_word_that_is_longer_than_a_line() -> None:
    lines = wrap("w" * 100, BODY, ROOM)
    assert len(lines) > 1
    assert "".join(lines) == "w" * 100


def test_keeps_the_line_breaks_of_the_writer() -> None:
    assert wrap("1. Swab\n\n2. Soaks", BODY, ROOM) == ["1. Swab", "", "2. Soaks"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", BODY, ROOM) == [""]


def test_prose_from_right_to_left_is_marked_so() -> None:
    assert [line.startswith(RIGHT_TO_LEFT) for line in wrap_prose("שלום 12\nhello", BODY, ROOM)] == [True, False]
