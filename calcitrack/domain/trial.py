"""A drug or procedure tried on lesions, and the clinician's judgement of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from calcitrack.domain.vocabulary import ResponseWord

PROCEDURE = "procedure"
"""The route that marks a procedure: it has a day, not a course."""


@dataclass(frozen=True, slots=True)
class DoseStep:
    """A dose from a day on, as written ("60 mg tid"), with amount and unit where they were given apart."""

    on: date
    dose: str
    amount: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class AdverseEffect:
    """An adverse effect as written; severity and day where they were recorded."""

    effect: str
    severity: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A therapy trial.

    Attributes:
        therapy: Name of the drug or procedure.
        dose: The dose as written at the start; None when not recorded.
        route: "procedure" marks a procedure; None when not recorded.
        stop: Last day; None while it runs.
        targets: Lesion ids in the order given; None means all lesions.
        steps: Later doses, oldest first.
    """

    therapy: str
    start: date
    dose: str | None = None
    route: str | None = None
    stop: date | None = None
    stop_reason: str | None = None
    adverse_effects: tuple[AdverseEffect, ...] = ()
    targets: tuple[int, ...] | None = None
    steps: tuple[DoseStep, ...] = ()
    id: int = 0
    uuid: str = ""
    version: int = 0

    @property
    def is_procedure(self) -> bool:
        """Whether the trial is a procedure."""
        return self.route == PROCEDURE


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reader's judgement of one lesion on one trial, beside what the rules proposed.

    Attributes:
        supersedes: Judgement that this one replaces; None for the first. None is ever overwritten.
    """

    trial_id: int
    lesion_id: int
    reader: str
    judged_at: datetime
    balin: ResponseWord
    now: ResponseWord
    proposed_balin: ResponseWord
    proposed_now: ResponseWord
    reason: str = ""
    blind: bool = False
    supersedes: int | None = None
    id: int = 0
