"""Two writers: what the second wanted to save beside what the first has saved, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.errors import Conflict, Difference
from calcitrack.domain.lengths import format_tenths
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.visit import Reading

_NOT_TYPED = frozenset(
    {"id", "uuid", "version", "entered_at", "author", "status", "signed_by", "signed_at", "imported_by", "content_hash",
     "assessments", "orders", "addenda", "revision", "visit_id", "lesion_id", "set_at", "set_by",
     "closed_by", "merged_into", "disputed"}
)  # fmt: skip
"""Fields that nobody types in, or that are saved apart from what they hang on."""

AGAIN = QT_TRANSLATE_NOOP("clinic", "Look at what was saved in between, then enter yours again where it still holds.")

PATIENT = QT_TRANSLATE_NOOP("clinic", "Not saved: this patient was changed in between.")
DRAFT = QT_TRANSLATE_NOOP("clinic", "Not saved: this draft was changed in another place.")
TRIAL = QT_TRANSLATE_NOOP("clinic", "Not saved: this trial was changed in between.")
JUDGEMENT = QT_TRANSLATE_NOOP("clinic", "Not saved: what you judged has changed in between.")
ORDER = QT_TRANSLATE_NOOP("clinic", "Not saved: this result was entered in another place.")
LESION = QT_TRANSLATE_NOOP("clinic", "Not saved: this lesion was changed in between.")
CORRECTION = QT_TRANSLATE_NOOP("clinic", "Not saved: this visit was amended in between.")
MERGE = QT_TRANSLATE_NOOP("clinic", "Not done: one of the two records was changed in between.")
SETTING = QT_TRANSLATE_NOOP("clinic", "Not saved: this setting was changed in between.")


def conflict(what: Marked, differences: tuple[Difference, ...] = ()) -> Conflict:
    """The refusal of a second writer; the vault adds who wrote and when."""
    return Conflict(say(what), say(AGAIN), differences)


def differences(mine: object, theirs: object, of: str = "") -> tuple[Difference, ...]:
    """Every field in which two values of one kind differ; None for a value that is not there.

    Args:
        mine: What was to be saved.
        theirs: What stands in the vault.
        of: What the fields belong to ("lesion 3"), where that is not plain.
    """
    known = mine if mine is not None else theirs
    if known is None or not is_dataclass(known):
        return ()
    found = []
    for field in fields(known):
        if field.name in _NOT_TYPED:
            continue
        here, there = (None if one is None else getattr(one, field.name) for one in (mine, theirs))
        if here != there:
            name = f"{of}: {field.name}" if of else field.name
            found.append(Difference(name, as_text(here), as_text(there)))
    return tuple(found)


def as_text(value: object) -> str:
    """A value as a person can compare it; empty where nothing is recorded."""
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case PartialDate():
            return value.text
        case Reading():
            sizes = [format_tenths(size) for size in (value.length, value.width, value.thickness) if size is not None]
            return f"{' × '.join(sizes)} mm, {value.method.value}, {value.measured_on.isoformat()}"
        case Mapping():
            return "; ".join(f"{as_text(key)}: {as_text(value[key])}" for key in sorted(value, key=as_text))
        case tuple() | list():
            return "; ".join(as_text(one) for one in value)
        case _ if is_dataclass(value):
            parts = (as_text(getattr(value, field.name)) for field in fields(value))
            return ", ".join(part for part in parts if part)
    return str(value)
