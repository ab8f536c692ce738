"""Every word of the vocabulary has a term, and none of its forms is mistaken for another word's."""

from __future__ import annotations

from enum import StrEnum

import pytest

from calcitrack.domain import vocabulary
from calcitrack.domain.terms.catalogue import TERMS, term_of
from calcitrack.domain.vocabulary import AllergyStatus, Answer, Disease, Infection, Method, Sex, State

LISTS = [found for found in vars(vocabulary).values() if isinstance(found, type) and issubclass(found, StrEnum)]
NAMED = pytest.mark.parametrize("words", [words for words in LISTS if len(words)], ids=lambda words: words.__name__)


def label(word: StrEnum) -> str:
    return term_of(word).label.template


@NAMED
@pytest.mark.parametrize("form", ["label", "inside", "alone", "short"])
def test_no_two_words_of_a_list_are_called_the_same(words: type[StrEnum], form: str) -> None:
    assert len({getattr(term_of(word), form) for word in words}) == len(words)


@NAMED
def test_a_label_shares_a_word_with_what_it_stands_for(words: type[StrEnum]) -> None:
    told = {Disease.MCTD: "MCTD", Disease.SLE: "SLE"}
    apart = {"unknown", "ambidextrous", "known", "none", "radiograph", "staff", "overlap", "other"}
    for word in words:
        if word.value not in apart:
            assert told.get(word, word.value).split("_")[0].split()[0].lower() in label(word).lower()


def test_every_word_is_of_the_list_it_stands_under() -> None:
    assert all(list(terms) == list(words) for words, terms in TERMS.items())


def test_a_label_begins_with_a_capital() -> None:
    assert all(label(word)[0].isupper() for terms in TERMS.values() for word in terms)


def test_one_word_of_two_lists_keeps_the_label_of_each() -> None:
    assert [label(word) for word in (Sex.UNKNOWN, Answer.UNKNOWN)] == ["Not recorded", "Unknown"]
    assert [label(word) for word in (AllergyStatus.NONE, Infection.NONE)] == ["No known allergies", "None"]


def test_names_a_disease_in_full_with_its_letters() -> None:
    assert label(Disease.LCSSC) == "Limited cutaneous systemic sclerosis (lcSSc)"


def test_says_the_same_word_as_its_place_wants_it() -> None:
    assert term_of(Infection.MINOR).alone.template == "minor infection"
    assert [term_of(Method.RADIOGRAPH).inside.template, term_of(Method.RADIOGRAPH).short.template] == [
        "radiograph",
        "X-ray",
    ]
    assert term_of(State.LARGER).short.template == "larger by eye"
    assert term_of(State.EXCISED).short == term_of(State.EXCISED).inside
