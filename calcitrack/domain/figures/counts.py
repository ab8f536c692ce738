"""Responses counted per class (rule 17): there is no single response word for a patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calcitrack.domain.figures.model import LesionResponse, NotAssessable
from calcitrack.domain.vocabulary import ResponseWord


@dataclass(frozen=True, slots=True)
class ResponseCounts:
    """How many lesions answered how. The counts of ``balin``, and those of ``now``, each add up to ``lesions``.

    Attributes:
        lesions: How many lesions the trial covers.
        balin: By class of the published definition, not assessable included; every class has a count.
        now: By state at the last evidence, likewise.
        reasons: Why lesions are not assessable; only reasons that apply, in the order in which they are tried.
        provisional: How many of the complete were not yet seen healed again.
    """

    lesions: int
    balin: Mapping[ResponseWord, int]
    now: Mapping[ResponseWord, int]
    reasons: Mapping[NotAssessable, int]
    provisional: int


def count_responses(responses: Iterable[LesionResponse]) -> ResponseCounts:
    """Count the responses of one trial, or those of several taken together."""
    listed = list(responses)
    balin, now = Counter(r.balin for r in listed), Counter(r.now for r in listed)
    reasons = Counter(r.reason for r in listed)
    return ResponseCounts(
        lesions=len(listed),
        balin={word: balin[word] for word in ResponseWord},
        now={word: now[word] for word in ResponseWord},
        reasons={reason: reasons[reason] for reason in NotAssessable if reasons[reason]},
        provisional=sum(r.provisional is True for r in listed),
    )
