"""How the lesions answered a therapy: counts per class, by the published definition and as they stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from calcitrack.domain.figures.model import LesionResponse, TrialFigures
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.reports.error_words import error_text
from calcitrack.reports.judged import also_given_note, judged_notes, judged_rows, reading_text
from calcitrack.reports.paper.flow import (
    Block,
    Box,
    Strip,
    beside,
    drawn,
    flush_right,
    held,
    inset,
    kept,
    paragraph,
    space,
)
from calcitrack.reports.paper.style import (
    BORDER,
    CELL,
    CELL_BOLD,
    CELL_MUTED,
    HEADING,
    LINE,
    PADDING,
    SMALL,
    SMALL_MUTED,
    Colour,
)
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import lesions_text
from calcitrack.reports.therapies import running_trials, therapy_text, trials_until

_LABEL_ROOM = 210.0
_TOGETHER = 12
"""So many lines of a therapy stay together: with what is usually told of it, all of them."""


def responses_block(request: SummaryRequest, width: float) -> Block | None:
    """Responses to the running therapies, or else to the latest one; None when no therapy was ever begun."""
    shown = _trials_shown(request)
    return responses_to(request, shown, width) if shown else None


def responses_to(
    request: SummaryRequest,
    shown: Sequence[tuple[Trial, TrialFigures]],
    width: float,
    course: Callable[[Trial], Sequence[str]] | None = None,
) -> Block:
    """Responses to some therapies.

    Args:
        request: What is printed.
        shown: The therapies in their order.
        width: Outer width of the box.
        course: Sentences on the course of a therapy, to stand above its counts; None for none.
    """
    room = width - 2 * PADDING
    strips = [
        strip
        for trial, figures in shown
        for strip in _trial_strips(request, trial, figures, room, course(trial) if course else ())
    ]
    captions = (_threshold_text(request), reading_text(request))
    caption = kept([*(strip for one in captions for strip in paragraph(one, SMALL_MUTED, room)), space(5)])
    return Block(inset([*strips, *caption], PADDING), heading=inset(_heading(request, room), PADDING), box=Box())


def _threshold_text(request: SummaryRequest) -> str:
    settings = request.figures.settings
    return request.voice(
        QT_TRANSLATE_NOOP(
            "reports",
            "Counted by lesion. Partial: area more than {percent} % below baseline and length + width down by more "
            "than {error} mm; clinic threshold, not validated for this measure (±25 % at one year is, for the hand "
            "radiograph score only: Valenzuela 2022).",
        ),
        percent=settings.threshold_percent,
        error=error_text(request.voice, settings),
    )


def _heading(request: SummaryRequest, width: float) -> tuple[Strip, ...]:
    """The title, and a column head for each class."""
    voice = request.voice
    lefts, room = _count_columns(width)
    heads = [flush_right(voice.inside(word), CELL_MUTED, room) for word in ResponseWord]
    title = paragraph(voice(QT_TRANSLATE_NOOP("reports", "Responses")), HEADING, _LABEL_ROOM)
    return (space(4), *beside([title, *([space(3), *head] for head in heads)], lefts), space(1), _rule(width, BORDER))


def _count_columns(width: float) -> tuple[list[float], float]:
    """Left edges of the labels and of each class, and the width of a class."""
    room = (width - _LABEL_ROOM) / len(ResponseWord)
    return [0.0, *(_LABEL_ROOM + room * i for i in range(len(ResponseWord)))], room


def _rule(width: float, colour: Colour) -> Strip:
    return drawn(0.0, lambda pen, x, top: pen.line((x - PADDING, top), (x + width + PADDING, top), colour))


def _trials_shown(request: SummaryRequest) -> list[tuple[Trial, TrialFigures]]:
    day = request.visit.visited_on
    trials = running_trials(request.record, day) or trials_until(request.record, day)[-1:]
    by_id = {figures.trial_id: figures for figures in request.figures.trials}
    return [(trial, by_id[trial.id]) for trial in trials if trial.id in by_id]


def _trial_strips(
    request: SummaryRequest, trial: Trial, figures: TrialFigures, width: float, course: Sequence[str]
) -> tuple[Strip, ...]:
    told = [strip for text in course for strip in paragraph(text, SMALL, width)]
    notes = [strip for note in _notes(request, trial, figures) for strip in paragraph(note, SMALL_MUTED, width)]
    strips = [
        space(4),
        *paragraph(_title(request, trial, figures), CELL_BOLD, width),
        *told,
        *_counts(request, figures, width),
        *notes,
        space(4),
        _rule(width, LINE),
        space(3),
    ]
    return held(strips, _TOGETHER)


def _title(request: SummaryRequest, trial: Trial, figures: TrialFigures) -> str:
    voice = request.voice
    therapy = therapy_text(trial, request.visit.visited_on)
    if figures.exposure_weeks is None:
        return voice(QT_TRANSLATE_NOOP("reports", "{therapy}, procedure of {day}"), therapy=therapy, day=trial.start)
    template = (
        QT_TRANSLATE_NOOP("reports", "{therapy}, from {day}, {weeks} weeks: interim, under {minimum} weeks")
        if figures.interim
        else QT_TRANSLATE_NOOP("reports", "{therapy}, from {day}, {weeks} weeks")
    )
    return voice(
        template,
        therapy=therapy,
        day=trial.start,
        weeks=figures.exposure_weeks,
        minimum=request.figures.settings.minimum_exposure_weeks,
    )


def _counts(request: SummaryRequest, figures: TrialFigures, width: float) -> tuple[Strip, ...]:
    """A row for each of the two words, with the count of each class: as proposed, and as judged where somebody has."""
    voice, responses = request.voice, list(figures.lesions.values())
    lefts, room = _count_columns(width)
    published = Counter(response.balin for response in responses)
    now = Counter(response.now for response in responses)
    rows = [
        (voice(QT_TRANSLATE_NOOP("reports", "Balin 2012 (healed and came back: partial)")), published),
        (voice(QT_TRANSLATE_NOOP("reports", "Now (state at the last evidence)")), now),
        *judged_rows(request, figures),
    ]
    strips: list[Strip] = []
    for label, counted in rows:
        cells = [flush_right(str(counted[word]), CELL, room) for word in ResponseWord]
        strips.extend(beside([paragraph(label, CELL, _LABEL_ROOM), *cells], lefts))
    return tuple(strips)


def _notes(request: SummaryRequest, trial: Trial, figures: TrialFigures) -> list[str]:
    voice, responses = request.voice, list(figures.lesions.values())
    notes = [
        (QT_TRANSLATE_NOOP("reports", "Provisional, not yet seen healed again: {lesions}."), _is_provisional),
        (QT_TRANSLATE_NOOP("reports", "More than {percent} % above baseline: {lesions}."), _has_progressed),
    ]
    texts = []
    for template, holds in notes:
        ids = [response.lesion_id for response in responses if holds(response)]
        if ids:
            percent = request.figures.settings.threshold_percent
            texts.append(voice(template, lesions=lesions_text(request, ids), percent=percent))
    texts = [" ".join([*texts, *_how(request, responses), *_reasons(request, responses)])]
    texts.append(" ".join([*judged_notes(request, figures), *also_given_note(request, trial, figures)]))
    if not request.is_latest and figures.end is not None:
        texts.append(voice(QT_TRANSLATE_NOOP("reports", "Judged on signed visits up to {day}."), day=figures.end))
    return [text for text in texts if text]


def _how(request: SummaryRequest, responses: Sequence[LesionResponse]) -> list[str]:
    """How lesions went: one that went by itself or by knife is no drug's success."""
    kinds = sorted({kind for response in responses for kind in response.how})
    return [
        request.voice(
            QT_TRANSLATE_NOOP("reports", "{how}: {lesions}."),
            how=request.voice.label(kind),
            lesions=lesions_text(request, [r.lesion_id for r in responses if kind in r.how]),
        )
        for kind in kinds
    ]


def _reasons(request: SummaryRequest, responses: Sequence[LesionResponse]) -> list[str]:
    reasons = list(dict.fromkeys(response.reason for response in responses if response.reason))
    return [
        request.voice(
            QT_TRANSLATE_NOOP("reports", "Not assessable, {reason}: {lesions}."),
            reason=request.voice.inside(reason),
            lesions=lesions_text(request, [r.lesion_id for r in responses if r.reason is reason]),
        )
        for reason in reasons
    ]


def _is_provisional(response: LesionResponse) -> bool:
    return response.provisional is True


def _has_progressed(response: LesionResponse) -> bool:
    return response.progressed is True
