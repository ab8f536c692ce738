"""A record in which every text is a word that occurs nowhere else, and the forms in which a file could hold it."""

from __future__ import annotations

import base64
import json
import unicodedata
import urllib.parse
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from calcitrack.domain.folding import fold
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import DoseStep
from calcitrack.domain.visit import Antibiotic, Lab
from tests.builders import DAY, a_patient, a_record, a_trial, a_visit, an_assessment, clinic_day

MARK = "Žyxwvärek"
"""Begins every word. Its letters with signs are what folding takes away."""

CODED = frozenset({"uuid", "content_hash", "site", "extent_sites", "point", "set_by", "author", "imported_by"})
"""Texts that nobody types: identities, codes of sites, and names that the program writes from who is signed in."""

TEXTS = {"str": True, "str | None": True, "tuple[str, ...]": True}


class Marker:
    """Replaces every text of a record by a word of its own.

    Attributes:
        words: The words, by the fields they stand in: ("Patient", "family_name") and so on.
    """

    def __init__(self) -> None:
        self.words: dict[tuple[str, str], str] = {}

    def word(self, *where: str) -> str:
        """The word of a field."""
        return self.words.setdefault((where[0], where[1]), f"{MARK}{len(self.words)}")

    def mark(self, value: Any) -> Any:
        """The same value with words in place of all texts that people type."""
        if not is_dataclass(value) or isinstance(value, type):
            return tuple(self.mark(one) for one in value) if isinstance(value, tuple) else value
        changed = {}
        for one in fields(value):
            given = getattr(value, one.name)
            if one.name not in CODED and str(one.type) in TEXTS:
                word = self.word(type(value).__name__, one.name)
                changed[one.name] = (word,) if str(one.type).startswith("tuple") else word
            elif is_dataclass(given) or isinstance(given, tuple):
                changed[one.name] = self.mark(given) if type(given).__name__ != "PartialDate" else given
        return replace(value, **changed)

    def mark_record(self, record: PatientRecord, number: int) -> PatientRecord:
        """The same, with a record number of its own."""
        marked: PatientRecord = self.mark(record)
        return replace(marked, patient=replace(marked.patient, mrn=f"{marked.patient.mrn}{number}"))


def records() -> list[PatientRecord]:
    """Records that between them have a text in every field that a record has."""
    antibiotics = (Antibiotic("x", "x", DAY, None),)
    visit = a_visit(DAY, an_assessment(), labs=(Lab("x", 1.0, "x", DAY),), antibiotics=antibiotics)
    trial = a_trial(steps=(DoseStep(DAY, "x", 1.0, "x"),))
    return [*clinic_day(), a_record(visit, patient=a_patient("full"), trials=(trial,))]


def forms(word: str) -> set[bytes]:
    """Every form in which a careless program could write a word."""
    found: set[bytes] = set()
    for spelled in spellings(word):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1", "cp1250"):
            found.add(spelled.encode(encoding, "ignore"))
        found.add(spelled.encode().hex().encode())
        found.add(spelled.encode().hex().upper().encode())
        found.add(urllib.parse.quote(spelled).encode())
        found.add(json.dumps(spelled)[1:-1].encode())
        found.update(in_base64(spelled.encode()))
        found.update(in_base64(spelled.encode("utf-16-le")))
    return {form for form in found if len(form) >= 6}


def spellings(word: str) -> Iterator[str]:
    """A word as it is typed, folded, taken apart and turned round."""
    typed = [word, unicodedata.normalize("NFD", word), fold(word)]
    for one in typed:
        yield from (one, one.lower(), one.upper(), one.casefold(), one[::-1])


def in_base64(content: bytes) -> set[bytes]:
    """Base64 of content that stands anywhere in something longer: the letters that do not depend on what is beside."""
    found = set()
    for before in range(3):
        coded = base64.b64encode(bytes(before) + content)
        whole = coded[-(-8 * before // 6) : (8 * (before + len(content))) // 6]
        found |= {whole, whole.replace(b"+", b"-").replace(b"/", b"_")}
    return found
