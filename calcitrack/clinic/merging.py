"""Two records of one person: laid side by side, merged by a pointer, and separated again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from calcitrack.clinic import backups
from calcitrack.clinic.conflicts import MERGE, as_text, conflict
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import MERGERS, operation
from calcitrack.clinic.totals import clear_totals, write_totals
from calcitrack.db import merging, records
from calcitrack.db.audit import Deed
from calcitrack.db.unit import Unit
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.crossing import Crossing
from calcitrack.domain.errors import CalciTrackError, Fault, NotFound, NotSaved, ReadOnly
from calcitrack.domain.merging import joined, letter
from calcitrack.domain.patient import Patient
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.validation import fault
from calcitrack.domain.vocabulary import Answer, BackgroundFact

Report = Callable[[int, int], None]
"""Told how far the backup before it is; raises to give up, of which nothing is left."""

Seen = tuple[int, int]
"""The versions of the two records that were on screen: of the one that goes on, and of the other."""


def _silent(_done: int, _of: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Side:
    """One field in which two records differ: in the one that goes on, in the other, and read together; "" is unsaid."""

    field: str
    mine: str
    theirs: str
    after: str

    @property
    def sides(self) -> tuple[str, str, str]:
        """The three values in the order in which they are shown."""
        return self.mine, self.theirs, self.after


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records side by side, before they are merged.

    Attributes:
        stays: The record that goes on.
        goes: The record that is read with it from then on.
        letter: What will stand before the numbers of the other's lesions.
        differences: What their own fields say differently.
        same: Fields in which both say the same.
        counts: Table by table, how many rows each has; only where the other has some.
        obstacle: Why they cannot be merged; None when they can.
    """

    stays: PatientRecord
    goes: PatientRecord
    letter: str
    differences: tuple[Side, ...]
    same: tuple[str, ...]
    counts: dict[str, tuple[int, int]]
    obstacle: Message | None

    @property
    def seen(self) -> Seen:
        """What a merge is told that was on screen."""
        return self.stays.patient.version, self.goes.patient.version


@dataclass(frozen=True, slots=True)
class Joint:
    """A merge that stands.

    Attributes:
        crossing: What was written since and names lesions of both: while there is any, it stays.
    """

    stays: Patient
    goes: Patient
    crossing: tuple[Crossing, ...]

    @property
    def seen(self) -> Seen:
        """What a separation is told that was on screen."""
        return self.stays.version, self.goes.version


