"""Answers become one number, or a sentence that says why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from calcitrack.domain.instruments.definition import WEIGHTED, Definition, Item, Rule
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.visit import InstrumentAnswer, Scalar

_NOT_INSTALLED = QT_TRANSLATE_NOOP("instruments", "Definition not installed: no score.")
_UNANSWERED = QT_TRANSLATE_NOOP("instruments", "No score: {answered} of {items} answered.")
_NOT_COUNTED = QT_TRANSLATE_NOOP("instruments", "No score: not answered, or not assessable.")


@dataclass(frozen=True, slots=True)
class Score:
    """The number of one instrument at one visit.

    Attributes:
        value: None when there is no score.
        reason: Why there is none.
        answered: How many items were answered with something that counts.
        items: How many items there are.
    """

    value: float | None
    reason: Message | None
    answered: int
    items: int


def score(definition: Definition, answers: Mapping[str, Scalar]) -> Score:
    """Score the answers to the items, by item id. What is not answered is never guessed."""
    if definition.rule is None or not definition.items:
        return Score(None, say(_NOT_INSTALLED), 0, 0)
    numbers = [(item, item.number(answers.get(item.id))) for item in definition.items]
    known = [(item, value) for item, value in numbers if value is not None]
    count, items = len(known), len(numbers)
    if definition.rule in (Rule.SINGLE, Rule.FIRST):
        value = numbers[0][1]
        return Score(value, say(_NOT_COUNTED) if value is None else None, count, items)
    needed = items if definition.least_answered is None else definition.least_answered
    if count < needed:
        return Score(None, say(_UNANSWERED, answered=count, items=items), count, items)
    total = _total(definition, known)
    return Score(round(total / count if definition.rule is Rule.MEAN else total, 6), None, count, items)


def _total(definition: Definition, known: Sequence[tuple[Item, float]]) -> float:
    weighed = [(item, value * item.weight if definition.rule in WEIGHTED else value) for item, value in known]
    if definition.rule is not Rule.SUM_OF_PRODUCTS:
        return math.fsum(value for _, value in weighed)
    groups = dict.fromkeys(item.group for item, _ in weighed)
    return math.fsum(math.prod(value for item, value in weighed if item.group == group) for group in groups)


def answers_to(definition: Definition, answers: Iterable[InstrumentAnswer]) -> dict[str, Scalar]:
    """The answers to one definition by item: of its version, or of none recorded. The first of each item holds."""
    found: dict[str, Scalar] = {}
    for answer in answers:
        if answer.instrument == definition.id and answer.definition_version in ("", definition.version):
            found.setdefault(answer.item, answer.value)
    return found
