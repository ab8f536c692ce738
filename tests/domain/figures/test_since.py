"""What came since the last signed visit: each kind of news once, and nothing where there is none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from calcitrack.domain.figures.since import Since, since_last_signed
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Addendum, Order, Visit
from calcitrack.domain.vocabulary import AddendumKind, EventKind, OrderKind, State
from calcitrack.reports.since import since_text
from calcitrack.reports.words import EnglishWords, Voice
from tests.builders import DAY, a_reading, a_record, a_trial, a_visit, an_assessment, an_event

LATER = DAY + timedelta(days=7)
SIGNED_AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


def seen(*assessments: Any, **fields: Any) -> Visit:
    return a_visit(DAY, *assessments, id=1, signed_at=SIGNED_AT, **fields)


def drafted(*assessments: Any) -> Visit:
    return a_visit(LATER, *assessments, id=2, signed=False)


def measured(lesion: int, length: int, width: int = 100) -> Any:
    return an_assessment(lesion, readings=(a_reading(length, width),))


def found(record: PatientRecord, **others: int) -> Since:
    since = since_last_signed(record, RuleSettings(), others)
    assert since is not None
    return since


def told(record: PatientRecord, **others: int) -> str:
    return since_text(Voice(EnglishWords()), record, since_last_signed(record, RuleSettings(), others))


def test_says_plainly_that_nothing_was_recorded() -> None:
    record = a_record(seen(measured(1, 100)))
    assert found(record).is_nothing
    assert told(record).endswith(": nothing recorded.")


def test_says_that_no_visit_was_signed_yet() -> None:
    assert told(a_record(drafted(measured(1, 100)))) == "No signed visit yet."


def test_a_draft_tells_which_lesions_grew_shrank_closed_and_are_new() -> None:
    before = [measured(n, 100) for n in (1, 2, 3, 4)]
    now = [measured(1, 160), measured(2, 60), an_assessment(3, State.RESOLVED), measured(4, 101), measured(5, 50)]
    since = found(a_record(seen(*before), drafted(*now)))
    assert (since.grown, since.shrunk, since.closed, since.new) == ((1,), (2,), (3,), (5,))


@pytest.mark.parametrize(("state", "field"), [(State.LARGER, "grown"), (State.SMALLER, "shrunk")])
def test_a_change_on_inspection_is_news_without_a_size(state: State, field: str) -> None:
    since = found(a_record(seen(measured(1, 100)), drafted(an_assessment(1, state))))
    assert getattr(since, field) == (1,)


def test_a_lesion_that_was_closed_before_is_not_closed_again() -> None:
    record = a_record(seen(an_assessment(1, State.RESOLVED)), drafted(an_assessment(1, State.RESOLVED)))
    assert found(record).closed == ()


def test_what_was_done_on_the_day_of_the_visit_belongs_to_it() -> None:
    orders = (Order(OrderKind.SWAB, DAY), Order(OrderKind.FILM, DAY, closed_on=DAY, result="none"))
    record = a_record(seen(measured(1, 100), orders=orders), trials=(a_trial(start=DAY),), events=(an_event(on=DAY),))
    assert found(record).is_nothing


def test_orders_results_trials_events_addenda_and_others_are_told_in_one_line() -> None:
    addendum = Addendum(AddendumKind.NOTE, "late", "text", SIGNED_AT + timedelta(days=1), "Dr Ada Example")
    record = a_record(
        seen(
            measured(1, 100),
            orders=(Order(OrderKind.SWAB, DAY, closed_on=LATER, result="grew nothing"), Order(OrderKind.FILM, LATER)),
            addenda=(addendum,),
        ),
        trials=(
            a_trial("colchicine", LATER, id=1),
            a_trial("diltiazem", DAY - timedelta(days=50), stop=LATER, id=2),
            a_trial("excision", LATER, route="procedure", id=3),
        ),
        events=(an_event(1, EventKind.LIQUEFIED, LATER),),
    )
    day = EnglishWords().day(LATER)
    assert told(record, Bo=2, Cy=1).partition(": ")[2] == (
        f"lesion 1 liquefied {day} · result in: swab · asked for: film · colchicine started {day} · excision {day} · "
        f"diltiazem stopped {day} · 1 addendum · Bo changed the record 2 times · Cy changed the record once."
    )
