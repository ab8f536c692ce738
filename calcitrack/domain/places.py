"""Where lesions are, counted over many patients."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from calcitrack.domain.vocabulary import Side


@dataclass(frozen=True, slots=True)
class SiteCount:
    """How many lesions there are at a site of one side, and how many patients have them."""

    site: str
    side: Side
    lesions: int
    patients: int


def added_up(counts: Iterable[SiteCount]) -> tuple[SiteCount, ...]:
    """Counts over different patients together, most lesions first; those of the same number by code and side."""
    by_place: dict[tuple[str, Side], SiteCount] = {}
    for count in counts:
        known = by_place.get((count.site, count.side))
        if known is not None:
            lesions, patients = known.lesions + count.lesions, known.patients + count.patients
            by_place[count.site, count.side] = replace(known, lesions=lesions, patients=patients)
        else:
            by_place[count.site, count.side] = count
    return tuple(sorted(by_place.values(), key=lambda count: (-count.lesions, count.site, count.side)))