class Merging(Operations):
    """Use cases around two records of one person. No row of either is rewritten."""

    @operation(MERGERS)
    def compare(self, stays_id: int, goes_id: int) -> Pair:
        """Lay two records side by side: what differs, what comes together, and what is in the way.

        Raises:
            NotFound: One of them is not there.
        """
        connection = self._context.vault.connection
        stays, goes = self._context.record(stays_id), self._alone(goes_id)
        mine, theirs = (merging.count_rows(connection, one) for one in (stays_id, goes_id))
        sides = _sides(stays.patient, goes.patient)
        return Pair(
            stays,
            goes,
            letter(merging.next_position(connection, stays.patient.uuid)),
            tuple(one for one in sides if one.mine != one.theirs),
            tuple(one.field for one in sides if one.mine == one.theirs and one.mine),
            {table: (mine[table], n) for table, n in theirs.items() if n},
            self._obstacle(stays, goes),
        )

    @operation(MERGERS)
    def back_up(self, report: Report = _silent) -> None:
        """Make a proved backup, unless nothing was written since the last: there is a way back from a merge.

        Raises:
            NotSaved: There is none, so the merge is not begun.
        """
        context = self._context
        if context.vault.read_only:
            raise ReadOnly
        try:
            backups.before(context.vault, context.clock.now(), report)
        except NotSaved as error:
            said = QT_TRANSLATE_NOOP("clinic", "Not done: nothing was merged, because no backup could be made first.")
            free = QT_TRANSLATE_NOOP("clinic", "Free some space on the disk, or check the disk, then try again.")
            raise NotSaved(say(said), say(free)) from error

    @operation(MERGERS)
    def merge(self, stays_id: int, goes_id: int, seen: Seen, reason: str, report: Report = _silent) -> Written[None]:
        """Read a record with that of the same person from now on; ``report`` is told of the backup before it.

        Raises:
            InvalidInput: Without a reason.
            Conflict: One of them was changed since it was seen.
            NotFound: One of them is not there.
            CalciTrackError: Something is in the way, or no backup could be made first; nothing was merged.
        """
        refuse(() if reason.strip() else (_unreasoned(),))
        self._refuse_obstacle(stays_id, goes_id)
        self.back_up(report)
        context = self._context
        with context.vault.unit(
            context.actor, self._deed(goes_id, merging.MERGED, reason), context.clock.now()
        ) as unit:
            stays, goes = self._refuse_obstacle(stays_id, goes_id)
            _refuse_changed(stays, goes, seen)
            # The record that goes on first: its entry gives the other its letter.
            merging.raise_version(unit, stays_id)
            unit.end_part(Deed(merging.TAKEN_IN, "patient", goes.patient.uuid, stays.patient.uuid, reason.strip()))
            merging.point(unit, goes_id, stays_id)
            clear_totals(unit, goes_id)
            write_totals(context.vault.connection, unit, stays_id)
        return Written(None, _changed(stays_id, goes_id))

    @operation(MERGERS)
    def joint(self, stays_id: int, goes_id: int) -> Joint:
        """A merge that stands, and what keeps it from being taken back.

        Raises:
            NotFound: The one record is not merged into the other.
        """
        record = self._context.record(stays_id)
        goes = next((one.patient for one in record.merged if one.patient.id == goes_id), None)
        if goes is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "These two records are not merged.")))
        crossing = merging.crossings(self._context.vault.connection, stays_id, goes_id)
        return Joint(record.patient, goes, crossing)

    @operation(MERGERS)
    def separate(self, stays_id: int, goes_id: int, seen: Seen, reason: str) -> Written[None]:
        """Let a merged record stand for itself again.

        Raises:
            InvalidInput: Without a reason.
            Conflict: One of them was changed since it was seen.
            NotFound: The one record is not merged into the other.
            CalciTrackError: Something that was written since names lesions of both.
        """
        refuse(() if reason.strip() else (_unreasoned(),))
        context = self._context
        with context.vault.unit(
            context.actor, self._deed(goes_id, merging.SEPARATED, reason), context.clock.now()
        ) as unit:
            found = self.joint(stays_id, goes_id)
            if found.seen != seen:
                raise conflict(MERGE)
            if found.crossing:
                raise crossed(found.crossing)
            merging.raise_version(unit, stays_id)
            unit.end_part(Deed(merging.GIVEN_BACK, "patient", found.goes.uuid, found.stays.uuid, reason.strip()))
            merging.point(unit, goes_id, None)
            self._write_totals(unit, stays_id, goes_id)
        return Written(None, _changed(stays_id, goes_id))

    def _write_totals(self, unit: Unit, *patient_ids: int) -> None:
        for patient_id in patient_ids:
            clear_totals(unit, patient_id)
        for patient_id in patient_ids:
            write_totals(self._context.vault.connection, unit, patient_id)

    def _alone(self, patient_id: int) -> PatientRecord:
        found = records.read_alone(self._context.vault.connection, patient_id)
        if found is None:
            raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient is not in the vault.")))
        return found

    def _deed(self, goes_id: int, action: str, reason: str) -> Deed:
        uuid = self._alone(goes_id).patient.uuid
        return Deed(action, "patient", uuid, uuid, reason.strip())

    def _refuse_obstacle(self, stays_id: int, goes_id: int) -> tuple[PatientRecord, PatientRecord]:
        stays, goes = self._context.record(stays_id), self._alone(goes_id)
        obstacle = self._obstacle(stays, goes)
        if obstacle is not None:
            raise CalciTrackError(obstacle, say(QT_TRANSLATE_NOOP("clinic", "Nothing was merged.")))
        return stays, goes

    def _obstacle(self, stays: PatientRecord, goes: PatientRecord) -> Message | None:
        """Why two records cannot be merged; None when they can."""
        draft = goes.draft
        if stays.patient.id == goes.patient.id:
            return say(QT_TRANSLATE_NOOP("clinic", "A record cannot be merged into itself."))
        if stays.patient.merged_into is not None or goes.patient.merged_into is not None:
            return say(QT_TRANSLATE_NOOP("clinic", "One of the two is merged into another record already."))
        if merging.members(self._context.vault.connection, goes.patient.id):
            other_way = QT_TRANSLATE_NOOP(
                "clinic", "Another record is merged into {mrn}. Merge the other way round, or separate that one first."
            )
            return say(other_way, mrn=goes.patient.mrn)
        if draft is not None:
            open_draft = QT_TRANSLATE_NOOP(
                "clinic",
                "{mrn} has an unsigned draft of {day}. Sign or discard it first: it is finished where it was begun.",
            )
            return say(open_draft, mrn=goes.patient.mrn, day=draft.visited_on)
        return None


_OF_PERSON = ("mrn", "family_name", "given_name", "birth_date", "sex", "dominant_hand", "status", "status_on",
              "allergies", "diagnoses", "antibodies", "medicines")  # fmt: skip


def _sides(mine: Patient, theirs: Patient) -> tuple[Side, ...]:
    """Every field of the two patients, with what is read of it once they are one."""
    three = (mine, theirs, joined(mine, [theirs]))
    own = [Side(name, *(as_text(getattr(one, name)) for one in three)) for name in _OF_PERSON]
    answers = [Side(fact.value, *(_answer(one, fact) for one in three)) for fact in BackgroundFact]
    return (*own, *answers)


def _answer(patient: Patient, fact: BackgroundFact) -> str:
    answer = patient.answer(fact)
    return "" if answer is Answer.UNKNOWN else answer.value


def crossed(found: tuple[Crossing, ...]) -> CalciTrackError:
    """The refusal to separate two records in which something since names lesions of both."""
    told = QT_TRANSLATE_NOOP(
        "clinic",
        "These records stay merged, because this names lesions of both and would be torn apart: {what}. "
        "Nothing was changed.",
    )
    return CalciTrackError(say(told, what="; ".join(str(one.in_words()) for one in found)))


def _refuse_changed(stays: PatientRecord, goes: PatientRecord, seen: Seen) -> None:
    if (stays.patient.version, goes.patient.version) != seen:
        raise conflict(MERGE)


def _unreasoned() -> Fault:
    return fault("reason", "needed", QT_TRANSLATE_NOOP("clinic", "Say why: it stands in the history of both."))


def _changed(*patient_ids: int) -> Change:
    return Change(frozenset({Kind.PATIENT, Kind.LESION, Kind.VISIT, Kind.TRIAL, Kind.ORDER}), frozenset(patient_ids))
