"""What the review before a signature lists as missing, and what it says is in the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.review import contents, missing
from calcitrack.domain.visit import Addendum, Assessment, Visit
from calcitrack.domain.vocabulary import (
    AddendumKind,
    Discharge,
    EventKind,
    Infection,
    Method,
    ResolvedBasis,
    State,
    VisitStatus,
)
from tests.builders import a_lesion, a_patient, a_reading, a_visit, an_assessment, an_event

BEFORE, NOW = date(2025, 1, 1), date(2025, 6, 1)
NONE_SEEN = {"ulcer": False, "discharge": Discharge.NONE, "infection": Infection.NONE}
EVERY_SIGN = {"redness": False, "swelling": False, "tendon_sheath": False}


def whole(lesion_id: int, state: State = State.MEASURED, **fields: Any) -> Assessment:
    """An assessment that lacks nothing."""
    return an_assessment(lesion_id, state, **(NONE_SEEN | fields))


def a_draft(*assessments: Assessment, on: date = NOW, **fields: Any) -> Visit:
    return a_visit(on, *assessments, signed=False, **({"fever": False} | fields))


def record_of(
    draft: Visit, *earlier: Visit, lesions: tuple[Lesion, ...] = (), events: tuple[LesionEvent, ...] = ()
) -> PatientRecord:
    known = lesions or (a_lesion(1), a_lesion(2), a_lesion(3))
    return PatientRecord(a_patient(), lesions=known, visits=(*earlier, draft), events=events)


def lacks(draft: Visit, *earlier: Visit, **record: Any) -> list[str]:
    return [str(message) for message in missing(record_of(draft, *earlier, **record), draft)]


def test_lists_nothing_where_nothing_is_missing() -> None:
    assert lacks(a_draft(whole(1), whole(2), whole(3))) == []


def test_lists_nothing_for_a_patient_without_lesions() -> None:
    draft = a_draft()
    assert missing(PatientRecord(a_patient(), visits=(draft,)), draft) == ()


def test_lists_every_open_lesion_of_which_nothing_is_recorded() -> None:
    lesions = tuple(a_lesion(number) for number in range(1, 13))
    said = lacks(a_draft(whole(4)), lesions=lesions)
    assert said == ["Nothing recorded: lesions 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12."]


def test_speaks_of_one_lesion_in_the_singular() -> None:
    assert lacks(a_draft(whole(1), whole(3))) == ["Nothing recorded: lesion 2."]


def test_expects_no_lesion_that_was_resolved_or_excised_before() -> None:
    before = a_visit(BEFORE, whole(1, State.RESOLVED), whole(2, State.EXCISED), whole(3))
    assert lacks(a_draft(whole(3)), before) == []


def test_a_look_that_did_not_take_place_leaves_a_resolved_lesion_resolved() -> None:
    first = a_visit(BEFORE, whole(1, State.RESOLVED), whole(2), whole(3))
    second = a_visit(date(2025, 3, 1), an_assessment(1, State.NOT_EXAMINED), whole(2), whole(3))
    assert lacks(a_draft(whole(2), whole(3)), first, second) == []


def test_expects_a_lesion_that_came_back() -> None:
    first = a_visit(BEFORE, whole(1, State.RESOLVED), whole(2), whole(3))
    second = a_visit(date(2025, 3, 1), whole(1), whole(2), whole(3))
    assert lacks(a_draft(whole(2), whole(3)), first, second) == ["Nothing recorded: lesion 1."]


def test_a_visit_entered_in_error_closes_no_lesion() -> None:
    error = Addendum(
        AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", datetime(2025, 1, 2, tzinfo=UTC), "Dr T. Signer"
    )
    wrong = a_visit(BEFORE, whole(1, State.RESOLVED), addenda=(error,))
    assert lacks(a_draft(whole(2), whole(3)), wrong) == ["Nothing recorded: lesion 1."]


def test_a_draft_of_an_earlier_day_lacks_no_lesion_that_was_first_seen_later() -> None:
    lesions = (a_lesion(1), a_lesion(2, first_seen=date(2025, 8, 1)))
    assert lacks(a_draft(whole(1)), lesions=lesions) == []


def test_lesions_closed_at_a_later_visit_are_still_open_in_a_draft_of_an_earlier_day() -> None:
    later = a_visit(date(2025, 9, 1), whole(1, State.RESOLVED))
    assert lacks(a_draft(whole(2), whole(3)), later) == ["Nothing recorded: lesion 1."]


def test_names_index_lesions_without_a_measurement_whether_recorded_or_not() -> None:
    lesions = (a_lesion(1, index=True), a_lesion(2, index=True), a_lesion(3))
    said = lacks(a_draft(whole(1, State.UNCHANGED), whole(3, State.UNCHANGED)), lesions=lesions)
    assert said == ["Nothing recorded: lesion 2.", "Index, not measured: lesions 1, 2."]


def test_asks_no_size_of_an_index_lesion_that_is_gone_or_has_its_reason() -> None:
    lesions = (a_lesion(1, index=True), a_lesion(2, index=True), a_lesion(3, index=True))
    event = an_event(1, EventKind.EXTRUDED, NOW)
    draft = a_draft(whole(1, State.RESOLVED), whole(2, State.EXCISED), whole(3, State.NOT_MEASURABLE))
    assert lacks(draft, lesions=lesions, events=(event,)) == []


def test_names_lesions_that_were_seen_without_a_size() -> None:
    assert lacks(a_draft(whole(1, readings=()), whole(2), whole(3))) == ["Seen, but size not recorded: lesion 1."]


def test_names_lesions_without_a_width() -> None:
    long = (a_reading(120, None),)
    said = lacks(a_draft(whole(1, readings=long), whole(2), whole(3, readings=long)))
    assert said == ["Width missing, so no area: lesions 1, 3."]


def test_names_lesions_measured_by_another_method_than_they_are_followed_by() -> None:
    by_ultrasound = (a_reading(method=Method.ULTRASOUND),)
    said = lacks(a_draft(whole(1, readings=by_ultrasound, ulcer=False), whole(2), whole(3)))
    assert said == ["Not measured by the method it is followed by, so no area: lesion 1."]


def test_groups_findings_that_are_not_recorded_by_finding() -> None:
    draft = a_draft(
        whole(1, ulcer=None), whole(2, infection=None, discharge=None), whole(3, State.UNCHANGED, ulcer=None)
    )
    assert lacks(draft) == [
        "Ulcer not recorded: lesions 1, 3.",
        "Discharge not recorded: lesion 2.",
        "Infection not recorded: lesion 2.",
    ]


def test_asks_no_findings_of_a_lesion_that_nobody_looked_at() -> None:
    draft = a_draft(
        an_assessment(1, State.NOT_EXAMINED),
        an_assessment(2, State.NOT_VISIBLE),
        an_assessment(3, State.RESOLVED, resolved_basis=ResolvedBasis.IMAGING),
    )
    assert lacks(draft, events=(an_event(3, EventKind.EXTRUDED, NOW),)) == []


def test_asks_for_fever_and_the_other_signs_where_there_is_an_infection() -> None:
    infected = whole(2, infection=Infection.MINOR, redness=True)
    assert lacks(a_draft(whole(1), infected, whole(3), fever=None)) == [
        "Infection signs, but swelling not recorded: lesion 2.",
        "Infection signs, but tendon sheath not recorded: lesion 2.",
        "Infection signs are recorded, but fever is not.",
    ]


def test_asks_for_fever_where_there_is_redness_or_pus() -> None:
    for signs in ({"redness": True}, {"swelling": True}, {"discharge": Discharge.PUS}):
        draft = a_draft(whole(1, **(EVERY_SIGN | signs)), whole(2), whole(3), fever=None)
        assert lacks(draft) == ["Infection signs are recorded, but fever is not."]


def test_asks_for_no_fever_without_signs() -> None:
    assert lacks(a_draft(whole(1, discharge=Discharge.CHALKY), whole(2), whole(3), fever=None)) == []


def test_a_resolved_lesion_wants_a_word_on_how_it_went() -> None:
    draft = a_draft(whole(1, State.RESOLVED), whole(2), whole(3))
    said = ["Resolved, with no word on how (extruded, liquefied, removed): lesion 1."]
    assert lacks(draft, a_visit(BEFORE, whole(1), whole(2), whole(3))) == said
    assert lacks(draft, events=(an_event(2, EventKind.EXTRUDED, NOW),)) == said
    assert lacks(draft, events=(an_event(1, EventKind.EXTRUDED, NOW),)) == []


def test_a_lesion_found_resolved_again_wants_no_second_word() -> None:
    before = a_visit(BEFORE, whole(1, State.RESOLVED))
    assert lacks(a_draft(whole(1, State.RESOLVED), whole(2), whole(3)), before) == []


def test_a_lesion_that_came_back_wants_a_word() -> None:
    before = a_visit(BEFORE, whole(1, State.RESOLVED), whole(2), whole(3))
    draft = a_draft(whole(1), whole(2), whole(3))
    assert lacks(draft, before) == ["There again after it had gone, with no word on it: lesion 1."]
    assert lacks(draft, before, events=(an_event(1, EventKind.RECURRED, NOW),)) == []


def test_looks_at_the_visit_it_is_given_and_not_at_the_copy_in_the_record() -> None:
    stale = a_draft()
    fresh = replace(stale, assessments=(whole(1), whole(2), whole(3)))
    record = record_of(stale)
    assert missing(record, fresh) == ()
    assert contents(record, fresh).recorded == (1, 2, 3)


def test_a_lesion_first_seen_after_a_visit_that_was_moved_back_is_told() -> None:
    lesions = (a_lesion(1), a_lesion(2, first_seen=date(2025, 6, 2)))
    told = ["Recorded here, but first seen on a later day than this visit: lesion 2."]
    assert lacks(a_draft(whole(1), whole(2)), lesions=lesions) == told


def test_counts_what_is_recorded_and_measured_of_what_is_due() -> None:
    lesions = tuple(a_lesion(number) for number in range(1, 6))
    before = a_visit(BEFORE, whole(1), whole(2), whole(3), whole(5, State.EXCISED))
    draft = a_draft(whole(1), whole(2, State.UNCHANGED), whole(3, readings=(a_reading(90, None),)))
    said = contents(record_of(draft, before, lesions=lesions), draft)
    assert (said.due, said.recorded, said.measured) == ((1, 2, 3, 4), (1, 2, 3), (1,))


def test_says_the_change_of_size_as_the_figures_will_have_it() -> None:
    before = a_visit(BEFORE, whole(1, readings=(a_reading(100, 100),)), whole(2))
    draft = a_draft(whole(1, readings=(a_reading(110, 100),)), whole(3))
    said = contents(record_of(draft, before), draft)
    assert said.change_percent is not None
    assert round(said.change_percent, 6) == 10  # 110 x 100 against 100 x 100; lesion 2 and 3 have one size only
    assert said.compared == 1


def test_compares_nothing_at_the_first_visit() -> None:
    draft = a_draft(whole(1))
    assert contents(record_of(draft), draft).change_percent is None


def test_names_what_changed_and_what_was_found() -> None:
    lesions = tuple(a_lesion(number) for number in range(1, 9))
    before = a_visit(BEFORE, *(whole(number) for number in range(1, 8)))
    draft = a_draft(
        whole(1, State.LARGER),
        whole(2, State.SMALLER),
        whole(3, State.RESOLVED),
        whole(4, State.EXCISED),
        an_assessment(5, State.NOT_EXAMINED),
        whole(6, ulcer=True, infection=Infection.MODERATE),
        whole(7, discharge=Discharge.PUS),
        whole(8, discharge=Discharge.CHALKY),
    )
    said = contents(record_of(draft, before, lesions=lesions), draft)
    assert (said.larger, said.smaller, said.resolved, said.excised) == ((1,), (2,), (3,), (4,))
    assert (said.not_examined, said.new) == ((5,), (8,))
    assert (said.ulcerated, said.infected, said.discharging) == ((6,), (6, 7), (7, 8))


def test_a_signed_visit_has_the_contents_that_its_draft_had() -> None:
    draft = a_draft(whole(1), whole(2))
    signed = replace(draft, status=VisitStatus.SIGNED)
    assert contents(record_of(signed), signed) == contents(record_of(draft), draft)
