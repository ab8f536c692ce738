"""The answers to each question of a cohort, with what is not recorded: counted by SQL, put in order here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from calcitrack.db.cohort import Cohort, Trial
from calcitrack.domain.cohort.answer import Counted, Tally
from calcitrack.domain.cohort.criteria import NONE_POSITIVE, NOT_RECORDED, AgeGroup, Question, fact_question
from calcitrack.domain.vocabulary import Answer, BackgroundFact


def tallies(cohort: Cohort, trials: Iterable[Trial], groups: Mapping[str, str], step: Callable[[], None]) \
        -> tuple[Tally, ...]:  # fmt: skip
    """Every question in order.

    Args:
        cohort: What is counted.
        trials: Its trials.
        groups: The therapy that each recorded name means.
        step: Told before each question.
    """
    whole = len(cohort.ids)
    lesions, _, with_lesions = cohort.with_lesions()
    found = []
    for question in Question:
        step()
        if question in (Question.SUBTYPE, Question.FORM, Question.SITE, Question.STANDING):
            rows = [Counted(*row) for row in cohort.of_lesions(question)]
            kept = _ordered(rows, always=question is Question.SUBTYPE)
            found.append(Tally(question.value, with_lesions, lesions, kept, exclusive=True))
        else:
            found.append(_of_patients(question, cohort, trials, groups, whole))
    step()
    return (*found, *_facts(cohort, whole))


def _of_patients(
    question: Question, cohort: Cohort, trials: Iterable[Trial], groups: Mapping[str, str], whole: int
) -> Tally:
    exclusive = False
    match question:
        case Question.DISEASE:
            rows = [Counted(*row) for row in cohort.diseases()]
            rows.append(Counted(NOT_RECORDED, whole - cohort.with_disease()))
        case Question.ANTIBODY:
            tested, positive = cohort.tested()
            rows = [Counted(*row) for row in cohort.antibodies()]
            rows += [Counted(NONE_POSITIVE, tested - positive), Counted(NOT_RECORDED, whole - tested)]
        case Question.THERAPY:
            rows = _therapies(trials, groups, whole)
        case _:
            exclusive = True
            rows = [Counted(*row) for row in cohort.of_patient(question)]
    return Tally(question.value, whole, None, _ordered(rows, always=not exclusive, by_age=question is Question.AGE),
                 exclusive)  # fmt: skip


def _therapies(trials: Iterable[Trial], groups: Mapping[str, str], whole: int) -> list[Counted]:
    patients: dict[str, set[int]] = {}
    for trial in trials:
        patients.setdefault(groups[trial.therapy], set()).add(trial.patient_id)
    anybody = set().union(*patients.values()) if patients else set()
    rows = [Counted(therapy, len(found)) for therapy, found in patients.items()]
    return [*rows, Counted(NOT_RECORDED, whole - len(anybody))]


def _facts(cohort: Cohort, whole: int) -> Iterable[Tally]:
    known = {(fact, answer): count for fact, answer, count in cohort.facts()}
    for fact in BackgroundFact:
        yes, no = (known.get((fact.value, answer.value), 0) for answer in (Answer.YES, Answer.NO))
        rows = (
            Counted(Answer.YES.value, yes),
            Counted(Answer.NO.value, no),
            Counted(Answer.UNKNOWN.value, whole - yes - no),
        )
        yield Tally(fact_question(fact), whole, None, rows, exclusive=True)


def _ordered(rows: Iterable[Counted], *, always: bool, by_age: bool = False) -> tuple[Counted, ...]:
    """Most patients first, or by age; what is not recorded comes last, and with ``always`` also when it is nobody."""
    by_answer = {row.answer: row for row in rows}
    missing = by_answer.pop(NOT_RECORDED, None)
    listed = sorted(by_answer.values(), key=lambda row: (-row.patients, row.answer))
    if by_age:
        listed = [by_answer[group.value] for group in AgeGroup if group.value in by_answer]
    if missing is None and always:
        missing = Counted(NOT_RECORDED, 0, 0)
    return (*listed, *([missing] if missing else ()))
