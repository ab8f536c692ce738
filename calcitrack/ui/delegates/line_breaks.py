"""Breaking text into the lines of a narrow cell, in letters so small that nothing is cut."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from calcitrack.ui.delegates.letters import Letters

_TIGHT = 1.18
"""Height of a line to the size of its letters: by the font itself, two lines would stand where three can be read."""

_HYPHENATED = re.compile(r"[^-]*-+|[^-]+")


def line_height(font: QFont, letters: Letters) -> float:
    """The height of one line among several."""
    return min(letters.metrics(font).height(), font.pixelSize() * _TIGHT + 1)


def fitting_font(text: str, width: float, letters: Letters, *, bold: bool = False) -> QFont:
    """The largest of the small letters in which a text fits a width in one line; the smallest where none fits."""
    fonts = letters.narrow(bold=bold)
    return next((one for one in fonts if letters.metrics(one).horizontalAdvance(text) <= width + 1), fonts[-1])


def fitting_lines(text: str, room: QRectF, letters: Letters, *, bold: bool = False) -> tuple[QFont, list[str]]:
    """The largest of the small letters in which a text fits a room, and its lines in them.

    Where none is small enough, the last line takes whatever is left.
    """
    fonts = letters.narrow(bold=bold)
    for font in fonts:
        metrics = letters.metrics(font)
        most = max(1, int(room.height() / line_height(font, letters)))
        lines = wrapped(text, room.width(), metrics, most)
        if all(metrics.horizontalAdvance(line) <= room.width() + 1 for line in lines):
            break
    return font, lines


def wrapped(text: str, width: float, metrics: QFontMetricsF, most: int) -> list[str]:
    """The text in at most so many lines, broken between words; behind hyphens only where a word is too long itself."""
    lines = [""]
    for word in text.split():
        whole = metrics.horizontalAdvance(word) <= width + 1
        for place, piece in enumerate([word] if whole else _HYPHENATED.findall(word)):
            longer = f"{lines[-1]}{'' if place else ' '}{piece}".strip()
            if lines[-1] and len(lines) < most and metrics.horizontalAdvance(longer) > width + 1:
                lines.append(piece)
            else:
                lines[-1] = longer
    return lines


def widest_word(text: str, metrics: QFontMetricsF) -> float:
    """The advance of the longest word; 0 for no text."""
    return max(map(metrics.horizontalAdvance, text.split()), default=0.0)
