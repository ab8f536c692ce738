"""Where lines part and join: splits and merges as pieces from one lesion's line to another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import counted_events
from calcitrack.domain.figures.trend_data import Series, Spot, TrendData
from calcitrack.domain.figures.trend_view import Follow
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class Branch:
    """A piece from the last point of one lesion's line before a split or merge to the first of another's after it.

    Attributes:
        kind: Split or merged.
        on: Day of the event.
        lesion_id: The lesion that split, or that merged into another.
        to: The lesion that came of it.
    """

    kind: EventKind
    on: date
    lesion_id: int
    to: int
    start: Spot
    end: Spot


def branches(record: PatientRecord, data: TrendData) -> tuple[Branch, ...]:
    """Branches of a view of single lesions, in the order entered; none in per cent, where each line has its own 100 %.

    Nothing is joined across methods, nor where one of the two was not measured on its side of the event.
    """
    if data.view.follow is not Follow.LESION or data.view.is_percent or not data.view.measure.is_size:
        return ()
    of_record = {one.lesions[0]: one for one in data.series if one.of_record}
    return tuple(_found(record, of_record))


def _found(record: PatientRecord, lines: dict[int, Series]) -> Iterator[Branch]:
    for event in counted_events(record):
        if event.kind not in (EventKind.SPLIT, EventKind.MERGED):
            continue
        for to in event.to:
            one, other = lines.get(event.lesion_id), lines.get(to)
            if one is None or other is None or one.method is not other.method:
                continue
            day = event.on.toordinal()
            start = next((spot for spot in reversed(list(one.spots)) if spot.day <= day and spot.value), None)
            end = next((spot for spot in other.spots if spot.day >= day and spot.value), None)
            if start and end and start.day < end.day:
                yield Branch(event.kind, event.on, event.lesion_id, to, start, end)
