"""What a clinic's own trials of one therapy came to.

A response belongs to a lesion, so lesions are counted by class; several lesions of one patient are not independent, so
the one interval is over patients: in how many of those judged at least one lesion answered. No patient gets a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.figures.model import TrialFigures
from calcitrack.domain.figures.proportion import wilson
from calcitrack.domain.judging import standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import ResponseWord

FEWEST = 5
"""Under so many judged patients no result is given: it would say little, and might tell who they are."""

_ANSWERED = (ResponseWord.COMPLETE, ResponseWord.PARTIAL)
_JUDGED = (*_ANSWERED, ResponseWord.NONE)


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """One trial of one patient.

    Attributes:
        patient: Row number.
        interim: It runs on and is shorter than the clinic's minimum.
        stopped_early: It ended before the clinic's minimum.
        for_harm: It ended with an adverse effect on record.
        lesions: Lesions by class; not assessable ones included.
        by_reader: How many of the lesions a reader judged; the rules judged the others.
    """

    patient: int
    therapy: str
    interim: bool
    stopped_early: bool
    for_harm: bool
    lesions: Mapping[ResponseWord, int]
    by_reader: int

    @property
    def judged(self) -> int:
        """Lesions with a response."""
        return sum(self.lesions.get(word, 0) for word in _JUDGED)

    @property
    def answered(self) -> bool:
        """At least one lesion answered, at least in part."""
        return any(self.lesions.get(word, 0) for word in _ANSWERED)


@dataclass(frozen=True, slots=True)
class TherapyOutcome:
    """What the trials of one therapy came to. Trials that are still interim enter nothing but their own count.

    Attributes:
        patients: Judged patients: at least one lesion has a response.
        answered: Of these, those with at least one lesion that answered, at least in part; None under the least number.
        interval: 95 % interval of that share, from 0 to 1; None likewise.
        lesions: Lesions by class over the judged patients; None likewise.
        by_reader: How many lesions a reader judged; None likewise.
        unjudged: Trials over or long enough of which no lesion could be judged.
        stopped_early: Trials that ended before the clinic's minimum; they count in everything above.
        for_harm: Of these, with an adverse effect on record.
        interim: Trials left out because they run on and are shorter than the clinic's minimum.
    """

    patients: int
    answered: int | None
    interval: tuple[float, float] | None
    lesions: Mapping[ResponseWord, int] | None
    by_reader: int | None
    unjudged: int
    stopped_early: int
    for_harm: int
    interim: int


def trial_outcomes(record: PatientRecord, settings: RuleSettings) -> tuple[TrialOutcome, ...]:
    """Every trial of a record. A lesion counts as a reader judged it last, else as the rules judge it."""
    figures = {found.trial_id: found for found in record_figures(record, settings).trials}
    return tuple(_outcome(record, trial, figures[trial.id]) for trial in record.trials)


def therapy_outcome(trials: Iterable[TrialOutcome]) -> TherapyOutcome:
    """Take the trials of one therapy together."""
    listed = list(trials)
    counted = [trial for trial in listed if not trial.interim]
    judged = [trial for trial in counted if trial.judged]
    patients = {trial.patient for trial in judged}
    answered = {trial.patient for trial in judged if trial.answered}
    enough = len(patients) >= FEWEST
    lesions = Counter({word: sum(t.lesions.get(word, 0) for t in judged) for word in ResponseWord})
    early = [trial for trial in counted if trial.stopped_early]
    return TherapyOutcome(
        patients=len(patients),
        answered=len(answered) if enough else None,
        interval=wilson(len(answered), len(patients)) if enough else None,
        lesions=lesions if enough else None,
        by_reader=sum(trial.by_reader for trial in judged) if enough else None,
        unjudged=len(counted) - len(judged),
        stopped_early=len(early),
        for_harm=sum(trial.for_harm for trial in early),
        interim=len(listed) - len(counted),
    )


def _outcome(record: PatientRecord, trial: Trial, figures: TrialFigures) -> TrialOutcome:
    read = {lesion: one.balin for lesion, one in standing_on(trial.id, record.judgements).items()}
    words = Counter(read.get(lesion, response.balin) for lesion, response in figures.lesions.items())
    short = bool(figures.interim)
    return TrialOutcome(
        patient=record.patient.id,
        therapy=trial.therapy,
        interim=short and trial.stop is None,
        stopped_early=short and trial.stop is not None,
        for_harm=bool(trial.adverse_effects),
        lesions=words,
        by_reader=sum(lesion in read for lesion in figures.lesions),
    )
