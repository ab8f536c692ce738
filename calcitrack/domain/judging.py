"""Judged responses: which judgement stands, and what cannot be judged.

The rules propose, a reader judges and may differ with a reason. Both are kept, and no judgement is overwritten: a
later one replaces an earlier one. A judgement made blind, without sight of the first reader's, stands beside that one
and never in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calcitrack.domain.errors import Fault
from calcitrack.domain.figures.model import LesionResponse
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import ResponseWord

HALF_ASSESSABLE = QT_TRANSLATE_NOOP(
    "judging", "A lesion is not assessable by both readings of the word, or by neither."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader judges of one lesion on one trial, with what was on screen meanwhile.

    Attributes:
        reason: Why it differs from the proposal; empty where it does not.
        proposed_balin: The proposal that was seen.
        proposed_now: The same, of the state at the last evidence.
        seen: The judgement that stood while this one was made; None where none stood.
    """

    lesion_id: int
    balin: ResponseWord
    now: ResponseWord
    proposed_balin: ResponseWord
    proposed_now: ResponseWord
    reason: str = ""
    seen: int | None = None

    @property
    def differs(self) -> bool:
        """Whether it says something else than the rules."""
        return (self.balin, self.now) != (self.proposed_balin, self.proposed_now)


def standing(judgements: Iterable[Judgement]) -> dict[tuple[int, int], Judgement]:
    """The judgement that stands for each lesion, by trial and lesion: the last one that was not made blind.

    Args:
        judgements: In the order made.
    """
    return {(one.trial_id, one.lesion_id): one for one in judgements if not one.blind}


def standing_on(trial_id: int, judgements: Iterable[Judgement]) -> dict[int, Judgement]:
    """The judgements that stand on one trial, by lesion."""
    return {lesion: one for (trial, lesion), one in standing(judgements).items() if trial == trial_id}


def is_overtaken(judgement: Judgement, response: LesionResponse) -> bool:
    """Whether the rules propose something else now than when it was judged: the record has gone on since."""
    return (judgement.proposed_balin, judgement.proposed_now) != (response.balin, response.now)


def verdict_faults(verdict: Verdict, field: str) -> tuple[Fault, ...]:
    """What is wrong with a verdict.

    Args:
        verdict: What is to be saved.
        field: What its faults are told of: the lesion, as people call it.
    """
    found = []
    if verdict.differs and not verdict.reason.strip():
        told = QT_TRANSLATE_NOOP("judging", "This differs from what the rules propose: say why.")
        found.append(Fault(field, "needed", say(told)))
    unjudged = [word is ResponseWord.NOT_ASSESSABLE for word in (verdict.balin, verdict.now)]
    if any(unjudged) and not all(unjudged):
        found.append(Fault(field, "contradiction", say(HALF_ASSESSABLE)))
    return tuple(found)


def drafts_on(record: PatientRecord, trial: Trial) -> Mapping[int, Visit]:
    """Drafts that say something of a lesion in the time of a trial, by lesion: evidence that is not signed yet."""
    found: dict[int, Visit] = {}
    for visit in record.visits:
        if visit.is_signed or visit.visited_on < trial.start:
            continue
        if trial.stop is not None and not trial.is_procedure and visit.visited_on > trial.stop:
            continue
        found.update((said.lesion_id, visit) for said in visit.assessments if said.state.is_evidence)
    return found
