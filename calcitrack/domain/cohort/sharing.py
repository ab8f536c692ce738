"""Which counts must not be shown to others: few people, and whatever would give few people away.

A count under five is hidden. So is one whose rest is under five: who is not counted is a group as well. And since the
answers to a question mostly add up to a whole that is shown, a hidden count never stands alone, and hidden counts
together come to five at least: otherwise the rest would tell. Counts of other filters can still be set against each
other; the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.cohort.answer import Tally
from calcitrack.domain.figures.outcomes import FEWEST


def is_small(count: int, whole: int) -> bool:
    """Whether a count, or what is left of its whole, is of so few that they could be told apart. Nobody is not few."""
    return 0 < count < FEWEST or 0 < whole - count < FEWEST


def hidden(counts: Sequence[int], whole: int) -> frozenset[int]:
    """The places of the counts that are not shown.

    Args:
        counts: The answers to one question.
        whole: What they are counted among.
    """
    small = {place for place, count in enumerate(counts) if is_small(count, whole)}
    if 0 < whole < FEWEST:
        return frozenset(range(len(counts)))
    # The next ones are the smallest: the least is lost. Zeros go last, for they hide little.
    others = sorted(set(range(len(counts))) - small, key=lambda place: (counts[place] == 0, counts[place]))
    while small and others and (len(small) < 2 or sum(counts[place] for place in small) < FEWEST):
        small.add(others.pop(0))
    return frozenset(small)


def hidden_of(tally: Tally, patients: int) -> frozenset[int]:
    """The places of the answers of a tally that are not shown.

    Args:
        tally: The counts.
        patients: The whole cohort: those of a tally among patients with lesions leave a rest as well.
    """
    if is_small(tally.of_patients, patients):
        return frozenset(range(len(tally.rows)))
    return hidden([row.patients for row in tally.rows], tally.of_patients)
