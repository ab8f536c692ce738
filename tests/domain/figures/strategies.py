"""Random records that crowd onto the edges of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import PROCEDURE, Trial
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import EventKind, Method, State
from tests.builders import a_lesion, a_reading, a_record, a_trial, a_visit, an_assessment, an_event
from tests.domain.figures.stories import START, day

DAYS = [-95, -91, -90, -89, -40, -1, 0, 1, 2, 13, 14, 15, 40, 83, 84, 85, 120, 150, 200]
"""Days of visits from the start of the trial: both sides of every limit of the rules."""

SIDES = [
    (200, 100),
    (150, 100),
    (151, 100),
    (149, 100),
    (200, 125),
    (200, 126),
    (201, 100),
    (20, 10),
    (15, 10),
    (10, 9),
]
"""Sizes: against the first, exactly 25 % below and above, a tenth to either side; and small ones within the error."""

LESIONS = (1, 2, 3)


@st.composite
def assessments(draw: st.DrawFn, lesion: int, number: int) -> Assessment:
    state = draw(st.sampled_from([State.MEASURED] * 8 + list(State)))
    if state is not State.MEASURED:
        return an_assessment(lesion, state)
    return an_assessment(
        lesion,
        readings=tuple(draw(st.lists(readings(number), min_size=draw(st.sampled_from([1, 1, 1, 0])), max_size=2))),
    )


@st.composite
def readings(draw: st.DrawFn, number: int) -> Reading:
    length, width = draw(st.sampled_from(SIDES))
    return a_reading(
        length,
        draw(st.sampled_from([width] * 9 + [None])),
        day(number) + timedelta(days=draw(st.sampled_from([0, 0, 0, 0, -10, -1, 2]))),
        method=draw(st.sampled_from([Method.RULER] * 9 + [Method.RADIOGRAPH])),
    )


@st.composite
def visits(draw: st.DrawFn, number: int, *, signed: bool = True) -> Visit:
    seen = [lesion for lesion in LESIONS if draw(st.sampled_from([True, True, True, False]))]
    return a_visit(day(number), *(draw(assessments(lesion, number)) for lesion in seen), signed=signed)


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    targets = draw(st.none() | st.lists(st.sampled_from(LESIONS), unique=True, min_size=1).map(tuple))
    if draw(st.booleans()):
        return a_trial("laser", START, route=PROCEDURE, stop=START, targets=targets)
    stop = draw(st.none() | st.sampled_from([0, 5, 13, 14, 83, 84, 120]).map(day))
    return a_trial(start=START, stop=stop, targets=targets)


@st.composite
def records(draw: st.DrawFn, **fields: Any) -> PatientRecord:
    """A record with three lesions, a trial, events, and signed visits on different days."""
    days = sorted(
        draw(st.lists(st.sampled_from(DAYS), unique=True, min_size=draw(st.sampled_from([8, 5, 0])), max_size=10))
    )
    first_seen = draw(st.tuples(*(st.sampled_from([-95, 0, 1, 84]) for _ in LESIONS)))
    methods = draw(st.tuples(*(st.sampled_from([Method.RULER] * 9 + [Method.RADIOGRAPH]) for _ in LESIONS)))
    lesions = tuple(
        a_lesion(number, first_seen=day(seen), tracking_method=method)
        for number, seen, method in zip(LESIONS, first_seen, methods, strict=True)
    )
    given: dict[str, Any] = {
        "lesions": lesions,
        "trials": (draw(trials()),),
        "events": tuple(draw(st.lists(events(), max_size=4))),
    }
    return a_record(*(draw(visits(number)) for number in days), **(given | fields))


@st.composite
def events(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(list(EventKind)))
    return an_event(draw(st.sampled_from(LESIONS)), kind, day(draw(st.sampled_from([-1, 0, 1, 84, 85, 300]))))


def new_numbers(shift: int) -> dict[int, int]:
    """Other numbers for the lesions, in the opposite order."""
    return {number: shift + max(LESIONS) - number for number in LESIONS}


def renumbered(record: PatientRecord, shift: int) -> PatientRecord:
    """The same record with other numbers and ids of its lesions."""
    new = new_numbers(shift)
    return replace(
        record,
        lesions=tuple(replace(lesion, id=new[lesion.id], number=new[lesion.id]) for lesion in record.lesions),
        visits=tuple(
            replace(v, assessments=tuple(replace(a, lesion_id=new[a.lesion_id]) for a in v.assessments))
            for v in record.visits
        ),
        trials=tuple(replace(t, targets=t.targets and tuple(new[i] for i in t.targets)) for t in record.trials),
        events=tuple(replace(event, lesion_id=new[event.lesion_id]) for event in record.events),
    )
