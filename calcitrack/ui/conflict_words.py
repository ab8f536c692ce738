"""What the second writer is shown: both values of every field in which two writers differ."""

from __future__ import annotations

from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput
from calcitrack.ui.i18n import translate

MOST = 8
"""More differences are counted, not listed: the record itself shows them."""


def refusal_sentence(error: CalciTrackError) -> str:
    """Why a draft was not saved. The names of fields are the program's own; the fields that it means stand beside."""
    if isinstance(error, InvalidInput):
        return " ".join([translate("Conflict", "Not saved."), *(translate(fault.message) for fault in error.faults)])
    values = conflict_sentences(error) if isinstance(error, Conflict) else []
    return " ".join([translate(error.message), *values, *([translate(error.remedy)] if error.remedy else [])])


def conflict_sentences(error: Conflict) -> list[str]:
    """Who wrote what stands in the vault, and a line for each field with both values."""
    lines = []
    if error.who:
        told = translate("Conflict", "{name} saved it at {time}.")
        at = f"{error.at.astimezone():%H:%M}" if error.at else translate("Conflict", "an unknown time")
        lines.append(told.format(name=error.who, time=at))
    nothing = translate("Conflict", "not recorded")
    both = translate("Conflict", "{field}: yours “{mine}”, in the record “{theirs}”.")
    for one in error.differences[:MOST]:
        field = one.field.replace("_", " ")
        lines.append(both.format(field=field, mine=one.mine or nothing, theirs=one.theirs or nothing))
    more = len(error.differences) - MOST
    if more > 0:
        lines.append(translate("Conflict", "And {more} more fields differ.").format(more=more))
    return lines
