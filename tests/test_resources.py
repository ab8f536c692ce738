"""The bundled files are found in every kind of installation, and both Qt and the PDF writer can use the fonts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication
from reportlab.pdfbase.ttfonts import TTFont

from calcitrack import paths

FONTS = sorted(paths.resource("fonts").glob("*.ttf"))


def covered(*names: str) -> set[int]:
    """The code points that the fonts have between them."""
    return {point for name in names for point in TTFont(name, paths.resource("fonts", f"{name}.ttf")).face.charToGlyph}


def test_resources_lie_beside_the_package_in_the_source_tree() -> None:
    assert paths.resource("fonts", "OFL.txt") == Path(paths.__file__).parents[1] / "resources" / "fonts" / "OFL.txt"
    assert paths.resource("fonts", "OFL.txt").is_file()


def test_resources_lie_in_the_bundle_of_a_built_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("sites.json") == tmp_path / "resources" / "sites.json"


def test_the_vault_lies_in_a_folder_of_this_program() -> None:
    assert "CalciTrack" in paths.default_vault_dir().parts


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_qt_loads_the_font_as_one_family(font: Path, qapp: QGuiApplication) -> None:
    assert len(QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))) == 1


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_the_pdf_writer_embeds_the_font(font: Path) -> None:
    assert TTFont(font.stem, font).face.charToGlyph


@pytest.mark.parametrize("weight", ["NotoSans-Regular", "NotoSans-Bold"])
def test_both_weights_have_the_letters_of_names_and_units(weight: str) -> None:
    assert {ord(sign) for sign in "Łukasz Đặng Γιώργος Иван ×±·²³µ°½–—…’"} <= covered(weight)


@pytest.mark.parametrize(
    ("signs", "font"),
    [
        ("≤≥−", "NotoSansMath-Regular"),
        ("★▲▼", "NotoSansSymbols2-Regular"),
        ("فاطمةﻓﺎﻃﻤﺔ", "NotoSansArabic-Regular"),
        ("שרה", "NotoSansHebrew-Regular"),
    ],
)
def test_a_fallback_has_what_the_main_font_lacks(signs: str, font: str) -> None:
    points = {ord(sign) for sign in signs}
    assert not points & covered("NotoSans-Regular")
    assert points <= covered(font)


def test_digits_are_of_equal_width() -> None:
    for name in ("NotoSans-Regular", "NotoSans-Bold"):
        face = TTFont(name, paths.resource("fonts", f"{name}.ttf")).face
        assert len({face.charWidths[ord(digit)] for digit in "0123456789"}) == 1


def test_the_fonts_licence_names_every_font() -> None:
    licence = paths.resource("fonts", "OFL.txt").read_text(encoding="utf-8")
    assert FONTS
    assert all(font.name in licence for font in FONTS)
