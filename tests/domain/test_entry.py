from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest

from calcitrack.domain import entry
from calcitrack.domain.entry import Axis, Field, Missing, Oddity, Taken
from calcitrack.domain.vocabulary import Discharge, Form, Infection, Method, ResolvedBasis, State, Subtype
from tests.builders import a_lesion, a_reading, an_assessment

TODAY = date(2026, 11, 22)
LESION = a_lesion(5)


def taken(axis: Axis, tenths: int, reason: str = "") -> Taken:
    return Taken(axis, tenths, TODAY, "Dr M. Okafor", reason)


def sized(length: int, width: int | None = None, **reading):
    first = entry.with_size(None, LESION, taken(Axis.LENGTH, length))
    both = entry.with_size(first, LESION, taken(Axis.WIDTH, width)) if width else first
    return replace(both, readings=(replace(both.readings[0], **reading),))


def test_a_typed_length_begins_a_reading_by_the_tracking_method():
    made = entry.with_size(None, a_lesion(5, tracking_method=Method.ULTRASOUND), taken(Axis.LENGTH, 440))

    assert made.state is State.MEASURED
    (reading,) = made.readings
    assert (reading.length, reading.width, reading.method) == (440, None, Method.ULTRASOUND)
    assert (reading.measured_on, reading.reader) == (TODAY, "Dr M. Okafor")


def test_a_typed_width_joins_the_length():
    assert sized(440, 300).readings == (replace(sized(440).readings[0], width=300),)


def test_retyping_a_length_keeps_the_day_and_the_reader_of_the_reading():
    old = sized(440, 300, measured_on=date(2026, 11, 13), reader="Dr Film")

    new = entry.with_size(old, LESION, taken(Axis.LENGTH, 450)).readings[0]

    assert (new.length, new.width) == (450, 300)
    assert (new.measured_on, new.reader) == (date(2026, 11, 13), "Dr Film")


def test_a_typed_size_keeps_the_findings_and_ends_another_state():
    said = an_assessment(5, State.NOT_MEASURABLE, reason="under a dressing", ulcer=True)

    made = entry.with_size(said, LESION, taken(Axis.LENGTH, 100))

    assert (made.state, made.reason, made.ulcer) == (State.MEASURED, None, True)


def test_the_size_in_the_row_is_that_of_the_tracking_method():
    ultrasound, ruler = a_reading(90, 70, method=Method.ULTRASOUND), a_reading(100, 80)
    both = an_assessment(5, readings=(ultrasound, ruler))

    made = entry.with_size(both, LESION, taken(Axis.WIDTH, 85))

    assert entry.shown_reading(both, LESION) == ruler
    assert made.readings == (ultrasound, replace(ruler, width=85))


def test_a_state_on_inspection_drops_the_size_and_says_nothing_of_ulcer_or_infection():
    unchanged = entry.with_state(sized(100, 80), 5, State.UNCHANGED)

    assert unchanged.readings == ()
    assert (unchanged.ulcer, unchanged.infection, unchanged.discharge) == (None, None, None)


def test_not_examined_has_no_findings():
    said = an_assessment(5, State.UNCHANGED, ulcer=False, pain=3.0)

    assert entry.with_state(said, 5, State.NOT_EXAMINED) == an_assessment(5, State.NOT_EXAMINED)


@pytest.mark.parametrize("basis", ResolvedBasis)
def test_resolved_says_how_it_was_established(basis):
    assert entry.with_state(None, 5, State.RESOLVED, basis=basis).resolved_basis is basis


def test_resolved_is_by_examination_unless_told_otherwise():
    assert entry.with_state(None, 5, State.RESOLVED).resolved_basis is ResolvedBasis.EXAMINATION


def test_a_state_takes_reason_and_basis_of_the_former_one_back():
    said = entry.with_state(entry.with_state(None, 5, State.NOT_MEASURABLE, reason="plaster"), 5, State.RESOLVED)

    assert entry.with_state(said, 5, State.UNCHANGED) == an_assessment(5, State.UNCHANGED)


def test_taking_a_state_back_leaves_the_findings():
    assert entry.without_state(an_assessment(5, State.UNCHANGED)) is None
    assert entry.without_state(an_assessment(5, State.UNCHANGED, ulcer=True)) == replace(entry.seen(5), ulcer=True)


def test_warns_of_sizes_that_a_state_would_drop():
    assert entry.loses_sizes(sized(100, 80), State.UNCHANGED)
    assert not entry.loses_sizes(sized(100, 80), State.MEASURED)
    assert not entry.loses_sizes(an_assessment(5, State.UNCHANGED), State.RESOLVED)


