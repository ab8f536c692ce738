"""Seeing, confirming, describing and typing: the steps N01 to N05."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Method
from calcitrack.guidance.facts import LesionFacts, PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import CLASSIFICATION, EVALUATION, place
from calcitrack.guidance.rules.shared import open_lesions, told

_SEEN = Rule(
    "seen-or-felt",
    ("N01",),
    Basis.STATED,
    place(EVALUATION, (181, 182)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that examination can see and feel calcinosis. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that examination can see and feel calcinosis; cannot say for lesion {lesion}: {missing} not "
        "recorded.",
    ),
    Urgency.BACKGROUND,
)
_SEEN_IN_PATIENT = Rule(
    "seen-or-felt",
    ("N01",),
    Basis.STATED,
    place(EVALUATION, (181, 182)),
    None,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review begins with a deposit that is seen or felt; cannot say where the patient stands: {missing} not "
        "recorded.",
    ),
    Urgency.BACKGROUND,
)
_CONFIRMED = Rule(
    "imaging",
    ("N02",),
    Basis.STATED,
    place(EVALUATION, (182, 183)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts the plain radiograph first among the images that can confirm calcinosis; on record: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts the plain radiograph first among the images that can confirm calcinosis; cannot say whether "
        "one did: {missing} not recorded.",
    ),
)
_OTHER = Rule(
    "other-imaging",
    ("N03",),
    Basis.IMPLIED,
    place(EVALUATION, (183, 188), refs=(35, 36)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review gives ultrasound a sensitivity of 89% and calls multidetector CT, dual-energy CT and magnetic "
        "resonance imaging experimental; of these it prefers multidetector CT for detail.",
    ),
    urgency=Urgency.BACKGROUND,
)
_SUBTYPE = Rule(
    "subtype",
    ("N04",),
    Basis.IMPLIED,
    place(EVALUATION, (188, 193), refs=(37, 14)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names four subtypes (mousse, stone, net, plate) and does not define them. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names four subtypes (mousse, stone, net, plate) and does not define them; cannot say for lesion "
        "{lesion}: {missing} not recorded.",
    ),
    Urgency.BACKGROUND,
)
_EXTENT = Rule(
    "extent",
    ("N04",),
    Basis.STATED,
    place(CLASSIFICATION, (38, 41), refs=(6,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review keeps circumscripta for calcinosis of one limb or joint and universalis for diffuse involvement "
        "of muscle and tendon; on record: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review tells circumscripta from universalis by extent; cannot say here: {missing} not recorded.",
    ),
    Urgency.BACKGROUND,
)
_TYPE = Rule(
    "type",
    ("N05",),
    Basis.LAYOUT,
    place(CLASSIFICATION, (33, 38), (82, 107), refs=(5, 2)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review ties rheumatic disease mainly to the dystrophic type, with normal calcium and phosphate in serum; "
        "on record: {fact}. It prints no reference range.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review ties rheumatic disease mainly to the dystrophic type, with normal calcium and phosphate in serum; "
        "cannot say here: {missing} not recorded.",
    ),
    Urgency.BACKGROUND,
)
_CALCIUM = ("calcium", "serum calcium", "calcium, serum", "s-calcium", "total calcium", "ca")
_PHOSPHATE = (
    "phosphate", "phosphorus", "serum phosphate", "serum phosphorus", "phosphate, serum", "inorganic phosphate",
    "s-phosphate", "po4",
)  # fmt: skip
_BY_HAND = (Method.RULER, Method.CALIPER, Method.PHOTOGRAPH)


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """What the review says of seeing, confirming and describing; nothing while no lesion stands open."""
    if not facts.lesions:
        yield _SEEN_IN_PATIENT.cannot_say([Missing("lesion")])
    if open_lesions(facts) is None:
        return
    for lesion in facts.open_lesions:
        yield from _seen(lesion)
        yield from _subtypes(lesion)
    yield from _confirmed(facts)
    yield _OTHER.stands()
    extent = facts.extent()
    yield _EXTENT.stands([extent], fact=told(extent)) if extent else _EXTENT.cannot_say([Missing("extent")])
    yield _type(facts)


def _seen(lesion: LesionFacts) -> Iterator[Finding]:
    found = [name for name in ("visible", "palpable") if lesion.present(name)]
    for name in found:
        fact = lesion.fact(name)
        yield _SEEN.stands([fact], lesion=lesion.number, by=name, fact=told(fact))
    if not found and (lacking := lesion.lacking(("visible", "palpable"))):
        yield _SEEN.cannot_say(lacking, lesion=lesion.number)


def _subtypes(lesion: LesionFacts) -> Iterator[Finding]:
    names = ("clinical_subtype", "radiographic_subtype")
    for name in names:
        if name in lesion.known:
            fact = lesion.fact(name)
            yield _SUBTYPE.stands([fact], lesion=lesion.number, by=name.replace("_", "-"), fact=told(fact))
    lacking = lesion.lacking(names)
    if len(lacking) == len(names):
        yield _SUBTYPE.cannot_say(lacking, lesion=lesion.number)


def _confirmed(facts: PatientFacts) -> Iterator[Finding]:
    for method, fact in facts.imaging.items():
        yield _CONFIRMED.stands([fact], by=method.lower(), fact=told(fact))
    if Method.RADIOGRAPH.value not in facts.imaging:
        yield _CONFIRMED.cannot_say([Missing("radiograph")])


def _type(facts: PatientFacts) -> Finding:
    calcium, phosphate = facts.lab(_CALCIUM), facts.lab(_PHOSPHATE)
    found: list[Fact] = [fact for fact in (calcium, phosphate) if fact is not None]
    if calcium and phosphate:
        return _TYPE.stands(found, fact="; ".join(told(fact) for fact in found))
    lacking = [Missing(name) for name, fact in (("calcium", calcium), ("phosphate", phosphate)) if fact is None]
    return _TYPE.cannot_say(lacking, found)
