"""The worklist on paper: the filter and order by name, how many of how many, and no name where names are hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from calcitrack.clinic import prints
from calcitrack.clinic.prints import AskedList
from calcitrack.clinic.session import Clinic
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import OrderKind
from calcitrack.domain.worklist import WorklistFilter
from calcitrack.ui.jobs import Cancelled
from tests.builders import a_patient
from tests.db import sql
from tests.reports.prints import read
from tests.vaults import TODAY, vault_of


@pytest.fixture
def three(clinic: Clinic) -> Clinic:
    for name in ("Ada", "Bo", "Cy"):
        clinic.patients.add(a_patient(name.upper(), family_name=name))
    clinic.visits.order(1, Order(OrderKind.SWAB, TODAY - timedelta(days=40), asked_by="Nurse T. Author"))
    return clinic


def text(clinic: Clinic, asked: AskedList) -> str:
    return " ".join(" ".join(p.extract_text() for p in read(clinic.prints.worklist(asked).content).pages).split())


def test_names_filter_order_and_extent_and_warns_that_it_names_patients(three: Clinic) -> None:
    told = text(three, AskedList(WorklistFilter.EVERYONE, "mrn", descending=True))
    assert "Worklist: everyone" in told
    assert "sorted by record number, from the last to the first · 3 of 3 patients" in told
    assert "This list names patients" in told
    assert told.index("MRN CY") < told.index("MRN BO") < told.index("MRN ADA")
    assert "Page 1 of 1" in told


def test_says_how_many_are_left_out(three: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "MOST_LISTED", 2)
    told = text(three, AskedList(WorklistFilter.EVERYONE))
    assert "the first 2 of 3; the others are not printed" in told
    assert "MRN CY" not in told


def test_hidden_names_stay_hidden_on_paper(three: Clinic) -> None:
    told = text(three, AskedList(WorklistFilter.EVERYONE, names_hidden=True))
    assert "MRN CY" in told
    assert "Cy" not in told
    assert "Names were hidden on screen" in told


def test_prints_what_waits_with_its_age_where_that_is_on_screen(three: Clinic) -> None:
    told = text(three, AskedList(WorklistFilter.AWAITING, "since"))
    assert "orders without a result: all 1" in told
    assert "Swab" in told
    assert "Nurse T. Author 40" in told


def test_an_empty_list_says_that_nobody_is_on_it(three: Clinic) -> None:
    assert "Nobody is on this list." in text(three, AskedList(WorklistFilter.OVERDUE, "due"))


def test_the_audit_tells_which_list_was_printed(three: Clinic) -> None:
    three.prints.worklist(AskedList(WorklistFilter.EVERYONE))
    last = sql.rows(vault_of(three).connection, "SELECT action, reason FROM audit ORDER BY id DESC LIMIT 1")[0]
    assert (last["action"], last["reason"]) == ("print worklist", "everyone: 3 of 3")


def test_a_cancelled_print_is_not_made_and_not_audited(three: Clinic) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    before = sql.rows(vault_of(three).connection, "SELECT count(*) AS n FROM audit")[0]["n"]
    with pytest.raises(Cancelled):
        three.prints.worklist(AskedList(WorklistFilter.EVERYONE), report=stop)
    assert sql.rows(vault_of(three).connection, "SELECT count(*) AS n FROM audit")[0]["n"] == before
