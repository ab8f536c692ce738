"""The series of one therapy as figures: any response out of all that a row counts, with its interval.

Never across therapies and never of two units together: whoever shows them keeps the units apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from calcitrack.domain.figures.proportion import wilson
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.guidance.content_schema import Study

LEAST = 4
"""Smaller series bound nothing worth showing."""
_ROUNDING = 1.0
"""So far may a printed percentage lie from that of the printed count: the review rounds and cuts."""
_TRIAL = "RCT"
_UNITS = ("patients", "digits", "sites", "lesions")


@dataclass(frozen=True, slots=True)
class Series:
    """Partial and complete responses of one study together.

    Attributes:
        unit: What is counted.
        interval: Wilson's, 95 %, from 0 to 1.
    """

    study: Study
    count: int
    of: int
    unit: str
    interval: tuple[float, float]


def unit_of(study: Study) -> str:
    """What a row counts, in one word; empty where the review leaves it open."""
    first = study.unit.split(" ", maxsplit=1)[0].rstrip(",")
    return first if first in _UNITS else ""


def fits(count: int | None, percent: float | None, of: int | None) -> bool:
    """Whether a printed percentage is that of the printed count and number."""
    if count is None or percent is None or not of:
        return True
    return abs(100 * count / of - percent) <= _ROUNDING


def is_share(study: Study, count: int | None, percent: float | None) -> bool:
    """Whether a cell may be told as so many of the row's number.

    Not in a trial: the number of its row takes in those who were given something else.
    """
    if count is None or not study.n_patients or not unit_of(study) or study.design == _TRIAL:
        return False
    return fits(count, percent, study.n_patients)


def series_of(studies: Iterable[Study]) -> tuple[Series, ...]:
    """The rows of one therapy that have an interval."""
    return tuple(_series(study) for study in studies if why_not(study) is None)


def why_not(study: Study) -> Message | None:
    """Why a row has no interval; None where it has one."""
    if study.design == _TRIAL:
        return say(QT_TRANSLATE_NOOP("guidance", "a trial with a control group, not a series"))
    if study.partial_n is None or study.complete_n is None:
        return say(QT_TRANSLATE_NOOP("guidance", "one of the two cells prints NA"))
    if not study.n_patients or study.n_patients < LEAST:
        return say(QT_TRANSLATE_NOOP("guidance", "fewer than {least}"), least=LEAST)
    printed = ((study.partial_n, study.partial_pct), (study.complete_n, study.complete_pct))
    if any(not fits(count, percent, study.n_patients) for count, percent in printed):
        return say(QT_TRANSLATE_NOOP("guidance", "the printed percentage does not fit the printed number"))
    if not unit_of(study):
        return say(QT_TRANSLATE_NOOP("guidance", "it is not clear what is counted"))
    return None


def _series(study: Study) -> Series:
    count, of = (study.partial_n or 0) + (study.complete_n or 0), study.n_patients or 0
    return Series(study, count, of, unit_of(study), wilson(count, of))
