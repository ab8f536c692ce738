"""What a write changed: the one thing that pages are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """Kinds of things that change. A draft that was saved again changes no figure, so it has a kind of its own."""

    PATIENT = auto()
    LESION = auto()
    VISIT = auto()
    DRAFT = auto()
    TRIAL = auto()
    ORDER = auto()
    GUIDANCE = auto()
    SETTINGS = auto()
    PEOPLE = auto()
    EVERYTHING = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """What changed.

    Attributes:
        kinds: Kinds of things that changed.
        patients: Row numbers of the patients concerned; empty when none in particular.
    """

    kinds: frozenset[Kind]
    patients: frozenset[int] = frozenset()

    def touches(self, patient_id: int) -> bool:
        """Whether a page that shows this patient must look again."""
        return not self.patients or patient_id in self.patients
