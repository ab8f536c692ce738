"""What a visit found of each lesion, in words that need no training. No class, no figure beyond the size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import Discharge, Infection, State
from calcitrack.reports.lesion_rows import LesionRow, lesion_rows
from calcitrack.reports.paper.marks import Direction
from calcitrack.reports.plain_places import plain_place
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice


class Course(Enum):
    """How a lesion went since it was last seen."""

    NEW = "new"
    LARGER = "larger"
    SMALLER = "smaller"
    SAME = "same"
    GONE = "gone"
    TAKEN_OUT = "taken out"
    THERE = "there"
    UNMEASURED = "there, not measured"
    NOT_SEEN = "not seen"
    NOT_LOOKED_AT = "not looked at"


_IN_TABLE: Mapping[Course, Marked] = {
    Course.NEW: QT_TRANSLATE_NOOP("reports", "new"),
    Course.LARGER: QT_TRANSLATE_NOOP("reports", "larger"),
    Course.SMALLER: QT_TRANSLATE_NOOP("reports", "smaller"),
    Course.SAME: QT_TRANSLATE_NOOP("reports", "about the same"),
    Course.GONE: QT_TRANSLATE_NOOP("reports", "gone"),
    Course.TAKEN_OUT: QT_TRANSLATE_NOOP("reports", "taken out"),
    Course.THERE: QT_TRANSLATE_NOOP("reports", "nothing to compare with yet"),
    Course.UNMEASURED: QT_TRANSLATE_NOOP("reports", "there, but could not be measured"),
    Course.NOT_SEEN: QT_TRANSLATE_NOOP("reports", "could not be seen by this method"),
    Course.NOT_LOOKED_AT: QT_TRANSLATE_NOOP("reports", "not looked at this time"),
}
_COUNTED: Mapping[Course, tuple[Marked, Marked]] = {
    Course.NEW: (QT_TRANSLATE_NOOP("reports", "1 is new"), QT_TRANSLATE_NOOP("reports", "{count} are new")),
    Course.LARGER: (QT_TRANSLATE_NOOP("reports", "1 is larger"), QT_TRANSLATE_NOOP("reports", "{count} are larger")),
    Course.SMALLER: (
        QT_TRANSLATE_NOOP("reports", "1 is smaller"),
        QT_TRANSLATE_NOOP("reports", "{count} are smaller"),
    ),
    Course.SAME: (
        QT_TRANSLATE_NOOP("reports", "1 is about the same"),
        QT_TRANSLATE_NOOP("reports", "{count} are about the same"),
    ),
    Course.GONE: (QT_TRANSLATE_NOOP("reports", "1 is gone"), QT_TRANSLATE_NOOP("reports", "{count} are gone")),
    Course.TAKEN_OUT: (
        QT_TRANSLATE_NOOP("reports", "1 was taken out"),
        QT_TRANSLATE_NOOP("reports", "{count} were taken out"),
    ),
}
_BY_STATE: Mapping[State, Course] = {
    State.UNCHANGED: Course.SAME,
    State.LARGER: Course.LARGER,
    State.SMALLER: Course.SMALLER,
    State.RESOLVED: Course.GONE,
    State.EXCISED: Course.TAKEN_OUT,
    State.NOT_EXAMINED: Course.NOT_LOOKED_AT,
    State.NOT_VISIBLE: Course.NOT_SEEN,
    State.NOT_MEASURABLE: Course.UNMEASURED,
}
_DISCHARGES: Mapping[Discharge, Marked] = {
    Discharge.CHALKY: QT_TRANSLATE_NOOP("reports", "chalk coming out"),
    Discharge.PUS: QT_TRANSLATE_NOOP("reports", "pus coming out"),
    Discharge.OTHER: QT_TRANSLATE_NOOP("reports", "fluid coming out"),
}


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One lesion.

    Attributes:
        number: By which patient and clinic mean the same lesion.
        size: Length x width in millimetres; empty where it was not measured.
        compared: How it went, in words.
        signs: What was seen on it, in words; empty where nothing was.
    """

    number: int
    place: str
    size: str
    course: Course
    compared: str
    signs: str


def plain_rows(request: SummaryRequest) -> tuple[PlainRow, ...]:
    """Every lesion that the clinician's table lists, by number."""
    rows = sorted(lesion_rows(request), key=lambda row: row.lesion.number)
    return tuple(_plain_row(request, row) for row in rows)


def counts_text(voice: Voice, rows: Sequence[PlainRow]) -> str:
    """How many were looked at, and how many went which way."""
    looked_at = [row for row in rows if row.course not in (Course.NOT_LOOKED_AT, Course.NOT_SEEN)]
    if not looked_at:
        return voice(QT_TRANSLATE_NOOP("reports", "No calcium deposit was looked at during this visit."))
    one = QT_TRANSLATE_NOOP("reports", "We looked at 1 calcium deposit.")
    more = QT_TRANSLATE_NOOP("reports", "We looked at {count} calcium deposits.")
    first = voice(one if len(looked_at) == 1 else more, count=len(looked_at))
    counted = [_count(voice, course, rows) for course in _COUNTED]
    told = ", ".join(text for text in counted if text)
    if not told:
        return first
    return f"{first} {voice(QT_TRANSLATE_NOOP('reports', 'Since they were last looked at: {told}.'), told=told)}"


def _count(voice: Voice, course: Course, rows: Sequence[PlainRow]) -> str:
    count = sum(row.course is course for row in rows)
    one, more = _COUNTED[course]
    return voice(one if count == 1 else more, count=count) if count else ""


def _plain_row(request: SummaryRequest, row: LesionRow) -> PlainRow:
    voice, lesion = request.voice, row.lesion
    course = _course(request, row)
    return PlainRow(
        lesion.number,
        plain_place(voice, request.sites, lesion.site, lesion.side),
        voice(QT_TRANSLATE_NOOP("reports", "{size} mm"), size=row.size) if row.method else "",
        course,
        voice(_IN_TABLE[course]),
        _signs_text(voice, row.assessment) if row.is_there and row.assessment else "",
    )


def _course(request: SummaryRequest, row: LesionRow) -> Course:
    assessment, earlier = row.assessment, request.earlier_visits
    if assessment is None:
        return Course.NOT_LOOKED_AT
    if assessment.state in _BY_STATE:
        return _BY_STATE[assessment.state]
    if earlier and all(visit.assessment_of(row.lesion.id) is None for visit in earlier):
        return Course.NEW
    if row.change.direction is not None:
        return Course.LARGER if row.change.direction is Direction.LARGER else Course.SMALLER
    return Course.SAME if row.change.text else Course.THERE


def _signs_text(voice: Voice, said: Assessment) -> str:
    found = [
        (said.ulcer, QT_TRANSLATE_NOOP("reports", "open skin")),
        (said.redness, QT_TRANSLATE_NOOP("reports", "redness")),
        (said.swelling, QT_TRANSLATE_NOOP("reports", "swelling")),
        (said.infection not in (None, Infection.NONE), QT_TRANSLATE_NOOP("reports", "signs of infection")),
    ]
    words = [voice(word) for holds, word in found if holds]
    if said.discharge is not None and said.discharge in _DISCHARGES:
        words.append(voice(_DISCHARGES[said.discharge]))
    if said.pain:
        pain = voice.words.number(said.pain, 0 if float(said.pain).is_integer() else 1)
        words.append(voice(QT_TRANSLATE_NOOP("reports", "pain {pain} out of 10"), pain=pain))
    return ", ".join(words)
