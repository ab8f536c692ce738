"""Filters of cohorts that the clinic keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calcitrack.clinic.conflicts import SETTING, conflict
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.db import settings
from calcitrack.db.audit import Deed
from calcitrack.db.driver import Connection
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.cohort.criteria import Criteria, as_plain, from_plain
from calcitrack.domain.errors import Difference, Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

_SETTING = "cohort_filters"
LONGEST_NAME = 60

Stored = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with its name.

    Attributes:
        criteria: None where it asks something that this program does not know.
        saved_by: Who saved it last.
    """

    name: str
    criteria: Criteria | None
    saved_by: str


class SavedFilters(Operations):
    """Use cases around saved filters. They belong to the clinic: everybody sees, saves and removes them."""

    @operation(EVERYBODY)
    def all(self) -> tuple[SavedFilter, ...]:
        """All of them, by name."""
        found = _read(self._context.vault.connection)
        return tuple(_filter(name, found[name]) for name in sorted(found, key=str.casefold))

    @operation(EVERYBODY)
    def save(self, name: str, criteria: Criteria, seen: SavedFilter | None) -> Written[None]:
        """Keep a filter under a name; ``seen`` is what stood under it on screen, None for a new name.

        Raises:
            Conflict: Another was saved under this name elsewhere, or it was removed.
            InvalidInput: The name is empty or too long.
        """
        wanted = " ".join(name.split())
        if not 0 < len(wanted) <= LONGEST_NAME:
            told = say(QT_TRANSLATE_NOOP("clinic", "Type a name of 1 to {most} signs."), most=LONGEST_NAME)
            refuse((Fault("name", "length", told),))
        stored = {"criteria": as_plain(criteria), "by": self.person.name}
        return self._write(f"save cohort filter: {wanted}", wanted, stored, seen)

    @operation(EVERYBODY)
    def remove(self, seen: SavedFilter) -> Written[None]:
        """Remove a filter; ``seen`` is what was on screen.

        Raises:
            Conflict: It was changed or removed elsewhere.
        """
        return self._write(f"remove cohort filter: {seen.name}", seen.name, None, seen)

    def _write(self, action: str, name: str, stored: Stored | None, seen: SavedFilter | None) -> Written[None]:
        context = self._context
        with context.vault.unit(context.actor, Deed(action, "setting"), context.clock.now()) as unit:
            kept = _read(context.vault.connection)
            stands = _filter(name, kept[name]) if name in kept else None
            if stands != seen:
                raise conflict(SETTING, (Difference(name, self.person.name, stands.saved_by if stands else ""),))
            kept.pop(name, None)
            if stored is not None:
                kept[name] = stored
            settings.write(unit, _SETTING, kept)
        return Written(None, Change(frozenset({Kind.SETTINGS})))


def _read(connection: Connection) -> dict[str, Stored]:
    return dict(settings.read(connection).get(_SETTING, {}))


def _filter(name: str, stored: Stored) -> SavedFilter:
    try:
        criteria = from_plain(stored["criteria"])
    except (ValueError, KeyError):
        criteria = None
    return SavedFilter(name, criteria, str(stored.get("by", "")))
