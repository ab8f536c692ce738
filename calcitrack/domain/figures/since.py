"""What a record has gained since its last signed visit: what whoever opens it has not read yet under a signature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import by_number, reading_of_record, size_of
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Assessment, Order, Visit
from calcitrack.domain.vocabulary import State

_CLOSED = (State.RESOLVED, State.EXCISED)


@dataclass(frozen=True, slots=True)
class Since:
    """What was recorded after a visit. Tuples of lesions hold their ids by number.

    Attributes:
        visited_on: Day of the last signed visit.
        draft_on: Day of the draft that is open; None where there is none.
        new: First seen after that day, or first spoken of in the draft.
        grown: Larger in the draft: on inspection, or by the same method beyond the reading error.
        shrunk: Smaller in the draft, likewise.
        closed: Resolved or excised in the draft.
        events: What happened to lesions after that day.
        asked: Orders of a later day that have no result.
        answered: Orders whose result came on a later day.
        started: Trials begun on a later day.
        stopped: Trials that ended on a later day.
        addenda: How many were written after the signature, on any visit.
        others: How often each other person changed the record after the signature, by name.
    """

    visited_on: date
    draft_on: date | None
    new: tuple[int, ...]
    grown: tuple[int, ...]
    shrunk: tuple[int, ...]
    closed: tuple[int, ...]
    events: tuple[LesionEvent, ...]
    asked: tuple[Order, ...]
    answered: tuple[Order, ...]
    started: tuple[Trial, ...]
    stopped: tuple[Trial, ...]
    addenda: int
    others: tuple[tuple[str, int], ...]

    @property
    def is_nothing(self) -> bool:
        """Nothing at all was recorded since."""
        lists = (self.new, self.events, self.asked, self.answered, self.started, self.stopped, self.others)
        return self.draft_on is None and not self.addenda and not any(lists)


def since_last_signed(record: PatientRecord, settings: RuleSettings, others: Mapping[str, int]) -> Since | None:
    """What came after the last signed visit that counts; None where there is no such visit.

    Args:
        record: As it stands.
        settings: The clinic's thresholds.
        others: How often each other person changed the record after that signature.
    """
    if not record.counted_visits:
        return None
    last = record.counted_visits[-1]
    day, drafts = last.visited_on, [v for v in record.visits if not v.is_signed]
    said = {a.lesion_id: a for draft in drafts for a in draft.assessments}
    then = {a.lesion_id: a for a in last.assessments}
    lesions = by_number(record.lesions)

    def where(holds: Callable[[Lesion, Assessment], bool]) -> tuple[int, ...]:
        return tuple(one.id for one in lesions if one.id in said and holds(one, said[one.id]))

    return Since(
        visited_on=day,
        draft_on=record.draft.visited_on if record.draft else None,
        new=_new(lesions, record.counted_visits, day, said),
        grown=where(lambda lesion, now: _direction(lesion, then.get(lesion.id), now, settings) > 0),
        shrunk=where(lambda lesion, now: _direction(lesion, then.get(lesion.id), now, settings) < 0),
        closed=where(lambda lesion, now: now.state in _CLOSED and not _was_closed(then.get(lesion.id))),
        events=tuple(sorted((e for e in record.events if e.on > day), key=lambda e: e.on)),
        asked=tuple(o for o in record.all_orders if o.asked_on and o.asked_on > day and not o.closed_on),
        answered=tuple(o for o in record.all_orders if o.closed_on and o.closed_on > day),
        started=tuple(t for t in record.trials if t.start > day),
        stopped=tuple(t for t in record.trials if t.stop and t.stop > day and not t.is_procedure),
        addenda=_addenda(record, last),
        others=tuple(sorted(others.items())),
    )


def _new(
    lesions: list[Lesion], counted: tuple[Visit, ...], day: date, said: Mapping[int, Assessment]
) -> tuple[int, ...]:
    known = {a.lesion_id for visit in counted for a in visit.assessments}
    return tuple(one.id for one in lesions if one.id not in known and (one.first_seen > day or one.id in said))


def _addenda(record: PatientRecord, last: Visit) -> int:
    if last.signed_at is None:  # the instant of an imported signature need not be known
        return len(last.addenda)
    return sum(one.written_at > last.signed_at for visit in record.visits for one in visit.addenda)


def _direction(lesion: Lesion, then: Assessment | None, now: Assessment, settings: RuleSettings) -> int:
    """Above 0 where a lesion is larger now, below where it is smaller, 0 where neither can be said."""
    if now.state in (State.LARGER, State.SMALLER):
        return 1 if now.state is State.LARGER else -1
    before = reading_of_record(lesion, then) if then is not None else None
    present = reading_of_record(lesion, now)
    if before is None or present is None or not beyond_error(before, present, settings):
        return 0
    sizes = size_of(before), size_of(present)
    if sizes[0] is None or sizes[1] is None:
        return 0
    return sizes[1].total - sizes[0].total


def _was_closed(then: Assessment | None) -> bool:
    return then is not None and then.state in _CLOSED
