"""Every trial and procedure of a referral: its course, and how each class of response was counted."""

from __future__ import annotations

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import AdverseEffect, Trial
from calcitrack.reports.facts import not_recorded
from calcitrack.reports.paper.flow import Block, paragraph
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.paper.style import BODY, HEADING
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.responses import responses_to
from calcitrack.reports.sentences import lesions_text


def therapies_block(request: SummaryRequest, width: float) -> Block:
    """All trials, oldest first; a sentence where none was ever recorded."""
    figures = {one.trial_id: one for one in request.figures.trials}
    trials = sorted(request.record.trials, key=lambda trial: (trial.start, trial.id))
    if trials:
        return responses_to(request, [(t, figures[t.id]) for t in trials], width, lambda t: _course(request, t))
    voice = request.voice
    title = paragraph(voice(QT_TRANSLATE_NOOP("reports", "Therapies and responses")), HEADING, width)
    return Block(paragraph(voice(QT_TRANSLATE_NOOP("reports", "No therapy is recorded.")), BODY, width), heading=title)


def _course(request: SummaryRequest, trial: Trial) -> list[str]:
    texts = [_end_text(request, trial), _dose_text(request, trial)]
    return [" ".join([*texts, _targets_text(request, trial)]), _effects_text(request, trial)]


def _end_text(request: SummaryRequest, trial: Trial) -> str:
    voice = request.voice
    if trial.is_procedure:
        return voice(QT_TRANSLATE_NOOP("reports", "Procedure on {day}."), day=trial.start)
    if trial.stop is None:
        return voice(QT_TRANSLATE_NOOP("reports", "From {start}; no stop is recorded."), start=trial.start)
    return voice(
        QT_TRANSLATE_NOOP("reports", "From {start} to {stop}. Reason of the stop: {reason}."),
        start=trial.start,
        stop=trial.stop,
        reason=(trial.stop_reason or "").strip().rstrip(".") or not_recorded(voice),
    )


def _dose_text(request: SummaryRequest, trial: Trial) -> str:
    voice = request.voice
    step = QT_TRANSLATE_NOOP("reports", "{dose} from {day}")
    doses = [voice(step, dose=trial.dose, day=trial.start)] if trial.dose else []
    doses += [voice(step, dose=one.dose, day=one.on) for one in trial.steps]
    told = voice(QT_TRANSLATE_NOOP("reports", "Dose: {doses}."), doses="; ".join(doses) or not_recorded(voice))
    if trial.is_procedure:
        return told if doses else ""
    route = voice(QT_TRANSLATE_NOOP("reports", "Route: {route}."), route=trial.route or not_recorded(voice))
    return f"{route} {told}"


def _targets_text(request: SummaryRequest, trial: Trial) -> str:
    voice = request.voice
    if trial.targets is None:
        return voice(QT_TRANSLATE_NOOP("reports", "For all lesions."))
    return voice(QT_TRANSLATE_NOOP("reports", "For {lesions}."), lesions=lesions_text(request, trial.targets))


def _effects_text(request: SummaryRequest, trial: Trial) -> str:
    voice = request.voice
    if not trial.adverse_effects:
        return voice(QT_TRANSLATE_NOOP("reports", "Adverse effects: none recorded."))
    effects = "; ".join(_effect_text(request, one) for one in trial.adverse_effects)
    return voice(QT_TRANSLATE_NOOP("reports", "Adverse effects: {effects}."), effects=effects)


def _effect_text(request: SummaryRequest, effect: AdverseEffect) -> str:
    text = isolated(effect.effect)
    if effect.severity:
        text = f"{text}, {isolated(effect.severity)}"
    return f"{text} ({request.voice.words.day(effect.on)})" if effect.on else text
