"""Measures for everyone, and that there is no cure: the steps N06, N07 and N45."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.guidance.facts import PatientFacts
from calcitrack.guidance.finding import Basis, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import GENERAL, place

_EVERYONE = Rule(
    "general-measures",
    ("N06",),
    Basis.STATED,
    place(GENERAL, (198, 200)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review lists as general measures: no trauma, and better blood flow to the limbs through less smoking, "
        "cold and stress.",
    ),
)
_SMOKING = Rule(
    "smoking",
    ("N06",),
    Basis.STATED,
    place(GENERAL, (198, 200)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review counts avoidance of smoking among the general measures; recorded for this patient: smoking "
        "{value}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review counts avoidance of smoking among the general measures; cannot say here: {missing} not recorded.",
    ),
)
_RAYNAUD = Rule(
    "raynaud",
    ("N07",),
    Basis.STATED,
    place(GENERAL, (200, 202)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review thinks that treating Raynaud phenomenon might help to prevent calcinosis; recorded for this "
        "patient: Raynaud phenomenon {value}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review thinks that treating Raynaud phenomenon might help to prevent calcinosis; cannot say here: "
        "{missing} not recorded.",
    ),
)
_DIGITAL_ULCERS = Rule(
    "digital-ulcers",
    ("N07",),
    Basis.STATED,
    place(GENERAL, (200, 202)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review thinks that treating digital ulcers might help to prevent calcinosis; recorded for this patient: "
        "digital ulcers {value}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review thinks that treating digital ulcers might help to prevent calcinosis; cannot say here: {missing} "
        "not recorded.",
    ),
)
_NO_CURE = Rule(
    "no-cure",
    ("N45",),
    Basis.LAYOUT,
    place("Introduction; General approaches for the management of calcinosis", (25, 26), (196, 197)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says twice that calcinosis has no cure.",
    ),
    urgency=Urgency.BACKGROUND,
)
_ASKED = (
    (_SMOKING, BackgroundFact.SMOKING),
    (_RAYNAUD, BackgroundFact.RAYNAUD),
    (_DIGITAL_ULCERS, BackgroundFact.DIGITAL_ULCERS),
)


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """What the review says for everyone with calcinosis, and of what is recorded of the patient's background."""
    yield _EVERYONE.stands()
    for rule, asked in _ASKED:
        answer = facts.answer(asked)
        if answer is None:
            yield rule.cannot_say([Missing(asked.value)])
        elif answer.value == Answer.YES.value:
            yield rule.stands([answer], value=answer.value)
    yield _NO_CURE.stands()
