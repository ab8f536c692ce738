"""Whose guidance this is, how old, and what it is not: the words that stand on the panel, the page and the print."""

from __future__ import annotations

from calcitrack.guidance.content import Content
from calcitrack.guidance.content_schema import Review
from calcitrack.ui.i18n import translate

_SHOWN = 12
"""So many signs of the hash tell two contents apart; the page shows all of it."""


def short_origin(review: Review) -> str:
    """First author and year."""
    family = review.authors[0].split()[-1]
    return translate("Guidance", "{author} et al. {year}").format(author=family, year=review.year)


def citation(review: Review) -> str:
    """Authors, title, journal, volume, issue and year."""
    return translate("Guidance", "{authors}. {title}. {journal}, volume {volume}, issue {issue}, {year}.").format(
        authors=", ".join(review.authors), title=review.title, journal=review.journal,
        volume=review.volume, issue=review.issue, year=review.year,
    )  # fmt: skip


def not_more(year: int) -> str:
    """What it is not."""
    told = translate(
        "Guidance",
        "It informs and does not decide: no substitute for judgement. Guidance newer than {year} is not in it.",
    )
    return told.format(year=year)


def version_text(held: Content) -> str:
    """Which content this is."""
    told = translate("Guidance", "Content version {version}, hash {hash}…")
    return told.format(version=held.version, hash=held.hash[:_SHOWN])


def origin_text(held: Content) -> str:
    """All of it in short."""
    whose = translate("Guidance", "What one review says, in our words: {citation}")
    told = whose.format(citation=citation(held.review))
    return f"{told} {not_more(held.review.year)} {version_text(held)}"
