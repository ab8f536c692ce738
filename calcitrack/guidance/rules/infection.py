"""Draining lesions and soft tissue infection: the steps N17 to N22. The grade is the clinician's own."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Discharge, EventKind, Infection, OrderKind
from calcitrack.guidance.facts import LesionFacts, PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import GENERAL, place
from calcitrack.guidance.rules.shared import told

_LIQUEFIED = Rule(
    "liquefied",
    ("N17",),
    Basis.STATED,
    place(GENERAL, (240, 242)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review warns that a deposit can turn liquid and ooze, and that the redness and broken skin which follow "
        "may look like infection. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review warns that liquid calcinosis may look like infection; cannot say for lesion {lesion}: {missing} "
        "not recorded.",
    ),
    Urgency.SIGN,
)
_SWAB = Rule(
    "swab",
    ("N18",),
    Basis.STATED,
    place(GENERAL, (242, 244)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review recommends a swab of what drains, for culture of bacteria and their sensitivity. Lesion {lesion}: "
        "{fact}.",
    ),
    urgency=Urgency.SIGN,
)
_SIGN = Rule(
    "infection-sign",
    ("N19",),
    Basis.STATED,
    place(GENERAL, (205, 206)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review takes pain and redness as possible signs of soft tissue infection. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review takes pain and redness as possible signs of soft tissue infection; cannot say for lesion "
        "{lesion}: {missing} not recorded.",
    ),
    Urgency.SIGN,
)
_OTHER_SIGN = Rule(
    "infection-other-sign",
    ("N19",),
    Basis.IMPLIED,
    place(GENERAL, (205, 206), (240, 242)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names only pain and redness as possible signs of infection, and does not say what this one tells. "
        "Lesion {lesion}: {fact}.",
    ),
    urgency=Urgency.SIGN,
)
_FEVER = Rule(
    "fever",
    ("N19",),
    Basis.LAYOUT,
    place(GENERAL, (205, 210), (233, 233)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review does not speak of fever where it grades infection; recorded at the latest visit: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review does not speak of fever where it grades infection; cannot say here: {missing} not recorded at the "
        "latest visit.",
    ),
    Urgency.SIGN,
)
_UNGRADED = Rule(
    "infection-tier",
    ("N19",),
    Basis.STATED,
    place(GENERAL, (206, 210), (233, 233)),
    None,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review ties the route of an antibiotic to minor, moderate or progressive infection and to the tendon "
        "sheath, without limits between the three; cannot say for lesion {lesion}: {missing} not recorded.",
    ),
    Urgency.SIGN,
)
_TOPICAL = Rule(
    "antibiotic-topical",
    ("N20",),
    Basis.STATED,
    place(GENERAL, (206, 207)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review says that an antibiotic on the skin together with lidocaine may treat minor infection and ease "
        "pain. Lesion {lesion}: {fact}. It names no agent and no duration.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts a topical antibiotic with minor infection and the intravenous route with a tendon sheath; "
        "lesion {lesion} is graded minor, and cannot say which holds: {missing} not recorded.",
    ),
    Urgency.SIGN,
)
_ORAL = Rule(
    "antibiotic-oral",
    ("N21",),
    Basis.STATED,
    place(GENERAL, (207, 209)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review calls for oral antibiotics of broad spectrum where infection is moderate. Lesion {lesion}: "
        "{fact}. It names no agent and no duration.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review puts an oral antibiotic with moderate infection and the intravenous route with a tendon sheath; "
        "lesion {lesion} is graded moderate, and cannot say which holds: {missing} not recorded.",
    ),
    Urgency.SIGN,
)
_INTRAVENOUS = Rule(
    "antibiotic-intravenous",
    ("N22",),
    Basis.STATED,
    place(GENERAL, (209, 210), (233, 233)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review calls for the intravenous route where infection progresses or a tendon sheath is involved. Lesion "
        "{lesion}: {fact}. It names no agent and no duration.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review calls for the intravenous route where a tendon sheath is involved; lesion {lesion} has both a "
        "tendon sheath involved and infection none on record, so cannot say: {missing} that agrees not recorded.",
    ),
    Urgency.SIGN,
)
_BESIDE = ("redness", "swelling", "discharge", "pain")
_BY_GRADE = {Infection.MINOR: _TOPICAL, Infection.MODERATE: _ORAL}


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """Every open lesion by itself; fever once, where any of them shows a sign."""
    swabs = _swab_missing(facts)
    for lesion in facts.open_lesions:
        yield from _draining(lesion, swabs)
        yield from _signs(lesion)
        yield from _tier(facts, lesion)
    signs = [str(lesion.number) for lesion in facts.open_lesions if shows_signs(lesion)]
    if signs:
        fever = facts.fever()
        yield _FEVER.stands([fever], fact=told(fever)) if fever else _FEVER.cannot_say([Missing("fever")])


def shows_signs(lesion: LesionFacts) -> bool:
    """Something that may be infection is on record."""
    recorded = any(lesion.present(name) for name in ("redness", "swelling", "infection", "pain", "tendon_sheath"))
    return recorded or lesion.value("discharge") is Discharge.PUS or EventKind.INFECTED in lesion.events


def _draining(lesion: LesionFacts, swabs: tuple[Missing, ...]) -> Iterator[Finding]:
    event = lesion.events.get(EventKind.LIQUEFIED)
    discharge = lesion.known.get("discharge")
    if discharge is not None and discharge.present:
        fact = lesion.fact("discharge")
        yield _LIQUEFIED.stands([fact], lesion=lesion.number, by="discharge", fact=told(fact))
        yield _SWAB.stands([fact], lesion=lesion.number, missing=swabs, fact=told(fact))
    if event is not None and (discharge is None or discharge.present or event.on >= discharge.on):
        fact = lesion.event_fact(EventKind.LIQUEFIED)
        yield _LIQUEFIED.stands([fact], lesion=lesion.number, by="event", fact=told(fact))
    elif discharge is None:
        yield _LIQUEFIED.cannot_say(lesion.lacking(("discharge",)), lesion=lesion.number)


def _signs(lesion: LesionFacts) -> Iterator[Finding]:
    found = [name for name in ("pain", "redness") if lesion.present(name)]
    for name in found:
        yield _SIGN.stands([lesion.fact(name)], lesion=lesion.number, by=name, fact=told(lesion.fact(name)))
    if not found and (lacking := lesion.lacking(("pain", "redness"))):
        yield _SIGN.cannot_say(lacking, lesion=lesion.number)
    others = [("swelling", lesion.fact("swelling"))] if lesion.present("swelling") else []
    if lesion.value("discharge") is Discharge.PUS:
        others.append(("pus", lesion.fact("discharge")))
    if EventKind.INFECTED in lesion.events:
        others.append(("event", lesion.event_fact(EventKind.INFECTED)))
    for by, fact in others:
        yield _OTHER_SIGN.stands([fact], lesion=lesion.number, by=by, fact=told(fact))


def _tier(facts: PatientFacts, lesion: LesionFacts) -> Iterator[Finding]:
    """The route by the recorded grade; what stands beside it and is not recorded is listed with it."""
    grade, sheath = lesion.value("infection"), lesion.present("tendon_sheath")
    beside = _beside(facts, lesion)
    if grade is Infection.PROGRESSIVE:
        yield _route(_INTRAVENOUS, lesion, [lesion.fact("infection")], "progressive", beside)
    if sheath and grade is Infection.NONE:
        known = [lesion.fact("tendon_sheath"), lesion.fact("infection")]
        yield _INTRAVENOUS.cannot_say([Missing("infection", lesion.number)], known, lesion=lesion.number)
    elif sheath:
        yield _route(_INTRAVENOUS, lesion, [lesion.fact("tendon_sheath")], "tendon-sheath", beside)
    elif isinstance(grade, Infection) and grade in _BY_GRADE:
        yield _graded(_BY_GRADE[grade], lesion, beside)
    elif grade is None and not all(lesion.present(name) is False for name in _BESIDE):
        yield _UNGRADED.cannot_say(lesion.lacking(("infection", "tendon_sheath")), lesion=lesion.number)


def _graded(rule: Rule, lesion: LesionFacts, beside: tuple[Missing, ...]) -> Finding:
    """Minor and moderate hold only where the tendon sheath is recorded as free."""
    grade = lesion.fact("infection")
    if lacking := lesion.lacking(("tendon_sheath",)):
        return rule.cannot_say(lacking, [grade], lesion=lesion.number)
    return _route(rule, lesion, [grade, lesion.fact("tendon_sheath")], "", beside)


def _route(rule: Rule, lesion: LesionFacts, facts: list[Fact], by: str, beside: tuple[Missing, ...]) -> Finding:
    words = "; ".join(told(fact) for fact in facts)
    return rule.stands(facts, lesion=lesion.number, by=by, missing=beside, fact=words)


def _beside(facts: PatientFacts, lesion: LesionFacts) -> tuple[Missing, ...]:
    fever = () if facts.fever() else (Missing("fever"),)
    return (*lesion.lacking(_BESIDE), *fever)


def _swab_missing(facts: PatientFacts) -> tuple[Missing, ...]:
    """What is not on record of a swab: that one was sent, or what came of the last."""
    swabs = [order for order in facts.orders() if order.kind is OrderKind.SWAB]
    if not swabs:
        return (Missing("swab"),)
    return (Missing("swab_result"),) if all(order.closed_on is None for order in swabs) else ()
