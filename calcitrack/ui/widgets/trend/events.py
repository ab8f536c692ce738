"""What happened to lesions, as marks on the time axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import Tone
from calcitrack.ui.words import inside


@dataclass(frozen=True, slots=True)
class EventMark:
    """One day on which something happened.

    Attributes:
        day: Ordinal.
        text: What happened, with the numbers of the lesions.
    """

    day: int
    text: str
    tone: Tone


def event_marks(events: Sequence[LesionEvent], lesions: Sequence[Lesion]) -> tuple[EventMark, ...]:
    """Marks, oldest first. The same thing on the same day is one mark for all its lesions.

    That a lesion appeared is left to the beginning of its line: at every visit with a new lesion there would be a mark.
    """
    numbers = {lesion.id: lesion.number for lesion in lesions}
    told = (event for event in events if event.kind is not EventKind.APPEARED)
    ordered = sorted(told, key=lambda event: (event.on, event.kind, event.to, numbers.get(event.lesion_id, 0)))
    grouped = groupby(ordered, key=lambda event: (event.on, event.kind, event.to))
    return tuple(
        EventMark(on.toordinal(), _text(kind, [event.lesion_id for event in same], to, numbers), _tone(kind))
        for (on, kind, to), same in grouped
    )


def _text(kind: EventKind, lesions: Sequence[int], to: Sequence[int], numbers: Mapping[int, int]) -> str:
    text = f"{inside(kind)} {_named(lesions, numbers)}"
    if to:
        text = translate("Event", "{what} into {lesions}").format(what=text, lesions=_named(to, numbers))
    return text


def _named(lesions: Sequence[int], numbers: Mapping[int, int]) -> str:
    return ", ".join(f"#{numbers[lesion]}" for lesion in lesions if lesion in numbers)


def _tone(kind: EventKind) -> Tone:
    return "danger" if kind in (EventKind.INFECTED, EventKind.ULCERATED) else "neutral"
