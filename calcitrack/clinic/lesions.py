"""Adding lesions, changing what is set for them, and the events of their lives."""

from __future__ import annotations

from dataclasses import replace

from calcitrack.clinic.conflicts import DRAFT, LESION, conflict, differences
from calcitrack.clinic.context import Operations, Written, day_faults, refuse
from calcitrack.clinic.lesion_steps import Done, StepWriter
from calcitrack.clinic.rights import EVERYBODY, RECORDERS, operation
from calcitrack.clinic.totals import write_totals
from calcitrack.clinic.visit_parts import draft_of
from calcitrack.db import lesions, visits
from calcitrack.db.audit import Deed
from calcitrack.db.unit import Unit
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import NotFound
from calcitrack.domain.lesion import Lesion, LesionEvent, LesionSetting
from calcitrack.domain.lesion_step import LesionStep, ids_of, whole
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.step_rules import step_faults
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import fault, lesion_faults, setting_faults
from calcitrack.domain.visit import Visit


class Lesions(Operations):
    """Use cases around a lesion."""

    @operation(EVERYBODY)
    def next_number(self, patient_id: int) -> int:
        """The number that a new lesion of this patient will have; numbers are never used again."""
        return lesions.next_number(self._context.vault.connection, patient_id)

    @operation(RECORDERS)
    def add(self, patient_id: int, lesion: Lesion) -> Written[int]:
        """Add a lesion under the next number, whatever number it brings; returns its row number.

        Raises:
            InvalidInput: With every fault.
            NotFound: There is no such patient, or it was merged into another.
        """
        context = self._context
        record = context.record_to_add_to(patient_id)
        proposed = replace(lesion, number=self.next_number(patient_id))
        refuse(lesion_faults(proposed, record.patient, context.clock.today(), context.sites))
        now = context.clock.now()
        named = tuple(replace(setting, set_by=self.person.name, set_at=now) for setting in lesion.settings)
        with context.vault.unit(context.actor, Deed("add lesion", "lesion", "", record.patient.uuid), now) as unit:
            # The number is taken inside the unit, so that two windows can never give the same one.
            number = lesions.next_number(context.vault.connection, patient_id)
            lesion_id = lesions.add(unit, patient_id, replace(lesion, number=number, settings=named), now)
        return Written(lesion_id, _changed(patient_id))

    @operation(RECORDERS)
    def set(self, patient_id: int, lesion_id: int, setting: LesionSetting, seen: int) -> Written[None]:
        """Change what is set for a lesion from a day on. A new tracking method re-reads its whole history.

        ``seen`` is how many settings the lesion had on screen.

        Raises:
            Conflict: Another setting was added elsewhere.
            InvalidInput: Without a reason, from a day to come, or with a site that does not exist.
            NotFound: The patient has no such lesion.
        """
        context = self._context
        record = context.record(patient_id)
        lesion = _of(record, lesion_id)
        found = [
            *setting_faults(setting, context.sites),
            *day_faults("set_on", setting.set_on, record.patient.birth_date, context.clock.today()),
        ]
        if not setting.reason.strip():
            found.append(fault("reason", "needed", QT_TRANSLATE_NOOP("clinic", "Say why this is changed.")))
        refuse(tuple(found))
        now = context.clock.now()
        owner = context.owner(record, "lesion", lesion_id)
        deed = Deed("change lesion", "lesion", lesion.uuid, owner.uuid, setting.reason)
        with context.vault.unit(context.actor, deed, now) as unit:
            stands = _of(context.record(patient_id), lesion_id)
            if len(stands.settings) != seen:
                raise conflict(LESION, differences(setting, stands.setting, f"lesion {stands.number}"))
            lesions.add_setting(unit, lesion_id, replace(setting, set_by=self.person.name, set_at=now), now)
            self._refresh(unit, patient_id)
        return Written(None, _changed(patient_id))

    @operation(RECORDERS)
    def add_event(self, patient_id: int, event: LesionEvent) -> Written[int]:
        """Record that something happened to a lesion; returns the row number.

        Raises:
            InvalidInput: In the future, or before birth.
            NotFound: The patient has no such lesion or visit.
            Signed: It is entered at a visit that is signed.
        """
        context = self._context
        record = context.record(patient_id)
        for lesion_id in (event.lesion_id, *event.to):
            _of(record, lesion_id)
        if event.visit_id is not None and all(visit.id != event.visit_id for visit in record.visits):
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such visit.")))
        refuse(day_faults("on", event.on, record.patient.birth_date, context.clock.today()))
        at_visit = event.visit_id is not None
        owner = context.owner(record, "visit" if at_visit else "lesion", event.visit_id or event.lesion_id)
        deed = Deed(f"record event: {event.kind.value}", "lesion_event", "", owner.uuid)
        with context.vault.unit(context.actor, deed, context.clock.now()) as unit:
            event_id = lesions.add_event(unit, owner.id, event)
            if event.visit_id is not None:
                # What was reviewed before this is not what would be signed.
                unit.raise_version("visit", event.visit_id, visits.version_of(unit, event.visit_id))
        return Written(event_id, _changed(patient_id))

    @operation(RECORDERS)
    def step(self, patient_id: int, visit_id: int, seen: int, step: LesionStep) -> Written[Done]:
        """Do one thing to the lesions of a draft: add, split, merge, record an event, take one back, remove, undo.

        ``seen`` is the version of the draft that was on screen. The inverse of the step that is returned undoes it.

        Raises:
            InvalidInput: With every fault.
            NotFound: The patient has no such lesion or event.
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        context = self._context
        record = context.record(patient_id)
        visit = draft_of(record, visit_id)
        now = context.clock.now()
        action = f"undo: {step.deed}" if step.undoes else step.deed
        deed = Deed(action, "visit", visit.uuid, record.patient.uuid)
        with context.vault.unit(context.actor, deed, now) as unit:
            record = context.record(patient_id)
            visit = draft_of(record, visit_id)
            if visit.version != seen:
                raise conflict(DRAFT)
            self._check_step(record, visit, step)
            fitting = whole(step, record, visit)
            done = StepWriter(unit, record, visit, self.person.name, now).write(fitting)
            unit.raise_version("visit", visit_id, seen)
        return Written(Done(done, seen + 1), _changed(patient_id))

    def _check_step(self, record: PatientRecord, visit: Visit, step: LesionStep) -> None:
        new = ids_of(step.comes.lesions)
        named = {i for event in step.comes.events for i in (event.lesion_id, *event.to)}
        named |= {said.assessment.lesion_id for said in step.comes.said} | ids_of(step.goes.lesions)
        for lesion_id in named - new:
            _of(record, lesion_id)
        known = {event.id for event in record.events if event.visit_id == visit.id}
        if any(event.id not in known for event in step.goes.events):
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This event is not one of the draft.")))
        found = list(step_faults(step, record, visit, self._context.clock.today(), self._context.sites))
        for lesion in step.goes.lesions:
            if lesions.is_attached(self._context.vault.connection, lesion.id):
                kept = QT_TRANSLATE_NOOP("clinic", "A picture belongs to lesion {number}, so it stays.")
                found.append(fault("lesion", "named", kept, number=lesion.number))
        refuse(tuple(found))

    def _refresh(self, unit: Unit, patient_id: int) -> None:
        write_totals(self._context.vault.connection, unit, patient_id)


def _of(record: PatientRecord, lesion_id: int) -> Lesion:
    try:
        return record.lesion(lesion_id)
    except KeyError:
        raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such lesion."))) from None


def _changed(patient_id: int) -> Change:
    return Change(frozenset({Kind.LESION}), frozenset({patient_id}))
