"""Lesions that splits and merges tie together: whose kin a lesion is, and what merged away."""

from __future__ import annotations

from dataclasses import replace

from calcitrack.domain.lesion import LesionEvent
from calcitrack.domain.lineage import lineage_of, merged_away
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import EventKind, State, VisitStatus
from tests.builders import a_record, a_visit, an_event
from tests.domain.figures.stories import day, visit

SIZE = (200, 100)
DRAFT = a_visit(day(400), signed=False, id=99)


def split(lesion: int, to: tuple[int, ...], on: int) -> LesionEvent:
    return an_event(lesion, EventKind.SPLIT, day(on), to=to)


def merged(lesion: int, to: int, on: int) -> LesionEvent:
    return an_event(lesion, EventKind.MERGED, day(on), to=(to,))


def five(*events: LesionEvent, **said: State) -> PatientRecord:
    """Five lesions seen on day 0, and what is said of some of them on day 300."""
    later = {int(name.removeprefix("n")): state for name, state in said.items()}
    first = visit(0, dict.fromkeys(range(1, 6), SIZE))
    visits = (first, visit(300, later)) if later else (first,)
    return replace(a_record(*visits, events=events), visits=(*visits, DRAFT))


def test_a_lesion_tied_to_no_other_has_no_lineage() -> None:
    record = five(split(1, (2,), 60), an_event(3, EventKind.EXTRUDED))
    assert lineage_of(record, 3) is None
    assert lineage_of(five(), 1) is None


def test_a_lineage_is_the_same_from_each_of_its_lesions() -> None:
    record = five(split(4, (2, 5), 60), merged(5, 1, 90))
    (found,) = {lineage_of(record, lesion) for lesion in (1, 2, 4, 5)}
    assert found is not None
    assert [strand.number for strand in found.strands] == [1, 5, 4, 2]
    assert [(tie.kind, tie.from_id, tie.to_id) for tie in found.ties] == [
        (EventKind.SPLIT, 4, 2),
        (EventKind.SPLIT, 4, 5),
        (EventKind.MERGED, 5, 1),
    ]


def test_a_strand_ends_where_it_merged_and_goes_on_when_it_is_found_again() -> None:
    record = five(merged(2, 1, 60))
    found = lineage_of(record, 1)
    assert found is not None
    assert [(s.number, s.ends, s.merged) for s in found.strands] == [(1, None, False), (2, day(60), True)]
    found = lineage_of(five(merged(2, 1, 60), n2=State.LARGER), 1)
    assert found is not None
    assert found.strands[1].ends is None


def test_a_strand_ends_where_it_was_found_closed() -> None:
    found = lineage_of(five(split(1, (2,), 60), n2=State.RESOLVED), 2)
    assert found is not None
    assert [(s.number, s.ends, s.merged) for s in found.strands] == [(1, None, False), (2, day(300), False)]


def test_a_draft_adds_what_it_says_to_the_lineage_only_when_it_is_asked_for() -> None:
    event = replace(split(1, (2,), 400), visit_id=DRAFT.id)
    record = five(event)
    assert lineage_of(record, 1) is None
    assert lineage_of(record, 1, DRAFT) is not None


def test_a_lesion_that_merged_is_part_of_the_other_until_it_is_found_apart() -> None:
    assert merged_away(five(merged(2, 1, 60)), DRAFT) == {2}
    assert merged_away(five(merged(2, 1, 60), n2=State.NOT_EXAMINED), DRAFT) == {2}
    assert merged_away(five(merged(2, 1, 60), n2=State.NOT_MEASURABLE), DRAFT) == {2}
    assert merged_away(five(merged(2, 1, 60), n2=State.SMALLER), DRAFT) == frozenset()


def test_a_lesion_that_merges_after_a_visit_is_apart_at_it() -> None:
    record = five(merged(2, 1, 60), n1=State.LARGER)
    assert merged_away(record, record.visits[0]) == frozenset()
    assert merged_away(record, record.visits[1]) == {2}


def test_an_event_of_another_draft_ties_nothing() -> None:
    other = replace(DRAFT, id=98, status=VisitStatus.DRAFT)
    record = five(replace(merged(2, 1, 60), visit_id=98))
    assert merged_away(replace(record, visits=(*record.visits, other)), DRAFT) == frozenset()
