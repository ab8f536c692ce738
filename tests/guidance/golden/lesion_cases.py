"""Cases of one lesion: symptoms, draining, infection, pain relief."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.vocabulary import Discharge, EventKind, Infection, OrderKind, State
from tests.builders import Order, an_event
from tests.guidance.golden.case import (
    BASE,
    DAY,
    EVERYONE,
    GRADED,
    PAIN,
    SCLEROSIS,
    SILENT,
    SYMPTOMATIC,
    ULCER,
    Case,
    lesion,
    one,
    quiet,
    record,
    visit,
)

_SYMPTOM_UNKNOWN = {
    "symptom.lesion-1": "163-171: silent only if every symptom is known to be absent",
    "named-together": "197-198, 258-260: drugs where there are symptoms, and that is not known",
}
_SIGN = "205-206: pain and redness can be signs of infection"
_TIER = "206-210: the route goes by a grade that is not recorded"
_DRAINS = {
    "symptom.lesion-1.discharge": "240-242: a lesion that oozes is not silent",
    "liquefied.lesion-1.discharge": "240-242: what oozes may look like infection",
    "swab.lesion-1": "242-244: what drains is swabbed",
    **SYMPTOMATIC,
}
_FEVER = {"fever": GRADED["fever"]}
_LATER = date(2026, 11, 1)

CASES = (
    Case("a silent lesion of which everything is recorded", one()),
    Case("pain of 4", one(pain=4), PAIN, gone=SILENT),
    Case("pain of 0.5, the least that is not 0", one(pain=0.5), PAIN, gone=SILENT),
    Case("an ulcer", one(ulcer=True), ULCER, gone=SILENT),
    Case("pain and an ulcer, each of which suffices for soaks", one(pain=2, ulcer=True), PAIN | ULCER, gone=SILENT),
    Case(
        "pain is not recorded",
        one(pain=None),
        doubts={
            **_SYMPTOM_UNKNOWN,
            "soaks.lesion-1": "203-205: rests on pain or skin breakdown",
            "infection-sign.lesion-1": _SIGN,
            "pain-relief.lesion-1": "233-234: rests on pain",
        },
        gone=SILENT,
    ),
    Case(
        "an ulcer is not recorded",
        one(ulcer=None),
        doubts={
            **_SYMPTOM_UNKNOWN,
            "soaks.lesion-1": "203-205: rests on pain or skin breakdown",
            "ulcer-in-ssc.lesion-1.lcSSc": "531-548: rests on an ulcer",
        },
        gone=SILENT,
    ),
    Case(
        "redness alone",
        one(redness=True),
        {
            "symptom.lesion-1.redness": "205-206: a sign is no silence",
            "infection-sign.lesion-1.redness": _SIGN,
            **_FEVER,
            **SYMPTOMATIC,
        },
        gone=SILENT,
    ),
    Case(
        "redness is not recorded",
        one(redness=None),
        doubts={**_SYMPTOM_UNKNOWN, "infection-sign.lesion-1": _SIGN},
        gone=SILENT,
    ),
    Case(
        "swelling alone, which the review names as presentation and not as a sign of infection",
        one(swelling=True),
        {
            "symptom.lesion-1.swelling": "164-165: swelling is among what lesions bring",
            "infection-other-sign.lesion-1.swelling": "205-206 name pain and redness only; shown, and said so",
            **_FEVER,
            **SYMPTOMATIC,
        },
        gone=SILENT,
    ),
    Case("swelling is not recorded", one(swelling=None), doubts=_SYMPTOM_UNKNOWN, gone=SILENT),
    Case("a chalky discharge", one(discharge=Discharge.CHALKY), _DRAINS, gone=SILENT),
    Case("a discharge of another kind", one(discharge=Discharge.OTHER), _DRAINS, gone=SILENT),
    Case(
        "pus",
        one(discharge=Discharge.PUS),
        {**_DRAINS, "infection-other-sign.lesion-1.pus": "240-242: may be infection or look like it", **_FEVER},
        gone=SILENT,
    ),
    Case(
        "discharge is not recorded",
        one(discharge=None),
        doubts={**_SYMPTOM_UNKNOWN, "liquefied.lesion-1": "240-242: rests on what drains"},
        gone=SILENT,
    ),
    Case(
        "liquefied as an event on the day on which no discharge was seen",
        record(visit(quiet()), events=(an_event(1, EventKind.LIQUEFIED, DAY),)),
        {"liquefied.lesion-1.event": "240-242: a deposit that turned liquid may look like infection"},
    ),
    Case(
        "liquefied once, and dry at a later visit",
        record(visit(quiet()), visit(quiet(), on=_LATER), events=(an_event(1, EventKind.LIQUEFIED, DAY),)),
    ),
    Case(
        "draining, with a swab on record whose result is open",
        record(visit(quiet(discharge=Discharge.CHALKY)), orders=(Order(OrderKind.SWAB, DAY),)),
        _DRAINS,
        gone=SILENT,
    ),
    Case(
        "minor infection, the tendon sheath free",
        one(infection=Infection.MINOR),
        {**GRADED, "antibiotic-topical.lesion-1": "206-207: topical with lidocaine for minor infection"},
        gone=SILENT,
    ),
    Case(
        "moderate infection, the tendon sheath free",
        one(infection=Infection.MODERATE),
        {**GRADED, "antibiotic-oral.lesion-1": "207-209: oral for moderate infection"},
        gone=SILENT,
    ),
    Case(
        "progressive infection",
        one(infection=Infection.PROGRESSIVE),
        {**GRADED, "antibiotic-intravenous.lesion-1.progressive": "209-210: intravenous for progressive infection"},
        gone=SILENT,
    ),
    *(
        Case(
            f"{grade.value} infection that hurts: the route and pain relief stand side by side",
            one(infection=grade, pain=5),
            {**GRADED, **PAIN, name: why},
            gone=SILENT,
        )
        for grade, name, why in (
            (Infection.MINOR, "antibiotic-topical.lesion-1", "206-207: topical with lidocaine for minor infection"),
            (Infection.MODERATE, "antibiotic-oral.lesion-1", "207-209: oral for moderate infection"),
            (
                Infection.PROGRESSIVE,
                "antibiotic-intravenous.lesion-1.progressive",
                "209-210: intravenous for progressive infection",
            ),
        )
    ),
    Case(
        "moderate infection of a tendon sheath: the sheath moves the route",
        one(infection=Infection.MODERATE, tendon_sheath=True),
        {**GRADED, "antibiotic-intravenous.lesion-1.tendon-sheath": "209-210, 233: intravenous with a tendon sheath"},
        gone=SILENT,
    ),
    Case(
        "progressive infection of a tendon sheath: both lead to the same route",
        one(infection=Infection.PROGRESSIVE, tendon_sheath=True),
        {
            **GRADED,
            "antibiotic-intravenous.lesion-1.progressive": "209-210: intravenous for progressive infection",
            "antibiotic-intravenous.lesion-1.tendon-sheath": "209-210, 233: intravenous with a tendon sheath",
        },
        gone=SILENT,
    ),
    Case(
        "minor infection, the tendon sheath not recorded: the sheath would move the route",
        one(infection=Infection.MINOR, tendon_sheath=None),
        GRADED,
        {"antibiotic-topical.lesion-1": "206-210, 233: topical or intravenous, by the sheath"},
        gone=SILENT,
    ),
    Case(
        "moderate infection, the tendon sheath not recorded",
        one(infection=Infection.MODERATE, tendon_sheath=None),
        GRADED,
        {"antibiotic-oral.lesion-1": "207-210, 233: oral or intravenous, by the sheath"},
        gone=SILENT,
    ),
    Case(
        "a tendon sheath involved while infection is recorded as none: the record disagrees with itself",
        one(tendon_sheath=True),
        _FEVER,
        {"antibiotic-intravenous.lesion-1": "209-210, 233: involvement of a sheath by an infection that is denied"},
    ),
    Case(
        "pain and redness, infection not graded",
        one(pain=3, redness=True, infection=None),
        {
            **PAIN,
            "symptom.lesion-1.redness": "205-206: a sign is no silence",
            "infection-sign.lesion-1.redness": _SIGN,
        },
        {"infection-tier.lesion-1": _TIER},
        gone=SILENT,
    ),
    Case(
        "infection not graded, and every sign recorded as absent: no route is in question",
        one(infection=None),
        doubts=_SYMPTOM_UNKNOWN,
        gone=SILENT,
    ),
    Case(
        "infection as an event, then looked at and graded none",
        record(visit(quiet()), events=(an_event(1, EventKind.INFECTED, DAY),)),
        {"infection-other-sign.lesion-1.event": "205-206 name pain and redness only; shown, and said so", **_FEVER},
    ),
    Case(
        "fever is not recorded at the latest visit",
        record(visit(quiet(pain=4), fever=None)),
        {name: why for name, why in PAIN.items() if name != "fever"},
        {"fever": "205-210: not spoken of; not recorded"},
        gone=SILENT,
    ),
    Case(
        "a pressed nerve",
        one(nerve_compression=True),
        {
            "symptom.lesion-1.nerve-compression": "168-169: neuropathy is among what lesions bring",
            "nerve-compression.lesion-1.nerve-compression": "168-169: compression with motor or sensory loss",
            **SYMPTOMATIC,
        },
        gone=SILENT,
    ),
    Case(
        "nerve compression is not recorded",
        one(nerve_compression=None),
        doubts={**_SYMPTOM_UNKNOWN, "nerve-compression.lesion-1": "168-169: rests on compression"},
        gone=SILENT,
    ),
    Case(
        "loss of function",
        one(function_limited=True),
        {"symptom.lesion-1.function-limited": "166: disability is among what lesions bring", **SYMPTOMATIC},
        gone=SILENT,
    ),
    Case(
        "a painful finger",
        record(visit(quiet(pain=4)), lesions=[lesion(site="hand.index.distal.volar")]),
        {**PAIN, "splint.lesion-1": "234-236: a splint may protect the digit"},
        gone=SILENT,
    ),
    Case(
        "a finger whose pain is not recorded",
        record(visit(quiet(pain=None)), lesions=[lesion(site="hand.thumb.distal.tip")]),
        doubts={
            **_SYMPTOM_UNKNOWN,
            "soaks.lesion-1": "203-205: rests on pain or skin breakdown",
            "infection-sign.lesion-1": _SIGN,
            "pain-relief.lesion-1": "233-234: rests on pain",
            "splint.lesion-1": "234-236: rests on pain",
        },
        gone=SILENT,
    ),
    Case(
        "a painful palm is no finger",
        record(visit(quiet(pain=4)), lesions=[lesion(site="hand.palm")]),
        PAIN,
        gone=SILENT,
    ),
    Case(
        "pain of an older visit is the last recorded where the latest says nothing of it",
        record(visit(quiet(pain=4)), visit(quiet(pain=None), on=_LATER)),
        PAIN,
        gone=SILENT,
    ),
    Case("pain that was 0 at the latest visit", record(visit(quiet(pain=4)), visit(quiet(), on=_LATER))),
    Case(
        "neither seen nor felt is recorded",
        one(visible=None, palpable=None),
        doubts={"seen-or-felt.lesion-1": "181-182: rests on what examination finds"},
        gone=("seen-or-felt.lesion-1.visible", "seen-or-felt.lesion-1.palpable"),
    ),
    Case(
        "no subtype, and so no film either",
        one(clinical_subtype=None, radiographic_subtype=None),
        doubts={
            "subtype.lesion-1": "190-193: the four are named",
            "imaging": "182-183: a plain film comes first, and none is on record",
        },
        gone=("subtype.lesion-1.clinical-subtype", "subtype.lesion-1.radiographic-subtype", "imaging.radiograph"),
    ),
    Case(
        "a resolved lesion is past all steps of a lesion; the disease step stays",
        record(visit(quiet(pain=4)), visit(quiet(1, State.RESOLVED), on=_LATER)),
        gone=set(BASE) - set(SCLEROSIS) - (set(EVERYONE) - {"shared-care"}),
    ),
    Case(
        "a lesion that came back is not spoken of by what was recorded before it went",
        record(
            visit(quiet(pain=4)),
            visit(quiet(1, State.RESOLVED), on=_LATER),
            visit(quiet(pain=0), on=date(2026, 11, 10)),
        ),
    ),
    Case("a draft says nothing yet", record(visit(quiet()), visit(quiet(pain=9), on=_LATER, signed=False))),
    Case("a visit after the day says nothing yet", record(visit(quiet()), visit(quiet(pain=9), on=date(2026, 12, 1)))),
)
