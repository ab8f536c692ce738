"""Symptoms, lesion by lesion: silent or not, and what the review says of either. The steps N08, N09, N15 and N16."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.guidance.facts import SYMPTOMS, LesionFacts, PatientFacts
from calcitrack.guidance.finding import Basis, Finding, Rule, Urgency
from calcitrack.guidance.rules.sections import EVALUATION, GENERAL, place
from calcitrack.guidance.rules.shared import is_silent, told

_SYMPTOM = Rule(
    "symptom",
    ("N08",),
    Basis.STATED,
    place(EVALUATION, (163, 171), refs=(5, 34)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review tells silent lesions from those that give symptoms. Lesion {lesion} is not silent: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review tells silent lesions from those that give symptoms; cannot say which lesion {lesion} is: "
        "{missing} not recorded.",
    ),
)
_SILENT = Rule(
    "silent",
    ("N08", "N09"),
    Basis.STATED,
    place(GENERAL, (197, 198)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The authors of the review give no drugs for calcinosis without symptoms, and every symptom of lesion "
        "{lesion} is recorded as absent. This concerns drugs for the calcinosis, not treatment of the underlying "
        "disease; the general measures go on.",
    ),
)
_SOAKS = Rule(
    "soaks",
    ("N15", "N16"),
    Basis.STATED,
    place(GENERAL, (203, 205)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that warm salt water may help a painful or broken lesion to shed its content and may keep "
        "infection away. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review speaks of warm salt water where there is pain or broken skin; cannot say for lesion {lesion}: "
        "{missing} not recorded.",
    ),
)
_NERVE = Rule(
    "nerve-compression",
    ("N08",),
    Basis.STATED,
    place(EVALUATION, (168, 169), refs=(34,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes deposits that press on nerves, with loss of strength or feeling. Lesion {lesion}: "
        "{fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes deposits that press on nerves, with loss of strength or feeling; cannot say for lesion "
        "{lesion}: {missing} not recorded.",
    ),
    Urgency.SIGN,
)
_BREAKING = ("pain", "ulcer")


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """Every open lesion by itself."""
    for lesion in facts.open_lesions:
        yield from _symptoms(lesion)
        yield from any_of(_SOAKS, lesion, _BREAKING)
        yield from any_of(_NERVE, lesion, ("nerve_compression",))


def any_of(rule: Rule, lesion: LesionFacts, names: tuple[str, ...]) -> Iterator[Finding]:
    """A finding for each of the facts that says yes; the doubt where none does and one is not recorded."""
    found = [name for name in names if lesion.present(name)]
    for name in found:
        fact = lesion.fact(name)
        yield rule.stands([fact], lesion=lesion.number, by=name.replace("_", "-"), fact=told(fact))
    if not found and (lacking := lesion.lacking(names)):
        yield rule.cannot_say(lacking, lesion=lesion.number)


def _symptoms(lesion: LesionFacts) -> Iterator[Finding]:
    yield from any_of(_SYMPTOM, lesion, SYMPTOMS)
    if is_silent(lesion):
        yield _SILENT.stands([lesion.fact(name) for name in SYMPTOMS], lesion=lesion.number)
