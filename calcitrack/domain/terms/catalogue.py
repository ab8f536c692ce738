"""The term of every word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from calcitrack.domain.terms.lesion_terms import LESION_TERMS
from calcitrack.domain.terms.patient_terms import PATIENT_TERMS
from calcitrack.domain.terms.term import Term
from calcitrack.domain.terms.visit_terms import VISIT_TERMS

TERMS: Mapping[type[StrEnum], Mapping[Any, Term]] = {**PATIENT_TERMS, **LESION_TERMS, **VISIT_TERMS}
"""By type first: two lists may share a word ("unknown", "none") and call it differently."""


def term_of(word: StrEnum) -> Term:
    """What a word of the vocabulary is called."""
    return TERMS[type(word)][word]
