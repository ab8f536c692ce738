"""The words of the vocabulary on screen, and names within sentences; the forms themselves are in ``domain/terms``."""

from __future__ import annotations

from enum import StrEnum

from calcitrack.domain.patient import Patient
from calcitrack.domain.terms.catalogue import term_of
from calcitrack.domain.vocabulary import BackgroundFact
from calcitrack.ui.i18n import day, translate

_ISOLATE, _END = "\u2068", "\u2069"


def identity(patient: Patient) -> str:
    """Whom a form or a question is about, by more than one identifier."""
    return translate("Words", "{name} · born {birth} · MRN {mrn}").format(
        name=isolated(patient.name), birth=day(patient.birth_date), mrn=isolated(patient.mrn)
    )


def isolated(text: str) -> str:
    """A name within a sentence: one written from right to left must not turn the words around it."""
    return f"{_ISOLATE}{text}{_END}"


def label(value: StrEnum) -> str:
    """A word as it stands in a form, a menu or a heading."""
    return translate(*term_of(value).label)


def with_dispute(word: str, patient: Patient, fact: BackgroundFact) -> str:
    """What is said of a background fact, and whether another record of the same person says otherwise."""
    if fact not in patient.disputed:
        return word
    return translate("Words", "{fact} (another record of this person says otherwise)").format(fact=word)


def inside(value: StrEnum) -> str:
    """A word within a sentence, or in a cell under its heading."""
    return translate(*term_of(value).inside)


def short(value: StrEnum) -> str:
    """A word in a cell that has little room."""
    return translate(*term_of(value).short)
