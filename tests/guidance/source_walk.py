"""Walks the content to the review, by way of the index of the review's lines.

A claim is a text or a number of the content with the lines that must hold its numbers, and the lines (often a few
more: heads of tables and sections) that must hold its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tools.check_source import Index, digest, names_of, numbers_of

Record = dict[str, Any]

STRUCTURE = {
    *("id", "kind", "source", "section", "row", "studies", "therapies", "discrepancies", "affects", "detail_of"),
    *("severity", "internal_to_review", "in_table2", "appears_in", "basis", "from", "to", "mark", "confidence"),
    *("version", "hash", "status"),
}
"""What the content says of itself, not of the review."""

FROM_ELSEWHERE = {"abstract_says", "abstract", "found"}
"""What does not come from the review's lines and says so."""

OUR_SUMS = {"arithmetic", "shown_as", "derived"}
"""What is computed from the printed figures; another test does the sums again."""

WIDE = {"definition", "unit", "name", "subject", "note", "author_as_printed", "year_as_printed", "cited_for"}
"""What may draw its numbers from the context as well."""

OWN_IDS = re.compile(
    r"\b(?:[DXN]\d\d|T[3X]-\d\d)\b|\bTables? \d|\bFigure \d|\blines? \d+-\d+|\bfootnote [abc]\b|\b(?:of|the) three\b"
)
"""Names of our own records and of places, and a count of what is listed; none of it is a figure."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of the content and where it must stand."""

    place: str
    value: str
    number_lines: frozenset[int]
    name_lines: frozenset[int]


def claims(record: Record, place: str, around: frozenset[int] = frozenset()) -> Iterator[Claim]:
    """Every claim of a record and of what lies in it.

    Args:
        record: One record of `evidence()`.
        place: Its list and id.
        around: Lines of the record that holds this one.
    """
    own = frozenset(record.get("lines") or lines_of(record))
    wide = own | lines_of(record) | around
    derived = set(re.findall(r"\w+", record.get("derived") or ""))
    for key, value in record.items():
        if key in STRUCTURE | FROM_ELSEWHERE | OUR_SUMS or key.endswith("lines"):
            continue
        for item in value if isinstance(value, list | tuple) else [value]:
            if isinstance(item, dict):
                yield from claims(item, f"{place}.{key}", wide)
            elif item is not None and not isinstance(item, bool) and key not in derived:
                yield Claim(f"{place}.{key}", str(item), wide if key in WIDE else own, wide)


def unfounded(claim: Claim, index: Index) -> list[str]:
    """Numbers and names of a claim that its lines do not hold."""
    text = OWN_IDS.sub(" ", claim.value)
    held = index.numbers_in(claim.number_lines)
    # "One" is as often a pronoun as a number.
    numbers = numbers_of(re.sub(r"(?i)\bone\b", " ", text))
    found = [number for number in numbers if digest(number) not in held]
    held = index.names_in(claim.name_lines)
    return found + [name for name in _names(text, index) if digest(name) not in held]


def _names(text: str, index: Index) -> Iterator[str]:
    first_words = {match.group(1) for match in re.finditer(r"(?:^|[.:;(]\s*)([^\W\d_]+)", text)}
    for name in names_of(text):
        # The first word of a sentence is a name only if the review knows it as one.
        if digest(name) in index.all_names or name not in first_words:
            yield name


def lines_of(record: Record) -> frozenset[int]:
    """Every line that a record or anything in it cites."""
    found: set[int] = set()
    for key, value in record.items():
        if key.endswith("lines"):
            found.update(value)
        elif isinstance(value, dict) and key != "found":
            found |= lines_of(value)
        elif isinstance(value, list | tuple):
            for item in value:
                found |= lines_of(item) if isinstance(item, dict) else frozenset()
    return frozenset(found)
