"""Two records that are of one person: how the other's lesions are called, and what is known of the person together.

Nothing of the other record is rewritten. Its lesions keep their numbers and bear a letter before them: B-3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from calcitrack.domain.patient import Allergies, Antibody, Diagnosis, Patient
from calcitrack.domain.vocabulary import AllergyStatus, Answer, AntibodyResult, BackgroundFact

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

    A known answer is never hidden by one that says "unknown" or nothing. Where two records know and differ, allergies
    and results of antibodies are told of both; of a background fact the patient's own answer stands, so that it can be
    corrected, and the other is among what is ``disputed``.
    """
    found = patient
    for other in others:
        found = replace(
            found,
            allergies=_allergies(found.allergies, other.allergies),
            diagnoses=_diagnoses(found.diagnoses, other.diagnoses),
            antibodies=_antibodies(found.antibodies, other.antibodies),
            background={**other.background, **_answered(found)},
            disputed=found.disputed | _disputed(found, other),
            medicines=_text(found.medicines, other.medicines),
            dominant_hand=found.dominant_hand or other.dominant_hand,
        )
    return found


def own_part(changed: Patient, own: Patient, others: Sequence[Patient]) -> Patient:
    """What of a person's fields is to stand in the patient's own record, after the joined ones were changed.

    What only the other records say stays theirs: it must not be left behind when they are separated again.
    """
    whole = joined(own, others)
    return replace(
        changed,
        allergies=_own_allergies(changed.allergies, own.allergies, whole.allergies),
        diagnoses=_own(changed.diagnoses, own.diagnoses, whole.diagnoses, lambda one: one.disease),
        antibodies=_own(changed.antibodies, own.antibodies, whole.antibodies, _named),
        background=_own_answers(changed, own, whole),
        disputed=frozenset(),
        medicines=own.medicines if changed.medicines == whole.medicines else changed.medicines,
        dominant_hand=own.dominant_hand if changed.dominant_hand == whole.dominant_hand else changed.dominant_hand,
    )


def _own(changed: Sequence[T], own: Sequence[T], whole: Sequence[T], name: Callable[[T], str]) -> tuple[T, ...]:
    """Rows that somebody typed, and of those that were left as they are the patient's own, as they stand there."""
    found: list[T] = []
    for row in changed:
        if row in own or row not in whole:
            found.append(row)
            continue
        # The row of another record, in the place of one of the patient's own that says less.
        less = (one for one in own if one not in whole and name(one) == name(row))
        found += [one for one in less if one not in found]
    return tuple(found)


def _own_allergies(changed: Allergies, own: Allergies, whole: Allergies) -> Allergies:
    if changed == whole:
        return own
    items = tuple(one for one in changed.items if one in own.items or one not in whole.items)
    if changed.items and not items:  # all that is listed is theirs
        return own if not own.items else Allergies()
    return Allergies(changed.status, items)


def _own_answers(changed: Patient, own: Patient, whole: Patient) -> dict[BackgroundFact, Answer]:
    return {
        fact: own.answer(fact) if changed.answer(fact) is whole.answer(fact) else answer
        for fact, answer in changed.background.items()
        if fact in own.background or changed.answer(fact) is not whole.answer(fact)
    }


def _allergies(mine: Allergies, theirs: Allergies) -> Allergies:
    items = (*mine.items, *(item for item in theirs.items if item not in mine.items))
    if items:
        return Allergies(AllergyStatus.KNOWN, items)
    return mine if mine.status is not AllergyStatus.UNKNOWN else theirs


def _diagnoses(mine: Sequence[Diagnosis], theirs: Sequence[Diagnosis]) -> tuple[Diagnosis, ...]:
    """One's own with the dates that only the other has, then the diseases that only the other has."""
    known = {one.disease: one for one in reversed(theirs)}
    own = tuple(_dated(one, known[one.disease]) if one.disease in known else one for one in mine)
    there = {one.disease for one in mine}
    return (*own, *(one for one in theirs if one.disease not in there))


def _dated(mine: Diagnosis, theirs: Diagnosis) -> Diagnosis:
    return replace(
        mine,
        first_raynaud=mine.first_raynaud or theirs.first_raynaud,
        first_symptom=mine.first_symptom or theirs.first_symptom,
        diagnosed=mine.diagnosed or theirs.diagnosed,
        calcinosis_onset=mine.calcinosis_onset or theirs.calcinosis_onset,
    )


def _antibodies(mine: Sequence[Antibody], theirs: Sequence[Antibody]) -> tuple[Antibody, ...]:
    """Every known result of both, and of the unknown ones those of which nobody knows more."""
    known = {_named(one) for one in (*mine, *theirs) if one.result is not AntibodyResult.UNKNOWN}
    found: dict[tuple[str, AntibodyResult], Antibody] = {}
    for one in (*mine, *theirs):
        if one.result is not AntibodyResult.UNKNOWN or _named(one) not in known:
            found.setdefault((_named(one), one.result), one)
    return tuple(found.values())


def _named(antibody: Antibody) -> str:
    return antibody.name.strip().casefold()


def _answered(patient: Patient) -> dict[BackgroundFact, Answer]:
    return {fact: answer for fact, answer in patient.background.items() if answer is not Answer.UNKNOWN}


def _disputed(mine: Patient, theirs: Patient) -> frozenset[BackgroundFact]:
    own, other = _answered(mine), _answered(theirs)
    return frozenset(fact for fact, answer in own.items() if fact in other and other[fact] is not answer)


def _text(mine: str, theirs: str) -> str:
    if not theirs.strip() or theirs.strip() in mine:
        return mine
    return f"{mine}; {theirs}" if mine.strip() else theirs
