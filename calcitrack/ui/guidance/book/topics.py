"""The table of contents: every leaf with its title, in groups."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.guidance.content import content
from calcitrack.guidance.content_schema import Therapy
from calcitrack.ui.guidance.book import fact_leaves
from calcitrack.ui.guidance.book.pathway_leaf import pathway_leaf
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.guidance.book.therapy_leaf import short_name, studies_of, therapy_leaf
from calcitrack.ui.i18n import translate


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents.

    Attributes:
        id: Its leaf; empty for the heading of a group.
        studies: How many studies a therapy has; None for other leaves.
    """

    id: str
    title: str
    studies: int | None = None


def entries() -> list[Entry]:
    """The table of contents from the top."""
    return [
        Entry("pathway", translate("Guidance", "Management pathway")),
        Entry("", translate("Guidance", "Evidence: drugs")),
        *(_therapy(one) for one in _therapies() if one.kind.startswith("pharmacologic")),
        Entry("", translate("Guidance", "Evidence: procedures")),
        *(_therapy(one) for one in _therapies() if not one.kind.startswith("pharmacologic")),
        Entry("general", translate("Guidance", "General measures")),
        Entry("", translate("Guidance", "About calcinosis")),
        *(Entry(leaf, title) for leaf, title in _titles().items()),
    ]


def leaf(name: str, state: BookState) -> str:
    """A leaf as rich text; the leaf about the guidance is made by the page, which knows the settings.

    Raises:
        KeyError: There is no such leaf.
    """
    held = content()
    for therapy in held.therapies:
        if therapy.id == name:
            return therapy_leaf(therapy, state)
    facts = {
        "epidemiology": held.epidemiology,
        "presentation": held.presentation,
        "imaging": held.imaging,
        "not-stated": held.not_stated,
    }
    if name in facts:
        return fact_leaves.facts_leaf(_titles()[name], facts[name], state)
    return {
        "pathway": pathway_leaf,
        "general": fact_leaves.general_leaf,
        "classification": fact_leaves.classification_leaf,
        "mechanisms": fact_leaves.mechanisms_leaf,
        "subtypes": fact_leaves.subtypes_leaf,
        "discrepancies": fact_leaves.discrepancies_leaf,
        "references": fact_leaves.references_leaf,
    }[name](state)


def therapy_of(name: str) -> Therapy | None:
    """The therapy that a leaf is about; None for other leaves."""
    return next((one for one in content().therapies if one.id == name), None)


def _titles() -> dict[str, str]:
    return {
        "classification": translate("Guidance", "Classification"),
        "mechanisms": translate("Guidance", "Mechanisms"),
        "epidemiology": translate("Guidance", "Epidemiology"),
        "presentation": translate("Guidance", "Presentation"),
        "imaging": translate("Guidance", "Imaging"),
        "subtypes": translate("Guidance", "Subtypes by look"),
        "discrepancies": translate("Guidance", "Where the sources differ"),
        "not-stated": translate("Guidance", "What the review does not say"),
        "references": translate("Guidance", "References"),
        "about": translate("Guidance", "About this guidance"),
    }


def _therapies() -> list[Therapy]:
    return [one for one in content().therapies if not one.id.startswith(("TH-gen", "TH-co1"))]


def _therapy(one: Therapy) -> Entry:
    # A study that the text tells again is one study.
    return Entry(one.id, short_name(one), sum(study.detail_of is None for study in studies_of(one)))
