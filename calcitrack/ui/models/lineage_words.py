"""Events and lineages in words: what stands beside a drawing, and what assistive technology reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.lineage import Lineage
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.words import label


def event_sentence(event: LesionEvent, numbers: Mapping[int, int], lesion_id: int) -> str:
    """What happened, seen from one lesion, without its day: "Split off lesion 3"."""
    if event.kind is EventKind.SPLIT:
        if event.lesion_id == lesion_id:
            return translate("Lineage", "Split: {others} left it").format(others=_others(event.to, numbers))
        return translate("Lineage", "Split off lesion {number}").format(number=numbers[event.lesion_id])
    if event.kind is EventKind.MERGED and event.to:
        if event.lesion_id == lesion_id:
            return translate("Lineage", "Merged into lesion {number}").format(number=numbers[event.to[0]])
        return translate("Lineage", "Lesion {number} merged into it").format(number=numbers[event.lesion_id])
    return label(event.kind)


def lineage_title(lineage: Lineage) -> str:
    """A thread by the numbers of its lesions."""
    return translate("Lineage", "Thread of {lesions}").format(lesions=lineage_lesions(lineage))


def lineage_lesions(lineage: Lineage) -> str:
    """The lesions of a thread by their numbers: "lesions 3, 8, 9"."""
    return _listed(sorted(strand.number for strand in lineage.strands))


def lineage_sentences(lineage: Lineage) -> tuple[str, ...]:
    """Every split and merge with its day, oldest first."""
    numbers = {strand.lesion_id: strand.number for strand in lineage.strands}
    found: dict[tuple[date, EventKind, int], list[int]] = {}
    for tie in lineage.ties:
        splits = tie.kind is EventKind.SPLIT
        whole, part = (tie.from_id, tie.to_id) if splits else (tie.to_id, tie.from_id)
        found.setdefault((tie.on, tie.kind, numbers[whole]), []).append(numbers[part])
    split = translate("Lineage", "{day}: {parts} split off lesion {whole}")
    merged = translate("Lineage", "{day}: {parts} merged into lesion {whole}")
    return tuple(
        (split if kind is EventKind.SPLIT else merged).format(day=day(on), parts=_listed(parts), whole=whole)
        for (on, kind, whole), parts in found.items()
    )


def _others(ids: tuple[int, ...], numbers: Mapping[int, int]) -> str:
    return _listed([numbers[one] for one in ids])


def _listed(numbers: list[int]) -> str:
    listed = ", ".join(str(number) for number in numbers)
    if len(numbers) == 1:
        return translate("Lineage", "lesion {number}").format(number=listed)
    return translate("Lineage", "lesions {numbers}").format(numbers=listed)
