"""Rows as pictures: drawn once, shown again, and drawn anew when anything they show is different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot

from calcitrack.ui.delegates import row_pictures
from calcitrack.ui.delegates.cells import Cell, Words
from calcitrack.ui.delegates.letters import Letters
from calcitrack.ui.delegates.row_pictures import Look, Place, RowPictures
from calcitrack.ui.theme import current_theme


@dataclass
class Rows:
    """Texts as rows, and which of them were asked for."""

    asked: list[str] = field(default_factory=list)

    def cells(self, row: str, columns: Sequence[int]) -> list[Cell]:
        self.asked.append(row)
        return [Words(f"{row} {column}") for column in columns]


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    from PySide6.QtGui import QGuiApplication

    letters = Letters(QGuiApplication.font(), current_theme())
    return Look(letters, (Place(0, 0, 200, right=False), Place(2, 200, 80, right=True)), 36, "all", 1.0, 10)


def shown(rows: Rows, look: Look) -> RowPictures[str]:
    pictures = RowPictures[str](rows.cells)
    pictures.take_look(look)
    return pictures


def test_draws_a_row_once_and_shows_it_again(rows: Rows, look: Look) -> None:
    pictures = shown(rows, look)
    first = pictures.of("Ada", selected=False, current=False)
    assert pictures.of("Ada", selected=False, current=False) is first
    assert rows.asked == ["Ada"]
    assert (first.width(), first.height()) == (280, 36)


def test_a_selected_row_has_a_picture_of_its_own(rows: Rows, look: Look) -> None:
    pictures = shown(rows, look)
    plain = pictures.of("Ada", selected=False, current=False).toImage()
    chosen = pictures.of("Ada", selected=True, current=True).toImage()
    assert chosen.pixelColor(150, 3).name().upper() == current_theme().tokens.selection
    assert chosen.pixelColor(0, 10).name().upper() == current_theme().tokens.accent
    assert plain != chosen


def test_draws_anew_in_another_look(rows: Rows, look: Look) -> None:
    pictures = shown(rows, look)
    for other in (look, replace(look, manner="names hidden"), replace(look, height=52)):
        pictures.take_look(other)
        assert pictures.of("Ada", selected=False, current=False).height() == other.height
    assert rows.asked == ["Ada"] * 3


def test_forgets_what_was_seen_longest_ago(rows: Rows, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_pictures, "MOST_BYTES", 2 * 280 * 36 * 4)
    pictures = shown(rows, look)
    for row in ("Ada", "Bo", "Ada", "Cy", "Ada", "Bo"):
        pictures.of(row, selected=False, current=False)
    assert rows.asked == ["Ada", "Bo", "Cy", "Bo"]
