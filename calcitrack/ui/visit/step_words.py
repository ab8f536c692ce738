"""What a step of a draft changed, in a few words: "lesion 3", "note"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Visit
from calcitrack.ui.visit.words import said

_FIELDS: Mapping[str, Marked] = {
    "visited_on": QT_TRANSLATE_NOOP("Steps", "day of the visit"),
    "fever": QT_TRANSLATE_NOOP("Steps", "fever"),
    "disease_activity": QT_TRANSLATE_NOOP("Steps", "disease activity"),
    "extent": QT_TRANSLATE_NOOP("Steps", "extent"),
    "labs": QT_TRANSLATE_NOOP("Steps", "laboratory values"),
    "antibiotics": QT_TRANSLATE_NOOP("Steps", "antibiotics"),
    "instruments": QT_TRANSLATE_NOOP("Steps", "scores"),
    "note": QT_TRANSLATE_NOOP("Steps", "note"),
    "plan": QT_TRANSLATE_NOOP("Steps", "plan"),
    "follow_up_weeks": QT_TRANSLATE_NOOP("Steps", "next visit"),
}
_LESION = QT_TRANSLATE_NOOP("Steps", "lesion {number}")
_LESIONS = QT_TRANSLATE_NOOP("Steps", "{count} lesions")


def draft_step_words(record: PatientRecord, before: Visit, after: Visit) -> str:
    """What differs between two moments of a draft."""
    changed = changed_lesions(before, after)
    if len(changed) > 1:
        return said(_LESIONS, count=len(changed))
    if changed:
        return said(_LESION, number=record.lesion(changed[0]).number)
    return ", ".join(_of_fields(before, after))


def changed_lesions(before: Visit, after: Visit) -> tuple[int, ...]:
    """The lesions of which a draft says something else; none where its day was moved, which moves readings along."""
    if before.visited_on != after.visited_on:
        return ()
    ids = dict.fromkeys(a.lesion_id for a in (*after.assessments, *before.assessments))
    then, now = ({a.lesion_id: a for a in visit.assessments} for visit in (before, after))
    return tuple(lesion_id for lesion_id in ids if then.get(lesion_id) != now.get(lesion_id))


def _of_fields(before: Visit, after: Visit) -> Iterator[str]:
    for name, words in _FIELDS.items():
        if getattr(before, name) != getattr(after, name):
            yield said(words)
