"""What is asked for is never lost, never closed under another patient, and never closed twice unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError, Conflict, InvalidInput, NotFound
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.domain.waiting import Waiting
from calcitrack.domain.worklist import WorklistFilter
from tests.builders import a_patient
from tests.db import sql
from tests.vaults import TODAY, vault_of

SWAB = Order(OrderKind.SWAB, TODAY, asked_by="Nurse T. Author")


@dataclass(frozen=True)
class Asked:
    """Two patients with a visit each; the first has a swab at the visit and a letter apart from it."""

    clinic: Clinic
    patient: int
    visit: int
    other_patient: int
    other_visit: int

    @property
    def orders(self) -> tuple[Order, Order]:
        record = self.clinic.patients.reload(self.patient)
        return record.visits[0].orders[0], record.orders[0]


@pytest.fixture
def asked(clinic: Clinic) -> Asked:
    patient, other = (clinic.patients.add(a_patient(mrn)).value for mrn in ("1", "2"))
    visit, other_visit = (clinic.visits.start(of, TODAY).value for of in (patient, other))
    clinic.visits.order(patient, replace(SWAB, visit_id=visit))
    clinic.visits.order(patient, Order(OrderKind.LETTER, None))
    return Asked(clinic, patient, visit, other, other_visit)


def test_an_order_stands_under_its_visit_or_apart(asked: Asked) -> None:
    swab, letter = asked.orders
    assert (swab.kind, swab.visit_id, swab.asked_on, swab.asked_by) == (SWAB.kind, asked.visit, TODAY, SWAB.asked_by)
    assert (letter.kind, letter.visit_id) == (OrderKind.LETTER, None)


def test_an_order_is_awaited_on_the_worklist_until_it_is_closed(asked: Asked) -> None:
    for left, order in ((1, asked.orders[0]), (0, asked.orders[1])):
        asked.clinic.visits.close_order(asked.patient, replace(order, closed_on=TODAY, result="seen"))
        assert asked.clinic.lists.rows([asked.patient])[0].awaiting == left
    assert asked.clinic.lists.counts()[WorklistFilter.AWAITING] == 0


def test_an_order_is_closed_under_a_signed_visit_without_touching_its_hash(asked: Asked) -> None:
    content_hash = asked.clinic.visits.sign(asked.patient, asked.visit, 1).value
    asked.clinic.visits.close_order(asked.patient, replace(asked.orders[0], closed_on=TODAY, result="no growth"))
    visit = asked.clinic.patients.reload(asked.patient).visits[0]
    assert (visit.orders[0].result, visit.content_hash) == ("no growth", content_hash)


def test_who_closes_an_order_is_kept_with_it_and_goes_when_it_is_opened_again(asked: Asked) -> None:
    asked.clinic.visits.close_order(asked.patient, replace(asked.orders[0], closed_on=TODAY, result="no growth"))
    assert asked.orders[0].closed_by == asked.clinic.person.name
    asked.clinic.visits.close_order(asked.patient, replace(asked.orders[0], closed_on=None, result=None))
    assert (asked.orders[0].closed_by, asked.orders[0].closed_on) == ("", None)


def test_saving_the_same_result_again_writes_nothing(asked: Asked) -> None:
    closed = replace(asked.orders[0], closed_on=TODAY, result="no growth")
    for _ in range(2):
        asked.clinic.visits.close_order(asked.patient, closed)
    assert asked.orders[0].version == 2


def test_what_waits_is_listed_oldest_first_with_whose_it_is(asked: Asked) -> None:
    lists = asked.clinic.lists
    older = Order(OrderKind.REFERRAL, TODAY - timedelta(days=40), asked_by="Dr B. Second")
    asked.clinic.visits.order(asked.other_patient, older)
    rows = lists.waiting_rows(Waiting.ORDERS, lists.waiting_ids(Waiting.ORDERS))
    assert [(row.kind, row.mrn, row.days(TODAY)) for row in rows] == [
        (OrderKind.REFERRAL, "2", 40),
        (OrderKind.SWAB, "1", 0),
        (OrderKind.LETTER, "1", None),
    ]
    assert [row.visit_on for row in rows] == [None, TODAY, None]
    by_name = lists.waiting_ids(Waiting.ORDERS, "by", descending=True)
    assert [row.by for row in lists.waiting_rows(Waiting.ORDERS, by_name)] == ["Nurse T. Author", "Dr B. Second", ""]
    drafts = lists.waiting_rows(Waiting.DRAFTS, lists.waiting_ids(Waiting.DRAFTS))
    assert [(row.mrn, row.since, row.by) for row in drafts] == [(mrn, TODAY, asked.clinic.person.name) for mrn in "12"]


def test_what_does_not_wait_any_more_leaves_the_list(asked: Asked) -> None:
    lists = asked.clinic.lists
    waited = lists.waiting_ids(Waiting.ORDERS), lists.waiting_ids(Waiting.DRAFTS)
    asked.clinic.visits.close_order(asked.patient, replace(asked.orders[0], closed_on=TODAY, result="no growth"))
    asked.clinic.visits.sign(asked.patient, asked.visit, 1)
    assert [row.kind for row in lists.waiting_rows(Waiting.ORDERS, waited[0])] == [OrderKind.LETTER]
    assert [row.id for row in lists.waiting_rows(Waiting.DRAFTS, waited[1])] == [asked.other_visit]


def test_an_order_entered_by_mistake_can_be_withdrawn(asked: Asked) -> None:
    asked.clinic.visits.withdraw_order(asked.patient, asked.orders[0].id, 1)
    assert asked.clinic.patients.reload(asked.patient).visits[0].orders == ()


def test_a_result_entered_in_another_place_is_never_overwritten(asked: Asked) -> None:
    seen = asked.orders[0]
    asked.clinic.visits.close_order(asked.patient, replace(seen, closed_on=TODAY, result="no growth"))
    with pytest.raises(Conflict):
        asked.clinic.visits.close_order(asked.patient, replace(seen, closed_on=TODAY, result="growth"))
    assert asked.orders[0].result == "no growth"


def test_a_discarded_draft_takes_its_orders_along(asked: Asked) -> None:
    asked.clinic.visits.discard(asked.patient, asked.visit, 1)
    assert [order.kind for order in asked.clinic.patients.reload(asked.patient).orders] == [OrderKind.LETTER]


TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
WRONG: dict[str, tuple[type[CalciTrackError], Callable[[Asked], Any]]] = {
    "asked in the future": (InvalidInput, lambda a: a.clinic.visits.order(a.patient, replace(SWAB, asked_on=TOMORROW))),
    "asked before birth": (
        InvalidInput,
        lambda a: a.clinic.visits.order(a.patient, replace(SWAB, asked_on=TODAY.replace(year=1960))),
    ),
    "closed in the future": (
        InvalidInput,
        lambda a: a.clinic.visits.close_order(a.patient, replace(a.orders[0], closed_on=TOMORROW)),
    ),
    "closed before it was asked": (
        InvalidInput,
        lambda a: a.clinic.visits.close_order(a.patient, replace(a.orders[0], closed_on=YESTERDAY)),
    ),
    "another patient's visit": (
        NotFound,
        lambda a: a.clinic.visits.order(a.patient, replace(SWAB, visit_id=a.other_visit)),
    ),
    "another patient's order": (
        NotFound,
        lambda a: a.clinic.visits.close_order(a.other_patient, replace(a.orders[0], closed_on=TODAY)),
    ),
    "withdrawing another patient's": (
        NotFound,
        lambda a: a.clinic.visits.withdraw_order(a.other_patient, a.orders[0].id, 1),
    ),
    "an unknown order": (NotFound, lambda a: a.clinic.visits.close_order(a.patient, replace(a.orders[0], id=4711))),
    "an unknown patient": (NotFound, lambda a: a.clinic.visits.order(4711, SWAB)),
}


@pytest.mark.parametrize(("kind", "write"), WRONG.values(), ids=WRONG)
def test_an_order_that_cannot_be_is_refused(
    asked: Asked, kind: type[CalciTrackError], write: Callable[[Asked], Any]
) -> None:
    before = sql.dump(vault_of(asked.clinic).connection)
    with pytest.raises(kind):
        write(asked)
    assert sql.dump(vault_of(asked.clinic).connection) == before
