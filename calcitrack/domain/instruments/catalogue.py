"""All definitions at hand: those of the program, and those that a clinic has filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from calcitrack.domain.instruments.definition import Definition
from calcitrack.domain.instruments.reading import read_definition
from calcitrack.paths import resource

ORDER = (
    "pain_worst_week", "patient_global", "physician_global", "calcinosis_vas_patient", "calcinosis_vas_physician",
    "mdi_calcinosis", "sctc_hand_radiograph", "mcq",
)  # fmt: skip
"""The instruments of the program, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Definitions by name and version. The version that is asked now stands last."""

    definitions: tuple[Definition, ...]

    @staticmethod
    def bundled() -> Catalogue:
        """What the program brings; read once."""
        return _bundled()

    def with_installed(self, installed: Iterable[Definition], retired: Iterable[Definition] = ()) -> Catalogue:
        """This catalogue and what the clinic has filled in.

        Args:
            installed: What is asked, oldest first.
            retired: What is no longer asked, and still explains what was answered once.
        """
        return Catalogue((*retired, *self.definitions, *installed))

    def __iter__(self) -> Iterator[Definition]:
        """The current version of each, in the order of the form."""
        current = {d.id: d for d in self.definitions}
        return iter(current.values())

    def current(self, instrument: str) -> Definition | None:
        """The version that is asked now; None for an unknown name."""
        return next((d for d in reversed(self.definitions) if d.id == instrument), None)

    def of_answer(self, instrument: str, version: str) -> Definition | None:
        """The definition that was answered; the current one where no version was recorded, None for an unknown one."""
        if not version:
            return self.current(instrument)
        return next((d for d in self.definitions if (d.id, d.version) == (instrument, version)), None)


@cache
def _bundled() -> Catalogue:
    texts = (resource("instruments", f"{name}.json").read_text(encoding="utf-8") for name in ORDER)
    return Catalogue(tuple(read_definition(text) for text in texts))
