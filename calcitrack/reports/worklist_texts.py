"""What the printed worklist says of each patient, and of each thing that waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from calcitrack.domain.dates import age_on
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import PatientStatus
from calcitrack.domain.waiting import WaitingRow
from calcitrack.domain.worklist import WorklistRow
from calcitrack.reports.dates import partial_day
from calcitrack.reports.words import Voice

NOTHING = "–"
HIDDEN = "•••"

Row = TypeVar("Row", WorklistRow, WaitingRow)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the texts need to know apart from the row."""

    voice: Voice
    today: date
    names_hidden: bool


class Column(NamedTuple, Generic[Row]):
    """A column of the printed list.

    Attributes:
        share: Of the width.
        texts: The paragraphs of a cell; the first column's first one is bold.
    """

    title: Marked
    share: float
    texts: Callable[[Row, Telling], tuple[str, ...]]


def patient_columns() -> tuple[Column[WorklistRow], ...]:
    """Whose row it is, what was found last, what is done, and when the patient comes again."""
    return (
        Column(QT_TRANSLATE_NOOP("reports", "Patient"), 0.27, _who),
        Column(QT_TRANSLATE_NOOP("reports", "Diagnosis"), 0.13, _diagnosis),
        Column(QT_TRANSLATE_NOOP("reports", "Lesions"), 0.08, _lesions),
        Column(QT_TRANSLATE_NOOP("reports", "Area since last"), 0.11, _change),
        Column(QT_TRANSLATE_NOOP("reports", "Therapy"), 0.16, _therapies),
        Column(QT_TRANSLATE_NOOP("reports", "Attention"), 0.13, _attention),
        Column(QT_TRANSLATE_NOOP("reports", "Next visit"), 0.12, _next),
    )


def waiting_columns(*, orders: bool) -> tuple[Column[WaitingRow], ...]:
    """Whose it is, what it is, since when, by whom, and for how long."""
    if orders:
        heads = QT_TRANSLATE_NOOP("reports", "Asked on"), QT_TRANSLATE_NOOP("reports", "Asked by")
    else:
        heads = QT_TRANSLATE_NOOP("reports", "Visit of"), QT_TRANSLATE_NOOP("reports", "Begun by")
    return (
        Column(QT_TRANSLATE_NOOP("reports", "Patient"), 0.33, _whose),
        Column(QT_TRANSLATE_NOOP("reports", "Waits for"), 0.23, _what),
        Column(heads[0], 0.15, lambda row, to: (to.voice.words.day(row.since) if row.since else _missing(to),)),
        Column(heads[1], 0.18, lambda row, to: (row.by or _missing(to),)),
        Column(QT_TRANSLATE_NOOP("reports", "Days"), 0.11, lambda row, to: (_days(row, to),)),
    )


def _missing(to: Telling) -> str:
    return to.voice(QT_TRANSLATE_NOOP("reports", "not recorded"))


def _who(row: WorklistRow, to: Telling) -> tuple[str, ...]:
    voice, about = to.voice, to.voice.inside(row.sex)
    if row.status is not PatientStatus.DIED:  # the day of death is not on the list, so no age is true
        lowest, highest = age_on(row.birth_date, to.today)
        about = f"{lowest}, {about}" if lowest == highest else f"{lowest}–{highest}, {about}"
    mrn = voice(QT_TRANSLATE_NOOP("reports", "MRN {mrn} · {about}"), mrn=row.mrn, about=about)
    born = voice(QT_TRANSLATE_NOOP("reports", "born {day}"), day=partial_day(voice, row.birth_date))
    return (HIDDEN if to.names_hidden else row.name, mrn, born)


def _diagnosis(row: WorklistRow, _to: Telling) -> tuple[str, ...]:
    return (" · ".join([*row.diseases, *row.antibodies]) or NOTHING,)


def _lesions(row: WorklistRow, _to: Telling) -> tuple[str, ...]:
    return (NOTHING if row.open_lesions is None else str(row.open_lesions),)


def _change(row: WorklistRow, to: Telling) -> tuple[str, ...]:
    if row.change_percent is None:
        return (NOTHING,)
    sign = "+" if round(row.change_percent) > 0 else ""
    over = to.voice(
        QT_TRANSLATE_NOOP("reports", "{k} of {n} lesions"), k=row.compared, n=max(row.open_lesions or 0, row.compared)
    )
    return (f"{sign}{to.voice.words.number(row.change_percent, 0)} %", over)


def _therapies(row: WorklistRow, to: Telling) -> tuple[str, ...]:
    return row.therapies or (to.voice(QT_TRANSLATE_NOOP("reports", "none running")),)


def _attention(row: WorklistRow, to: Telling) -> tuple[str, ...]:
    voice = to.voice
    told = [voice.inside(one) for one in row.attention]
    if row.draft_on:
        told.append(voice(QT_TRANSLATE_NOOP("reports", "draft of {day}"), day=row.draft_on))
    if row.awaiting:
        told.append(voice(QT_TRANSLATE_NOOP("reports", "awaiting {n}"), n=row.awaiting))
    return tuple(told) or (NOTHING,)


def _next(row: WorklistRow, to: Telling) -> tuple[str, ...]:
    if row.status is not PatientStatus.ACTIVE:  # is not recalled
        return (to.voice.label(row.status),)
    if row.next_due_on is None:
        return (NOTHING,)
    late = (to.today - row.next_due_on).days
    agreed = to.voice.words.day(row.next_due_on)
    if late > 0:
        return (agreed, to.voice(QT_TRANSLATE_NOOP("reports", "overdue {days} d"), days=late))
    return (agreed, to.voice(QT_TRANSLATE_NOOP("reports", "today"))) if late == 0 else (agreed,)


def _whose(row: WaitingRow, to: Telling) -> tuple[str, ...]:
    mrn = to.voice(QT_TRANSLATE_NOOP("reports", "MRN {mrn}"), mrn=row.mrn)
    return (HIDDEN if to.names_hidden else row.name, mrn)


def _what(row: WaitingRow, to: Telling) -> tuple[str, ...]:
    voice = to.voice
    told = [voice.label(row.kind) if row.kind else voice(QT_TRANSLATE_NOOP("reports", "Unsigned visit"))]
    if row.visit_on and row.visit_on != row.since:
        told.append(voice(QT_TRANSLATE_NOOP("reports", "visit of {day}"), day=row.visit_on))
    if row.status is not PatientStatus.ACTIVE:
        told.append(voice.label(row.status))
    return tuple(told)


def _days(row: WaitingRow, to: Telling) -> str:
    days = row.days(to.today)
    return NOTHING if days is None else str(days)
