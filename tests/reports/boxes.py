"""Where the words of a print stand, as another program finds them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

_SPACE = "{http://www.w3.org/1999/xhtml}"


class Word(NamedTuple):
    """A word with its box in points, measured from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def body(self) -> tuple[float, float]:
        """Top and bottom without the room that the Arabic font keeps above and below its letters."""
        room = 0.25 * (self.bottom - self.top) if any(sign >= "\u0590" for sign in self.text) else 0.0
        return self.top + room, self.bottom - room

    def covers(self, other: Word) -> bool:
        """Whether the two stand on each other by more than the looseness of their boxes."""
        width = min(self.right, other.right) - max(self.left, other.left)
        (top, bottom), (its_top, its_bottom) = self.body, other.body
        height = min(bottom, its_bottom) - max(top, its_top)
        return width > 0.5 and height > 0.2 * min(bottom - top, its_bottom - its_top)


class Sheet(NamedTuple):
    """One page."""

    width: float
    height: float
    words: list[Word]


def overlaps(sheet: Sheet) -> list[tuple[str, str]]:
    """Words that stand on each other."""
    found = []
    ordered = sorted(sheet.words, key=lambda word: word.top)
    for place, word in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.top >= word.bottom:
                break
            if word.covers(other):
                found.append((word.text, other.text))
    return found


def sheets(pdf: Path) -> list[Sheet]:
    """The pages of a file with their words."""
    told = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    return [
        Sheet(float(page.get("width", 0)), float(page.get("height", 0)), [_word(word) for word in page])
        for page in ET.fromstring(told).iter(f"{_SPACE}page")
    ]


def _word(element: ET.Element) -> Word:
    left, top, right, bottom = (float(element.get(name, 0)) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", left, top, right, bottom)
