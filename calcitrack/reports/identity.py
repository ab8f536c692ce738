"""Who and what a print is of: the words that stand on every page."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from calcitrack.domain.dates import age_on
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.dates import partial_day
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice

_HASH_GROUP = 4


class Labels(NamedTuple):
    """What stands on every page.

    Attributes:
        identity: Whose record it is.
        about: What of the record is printed, under the identity.
        origin: Where it comes from, at the foot.
        warning: Why it must not be taken for a signed visit; empty when it may.
        mark: Written across the page; empty for nothing.
    """

    identity: str
    about: str
    origin: str
    warning: str = ""
    mark: str = ""


def visit_labels(request: SummaryRequest) -> Labels:
    """What stands on every page of a visit."""
    return Labels(
        identity_text(request), visit_text(request), origin_text(request), warning_text(request), page_mark(request)
    )


def identity_text(request: SummaryRequest, on: date | None = None) -> str:
    """Birth date with age on a day, or else at the visit, sex and record number."""
    voice = request.voice
    patient = request.record.patient
    low, high = age_on(patient.birth_date, on or request.visit.visited_on)
    return voice(
        QT_TRANSLATE_NOOP("reports", "born {birth} ({age} y) · {sex} · MRN {mrn}"),
        birth=partial_day(voice, patient.birth_date),
        age=str(low) if low == high else f"{low}–{high}",
        sex=voice.inside(patient.sex),
        mrn=_numbers(request),
    )


def _numbers(request: SummaryRequest) -> str:
    """The record number, with those of the records that are read with it."""
    record = request.record
    if not record.merged:
        return record.patient.mrn
    also = ", ".join(f"{one.patient.mrn} ({one.letter})" for one in record.merged)
    return request.voice(QT_TRANSLATE_NOOP("reports", "{mrn}, also {also}"), mrn=record.patient.mrn, also=also)


def visit_text(request: SummaryRequest) -> str:
    """The day of the visit and whose it is."""
    visit = request.visit
    whose = visit.signed_by or visit.author
    if not whose:
        return request.voice(QT_TRANSLATE_NOOP("reports", "Visit {day}"), day=visit.visited_on)
    return request.voice(QT_TRANSLATE_NOOP("reports", "Visit {day} · {whose}"), day=visit.visited_on, whose=whose)


def warning_text(request: SummaryRequest) -> str:
    """Why the print must not be taken for a signed visit; empty when it may."""
    voice = request.voice
    if request.visit.entered_in_error:
        return voice(QT_TRANSLATE_NOOP("reports", "ENTERED IN ERROR: enters no figure"))
    if not request.visit.is_signed:
        return voice(QT_TRANSLATE_NOOP("reports", "DRAFT: not signed"))
    return ""


def page_mark(request: SummaryRequest) -> str:
    """The word written across the page; empty on a signed visit."""
    if request.visit.entered_in_error:
        return request.voice(QT_TRANSLATE_NOOP("reports", "ENTERED IN ERROR"))
    return "" if request.visit.is_signed else request.voice(QT_TRANSLATE_NOOP("reports", "DRAFT"))


def origin_text(request: SummaryRequest) -> str:
    """Signature, record and print, for the foot of each page."""
    signed = _signed_text(request)
    if request.visit.imported_by:
        signed = request.voice(QT_TRANSLATE_NOOP("reports", "{signed} (imported)"), signed=signed)
    return " · ".join([signed, hash_text(request), printed_text(request)])


def printed_text(request: SummaryRequest) -> str:
    """When and by whom it was printed."""
    return request.voice(
        QT_TRANSLATE_NOOP("reports", "printed {moment} by {person}"),
        moment=moment_text(request.voice, request.printed_at),
        person=request.printed_by,
    )


def signature_text(request: SummaryRequest) -> str:
    """Who signed and when, and who brought an imported signature in."""
    voice, visit = request.voice, request.visit
    text = _signed_text(request)
    if visit.imported_by:
        imported = voice(QT_TRANSLATE_NOOP("reports", "signature imported by {person}"), person=visit.imported_by)
        text = f"{text} ({imported})"
    return text


def _signed_text(request: SummaryRequest) -> str:
    voice, visit = request.voice, request.visit
    if not visit.is_signed or visit.signed_by is None:
        return voice(QT_TRANSLATE_NOOP("reports", "DRAFT, not signed"))
    text = voice(QT_TRANSLATE_NOOP("reports", "Signed by {person}"), person=visit.signed_by)
    if visit.signed_at is not None:
        here = visit.signed_at.astimezone(request.printed_at.tzinfo) if visit.signed_at.tzinfo else visit.signed_at
        text = f"{text} {moment_text(voice, here)}"
    return text


def hash_text(request: SummaryRequest) -> str:
    """The head of the record's hash in two groups."""
    voice, digits = request.voice, request.record_hash
    if not request.visit.is_signed:
        return voice(QT_TRANSLATE_NOOP("reports", "draft, no hash"))
    if not digits:
        return voice(QT_TRANSLATE_NOOP("reports", "no hash"))
    short = f"{digits[:_HASH_GROUP]}-{digits[_HASH_GROUP : 2 * _HASH_GROUP]}"
    return voice(QT_TRANSLATE_NOOP("reports", "record {short}"), short=short)


def moment_text(voice: Voice, moment: datetime) -> str:
    """A day with hours and minutes."""
    return f"{voice.words.day(moment.date())} {moment:%H:%M}"
