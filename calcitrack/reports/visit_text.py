"""A visit as plain text, to be pasted into a hospital's record: short lines, no layout that a paste could break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Addendum
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.reports.addenda import written_text
from calcitrack.reports.corrections import correction_texts
from calcitrack.reports.facts import patient_facts
from calcitrack.reports.findings import not_recorded_text
from calcitrack.reports.identity import hash_text, identity_text, signature_text, visit_text, warning_text
from calcitrack.reports.lesion_rows import LesionRow, lesion_rows
from calcitrack.reports.recorded import general_texts, next_visit_text, order_texts, score_texts
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import area_text, in_short_text

_CONTROLS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")
"""Marks that only steer the direction on paper; another program may show them as boxes."""

_ADDENDA: dict[AddendumKind, Marked] = {
    AddendumKind.NOTE: QT_TRANSLATE_NOOP("reports", "Addendum, note"),
    AddendumKind.CORRECTION: QT_TRANSLATE_NOOP("reports", "Addendum, correction"),
    AddendumKind.ENTERED_IN_ERROR: QT_TRANSLATE_NOOP("reports", "Addendum, entered in error"),
}


def visit_as_text(request: SummaryRequest) -> str:
    """The visit as lines of text, with what the summary says of it but the trend.

    Raises:
        KeyError: The record has no such visit.
    """
    return "\n".join(_lines(request)).translate(_CONTROLS) + "\n"


def _lines(request: SummaryRequest) -> Iterator[str]:
    voice, visit, record = request.voice, request.visit, request.record
    warning = warning_text(request)
    if warning:
        yield f"*** {warning} ***"
    yield f"{record.patient.name} · {identity_text(request)}"
    yield f"{visit_text(request)} · {request.clinic_name}"
    if request.synthetic:
        yield voice(QT_TRANSLATE_NOOP("reports", "Synthetic demonstration data"))
    yield ""
    yield from (f"{label}: {value}" for label, value in patient_facts(request))
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "In short")), [in_short_text(request)])
    yield from _part(_lesions_title(request), _lesion_lines(request))
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Scores")), score_texts(request))
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Also recorded")), general_texts(request))
    nothing = voice(QT_TRANSLATE_NOOP("reports", "Nothing written."))
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Assessment")), [visit.note or nothing])
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Plan")), [visit.plan or nothing])
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Awaited")), order_texts(request))
    yield from _part(voice(QT_TRANSLATE_NOOP("reports", "Next visit")), [next_visit_text(request)])
    for addendum in visit.addenda:
        yield from _part(voice(_ADDENDA[addendum.kind]), _addendum_lines(request, addendum))
    yield ""
    yield f"{signature_text(request)} · {hash_text(request)}"


def _part(title: str, lines: Sequence[str]) -> list[str]:
    """A title in capitals stands out where there is no bold type."""
    return ["", title.upper(), *(part for line in lines for part in line.splitlines())]


def _lesions_title(request: SummaryRequest) -> str:
    earlier = request.earlier_visits
    if not earlier:
        return request.voice(QT_TRANSLATE_NOOP("reports", "Lesions (size; area)"))
    template = QT_TRANSLATE_NOOP("reports", "Lesions (size; area; change of area since {day})")
    return request.voice(template, day=earlier[-1].visited_on)


def _lesion_lines(request: SummaryRequest) -> list[str]:
    rows = lesion_rows(request)
    voice = request.voice
    looked_at = [(r.lesion.number, r.assessment) for r in rows if r.is_there and r.assessment is not None]
    unsaid = not_recorded_text(voice, looked_at)
    return [*(_lesion_line(request, row) for row in rows), area_text(request), *([unsaid] if unsaid else [])]


def _lesion_line(request: SummaryRequest, row: LesionRow) -> str:
    voice = request.voice
    size = voice(QT_TRANSLATE_NOOP("reports", "{size} mm by {method}"), size=row.size, method=row.method)
    parts = [row.site, size if row.method else row.size]
    if row.area:
        parts.append(voice(QT_TRANSLATE_NOOP("reports", "{area} mm²"), area=row.area))
    if row.change.text:
        parts.append(f"{row.change.text} {row.change.since}".strip())
    if row.subtype is not None:
        parts.append(voice.inside(row.subtype))
    parts += [text for text in (row.findings, *(aside.rstrip(".") for aside in row.asides)) if text]
    return f"#{row.lesion.number} {'; '.join(parts)}"


def _addendum_lines(request: SummaryRequest, addendum: Addendum) -> list[str]:
    text = [addendum.text] if addendum.text else []
    return [*correction_texts(request, addendum), *text, written_text(request, addendum)]
