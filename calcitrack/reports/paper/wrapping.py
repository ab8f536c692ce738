"""Breaks text into lines that fit: at spaces, and inside a word only where the word alone is too long."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.reports.paper.fonts import RIGHT_TO_LEFT, is_right_to_left, shaped, width
from calcitrack.reports.paper.style import TextStyle


def wrap(text: str, style: TextStyle, room: float) -> list[str]:
    """The lines of a text, at least one, in reading order.

    Args:
        text: Any text; each line break of its own begins a new line.
        style: How it is set.
        room: Width of a line in points.
    """
    return [line for part in text.splitlines() or [""] for line in _fill(shaped(part), style, room)]


def wrap_prose(text: str, style: TextStyle, room: float) -> list[str]:
    """The lines of what a person wrote: a paragraph that begins from right to left is set so, and marked so."""
    return [
        (RIGHT_TO_LEFT if is_right_to_left(part) else "") + line
        for part in text.splitlines() or [""]
        for line in wrap(part, style, room)
    ]


def measure(text: str, style: TextStyle) -> float:
    """Width of a text on one line, in points."""
    return width(text, style.size, bold=style.bold)


def _fill(paragraph: str, style: TextStyle, room: float) -> Iterator[str]:
    if measure(paragraph, style) <= room:
        yield paragraph
        return
    space = measure(" ", style)
    line, used = "", 0.0
    for word, needed in _pieces(paragraph, style, room):
        if line and used + space + needed > room:
            yield line
            line, used = word, needed
        else:
            line, used = (f"{line} {word}", used + space + needed) if line else (word, needed)
    yield line


def _pieces(paragraph: str, style: TextStyle, room: float) -> Iterator[tuple[str, float]]:
    """Words with their widths; a word wider than a line comes in pieces that fill one each."""
    for word in paragraph.split(" "):
        needed = measure(word, style)
        if needed <= room:
            yield word, needed
        else:
            yield from _cut(word, style, room)


def _cut(word: str, style: TextStyle, room: float) -> Iterator[tuple[str, float]]:
    piece, used = "", 0.0
    for character in word:
        needed = measure(character, style)
        if piece and used + needed > room:
            yield piece, used
            piece, used = "", 0.0
        piece, used = piece + character, used + needed
    if piece:
        yield piece, used
