"""What cannot be done to a draft's lesions, and why: every fault of a step, each in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from calcitrack.domain.errors import Fault
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.lesion_step import LesionStep
from calcitrack.domain.lineage import TYING, merged_away
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import BEFORE_BIRTH, FUTURE, assessment_faults, fault, lesion_faults
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import EventKind

_NO_PART = QT_TRANSLATE_NOOP("step", "Say which lesions came of the split.")
_NO_OTHER = QT_TRANSLATE_NOOP("step", "Say which one lesion it merged into.")
_ITSELF = QT_TRANSLATE_NOOP("step", "A lesion can neither split off from itself nor merge into itself.")
_TWICE = QT_TRANSLATE_NOOP("step", "This is recorded already, for the same day.")
_LATE = QT_TRANSLATE_NOOP("step", "This is after the day of the visit.")
_MERGED = QT_TRANSLATE_NOOP("step", "Lesion {number} has merged into another lesion itself.")
_ROUND = QT_TRANSLATE_NOOP("step", "Lesion {number} itself came of this one.")
_LINKED = QT_TRANSLATE_NOOP("step", "Only a split or a merge names other lesions.")
_SIGNED = QT_TRANSLATE_NOOP("step", "Lesion {number} stands in the signed visit of {day}, so it stays.")
_EVENT_ELSEWHERE = QT_TRANSLATE_NOOP("step", "Something else is recorded of lesion {number}, so it stays.")
_OTHER_DRAFT = QT_TRANSLATE_NOOP("step", "The draft of {day} says something of lesion {number}: clear it there first.")
_TARGET = QT_TRANSLATE_NOOP("step", "Lesion {number} is a target of {therapy}, so it stays.")
_JUDGED = QT_TRANSLATE_NOOP("step", "The response of lesion {number} was judged, so it stays.")


def step_faults(
    step: LesionStep, record: PatientRecord, visit: Visit, today: date, sites: SiteList
) -> tuple[Fault, ...]:
    """What is wrong with a step at a draft."""
    found = [one for lesion in step.comes.lesions for one in _new_lesion_faults(lesion, record, today, sites)]
    for event in step.comes.events:
        found += event_faults(event, record, visit, today, step.goes.events)
    places = {lesion.id: lesion.place for lesion in (*record.lesions, *step.comes.lesions)}
    for said in step.comes.said:
        found += assessment_faults(said.assessment, places[said.assessment.lesion_id], record.patient.birth_date, today)
    for lesion in step.goes.lesions:
        found += why_it_stays(lesion, record, visit)
    return tuple(found)


def event_faults(
    event: LesionEvent, record: PatientRecord, visit: Visit, today: date, replaced: tuple[LesionEvent, ...] = ()
) -> tuple[Fault, ...]:
    """What is wrong with an event that is entered at a draft; ``replaced`` are events that it takes the place of."""
    gone = {other.id for other in replaced}
    others = tuple(other for other in record.events if other.id not in gone and other.id != event.id)
    found = list(_day_faults(event, record, visit, today))
    found += _link_faults(event)
    if any((o.lesion_id, o.kind, o.on, o.to) == (event.lesion_id, event.kind, event.on, event.to) for o in others):
        found.append(fault("kind", "twice", _TWICE))
    if event.kind in TYING and not found:
        found += _tie_faults(event, record, visit, others)
    return tuple(found)


def why_it_stays(lesion: Lesion, record: PatientRecord, visit: Visit) -> tuple[Fault, ...]:
    """Why a lesion cannot be removed from a draft; empty when it can: nothing but this draft names it."""
    return tuple(_names(lesion, record, visit))


def _new_lesion_faults(lesion: Lesion, record: PatientRecord, today: date, sites: SiteList) -> Iterator[Fault]:
    # The number is given when it is stored; whatever is brought cannot be wrong.
    yield from (one for one in lesion_faults(lesion, record.patient, today, sites) if one.field != "number")


def _day_faults(event: LesionEvent, record: PatientRecord, visit: Visit, today: date) -> Iterator[Fault]:
    if event.on > today:
        yield fault("on", "future", FUTURE)
    elif event.on > visit.visited_on:
        yield fault("on", "late", _LATE)
    elif event.on < record.patient.birth_date.earliest:
        yield fault("on", "before_birth", BEFORE_BIRTH)


def _link_faults(event: LesionEvent) -> Iterator[Fault]:
    if event.lesion_id in event.to or len(set(event.to)) < len(event.to):
        yield fault("to", "itself", _ITSELF)
    elif event.kind is EventKind.SPLIT and not event.to:
        yield fault("to", "needed", _NO_PART)
    elif event.kind is EventKind.MERGED and len(event.to) != 1:
        yield fault("to", "needed", _NO_OTHER)
    elif event.kind not in TYING and event.to:
        yield fault("to", "unexpected", _LINKED)


def _tie_faults(
    event: LesionEvent, record: PatientRecord, visit: Visit, others: tuple[LesionEvent, ...]
) -> Iterator[Fault]:
    """A lesion that is part of another neither takes nor gives; nothing comes of what came of it."""
    numbers = {lesion.id: lesion.number for lesion in record.lesions}
    away = merged_away(replace(record, events=others), visit)
    for lesion_id in (event.lesion_id, *event.to):
        if lesion_id in away:
            yield fault("to", "merged", _MERGED, number=numbers[lesion_id])
    for to in event.to:
        if any(o.kind is event.kind and o.lesion_id == to and event.lesion_id in o.to for o in others):
            yield fault("to", "round", _ROUND, number=numbers[event.lesion_id])


def _names(lesion: Lesion, record: PatientRecord, visit: Visit) -> Iterator[Fault]:
    number = lesion.number
    for other in record.visits:
        if other.id != visit.id and other.assessment_of(lesion.id) is not None:
            marked = _SIGNED if other.is_signed else _OTHER_DRAFT
            yield fault("lesion", "named", marked, number=number, day=other.visited_on.isoformat())
    if any(lesion.id in (e.lesion_id, *e.to) and e.visit_id != visit.id for e in record.events):
        yield fault("lesion", "named", _EVENT_ELSEWHERE, number=number)
    for trial in record.trials:
        if trial.targets is not None and lesion.id in trial.targets:
            yield fault("lesion", "named", _TARGET, number=number, therapy=trial.therapy)
    if any(judgement.lesion_id == lesion.id for judgement in record.judgements):
        yield fault("lesion", "named", _JUDGED, number=number)
