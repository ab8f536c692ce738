"""The sentences that sum a visit up. Counts stand in figures, and there is never one response word for a patient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from calcitrack.domain.figures.model import TrialFigures, VisitFigures
from calcitrack.domain.figures.short import InShort, in_short
from calcitrack.domain.judging import standing_on
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.reports.findings import listed
from calcitrack.reports.lesion_rows import signed_percent
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.therapies import running_trials, therapy_text

_LESIONS = {
    "changed": QT_TRANSLATE_NOOP("reports", "Changed beyond the reading error: {lesions}."),
    "resolved": QT_TRANSLATE_NOOP("reports", "Resolved: {lesions}."),
    "excised": QT_TRANSLATE_NOOP("reports", "Excised: {lesions}."),
    "new": QT_TRANSLATE_NOOP("reports", "New: {lesions}."),
    "larger": QT_TRANSLATE_NOOP("reports", "Larger on inspection: {lesions}."),
    "smaller": QT_TRANSLATE_NOOP("reports", "Smaller on inspection: {lesions}."),
    "draining": QT_TRANSLATE_NOOP("reports", "Draining: {lesions}."),
    "red": QT_TRANSLATE_NOOP("reports", "Red: {lesions}."),
    "ulcerated": QT_TRANSLATE_NOOP("reports", "Ulcerated: {lesions}."),
}


def in_short_text(request: SummaryRequest) -> str:
    """What the visit found, in a few sentences."""
    voice = request.voice
    visit = request.visit
    if visit.entered_in_error:
        return voice(QT_TRANSLATE_NOOP("reports", "This visit was entered in error and enters no figure."))
    if not visit.is_signed:
        return voice(
            QT_TRANSLATE_NOOP("reports", "Draft, not signed: no figure counts this visit before it is signed. {said}"),
            said=_draft_text(request),
        )
    facts = in_short(request.record, request.figures, visit.id)
    sentences = [
        _counts(request, facts),
        *_compared(request, facts),
        *_lesion_lists(request, facts, ("resolved", "excised", "new", "larger", "smaller")),
        *_signs(request, facts),
        *_trials(request),
    ]
    return " ".join(sentences)


def area_text(request: SummaryRequest) -> str:
    """The measured area with the lesions it rests on, and the change like for like."""
    voice = request.voice
    figures = request.visit_figures
    if figures is None:
        return voice(QT_TRANSLATE_NOOP("reports", "Measured area: given once the visit is signed and counts."))
    if not figures.open:
        area = voice(QT_TRANSLATE_NOOP("reports", "No open lesion: 0 mm²"))
    elif figures.measured_area_mm2 is None:
        area = voice(QT_TRANSLATE_NOOP("reports", "No area measured; open lesions: {open}"), open=figures.open)
    else:
        area = voice(
            QT_TRANSLATE_NOOP("reports", "{area} mm² over {measured} of {open} open lesions"),
            area=voice.words.number(figures.measured_area_mm2, 1),
            measured=figures.measured,
            open=figures.open,
        )
    return "; ".join([area, *_change_texts(request, figures)])


def lesions_text(request: SummaryRequest, ids: Sequence[int]) -> str:
    """Lesions by their numbers: "lesion 5", "lesions 1, 3–6"."""
    numbers = listed(lesion.number for lesion in request.lesions_numbered(tuple(ids)))
    one = QT_TRANSLATE_NOOP("reports", "lesion {numbers}")
    more = QT_TRANSLATE_NOOP("reports", "lesions {numbers}")
    return request.voice(one if len(ids) == 1 else more, numbers=numbers)


def _change_texts(request: SummaryRequest, figures: VisitFigures) -> list[str]:
    voice = request.voice
    change = figures.change
    if change is None:
        return [voice(QT_TRANSLATE_NOOP("reports", "first visit, nothing to compare"))]
    if change.percent is None:
        texts = [voice(QT_TRANSLATE_NOOP("reports", "nothing to compare like for like"))]
    else:
        percent, over = signed_percent(voice, change.percent), len(change.compared)
        texts = [voice(QT_TRANSLATE_NOOP("reports", "like for like {percent} over {over}"), percent=percent, over=over)]
    if change.new:
        texts.append(
            voice(
                QT_TRANSLATE_NOOP("reports", "new {area} mm² ({lesions})"),
                area=voice.words.number(change.new_mm2, 1),
                lesions=lesions_text(request, change.new),
            )
        )
    return texts


def _draft_text(request: SummaryRequest) -> str:
    said = len(request.visit.assessments)
    one = QT_TRANSLATE_NOOP("reports", "It speaks of {said} lesion so far.")
    more = QT_TRANSLATE_NOOP("reports", "It speaks of {said} lesions so far.")
    return request.voice(one if said == 1 else more, said=said)


def _counts(request: SummaryRequest, facts: InShort) -> str:
    voice = request.voice
    if not facts.open:
        return voice(QT_TRANSLATE_NOOP("reports", "No open lesion."))
    one = QT_TRANSLATE_NOOP("reports", "1 open lesion, {measured} measured.")
    more = QT_TRANSLATE_NOOP("reports", "{open} open lesions, {measured} measured.")
    return voice(one if facts.open == 1 else more, open=facts.open, measured=facts.measured)


def _compared(request: SummaryRequest, facts: InShort) -> list[str]:
    voice = request.voice
    if facts.previous_on is None:
        return [voice(QT_TRANSLATE_NOOP("reports", "First visit."))]
    if facts.percent is None:
        return [voice(QT_TRANSLATE_NOOP("reports", "Nothing can be compared with {day}."), day=facts.previous_on)]
    if facts.within_error:
        template = QT_TRANSLATE_NOOP(
            "reports", "No change beyond the reading error since {day} ({percent} like for like over {compared})."
        )
    else:
        template = QT_TRANSLATE_NOOP("reports", "Since {day}: {percent} like for like over {compared}.")
    percent = signed_percent(voice, facts.percent)
    sentence = voice(template, day=facts.previous_on, percent=percent, compared=facts.compared)
    return [sentence, *_lesion_lists(request, facts, ("changed",))]


def _lesion_lists(request: SummaryRequest, facts: InShort, names: Sequence[str]) -> list[str]:
    lists: list[tuple[Marked, tuple[int, ...]]] = [(_LESIONS[name], getattr(facts, name)) for name in names]
    return [request.voice(template, lesions=lesions_text(request, ids)) for template, ids in lists if ids]


def _signs(request: SummaryRequest, facts: InShort) -> list[str]:
    voice = request.voice
    sentences = _lesion_lists(request, facts, ("draining", "red", "ulcerated"))
    if facts.signs_not_recorded:
        template = QT_TRANSLATE_NOOP("reports", "Discharge, redness or ulcer not recorded: {lesions}.")
        sentences.append(voice(template, lesions=lesions_text(request, facts.signs_not_recorded)))
    elif facts.open and not sentences:
        sentences.append(voice(QT_TRANSLATE_NOOP("reports", "No discharge, redness or ulcer.")))
    return sentences


def _trials(request: SummaryRequest) -> list[str]:
    """How the running therapies do, at the last visit only: figures of trials reach to the last signed visit."""
    if not request.is_latest:
        return []
    running = {trial.id: trial for trial in running_trials(request.record, request.visit.visited_on)}
    texts = []
    for figures in request.figures.trials:
        if figures.trial_id in running:
            texts.append(
                _trial_text(request, therapy_text(running[figures.trial_id], request.visit.visited_on), figures)
            )
            texts += _judged_text(request, figures)
    return texts


def _judged_text(request: SummaryRequest, figures: TrialFigures) -> list[str]:
    """That these counts are the rules' proposals, where a reader has judged."""
    known = standing_on(figures.trial_id, request.record.judgements)
    judged = sum(lesion in known for lesion in figures.lesions)
    if not judged:
        return []
    told = QT_TRANSLATE_NOOP("reports", "So the rules propose; a reader judged {judged} of {n} lesions.")
    return [request.voice(told, judged=judged, n=len(figures.lesions))]


def _trial_text(request: SummaryRequest, therapy: str, figures: TrialFigures) -> str:
    voice = request.voice
    counts = Counter(response.now for response in figures.lesions.values())
    interim = QT_TRANSLATE_NOOP(
        "reports",
        "{therapy}, week {weeks} (interim): now complete in {complete}, partial in {partial}, none in {none}, "
        "not assessable in {not_assessable}.",
    )
    judged = QT_TRANSLATE_NOOP(
        "reports",
        "{therapy}, week {weeks}: now complete in {complete}, partial in {partial}, none in {none}, "
        "not assessable in {not_assessable}.",
    )
    return voice(
        interim if figures.interim else judged,
        therapy=therapy,
        weeks=figures.exposure_weeks,
        complete=counts[ResponseWord.COMPLETE],
        partial=counts[ResponseWord.PARTIAL],
        none=counts[ResponseWord.NONE],
        not_assessable=counts[ResponseWord.NOT_ASSESSABLE],
    )
