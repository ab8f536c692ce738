from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.folding import fold, plain_digits, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Aalto", "aalto"),
        ("  Aalto \t Ingrid\n", "aalto ingrid"),
        ("Łukasz", "lukasz"),
        ("Đặng", "dang"),
        ("Søren Ørsted", "soren orsted"),
        ("Guðrún Þórsdóttir", "gudrun thorsdottir"),
        ("Weiß", "weiss"),
        ("WEIẞ", "weiss"),
        ("Æbelø", "aebelo"),
        ("Lœuvre", "loeuvre"),
        ("Işık", "isik"),
        ("İbrahim", "ibrahim"),
        ("Ħamrun", "hamrun"),
        ("Ŋaarka", "naarka"),
        ("Ångström", "angstrom"),
        ("Ångström".replace("Å", "A\u030a"), "angstrom"),
        ("Γιώργος", "γιωργοσ"),
        ("ΓΙΏΡΓΟΣ", "γιωργοσ"),
        ("Йордан Ёлкин", "иордан елкин"),
        ("فَاطِمَة", "فاطمه"),
        ("فاطمـــة", "فاطمه"),
        ("أحمد", "احمد"),
        ("علی کریم", "علي كريم"),
        ("שָׁלוֹם", "שלום"),
        ("ﬁnn", "finn"),
        ("Ｉｎｇｒｉｄ", "ingrid"),
        ("김민준", "김민준"),
        ("李", "李"),
        ("कुमार", "कुमार"),
        ("MRN ٠٠٤-١١٨٣", "mrn 004-1183"),
        ("O’Sullivan", "o'sullivan"),
        ("Oʼ Neill", "o' neill"),
        ("O´Brien", "o'brien"),
        ("Smith–Jones", "smith-jones"),
        ("Smith‑Jones", "smith-jones"),
        ("zero\u200bwidth \u200fmark", "zerowidth mark"),
        ("", ""),
    ],
)
def test_folds_what_people_type_to_one_form(typed: str, folded: str):
    assert fold(typed) == folded


@given(st.text())
def test_folding_a_folded_text_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Lm", "Mn", "Nd"])))
def test_folding_letters_of_any_script_is_stable(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="latin-1", categories=["Lu", "Ll"])))
def test_western_letters_fold_to_plain_ascii_and_ignore_case(text: str):
    assert fold(text.replace("µ", "")).isascii()
    assert fold(text) == fold(text.upper())


@given(st.text(st.characters(codec="ascii")))
def test_a_text_folds_alike_whatever_stands_beside_it(text: str):
    assert fold(text + "é") == fold(text + "e")


@given(st.text())
def test_no_white_space_but_single_spaces_is_left(text: str):
    assert fold(text) == " ".join(fold(text).split())


def test_a_double_name_is_known_by_every_form_of_its_parts():
    known = words("O'Sullivan-Дмитриева")
    assert {"o", "sullivan", "osullivan", "o'sullivan", "дмитриева", "o'sullivan-дмитриева"} <= set(known)
    assert "osullivan-дмитриева" in known
    assert "osullivanдмитриева" in known


@pytest.mark.parametrize("query", ["o'sull", "O’SULL", "osull", "sull", "o'"])
def test_a_name_with_an_apostrophe_is_found_by_the_start_of_any_form(query: str):
    assert any(word.startswith(fold(query)) for word in words("O'Sullivan"))


def test_other_punctuation_only_separates_words():
    assert words("Aalto, Ingrid (née Koch)") == ("aalto", "ingrid", "nee", "koch")


def test_words_come_once_and_in_order():
    assert words("Anna Anna Berg") == ("anna", "berg")


def test_vowel_signs_of_indic_names_do_not_break_a_word():
    assert words("कुमार शर्मा") == ("कुमार", "शर्मा")


@pytest.mark.parametrize("text", ["", "  ", "-", "'", "- ' -", "..."])
def test_a_text_without_letters_has_no_words(text: str):
    assert words(text) == ()


@given(st.text())
def test_words_are_folded_and_hold_no_space(text: str):
    for word in words(text):
        assert fold(word) == word
        assert " " not in word


@given(st.text())
def test_the_words_of_a_folded_text_are_the_words_of_the_text(text: str):
    assert words(fold(text)) == words(text)


def test_digits_of_every_script_are_read():
    assert plain_digits("٣۵７4") == "3574"


def test_reading_digits_leaves_the_rest_as_typed_but_for_invisible_marks():
    assert plain_digits("\u200e12,5² Mm\u200f") == "12,5² Mm"
