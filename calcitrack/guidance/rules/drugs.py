"""The choice of a drug, the three named together and the others: the steps N12, N28 to N31, N34 and N35."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.vocabulary import Disease
from calcitrack.guidance.facts import PatientFacts
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.drug_words import LIMITS, NAMED_TOGETHER, TOLD, Told
from calcitrack.guidance.rules.sections import DRUGS, place
from calcitrack.guidance.rules.shared import open_lesions, symptomatic_lesions, symptoms_lacking, told
from calcitrack.guidance.rules.tried import Tried

_CHOICE = Rule(
    "named-together",
    ("N28",),
    Basis.IMPLIED,
    place(DRUGS, (197, 198), (258, 263)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review starts with what costs least and has more evidence, and names diltiazem, colchicine and "
        "minocycline together without saying which of them comes first or how long to try one. Lesions with symptoms: "
        "{lesions}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review speaks of drugs for calcinosis only where there are symptoms; cannot say here: {missing} not "
        "recorded.",
    ),
)
_OTHERS = Rule(
    "other-drugs",
    ("N34",),
    Basis.IMPLIED,
    place(DRUGS, (260, 263), (296, 611)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review finds it worth trying several drugs and puts the others in no order: warfarin, rituximab, "
        "bisphosphonates, immunoglobulin, thiosulfate, metabisulfite, aluminium hydroxide, treprostinil, tofacitinib, "
        "iontophoresis. Recorded of {therapy}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review finds it worth trying several drugs, in an order that it does not give; cannot say whether "
        "{therapy} helped: {missing} not recorded.",
    ),
    Urgency.BACKGROUND,
)
_ALL_TRIED = Rule(
    "all-three-tried",
    ("N34",),
    Basis.IMPLIED,
    place(DRUGS, (258, 263), (296, 611)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review names no drug to follow when diltiazem, colchicine and minocycline have all been tried, and does "
        "not define what refractory means. Trials on record: {fact}.",
    ),
)
_ULCER = Rule(
    "ulcer-in-ssc",
    ("N35",),
    Basis.IMPLIED,
    place(f"{DRUGS} > Neem oil with Hypericum plant extract", (531, 548), refs=(79,)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review reports one study of neem oil with Hypericum on ulcers over calcinosis in systemic sclerosis: "
        "smaller in 27 of 33, healed in 15 of 33. It does not speak of adverse effects, contraindications, "
        "interactions, monitoring or children's doses. Lesion {lesion}: {fact}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review reports one study on ulcers over calcinosis in systemic sclerosis; cannot say for lesion "
        "{lesion}: {missing} not recorded.",
    ),
    Urgency.BACKGROUND,
)
_UNLISTED = Rule(
    "unlisted",
    (),
    Basis.LAYOUT,
    place(DRUGS, (254, 265)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review has no entry under the name {therapy}; on record: {fact}.",
    ),
    urgency=Urgency.BACKGROUND,
)
_TOLD = QT_TRANSLATE_NOOP(
    "guidance",
    "{effects} {harms} {limits}",
)
_SSC = (Disease.LCSSC, Disease.DCSSC)


def findings(facts: PatientFacts, trials: Iterable[Tried]) -> Iterator[Finding]:
    """The choice where lesions give symptoms, each drug that it names, each therapy on record, and what follows."""
    listed = tuple(trials)
    symptoms = symptomatic_lesions(facts)
    if symptoms is not None:
        yield _CHOICE.stands([symptoms], lesions=symptoms.value)
    elif open_lesions(facts) is not None and (lacking := symptoms_lacking(facts)):
        yield _CHOICE.cannot_say(dict.fromkeys(Missing(missing.name) for missing in lacking))
    for words in TOLD:
        if (why := _why_told(words, symptoms, listed)) is not None:
            yield _drug(words, why)
    for item in listed:
        if item.code in NAMED_TOGETHER:
            yield from _after(item)
        elif item.code is None:
            yield _UNLISTED.stands(
                [item.fact()], by=str(item.ordinal), therapy=item.trial.therapy, fact=told(item.fact())
            )
    yield from _all_tried(listed)
    yield from _ulcers(facts)


def _why_told(words: Told, symptoms: Fact | None, trials: Iterable[Tried]) -> Fact | None:
    """The three are told where lesions give symptoms, every other one where it is on record."""
    if words.code in NAMED_TOGETHER:
        return symptoms
    starts = [item.trial.start for item in trials if item.code == words.code]
    return Fact("trials", str(len(starts)), max(starts)) if starts else None


def _drug(words: Told, why: Fact) -> Finding:
    basis = Basis.STATED if words.code in NAMED_TOGETHER else Basis.IMPLIED
    rule = Rule(f"drug.{words.code}", (words.node,), basis, words.source, _TOLD)
    return rule.stands([why], **_sentences(words))


def _sentences(words: Told) -> dict[str, Any]:
    return {"effects": say(words.effects), "harms": say(words.harms), "limits": say(LIMITS)}


def _after(item: Tried) -> Iterator[Finding]:
    """What follows a trial of one of the three: the review goes on where it did not help."""
    words: dict[str, Any] = {"therapy": item.trial.therapy}
    if item.without_benefit:
        response = item.response_fact()
        yield _OTHERS.stands([item.fact(), response], by=item.name, fact=told(response), **words)
    elif not item.assessed:
        yield _OTHERS.cannot_say([Missing("response")], [item.fact()], by=item.name, **words)


def _all_tried(trials: Iterable[Tried]) -> Iterator[Finding]:
    counts = Counter(item.code for item in trials)
    if all(counts[code] for code in NAMED_TOGETHER):
        known = [Fact(code, f"{counts[code]} on record") for code in NAMED_TOGETHER]
        yield _ALL_TRIED.stands(known, fact="; ".join(told(fact) for fact in known))


def _ulcers(facts: PatientFacts) -> Iterator[Finding]:
    """By lesion and by diagnosis of sclerosis: either diagnosis suffices."""
    for disease in (disease for disease in facts.diseases() if disease in _SSC):
        known, by = Fact("diagnosis", disease.value), disease.value
        for lesion in facts.open_lesions:
            if lesion.present("ulcer"):
                fact = lesion.fact("ulcer")
                yield _ULCER.stands([known, fact], lesion=lesion.number, by=by, fact=told(fact))
            elif lacking := lesion.lacking(("ulcer",)):
                yield _ULCER.cannot_say(lacking, [known], lesion=lesion.number, by=by)
