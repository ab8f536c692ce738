"""Lesions that had gone where a new one is found: it may be the same one that came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import EventKind, Side, State


@dataclass(frozen=True, slots=True)
class Gone:
    """A lesion that had gone before a visit.

    Attributes:
        state: Resolved or excised.
        on: Day of the visit that found it so.
    """

    lesion: Lesion
    state: State
    on: date

    def is_around(self, site: str, side: Side) -> bool:
        """Whether it was at a site, in a part of it, or in a larger one that holds it, on the same side."""
        where = (self.lesion.site, *self.lesion.setting.extent_sites)
        return self.lesion.side is side and any(SiteList.share_region(site, own) for own in where)


def gone_before(record: PatientRecord, visit: Visit) -> tuple[Gone, ...]:
    """The lesions that were closed before a draft and have not come back in it, the latest first."""
    earlier = [v for v in record.counted_visits if v.visited_on <= visit.visited_on and v.id != visit.id]
    back = recurred(record, visit) | {a.lesion_id for a in visit.assessments}
    found = []
    for lesion in record.lesions:
        said = [(v.visited_on, a.state) for v in earlier if (a := v.assessment_of(lesion.id)) and a.state.is_evidence]
        if said and said[-1][1].closes and lesion.id not in back:
            found.append(Gone(lesion, said[-1][1], said[-1][0]))
    return tuple(sorted(found, key=lambda gone: gone.on, reverse=True))


def recurred(record: PatientRecord, visit: Visit) -> frozenset[int]:
    """Lesions of which a draft says that they came back."""
    return frozenset(e.lesion_id for e in record.events if e.visit_id == visit.id and e.kind is EventKind.RECURRED)
