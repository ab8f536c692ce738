"""What was given at the same time: a lesion that answered while two drugs ran answered to neither alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another trial in the time of a trial.

    Attributes:
        first: First day on which both count.
        last: Last such day.
    """

    other: Trial
    first: date
    last: date

    @property
    def weeks(self) -> int:
        """Whole weeks of both, at least 0."""
        return (self.last - self.first).days // 7


def also_given(trial: Trial, trials: Iterable[Trial], until: date) -> tuple[Overlap, ...]:
    """What else was given in the time on which a trial is judged, by the first common day.

    Args:
        trial: A drug counts from its start to its stop; a procedure is judged from its day on.
        trials: Of the same patient; the trial itself may be among them.
        until: The last day known: where what runs on is looked at.
    """
    end = until if trial.is_procedure else last_day(trial, until)
    found = []
    for other in trials:
        first, last = max(trial.start, other.start), min(end, last_day(other, until))
        if other.id != trial.id and first <= last:
            found.append(Overlap(other, first, last))
    return tuple(sorted(found, key=lambda one: (one.first, one.other.id)))


def given_together(trials: Iterable[Trial], until: date) -> tuple[tuple[Trial, Overlap], ...]:
    """Every two trials that were given on the same day, the one begun first with the other, by the first common day."""
    ordered = sorted((one for one in trials if one.start <= until), key=lambda trial: (trial.start, trial.id))
    found = []
    for place, trial in enumerate(ordered):
        for other in ordered[place + 1 :]:
            last = min(last_day(trial, until), last_day(other, until))
            if other.start <= last:
                found.append((trial, Overlap(other, other.start, last)))
    return tuple(sorted(found, key=lambda pair: (pair[1].first, pair[0].id, pair[1].other.id)))


def last_day(trial: Trial, until: date) -> date:
    """The last day on which a trial was given, as far as is known: its one day for a procedure."""
    if trial.is_procedure:
        return trial.start
    return until if trial.stop is None else trial.stop
