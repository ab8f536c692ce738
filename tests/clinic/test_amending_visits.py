"""Amending a signed visit: what was signed stays, figures follow the correction, and an error leaves them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.domain.errors import CalciTrackError, InvalidInput, NotFound
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import AddendumKind, State
from tests.builders import a_lesion, a_patient, a_reading, an_assessment
from tests.db import sql
from tests.vaults import NOW, TODAY, FixedClock, vault_of

EARLIER = TODAY - timedelta(days=90)


@dataclass(frozen=True)
class Followed:
    """A patient whose one lesion was measured at two signed visits, 20 x 10 mm then 40 x 10 mm."""

    clinic: Clinic
    patient: int
    lesion: int
    first: int
    second: int

    @property
    def record(self) -> PatientRecord:
        return self.clinic.patients.reload(self.patient)

    def areas(self) -> list[float | None]:
        figures = record_figures(self.record, RuleSettings())
        return [visit.measured_area_mm2 and round(visit.measured_area_mm2) for visit in figures.visits]

    def row(self) -> Any:
        return self.clinic.lists.rows([self.patient])[0]

    def amend(self, visit: int, kind: AddendumKind, *corrected: Any, reason: str = "typing error") -> Any:
        seen = next((len(one.addenda) for one in self.record.visits if one.id == visit), 0)
        return self.clinic.visits.amend(self.patient, visit, kind, reason, "as told", corrected, seen=seen)


@pytest.fixture
def followed(clinic: Clinic) -> Followed:
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    visits = []
    for day, length in ((EARLIER, 200), (TODAY, 400)):
        visit = clinic.visits.start(patient, day).value
        found = an_assessment(lesion, readings=(a_reading(length, 100, day),))
        version = clinic.visits.record(patient, visit, 1, [found]).value
        clinic.visits.sign(patient, visit, version)
        visits.append(visit)
    return Followed(clinic, patient, lesion, *visits)


def test_a_correction_is_what_figures_and_worklist_use(followed: Followed) -> None:
    assert followed.areas() == [157, 314]
    assert followed.row().change_percent == pytest.approx(100)
    followed.amend(
        followed.second, AddendumKind.CORRECTION, an_assessment(followed.lesion, readings=(a_reading(200, 100),))
    )
    assert followed.areas() == [157, 157]
    assert followed.row().change_percent == pytest.approx(0)


def test_what_was_signed_stands_beside_its_corrections(followed: Followed) -> None:
    before = followed.record.visits[1]
    for length in (300, 350):
        followed.amend(
            followed.second, AddendumKind.CORRECTION, an_assessment(followed.lesion, readings=(a_reading(length, 100),))
        )
    revisions = followed.clinic.visits.revisions(followed.patient, followed.second)
    assert [(a.revision, a.readings[0].length) for a in revisions] == [(0, 400), (1, 300), (2, 350)]
    assert followed.record.visits[1].assessments == (revisions[2],)
    assert followed.record.visits[1].content_hash == before.content_hash


def test_a_correction_can_say_something_of_a_lesion_that_was_forgotten(followed: Followed) -> None:
    forgotten = followed.clinic.lesions.add(followed.patient, a_lesion(first_seen=EARLIER)).value
    followed.amend(followed.second, AddendumKind.CORRECTION, an_assessment(forgotten, State.UNCHANGED))
    assert [a.lesion_id for a in followed.record.visits[1].assessments] == [followed.lesion, forgotten]
    assert followed.row().open_lesions == 2


def test_a_visit_entered_in_error_leaves_every_figure_and_stays_readable(followed: Followed) -> None:
    followed.amend(followed.second, AddendumKind.ENTERED_IN_ERROR, reason="another patient's visit")
    assert followed.areas() == [157]
    assert followed.row().last_visit_on == EARLIER
    visit = followed.record.visits[1]
    assert visit.entered_in_error
    assert visit.assessments[0].readings[0].length == 400
    followed.amend(followed.first, AddendumKind.ENTERED_IN_ERROR, reason="another patient's visit")
    assert followed.areas() == []
    assert (followed.row().last_visit_on, followed.row().open_lesions, followed.row().spark) == (None, None, ())


def test_the_day_of_a_visit_entered_in_error_takes_another_visit(followed: Followed) -> None:
    followed.amend(followed.second, AddendumKind.ENTERED_IN_ERROR)
    followed.clinic.visits.start(followed.patient, TODAY)


def test_an_addendum_says_who_wrote_it_when_and_why(followed: Followed, fixed_clock: FixedClock) -> None:
    fixed_clock.go_on(hours=1)
    followed.amend(followed.first, AddendumKind.NOTE, reason="  forgotten  ")
    written = followed.record.visits[0].addenda[0]
    assert (written.kind, written.reason, written.text) == (AddendumKind.NOTE, "forgotten", "as told")
    assert (written.written_by, written.written_at) == (followed.clinic.person.name, NOW + timedelta(hours=1))


def test_addenda_come_in_the_order_written(followed: Followed) -> None:
    for reason in ("first", "second", "third"):
        followed.amend(followed.first, AddendumKind.NOTE, reason=reason)
    assert [a.reason for a in followed.record.visits[0].addenda] == ["first", "second", "third"]


REFUSED: dict[str, tuple[type[CalciTrackError], Callable[[Followed], Any]]] = {
    "no reason": (InvalidInput, lambda f: f.amend(f.first, AddendumKind.NOTE, reason=" ")),
    "impossible": (InvalidInput, lambda f: f.amend(f.first, AddendumKind.NOTE, an_assessment(f.lesion, pain=11.0))),
    "unknown lesion": (NotFound, lambda f: f.amend(f.first, AddendumKind.CORRECTION, an_assessment(4711))),
    "unknown visit": (NotFound, lambda f: f.amend(4711, AddendumKind.NOTE)),
    "lesion twice": (InvalidInput, lambda f: f.amend(f.first, AddendumKind.CORRECTION, *[an_assessment(f.lesion)] * 2)),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "amend"), REFUSED.values(), ids=REFUSED)
def test_an_addendum_that_cannot_be_is_refused(
    followed: Followed, kind: type[CalciTrackError], amend: Callable[[Followed], Any]
) -> None:
    before = sql.dump(vault_of(followed.clinic).connection)
    with pytest.raises(kind):
        amend(followed)
    assert sql.dump(vault_of(followed.clinic).connection) == before


def test_a_draft_takes_no_addendum(followed: Followed) -> None:
    draft = followed.clinic.visits.start(followed.patient, TODAY - timedelta(days=1)).value
    with pytest.raises(NotFound, match="Only a signed visit"):
        followed.amend(draft, AddendumKind.NOTE)
