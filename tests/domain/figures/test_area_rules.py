"""Rules 1 to 3: which visits, which reading, which area and date."""

from __future__ import annotations

from datetime import UTC, datetime
from math import pi

import pytest

from calcitrack.domain.figures.area import read_evidence
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Addendum
from calcitrack.domain.vocabulary import AddendumKind, Form, Method, State
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment
from tests.domain.figures.stories import day, visit, visits_of


def test_area_is_the_ellipse() -> None:
    (figures,) = visits_of(visit(0, (200, 100)))
    # pi/4 x 20 mm x 10 mm = 157.0796 mm2
    assert figures.areas_mm2[1] == pytest.approx(50 * pi)
    assert figures.measured_area_mm2 == pytest.approx(157.0796, abs=1e-4)


@pytest.mark.parametrize("form", list(Form))
def test_every_form_uses_the_same_formula(form: Form) -> None:
    (figures,) = visits_of(visit(0, (200, 100)), lesions=(a_lesion(form=form),))
    assert figures.areas_mm2[1] == pytest.approx(50 * pi)


def test_drafts_enter_no_figure() -> None:
    figures = record_figures(a_record(visit(0, (200, 100), signed=False)), RuleSettings())
    assert figures.visits == ()
    assert figures.growth == {}
    assert figures.trends == {1: ()}


def test_a_visit_entered_in_error_enters_no_figure() -> None:
    addendum = Addendum(AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", datetime(2026, 1, 1, tzinfo=UTC), "Dr T.")
    right, wrong = visit(0, (200, 100)), visit(30, (300, 300), addenda=(addendum,))
    assert [figures.visited_on for figures in visits_of(right, wrong)] == [day(0)]


def test_a_note_added_to_a_visit_leaves_it_in_the_figures() -> None:
    addendum = Addendum(AddendumKind.NOTE, "forgotten", "a note", datetime(2026, 1, 1, tzinfo=UTC), "Dr T.")
    assert len(visits_of(visit(0, (200, 100), addenda=(addendum,)))) == 1


def test_the_reading_of_record_is_the_first_by_the_tracking_method() -> None:
    film = a_reading(400, 400, method=Method.RADIOGRAPH)
    seen = an_assessment(readings=(film, a_reading(100, 100), a_reading(300, 300)))
    (figures,) = visits_of(a_visit(day(0), seen))
    # pi/4 x 10 x 10 = 78.54: neither the film before it nor the repeat after it
    assert figures.measured_area_mm2 == pytest.approx(25 * pi)


def test_changing_the_tracking_method_reads_the_whole_history_again() -> None:
    both = (a_reading(100, 100), a_reading(120, 100, method=Method.RADIOGRAPH))
    visits = [a_visit(day(n), an_assessment(readings=both)) for n in (0, 30)]
    by_ruler = visits_of(*visits)
    by_film = visits_of(*visits, lesions=(a_lesion(tracking_method=Method.RADIOGRAPH),))
    assert [v.measured_area_mm2 for v in by_ruler] == pytest.approx([25 * pi, 25 * pi])
    assert [v.measured_area_mm2 for v in by_film] == pytest.approx([30 * pi, 30 * pi])


def test_measured_by_another_method_only_is_seen_without_an_area() -> None:
    film = a_reading(method=Method.RADIOGRAPH)
    (figures,) = visits_of(a_visit(day(0), an_assessment(readings=(film,))))
    assert (figures.measured_area_mm2, figures.measured, figures.open) == (None, 0, 1)


def test_a_reading_of_record_without_a_width_has_no_area_and_the_repeat_does_not_stand_in() -> None:
    seen = an_assessment(readings=(a_reading(100, None), a_reading(100, 100)))
    (figures,) = visits_of(a_visit(day(0), seen))
    assert (figures.measured_area_mm2, figures.measured) == (None, 0)


@pytest.mark.parametrize("state", [state for state in State if state is not State.MEASURED])
def test_only_the_state_measured_gives_an_area(state: State) -> None:
    seen = an_assessment(state=state, readings=(a_reading(),))
    (figures,) = visits_of(a_visit(day(0), seen))
    assert figures.areas_mm2 == {}


def test_an_area_has_the_date_of_its_reading_and_other_evidence_that_of_the_visit() -> None:
    film = an_assessment(1, readings=(a_reading(measured_on=day(-9)),))
    half_a_film = an_assessment(2, readings=(a_reading(100, None, measured_on=day(-9)),))
    gone = an_assessment(3, State.RESOLVED)
    evidences = read_evidence(a_record(a_visit(day(0), film, half_a_film, gone)))
    assert {lesion: said[0].on for lesion, said in evidences.by_lesion.items()} == {1: day(-9), 2: day(0), 3: day(0)}
