"""Long names and antibodies in narrow cells: broken into lines and written smaller before anything is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from calcitrack.ui.delegates.letters import Letters
from calcitrack.ui.delegates.line_breaks import fitting_font, fitting_lines, line_height, wrapped
from calcitrack.ui.theme import BASE_PX, current_theme

LONG = "Vega y Montalbán-Echeverría de la Cruz, María del Carmen Inmaculada Rosa"


@pytest.fixture
def letters(qapp: QApplication) -> Letters:
    theme, font = current_theme(), QFont(qapp.font())
    font.setPixelSize(theme.px(BASE_PX))
    return Letters(font, theme)


@pytest.mark.parametrize("room", [QRectF(0, 0, 209, 35), QRectF(0, 0, 175, 40)], ids=["wide window", "under the name"])
def test_a_name_of_seventy_two_letters_is_written_whole(letters: Letters, room: QRectF) -> None:
    font, lines = fitting_lines(LONG, room, letters, bold=True)
    assert len(LONG) == 72
    assert " ".join(lines) == LONG
    assert max(letters.metrics(font).horizontalAdvance(line) for line in lines) <= room.width() + 1
    assert len(lines) * line_height(font, letters) <= room.height()


def test_text_that_has_room_keeps_its_size(letters: Letters) -> None:
    font, lines = fitting_lines("Abdi, Hodan", QRectF(0, 0, 300, 35), letters)
    assert font is letters.small
    assert lines == ["Abdi, Hodan"]


def test_breaks_behind_a_hyphen_only_where_the_word_has_no_line_of_its_own(letters: Letters) -> None:
    metrics = letters.metrics(letters.small)
    wide, narrow = metrics.horizontalAdvance("anti-Ro/SSA,"), metrics.horizontalAdvance("Ro/SSA")
    assert wrapped("anti-Sm, anti-Ro/SSA", wide, metrics, 3) == ["anti-Sm,", "anti-Ro/SSA"]
    assert wrapped("anti-Ro/SSA", narrow, metrics, 3) == ["anti-", "Ro/SSA"]


def test_letters_never_shrink_without_end(letters: Letters) -> None:
    smallest = fitting_font(LONG, 10, letters)
    assert smallest is letters.narrow(bold=False)[-1]
    assert smallest.pixelSize() >= 8