def test_warns_of_findings_that_not_examined_would_drop():
    said = an_assessment(5, State.UNCHANGED, ulcer=False)

    assert entry.loses_findings(said, State.NOT_EXAMINED)
    assert not entry.loses_findings(said, State.RESOLVED)
    assert not entry.loses_findings(None, State.NOT_EXAMINED)


def test_a_finding_alone_says_that_the_lesion_was_seen():
    assert entry.with_field(None, 5, Field.ULCER, value=True) == replace(entry.seen(5), ulcer=True)


def test_a_finding_ends_not_examined():
    made = entry.with_field(an_assessment(5, State.NOT_EXAMINED), 5, Field.PAIN, 4.0)

    assert made is not None
    assert (made.state, made.pain) == (State.MEASURED, 4.0)


def test_taking_the_only_finding_back_leaves_nothing():
    assert entry.with_field(replace(entry.seen(5), ulcer=True), 5, Field.ULCER, None) is None


@pytest.mark.parametrize(
    ("field", "order"),
    [
        (Field.ULCER, (None, True, False, None)),
        (Field.DISCHARGE, (None, *Discharge, None)),
        (Field.INFECTION, (None, *Infection, None)),
    ],
)
def test_findings_go_round_through_not_recorded(field, order):
    for value, after in itertools.pairwise(order):
        assert entry.following(field, value) is after


@pytest.mark.parametrize(
    ("text", "score"),
    [("0", 0.0), ("10", 10.0), ("4", 4.0), ("4.5", 4.5), ("4,5", 4.5), ("٧", 7.0), (" 3 ", 3.0)],
)
def test_reads_a_pain_score(text, score):
    assert entry.parse_pain(text) == score


@pytest.mark.parametrize("text", ["", "11", "10.5", "-1", "4.55", "four", "4/10", "1e1"])
def test_refuses_what_is_no_pain_score(text):
    assert entry.parse_pain(text) is None


def test_clearing_the_width_keeps_the_length():
    assert entry.without_size(sized(100, 80), LESION, Axis.WIDTH) == sized(100)


def test_clearing_the_length_takes_the_reading_away():
    assert entry.without_size(sized(100, 80), LESION, Axis.LENGTH) is None


def test_clearing_the_length_leaves_other_readings_and_findings():
    film = a_reading(95, 70, method=Method.RADIOGRAPH)
    said = an_assessment(5, readings=(film, a_reading()), ulcer=False)

    assert entry.without_size(said, LESION, Axis.LENGTH) == replace(said, readings=(film,))


def test_the_method_of_the_size_can_be_said():
    made = entry.with_method(sized(100, 80), LESION, Method.CALIPER)

    assert made.readings == (replace(sized(100, 80).readings[0], method=Method.CALIPER),)
    assert entry.with_method(an_assessment(5, State.UNCHANGED), LESION, Method.CT).readings == ()


def test_readings_make_a_lesion_measured_and_their_end_leaves_nothing():
    made = entry.with_readings(an_assessment(5, State.NOT_EXAMINED), 5, [a_reading()])

    assert made == an_assessment(5)
    assert entry.with_readings(made, 5, []) is None


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        (None, Missing.EVERYTHING),
        (entry.seen(5), Missing.SIZE),
        (sized(100), Missing.WIDTH),
        (sized(100, 80), Missing.NOTHING),
        (an_assessment(5, State.NOT_EXAMINED), Missing.NOTHING),
    ],
)
def test_says_what_is_missing(said, lack):
    assert entry.missing(said, LESION) is lack


def test_none_seen_is_said_of_lesions_looked_at_and_only_where_nothing_stands():
    looked_at = an_assessment(1, State.UNCHANGED, discharge=Discharge.CHALKY)
    not_examined = an_assessment(2, State.NOT_EXAMINED)

    (told,) = entry.none_seen([looked_at, not_examined])

    assert told == replace(looked_at, ulcer=False, infection=Infection.NONE)


def test_none_seen_says_nothing_twice():
    told = entry.none_seen([an_assessment(1, State.UNCHANGED)])

    assert entry.none_seen(told) == ()


@pytest.mark.parametrize(
    "known",
    [
        an_assessment(1, State.NOT_VISIBLE),
        an_assessment(1, State.EXCISED),
        an_assessment(1, State.RESOLVED, resolved_basis=ResolvedBasis.IMAGING),
        an_assessment(1, readings=(a_reading(method=Method.RADIOGRAPH), a_reading(method=Method.CT))),
    ],
)
def test_none_seen_is_not_said_of_what_is_known_from_a_film_or_cut_out(known):
    assert entry.none_seen([known]) == ()


def test_none_seen_is_said_where_a_film_was_read_and_the_skin_was_looked_at():
    known = an_assessment(1, readings=(a_reading(method=Method.RADIOGRAPH),), redness=False)

    assert entry.none_seen([known]) == (
        replace(known, ulcer=False, discharge=Discharge.NONE, infection=Infection.NONE),
    )


