"""Trials on record by the therapies of the review: which were tried, what stopped them, how lesions answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.figures.counts import ResponseCounts, count_responses
from calcitrack.domain.figures.model import TrialFigures
from calcitrack.domain.figures.trials import trial_figures
from calcitrack.domain.judging import standing_on
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.guidance.facts import PatientFacts
from calcitrack.guidance.finding import Fact
from calcitrack.guidance.rules.names import code_of

_ASSESSED = (ResponseWord.COMPLETE, ResponseWord.PARTIAL, ResponseWord.NONE)


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial on record.

    Attributes:
        code: Therapy that it means; None when the review names none of that name.
        ordinal: Which trial of the therapy it is, from 1, in the order entered.
        counts: How many lesions answered how, by the rules of the figures.
        judged_by_reader: How many lesions a reader has judged.
    """

    trial: Trial
    code: str | None
    ordinal: int
    counts: ResponseCounts
    judged_by_reader: int
    judged_on: date | None

    @property
    def assessed(self) -> int:
        """How many lesions have a response."""
        return sum(self.counts.balin[word] for word in _ASSESSED)

    @property
    def without_benefit(self) -> bool:
        """Lesions have been judged, and every one as no response."""
        return self.assessed > 0 and self.counts.balin[ResponseWord.NONE] == self.assessed

    @property
    def name(self) -> str:
        """Part of a finding's name."""
        return f"{self.code or 'other'}.{self.ordinal}"

    def fact(self) -> Fact:
        """The trial as a fact."""
        return Fact("therapy", self.trial.therapy, self.trial.start)

    def response_fact(self) -> Fact:
        """How its lesions answered, as a fact."""
        words = ", ".join(f"{_WORDS[word]} {self.counts.balin[word]}" for word in ResponseWord)
        return Fact("response", words, self.judged_on)


_WORDS = {
    ResponseWord.COMPLETE: "complete",
    ResponseWord.PARTIAL: "partial",
    ResponseWord.NONE: "no response",
    ResponseWord.NOT_ASSESSABLE: "not assessable",
}


def tried(facts: PatientFacts) -> tuple[Tried, ...]:
    """Every trial begun by the day, in the order entered, judged on the visits up to it."""
    figures = _figures(facts)
    ordinals: dict[str | None, int] = {}
    found = []
    for trial in facts.trials:
        code = code_of(trial.therapy)
        ordinals[code] = ordinals.get(code, 0) + 1
        found.append(_tried(facts.record, trial, code, ordinals[code], figures[trial.id]))
    return tuple(found)


def _tried(record: PatientRecord, trial: Trial, code: str | None, ordinal: int, figures: TrialFigures) -> Tried:
    responses = figures.lesions.values()
    judged = standing_on(trial.id, record.judgements)
    days = [response.judged_on for response in responses if response.judged_on is not None]
    return Tried(trial, code, ordinal, count_responses(responses), len(judged), max(days, default=None))


def _figures(facts: PatientFacts) -> Mapping[int, TrialFigures]:
    """Figures of the trials from what was known on the day; nothing is read where there is no trial."""
    if not facts.trials:
        return {}
    known = PatientRecord(
        facts.record.patient,
        facts.record.lesions,
        tuple(visit for visit in facts.record.visits if visit.visited_on <= facts.today),
        facts.trials,
        tuple(event for event in facts.record.events if event.on <= facts.today),
    )
    return {f.trial_id: f for f in trial_figures(known, read_evidence(known), RuleSettings())}
