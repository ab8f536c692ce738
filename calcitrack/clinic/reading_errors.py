"""The clinic's own reading error: worked out of its repeat readings, kept, and put in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from calcitrack.clinic.conflicts import SETTING, as_text, conflict
from calcitrack.clinic.context import Operations, Written
from calcitrack.clinic.rights import ADMINISTRATORS, EVERYBODY, operation
from calcitrack.db import repeats, settings
from calcitrack.db.audit import Deed
from calcitrack.domain.change import Change, Kind
from calcitrack.domain.errors import Difference
from calcitrack.domain.figures.reading_error import ReadingError, Repeats, reading_errors, repeats_of
from calcitrack.domain.vocabulary import Method

Report = Callable[[int, int], None]

_STORED, _IN_USE = "own_reading_errors", "own_reading_errors_in_use"


@dataclass(frozen=True, slots=True)
class OwnErrors:
    """What the clinic knows of its reading error.

    Attributes:
        errors: One for each method with repeats; empty until they were worked out.
        worked_out_on: None until then.
        in_use: They take the place of the reading error of the rules, for the methods that have one.
    """

    errors: tuple[ReadingError, ...] = ()
    worked_out_on: date | None = None
    in_use: bool = False


def own_errors(stored: Mapping[str, Any]) -> tuple[tuple[Method, float], ...]:
    """By method what the rules are to use; empty unless the clinic said so."""
    known = _read(stored)
    found = ((error.method, error.total_mm) for error in known.errors)
    return tuple((method, total) for method, total in found if total is not None) if known.in_use else ()


class ReadingErrors(Operations):
    """Use cases around the clinic's own reading error."""

    @operation(EVERYBODY)
    def known(self) -> OwnErrors:
        """What was worked out last, and whether it is in use."""
        return _read(settings.read(self._context.vault.connection))

    @operation(ADMINISTRATORS)
    def work_out(self, report: Report) -> tuple[ReadingError, ...]:
        """Read every repeat reading of the clinic; keeps nothing. Call it off the window's thread.

        Args:
            report: Told how much is done, of how much; may raise to stop.
        """
        return reading_errors(self._repeats(report))

    @operation(ADMINISTRATORS)
    def keep(self, errors: tuple[ReadingError, ...], *, in_use: bool, seen: OwnErrors) -> Written[None]:
        """Keep what was worked out and say whether it is in use; ``seen`` is what was on screen.

        Every figure follows at once.

        Raises:
            Conflict: It was changed elsewhere.
        """
        context = self._context
        known = self.known()
        on = known.worked_out_on if errors == known.errors else context.clock.today()
        with context.vault.unit(context.actor, Deed("set own reading error", "setting"), context.clock.now()) as unit:
            if seen != self.known():
                raise conflict(SETTING, (Difference("in use", as_text(in_use), as_text(self.known().in_use)),))
            settings.write(unit, _STORED, {"on": on.isoformat() if on else None, "errors": [_row(e) for e in errors]})
            settings.write(unit, _IN_USE, in_use)
        return Written(None, Change(frozenset({Kind.SETTINGS})))

    def _repeats(self, report: Report) -> Iterator[Repeats]:
        for done, of, patient_ids in repeats.patients_with_repeats(self._context.vault.connection):
            for patient_id in patient_ids:
                yield from repeats_of(self._context.record(patient_id))
                report(done, of)
            report(done, of)


def _row(error: ReadingError) -> dict[str, Any]:
    return {**asdict(error), "method": error.method.value}


def _read(stored: Mapping[str, Any]) -> OwnErrors:
    kept = stored.get(_STORED)
    if kept is None:
        return OwnErrors()
    errors = tuple(ReadingError(**{**row, "method": Method(row["method"])}) for row in kept["errors"])
    on = date.fromisoformat(kept["on"]) if kept["on"] else None
    return OwnErrors(errors, on, bool(stored.get(_IN_USE, False)))
