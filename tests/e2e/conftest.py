"""A display for all tests of the real window, and somebody who works at it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.display import Display
from tests.e2e.person import Person

LETTERS = "ŁąМарияИвно"
"""What the names of these tests hold beside plain letters."""

AtWork = Callable[..., contextlib.AbstractContextManager[Person]]


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    """The one screen of a test run."""
    shown = Display(tmp_path_factory.mktemp("display"), LETTERS)
    yield shown
    shown.stop()


@pytest.fixture(scope="session")
def at_work(display: Display, tmp_path_factory: pytest.TempPathFactory) -> AtWork:
    """Starts the program for a while; where a step fails, the picture of the screen is kept and its place told."""

    @contextlib.contextmanager
    def working(home: Path, *arguments: object) -> Iterator[Person]:
        person = Person(display, home, *map(str, arguments))
        try:
            yield person
        except BaseException as error:
            picture = tmp_path_factory.mktemp("picture") / "screen.png"
            display.picture(picture)
            error.add_note(f"The screen at that moment: {picture}")
            error.add_note(person.complaints())
            raise
        finally:
            person.leave()

    return working
