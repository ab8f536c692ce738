"""Every script on paper: the right font for each run, the right order, and never a character lost."""

from __future__ import annotations

import pytest

from calcitrack.reports import fonts
from calcitrack.reports.fonts import BOLD, BOX, REGULAR, isolated, runs, visual, width


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


def test_nothing_has_no_runs_and_no_width() -> None:
    assert runs("") == ()
    assert width("", 10) == 0


def test_width_grows_with_the_size() -> None:
    assert width("Ingrid", 20) == pytest.approx(2 * width("Ingrid", 10))
