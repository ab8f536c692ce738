"""The facts of the sentence that says in short what a visit found. Reports and screens write the sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import by_number, reading_of_record
from calcitrack.domain.figures.model import ChangeSinceLast, RecordFigures
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, State


@dataclass(frozen=True, slots=True)
class InShort:
    """What a visit found, in short. All tuples hold lesion ids by number.

    Attributes:
        previous_on: Day of the visit it is compared with; None at the first.
        open: n, lesions open after the visit.
        measured: k, lesions with an area at the visit.
        compared: How many lesions the change rests on.
        percent: Like-for-like change of their summed area; None where nothing was compared.
        changed: Compared lesions that resolved, or whose length + width changed beyond the reading error.
        larger: Larger on inspection.
        smaller: Smaller on inspection.
        draining: Chalky, pus or other discharge.
        red: Redness recorded.
        ulcerated: Ulcer recorded.
        signs_not_recorded: Open lesions of which discharge, redness or ulcer is not recorded. The sentence must not say
            that there are none while there are such lesions.
        resolved: Open then, resolved now.
        excised: Open then, excised now.
        new: First recorded now; empty at the first visit, where every lesion is.
    """

    visit_id: int
    visited_on: date
    previous_on: date | None
    open: int
    measured: int
    compared: int
    percent: float | None
    changed: tuple[int, ...]
    larger: tuple[int, ...]
    smaller: tuple[int, ...]
    draining: tuple[int, ...]
    red: tuple[int, ...]
    ulcerated: tuple[int, ...]
    signs_not_recorded: tuple[int, ...]
    resolved: tuple[int, ...]
    excised: tuple[int, ...]
    new: tuple[int, ...]

    @property
    def within_error(self) -> bool | None:
        """No compared lesion changed beyond the reading error; None where nothing was compared."""
        return not self.changed if self.compared else None


_NOTHING = ChangeSinceLast((), None, (), (), (), 0.0, ())


def in_short(record: PatientRecord, figures: RecordFigures, visit_id: int) -> InShort:
    """Facts of one visit's sentence.

    Raises:
        KeyError: The visit does not count: a draft, entered in error, or not in the record.
    """
    place = next((i for i, visit in enumerate(figures.visits) if visit.visit_id == visit_id), None)
    if place is None:
        raise KeyError(visit_id)
    visit = figures.visits[place]
    previous = figures.visits[place - 1] if place else None
    lesions = by_number(record.lesions)
    now = _said(record, visit.visit_id)
    then = _said(record, previous.visit_id) if previous else {}
    change = visit.change or _NOTHING
    compared = [lesion for lesion in lesions if lesion.id in change.compared]
    return InShort(
        visit_id=visit.visit_id,
        visited_on=visit.visited_on,
        previous_on=previous.visited_on if previous else None,
        open=visit.open,
        measured=visit.measured,
        compared=len(change.compared),
        percent=change.percent,
        changed=tuple(i.id for i in compared if _has_changed(i, then[i.id], now[i.id], figures.settings)),
        larger=_where(lesions, now, lambda a: a.state is State.LARGER),
        smaller=_where(lesions, now, lambda a: a.state is State.SMALLER),
        draining=_where(lesions, now, lambda a: a.discharge not in (None, Discharge.NONE)),
        red=_where(lesions, now, lambda a: a.redness is True),
        ulcerated=_where(lesions, now, lambda a: a.ulcer is True),
        signs_not_recorded=tuple(i for i in visit.open_lesions if i not in now or not _signs_recorded(now[i])),
        resolved=change.resolved,
        excised=change.excised,
        new=change.new,
    )


def _said(record: PatientRecord, visit_id: int) -> Mapping[int, Assessment]:
    visit = next(visit for visit in record.visits if visit.id == visit_id)
    return {a.lesion_id: a for a in visit.assessments}


def _where(
    lesions: list[Lesion], said: Mapping[int, Assessment], holds: Callable[[Assessment], bool]
) -> tuple[int, ...]:
    return tuple(i.id for i in lesions if i.id in said and holds(said[i.id]))


def _signs_recorded(said: Assessment) -> bool:
    return None not in (said.discharge, said.redness, said.ulcer)


def _has_changed(lesion: Lesion, then: Assessment, now: Assessment, settings: RuleSettings) -> bool:
    """Of a compared lesion: it has an area then, and has one now or resolved."""
    before, present = reading_of_record(lesion, then), reading_of_record(lesion, now)
    return before is None or present is None or beyond_error(before, present, settings)
