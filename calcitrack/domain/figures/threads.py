"""Threads: lesions tied together by splits and merges, followed as one (rule 16).

A second view beside the figures of lesions, in which a split child is a new lesion; it changes none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import by_number, counted_events
from calcitrack.domain.figures.model import RecordFigures, TrendPoint, VisitFigures
from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.lineage import last_merges, shows_apart
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class ThreadPoint:
    """A thread at one visit.

    Attributes:
        on: Day of the visit.
        area_mm2: Sum of the areas of the open members; None unless all have one, 0.0 when none is open.
        measured: k, open members with an area.
        open: n, open members.
    """

    on: date
    visit_id: int
    area_mm2: float | None
    measured: int
    open: int


@dataclass(frozen=True, slots=True)
class Thread:
    """Lesions tied together by splits and merges.

    Attributes:
        lesions: Their ids by number, at least two.
        points: One per signed visit from the first at which a member is open, oldest first.
    """

    lesions: tuple[int, ...]
    points: tuple[ThreadPoint, ...]


def thread_figures(record: PatientRecord, figures: RecordFigures) -> tuple[Thread, ...]:
    """Every thread of a record, by the lowest number in it; lesions that are tied to no other are in none."""
    events = counted_events(record)
    groups = _groups([lesion.id for lesion in by_number(record.lesions)], events)
    merged = last_merges(events)
    return tuple(Thread(group, tuple(_points(group, merged, figures))) for group in groups)


def _groups(lesions: Iterable[int], events: Iterable[LesionEvent]) -> list[tuple[int, ...]]:
    """Lesions that splits and merges tie together, directly or through others."""
    group_of = {lesion: [lesion] for lesion in lesions}
    for event in events:
        if event.kind in (EventKind.SPLIT, EventKind.MERGED):
            for other in event.to:
                _join(group_of, event.lesion_id, other)
    order = list(group_of)
    found = {id(group): group for group in group_of.values() if len(group) > 1}
    return [tuple(sorted(group, key=order.index)) for group in found.values()]


def _join(group_of: dict[int, list[int]], one: int, other: int) -> None:
    keep, gone = group_of[one], group_of[other]
    if keep is not gone:
        keep.extend(gone)
        for lesion in gone:
            group_of[lesion] = keep


def _points(group: tuple[int, ...], merged: Mapping[int, LesionEvent], figures: RecordFigures) -> Iterator[ThreadPoint]:
    begun = False
    for visit in figures.visits:
        members = [i for i in group if i in visit.open_lesions]
        begun = begun or bool(members)
        if begun:
            apart = [i for i in members if i not in merged or _is_apart(visit, merged[i], figures.trends[i])]
            yield _point(visit, apart)


def _is_apart(visit: VisitFigures, merge: LesionEvent, points: Iterable[TrendPoint]) -> bool:
    """Whether a lesion is a deposit of its own: until it merged into another, and again once it is found after that.

    A merge closes no lesion, and from then on its area is part of the other's: it would keep the thread unknown. The
    visit at which the merge was entered finds no lesion apart, however long before it the merge is dated.
    """
    if visit.visited_on < merge.on:
        return True
    later = (p for p in points if merge.on < p.on <= visit.visited_on and p.visit_id != merge.visit_id)
    return any(shows_apart(p.state) for p in later)


def _point(visit: VisitFigures, members: list[int]) -> ThreadPoint:
    areas = [visit.areas_mm2[i] for i in members if i in visit.areas_mm2]
    whole = sum(areas) if len(areas) == len(members) else None
    return ThreadPoint(visit.visited_on, visit.visit_id, whole, len(areas), len(members))
