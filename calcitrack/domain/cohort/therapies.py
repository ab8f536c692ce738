"""What readers judged of the trials of each therapy. The classes that the rules propose are no judgements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from calcitrack.domain.cohort.answer import TherapyFigures
from calcitrack.domain.cohort.statistics import clustered_interval
from calcitrack.domain.figures.proportion import wilson
from calcitrack.domain.vocabulary import ResponseWord

_ANSWERED = (ResponseWord.COMPLETE, ResponseWord.PARTIAL)
_JUDGED = (*_ANSWERED, ResponseWord.NONE)


class Trial(Protocol):
    """What a trial says of itself."""

    @property
    def id(self) -> int:
        """Row number."""
        ...

    @property
    def patient_id(self) -> int:
        """Whose it is."""
        ...

    @property
    def therapy(self) -> str:
        """As recorded."""
        ...

    @property
    def is_procedure(self) -> bool:
        """It has a day, not a course."""
        ...

    @property
    def start(self) -> date:
        """First day."""
        ...

    @property
    def stop(self) -> date | None:
        """Last day; None while it runs."""
        ...

    @property
    def last_visit_on(self) -> date | None:
        """The patient's last signed visit."""
        ...


def is_interim(trial: Trial, least_weeks: int) -> bool:
    """Whether a drug runs on and has been taken for less than the clinic's minimum (rule 14)."""
    if trial.is_procedure or trial.stop is not None:
        return False
    days = (trial.last_visit_on - trial.start).days if trial.last_visit_on else 0
    return max(0, days // 7) < least_weeks


def therapy_figures(
    trials: Sequence[Trial],
    judged: Iterable[tuple[int, str | None, int]],
    groups: Mapping[str, str],
    least_weeks: int,
) -> tuple[TherapyFigures, ...]:
    """Take the trials of each therapy together, most patients first.

    Args:
        trials: All trials of the cohort.
        judged: Trial, word of the judgement that stands or None, and how many of the covered lesions have it.
        groups: The therapy that each recorded name means.
        least_weeks: The clinic's minimum exposure.
    """
    therapy_of = {trial.id: groups[trial.therapy] for trial in trials}
    interim = {trial.id for trial in trials if is_interim(trial, least_weeks)}
    sums: defaultdict[str, _Sums] = defaultdict(_Sums)
    for trial in trials:
        sums[therapy_of[trial.id]].add_trial(trial, interim=trial.id in interim)
    patient_of = {trial.id: trial.patient_id for trial in trials}
    for trial_id, word, count in judged:
        if trial_id not in interim:
            sums[therapy_of[trial_id]].add_lesions(patient_of[trial_id], word, count)
    found = [one.figures(therapy) for therapy, one in sums.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.patients), one.therapy)))


@dataclass(slots=True)
class _Sums:
    """What is added up for one therapy."""

    trials: int = 0
    interim: int = 0
    unjudged: int = 0
    patients: dict[int, None] = field(default_factory=dict)
    interim_patients: dict[int, None] = field(default_factory=dict)
    unjudged_patients: dict[int, None] = field(default_factory=dict)
    words: dict[int, Counter[ResponseWord]] = field(default_factory=dict)

    def add_trial(self, trial: Trial, *, interim: bool) -> None:
        if interim:
            self.interim += 1
            self.interim_patients[trial.patient_id] = None
        else:
            self.trials += 1
            self.patients[trial.patient_id] = None

    def add_lesions(self, patient: int, word: str | None, count: int) -> None:
        if word is None:
            self.unjudged += count
            self.unjudged_patients[patient] = None
        else:
            self.words.setdefault(patient, Counter())[ResponseWord(word)] += count

    def figures(self, therapy: str) -> TherapyFigures:
        pairs = {
            patient: (sum(words[w] for w in _ANSWERED), sum(words[w] for w in _JUDGED))
            for patient, words in self.words.items()
        }
        judged = [patient for patient, (_, of) in pairs.items() if of]
        answered = [patient for patient in judged if pairs[patient][0]]
        lesions = Counter({word: sum(words[word] for words in self.words.values()) for word in ResponseWord})
        return TherapyFigures(
            therapy=therapy,
            trials=self.trials,
            interim=self.interim,
            patients=tuple(self.patients),
            interim_patients=tuple(self.interim_patients),
            read_patients=tuple(self.words),
            unjudged_patients=tuple(self.unjudged_patients),
            judged_patients=tuple(judged),
            answered_patients=tuple(answered),
            patients_interval=wilson(len(answered), len(judged)) if judged else None,
            covered=self.unjudged + sum(lesions.values()),
            lesions=lesions,
            unjudged=self.unjudged,
            lesions_interval=clustered_interval([pairs[patient] for patient in judged]),
        )
