"""Procedures for one index lesion, with their cautions: the steps N36 to N44."""

from __future__ import annotations

from collections.abc import Iterator

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Form, Layer
from calcitrack.guidance.facts import LesionFacts, PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import PROCEDURES, place
from calcitrack.guidance.rules.shared import told

_SURGERY_SECTION = f"{PROCEDURES} > Surgical excision"
_INDEX = Rule(
    "index-lesion",
    ("N36", "N37"),
    Basis.STATED,
    place(PROCEDURES, (614, 619)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review keeps excision, carbon dioxide laser and lithotripsy mostly for single index lesions with marked "
        "symptoms, such as lasting pain, dyspareunia or a pressed nerve, and for selected patients. Index lesion "
        "{lesion}: {fact}. It does not say how marked.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review keeps procedures mostly for single index lesions with marked symptoms; cannot say for index "
        "lesion {lesion}: {missing} not recorded.",
    ),
)
_SURGERY = Rule(
    "surgery",
    ("N38", "N39"),
    Basis.STATED,
    place(_SURGERY_SECTION, (620, 622)),
    None,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review sends lesions to surgery that are large, confined, symptomatic and lie over vessels, nerves and "
        "tendons, with no size given; cannot say for lesion {lesion}: {missing} not recorded.",
    ),
)
_LIMITS = Rule(
    "surgery-cautions",
    ("N40", "N41"),
    Basis.STATED,
    place(_SURGERY_SECTION, (622, 627)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review does not hold excision to be optimal: wounds may heal slowly or get infected and movement may "
        "suffer; and size, spread in the tissue or the number of lesions can rule it out. Index lesion {lesion}: "
        "{fact}.",
    ),
)
_BURR = Rule(
    "dental-burr",
    ("N42",),
    Basis.STATED,
    place(_SURGERY_SECTION, (638, 641), refs=(88,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes a high-speed dental burr as another tool than the scalpel, with wounds that heal "
        "faster. Index lesion {lesion}: {fact}.",
    ),
    urgency=Urgency.BACKGROUND,
)
_LASER = Rule(
    "laser",
    ("N43",),
    Basis.IMPLIED,
    place(f"{PROCEDURES} > Carbon dioxide laser", (642, 652), refs=(89,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes the carbon dioxide laser for superficial deposits; infection after it is reported in 2 "
        "people, and deposits came back at 2 of 21 sites. Index lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes the carbon dioxide laser for superficial deposits and does not define superficial; "
        "cannot say for lesion {lesion}: {missing} not recorded.",
    ),
)
_LITHOTRIPSY = Rule(
    "lithotripsy",
    ("N44",),
    Basis.IMPLIED,
    place(f"{PROCEDURES} > Extracorporeal shock wave lithotripsy", (654, 666), refs=(90, 91)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names shock wave lithotripsy on two small studies, and takes its low morbidity from other uses. "
        "It does not say when to choose it over the laser. Index lesion {lesion}: {fact}.",
    ),
)
_TROUBLE = ("pain", "nerve_compression")
_DEEP = (Layer.FASCIA, Layer.MUSCLE, Layer.TENDON)


def findings(facts: PatientFacts) -> Iterator[Finding]:
    """Every open index lesion by itself."""
    for lesion in facts.open_lesions:
        if lesion.lesion.index:
            yield from _index(facts, lesion)


def _index(facts: PatientFacts, lesion: LesionFacts) -> Iterator[Finding]:
    index = Fact("index_lesion", "yes", lesion.lesion.setting.set_on, lesion=lesion.number)
    found = [name for name in _TROUBLE if lesion.present(name)]
    for name in found:
        fact = lesion.fact(name)
        unsaid = [Missing("whether_pain_lasts", lesion.number)] if name == "pain" else []
        yield _INDEX.stands([index, fact], lesion=lesion.number, by=_by(name), missing=unsaid, fact=told(fact))
    if found:
        yield from _choices(facts, lesion, [index, _trouble(lesion, found)])
    elif lacking := lesion.lacking(_TROUBLE):
        yield _INDEX.cannot_say(lacking, [index], lesion=lesion.number)


def _choices(facts: PatientFacts, lesion: LesionFacts, why: list[Fact]) -> Iterator[Finding]:
    number = lesion.number
    over = [Missing("whether_large", number), Missing("position_over_tendon_vessel_and_nerve", number)]
    yield _SURGERY.cannot_say(over, why, lesion=number)
    form = Fact("form", lesion.lesion.form.value, lesion.lesion.setting.set_on, lesion=number)
    spread = told(form) + "; " + told(Fact("open_lesions", str(len(facts.open_lesions))))
    yield _LIMITS.stands([*why, form], lesion=number, missing=_spread_lacking(lesion), fact=spread)
    yield _BURR.stands(why, lesion=number, fact=why[-1].value)
    yield from _laser(lesion, why)
    yield _LITHOTRIPSY.stands(why, lesion=number, fact=why[-1].value)


def _laser(lesion: LesionFacts, why: list[Fact]) -> Iterator[Finding]:
    """Skin is superficial, fascia and below are not; of the layer between them the review does not speak."""
    layer, setting = lesion.lesion.setting.layer, lesion.lesion.setting
    if layer is None:
        yield _LASER.cannot_say([Missing("layer", lesion.number)], why, lesion=lesion.number)
        return
    fact = Fact("layer", layer.value, setting.set_on, lesion=lesion.number)
    if layer is Layer.SKIN:
        yield _LASER.stands([*why, fact], lesion=lesion.number, fact=told(fact))
    elif layer not in _DEEP:
        yield _LASER.cannot_say([Missing("whether_superficial", lesion.number)], [*why, fact], lesion=lesion.number)


def _trouble(lesion: LesionFacts, found: list[str]) -> Fact:
    """What makes the lesion troublesome, as one fact: any of it suffices."""
    known = [lesion.known[name] for name in found]
    latest = max(known, key=lambda value: value.on)
    words = "; ".join(told(lesion.fact(name)) for name in found)
    return Fact("marked_symptoms", words, latest.on, latest.visit, lesion.number)


def _spread_lacking(lesion: LesionFacts) -> tuple[Missing, ...]:
    setting = lesion.lesion.setting
    covers = setting.form is Form.SHEET and not setting.extent_sites
    return (Missing("sites_covered", lesion.number),) if covers else ()


def _by(name: str) -> str:
    return name.replace("_", "-")
