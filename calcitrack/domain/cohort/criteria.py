"""Which patients a cohort holds, as plain words: they are stored in the vault and read by a later program.

Within one question any of the chosen answers will do; every question that has a choice must be met. The questions about
lesions are met by one and the same lesion: stone at the elbow is not found in a patient with mousse at the elbow and
stone at the knee.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from calcitrack.domain.vocabulary import BackgroundFact

NOT_RECORDED = ""
"""The answer of whoever has none on record. Nobody's answer is that word itself."""

NONE_POSITIVE = " none positive"
"""The answer of a patient whose recorded antibodies are all negative or borderline. No name begins with a space."""

MAX_AGE = 120


class Question(StrEnum):
    """What a cohort is counted and chosen by, apart from the background facts."""

    DISEASE = "disease"
    ANTIBODY = "antibody"
    SUBTYPE = "subtype"
    FORM = "form"
    SITE = "site"
    STANDING = "standing"
    THERAPY = "therapy"
    AGE = "age"
    SEX = "sex"
    STATUS = "status"


class Standing(StrEnum):
    """How a lesion stands after the last signed visit that counts."""

    OPEN = "open"
    RESOLVED = "resolved"
    EXCISED = "excised"


class AgeGroup(StrEnum):
    """Age at the last signed visit, or today for whoever has none."""

    UNDER_18 = "under 18"
    FROM_18 = "18 to 39"
    FROM_40 = "40 to 64"
    FROM_65 = "65 and over"


AGE_LIMITS: Mapping[AgeGroup, int] = {
    AgeGroup.UNDER_18: 0,
    AgeGroup.FROM_18: 18,
    AgeGroup.FROM_40: 40,
    AgeGroup.FROM_65: 65,
}
"""The least age of each group, in whole years."""

ABOUT_LESIONS = (Question.SUBTYPE, Question.FORM, Question.SITE, Question.STANDING)
"""Questions that a lesion answers; all others are answered by the patient."""

_BACKGROUND = "background."


def fact_question(fact: BackgroundFact) -> str:
    """The question that asks for a background fact."""
    return _BACKGROUND + fact.value


def fact_of(question: str) -> BackgroundFact | None:
    """The background fact that a question asks for; None for any other question."""
    return BackgroundFact(question.removeprefix(_BACKGROUND)) if question.startswith(_BACKGROUND) else None


QUESTIONS: tuple[str, ...] = (*(question.value for question in Question), *(fact_question(f) for f in BackgroundFact))
"""Every question, in the order in which a cohort is described."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """What chooses the patients of a cohort; without any choice it is everybody.

    Attributes:
        answers: Chosen answers by question, both sorted; no question without an answer.
        seen_from: First day of the time in which a signed visit must lie; None for no limit.
        seen_to: Last day of it.
        age_from: Least age in whole years; None for no limit.
        age_to: Highest age.
    """

    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    seen_from: date | None = None
    seen_to: date | None = None
    age_from: int | None = None
    age_to: int | None = None

    @classmethod
    def of(cls, answers: Mapping[str, Collection[str]], **limits: Any) -> Criteria:
        """Criteria from answers by question, in any order."""
        kept = tuple((q, tuple(sorted(set(answers[q])))) for q in sorted(answers) if answers[q])
        return cls(kept, **limits)

    def of_question(self, question: str) -> tuple[str, ...]:
        """The chosen answers to a question; empty where any will do."""
        return next((found for asked, found in self.answers if asked == question), ())

    def with_answers(self, question: str, answers: Iterable[str]) -> Criteria:
        """The same with these answers to a question; none to let any do."""
        new = {**dict(self.answers), question: tuple(answers)}
        return replace(self, answers=Criteria.of(new).answers)

    def toggled(self, question: str, answer: str) -> Criteria:
        """The same with one answer chosen, or let go where it was."""
        return self.with_answers(question, set(self.of_question(question)) ^ {answer})

    @property
    def asks_of_lesions(self) -> bool:
        """Whether a question is chosen that a lesion answers."""
        return any(self.of_question(question) for question in ABOUT_LESIONS)

    @property
    def is_everybody(self) -> bool:
        """Whether nothing is asked."""
        return self == Criteria()


def as_plain(criteria: Criteria) -> dict[str, Any]:
    """As words and numbers, to be stored."""
    plain: dict[str, Any] = {"answers": {question: list(found) for question, found in criteria.answers}}
    for name in ("seen_from", "seen_to"):
        day = getattr(criteria, name)
        plain[name] = day.isoformat() if day else None
    return {**plain, "age_from": criteria.age_from, "age_to": criteria.age_to}


def from_plain(plain: Mapping[str, Any]) -> Criteria:
    """What ``as_plain`` gave. A question that this program does not know is a ``ValueError``: it would choose others.

    Raises:
        ValueError: A question that is not known.
    """
    unknown = plain["answers"].keys() - set(QUESTIONS)
    if unknown:
        raise ValueError(sorted(unknown))
    days = {name: date.fromisoformat(plain[name]) for name in ("seen_from", "seen_to") if plain[name]}
    return Criteria.of(plain["answers"], age_from=plain["age_from"], age_to=plain["age_to"], **days)
