"""Dates on prints, with months as words."""

from __future__ import annotations

from calcitrack.domain.dates import PartialDate, format_partial
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.words import Voice

MONTHS = (
    QT_TRANSLATE_NOOP("reports", "Jan"),
    QT_TRANSLATE_NOOP("reports", "Feb"),
    QT_TRANSLATE_NOOP("reports", "Mar"),
    QT_TRANSLATE_NOOP("reports", "Apr"),
    QT_TRANSLATE_NOOP("reports", "May"),
    QT_TRANSLATE_NOOP("reports", "Jun"),
    QT_TRANSLATE_NOOP("reports", "Jul"),
    QT_TRANSLATE_NOOP("reports", "Aug"),
    QT_TRANSLATE_NOOP("reports", "Sep"),
    QT_TRANSLATE_NOOP("reports", "Oct"),
    QT_TRANSLATE_NOOP("reports", "Nov"),
    QT_TRANSLATE_NOOP("reports", "Dec"),
)


def month(voice: Voice, number: int) -> str:
    """The short name of a month, 1 to 12."""
    return voice(MONTHS[number - 1])


def partial_day(voice: Voice, day: PartialDate) -> str:
    """A date no more exactly than it is known."""
    if day.text.count("-") == 2:
        return voice.words.day(day.earliest)
    return format_partial(day, [voice(name) for name in MONTHS])
