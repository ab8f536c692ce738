"""The recorded facts of a patient on a day, read once: what every rule of the pathway looks at.

Only signed visits that do not stand in error count, and none after the day. A fact of a lesion is the last value
recorded, with its day; what was recorded before a lesion was found closed does not speak of the lesion that came back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from calcitrack.domain.dates import age_on
from calcitrack.domain.figures.area import by_number, counted_events
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Assessment, Lab, Order, Visit
from calcitrack.domain.vocabulary import (
    Answer,
    BackgroundFact,
    Discharge,
    Disease,
    DiseaseActivity,
    EventKind,
    Infection,
    Method,
)
from calcitrack.guidance.finding import Fact, Missing

SYMPTOMS = (
    "pain", "ulcer", "redness", "swelling", "discharge", "infection", "function_limited", "nerve_compression",
)  # fmt: skip
"""Fields of an assessment of which a value other than "no" means that the lesion is not silent."""
_FIELDS = (*SYMPTOMS, "tendon_sheath", "visible", "palpable", "clinical_subtype", "radiographic_subtype")
_ABSENT = (False, 0, Discharge.NONE, Infection.NONE)
_IMAGING = (Method.RADIOGRAPH, Method.ULTRASOUND, Method.CT)
_EVENT_FIELD = {EventKind.ULCERATED: "ulcer"}


class Known(NamedTuple):
    """A recorded value with its day and the visit that says it."""

    value: object
    on: date
    visit: int | None

    @property
    def present(self) -> bool:
        """It says yes: a mark above 0, a grade or kind other than none."""
        return self.value not in _ABSENT


@dataclass(frozen=True, slots=True)
class LesionFacts:
    """What is recorded of one lesion.

    Attributes:
        closed: It was resolved or excised when it was last looked at.
        known: Last recorded value of each field; a field that was never recorded is absent.
        events: What happened to it since it was last closed, by kind, the last of each.
    """

    lesion: Lesion
    closed: bool
    known: Mapping[str, Known]
    events: Mapping[EventKind, LesionEvent]

    @property
    def number(self) -> int:
        """Number within the patient."""
        return self.lesion.number

    @property
    def symptoms(self) -> tuple[str, ...]:
        """Fields that say that the lesion is not silent."""
        return tuple(name for name in SYMPTOMS if self.present(name))

    def present(self, name: str) -> bool | None:
        """Whether a field says yes; None when it is not recorded."""
        known = self.known.get(name)
        return None if known is None else known.present

    def value(self, name: str) -> object | None:
        """The last recorded value; None when there is none."""
        known = self.known.get(name)
        return None if known is None else known.value

    def fact(self, name: str) -> Fact:
        """A recorded field as a fact.

        Raises:
            KeyError: It is not recorded.
        """
        known = self.known[name]
        return Fact(name, _written(known.value), known.on, known.visit, self.number)

    def event_fact(self, kind: EventKind) -> Fact:
        """An event as a fact."""
        event = self.events[kind]
        return Fact("event", kind.value, event.on, event.visit_id, self.number)

    def lacking(self, names: Iterable[str]) -> tuple[Missing, ...]:
        """Those of the fields that are not recorded."""
        return tuple(Missing(name, self.number) for name in names if name not in self.known)


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """What is recorded of a patient on a day.

    Attributes:
        lesions: Lesions first seen by the day, by number.
        last_visit: Latest counted visit; None when there is none.
        imaging: A record of a film, sonogram or CT for each method, the latest.
        trials: Trials begun by the day, in the order entered.
    """

    record: PatientRecord
    today: date
    visits: tuple[Visit, ...]
    lesions: tuple[LesionFacts, ...]
    imaging: Mapping[str, Fact]
    trials: tuple[Trial, ...]

    @property
    def last_visit(self) -> Visit | None:
        """Latest counted visit; None when there is none."""
        return self.visits[-1] if self.visits else None

    @property
    def open_lesions(self) -> tuple[LesionFacts, ...]:
        """Lesions that were not closed when they were last looked at."""
        return tuple(lesion for lesion in self.lesions if not lesion.closed)

    @property
    def youngest(self) -> int:
        """The lowest age that the patient can have."""
        return age_on(self.record.patient.birth_date, self.today)[0]

    def diseases(self) -> tuple[Disease, ...]:
        """Underlying diseases, each once, in the order recorded."""
        return tuple(dict.fromkeys(diagnosis.disease for diagnosis in self.record.patient.diagnoses))

    def answer(self, fact: BackgroundFact) -> Fact | None:
        """A background answer; None while it is unknown."""
        answer = self.record.patient.answer(fact)
        return None if answer is Answer.UNKNOWN else Fact(fact.value, answer.value)

    def fever(self) -> Fact | None:
        """Fever at the latest visit; an older answer says nothing of today."""
        visit = self.last_visit
        if visit is None or visit.fever is None:
            return None
        return Fact("fever", _written(visit.fever), visit.visited_on, visit.id)

    def activity(self) -> Fact | None:
        """Disease activity when it was last judged."""
        for visit in reversed(self.visits):
            if visit.disease_activity is not DiseaseActivity.NOT_JUDGED:
                return Fact("disease_activity", visit.disease_activity.value, visit.visited_on, visit.id)
        return None

    def extent(self) -> Fact | None:
        """Extent of calcinosis when it was last recorded."""
        for visit in reversed(self.visits):
            if visit.extent is not None:
                return Fact("extent", visit.extent.value, visit.visited_on, visit.id)
        return None

    def lab(self, names: Iterable[str]) -> Fact | None:
        """The last value of a laboratory test under any of its names, given in lower case."""
        known = frozenset(names)
        for visit in reversed(self.visits):
            for lab in visit.labs:
                if lab.name.strip().lower() in known and lab.value is not None:
                    return _lab_fact(lab, visit)
        return None

    def orders(self) -> tuple[Order, ...]:
        """What was asked for at counted visits or apart from one."""
        return (*self.record.orders, *(order for visit in self.visits for order in visit.orders))


def read_facts(record: PatientRecord, today: date) -> PatientFacts:
    """Read what a record says of a patient on a day."""
    visits = tuple(visit for visit in record.counted_visits if visit.visited_on <= today)
    lesions = [lesion for lesion in by_number(record.lesions) if lesion.first_seen <= today]
    readers = {lesion.id: _LesionReader(lesion) for lesion in lesions}
    imaging: dict[str, Fact] = {}
    for visit in reversed(visits):
        for assessment in visit.assessments:
            if (reader := readers.get(assessment.lesion_id)) is not None:
                reader.read(assessment, visit)
            _read_imaging(imaging, assessment, visit)
    events = _events(record, today)
    return PatientFacts(
        record,
        today,
        visits,
        tuple(reader.facts(events[lesion]) for lesion, reader in readers.items()),
        imaging,
        tuple(trial for trial in record.trials if trial.start <= today),
    )


class _LesionReader:
    """Reads what visits say of one lesion, the newest first, as far back as it was last found closed."""

    def __init__(self, lesion: Lesion) -> None:
        self._lesion = lesion
        self._known: dict[str, Known] = {}
        self._await(_FIELDS)
        self._closed: bool | None = None
        self._closed_on: date | None = None

    def read(self, assessment: Assessment, visit: Visit) -> None:
        """Take what an older visit adds."""
        if self._closed_on is not None:
            return
        if assessment.state.is_evidence and self._closed is None:
            self._closed = assessment.state.closes
        if assessment.state.closes:
            self._closed_on = visit.visited_on
            return
        values = self._get(assessment)
        if values.count(None) == len(values):
            return
        for name, value in zip(self._pending, values, strict=True):
            if value is not None:
                self._known[name] = Known(value, visit.visited_on, visit.id)
        self._await(name for name in _FIELDS if name not in self._known)

    def _await(self, names: Iterable[str]) -> None:
        """Look only for what is still to be found."""
        self._pending = tuple(names)
        self._get: Callable[[Assessment], tuple[object, ...]] = _getter(self._pending)

    def facts(self, events: Iterable[LesionEvent]) -> LesionFacts:
        """Everything found; an event not older than the value of its field speaks for the field."""
        since = [event for event in events if self._closed_on is None or event.on > self._closed_on]
        latest = {event.kind: event for event in sorted(since, key=lambda event: event.on)}
        for kind, name in _EVENT_FIELD.items():
            event, known = latest.get(kind), self._known.get(name)
            if event is not None and (known is None or (event.on >= known.on and not known.present)):
                self._known[name] = Known(True, event.on, event.visit_id)
        return LesionFacts(self._lesion, bool(self._closed), self._known, latest)


@cache
def _getter(names: tuple[str, ...]) -> Callable[[Assessment], tuple[object, ...]]:
    """Reads several fields at once: a long record has thousands of assessments."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda assessment: tuple(getattr(assessment, name) for name in names)


def _events(record: PatientRecord, today: date) -> defaultdict[int, list[LesionEvent]]:
    events: defaultdict[int, list[LesionEvent]] = defaultdict(list)
    for event in counted_events(record):
        if event.on <= today:
            events[event.lesion_id].append(event)
    return events


def _read_imaging(imaging: dict[str, Fact], assessment: Assessment, visit: Visit) -> None:
    for reading in assessment.readings:
        if reading.method in _IMAGING:
            fact = Fact("imaging", reading.method.value, reading.measured_on, visit.id)
            imaging.setdefault(reading.method.value, fact)
    if assessment.radiographic_subtype is not None:
        fact = Fact("imaging", Method.RADIOGRAPH.value, visit.visited_on, visit.id)
        imaging.setdefault(Method.RADIOGRAPH.value, fact)


def _lab_fact(lab: Lab, visit: Visit) -> Fact:
    written = f"{lab.value} {lab.unit}" if lab.unit else str(lab.value)
    return Fact(lab.name, written, lab.on or visit.visited_on, visit.id)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
