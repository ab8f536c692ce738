"""Recording a visit: a draft that is saved field by field, reviewed, signed, and then only amended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from calcitrack.clinic.conflicts import CORRECTION, DRAFT, ORDER, conflict, differences
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import CLINICIANS, EVERYBODY, RECORDERS, operation
from calcitrack.clinic.totals import write_totals
from calcitrack.clinic.visit_parts import (
    called,
    dated,
    draft_faults,
    draft_of,
    find_order,
    no_such_visit,
    order_faults,
    signed,
)
from calcitrack.db import assessments, lesions, visit_hash, visits
from calcitrack.db.audit import Deed
from calcitrack.db.unit import Unit
from calcitrack.db.visits import Head
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Difference, Fault, NotFound, PasswordNeeded
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import assessment_faults, fault, visit_faults
from calcitrack.domain.visit import Addendum, Assessment, Order, Visit
from calcitrack.domain.vocabulary import AddendumKind, VisitStatus


class Visits(Operations):
    """Use cases around a visit. Every write is one unit with one audit row."""

    @operation(RECORDERS)
    def start(self, patient_id: int, visited_on: date) -> Written[int]:
        """Start a draft; returns its row number.

        Raises:
            InvalidInput: In the future, before birth, or a second visit on the day.
            NotFound: There is no such patient, or it was merged into another.
        """
        record = self._context.record_to_add_to(patient_id)
        now = self._context.clock.now()
        visit = Visit(visited_on, entered_at=now, author=self.person.name)
        refuse(visit_faults(visit, record.patient, self._context.clock.today(), record.visits))
        deed = Deed("start visit", "visit", "", record.patient.uuid)
        with self._context.vault.unit(self._context.actor, deed, now) as unit:
            visit_id = visits.add(unit, patient_id, visit)
        return Written(visit_id, _changed(patient_id))

    @operation(RECORDERS)
    def record(self, patient_id: int, visit_id: int, seen: int, found: Sequence[Assessment]) -> Written[int]:
        """Save what a draft says of lesions, each lesion's assessment whole.

        ``seen`` is the version of the draft that was on screen; assessments that are not given stay as they are.

        Returns:
            The draft's new version.

        Raises:
            InvalidInput: With every fault.
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        head = self._draft_head(patient_id, visit_id)
        self._check_assessments(patient_id, head.birth_date, found)
        return self._save(
            patient_id,
            visit_id,
            head,
            seen,
            "record lesions",
            lambda unit: assessments.put(unit, patient_id, visit_id, found),
            lambda visit, record: tuple(
                one
                for mine in found
                for one in differences(mine, visit.assessment_of(mine.lesion_id), called(record, mine.lesion_id))
            ),
        )

    @operation(RECORDERS)
    def clear(self, patient_id: int, visit_id: int, seen: int, lesion_id: int) -> Written[int]:
        """Take back what a draft says of a lesion; returns the draft's new version.

        Raises:
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        head = self._draft_head(patient_id, visit_id)
        return self._save(
            patient_id,
            visit_id,
            head,
            seen,
            "clear lesion",
            lambda unit: assessments.remove(unit, patient_id, visit_id, lesion_id),
            lambda visit, record: differences(None, visit.assessment_of(lesion_id), called(record, lesion_id)),
        )

    @operation(RECORDERS)
    def change(self, patient_id: int, changed: Visit, seen: int) -> Written[int]:
        """Save a draft's own fields and lists (not its assessments or orders); returns its new version.

        Raises:
            InvalidInput: With every fault.
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        record, visit = self._draft(patient_id, changed.id)
        others = [other for other in record.visits if other.id != changed.id]
        refuse(visit_faults(changed, record.patient, self._context.clock.today(), others))
        head = self._draft_head(patient_id, visit.id)
        return self._save(
            patient_id,
            visit.id,
            head,
            seen,
            "change visit",
            lambda unit: visits.change(unit, changed),
            lambda stands, _: differences(changed, stands),
        )

    @operation(RECORDERS)
    def move(self, patient_id: int, visit_id: int, seen: int, visited_on: date) -> Written[int]:
        """Give a draft another day; readings that were taken on its day move with it. Returns its new version.

        Raises:
            InvalidInput: In the future, before birth, or there is a visit on that day.
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        record, visit = self._draft(patient_id, visit_id)
        moved = replace(visit, visited_on=visited_on)
        others = [other for other in record.visits if other.id != visit_id]
        refuse(visit_faults(moved, record.patient, self._context.clock.today(), others))
        found = [dated(a, visit.visited_on, visited_on) for a in visit.assessments]

        def write(unit: Unit) -> None:
            visits.change(unit, moved)
            assessments.put(unit, patient_id, visit_id, found)

        head = self._draft_head(patient_id, visit_id)
        return self._save(
            patient_id,
            visit_id,
            head,
            seen,
            "move visit",
            write,
            lambda stands, _: differences(replace(stands, visited_on=visited_on), stands),
        )

    @operation(RECORDERS)
    def discard(self, patient_id: int, visit_id: int, seen: int) -> Written[None]:
        """Remove a draft; the audit keeps what it said.

        ``seen`` is the version that was on screen.

        Raises:
            Conflict: The draft was changed elsewhere.
            Signed: The visit is signed.
        """
        record, visit = self._draft(patient_id, visit_id)
        with self._unit("discard draft", record.patient, visit) as unit:
            if visits.version_of(unit, visit_id) != seen:
                raise conflict(DRAFT)
            visits.remove_draft(unit, patient_id, visit_id)
        return Written(None, _changed(patient_id))

    @operation(CLINICIANS)
    def sign(self, patient_id: int, visit_id: int, seen: int) -> Written[str]:
        """Sign a draft; returns its hash (64 hex digits). From here on it changes no more.

        Raises:
            InvalidInput: Something in it cannot be right.
            Conflict: The draft was changed since it was reviewed.
            Signed: It is signed already.
            PasswordNeeded: After a pause in the work, until ``People.prove`` was told of the password.
        """
        record, visit = self._draft(patient_id, visit_id)
        refuse(draft_faults(record, visit, self._context.clock.today()))
        now = self._context.clock.now()
        if not self._context.presence.is_proven(now):
            raise PasswordNeeded
        with self._unit("sign visit", record.patient, visit) as unit:
            if not unit.raise_version("visit", visit_id, seen):
                raise conflict(DRAFT)
            connection = self._context.vault.connection
            moment = now.isoformat(timespec="milliseconds")
            content_hash = visit_hash.compute(connection, patient_id, visit_id, self.person.name, moment)
            visits.sign(unit, visit_id, self.person.name, self.person.id, now, None, content_hash, visit_hash.RECIPE)
            write_totals(self._context.vault.connection, unit, patient_id)
        return Written(content_hash, _changed(patient_id))

    @operation(CLINICIANS)
    def amend(
        self,
        patient_id: int,
        visit_id: int,
        kind: AddendumKind,
        reason: str,
        text: str,
        corrected: Sequence[Assessment] = (),
        *,
        seen: int,
    ) -> Written[None]:
        """Write an addendum to a signed visit; what was signed stays as it was.

        ``seen`` is how many addenda the visit had on screen: a correction would take the place of one not seen there.

        Raises:
            Conflict: An addendum was written elsewhere.
            InvalidInput: Without a reason, or a corrected assessment cannot be right.
            NotFound: The visit is not a signed visit of this patient.
            PasswordNeeded: As for a signature.
        """
        if not self._context.presence.is_proven(self._context.clock.now()):
            raise PasswordNeeded
        record = self._context.record(patient_id)
        visit = next((v for v in record.visits if v.id == visit_id and v.is_signed), None)
        if visit is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "Only a signed visit takes an addendum.")))
        if not reason.strip():
            refuse((fault("reason", "needed", QT_TRANSLATE_NOOP("clinic", "An addendum says why.")),))
        owner = self._context.owner(record, "visit", visit_id)
        self._check_assessments(owner.id, record.patient.birth_date, corrected)
        addendum = Addendum(kind, reason.strip(), text.strip(), self._context.clock.now(), self.person.name)
        with self._unit("amend visit", owner, visit, reason.strip()) as unit:
            if visits.addenda_of(unit, visit_id) != seen:
                raise conflict(CORRECTION)
            visits.add_addendum(unit, owner.id, visit_id, addendum, self.person.id, corrected)
            write_totals(self._context.vault.connection, unit, patient_id)
        return Written(None, _changed(patient_id))

    @operation(RECORDERS)
    def order(self, patient_id: int, order: Order) -> Written[int]:
        """Ask for something at a visit or apart from one; returns the row number.

        Raises:
            InvalidInput: A day before birth or in the future, or it is closed before it was asked for.
            NotFound: The patient has no such visit.
        """
        record = self._context.record_to_add_to(patient_id)
        refuse(order_faults(record, order, self._context.clock.today()))
        if order.visit_id is not None and all(visit.id != order.visit_id for visit in record.visits):
            raise no_such_visit()
        of_visit = order.visit_id is not None
        owner = self._context.owner(record, "visit", order.visit_id or 0) if of_visit else record.patient
        with self._order_unit(f"ask for {order.kind.value}", owner) as unit:
            order_id = visits.add_order(unit, owner.id, order.visit_id, self._signed_for(order))
        return Written(order_id, _awaited(patient_id))

    @operation(RECORDERS)
    def close_order(self, patient_id: int, order: Order) -> Written[None]:
        """Write the result of an order, also under a signed visit, of whose content it is no part.

        Who enters it is kept with it.

        Raises:
            InvalidInput: A day before birth or in the future, or it is closed before it was asked for.
            NotFound: The patient has no such order.
            Conflict: It was changed since it was read.
        """
        record = self._context.record(patient_id)
        find_order(record, order.id)
        refuse(order_faults(record, order, self._context.clock.today()))
        owner = self._context.owner(record, "awaited", order.id)
        with self._order_unit(f"close {order.kind.value}", owner) as unit:
            stands = find_order(self._context.record(patient_id), order.id)
            found = differences(order, stands)
            if found and stands.version != order.version:
                raise conflict(ORDER, found)
            if found and visits.change_order(unit, self._signed_for(order)):
                unit.raise_version("awaited", order.id, stands.version)
        return Written(None, _awaited(patient_id))

    @operation(RECORDERS)
    def withdraw_order(self, patient_id: int, order_id: int, seen: int) -> Written[None]:
        """Remove an order that was entered by mistake; the audit keeps it.

        ``seen`` is the version that was on screen.

        Raises:
            Conflict: A result was entered elsewhere.
            NotFound: The patient has no such order.
        """
        record = self._context.record(patient_id)
        find_order(record, order_id)
        owner = self._context.owner(record, "awaited", order_id)
        with self._order_unit("withdraw order", owner) as unit:
            stands = find_order(self._context.record(patient_id), order_id)
            if stands.version != seen:
                raise conflict(ORDER, differences(None, stands))
            visits.remove_order(unit, order_id)
        return Written(None, _awaited(patient_id))

    @operation(EVERYBODY)
    def revisions(self, patient_id: int, visit_id: int) -> tuple[Assessment, ...]:
        """Every revision of every assessment at a visit: what was signed beside what corrects it."""
        owner = self._context.owner(self._context.record(patient_id), "visit", visit_id)
        return assessments.read_revisions(self._context.vault.connection, owner.id, visit_id)

    def _draft(self, patient_id: int, visit_id: int) -> tuple[PatientRecord, Visit]:
        """The record and its draft: a visit of another patient is never found."""
        record = self._context.record(patient_id)
        return record, draft_of(record, visit_id)

    def _draft_head(self, patient_id: int, visit_id: int) -> Head:
        """As ``_draft``, without the rest of the record: a keystroke's save reads no more than it must."""
        head = visits.read_head(self._context.vault.connection, patient_id, visit_id)
        if head is None:
            raise no_such_visit()
        if head.status is VisitStatus.SIGNED:
            raise signed()
        return head

    def _check_assessments(self, patient_id: int, born: PartialDate, found: Sequence[Assessment]) -> None:
        known = lesions.read_places(self._context.vault.connection, patient_id, [a.lesion_id for a in found])
        today = self._context.clock.today()
        faults: list[Fault] = []
        if len({assessment.lesion_id for assessment in found}) < len(found):
            faults.append(fault("lesion_id", "twice", QT_TRANSLATE_NOOP("clinic", "A lesion is listed twice.")))
        for assessment in found:
            if assessment.lesion_id not in known:
                raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such lesion.")))
            faults += assessment_faults(assessment, known[assessment.lesion_id], born, today)
        refuse(tuple(faults))

    def _save(
        self,
        patient_id: int,
        visit_id: int,
        head: Head,
        seen: int,
        action: str,
        write: Callable[[Unit], object],
        compare: Callable[[Visit, PatientRecord], tuple[Difference, ...]],
    ) -> Written[int]:
        """Save a part of a draft, unless it was changed since it was seen and what stands there differs."""
        deed = Deed(action, "visit", head.uuid, head.patient_uuid)
        with self._context.vault.unit(self._context.actor, deed, self._context.clock.now()) as unit:
            unit.remember("patient", patient_id, head.patient_uuid)
            unit.remember("visit", visit_id, head.uuid)
            stands = visits.version_of(unit, visit_id)
            if stands != seen:
                self._refuse_late(patient_id, visit_id, compare)
                return Written(stands, _saved(patient_id))
            write(unit)
            if not unit.changes:
                return Written(seen, _saved(patient_id))
            unit.raise_version("visit", visit_id, seen)
        return Written(seen + 1, _saved(patient_id))

    def _refuse_late(
        self, patient_id: int, visit_id: int, compare: Callable[[Visit, PatientRecord], tuple[Difference, ...]]
    ) -> None:
        """Refuse a second writer, unless what is to be saved is what stands there."""
        record, visit = self._draft(patient_id, visit_id)
        found = compare(visit, record)
        if found:
            raise conflict(DRAFT, found)

    def _unit(self, action: str, owner: Patient, visit: Visit, reason: str = "") -> AbstractContextManager[Unit]:
        deed = Deed(action, "visit", visit.uuid, owner.uuid, reason)
        return self._context.vault.unit(self._context.actor, deed, self._context.clock.now())

    def _order_unit(self, action: str, owner: Patient) -> AbstractContextManager[Unit]:
        deed = Deed(action, "awaited", "", owner.uuid)
        return self._context.vault.unit(self._context.actor, deed, self._context.clock.now())

    def _signed_for(self, order: Order) -> Order:
        """The order with who closes it."""
        return replace(order, closed_by=self.person.name if order.closed_on else "")


def _changed(patient_id: int) -> Change:
    return Change(frozenset({Kind.VISIT}), frozenset({patient_id}))


def _saved(patient_id: int) -> Change:
    return Change(frozenset({Kind.DRAFT}), frozenset({patient_id}))


def _awaited(patient_id: int) -> Change:
    return Change(frozenset({Kind.ORDER}), frozenset({patient_id}))
