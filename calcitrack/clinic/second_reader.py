"""The second reader: reads blind, in shuffled order; agreement; and what two readers differ in, until it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calcitrack.clinic.conflicts import JUDGEMENT, as_text, conflict
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.judging import draft_faults, responses_of, trial_of
from calcitrack.clinic.rights import CLINICIANS, EVERYBODY, operation
from calcitrack.clinic.visit_parts import called
from calcitrack.db import judgements, settlements
from calcitrack.db.audit import Deed
from calcitrack.db.unit import Unit
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Difference, Fault, NotFound
from calcitrack.domain.figures.model import LesionResponse
from calcitrack.domain.judging import HALF_ASSESSABLE, Verdict, standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.second_reading import (
    Disagreement,
    PairAgreement,
    Read,
    Standing,
    Step,
    Words,
    agreements,
    disagreements,
    to_read,
)
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.vocabulary import ResponseWord

_WHY = QT_TRANSLATE_NOOP("clinic", "Say why, so that the other reader can follow it.")
_OWN = QT_TRANSLATE_NOOP("clinic", "This reading is your own, or you have read it already. Nothing was changed.")
_SETTLED = QT_TRANSLATE_NOOP("clinic", "settled with the second reader")


@dataclass(frozen=True, slots=True)
class Case:
    """A lesion on a trial as a second reader gets it: the evidence, without the first reader's words.

    Attributes:
        place: How many are to be read up to and with this one, and how many there are.
        response: What is measured; its classes are not for showing.
    """

    place: tuple[int, int]
    record: PatientRecord
    trial: Trial
    lesion_id: int
    response: LesionResponse


@dataclass(frozen=True, slots=True)
class Named:
    """A disagreement with the record it is in, for a list."""

    disagreement: Disagreement
    record: PatientRecord


class SecondReader(Operations):
    """Use cases around reading twice. A blind judgement never takes the place of the one that stands."""

    @operation(CLINICIANS)
    def count(self) -> int:
        """How many lesions whoever is signed in has still to read."""
        return len(self._waiting())

    @operation(CLINICIANS)
    def next_case(self, skipped: int = 0) -> Case | None:
        """The next lesion to be read; None when there is none.

        Args:
            skipped: How many were put off; they come again.
        """
        waiting = self._waiting()
        for step in range(len(waiting)):
            place = (skipped + step) % len(waiting)
            trial_id, lesion_id = waiting[place].thing
            record = self._context.record(waiting[place].patient_id)
            response = responses_of(self._context, record, trial_id).get(lesion_id)
            if response is not None:  # the trial may cover other lesions by now
                return Case((1 + place, len(waiting)), record, trial_of(record, trial_id), lesion_id, response)
        return None

    @operation(CLINICIANS)
    def judge_blind(self, case: Case, words: Words, reason: str = "") -> Written[int]:
        """Save what a second reader judges without sight of the first; returns its row number.

        Raises:
            InvalidInput: Evidence stands in a draft, or the words contradict each other.
            Conflict: The record has gone on since it was shown.
            NotFound: It is this reader's own, was read already, or the trial is gone.
        """
        context, trial = self._context, case.trial
        now = context.clock.now()
        patient_id = case.record.patient.id
        owner = context.owner(case.record, "trial", trial.id)
        deed = Deed("judge response blind", "trial", trial.uuid, owner.uuid)
        with context.vault.unit(context.actor, deed, now) as unit:
            record = context.record(patient_id)
            self._refuse_case(record, case, words)
            response = responses_of(context, record, trial.id)[case.lesion_id]
            made = Judgement(
                trial_id=trial.id,
                lesion_id=case.lesion_id,
                reader=self.person.name,
                judged_at=now,
                now=words[0],
                balin=words[1],
                proposed_now=response.now,
                proposed_balin=response.balin,
                reason=reason.strip(),
                blind=True,
            )
            row = judgements.add(unit, owner.id, self.person.id, made)
        return Written(row, _changed(patient_id))

    @operation(EVERYBODY)
    def agreements(self) -> tuple[PairAgreement, ...]:
        """How well every pair of readers agrees."""
        return agreements(self._reads())

    @operation(CLINICIANS)
    def disagreements(self) -> tuple[Named, ...]:
        """What two readers differ in, open ones first."""
        found = disagreements(self._reads(), settlements.read_all(self._context.vault.connection))
        records: dict[int, PatientRecord] = {}
        for one in found:
            patient_id = one.first.patient_id
            if patient_id not in records:
                records[patient_id] = self._context.record(patient_id)
        return tuple(Named(one, records[one.first.patient_id]) for one in found)

    @operation(CLINICIANS)
    def answer(self, named: Named, words: Words, text: str) -> Written[int]:
        """Answer a disagreement: what is proposed, and why. It stays to be closed; returns the step's row number.

        Raises:
            InvalidInput: Without a reason.
            Conflict: Somebody answered or closed it in between.
        """
        return self._settle(named, Standing.ANSWERED, words, text)

    @operation(CLINICIANS)
    def close(self, named: Named, words: Words, text: str) -> Written[int]:
        """Close a disagreement: what holds from now on, and why; returns the step's row number.

        Where it is not what stood, it becomes the judgement that stands; both readings stay as they were.

        Raises:
            InvalidInput: Without a reason.
            Conflict: Somebody answered or closed it in between, or the lesion was judged anew.
        """
        return self._settle(named, Standing.CLOSED, words, text)

    def _settle(self, named: Named, kind: Standing, words: Words, text: str) -> Written[int]:
        if not text.strip():
            refuse((Fault("text", "needed", say(_WHY)),))
        context, seen = self._context, named.disagreement
        patient_id, now = seen.first.patient_id, context.clock.now()
        trial = trial_of(named.record, seen.first.judgement.trial_id)
        owner = context.owner(named.record, "trial", trial.id)
        action = "close disagreement" if kind is Standing.CLOSED else "answer disagreement"
        deed = Deed(action, "trial", trial.uuid, owner.uuid)
        with context.vault.unit(context.actor, deed, now) as unit:
            self._refuse_overtaken(seen)
            step = Step(
                seen.first.judgement.id, seen.second.judgement.id, kind, self.person.id, self.person.name, now, words,
                text.strip(),
            )  # fmt: skip
            row = settlements.add(unit, owner.id, step)
            if kind is Standing.CLOSED:
                self._make_stand(unit, owner.id, seen, step)
        return Written(row, _changed(patient_id))

    def _make_stand(self, unit: Unit, owner_id: int, seen: Disagreement, step: Step) -> None:
        """What was agreed on takes the place of the judgement that stands, where it says something else."""
        first = seen.first.judgement
        record = self._context.record(seen.first.patient_id)
        stands = standing_on(first.trial_id, record.judgements).get(first.lesion_id, first)
        if (stands.now, stands.balin) == step.words:
            return
        response = responses_of(self._context, record, first.trial_id).get(first.lesion_id)
        made = Judgement(
            trial_id=first.trial_id,
            lesion_id=first.lesion_id,
            reader=self.person.name,
            judged_at=step.at,
            now=step.words[0],
            balin=step.words[1],
            proposed_now=response.now if response else stands.proposed_now,
            proposed_balin=response.balin if response else stands.proposed_balin,
            reason=f"{say(_SETTLED)}: {step.text}",
            supersedes=stands.id,
        )
        judgements.add(unit, owner_id, self.person.id, made)

    def _refuse_case(self, record: PatientRecord, case: Case, words: Words) -> None:
        """Refuse what is not this reader's to read, rests on a draft, or was shown with other evidence."""
        thing = case.trial.id, case.lesion_id
        if all(one.thing != thing for one in self._waiting()):
            raise NotFound(say(_OWN))
        unjudged = [word is ResponseWord.NOT_ASSESSABLE for word in words]
        if any(unjudged) and not all(unjudged):
            refuse((Fault(called(record, case.lesion_id), "contradiction", say(HALF_ASSESSABLE)),))
        verdict = Verdict(case.lesion_id, words[1], words[0], case.response.balin, case.response.now)
        refuse(draft_faults(record, trial_of(record, case.trial.id), [verdict]))
        now = responses_of(self._context, record, case.trial.id).get(case.lesion_id)
        if now != case.response:
            mine, theirs = as_text(case.response.judged_on), as_text(now and now.judged_on)
            raise conflict(JUDGEMENT, (Difference(called(record, case.lesion_id), mine, theirs),))

    def _refuse_overtaken(self, seen: Disagreement) -> None:
        now = disagreements(self._reads(), settlements.read_all(self._context.vault.connection))
        stands = next((one for one in now if one.second.judgement.id == seen.second.judgement.id), None)
        if stands is None or stands.steps != seen.steps or stands.standing is Standing.CLOSED:
            theirs = stands.steps[-1].text if stands is not None and stands.steps else ""
            raise conflict(JUDGEMENT, (Difference("disagreement", "", theirs),))

    def _waiting(self) -> tuple[Read, ...]:
        return to_read(self._reads(), self.person.id, self._context.vault.slots.vault.encode())

    def _reads(self) -> Sequence[Read]:
        stored = judgements.read_all(self._context.vault.connection)
        return [Read(one.patient_id, one.reader_id, one.judgement) for one in stored]


def _changed(patient_id: int) -> Change:
    return Change(frozenset({Kind.TRIAL}), frozenset({patient_id}))
