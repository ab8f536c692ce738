"""Responses in words: what was proposed, what was judged, and why a lesion is not assessable."""

from __future__ import annotations

from collections.abc import Iterable

from calcitrack.domain.figures.model import LesionResponse, TrialFigures
from calcitrack.domain.figures.overlaps import Overlap
from calcitrack.domain.judging import is_overtaken
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.vocabulary import EventKind, ResponseWord
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.words import inside


def how_words(kinds: Iterable[EventKind]) -> str:
    """How a lesion went; empty where no event tells it."""
    return ", ".join(inside(kind) for kind in kinds)


def how_or_why(response: LesionResponse) -> str:
    """How a lesion went, or why it is not assessable; empty where neither is known."""
    why = inside(response.reason) if response.reason else ""
    return "; ".join(part for part in (why, how_words(response.how)) if part)


def change_words(response: LesionResponse) -> str:
    """The change of the area against baseline; a word where the lesion is healed, empty where there is none."""
    if response.now is ResponseWord.COMPLETE:
        provisional = translate("Responses", "healed, provisional") if response.provisional else ""
        return provisional or translate("Responses", "healed")
    if response.change_percent is None:
        return ""
    sign = "−" if round(response.change_percent) < 0 else "+" if round(response.change_percent) > 0 else ""
    return f"{sign}{abs(round(response.change_percent))} %"


def evidence_sentence(response: LesionResponse) -> str:
    """What a proposal rests on."""
    if response.reason is not None:
        told = translate("Responses", "Not assessable: {reason}.").format(reason=inside(response.reason))
        return " ".join(part for part in (told, _how_sentence(response)) if part)
    assert response.baseline_on is not None, "it is assessable"
    assert response.judged_on is not None, "it is assessable"
    parts = [
        translate("Responses", "Baseline {area} mm² on {day}.").format(
            area=number(response.baseline_mm2 or 0.0, 1), day=day(response.baseline_on)
        ),
        translate("Responses", "Last evidence on {day}: {change}.").format(
            day=day(response.judged_on),
            change=change_words(response) or translate("Responses", "seen, without an area"),
        ),
    ]
    if response.progressed:
        parts.append(translate("Responses", "Grown beyond the threshold."))
    return " ".join(part for part in (*parts, _how_sentence(response)) if part)


def _how_sentence(response: LesionResponse) -> str:
    if not response.how:
        return ""
    return translate("Responses", "In this time: {how}.").format(how=how_words(response.how))


def proposed_sentence(response: LesionResponse) -> str:
    """What the rules propose."""
    told = translate("Responses", "The rules propose now {now}, Balin 2012 {balin}.")
    return told.format(now=inside(response.now), balin=inside(response.balin))


def judged_sentence(judgement: Judgement, response: LesionResponse) -> str:
    """Who judged a lesion, how and when; and that the record has gone on since, where it has."""
    told = translate("Responses", "Judged by {reader} on {day}: now {now}, Balin 2012 {balin}.").format(
        reader=judgement.reader,
        day=day(judgement.judged_at.astimezone().date()),
        now=inside(judgement.now),
        balin=inside(judgement.balin),
    )
    why = translate("Responses", "Because: {reason}.").format(reason=judgement.reason.rstrip("."))
    parts = [told, why if judgement.reason else ""]
    if is_overtaken(judgement, response):
        parts.append(
            translate(
                "Responses", "Then the rules proposed now {now}, Balin 2012 {balin}: the record has gone on since."
            ).format(now=inside(judgement.proposed_now), balin=inside(judgement.proposed_balin))
        )
    return " ".join(part for part in parts if part)


def exposure_sentence(trial: Trial, figures: TrialFigures, rules: RuleSettings) -> str:
    """Over how long a trial is judged, and that it is interim and counts nowhere, where it is."""
    if figures.end is None:
        return translate("Responses", "No visit is signed yet: nothing can be judged.")
    if figures.exposure_weeks is None:
        told = translate("Responses", "Procedure of {start}, judged to {end}.")
        return told.format(start=day(trial.start), end=day(figures.end))
    told = translate("Responses", "{weeks} weeks of exposure, {start} to {end}.").format(
        weeks=figures.exposure_weeks, start=day(trial.start), end=day(figures.end)
    )
    if not figures.interim:
        return told
    interim = translate(
        "Responses", "Interim: under {weeks} weeks, and not counted in the clinic's results while it runs."
    )
    return f"{told} {interim.format(weeks=rules.minimum_exposure_weeks)}"


def also_given_sentence(overlaps: Iterable[Overlap]) -> str:
    """What else was given in the time of a trial."""
    told = [_overlap_words(one) for one in overlaps]
    if not told:
        return translate("Responses", "Nothing else is recorded as given in this time.")
    return translate("Responses", "Also given in this time: {others}.").format(others="; ".join(told))


def _overlap_words(overlap: Overlap) -> str:
    other = overlap.other
    if other.is_procedure:
        return translate("Responses", "{therapy} on {day}").format(therapy=other.therapy, day=day(other.start))
    return translate("Responses", "{therapy}, {first} to {last} ({weeks} weeks)").format(
        therapy=other.therapy, first=day(overlap.first), last=day(overlap.last), weeks=overlap.weeks
    )
