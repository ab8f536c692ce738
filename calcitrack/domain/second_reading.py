"""The second reader: what waits to be read blind, in which order, and where two readers differ."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from calcitrack.domain.agreement import Agreement, agreement
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import ResponseWord

Words = tuple[ResponseWord, ResponseWord]
"""The class of now, and that of Balin 2012."""


class Standing(StrEnum):
    """How far a disagreement is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Read:
    """A judgement with whose it is.

    Attributes:
        patient_id: In whose record it is read.
        reader_id: Row number of the person.
    """

    patient_id: int
    reader_id: int
    judgement: Judgement

    @property
    def thing(self) -> tuple[int, int]:
        """What was judged: a lesion on a trial."""
        return self.judgement.trial_id, self.judgement.lesion_id

    @property
    def words(self) -> Words:
        """The classes."""
        return self.judgement.now, self.judgement.balin


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was said to a disagreement. Steps are only added.

    Attributes:
        first_id: The judgement that stood.
        second_id: The blind judgement beside it.
        kind: Answered, or closed.
        by: Who.
        words: What was found right; of an answer, what is proposed.
    """

    first_id: int
    second_id: int
    kind: Standing
    by_id: int
    by: str
    at: datetime
    words: Words
    text: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two readers who said different things of the same lesion on the same trial."""

    first: Read
    second: Read
    steps: tuple[Step, ...] = ()

    @property
    def standing(self) -> Standing:
        """Open until somebody answers, answered until somebody closes it."""
        kinds = {step.kind for step in self.steps}
        return next((one for one in (Standing.CLOSED, Standing.ANSWERED) if one in kinds), Standing.OPEN)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Agreement of a first and a second reader, by both words."""

    first: str
    second: str
    now: Agreement[ResponseWord]
    balin: Agreement[ResponseWord]


def firsts(reads: Iterable[Read]) -> dict[tuple[int, int], Read]:
    """The judgement that stands of each thing: the last one that was not made blind.

    Args:
        reads: In the order made.
    """
    return {one.thing: one for one in reads if not one.judgement.blind}


def first_ever(reads: Iterable[Read]) -> dict[tuple[int, int], list[Read]]:
    """All judgements of each thing that were not made blind, in their order."""
    found: dict[tuple[int, int], list[Read]] = {}
    for one in reads:
        if not one.judgement.blind:
            found.setdefault(one.thing, []).append(one)
    return found


def to_read(reads: Sequence[Read], reader_id: int, key: bytes) -> tuple[Read, ...]:
    """What a second reader has still to read: judged by somebody else alone, and not read by this one yet.

    Args:
        reads: All judgements, in the order made.
        reader_id: Who reads.
        key: Of the vault: the order is another in each vault and for each reader. It stays the same from day to day,
            and tells nothing of patient, day or therapy.
    """
    touched = {one.thing for one in reads if one.reader_id == reader_id}
    waiting = [one for thing, one in firsts(reads).items() if thing not in touched]
    return tuple(sorted(waiting, key=lambda one: _shuffled(one.thing, reader_id, key)))


def disagreements(reads: Sequence[Read], steps: Iterable[Step]) -> tuple[Disagreement, ...]:
    """Every pair of readings that differ: open ones first, then answered, then closed, each in the order made.

    A blind reading is held against the judgement that it was made beside: the first reader's last one before it.
    """
    said: dict[tuple[int, int], list[Step]] = {}
    for step in steps:
        said.setdefault((step.first_id, step.second_id), []).append(step)
    found = [
        Disagreement(first, second, tuple(said.get((first.judgement.id, second.judgement.id), ())))
        for first, second in compared(reads)
        if first.words != second.words
    ]
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: order.index(one.standing)))


def compared(reads: Sequence[Read]) -> tuple[tuple[Read, Read], ...]:
    """Each blind reading with the judgement beside which it was made.

    What the first reader judged later, perhaps in sight of the second's words, is no part of the comparison.
    """
    known = first_ever(reads)
    found = []
    for second in reads:
        if not second.judgement.blind:
            continue
        before = [one for one in known.get(second.thing, ()) if one.judgement.id < second.judgement.id]
        if before:
            found.append((before[-1], second))
    return tuple(found)


def agreements(reads: Sequence[Read]) -> tuple[PairAgreement, ...]:
    """Agreement of every pair of readers, by their names."""
    pairs: dict[tuple[int, int], list[tuple[Read, Read]]] = {}
    for first, second in compared(reads):
        pairs.setdefault((first.reader_id, second.reader_id), []).append((first, second))
    found = [
        PairAgreement(
            of[-1][0].judgement.reader,
            of[-1][1].judgement.reader,
            agreement([(first.judgement.now, second.judgement.now) for first, second in of]),
            agreement([(first.judgement.balin, second.judgement.balin) for first, second in of]),
        )
        for of in pairs.values()
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.second)))


def _shuffled(thing: tuple[int, int], reader_id: int, key: bytes) -> bytes:
    return hmac.new(key, f"{reader_id}:{thing[0]}:{thing[1]}".encode(), hashlib.sha256).digest()
