"""What readers judged of responses, beside what the rules propose, and what is to be known when reading either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from calcitrack.domain.figures.model import TrialFigures
from calcitrack.domain.figures.overlaps import Overlap, also_given
from calcitrack.domain.judging import is_overtaken, standing_on
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import Judgement, Trial
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.natural_course import natural_course
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import lesions_text


def judged_rows(request: SummaryRequest, figures: TrialFigures) -> list[tuple[str, Counter[ResponseWord]]]:
    """The counts of what was judged, below those that are proposed; nothing where nobody has judged."""
    known = _known(request, figures)
    if not known:
        return []
    voice = request.voice
    return [
        (
            voice(QT_TRANSLATE_NOOP("reports", "Balin 2012, judged by a reader")),
            Counter(j.balin for j in known.values()),
        ),
        (voice(QT_TRANSLATE_NOOP("reports", "Now, judged by a reader")), Counter(j.now for j in known.values())),
    ]


def judged_notes(request: SummaryRequest, figures: TrialFigures) -> list[str]:
    """How many lesions were judged, by whom and when, where it differs, and where the record has gone on since."""
    known = _known(request, figures)
    if not known:
        told = QT_TRANSLATE_NOOP("reports", "Proposed by the rules; no lesion is judged by a reader yet.")
        return [request.voice(told)]
    return [_who(request, figures, known), *_differing(request, known), *_overtaken(request, figures, known)]


def also_given_note(request: SummaryRequest, trial: Trial, figures: TrialFigures) -> list[str]:
    """What else was given in the time of a trial; nothing where nothing is recorded."""
    others = also_given(trial, request.record.trials, figures.end or request.visit.visited_on)
    if not others:
        return []
    listed = "; ".join(_other(request, one) for one in others)
    return [request.voice(QT_TRANSLATE_NOOP("reports", "Also given in this time: {others}."), others=listed)]


def reading_text(request: SummaryRequest) -> str:
    """The course of the disease as the review tells it, and why a later slowing may be chance."""
    voice = request.voice
    course = QT_TRANSLATE_NOOP("reports", "Natural history in the review: {text} (Lines {lines}.)")
    told = [
        voice(course, text=node.text, lines=written_lines(node.lines))
        for node in natural_course(request.record.patient.diagnoses)
    ]
    chance = QT_TRANSLATE_NOOP("reports", "Drugs are started when lesions grow, so a later slowing may be chance.")
    return " ".join([*told, voice(chance)])


def _known(request: SummaryRequest, figures: TrialFigures) -> dict[int, Judgement]:
    known = standing_on(figures.trial_id, request.record.judgements)
    return {lesion: known[lesion] for lesion in figures.lesions if lesion in known}


def _who(request: SummaryRequest, figures: TrialFigures, known: Mapping[int, Judgement]) -> str:
    voice, zone = request.voice, request.printed_at.tzinfo
    one = QT_TRANSLATE_NOOP("reports", "{reader}, {day}")
    made = dict.fromkeys((j.reader, j.judged_at.astimezone(zone).date()) for j in known.values())
    readers = "; ".join(voice(one, reader=reader, day=day) for reader, day in made)
    told = QT_TRANSLATE_NOOP("reports", "Judged by a reader: {judged} of {n} lesions ({readers}).")
    return voice(told, judged=len(known), n=len(figures.lesions), readers=readers)


def _differing(request: SummaryRequest, known: Mapping[int, Judgement]) -> list[str]:
    voice = request.voice
    told = QT_TRANSLATE_NOOP(
        "reports",
        "Differs at {lesions}: judged now {now}, Balin 2012 {balin}; proposed now {proposed_now}, Balin 2012 "
        "{proposed_balin}. Reason: {reason}.",
    )
    return [
        voice(
            told,
            lesions=lesions_text(request, [lesion]),
            now=voice.inside(one.now),
            balin=voice.inside(one.balin),
            proposed_now=voice.inside(one.proposed_now),
            proposed_balin=voice.inside(one.proposed_balin),
            reason=one.reason.rstrip("."),
        )
        for lesion, one in known.items()
        if (one.now, one.balin) != (one.proposed_now, one.proposed_balin)
    ]


def _overtaken(request: SummaryRequest, figures: TrialFigures, known: Mapping[int, Judgement]) -> list[str]:
    since = [lesion for lesion, one in known.items() if is_overtaken(one, figures.lesions[lesion])]
    if not since:
        return []
    told = QT_TRANSLATE_NOOP("reports", "The rules propose something else since it was judged: {lesions}.")
    return [request.voice(told, lesions=lesions_text(request, since))]


def _other(request: SummaryRequest, overlap: Overlap) -> str:
    voice, other = request.voice, overlap.other
    if other.is_procedure:
        return voice(QT_TRANSLATE_NOOP("reports", "{therapy} on {day}"), therapy=other.therapy, day=other.start)
    told = QT_TRANSLATE_NOOP("reports", "{therapy}, {first} to {last}")
    return voice(told, therapy=other.therapy, first=overlap.first, last=overlap.last)
