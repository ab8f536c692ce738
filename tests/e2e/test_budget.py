"""What a visit costs in the real window: every key and every click of a person, counted.

A chord counts one, unlocking is not counted, and a signature soon after it asks for no password.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Infection, State, Subtype
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.e2e import steps
from tests.e2e.conftest import AtWork
from tests.e2e.person import Person
from tests.e2e.steps import GRID
from tests.vaults import LOGIN, PASSWORD, FixedClock, opened

pytestmark = [pytest.mark.window, pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool")]

TODAY = datetime.now(tz=UTC).date()
BEFORE = TODAY - timedelta(days=90)
FOLLOW_UP, MANY, HAND = "Quill", "Vesper", "Zephyr"
SITES = ("hand.index.distal.volar", "hand.middle.distal.volar", "hand.thumb.distal.volar", "elbow.extensor")


@dataclass
class Cost:
    """What was pressed and clicked since it was begun."""

    person: Person
    keys: int = 0
    clicks: int = 0

    def __post_init__(self) -> None:
        self.keys, self.clicks = self.person.keys, self.person.clicks

    def so_far(self) -> tuple[int, int]:
        return self.person.keys - self.keys, self.person.clicks - self.clicks


def followed(clinic: Clinic, mrn: str, family: str, lesions: int) -> int:
    """A patient whose lesions were all measured at a signed visit."""
    patient = clinic.patients.add(a_patient(mrn, family_name=family)).value
    ids = [
        clinic.lesions.add(patient, a_lesion(site=SITES[n % len(SITES)], first_seen=BEFORE)).value
        for n in range(lesions)
    ]
    visit = clinic.visits.start(patient, BEFORE).value
    found = [
        an_assessment(lesion, readings=(a_reading(100, 80, measured_on=BEFORE),), clinical_subtype=Subtype.STONE)
        for lesion in ids
    ]
    clinic.visits.sign(patient, visit, clinic.visits.record(patient, visit, 1, found).value)
    return patient


def record_of(folder: Path, family: str) -> PatientRecord:
    with opened(folder, FixedClock(datetime.now(tz=UTC))) as clinic:
        records = [clinic.patients.reload(patient_id) for patient_id in clinic.patients.all_ids()]
    return next(record for record in records if record.patient.family_name == family)


@pytest.fixture(scope="module")
def folder(vault_template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = vault_template.copy_to(tmp_path_factory.mktemp("budget") / "vault")
    with opened(made, FixedClock(datetime.now(tz=UTC))) as clinic:
        followed(clinic, "b-1", FOLLOW_UP, 10)
        followed(clinic, "b-2", MANY, 20)
        followed(clinic, "b-3", HAND, 1)
    return made


Costs = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def costs(at_work: AtWork, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Costs:
    """What each of three visits cost, done one after the other by one person."""
    with at_work(tmp_path_factory.mktemp("home") / "home", "--vault", folder) as person:
        person.wait_for_focus("Name")
        person.type(LOGIN)
        person.press("Return")
        person.wait_for_focus("Password")
        person.type(PASSWORD)
        person.press("Return")
        person.wait_for_part("New patient")
        deeds: dict[str, Callable[[Person], None]] = {
            FOLLOW_UP: follow_up, MANY: nothing_new, HAND: new_hand_lesion,
        }  # fmt: skip
        spent: Costs = {}
        for name, deed in deeds.items():
            cost = Cost(person)
            steps.open_patient(person, name[:3].lower(), f"{name}, Ada")
            person.press("ctrl+shift+n")
            person.wait_for_focus(GRID)
            if name == HAND:
                cost = Cost(person)
            deed(person)
            spent[name] = cost.so_far()
        steps.close_window(person)
    return spent


def follow_up(person: Person) -> None:
    """Eight lesions unchanged, two changed, one new, nothing seen on any, one therapy begun, and the signature."""
    steps.enter(person, "11", "<Return>", "8.5", "<Return>", "=" * 8, "9", "<Return>", "7", "<Return>")
    steps.add_lesion_by_key(person, "lt ri v")
    steps.enter(person, "6", "<Return>", "4", "<Return>", "a")
    person.press("ctrl+t")
    person.wait_for_focus("Drug or procedure, needed")
    person.type("colchicine")
    person.press("ctrl+Return")
    person.wait_for_focus(GRID)
    steps.sign(person, ["Nothing is missing."])


def nothing_new(person: Person) -> None:
    """All twenty lesions unchanged, nothing seen on any, and the signature."""
    steps.enter(person, "=" * 20, "a")
    steps.sign(person, ["Nothing is missing."])


def new_hand_lesion(person: Person) -> None:
    """A lesion of the right thumb, from the grid and back to it."""
    steps.add_lesion_by_key(person, "rt th v")


@pytest.mark.parametrize(("visit", "keys", "clicks"), [(FOLLOW_UP, 80, 10), (MANY, 30, 0), (HAND, 14, 0)])
def test_costs_no_more_than_the_budget(costs: Costs, visit: str, keys: int, clicks: int) -> None:
    assert costs[visit][0] <= keys
    assert costs[visit][1] <= clicks


def test_the_follow_up_is_in_the_record_as_it_was_said(costs: Costs, folder: Path) -> None:
    record = record_of(folder, FOLLOW_UP)
    visit = record.counted_visits[-1]
    assert visit.visited_on >= TODAY
    states = [assessment.state for assessment in visit.assessments]
    assert (states.count(State.UNCHANGED), states.count(State.MEASURED)) == (8, 3)
    sizes = [(a.readings[0].length, a.readings[0].width) for a in visit.assessments if a.readings]
    assert sizes == [(110, 85), (90, 70), (60, 40)]
    assert {(a.ulcer, a.infection) for a in visit.assessments} == {(False, Infection.NONE)}
    assert [trial.therapy.casefold() for trial in record.trials] == ["colchicine"]


def test_the_visit_without_news_says_unchanged_of_all_and_measured_of_none(costs: Costs, folder: Path) -> None:
    visit = record_of(folder, MANY).counted_visits[-1]
    assert [(a.state, a.ulcer, a.readings) for a in visit.assessments] == [(State.UNCHANGED, False, ())] * 20


def test_the_new_lesion_is_where_it_was_typed(costs: Costs, folder: Path) -> None:
    lesion = record_of(folder, HAND).lesions[-1]
    assert (lesion.number, lesion.site, lesion.side.value) == (2, "hand.thumb.distal.volar", "right")
