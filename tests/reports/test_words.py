"""Numbers, days and sentences of a print."""

from __future__ import annotations

from datetime import date

import pytest

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.reports.dates import partial_day
from calcitrack.reports.words import EnglishWords, Voice

VOICE = Voice(EnglishWords())


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(12.5, 1, "12.5"), (-5.64, 1, "−5.6"), (-0.04, 1, "0.0"), (0.0, 1, "0.0"), (3, 0, "3"), (1685.76, 1, "1685.8")],
)
def test_writes_numbers_with_a_true_minus_and_no_negative_nothing(value: float, decimals: int, text: str) -> None:
    assert EnglishWords().number(value, decimals) == text


def test_writes_a_day_with_its_month_as_a_word() -> None:
    assert EnglishWords().day(date(2026, 11, 22)) == "22 Nov 2026"


@pytest.mark.parametrize(("stored", "text"), [("1968", "1968"), ("1968-05", "May 1968"), ("1968-05-03", "03 May 1968")])
def test_writes_a_date_no_more_exactly_than_it_is_known(stored: str, text: str) -> None:
    assert partial_day(VOICE, PartialDate(stored)) == text


def test_days_and_messages_become_words_within_a_sentence() -> None:
    inner = say(QT_TRANSLATE_NOOP("reports", "swab"))
    template = QT_TRANSLATE_NOOP("reports", "{what} of {day}, {count} times")
    assert VOICE(template, what=inner, day=date(2026, 1, 2), count=3) == "swab of 02 Jan 2026, 3 times"


def test_braces_in_a_name_are_no_fields() -> None:
    assert VOICE(QT_TRANSLATE_NOOP("reports", "by {person}"), person="{mrn} {0}") == "by {mrn} {0}"
