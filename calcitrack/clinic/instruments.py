"""Scores whose items are not ours: a clinic fills in their definitions from the paper and installs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from calcitrack.clinic.conflicts import SETTING, conflict
from calcitrack.clinic.context import Operations, Written, refuse
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db import settings
from calcitrack.db.audit import Deed
from calcitrack.db.driver import Connection
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Difference
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Definition
from calcitrack.domain.instruments.reading import read_definition
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault

_STORED = "instruments"
_EMPTY = QT_TRANSLATE_NOOP("clinic", "This definition is not filled in: it has no items, range, scoring or version.")
_NOT_OPEN = QT_TRANSLATE_NOOP(
    "clinic", "Only these are filled in by the clinic: {names}. The file is of “{name}”. Nothing was changed."
)
_SAME = QT_TRANSLATE_NOOP(
    "clinic",
    "There is a version “{version}” already, and answers name it. Give what you changed a version of its own.",
)


Changed = Callable[[Sequence[dict[str, Any]]], list[dict[str, Any]]]


def catalogue_of(connection: Connection) -> Catalogue:
    """The definitions in force in this vault."""
    stored = _stored(connection)
    asked = [read_definition(one["file"]) for one in stored if one["asked"]]
    retired = [read_definition(one["file"]) for one in stored if not one["asked"]]
    return Catalogue.bundled().with_installed(asked, retired)


class Instruments(Operations):
    """Use cases around the definitions of scores. What was installed once stays, to explain what was answered."""

    @operation(EVERYBODY)
    def catalogue(self) -> Catalogue:
        """The definitions in force: the program's, and those that the clinic has filled in."""
        return catalogue_of(self._context.vault.connection)

    @operation(ADMINISTRATORS)
    def install(self, text: str, seen: Catalogue) -> Written[Definition]:
        """Ask a definition from now on that the clinic has filled in; ``seen`` is what was in force on screen.

        Args:
            text: The file, as `docs/instruments.md` describes it.
            seen: What was in force on screen.

        Raises:
            Conflict: Another one was installed or taken away elsewhere.
            InvalidInput: It cannot be scored, is not filled in, is none that a clinic fills in, or has a
                version that is taken.
        """
        made = read_definition(text)
        open_ones = {one.id: one for one in Catalogue.bundled() if not one.is_installed}
        if made.id not in open_ones:
            names = ", ".join(one.name for one in open_ones.values())
            refuse((fault("id", "unknown", _NOT_OPEN, names=names, name=made.name),))
        if not made.is_installed:
            refuse((fault("items", "needed", _EMPTY),))

        def with_it(stored: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
            taken = [one for one in stored if _names(one) == (made.id, made.version)]
            if any(read_definition(one["file"]) != made for one in taken):
                refuse((fault("version", "twice", _SAME, version=made.version),))
            others = [one | {"asked": one["asked"] and _names(one)[0] != made.id} for one in stored if one not in taken]
            return [*others, {"file": text, "asked": True}]

        self._write(f"install definition {made.id}", made.id, made.version, seen, with_it)
        return Written(made, Change(frozenset({Kind.SETTINGS})))

    @operation(ADMINISTRATORS)
    def retire(self, instrument: str, seen: Catalogue) -> Written[None]:
        """Ask a definition no longer that the clinic had installed; ``seen`` is what was in force on screen.

        Raises:
            Conflict: Another one was installed or taken away elsewhere.
        """
        self._write(
            f"retire definition {instrument}",
            instrument,
            "",
            seen,
            lambda stored: [one | {"asked": one["asked"] and _names(one)[0] != instrument} for one in stored],
        )
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    def _write(self, action: str, instrument: str, version: str, seen: Catalogue, changed: Changed) -> None:
        context = self._context
        with context.vault.unit(context.actor, Deed(action, "setting"), context.clock.now()) as unit:
            stands = catalogue_of(context.vault.connection)
            if stands != seen:
                theirs = stands.current(instrument)
                raise conflict(SETTING, (Difference(instrument, version, theirs.version if theirs else ""),))
            settings.write(unit, _STORED, changed(_stored(context.vault.connection)))


def _stored(connection: Connection) -> list[dict[str, Any]]:
    """What was ever installed, oldest first: the file, and whether it is asked."""
    return list(settings.read(connection).get(_STORED, []))


def _names(one: dict[str, Any]) -> tuple[str, str]:
    made = read_definition(one["file"])
    return made.id, made.version
