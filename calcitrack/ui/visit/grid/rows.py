"""What the grid shows of one lesion, and how it is gathered from a record. No Qt here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import reading_of_record
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.lineage import merged_away
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.recurrence import recurred
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import State, Subtype


@dataclass(frozen=True, slots=True)
class LastSeen:
    """What the signed visits up to now say of a lesion.

    Attributes:
        on: Day of the last visit that saw it; of the last that names it where none did.
        state: Its state then.
        reading: Last reading of record, which may be older; None when it was never measured, or since it was closed.
        subtype: Last clinical subtype; None when none was recorded.
        counted: The last count of its deposits and the day of it; None when nobody counted.
    """

    on: date
    state: State
    reading: Reading | None = None
    subtype: Subtype | None = None
    counted: tuple[int, date] | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One lesion in the grid.

    Attributes:
        site_label: Its site in the short words of the site list.
        last: None when no signed visit says anything of it.
        assessment: What today's draft says; None when it says nothing.
    """

    lesion: Lesion
    site_label: str
    last: LastSeen | None = None
    assessment: Assessment | None = None

    @property
    def last_reading(self) -> Reading | None:
        """The reading that today's is set against."""
        return self.last.reading if self.last else None


def in_order(rows: Iterable[GridRow]) -> list[GridRow]:
    """Index lesions first, then by number."""
    return sorted(rows, key=lambda row: (not row.lesion.index, row.lesion.number))


def grid_rows(record: PatientRecord, visit: Visit, sites: SiteList) -> tuple[GridRow, ...]:
    """The rows for a draft: every lesion that is open, new or back in this draft, or spoken of by it.

    A lesion that merged into another is part of that one, and is not asked for any more.
    """
    earlier = [v for v in record.counted_visits if v.visited_on <= visit.visited_on and v.id != visit.id]
    rows = (_row(lesion, earlier, visit, sites) for lesion in record.lesions)
    away, back = merged_away(record, visit), recurred(record, visit)
    return tuple(in_order(row for row in rows if _belongs(row, away, back)))


def last_seen(lesion: Lesion, visits: Sequence[Visit]) -> LastSeen | None:
    """What visits say of a lesion in the end.

    Args:
        lesion: The lesion.
        visits: Signed visits, oldest first.
    """
    said = [(v.visited_on, a) for v in visits if (a := v.assessment_of(lesion.id)) is not None]
    if not said:
        return None
    evidence = [(on, a) for on, a in said if a.state.is_evidence]
    reading = None
    for _, assessment in evidence:
        reading = None if assessment.state.closes else reading_of_record(lesion, assessment) or reading
    on, final = (evidence or said)[-1]
    subtypes = [a.clinical_subtype for _, a in said if a.clinical_subtype]
    counts = [(a.count, day) for day, a in said if a.count is not None]
    return LastSeen(on, final.state, reading, subtypes[-1] if subtypes else None, counts[-1] if counts else None)


def _row(lesion: Lesion, earlier: Sequence[Visit], visit: Visit, sites: SiteList) -> GridRow:
    label = sites.label(lesion.site, lesion.side)
    return GridRow(lesion, label, last_seen(lesion, earlier), visit.assessment_of(lesion.id))


def _belongs(row: GridRow, away: Collection[int], back: Collection[int]) -> bool:
    if row.assessment is not None or row.lesion.id in back:
        return True
    return (row.last is None or not row.last.state.closes) and row.lesion.id not in away
