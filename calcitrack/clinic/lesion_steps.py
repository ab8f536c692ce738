"""Doing a step at a draft's lesions: what goes is removed, what comes is stored, in one unit with one audit row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from calcitrack.db import assessments, lesions
from calcitrack.db.unit import Unit
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.lesion_step import LesionStep, Part, Said
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit


@dataclass(frozen=True, slots=True)
class Done:
    """What was done at a draft.

    Attributes:
        step: As it was done, with numbers and identities; its inverse undoes it exactly.
        version: The draft's new version.
    """

    step: LesionStep
    version: int

    @property
    def lesion_id(self) -> int | None:
        """The first lesion that came; None when none did."""
        return self.step.comes.lesions[0].id if self.step.comes.lesions else None


class StepWriter:
    """Writes one step inside a unit.

    Args:
        record: As it stands in the unit.
        visit: The draft, out of that record.
        by: Who does it; new settings bear the name.
    """

    def __init__(self, unit: Unit, record: PatientRecord, visit: Visit, by: str, now: datetime) -> None:
        self._unit, self._record, self._visit, self._by, self._now = unit, record, visit, by, now
        self._patient_id = record.patient.id
        self._said = list(visit.assessments)

    def write(self, step: LesionStep) -> LesionStep:
        """Do it; returns the step as it was done."""
        gone = self._remove(step.goes)
        return replace(step, goes=gone, comes=self._store(step.comes))

    def _remove(self, part: Part) -> Part:
        """What goes, as it stood: a lesion may have been changed since it came."""
        said = self._unsay({one.assessment.lesion_id for one in part.said})
        known = {event.id: event for event in self._record.events}
        events = tuple(known[event.id] for event in part.events)
        for event in events:
            lesions.remove_event(self._unit, event.id)
        stood = tuple(self._record.lesion(lesion.id) for lesion in part.lesions)
        for lesion in stood:
            lesions.remove(self._unit, lesion.id)
        return Part(stood, events, said)

    def _unsay(self, lesion_ids: set[int]) -> tuple[Said, ...]:
        placed = list(enumerate(self._said))
        self._say([a for a in self._said if a.lesion_id not in lesion_ids])
        return tuple(Said(a, position) for position, a in placed if a.lesion_id in lesion_ids)

    def _store(self, part: Part) -> Part:
        came = {lesion.id: self._store_lesion(lesion) for lesion in part.lesions}
        ids = {before: lesion.id for before, lesion in came.items()}
        events = tuple(self._store_event(event, ids) for event in part.events)
        told = tuple(_of(said, ids) for said in part.said)
        wanted = list(self._said)
        for said in told:
            wanted.insert(len(wanted) if said.position is None else said.position, said.assessment)
        self._say(wanted)
        return Part(tuple(came.values()), events, told)

    def _say(self, wanted: list[Assessment]) -> None:
        if wanted != self._said:
            assessments.put_all(self._unit, self._patient_id, self._visit.id, wanted)
            self._said = wanted

    def _store_lesion(self, lesion: Lesion) -> Lesion:
        if lesion.uuid:
            lesions.add(self._unit, self._patient_id, lesion, self._now, comes_back=True)
            return lesion
        # The number is taken inside the unit, so that two windows can never give the same one.
        number = lesions.next_number(self._unit.connection, self._patient_id)
        settings = tuple(replace(one, set_by=self._by, set_at=self._now) for one in lesion.settings)
        new = replace(lesion, number=number, settings=settings)
        lesion_id = lesions.add(self._unit, self._patient_id, new, self._now)
        return replace(new, id=lesion_id, uuid=self._unit.identity("lesion", lesion_id))

    def _store_event(self, event: LesionEvent, ids: dict[int, int]) -> LesionEvent:
        named = replace(
            event,
            lesion_id=ids.get(event.lesion_id, event.lesion_id),
            to=tuple(ids.get(to, to) for to in event.to),
            visit_id=self._visit.id,
        )
        comes_back = bool(event.uuid)
        event_id = lesions.add_event(self._unit, self._patient_id, named, comes_back=comes_back)
        return replace(named, id=event_id, uuid=self._unit.identity("lesion_event", event_id))


def _of(said: Said, ids: dict[int, int]) -> Said:
    """What is said of a lesion, by the id that it has now."""
    lesion_id = said.assessment.lesion_id
    return replace(said, assessment=replace(said.assessment, lesion_id=ids.get(lesion_id, lesion_id)))
