"""What the questions and answers of a cohort are called on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calcitrack.domain.cohort.criteria import (
    NONE_POSITIVE,
    NOT_RECORDED,
    AgeGroup,
    Criteria,
    Question,
    Standing,
    fact_of,
)
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Answer, Disease, Form, PatientStatus, Sex, Subtype
from calcitrack.guidance.rules.names import code_of
from calcitrack.guidance.therapies import THERAPIES
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.words import label

_VOCABULARY = {
    Question.DISEASE: Disease,
    Question.SUBTYPE: Subtype,
    Question.FORM: Form,
    Question.SEX: Sex,
    Question.STATUS: PatientStatus,
}


class CohortWords:
    """Names questions and answers.

    Args:
        sites: The site list.
    """

    def __init__(self, sites: SiteList) -> None:
        self._sites = sites
        self._codes = {known.code: known.name for known in THERAPIES}

    def question(self, question: str) -> str:
        """The name of a question."""
        fact = fact_of(question)
        return label(fact) if fact else _questions()[Question(question)]

    def answer(self, question: str, answer: str) -> str:
        """The name of an answer to it."""
        if fact_of(question):
            return label(Answer(answer))
        asked = Question(question)
        if answer == NOT_RECORDED:
            return _missing(asked)
        if asked in _VOCABULARY:
            return label(_VOCABULARY[asked](answer))
        match asked:
            case Question.SITE:
                return self.site(answer)
            case Question.AGE:
                return _ages()[AgeGroup(answer)]
            case Question.STANDING:
                return _standings()[Standing(answer)]
            case Question.THERAPY:
                return self.therapy(answer)
        return translate("Cohort", "Tested, none positive") if answer == NONE_POSITIVE else answer

    def therapy(self, therapy: str) -> str:
        """The name of a therapy, by the review's where it names it."""
        name = self._codes.get(therapy, therapy)
        return name[:1].upper() + name[1:]

    def recorded_therapy(self, name: str) -> str:
        """The name of a therapy as it is recorded, by the review's where that names it."""
        return self.therapy(code_of(name) or name)

    def site(self, code: str) -> str:
        """The name of a site without a side."""
        name = self._sites.get(code).name if code in self._sites else code
        return name[:1].upper() + name[1:]

    def chosen(self, criteria: Criteria) -> tuple[tuple[str, str], ...]:
        """Each question that has a choice, with a sentence of it; the limits stand under names of their own."""
        said = [(question, self._sentence(question, found)) for question, found in criteria.answers]
        if criteria.age_from is not None or criteria.age_to is not None:
            said.append(("age_limits", _age_limits(criteria)))
        if criteria.seen_from or criteria.seen_to:
            said.append(("seen", _seen(criteria)))
        return tuple(said)

    def _sentence(self, question: str, answers: Iterable[str]) -> str:
        joined = translate("Cohort", " or ").join(self.answer(question, answer) for answer in answers)
        return f"{self.question(question)}: {joined}"


def _questions() -> Mapping[Question, str]:
    return {
        Question.DISEASE: translate("Cohort", "Disease"),
        Question.ANTIBODY: translate("Cohort", "Antibody, positive"),
        Question.SUBTYPE: translate("Cohort", "Clinical subtype, last recorded"),
        Question.FORM: translate("Cohort", "Form of the lesion"),
        Question.SITE: translate("Cohort", "Site, with everything below it"),
        Question.STANDING: translate("Cohort", "Lesion at the last signed visit"),
        Question.THERAPY: translate("Cohort", "Therapy tried"),
        Question.AGE: translate("Cohort", "Age at the last signed visit"),
        Question.SEX: translate("Cohort", "Sex"),
        Question.STATUS: translate("Cohort", "Status"),
    }


def _missing(question: Question) -> str:
    if question is Question.AGE:
        return translate("Cohort", "Not known exactly enough")
    if question is Question.THERAPY:
        return translate("Cohort", "None recorded")
    return translate("Cohort", "Not recorded")


def _ages() -> Mapping[AgeGroup, str]:
    return {
        AgeGroup.UNDER_18: translate("Cohort", "Under 18"),
        AgeGroup.FROM_18: translate("Cohort", "18 to 39"),
        AgeGroup.FROM_40: translate("Cohort", "40 to 64"),
        AgeGroup.FROM_65: translate("Cohort", "65 and over"),
    }


def _standings() -> Mapping[Standing, str]:
    return {
        Standing.OPEN: translate("Cohort", "Open"),
        Standing.RESOLVED: translate("Cohort", "Resolved"),
        Standing.EXCISED: translate("Cohort", "Excised"),
    }


def _age_limits(criteria: Criteria) -> str:
    if criteria.age_to is None:
        return translate("Cohort", "Age: {n} or more").format(n=criteria.age_from)
    if criteria.age_from is None:
        return translate("Cohort", "Age: {n} or less").format(n=criteria.age_to)
    return translate("Cohort", "Age: {a} to {b}").format(a=criteria.age_from, b=criteria.age_to)


def _seen(criteria: Criteria) -> str:
    if criteria.seen_to is None and criteria.seen_from:
        return translate("Cohort", "Seen since {day}").format(day=day(criteria.seen_from))
    if criteria.seen_from is None and criteria.seen_to:
        return translate("Cohort", "Seen until {day}").format(day=day(criteria.seen_to))
    assert criteria.seen_from is not None
    assert criteria.seen_to is not None
    return translate("Cohort", "Seen {a} to {b}").format(a=day(criteria.seen_from), b=day(criteria.seen_to))
