"""Headings of the review under which the rules cite it."""

from __future__ import annotations

from calcitrack.guidance.finding import Source

CLASSIFICATION = "Classification"
EVALUATION = "Evaluation and diagnosis of calcinosis"
GENERAL = "General approaches for the management of calcinosis"
DRUGS = "Pharmacologic therapies for calcinosis"
PROCEDURES = "Nonpharmacologic interventions"


def place(section: str, *lines: tuple[int, int], refs: tuple[int, ...] = ()) -> Source:
    """A place in the review."""
    return Source(section, lines, refs)