@pytest.mark.parametrize(
    ("length", "oddity"),
    [
        (139, None),
        (140, Oddity.JUMP),
        (61, None),
        (60, Oddity.JUMP),
        (1000, Oddity.TENFOLD),
        (999, Oddity.JUMP),
        (10, Oddity.TENTH),
        (11, Oddity.JUMP),
    ],
)
def test_asks_of_a_length_from_forty_per_cent_on(length, oddity):
    odd = entry.unlikely(a_reading(100, 80), a_reading(length, None), Axis.LENGTH)

    assert (odd.oddity if odd else None) is oddity


def test_asks_of_the_area_when_both_lengths_alone_are_likely():
    # 120 x 94 = 11280 against 100 x 80 = 8000: + 41 %
    odd = entry.unlikely(a_reading(100, 80), a_reading(120, 94), Axis.WIDTH)

    assert odd is not None
    assert (odd.oddity, odd.percent) == (Oddity.AREA, 41)


def test_asks_of_the_area_only_once():
    kept = a_reading(150, 80, unlikely_reason="new film")

    assert entry.unlikely(a_reading(100, 80), kept, Axis.WIDTH) is None


def test_never_compares_across_methods_or_with_nothing():
    assert entry.unlikely(a_reading(method=Method.CT), a_reading(900, 700), Axis.LENGTH) is None
    assert entry.unlikely(None, a_reading(900, 700), Axis.LENGTH) is None
    assert entry.unlikely(a_reading(100, None), a_reading(100, 900), Axis.WIDTH) is None


def test_without_a_past_only_a_side_ten_times_the_other_is_odd():
    odd = entry.unlikely(None, a_reading(60, 6), Axis.WIDTH)
    assert odd is not None
    assert odd.oddity is Oddity.SHAPE
    assert entry.unlikely(None, a_reading(60, 600), Axis.WIDTH) is not None
    assert entry.unlikely(None, a_reading(60, 7), Axis.WIDTH) is None
    assert entry.unlikely(None, a_reading(60, 6, unlikely_reason="a streak"), Axis.WIDTH) is None


def test_keeps_the_reason_while_the_size_looks_unlikely():
    last = a_reading(100, 80)
    odd = entry.with_size(None, LESION, taken(Axis.LENGTH, 150, "measured twice"), last)
    wide = entry.with_size(odd, LESION, taken(Axis.WIDTH, 80), last)
    thick = entry.with_size(wide, LESION, taken(Axis.THICKNESS, 50), last)
    corrected = entry.with_size(thick, LESION, taken(Axis.LENGTH, 105), last)

    assert [a.readings[0].unlikely_reason for a in (odd, wide, thick, corrected)] == [*["measured twice"] * 3, ""]


def test_keeps_the_reason_of_an_unlikely_area():
    last = a_reading(100, 80)
    long = entry.with_size(None, LESION, taken(Axis.LENGTH, 120), last)
    wide = entry.with_size(long, LESION, taken(Axis.WIDTH, 94, "swollen"), last)

    assert entry.with_size(wide, LESION, taken(Axis.THICKNESS, 40), last).readings[0].unlikely_reason == "swollen"


def test_joins_the_reasons_of_two_questions():
    last = a_reading(100, 80)
    odd = entry.with_size(None, LESION, taken(Axis.LENGTH, 200, "coalesced"), last)

    both = entry.with_size(odd, LESION, taken(Axis.WIDTH, 160, "checked"), last)

    assert both.readings[0].unlikely_reason == "coalesced; checked"


def test_change_is_of_the_area_by_the_same_method():
    # 12 x 9 against 11 x 8: 108 / 88 = + 22.7 %
    assert entry.change_percent(a_reading(110, 80), sized(120, 90), LESION) == pytest.approx(22.727, abs=0.001)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, sized(120, 90)),
        (a_reading(110, None), sized(120, 90)),
        (a_reading(110, 80), sized(120)),
        (a_reading(110, 80, method=Method.CALIPER), sized(120, 90)),
        (a_reading(110, 80), an_assessment(5, State.RESOLVED)),
        (a_reading(110, 80), None),
    ],
)
def test_gives_no_change_from_what_was_not_measured_alike(last, said):
    assert entry.change_percent(last, said, LESION) is None


def test_the_bound_of_a_size_is_that_of_its_site_and_a_sheet_has_none_of_its_own():
    sheet = a_lesion(5, form=Form.SHEET)

    assert entry.largest_of(LESION) < 3000
    assert entry.largest_of(sheet) == entry.LARGEST


def test_a_subtype_is_recorded_like_a_finding():
    made = entry.with_field(None, 5, Field.CLINICAL_SUBTYPE, Subtype.NET)

    assert made is not None
    assert made.clinical_subtype is Subtype.NET
