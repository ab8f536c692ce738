"""Two records that are of one person: how the other's lesions are called, and what is known of the person together.

Nothing of the other record is rewritten. Its lesions keep their numbers and bear a letter before them: B-3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from calcitrack.domain.patient import Allergies, Patient
from calcitrack.domain.vocabulary import AllergyStatus, Answer, BackgroundFact

T = TypeVar("T")

_SPAN = 1_000_000
"""Above every number that a lesion can have: what sorts by number has the patient's own lesions first."""

_LETTERS = 26


class JoinedNumber(int):
    """The number of a lesion that another record brought: reads "B-3", sorts after all of the patient's own."""

    _own: int
    _position: int

    def __new__(cls, position: int, own: int) -> JoinedNumber:
        """The lesion's own number, and which record it came with: 1 for the first that was merged into this one."""
        made = super().__new__(cls, position * _SPAN + own)
        made._own, made._position = own, position
        return made

    def __str__(self) -> str:
        """As it stands on screen and paper."""
        return f"{letter(self._position)}-{self._own}"

    def __format__(self, spec: str) -> str:
        """As it reads: a sentence holds "B-3", not the number that it sorts by."""
        return format(str(self), spec)


@dataclass(frozen=True, slots=True)
class Merged:
    """A record that was merged into another.

    Attributes:
        patient: As it stands in its own record.
        position: 1 for the first record that was merged into the other; never given to another again.
    """

    patient: Patient
    position: int

    @property
    def letter(self) -> str:
        """What stands before the numbers of its lesions."""
        return letter(self.position)


def letter(position: int) -> str:
    """B for the first, as the patient's own would be A; after Z follows BB."""
    rounds, place = divmod(position - 1, _LETTERS - 1)
    return chr(ord("B") + place) * (rounds + 1)


def joined(patient: Patient, others: Sequence[Patient]) -> Patient:
    """What is known of a person by all of their records.

    What the patient's own record says stands. What it does not say is taken from the others: an allergy that only one
    of them knows is an allergy.
    """
    found = patient
    for other in others:
        found = replace(
            found,
            allergies=_allergies(found.allergies, other.allergies),
            diagnoses=(*found.diagnoses, *_lacking(found.diagnoses, other.diagnoses, "disease")),
            antibodies=(*found.antibodies, *_lacking(found.antibodies, other.antibodies, "name")),
            background={**other.background, **_answered(found)},
            medicines=_text(found.medicines, other.medicines),
            dominant_hand=found.dominant_hand or other.dominant_hand,
        )
    return found


def _allergies(mine: Allergies, theirs: Allergies) -> Allergies:
    items = (*mine.items, *(item for item in theirs.items if item not in mine.items))
    if items:
        return Allergies(AllergyStatus.KNOWN, items)
    return mine if mine.status is not AllergyStatus.UNKNOWN else theirs


def _lacking(mine: Sequence[T], theirs: Sequence[T], name: str) -> tuple[T, ...]:
    known = {getattr(one, name) for one in mine}
    return tuple(one for one in theirs if getattr(one, name) not in known)


def _answered(patient: Patient) -> dict[BackgroundFact, Answer]:
    return {fact: answer for fact, answer in patient.background.items() if answer is not Answer.UNKNOWN}


def _text(mine: str, theirs: str) -> str:
    if not theirs.strip() or theirs.strip() in mine:
        return mine
    return f"{mine}; {theirs}" if mine.strip() else theirs
