"""What is done to a draft's lesions in one go: added, split, merged, something happened, taken back.

A step says what comes and what goes. Its inverse is the same with both changed over, so whatever can be done can be
undone, and undone again, exactly: a lesion that comes back is the one that went, with its number and its identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from calcitrack.domain.entry import Field, with_field
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import EventKind, NewStatus, State


@dataclass(frozen=True, slots=True)
class Said:
    """What a draft says of a lesion.

    Attributes:
        position: Its place among all that the draft says, from 0; None for what is said for the first time.
    """

    assessment: Assessment
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Lesions, events and assessments that come together, or go together."""

    lesions: tuple[Lesion, ...] = ()
    events: tuple[LesionEvent, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class LesionStep:
    """One thing done at a draft.

    A lesion that comes for the first time has a negative id, by which the events of the same step name it; one that
    comes back has the id, the number and the identity that it had.

    Attributes:
        deed: What is done, in the words of the audit.
        comes: What the draft has afterwards and had not before.
        goes: What it had before and has not afterwards.
        undoes: It takes back what the deed did.
    """

    deed: str
    comes: Part = Part()
    goes: Part = Part()
    undoes: bool = False

    def inverse(self) -> LesionStep:
        """The step that undoes this one."""
        return LesionStep(self.deed, self.goes, self.comes, not self.undoes)


def add_lesion(lesion: Lesion, count: int | None = None) -> LesionStep:
    """A lesion that was found at the visit, with how many deposits a cluster has; None where nobody counted."""
    counted = with_field(None, -1, Field.COUNT, count)
    said = (Said(counted),) if counted is not None else ()
    return LesionStep("add lesion", Part(lesions=(replace(lesion, id=-1, uuid=""),), said=said))


def remove_lesions(record: PatientRecord, visit: Visit, lesions: Sequence[Lesion]) -> LesionStep:
    """Lesions that were entered by mistake go with all that the draft says of them.

    A split that other lesions came of as well stays theirs.
    """
    gone = ids_of(lesions)
    named = tuple(e for e in record.events if e.visit_id == visit.id and gone & {e.lesion_id, *e.to})
    left = (replace(e, to=tuple(i for i in e.to if i not in gone)) for e in named if e.lesion_id not in gone)
    said = tuple(Said(a) for a in visit.assessments if a.lesion_id in gone)
    return LesionStep("remove lesion", Part(events=tuple(e for e in left if e.to)), Part(tuple(lesions), named, said))


def whole(step: LesionStep, record: PatientRecord, visit: Visit) -> LesionStep:
    """The step as it fits the draft that stands.

    A lesion that goes takes along what was entered of it since it came. Of other lesions only what stands as it was
    said is taken back, and nothing takes the place of what is said now.
    """
    along = remove_lesions(record, visit, step.goes.lesions)
    events = {event.id: event for event in (*step.goes.events, *along.goes.events)}
    left = tuple(e for e in along.comes.events if all(e.id != other.id for other in step.goes.events))
    stands = {assessment.lesion_id: assessment for assessment in visit.assessments}
    same = (s for s in step.goes.said if stands.get(s.assessment.lesion_id) == s.assessment)
    unsaid = {s.assessment.lesion_id: s for s in (*same, *along.goes.said)}
    said = tuple(s for s in step.comes.said if s.assessment.lesion_id not in stands.keys() - unsaid.keys())
    return replace(
        step,
        comes=replace(step.comes, events=(*step.comes.events, *left), said=said),
        goes=Part(step.goes.lesions, tuple(events.values()), tuple(unsaid.values())),
    )


def happened(visit: Visit, lesion_id: int, kind: EventKind, on: date | None = None) -> LesionStep:
    """Something happened to a lesion, on the day of the visit unless another is given."""
    event = LesionEvent(lesion_id, on or visit.visited_on, kind, visit_id=visit.id)
    return LesionStep(_deed(event), Part(events=(event,)))


def split(visit: Visit, lesion: Lesion, parts: Sequence[Lesion], on: date | None = None) -> LesionStep:
    """A lesion came apart: it keeps its number, and each part that left it is a lesion of its own."""
    new = tuple(replace(part, id=-n, uuid="") for n, part in enumerate(parts, start=1))
    event = LesionEvent(
        lesion.id, on or visit.visited_on, EventKind.SPLIT, tuple(part.id for part in new), visit_id=visit.id
    )
    return LesionStep(_deed(event), Part(lesions=new, events=(event,)))


def part_of(lesion: Lesion, visit: Visit) -> Lesion:
    """A part that left a lesion, set as that one is. The deposit was there before, so it is not new."""
    setting = replace(lesion.setting, set_on=visit.visited_on, index=False, set_at=None, set_by="", reason="")
    return Lesion(0, visit.visited_on, (setting,), new_status=NewStatus.ALREADY_THERE)


def merge(visit: Visit, gone: Lesion, into: Lesion, reason: str, on: date | None = None) -> LesionStep:
    """A lesion grew together with another, and is part of that one from here on.

    Nothing closes it, for it is not gone: where the draft says nothing of it yet, it is present and not measurable,
    for the reason given.
    """
    event = LesionEvent(gone.id, on or visit.visited_on, EventKind.MERGED, (into.id,), visit_id=visit.id)
    said: tuple[Said, ...] = ()
    if visit.assessment_of(gone.id) is None:
        said = (Said(Assessment(gone.id, State.NOT_MEASURABLE, reason=reason)),)
    return LesionStep(_deed(event), Part(events=(event,), said=said))


def take_back(event: LesionEvent) -> LesionStep:
    """An event that was entered by mistake."""
    return LesionStep(_deed(event), goes=Part(events=(event,)), undoes=True)


def move_event(event: LesionEvent, on: date) -> LesionStep:
    """Give an event another day."""
    return LesionStep("change day of event", Part(events=(replace(event, on=on),)), Part(events=(event,)))


def ids_of(lesions: Iterable[Lesion]) -> frozenset[int]:
    """The ids of some lesions."""
    return frozenset(lesion.id for lesion in lesions)


def _deed(event: LesionEvent) -> str:
    return f"record event: {event.kind.value}"
