"""Names of any script on paper: each run of characters in a font that has them, right-to-left text in its order.

The bundled family comes first. A character that no bundled font has is looked for in the fonts of the system (Chinese,
Japanese and Korean, mostly), TrueType ones before PostScript ones, which are made over for the print
(``outline_fonts``); one that no font has is drawn as a box and told, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from calcitrack.paths import resource

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
BOX = "□"
"""Stands in print where no font has the character."""

_FALLBACKS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansMath-Regular",
    "NotoSansSymbols2-Regular",
)
_SYSTEM_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/unfonts-core/UnDotum.ttf",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simsun.ttc",
    "C:/Windows/Fonts/msgothic.ttc",
    "C:/Windows/Fonts/malgun.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/STHeiti Light.ttc",
)
"""TrueType files with East Asian characters on common systems."""
_SYSTEM_OUTLINES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-vf-fonts/NotoSansCJK-VF.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc",
)
"""Files with PostScript outlines, which most Linux desktops bring instead."""

RIGHT_TO_LEFT = "\u200f"
"""Stands at the head of a line whose paragraph runs from right to left."""
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT_SCRIPTS = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks that Unicode sets aside for scripts from right to left, and the mark."""


class Run(NamedTuple):
    """Characters to be drawn in one font.

    Attributes:
        width: In units of the size of the type.
        missing: The characters that no font has and that boxes stand for in the text; mostly empty.
    """

    font: str
    text: str
    width: float
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A font that reportlab knows by name.

    Attributes:
        characters: Those that it has and that are drawn.
        widths: Of each character, in units of the size of the type.
    """

    name: str
    characters: frozenset[str]
    widths: Mapping[str, float]

    def run(self, text: str, missing: str = "") -> Run:
        """Characters of this font."""
        return Run(self.name, text, sum(map(self.widths.__getitem__, text)), missing)


def prepare() -> str:
    """Make the base font known; returns its name, so that a canvas begins with it and lists no font unembedded."""
    return _bundled(REGULAR).name


@cache
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """The text from left to right as it is drawn, cut where the font changes.

    A print asks for each text when it is measured and again when it is drawn; ``forget_texts`` ends the print.
    """
    base = _bundled(BOLD if bold else REGULAR)
    if base.characters.issuperset(text) and unicodedata.is_normalized("NFC", text):
        return (base.run(text),) if text else ()
    pairs = [(_face_of(character, base), character) for character in visual(text)]
    return tuple(_merged(pairs))


def forget_texts() -> None:
    """Let go of the texts of a print: nothing of a record stays behind it."""
    runs.cache_clear()
    _unit_width.cache_clear()


@cache
def _unit_width(text: str, bold: bool) -> float:
    return sum(run.width for run in runs(text, bold))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in points."""
    return size * _unit_width(text, bold)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def isolated(text: str) -> str:
    """A text that will stand in a sentence of ours: its direction must not pull the numbers beside it along."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if _has_right_to_left(text) else text


def shaped(text: str) -> str:
    """The text in composed form with Arabic letters joined, still in reading order: what is wrapped and measured."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    if not _has_right_to_left(composed):
        return composed
    import arabic_reshaper

    reshaped: str = arabic_reshaper.reshape(composed)
    return reshaped


def visual(text: str) -> str:
    """The characters in the order in which they are drawn, without those that only steer the order."""
    prepared = shaped(text)
    if _has_right_to_left(prepared):
        from bidi import get_display

        prepared = get_display(prepared, base_dir="R" if prepared.startswith(RIGHT_TO_LEFT) else "L")
    return "".join(c for c in prepared.replace("\t", "    ") if unicodedata.category(c) != "Cf")


def _has_right_to_left(text: str) -> bool:
    return _RIGHT_TO_LEFT_SCRIPTS.search(text) is not None


def _merged(pairs: list[tuple[Face | None, str]]) -> Iterator[Run]:
    for face, group in groupby(pairs, key=lambda pair: pair[0]):
        text = "".join(character for _, character in group)
        if face is not None:
            yield face.run(text)
        elif BOX in (symbols := _bundled(_FALLBACKS[-1])).characters:
            yield symbols.run(BOX * len(text), missing=text)


def _face_of(character: str, base: Face) -> Face | None:
    if character in base.characters:
        return base
    for name in _FALLBACKS:
        face = _bundled(name)
        if character in face.characters:
            return face
    found = next((face for face in _system_faces() if character in face.characters), None)
    return found or next((face for face in _outline_faces() if character in face.characters), None)


@lru_cache
def _bundled(name: str) -> Face:
    return _register(name, resource("fonts", f"{name}.ttf"))


@lru_cache
def _system_faces() -> tuple[Face, ...]:
    found = []
    for number, path in enumerate(Path(p) for p in _SYSTEM_FONTS):
        if not path.is_file():
            continue
        try:
            found.append(_register(f"System{number}", path))
        except (TTFError, OSError):
            continue  # a damaged or foreign file of the system is as good as none
    return tuple(found)


@lru_cache
def _outline_faces() -> tuple[Face, ...]:
    # Imported where it is needed: only a print with such a name on a system with such a font pays for it.
    from fontTools.ttLib import TTLibError

    from calcitrack.reports.paper.outline_fonts import outline_font

    found = []
    for number, path in enumerate(path for path in map(Path, _SYSTEM_OUTLINES) if path.is_file()):
        try:
            found.append(_known(outline_font(f"Outlines{number}", path)))
        except (TTLibError, TTFError, OSError):
            continue  # as above
    return tuple(found)


def _register(name: str, path: Path) -> Face:
    return _known(TTFont(name, str(path)))


def _known(font: TTFont) -> Face:
    pdfmetrics.registerFont(font)
    # Some fonts have glyphs for characters that steer the order or a machine: these must never be drawn.
    drawn = frozenset(c for c in map(chr, font.face.charToGlyph) if unicodedata.category(c) not in ("Cc", "Cf"))
    fallback = font.face.defaultWidth
    return Face(font.fontName, drawn, {c: font.face.charWidths.get(ord(c), fallback) / 1000 for c in drawn})
