"""Every word of the vocabulary has a label of its own."""

from __future__ import annotations

from enum import StrEnum

import pytest

from calcitrack.domain import vocabulary
from calcitrack.domain.vocabulary import AllergyStatus, Answer, Disease, Infection, Sex
from calcitrack.ui.words import label

LISTS = [found for found in vars(vocabulary).values() if isinstance(found, type) and issubclass(found, StrEnum)]


@pytest.mark.parametrize("words", [words for words in LISTS if len(words)], ids=lambda words: words.__name__)
def test_every_word_of_a_list_has_a_label_of_its_own(words: type[StrEnum]) -> None:
    assert len({label(word) for word in words}) == len(words)


@pytest.mark.parametrize("words", [words for words in LISTS if len(words)], ids=lambda words: words.__name__)
def test_a_label_shares_a_word_with_what_it_stands_for(words: type[StrEnum]) -> None:
    """The labels are given in order: one left out or doubled would shift all that follow."""
    told = {Disease.MCTD: "MCTD", Disease.SLE: "SLE"}
    apart = {"unknown", "ambidextrous", "known", "none", "radiograph", "staff", "overlap", "other"}
    for word in words:
        if word.value not in apart:
            assert told.get(word, word.value).split("_")[0].split()[0].lower() in label(word).lower()


def test_one_word_of_two_lists_keeps_the_label_of_each() -> None:
    assert [label(word) for word in (Sex.UNKNOWN, Answer.UNKNOWN)] == ["Not recorded", "Unknown"]
    assert [label(word) for word in (AllergyStatus.NONE, Infection.NONE)] == ["No known allergies", "None"]


def test_names_a_disease_in_full_with_its_letters() -> None:
    assert label(Disease.LCSSC) == "Limited cutaneous systemic sclerosis (lcSSc)"
