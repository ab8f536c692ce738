"""A word of the vocabulary in the forms in which people read it."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.text import Marked


@dataclass(frozen=True, slots=True)
class Term:
    """The forms of one word, marked for translators.

    Attributes:
        label: In a form, a menu or a heading; it begins with a capital.
        inside: Within a sentence, or in a cell under its heading: "minor".
        alone: Where nothing beside it says what it is about: "minor infection".
        short: In a cell that has little room.
    """

    label: Marked
    inside: Marked
    alone: Marked
    short: Marked


def term(
    label: Marked, inside: Marked | None = None, *, alone: Marked | None = None, short: Marked | None = None
) -> Term:
    """A word; where a form is not told, it is that within a sentence, and where that is not told, the label."""
    within = inside or label
    return Term(label, within, alone or within, short or within)
