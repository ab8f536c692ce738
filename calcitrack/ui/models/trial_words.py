"""What a list of trials says of each: doses, adverse effects, and what is to be known beside its counts of response."""

from __future__ import annotations

from collections.abc import Mapping

from calcitrack.domain.figures.model import NotAssessable, TrialFigures
from calcitrack.domain.judging import is_overtaken
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.trial import AdverseEffect, Judgement, Trial
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.response_words import judged_sentence
from calcitrack.ui.words import inside, label


def effect_words(effect: AdverseEffect) -> str:
    """An adverse effect with its severity and its day, where they are recorded."""
    severities = {
        "mild": translate("Trials", "mild"),
        "moderate": translate("Trials", "moderate"),
        "severe": translate("Trials", "severe"),
    }
    severity = severities.get(effect.severity, effect.severity)
    since = translate("Trials", "since {day}").format(day=day(effect.on)) if effect.on else ""
    beside = ", ".join(part for part in (severity, since) if part)
    return f"{effect.effect} ({beside})" if beside else effect.effect


def dose_words(trial: Trial) -> str:
    """Every dose with the day from which it was taken."""
    begun = [translate("Trials", "{dose} at the start").format(dose=trial.dose)] if trial.dose else []
    later = translate("Trials", "{dose} from {day}")
    steps = [later.format(dose=step.dose, day=day(step.on)) for step in trial.steps]
    return translate("Trials", "Doses: {doses}").format(doses="; ".join([*begun, *steps]))


def how_many_judged(figures: TrialFigures, known: Mapping[int, Judgement]) -> str:
    """How far judging has come: the counts beside it are the rules' alone."""
    judged = sum(lesion in known for lesion in figures.lesions)
    told = translate("Trials", "Proposed by the rules; judged by a reader: {judged} of {n}.")
    return told.format(judged=judged, n=len(figures.lesions))


def response_notes(record: PatientRecord, figures: TrialFigures, known: Mapping[int, Judgement]) -> list[str]:
    """Who judged, where judgements differ, how lesions went, and why some are not assessable."""
    numbers = {lesion: f"#{record.lesion(lesion).number}" for lesion in figures.lesions}
    told = [how_many_judged(figures, known)]
    for lesion, response in figures.lesions.items():
        judged = known.get(lesion)
        if judged is not None and (is_overtaken(judged, response) or judged.reason):
            told.append(f"{numbers[lesion]}: {judged_sentence(judged, response)}")
    for kind in sorted({kind for response in figures.lesions.values() for kind in response.how}):
        listed = ", ".join(numbers[x] for x, response in figures.lesions.items() if kind in response.how)
        told.append(f"{label(kind)}: {listed}.")
    for reason in NotAssessable:
        listed = ", ".join(numbers[x] for x, response in figures.lesions.items() if response.reason is reason)
        if listed:
            why = translate("Trials", "Not assessable, {reason}: {lesions}.")
            told.append(why.format(reason=inside(reason), lesions=listed))
    return told
