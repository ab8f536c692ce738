"""A draft goes back to what it said, and on again: exactly, with the audit knowing of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import Conflict, Signed
from calcitrack.domain.visit import Assessment, Lab, Visit
from calcitrack.domain.vocabulary import Infection, State
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.vaults import TODAY, vault_of


class Desk:
    """A patient with a few lesions and a draft."""

    def __init__(self, clinic: Clinic, lesions: int = 3) -> None:
        self.clinic = clinic
        self.patient = clinic.patients.add(a_patient(f"mrn {len(clinic.patients.all_ids())}")).value
        self.lesions = [clinic.lesions.add(self.patient, a_lesion()).value for _ in range(lesions)]
        self.visit = clinic.visits.start(self.patient, TODAY).value

    @property
    def draft(self) -> Visit:
        draft = self.clinic.patients.reload(self.patient).draft
        assert draft is not None
        return draft

    def record(self, *found: Assessment) -> Visit:
        self.clinic.visits.record(self.patient, self.visit, self.draft.version, found)
        return self.draft

    def clear(self, lesion: int) -> Visit:
        self.clinic.visits.clear(self.patient, self.visit, self.draft.version, lesion)
        return self.draft

    def change(self, **fields: object) -> Visit:
        self.clinic.visits.change(self.patient, replace(self.draft, **fields), self.draft.version)  # type: ignore[arg-type]
        return self.draft

    def move(self, days: int) -> Visit:
        on = TODAY - timedelta(days=days)
        self.clinic.visits.move(self.patient, self.visit, self.draft.version, on)
        return self.draft

    def put_back(self, wanted: Visit, *, again: bool = False) -> Visit:
        self.clinic.drafts.put_back(self.patient, wanted, self.draft.version, again=again)
        return self.draft

    def actions(self) -> list[str]:
        rows = vault_of(self.clinic).connection.execute("SELECT action FROM audit ORDER BY id").fetchall()
        return [row[0] for row in rows]


def content(visit: Visit) -> Visit:
    """All that a draft says; only its version counts on."""
    return replace(visit, version=0)


@pytest.fixture
def desk(clinic: Clinic) -> Desk:
    return Desk(clinic)


def test_an_undo_is_one_audited_write_and_a_redo_another(desk: Desk) -> None:
    before = desk.draft
    after = desk.record(an_assessment(desk.lesions[0], readings=(a_reading(110, 85),)))
    told = len(desk.actions())
    assert content(desk.put_back(before)) == content(before)
    assert content(desk.put_back(after, again=True)) == content(after)
    assert desk.actions()[told:] == ["undo in visit", "redo in visit"]


def test_what_was_cleared_comes_back_in_its_place(desk: Desk) -> None:
    first, second, third = desk.lesions
    before = desk.record(
        an_assessment(first, readings=(a_reading(110, 85),)),
        an_assessment(second, readings=(a_reading(),)),
        Assessment(third, State.UNCHANGED),
    )
    desk.clear(second)
    assert content(desk.put_back(before)) == content(before)


def test_a_moved_day_goes_back_with_its_readings(desk: Desk) -> None:
    before = desk.record(an_assessment(desk.lesions[0], readings=(a_reading(measured_on=TODAY),)))
    after = desk.move(3)
    assert after.assessments[0].readings[0].measured_on == TODAY - timedelta(days=3)
    assert content(desk.put_back(before)) == content(before)


def test_refuses_to_undo_over_what_somebody_else_wrote(desk: Desk) -> None:
    before = desk.draft
    seen = desk.change(note="swab sent").version
    desk.change(note="swab sent, film asked for")
    with pytest.raises(Conflict) as caught:
        desk.clinic.drafts.put_back(desk.patient, before, seen)
    assert [(one.field, one.theirs) for one in caught.value.differences] == [("note", "swab sent, film asked for")]
    assert desk.draft.note == "swab sent, film asked for"


def test_refuses_to_undo_under_a_signature(desk: Desk) -> None:
    before = desk.draft
    signed = desk.change(note="done")
    desk.clinic.visits.sign(desk.patient, desk.visit, signed.version)
    with pytest.raises(Signed):
        desk.clinic.drafts.put_back(desk.patient, before, signed.version + 1)


def test_an_undo_of_nothing_writes_nothing(desk: Desk) -> None:
    before, told = desk.draft, len(desk.actions())
    assert desk.put_back(before) == before
    assert len(desk.actions()) == told


ANY_STEP = st.one_of(
    st.tuples(st.just("size"), st.integers(0, 2), st.integers(20, 400)),
    st.tuples(st.just("infection"), st.integers(0, 2), st.sampled_from(Infection)),
    st.tuples(st.just("clear"), st.integers(0, 2), st.none()),
    st.tuples(st.just("all unchanged"), st.none(), st.none()),
    st.tuples(st.just("note"), st.none(), st.sampled_from(["", "swab", "film"])),
    st.tuples(st.just("lab"), st.none(), st.integers(1, 9)),
    st.tuples(st.just("move"), st.none(), st.integers(0, 4)),
)


def do(desk: Desk, what: str, place: int | None, value: object) -> Visit:
    if what == "clear":
        return desk.clear(desk.lesions[place or 0])
    if what == "size":
        return desk.record(an_assessment(desk.lesions[place or 0], readings=(a_reading(value),)))  # type: ignore[arg-type]
    if what == "infection":
        return desk.record(an_assessment(desk.lesions[place or 0], infection=value))
    if what == "all unchanged":
        return desk.record(*(Assessment(lesion, State.UNCHANGED) for lesion in desk.lesions))
    if what == "note":
        return desk.change(note=value)
    if what == "lab":
        return desk.change(labs=(*desk.draft.labs, Lab("CRP", value, "mg/L", None)))  # type: ignore[arg-type]
    return desk.move(value)  # type: ignore[arg-type]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY_STEP, min_size=1, max_size=7), st.data())
def test_any_way_back_and_forth_is_exact(
    clinic: Clinic, steps: list[tuple[str, int | None, object]], data: st.DataObject
) -> None:
    desk = Desk(clinic)
    moments = [desk.draft, *(do(desk, *step) for step in steps)]
    place = len(moments) - 1
    for wanted in data.draw(st.lists(st.integers(0, len(moments) - 1), max_size=4)):
        while place != wanted:
            place += 1 if wanted > place else -1
            assert content(desk.put_back(moments[place])) == content(moments[place])
