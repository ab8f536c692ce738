"""What the map shows of each lesion, at any moment of a record. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import by_number, reading_of_record, size_of
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import Form, Side, Subtype

Place = tuple[str, Side]
"""Code of the site list, and the patient's side."""


@dataclass(frozen=True, slots=True)
class MapMark:
    """One lesion on the map.

    Attributes:
        words: Its site in full words, with the other sites that a sheet covers.
        places: Its site, and after it the other sites that a sheet covers.
        subtype: The clinical subtype recorded last; None when none was recorded.
        fills: A sheet, which fills the regions of its sites.
        closed: Resolved or excised.
        area_mm2: Area of the last size by its tracking method; None when there is none, or since it was closed.
    """

    lesion_id: int
    number: int
    words: str
    places: tuple[Place, ...]
    subtype: Subtype | None = None
    fills: bool = False
    closed: bool = False
    area_mm2: float | None = None


def moments(record: PatientRecord, *, with_draft: bool) -> tuple[Visit, ...]:
    """The visits that the map can be moved through, oldest first; the draft comes last where it is asked for."""
    draft = record.draft if with_draft else None
    return (*record.counted_visits, draft) if draft else record.counted_visits


def map_marks(
    record: PatientRecord, sites: SiteList, until: date | None, *, with_draft: bool = False
) -> tuple[MapMark, ...]:
    """The lesions of a record by number.

    Args:
        record: The record.
        sites: The words for sites.
        until: As it was known after the visits of this day; None for the present, with lesions that no visit names yet.
        with_draft: Whether the draft has a say, too.
    """
    visits = [v for v in moments(record, with_draft=with_draft) if until is None or v.visited_on <= until]
    there = (lesion for lesion in by_number(record.lesions) if until is None or lesion.first_seen <= until)
    return tuple(_mark(lesion, _setting(lesion, until), visits, sites) for lesion in there)


def _setting(lesion: Lesion, until: date | None) -> LesionSetting:
    """The setting that held then; the first one where none is as old."""
    if until is None:
        return lesion.setting
    return next((s for s in reversed(lesion.settings) if s.set_on <= until), lesion.settings[0])


def _mark(lesion: Lesion, setting: LesionSetting, visits: Sequence[Visit], sites: SiteList) -> MapMark:
    said = [a for visit in visits if (a := visit.assessment_of(lesion.id)) is not None]
    seen = next((a for a in reversed(said) if a.state.is_evidence), None)
    others = [code for code in setting.extent_sites if code != setting.site] if setting.form is Form.SHEET else []
    codes = (setting.site, *others)
    closed = seen is not None and seen.state.closes
    return MapMark(
        lesion_id=lesion.id,
        number=lesion.number,
        words="; ".join(sites.covered(code, setting.side)[1] for code in codes),
        places=tuple((code, setting.side) for code in codes),
        subtype=next((a.clinical_subtype for a in reversed(said) if a.clinical_subtype), None),
        fills=setting.form is Form.SHEET,
        closed=closed,
        area_mm2=None if closed else _area(lesion, said),
    )


def _area(lesion: Lesion, said: Sequence[Assessment]) -> float | None:
    sizes = (size_of(reading_of_record(lesion, assessment)) for assessment in reversed(said))
    size = next((size for size in sizes if size is not None), None)
    return size.area_mm2 if size else None
