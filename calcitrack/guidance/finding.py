"""What the engine gives: findings with their facts and their place in the review, and where the patient stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calcitrack.domain.text import Marked, Message, say


class Status(StrEnum):
    """Whether the recorded facts suffice."""

    STANDS = "stands"
    CANNOT_SAY = "cannot say"


class Basis(StrEnum):
    """How the review carries the step that leads to a finding."""

    STATED = "stated"
    IMPLIED = "implied"
    LAYOUT = "layout"


class Urgency(StrEnum):
    """How far up a list shows a finding. The program's own order of display; the review ranks nothing."""

    SIGN = "sign"
    STEP = "step"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded value that a finding rests on.

    Attributes:
        on: Day for which it was recorded; None for what has no day, such as the answers about a patient's background.
        visit: Id of the visit that says it; None when it was recorded apart from a visit.
        lesion: Number of the lesion; None for a fact about the patient.
    """

    name: str
    value: str
    on: date | None = None
    visit: int | None = None
    lesion: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not recorded."""

    name: str
    lesion: int | None = None

    def __str__(self) -> str:
        """The name in words, with the lesion where it belongs to one."""
        words = self.name.replace("_", " ")
        return words if self.lesion is None else f"{words} (lesion {self.lesion})"


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the review.

    Attributes:
        lines: First and last line of each passage, in the numbering of the text that the content is made from.
        refs: Numbers of the cited works, as the review prints them.
    """

    section: str
    lines: tuple[tuple[int, int], ...]
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the review says and that bears on this patient.

    Attributes:
        id: Permanent name; with the lesion, and with the fact that decides where several could.
        nodes: Steps of the pathway at which it stands.
        lesion: Number of the lesion that it concerns; None when it concerns the patient.
        facts: What it rests on: without any one of them it would not stand.
        missing: What is not recorded; of a finding that stands, what bears on it and does not decide it.
    """

    id: str
    nodes: tuple[str, ...]
    status: Status
    basis: Basis
    sentence: Message
    urgency: Urgency
    source: Source
    facts: tuple[Fact, ...] = ()
    missing: tuple[Missing, ...] = ()
    lesion: int | None = None

    @property
    def stands(self) -> bool:
        """Whether the recorded facts suffice."""
        return self.status is Status.STANDS


@dataclass(frozen=True, slots=True)
class Standing:
    """The patient at one step of the pathway.

    Attributes:
        status: Stands when any finding there stands.
        lesions: Numbers of the lesions for which it does; empty for a step of the patient.
    """

    node: str
    status: Status
    lesions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Walked:
    """A connection of the pathway between two steps that the patient is at, or might be at.

    Attributes:
        status: Cannot say when either end cannot.
    """

    source: str
    target: str
    status: Status


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the review says that bears on a patient on a day.

    Attributes:
        findings: In the order of the pathway.
        standings: Every step that the patient is at, or might be at, in the order of their names.
        walked: The connections between those steps, in the order of the pathway.
    """

    today: date
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    walked: tuple[Walked, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the review with the condition under which it bears on a patient.

    Attributes:
        said: The sentence when it stands; None when no record can hold the facts that it rests on.
        doubt: The sentence when facts are missing, with the field ``missing``; None when it needs no fact.
    """

    id: str
    nodes: tuple[str, ...]
    basis: Basis
    source: Source
    said: Marked | None
    doubt: Marked | None = None
    urgency: Urgency = Urgency.STEP

    def stands(
        self,
        facts: Iterable[Fact] = (),
        *,
        lesion: int | None = None,
        by: str = "",
        missing: Iterable[Missing] = (),
        **words: object,
    ) -> Finding:
        """The finding that stands on these facts.

        Args:
            facts: What it rests on.
            lesion: The lesion that it concerns.
            by: The fact that decides, where any of several could.
            missing: What is not recorded and does not decide.
            words: What fills the fields of the sentence.
        """
        assert self.said is not None, "the rule never stands"
        return self._finding(Status.STANDS, say(self.said, **_of(lesion), **words), tuple(facts), missing, lesion, by)

    def cannot_say(
        self,
        missing: Iterable[Missing],
        facts: Iterable[Fact] = (),
        *,
        lesion: int | None = None,
        by: str = "",
        **words: object,
    ) -> Finding:
        """The finding that says what is not recorded."""
        assert self.doubt is not None, "the rule needs no fact"
        lacking = tuple(missing)
        listed = ", ".join(m.name.replace("_", " ") for m in lacking)
        sentence = say(self.doubt, missing=listed, **_of(lesion), **words)
        return self._finding(Status.CANNOT_SAY, sentence, tuple(facts), lacking, lesion, by)

    def _finding(
        self,
        status: Status,
        sentence: Message,
        facts: tuple[Fact, ...],
        missing: Iterable[Missing],
        lesion: int | None,
        by: str,
    ) -> Finding:
        name = ".".join([self.id, *([f"lesion-{lesion}"] if lesion else []), *([by] if by else [])])
        return Finding(
            name, self.nodes, status, self.basis, sentence, self.urgency, self.source, facts, tuple(missing), lesion
        )


def _of(lesion: int | None) -> dict[str, int]:
    return {} if lesion is None else {"lesion": lesion}
