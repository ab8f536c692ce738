"""What is given on a day, and the line of a visit's plan that says it goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from calcitrack.domain.trial import Trial


def running(trials: Iterable[Trial], day: date) -> tuple[Trial, ...]:
    """Drug trials that run on a day, oldest first. A procedure has a day, not a course."""
    found = [t for t in trials if not t.is_procedure and t.start <= day and (t.stop is None or t.stop >= day)]
    return tuple(sorted(found, key=lambda trial: (trial.start, trial.id)))


def dose_on(trial: Trial, day: date) -> str:
    """The dose of a day as written; empty where none was recorded."""
    steps = [step.dose for step in trial.steps if step.on <= day]
    return (steps[-1] if steps else trial.dose) or ""


def with_line(plan: str, beginning: str, line: str) -> str:
    """A plan with one line of a kind: in place of the line that begins so, or else below everything.

    Args:
        plan: As it stands.
        beginning: How lines of the kind begin.
        line: The line, which begins so too.
    """
    lines = plan.splitlines()
    for place, one in enumerate(lines):
        if one.startswith(beginning):
            lines[place] = line
            return "\n".join(lines)
    return "\n".join([*lines, line])
