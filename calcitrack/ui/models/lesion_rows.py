"""One row per lesion: what the signed visits say of it last, and how it changed since the visit before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from calcitrack.domain.figures.area import by_number, percent_change, reading_of_record, size_of
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import Side, State, Subtype
from calcitrack.ui.models.findings import Badge, absent, detail, found, not_recorded, signs_absent


class SiteWords(Protocol):
    """The words for a site."""

    def covered(self, code: str, side: Side) -> tuple[str, str]:
        """Short and whole, whether or not the site has this side."""
        ...


@dataclass(frozen=True, slots=True)
class SizeSeen:
    """The last size of a lesion.

    Attributes:
        reading: The reading of record.
        current: Taken at the last signed visit; otherwise it is older and is shown as such.
    """

    reading: Reading
    current: bool


@dataclass(frozen=True, slots=True)
class LesionRow:
    """One lesion in the list.

    Attributes:
        site_label: Short, as the list shows it.
        site_name: Whole, for the tooltip.
        subtype: The clinical subtype recorded last; None when none was recorded.
        state: What the last visit that looked for it says; None before the first.
        last_on: Day of that visit.
        missed: The last signed visit says nothing of it, or that it was not examined.
        area_mm2: Area of the size shown; None when there is none.
        since_last_percent: Change of area against the previous signed visit, like for like; None where it has no area
            at both, by the same method.
        beyond_error: The change is beyond the reading error of the clinic.
        pain: 0 to 10, at ``last_on``; None when not recorded.
        findings: Present at ``last_on``, gravest first.
        detail: The grade of an infection and the kind of a discharge, in words.
        absent: Findings recorded as absent at ``last_on``.
        unrecorded: Findings of which nothing was recorded at ``last_on``.
        signs_absent: Ulcer, discharge and infection were looked for, and nothing was found.
        closed: Resolved or excised.
    """

    lesion_id: int
    number: int
    index: bool
    site_label: str
    site_name: str
    subtype: Subtype | None = None
    state: State | None = None
    last_on: date | None = None
    missed: bool = False
    size: SizeSeen | None = None
    area_mm2: float | None = None
    since_last_percent: float | None = None
    beyond_error: bool = False
    pain: float | None = None
    findings: tuple[Badge, ...] = ()
    detail: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    signs_absent: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What the counted visits say of one lesion, oldest first."""

    lesion: Lesion
    visits: tuple[tuple[Visit, Assessment | None], ...]

    def seen(self) -> tuple[Visit, Assessment] | None:
        """The last time that somebody looked and saw."""
        return next(((v, a) for v, a in reversed(self.visits) if a and a.state.is_evidence), None)

    def reading(self, back: int) -> Reading | None:
        """The reading of record some visits back; 1 is the last visit."""
        said = self.visits[-back][1] if len(self.visits) >= back else None
        return reading_of_record(self.lesion, said) if said else None

    def resolved_now(self) -> bool:
        """The last visit found it resolved."""
        said = self.visits[-1][1] if self.visits else None
        return said is not None and said.state is State.RESOLVED


def lesion_rows(record: PatientRecord, figures: RecordFigures, sites: SiteWords) -> tuple[LesionRow, ...]:
    """The lesions of a record by number. Drafts and visits entered in error say nothing here."""
    visits = record.counted_visits
    said = [{a.lesion_id: a for a in visit.assessments} for visit in visits]
    return tuple(
        _row(_Said(lesion, tuple((v, s.get(lesion.id)) for v, s in zip(visits, said, strict=True))), figures, sites)
        for lesion in by_number(record.lesions)
    )


def _row(said: _Said, figures: RecordFigures, sites: SiteWords) -> LesionRow:
    lesion, seen = said.lesion, said.seen()
    visit, assessment = seen or (None, None)
    size = None if assessment and assessment.state.closes else _size(said)
    area = size_of(size.reading) if size else None
    percent, beyond = _change(said, figures)
    places = _places(sites, lesion)
    return LesionRow(
        lesion_id=lesion.id,
        number=lesion.number,
        index=lesion.index,
        site_label="; ".join(label for label, _ in places),
        site_name="; ".join(name for _, name in places),
        subtype=_subtype(said),
        state=assessment.state if assessment else None,
        last_on=visit.visited_on if visit else None,
        missed=bool(visit and visit is not said.visits[-1][0] and not (assessment and assessment.state.closes)),
        size=size,
        area_mm2=area.area_mm2 if area else None,
        since_last_percent=percent,
        beyond_error=beyond,
        pain=assessment.pain if assessment else None,
        findings=found(assessment) if assessment else (),
        detail=detail(assessment) if assessment else (),
        absent=absent(assessment) if assessment else (),
        unrecorded=not_recorded(assessment) if assessment else (),
        signs_absent=bool(assessment and signs_absent(assessment)),
        closed=bool(assessment and assessment.state.closes),
    )


def _places(sites: SiteWords, lesion: Lesion) -> list[tuple[str, str]]:
    """The site, and after it the other sites that a sheet covers, each short and whole."""
    others = [code for code in lesion.setting.extent_sites if code != lesion.site]
    return [sites.covered(code, lesion.side) for code in (lesion.site, *others)]


def _subtype(said: _Said) -> Subtype | None:
    return next((a.clinical_subtype for _, a in reversed(said.visits) if a and a.clinical_subtype), None)


def _size(said: _Said) -> SizeSeen | None:
    for back in range(1, len(said.visits) + 1):
        if reading := said.reading(back):
            return SizeSeen(reading, current=back == 1)
    return None


def _change(said: _Said, figures: RecordFigures) -> tuple[float | None, bool]:
    """The change against the previous visit, and whether it is beyond the reading error; resolved now counts as 0."""
    before, now = said.reading(2), said.reading(1)
    then, size = size_of(before), size_of(now)
    if before is None or then is None:
        return None, False
    if now is not None and size is not None:
        return percent_change(then.product, size.product), beyond_error(before, now, figures.settings)
    return (-100.0, True) if said.resolved_now() else (None, False)
