"""Where a lesion came from and what became of it: the lesions that splits and merges tie together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import by_number, counted_events
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import EventKind, State

TYING = (EventKind.SPLIT, EventKind.MERGED)
"""Events that tie lesions together."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One lesion of a lineage.

    Attributes:
        begins: Day from which it is drawn: first seen, or when it split off, whichever is earlier.
        ends: Day on which it merged into another or was found closed, and it was not seen since; None while it goes on.
        merged: Whether it ended in another lesion.
    """

    lesion_id: int
    number: int
    begins: date
    ends: date | None
    merged: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """A split or a merge, from one lesion to one other."""

    on: date
    kind: EventKind
    from_id: int
    to_id: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """Lesions tied together.

    Attributes:
        strands: One per lesion, each beside those it is tied to.
        ties: Oldest first.
    """

    strands: tuple[Strand, ...]
    ties: tuple[Tie, ...]


def shows_apart(state: State) -> bool:
    """Whether a state shows a lesion as a deposit of its own: one that cannot be measured may be part of another."""
    return state.is_evidence and state is not State.NOT_MEASURABLE


def events_of(record: PatientRecord, visit: Visit | None = None) -> tuple[LesionEvent, ...]:
    """The events that count, and with them those of a draft, in the order entered."""
    counted = {id(event) for event in counted_events(record)}
    return tuple(
        event for event in record.events if id(event) in counted or (visit is not None and event.visit_id == visit.id)
    )


def lineage_of(record: PatientRecord, lesion_id: int, visit: Visit | None = None) -> Lineage | None:
    """The lineage of a lesion, with what a draft adds to it; None for a lesion that is tied to no other."""
    ties = _ties(events_of(record, visit))
    kin = _kin(lesion_id, ties)
    if len(kin) < 2:
        return None
    own = tuple(tie for tie in ties if tie.from_id in kin)
    lesions = {lesion.id: lesion for lesion in by_number(record.lesions) if lesion.id in kin}
    order = _in_order(lesions, own)
    merges = last_merges(events_of(record, visit))
    strands = tuple(_strand(lesions[i], own, merges.get(i), _visits(record, visit)) for i in order)
    return Lineage(strands, own)


def merged_away(record: PatientRecord, visit: Visit) -> frozenset[int]:
    """Lesions that are part of another at a visit: they merged into it, and nobody found them apart since.

    The visit's own merges count; what it says of a lesion does not, so that undoing a merge undoes all of it.
    """
    last = last_merges(event for event in events_of(record, visit) if event.on <= visit.visited_on)
    earlier = [v for v in record.counted_visits if v.visited_on <= visit.visited_on and v.id != visit.id]
    return frozenset(i for i, event in last.items() if not _is_apart_after(event, earlier))


def last_merges(events: Iterable[LesionEvent]) -> dict[int, LesionEvent]:
    """The latest merge of each lesion that merged into another."""
    merges = (event for event in events if event.kind is EventKind.MERGED and event.to)
    return {event.lesion_id: event for event in sorted(merges, key=lambda event: event.on)}


def _is_apart_after(event: LesionEvent, visits: Iterable[Visit]) -> bool:
    """Whether a visit shows a lesion apart after it merged; the one at which the merge was entered does not."""
    later = (v for v in visits if v.visited_on > event.on and v.id != event.visit_id)
    return any(shows_apart(said.state) for v in later if (said := v.assessment_of(event.lesion_id)) is not None)


def _visits(record: PatientRecord, visit: Visit | None) -> tuple[Visit, ...]:
    """The visits that count, oldest first, and the draft among them."""
    kept = [v for v in record.counted_visits if visit is None or v.id != visit.id]
    return tuple(sorted([*kept, *([visit] if visit else [])], key=lambda v: v.visited_on))


def _ties(events: Iterable[LesionEvent]) -> tuple[Tie, ...]:
    found = [Tie(e.on, e.kind, e.lesion_id, to) for e in events if e.kind in TYING for to in e.to if to != e.lesion_id]
    return tuple(sorted(found, key=lambda tie: tie.on))


def _kin(lesion_id: int, ties: Sequence[Tie]) -> frozenset[int]:
    """All lesions that are tied to one, directly or through others."""
    found, grown = {lesion_id}, True
    while grown:
        near = {i for tie in ties if {tie.from_id, tie.to_id} & found for i in (tie.from_id, tie.to_id)}
        grown = not near <= found
        found |= near
    return frozenset(found)


def _in_order(lesions: dict[int, Lesion], ties: Sequence[Tie]) -> tuple[int, ...]:
    """Every lesion right after one that it is tied to, the lowest number first."""
    order: list[int] = []
    numbers = {i: lesion.number for i, lesion in lesions.items()}

    def place(lesion_id: int) -> None:
        if lesion_id in order:
            return
        order.append(lesion_id)
        near = {i for tie in ties if lesion_id in (tie.from_id, tie.to_id) for i in (tie.from_id, tie.to_id)}
        for other in sorted(near, key=numbers.__getitem__):
            place(other)

    place(min(numbers, key=numbers.__getitem__))
    return tuple(order)


def _strand(lesion: Lesion, ties: Sequence[Tie], merge: LesionEvent | None, visits: Sequence[Visit]) -> Strand:
    begins = min([lesion.first_seen, *(tie.on for tie in ties if lesion.id in (tie.from_id, tie.to_id))])
    if merge is not None and not _is_apart_after(merge, visits):
        return Strand(lesion.id, lesion.number, begins, merge.on, merged=True)
    said = [(v.visited_on, a.state) for v in visits if (a := v.assessment_of(lesion.id)) and a.state.is_evidence]
    closed = said[-1][0] if said and said[-1][1].closes else None
    return Strand(lesion.id, lesion.number, begins, closed, merged=False)
