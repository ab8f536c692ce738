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
    end = until if trial.is_procedure else _end(trial, until)
    found = []
    for other in trials:
        first, last = max(trial.start, other.start), min(end, _end(other, until))
        if other.id != trial.id and first <= last:
            found.append(Overlap(other, first, last))
    return tuple(sorted(found, key=lambda one: (one.first, one.other.id)))


def _end(trial: Trial, until: date) -> date:
    """The last day on which it was given: its one day for a procedure."""
    if trial.is_procedure:
        return trial.start
    return until if trial.stop is None else trial.stop
