"""Every script on paper: the right font for each run, the right order, and never a character lost."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from calcitrack.reports.paper import fonts
from calcitrack.reports.paper.fonts import BOLD, BOX, REGULAR, isolated, runs, visual, width


@pytest.mark.parametrize("name", ["Łukasz", "Đặng", "Γιώργος", "Иван", "Zoë O'Sullivan", "π/4 × 12 mm²"])
def test_latin_greek_and_cyrillic_stand_in_the_base_font(name: str) -> None:
    assert [(run.font, run.text) for run in runs(name)] == [(REGULAR, name)]


def test_bold_is_a_font_of_its_own() -> None:
    assert runs("Đặng", bold=True)[0].font == BOLD


def test_a_true_minus_comes_from_the_font_of_signs() -> None:
    assert [run.text for run in runs("−5.6 %")] == ["−", "5.6 %"]
    assert not any(run.missing for run in runs("−5.6 %"))


def test_arabic_is_joined_and_set_from_right_to_left() -> None:
    (run,) = runs("فاطمة")
    assert run.font == "NotoSansArabic-Regular"
    assert run.text == "".join(map(chr, [0xFE94, 0xFEE4, 0xFEC3, 0xFE8E, 0xFED3]))


def test_hebrew_is_set_from_right_to_left() -> None:
    assert [(run.font, run.text) for run in runs("יוסף")] == [("NotoSansHebrew-Regular", "ףסוי")]


def test_a_name_does_not_pull_the_date_beside_it_along() -> None:
    assert visual(f"Signed by {isolated('יוסף')} 22 Nov 2026") == "Signed by ףסוי 22 Nov 2026"


def test_latin_text_is_not_isolated() -> None:
    assert isolated("Łukasz") == "Łukasz"


def test_letters_typed_in_two_parts_are_composed() -> None:
    assert runs("Zoe\u0308")[0].text == "Zoë"


def test_characters_that_only_steer_the_order_are_not_drawn() -> None:
    assert "".join(run.text for run in runs("A\u200fB\u2068C\u2069\u200bD")) == "ABCD"


def test_a_character_that_no_font_has_is_a_box_and_is_told() -> None:
    drawn = runs("A\U0001f9b4B")
    assert "".join(run.text for run in drawn) == f"A{BOX}B"
    assert "".join(run.missing for run in drawn) == "\U0001f9b4"


def test_a_control_character_is_a_box_and_is_told() -> None:
    assert [run.missing for run in runs("\x07")] == ["\x07"]


def test_east_asian_names_stand_in_a_font_of_the_system_or_are_told() -> None:
    drawn = runs("李小龍")
    assert "".join(run.missing for run in drawn) in ("", "李小龍")
    assert sum(len(run.text) for run in drawn) == 3


def test_a_damaged_font_of_the_system_is_as_good_as_none(tmp_path, monkeypatch) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    monkeypatch.setattr(fonts, "_SYSTEM_FONTS", (str(broken),))
    fonts._system_faces.cache_clear()
    try:
        assert [run.missing for run in runs("李")] == ["李"]
    finally:
        fonts._system_faces.cache_clear()


@pytest.fixture
def only_outlines(tmp_path, monkeypatch) -> Iterator[Path]:
    """A system whose one East Asian font has PostScript outlines: one character, a square with a round corner."""
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.curveTo((900, 500), (600, 800), (100, 800))
    pen.closePath()
    path = tmp_path / "outlines.otf"
    built = FontBuilder(1000, isTTF=False)
    built.setupGlyphOrder([".notdef", "square"])
    built.setupCharacterMap({ord("李"): "square"})
    empty = T2CharStringPen(1000, None).getCharString()
    built.setupCFF("Outlines-Regular", {}, {".notdef": empty, "square": pen.getCharString()}, {})
    built.setupHorizontalMetrics({".notdef": (500, 0), "square": (1000, 100)})
    built.setupHorizontalHeader(ascent=880, descent=-120)
    built.setupNameTable({"familyName": "Outlines", "styleName": "Regular", "psName": "Outlines-Regular"})
    built.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    built.setupPost()
    built.save(path)
    monkeypatch.setattr(fonts, "_SYSTEM_FONTS", ())
    monkeypatch.setattr(fonts, "_SYSTEM_OUTLINES", (str(path),))
    for kept in (fonts._system_faces, fonts._outline_faces, fonts.runs):
        kept.cache_clear()
    yield path
    for kept in (fonts._system_faces, fonts._outline_faces, fonts.runs):
        kept.cache_clear()


def test_a_font_with_postscript_outlines_is_made_over_and_embedded(only_outlines: Path) -> None:
    drawn = runs("Li 李龍")
    assert [(run.text, run.missing) for run in drawn] == [("Li ", ""), ("李", ""), (BOX, "龍")]
    assert drawn[1].width == 1
    canvas = Canvas(content := BytesIO())
    canvas.setFont(drawn[1].font, 20)
    canvas.drawString(100, 100, drawn[1].text)
    canvas.save()
    with PdfDocument(content) as document:
        text = document[0].get_textpage()
        assert text.get_text_range().strip() == "李"
        left, bottom, right, top = text.get_charbox(0)
    assert (right - left, top - bottom) == pytest.approx((16, 16), abs=0.5)


def test_a_damaged_font_with_outlines_is_as_good_as_none(only_outlines: Path) -> None:
    only_outlines.write_bytes(only_outlines.read_bytes()[:200])
    assert [run.missing for run in runs("李")] == ["李"]


def test_nothing_has_no_runs_and_no_width() -> None:
    assert runs("") == ()
    assert width("", 10) == 0


def test_width_grows_with_the_size() -> None:
    assert width("Ingrid", 20) == pytest.approx(2 * width("Ingrid", 10))
