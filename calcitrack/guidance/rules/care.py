"""Pain relief, splints and shared care: the steps N23 to N27."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.guidance.facts import LesionFacts, PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import GENERAL, place
from calcitrack.guidance.rules.shared import open_lesions, told
from calcitrack.guidance.rules.symptoms import any_of

_PAIN = Rule(
    "pain-relief",
    ("N23",),
    Basis.STATED,
    place(GENERAL, (233, 234), refs=(38,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names nonsteroidal drugs and opioids among what may relieve pain. Lesion {lesion}: {fact}. It "
        "names no agent and no duration.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names nonsteroidal drugs and opioids against pain; cannot say for lesion {lesion}: {missing} not "
        "recorded.",
    ),
)
_SPLINT = Rule(
    "splint",
    ("N24", "N25"),
    Basis.STATED,
    place(GENERAL, (234, 236)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that a splint worn for a time may shield a finger that hurts when it is knocked. Lesion "
        "{lesion} lies on a finger: {fact}. Whether it hurts when knocked has no place in the record.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that a splint worn for a time may shield a finger that hurts when it is knocked; cannot say "
        "for lesion {lesion}: {missing} not recorded.",
    ),
)
_SHARED = Rule(
    "shared-care",
    ("N26", "N27"),
    Basis.STATED,
    place(GENERAL, (236, 239)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review recommends, for patients whom it calls selected and does not describe, care shared by "
        "rheumatology with occupational therapy, infectious diseases, dermatology or plastic surgery. Open lesions: "
        "{lesions}.",
    ),
    urgency=Urgency.BACKGROUND,
)
_FINGERS = ("thumb", "index", "middle", "ring", "little")


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """Pain by lesion, the splint for fingers, shared care for the patient."""
    for lesion in facts.open_lesions:
        yield from any_of(_PAIN, lesion, ("pain",))
        if is_on_finger(lesion):
            yield from _splint(lesion)
    if (listed := open_lesions(facts)) is not None:
        yield _SHARED.stands([listed], missing=[Missing("need_for_shared_care")], lesions=listed.value)


def is_on_finger(lesion: LesionFacts) -> bool:
    """Whether the site is a finger or a part of one."""
    parts = lesion.lesion.site.split(".")
    return len(parts) > 1 and parts[0] == "hand" and parts[1] in _FINGERS


def _splint(lesion: LesionFacts) -> Iterator[Finding]:
    site = Fact("site", lesion.lesion.site, lesion.lesion.setting.set_on, lesion=lesion.number)
    if lesion.present("pain"):
        pain = lesion.fact("pain")
        knocked = [Missing("pain_when_knocked", lesion.number)]
        yield _SPLINT.stands([site, pain], lesion=lesion.number, missing=knocked, fact=told(pain))
    elif lacking := lesion.lacking(("pain",)):
        yield _SPLINT.cannot_say(lacking, [site], lesion=lesion.number)
