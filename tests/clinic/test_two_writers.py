"""Two people at the same thing: the second is told what the first saved, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from calcitrack.clinic.session import Clinic
from calcitrack.clinic.settings import LockSettings
from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.errors import Conflict, Difference
from calcitrack.domain.visit import Order
from calcitrack.domain.vocabulary import AddendumKind, Answer, BackgroundFact, OrderKind, State
from tests.builders import DAY, a_lesion, a_patient, a_trial, an_assessment
from tests.vaults import NOW, PERSON, TODAY


@dataclass(frozen=True)
class Two:
    """Two connections to one vault, and what both have on screen."""

    first: Clinic
    second: Clinic
    patient: int
    lesion: int
    visit: int
    signed: int

    @property
    def record(self) -> Any:
        return self.first.patients.reload(self.patient)

    @property
    def draft(self) -> Any:
        return next(visit for visit in self.record.visits if visit.id == self.visit)

    @property
    def order(self) -> Any:
        return self.record.orders[0]


@pytest.fixture
def two(clinic: Clinic) -> Iterator[Two]:
    """A patient with a lesion, a signed visit, a draft, a trial and an order, open in two places."""
    patient = clinic.patients.add(a_patient()).value
    lesion = clinic.lesions.add(patient, a_lesion()).value
    signed = clinic.visits.start(patient, DAY).value
    version = clinic.visits.record(patient, signed, 1, [an_assessment(lesion)]).value
    clinic.visits.sign(patient, signed, version)
    visit = clinic.visits.start(patient, TODAY).value
    clinic.visits.record(patient, visit, 1, [an_assessment(lesion, State.UNCHANGED)])
    clinic.trials.add(patient, a_trial(dose="60 mg"))
    clinic.visits.order(patient, Order(OrderKind.FILM, TODAY))
    twin = clinic.twin()
    yield Two(clinic, twin, patient, lesion, visit, signed)
    twin.close()


Save = Callable[[Clinic, Any, str], object]


def patient_way(two: Two) -> tuple[Any, Save]:
    return two.record.patient, lambda clinic, seen, word: clinic.patients.change(replace(seen, medicines=word))


def background_way(two: Two) -> tuple[Any, Save]:
    answers = {"one": Answer.YES, "two": Answer.NO}
    return two.record.patient, lambda clinic, seen, word: clinic.patients.change(
        replace(seen, background={BackgroundFact.SMOKING: answers[word]})
    )


def trial_way(two: Two) -> tuple[Any, Save]:
    return two.record.trials[0], lambda clinic, seen, word: clinic.trials.change(two.patient, replace(seen, dose=word))


def note_way(two: Two) -> tuple[Any, Save]:
    return two.draft, lambda clinic, seen, word: clinic.visits.change(
        two.patient, replace(seen, note=word), seen.version
    )


def cell_way(two: Two) -> tuple[Any, Save]:
    return two.draft, lambda clinic, seen, word: clinic.visits.record(
        two.patient, two.visit, seen.version, [replace(seen.assessments[0], reason=word)]
    )


def order_way(two: Two) -> tuple[Any, Save]:
    return two.order, lambda clinic, seen, word: clinic.visits.close_order(
        two.patient, replace(seen, closed_on=TODAY, result=word)
    )


def setting_way(two: Two) -> tuple[Any, Save]:
    lesion = two.record.lesions[0]
    return lesion, lambda clinic, seen, word: clinic.lesions.set(
        two.patient, two.lesion, replace(seen.setting, reason=word), len(seen.settings)
    )


def contact_way(two: Two) -> tuple[Any, Save]:
    return two.first.settings.contact(), lambda clinic, seen, word: clinic.settings.set_contact(
        ClinicContact(word, ""), seen
    )


WAYS: dict[str, tuple[Callable[[Two], tuple[Any, Save]], list[Difference]]] = {
    "a patient": (patient_way, [Difference("medicines", "two", "one")]),
    "a background fact": (background_way, [Difference("background", "smoking: no", "smoking: yes")]),
    "a trial": (trial_way, [Difference("dose", "two", "one")]),
    "a draft's own fields": (note_way, [Difference("note", "two", "one")]),
    "a cell of a draft": (cell_way, [Difference("lesion 1: reason", "two", "one")]),
    "an order": (order_way, [Difference("result", "two", "one")]),
    "a lesion's setting": (setting_way, [Difference("lesion 1: reason", "two", "one")]),
    "a setting of the clinic": (contact_way, [Difference("phone", "two", "one")]),
}


@pytest.mark.parametrize(("way", "expected"), WAYS.values(), ids=WAYS.keys())
def test_the_second_writer_sees_both_values_and_who_wrote_and_when(
    two: Two, way: Callable[[Two], tuple[Any, Save]], expected: list[Difference]
) -> None:
    seen, save = way(two)
    save(two.first, seen, "one")
    with pytest.raises(Conflict) as caught:
        save(two.second, seen, "two")
    assert list(caught.value.differences) == expected
    assert (caught.value.who, caught.value.at) == (PERSON, NOW)


@pytest.mark.parametrize("way", [way for name, (way, _) in WAYS.items() if "lesion's" not in name])
def test_a_second_writer_who_saves_the_same_is_not_in_anybodys_way(
    two: Two, way: Callable[[Two], tuple[Any, Save]]
) -> None:
    seen, save = way(two)
    save(two.first, seen, "one")
    save(two.second, seen, "one")


def test_a_draft_that_was_changed_elsewhere_is_not_discarded_moved_cleared_or_signed(two: Two) -> None:
    seen = two.draft
    two.first.visits.change(two.patient, replace(seen, note="read this first"), seen.version)
    visits = two.second.visits
    for write in (
        lambda: visits.discard(two.patient, two.visit, seen.version),
        lambda: visits.move(two.patient, two.visit, seen.version, TODAY.replace(day=2)),
        lambda: visits.clear(two.patient, two.visit, seen.version, two.lesion),
        lambda: visits.sign(two.patient, two.visit, seen.version),
    ):
        with pytest.raises(Conflict):
            write()
    assert two.draft.note == "read this first"


def test_an_order_with_a_result_that_was_not_seen_is_not_withdrawn(two: Two) -> None:
    seen = two.order
    two.first.visits.close_order(two.patient, replace(seen, closed_on=TODAY, result="no growth"))
    with pytest.raises(Conflict) as caught:
        two.second.visits.withdraw_order(two.patient, seen.id, seen.version)
    assert Difference("result", "", "no growth") in caught.value.differences


def test_a_correction_does_not_take_the_place_of_one_that_was_not_seen(two: Two) -> None:
    for clinic, text in ((two.first, "first"), (two.second, "second")):
        try:
            clinic.visits.amend(two.patient, two.signed, AddendumKind.CORRECTION, "why", text, seen=0)
        except Conflict:
            assert clinic is two.second
    visit = next(visit for visit in two.record.visits if visit.id == two.signed)
    assert [addendum.text for addendum in visit.addenda] == ["first"]


def test_whether_guidance_is_shown_is_not_switched_back_by_who_saw_it_otherwise(two: Two) -> None:
    two.first.settings.set_guidance_shown(False, True)
    with pytest.raises(Conflict) as caught:
        two.second.settings.set_guidance_shown(True, True)
    assert caught.value.differences == (Difference("guidance_shown", "yes", "no"),)
    two.second.settings.set_guidance_shown(False, True)


def test_locking_that_was_changed_elsewhere_is_not_written_over(two: Two) -> None:
    seen = two.first.settings.locking()
    two.first.settings.set_locking(LockSettings(3, 2), seen)
    with pytest.raises(Conflict) as caught:
        two.second.settings.set_locking(LockSettings(20, 2), seen)
    assert caught.value.differences == (Difference("idle_minutes", "20", "3"),)
