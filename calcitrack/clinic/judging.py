"""Judging responses: the rules propose, a clinician judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from calcitrack.clinic.conflicts import JUDGEMENT, as_text, conflict
from calcitrack.clinic.context import Context, Operations, Written, refuse
from calcitrack.clinic.rights import CLINICIANS, operation
from calcitrack.clinic.settings import rule_settings
from calcitrack.clinic.visit_parts import called
from calcitrack.db import judgements
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Difference, Fault, NotFound
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import LesionResponse
from calcitrack.domain.judging import Verdict, drafts_on, standing_on, verdict_faults
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Judgement, Trial


class Judging(Operations):
    """Use cases around a judged response."""

    @operation(CLINICIANS)
    def judge(self, patient_id: int, trial_id: int, verdicts: Sequence[Verdict]) -> Written[tuple[int, ...]]:
        """Save what whoever is signed in judges of lesions on a trial, all in one; returns their row numbers.

        Each replaces the judgement that stood for its lesion, which is kept.

        Raises:
            NotFound: The patient has no such trial, or the trial does not cover a lesion.
            InvalidInput: With every fault; among them evidence that stands in a draft only.
            Conflict: A lesion was judged in between, or the rules propose something else by now.
        """
        context = self._context
        record = context.record(patient_id)
        trial = trial_of(record, trial_id)
        covered = responses_of(context, record, trial_id)
        if any(one.lesion_id not in covered for one in verdicts):
            told = QT_TRANSLATE_NOOP("clinic", "This trial does not cover the lesion. Nothing was changed.")
            raise NotFound(say(told))
        refuse(_faults(record, trial, verdicts))
        now = context.clock.now()
        owner = context.owner(record, "trial", trial_id)
        deed = Deed("judge response", "trial", trial.uuid, owner.uuid)
        with context.vault.unit(context.actor, deed, now) as unit:
            # Read inside the unit: another writer may have judged or signed since.
            stands = context.record(patient_id)
            refuse(draft_faults(stands, trial, verdicts))
            _refuse_overtaken(stands, trial_id, verdicts, responses_of(context, stands, trial_id))
            made = [self._judgement(trial_id, one, now) for one in verdicts]
            rows = tuple(judgements.add(unit, owner.id, self.person.id, one) for one in made)
        return Written(rows, Change(frozenset({Kind.TRIAL}), frozenset({patient_id})))

    def _judgement(self, trial_id: int, verdict: Verdict, at: datetime) -> Judgement:
        return Judgement(
            trial_id=trial_id,
            lesion_id=verdict.lesion_id,
            reader=self.person.name,
            judged_at=at,
            balin=verdict.balin,
            now=verdict.now,
            proposed_balin=verdict.proposed_balin,
            proposed_now=verdict.proposed_now,
            reason=verdict.reason.strip(),
            supersedes=verdict.seen,
        )


def responses_of(context: Context, record: PatientRecord, trial_id: int) -> Mapping[int, LesionResponse]:
    """What the rules propose for each lesion that a trial covers; nothing where the trial is gone."""
    found = record_figures(record, rule_settings(context.vault.connection)).trials
    return next((figures.lesions for figures in found if figures.trial_id == trial_id), {})


def trial_of(record: PatientRecord, trial_id: int) -> Trial:
    """A trial of a record.

    Raises:
        NotFound: The patient has no such trial.
    """
    for trial in record.trials:
        if trial.id == trial_id:
            return trial
    raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such trial.")))


def _faults(record: PatientRecord, trial: Trial, verdicts: Sequence[Verdict]) -> tuple[Fault, ...]:
    """What is wrong with verdicts, before anything is compared."""
    if not record.counted_visits:
        told = QT_TRANSLATE_NOOP("clinic", "No visit is signed yet, and a response is judged on signed visits only.")
        return (Fault("response", "unsigned", say(told)),)
    lesions = [one.lesion_id for one in verdicts]
    if len(set(lesions)) < len(lesions):
        return (Fault("response", "twice", say(QT_TRANSLATE_NOOP("clinic", "A lesion is judged twice."))),)
    own = [fault for one in verdicts for fault in verdict_faults(one, called(record, one.lesion_id))]
    return (*own, *draft_faults(record, trial, verdicts))


def draft_faults(record: PatientRecord, trial: Trial, verdicts: Sequence[Verdict]) -> tuple[Fault, ...]:
    """Evidence on a lesion that stands in a draft: whoever judges now would judge without it."""
    drafts = drafts_on(record, trial)
    told = QT_TRANSLATE_NOOP(
        "clinic",
        "It stands in the draft visit of {day}, and a draft is no evidence: sign the visit first, or discard it, then "
        "judge.",
    )
    return tuple(
        Fault(called(record, one.lesion_id), "draft", say(told, day=drafts[one.lesion_id].visited_on))
        for one in verdicts
        if one.lesion_id in drafts
    )


def _refuse_overtaken(
    record: PatientRecord, trial_id: int, verdicts: Sequence[Verdict], responses: Mapping[int, LesionResponse]
) -> None:
    """Refuse what was judged in sight of something that no longer holds."""
    known = standing_on(trial_id, record.judgements)
    found: list[Difference] = []
    for one in verdicts:
        response, stood = responses.get(one.lesion_id), known.get(one.lesion_id)
        of = called(record, one.lesion_id)
        seen = one.proposed_balin, one.proposed_now
        proposed = (response.balin, response.now) if response else None
        if seen != proposed:
            found.append(Difference(f"{of}: proposed by the rules", as_text(seen), as_text(proposed)))
        if one.seen != (stood.id if stood else None):
            judged = as_text((stood.balin, stood.now)) if stood else ""
            found.append(Difference(f"{of}: judged", as_text((one.balin, one.now)), judged))
    if found:
        raise conflict(JUDGEMENT, tuple(found))
