"""What is refused of a trial where it is entered, beyond what no trial can be (``trial_faults``).

A record that comes from elsewhere may hold such a trial; it is read as it is, and left alone while nobody changes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from calcitrack.domain.errors import Fault
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import Trial
from calcitrack.domain.validation import fault
from calcitrack.domain.vocabulary import EventKind

DONE_BY_PROCEDURE = (EventKind.EXCISED, EventKind.PARTLY_REMOVED, EventKind.INJECTED)
"""What a procedure can have done to the lesions that it was aimed at."""

_NO_UNIT = re.compile(r"\s*\d[\d\s.,/x×-]*")
_UNIT_LACKS = QT_TRANSLATE_NOOP("validation", "The dose has no unit. Write it with one, such as 60 mg tid.")


def entry_faults(trial: Trial, lesions: Sequence[Lesion], kept: Trial | None = None) -> tuple[Fault, ...]:
    """A lesion that was not seen yet, and a dose without a unit; what stood so before is left alone.

    Args:
        trial: As it was entered.
        lesions: The patient's lesions.
        kept: As it stands in the vault; None for a new one.
    """
    return (*_unseen(trial, lesions, kept), *_without_unit(trial, kept))


def done_faults(trial: Trial, done: EventKind | None) -> tuple[Fault, ...]:
    """What is wrong with what a procedure is said to have done."""
    if done is None:
        return ()
    if not trial.is_procedure or done not in DONE_BY_PROCEDURE:
        told = QT_TRANSLATE_NOOP("validation", "Only a procedure does this to a lesion.")
        return (fault("done", "contradiction", told),)
    if not trial.targets:
        told = QT_TRANSLATE_NOOP("validation", "Tick the lesions on which the procedure was done.")
        return (fault("targets", "needed", told),)
    return ()


def _unseen(trial: Trial, lesions: Sequence[Lesion], kept: Trial | None) -> list[Fault]:
    known = kept.targets or () if kept is not None and kept.start <= trial.start else ()
    listed = [x for x in lesions if x.id in (trial.targets or ()) and x.id not in known and x.first_seen > trial.start]
    told = QT_TRANSLATE_NOOP(
        "validation",
        "Lesion #{number} was first seen on {day}, after this began on {start}: nothing was aimed at it then. Choose "
        "all lesions, or mend the day.",
    )
    return [
        fault("targets", "unseen", told, number=one.number, day=one.first_seen, start=trial.start) for one in listed
    ]


def _without_unit(trial: Trial, kept: Trial | None) -> list[Fault]:
    found = []
    if trial.dose and _NO_UNIT.fullmatch(trial.dose) and (kept is None or kept.dose != trial.dose):
        found.append(fault("dose", "unit", _UNIT_LACKS))
    known = {step.dose for step in kept.steps} if kept is not None else set()
    for place, step in enumerate(trial.steps):
        if step.dose not in known and _NO_UNIT.fullmatch(step.dose):
            found.append(fault(f"steps[{place}].dose", "unit", _UNIT_LACKS))
    return found
