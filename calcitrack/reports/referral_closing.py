"""The end of a referral: scores through the visits, what is awaited, and what nobody recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.instruments.course import ScoreCourse, ScorePoint, score_courses, unknown_answers
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Assessment
from calcitrack.reports.facts import Fact
from calcitrack.reports.paper.flow import Block, paragraph
from calcitrack.reports.paper.style import SMALL_MUTED
from calcitrack.reports.recorded import DIRECTIONS, awaited_text, scalar_text
from calcitrack.reports.referral_request import ReferralRequest
from calcitrack.reports.referral_rows import titled_rows
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import lesions_text


def closing_blocks(request: ReferralRequest, width: float) -> Iterator[Block]:
    """Scores, orders and gaps, then how the figures are to be read."""
    summary = request.summary
    voice = summary.voice
    yield titled_rows(voice(QT_TRANSLATE_NOOP("reports", "Scores through the visits")), _score_rows(summary), width)
    yield titled_rows(voice(QT_TRANSLATE_NOOP("reports", "Awaited")), _awaited_rows(summary), width)
    missing = _missing_rows(request)
    if missing:
        yield titled_rows(voice(QT_TRANSLATE_NOOP("reports", "Not recorded")), missing, width)
    note = QT_TRANSLATE_NOOP(
        "reports",
        "Left and right are the patient's. Responses are counted by lesion; no one word is given for the patient. "
        "Sizes of different methods are not compared.",
    )
    yield Block(paragraph(voice(note), SMALL_MUTED, width))


def _score_rows(summary: SummaryRequest) -> list[Fact]:
    voice = summary.voice
    courses = score_courses(summary.record, summary.catalogue)
    rows = [(_score_name(summary, course), _course_text(summary, course)) for course in courses]
    unknown = unknown_answers(summary.record, summary.catalogue)
    if unknown:
        told = QT_TRANSLATE_NOOP("reports", "{n} answers to scores whose definition is not at hand")
        rows.append((voice(QT_TRANSLATE_NOOP("reports", "Other")), voice(told, n=str(unknown))))
    none = voice(QT_TRANSLATE_NOOP("reports", "No score is recorded at a signed visit."))
    return rows or [(voice(QT_TRANSLATE_NOOP("reports", "Scores")), none)]


def _score_name(summary: SummaryRequest, course: ScoreCourse) -> str:
    voice, definition = summary.voice, course.definition
    low, high = (scalar_text(voice, end) for end in (definition.low, definition.high))
    told = QT_TRANSLATE_NOOP("reports", "{name} ({low} to {high}, {direction})")
    return voice(told, name=definition.name, low=low, high=high, direction=voice(DIRECTIONS[definition.direction]))


def _course_text(summary: SummaryRequest, course: ScoreCourse) -> str:
    return "; ".join(_point_text(summary, point) for point in course.points)


def _point_text(summary: SummaryRequest, point: ScorePoint) -> str:
    voice = summary.voice
    if point.score.value is None:
        told = QT_TRANSLATE_NOOP("reports", "{day}: no score ({why})")
        return voice(told, day=point.on, why=point.score.reason)
    told = QT_TRANSLATE_NOOP("reports", "{day}: {value}")
    return voice(told, day=point.on, value=scalar_text(voice, point.score.value))


def _awaited_rows(summary: SummaryRequest) -> list[Fact]:
    voice = summary.voice
    orders = [order for order in summary.record.all_orders if order.closed_on is None]
    orders.sort(key=lambda order: order.asked_on or date.min)
    label = voice(QT_TRANSLATE_NOOP("reports", "Orders"))
    if not orders:
        return [(label, voice(QT_TRANSLATE_NOOP("reports", "Nothing is awaited.")))]
    return [(label, "\n".join(awaited_text(voice, order) for order in orders))]


def _missing_rows(request: ReferralRequest) -> list[Fact]:
    """Lesions of which a reader might look for something that is not there."""
    summary = request.summary
    voice, by_lesion = summary.voice, read_evidence(summary.record).by_lesion
    unseen = [i for i, said in by_lesion.items() if not said]
    unsized = [i for i, said in by_lesion.items() if said and all(one.size is None for one in said)]
    untyped = [i for i, said in by_lesion.items() if said and all(_has_no_subtype(one.assessment) for one in said)]
    told = [
        (QT_TRANSLATE_NOOP("reports", "At no signed visit"), unseen),
        (QT_TRANSLATE_NOOP("reports", "Never length and width by the method followed"), unsized),
        (QT_TRANSLATE_NOOP("reports", "No subtype"), untyped),
    ]
    return [(voice(label), lesions_text(summary, ids)) for label, ids in told if ids]


def _has_no_subtype(assessment: Assessment) -> bool:
    return assessment.clinical_subtype is None and assessment.radiographic_subtype is None
