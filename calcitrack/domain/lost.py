"""What one record holds and another lacks, in the words by which people know it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LostPatient:
    """Somebody whose record is in the one and not in the other."""

    family_name: str
    given_name: str


@dataclass(frozen=True, slots=True)
class LostVisit:
    """A visit that the other does not have, or has as a draft only.

    Attributes:
        visited_on: ISO date.
        is_signed: Whether it is signed in the one.
        is_draft_there: Whether the other has it, not signed.
    """

    family_name: str
    given_name: str
    visited_on: str
    is_signed: bool
    is_draft_there: bool
