from __future__ import annotations

from datetime import date

from calcitrack.domain.lesion import LesionSetting
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Form, Side, State, Subtype
from calcitrack.ui.map.marks import map_marks, moments
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment

SITES = SiteList.load()
JANUARY, MARCH, MAY = date(2025, 1, 1), date(2025, 3, 1), date(2025, 5, 1)


def test_shows_a_lesion_with_what_was_said_of_it_last() -> None:
    first = an_assessment(clinical_subtype=Subtype.MOUSSE, readings=(a_reading(100, 80),))
    record = a_record(a_visit(JANUARY, first), a_visit(MARCH, an_assessment(state=State.UNCHANGED)))
    (mark,) = map_marks(record, SITES, None)
    assert (mark.number, mark.subtype, mark.closed) == (1, Subtype.MOUSSE, False)
    assert round(mark.area_mm2 or 0) == 63


def test_goes_back_to_what_was_known_on_an_earlier_day() -> None:
    record = a_record(
        a_visit(JANUARY, an_assessment()),
        a_visit(MARCH, an_assessment(state=State.RESOLVED), an_assessment(2)),
    )
    assert [(m.number, m.closed) for m in map_marks(record, SITES, JANUARY)] == [(1, False)]
    assert [(m.number, m.closed) for m in map_marks(record, SITES, None)] == [(1, True), (2, False)]


def test_shows_a_lesion_where_it_was_recorded_at_that_time() -> None:
    moved = (
        LesionSetting("elbow.flexor", Side.LEFT, JANUARY),
        LesionSetting("elbow.extensor", Side.LEFT, MARCH),
    )
    record = a_record(a_visit(JANUARY, an_assessment()), lesions=(a_lesion(settings=moved),))
    assert map_marks(record, SITES, JANUARY)[0].places == (("elbow.flexor", Side.LEFT),)
    assert map_marks(record, SITES, None)[0].places == (("elbow.extensor", Side.LEFT),)


def test_shows_all_sites_of_a_sheet() -> None:
    sheet = LesionSetting(
        "thigh.anterior", Side.LEFT, JANUARY, form=Form.SHEET, extent_sites=("thigh.anterior", "knee.anterior")
    )
    (mark,) = map_marks(a_record(lesions=(a_lesion(settings=(sheet,)),)), SITES, None)
    assert mark.fills
    assert mark.places == (("thigh.anterior", Side.LEFT), ("knee.anterior", Side.LEFT))


def test_keeps_a_draft_out_unless_it_is_asked_for() -> None:
    draft = a_visit(MAY, an_assessment(state=State.RESOLVED), signed=False)
    record = a_record(a_visit(JANUARY, an_assessment()), draft)
    assert not map_marks(record, SITES, None)[0].closed
    assert map_marks(record, SITES, None, with_draft=True)[0].closed
    assert moments(record, with_draft=True)[-1] is draft
    assert draft not in moments(record, with_draft=False)


def test_does_not_take_not_examined_for_resolved_or_open_again() -> None:
    record = a_record(
        a_visit(JANUARY, an_assessment(state=State.RESOLVED)),
        a_visit(MARCH, an_assessment(state=State.NOT_EXAMINED)),
    )
    assert map_marks(record, SITES, None)[0].closed
