"""Fonts with PostScript outlines (most systems' East Asian ones) for reportlab, which embeds TrueType outlines only.

What reportlab measures by, it reads from a copy of the font without outlines. When a document is written it asks for
the part of the font that the document needs: just those characters are then redrawn with TrueType's curves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import TYPE_CHECKING

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as AnyFont
from fontTools.ttLib import TTLibError, newTable
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile, TTFontMaker

if TYPE_CHECKING:
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

TOLERANCE = 0.001
"""How far a curve may be from the one it stands for, in units of the size of the type."""

_MEASURED_BY = ("OS/2", "cmap", "hhea", "hmtx", "name")
_LAYOUT_TABLES = ("BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "fvar", "avar", "HVAR", "MVAR", "STAT")
_COUNTS = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"),
    *("maxComponentElements", "maxComponentDepth"),
)
"""Fields that TrueType's table of maxima has beyond PostScript's; most are counted anew when the font is written."""


def outline_font(name: str, path: Path) -> TTFont:
    """The first font of a file, as reportlab wants it.

    Raises:
        OSError: The file cannot be read.
        fontTools.ttLib.TTLibError, reportlab.pdfbase.ttfonts.TTFError: It is no font, or none that can be made over.
    """
    with _opened(path) as font:
        if not ("CFF " in font or "CFF2" in font):
            raise TTLibError(f"{path.name} has no PostScript outlines")
        made = TTFont(name, BytesIO(_without_outlines(font)))
    made.face.makeSubset = partial(_subset, path)
    return made


def _subset(path: Path, codes: Sequence[int]) -> bytes:
    """What reportlab embeds of the font for these code points."""
    part = TTFontFile(BytesIO(as_truetype(path, list(map(chr, codes)))))
    embedded: bytes = part.makeSubset(codes)
    return embedded


def as_truetype(path: Path, characters: Collection[str]) -> bytes:
    """A font file with TrueType outlines of just these characters; raises as ``outline_font``."""
    with _opened(path) as font:
        options = Options()
        options.drop_tables += _LAYOUT_TABLES
        options.layout_features = []
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        _redraw(font)
        written = BytesIO()
        font.save(written)
    return written.getvalue()


def _without_outlines(font: AnyFont) -> bytes:
    """All characters and widths of a font, each glyph empty."""
    made, glyphs = TTFontMaker(), font["maxp"].numGlyphs
    for tag in _MEASURED_BY:
        made.add(tag, font.reader[tag])
    # Places in `loca` are short numbers here, and glyphs have no names.
    made.add("head", font.reader["head"][:50] + pack(">hh", 0, 0))
    made.add("post", pack(">L", 0x00030000) + font.reader["post"][4:32])
    made.add("maxp", pack(">LH26x", 0x00010000, glyphs))
    made.add("loca", bytes(2 * (glyphs + 1)))
    made.add("glyf", b"")
    stream: bytes = made.makeStream()
    return stream


def _opened(path: Path) -> AnyFont:
    return AnyFont(path, fontNumber=0, lazy=True)


def _redraw(font: AnyFont) -> None:
    """Put TrueType's outlines in place of the PostScript ones."""
    drawn, names = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in names:
        pen = TTGlyphPen(drawn)
        drawn[name].draw(Cu2QuPen(pen, TOLERANCE * font["head"].unitsPerEm, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = names, glyphs
    for outlines in ("CFF ", "CFF2"):
        if outlines in font:
            del font[outlines]
    _as_truetype_maxima(font["maxp"])
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _as_truetype_maxima(maxima: DefaultTable) -> None:
    maxima.tableVersion = 0x00010000
    maxima.maxZones = 1
    for field in _COUNTS:
        setattr(maxima, field, 0)
