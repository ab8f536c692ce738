from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.dates import (
    MONTHS,
    DateFault,
    DateRefused,
    PartialDate,
    age_on,
    format_day,
    format_partial,
    parse_day,
    parse_entry,
)

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def fault_of(read, *args) -> DateFault:
    with pytest.raises(DateRefused) as refused:
        read(*args)
    return refused.value.fault


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22",
        " 2026-11-22 ",
        "2026/11/22",
        "2026.11.22",
        "22 Nov 2026",
        "22 NOVEMBER 2026",
        "22 novem 2026",
        "22nov2026",
        "22-Nov-2026",
        "22. Nov. 2026",
        "Nov 22 2026",
        "November 22, 2026",
        "22.11.2026",
        "22. 11. 2026",
        "22/11/2026",
        "11/22/2026",
        "22-11-2026",
        "٢٢/١١/٢٠٢٦",
        "\u200e22/11/2026\u200f",
    ],
)
def test_reads_a_day_that_reads_one_way(typed: str):
    assert parse_day(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3.4.2026", date(2026, 4, 3)),
        ("2026-3-4", date(2026, 3, 4)),
        ("5 Sept 2026", date(2026, 9, 5)),
        ("5 May 2026", date(2026, 5, 5)),
        ("4/4/2026", date(2026, 4, 4)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("01.01.1900", date(1900, 1, 1)),
    ],
)
def test_dots_mean_day_first_and_years_first_mean_year_month_day(typed: str, day: date):
    assert parse_day(typed) == day


@pytest.mark.parametrize("typed", ["3/4/2026", "03/04/2026", "03-04-2026", "12/11/2026", "1 / 2 / 2026"])
def test_refuses_numbers_that_read_day_first_or_month_first(typed: str):
    assert fault_of(parse_day, typed) is DateFault.AMBIGUOUS


@pytest.mark.parametrize(
    "typed",
    ["31 Feb 2026", "2026-02-31", "31.02.2026", "31/02/2026", "02/30/2026", "29 Feb 2026", "29 Feb 1900", "2026-13-01",
     "0 May 2026", "31/04/2026", "13/13/2026", "2026-00-10", "2026-01-00"],
)  # fmt: skip
def test_refuses_a_day_that_does_not_exist(typed: str):
    assert fault_of(parse_day, typed) is DateFault.NO_SUCH_DAY


@pytest.mark.parametrize("typed", ["22/11/26", "22.11.26", "22 Nov 26", "Nov 22, 26", "3/4/26", "22 Nov 6"])
def test_refuses_a_year_of_two_digits(typed: str):
    assert fault_of(parse_day, typed) is DateFault.YEAR_ONLY_TWO_DIGITS


@pytest.mark.parametrize("typed", ["1899-12-31", "22 Nov 1026", "0001-01-01", "2200-01-01", "22/11/9026"])
def test_refuses_a_year_in_which_no_patient_of_ours_lived(typed: str):
    assert fault_of(parse_day, typed) is DateFault.OUT_OF_RANGE


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "2026", "2026-11", "Nov 2026", "22 No 2026", "22 Nev 2026", "22 Novembre 2026", "22/11/20266",
     "22.11-2026", "2026-11/22", "20261122", "22 Nov 202", "2026-11-22T10:00", "22 Nov 2026 x", "-5", "1e3",
     "22/11/2026¹", "222/11/2026", "Nov 2220 26", pytest.param("9" * 5000, id="5000 digits")],
)  # fmt: skip
def test_refuses_what_is_no_full_date(typed: str):
    with pytest.raises(DateRefused):
        parse_day(typed)


@pytest.mark.parametrize("typed", ["", "soon", "2026-11", "22 Nev 2026", "22/11/20266", "20261122"])
def test_says_that_it_is_not_a_date(typed: str):
    assert fault_of(parse_day, typed) is DateFault.NOT_A_DATE


@given(DAYS)
def test_every_day_is_read_back_from_its_own_writing(day: date):
    assert parse_day(format_day(day)) == day
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}") == day


@given(st.text() | st.from_regex(r"[0-9a-z ]{1,5}[./ -][0-9a-z]{1,9}[./ -][0-9]{1,6}", fullmatch=True))
def test_any_text_is_either_read_or_refused_with_a_fault(text: str):
    for read in (parse_day, PartialDate.parse):
        with suppress(DateRefused):
            assert str(read(text))


def test_writes_a_day_with_two_digits_and_the_month_in_letters():
    assert format_day(date(1968, 5, 3)) == "03 May 1968"
    assert format_day(TODAY) == "22 Nov 2026"


def test_writes_a_day_with_the_month_names_of_the_reader():
    german = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")
    assert format_day(date(1968, 5, 3), german) == "03 Mai 1968"


def test_there_are_twelve_month_names():
    assert len(MONTHS) == 12


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1968", "1968"),
        (" 1968 ", "1968"),
        ("1968-05", "1968-05"),
        ("1968-5", "1968-05"),
        ("05/1968", "1968-05"),
        ("5.1968", "1968-05"),
        ("May 1968", "1968-05"),
        ("may1968", "1968-05"),
        ("September, 1968", "1968-09"),
        ("1968-05-03", "1968-05-03"),
        ("3 May 1968", "1968-05-03"),
        ("03.05.1968", "1968-05-03"),
        ("31/05/1968", "1968-05-31"),
        ("١٩٦٨", "1968"),
    ],
)
def test_reads_a_date_as_exact_as_it_was_typed(typed: str, stored: str):
    assert PartialDate.parse(typed).text == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", DateFault.NOT_A_DATE),
        ("196", DateFault.NOT_A_DATE),
        ("19680", DateFault.NOT_A_DATE),
        ("spring 1968", DateFault.NOT_A_DATE),
        ("May", DateFault.NOT_A_DATE),
        ("1968-05-", DateFault.NOT_A_DATE),
        ("68", DateFault.YEAR_ONLY_TWO_DIGITS),
        ("May 68", DateFault.YEAR_ONLY_TWO_DIGITS),
        ("05/68", DateFault.YEAR_ONLY_TWO_DIGITS),
        ("1968-13", DateFault.NO_SUCH_DAY),
        ("0/1968", DateFault.NO_SUCH_DAY),
        ("31 Feb 1968", DateFault.NO_SUCH_DAY),
        ("03/04/1968", DateFault.AMBIGUOUS),
        ("1899", DateFault.OUT_OF_RANGE),
        ("May 1868", DateFault.OUT_OF_RANGE),
        ("0000", DateFault.OUT_OF_RANGE),
    ],
)
def test_refuses_a_partial_date_with_its_fault(typed: str, fault: DateFault):
    assert fault_of(PartialDate.parse, typed) is fault


@pytest.mark.parametrize("text", ["1968-5", "May 1968", " 1968", "1968-05-03\n", "", "٠١٩٦٨", "١٩٦٨", "1968-02-30"])
def test_holds_only_the_stored_form(text: str):
    with pytest.raises(DateRefused):
        PartialDate(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1968", date(1968, 1, 1), date(1968, 12, 31)),
        ("1968-05", date(1968, 5, 1), date(1968, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("1968-05-03", date(1968, 5, 3), date(1968, 5, 3)),
    ],
)
def test_knows_the_first_and_the_last_day_it_can_be(text: str, earliest: date, latest: date):
    partial = PartialDate(text)
    assert (partial.earliest, partial.latest) == (earliest, latest)


def test_equal_texts_are_equal_dates_and_print_as_stored():
    assert PartialDate.parse("May 1968") == PartialDate("1968-05")
    assert len({PartialDate.parse("May 1968"), PartialDate("1968-05")}) == 1
    assert str(PartialDate("1968-05")) == "1968-05"


@pytest.mark.parametrize(
    ("text", "written"), [("1968", "1968"), ("1968-05", "May 1968"), ("1968-05-03", "03 May 1968")]
)
def test_writes_a_date_no_more_exactly_than_it_is_known(text: str, written: str):
    assert format_partial(PartialDate(text)) == written
    assert PartialDate.parse(written).text == text


def test_writes_a_partial_date_with_month_names_of_several_words():
    names = ("mis Ionawr",) * 12
    assert format_partial(PartialDate("1968-05"), names) == "mis Ionawr 1968"
    assert format_partial(PartialDate("1968-05-03"), names) == "03 mis Ionawr 1968"


@pytest.mark.parametrize(
    ("birth", "day", "ages"),
    [
        ("1968-05-03", date(2026, 5, 2), (57, 57)),
        ("1968-05-03", date(2026, 5, 3), (58, 58)),
        ("1968-05", date(2026, 5, 3), (57, 58)),
        ("1968-05", date(2026, 5, 31), (58, 58)),
        ("1968", TODAY, (57, 58)),
        ("1968", date(2026, 12, 31), (58, 58)),
        ("2004-02-29", date(2026, 2, 28), (21, 21)),
        ("2004-02-29", date(2026, 3, 1), (22, 22)),
        ("2004-02-29", date(2028, 2, 28), (23, 23)),
        ("2004-02-29", date(2028, 2, 29), (24, 24)),
        ("2026", date(2026, 3, 1), (0, 0)),
        ("2026-11-22", TODAY, (0, 0)),
    ],
)
def test_gives_the_lowest_and_the_highest_possible_age(birth: str, day: date, ages: tuple[int, int]):
    assert age_on(PartialDate(birth), day) == ages


@given(DAYS, st.dates(date(1900, 1, 1), date(2250, 1, 1)))
def test_a_less_exact_birth_date_never_excludes_the_true_age(born: date, day: date):
    exact = age_on(PartialDate(born.isoformat()), day)[0]
    for length in (4, 7):
        lowest, highest = age_on(PartialDate(born.isoformat()[:length]), day)
        assert lowest <= exact <= highest <= lowest + 1


def test_today_and_yesterday_are_counted_from_the_day_handed_in():
    assert parse_entry("today", TODAY) == TODAY
    assert parse_entry(" Yesterday ", date(2026, 3, 1)) == date(2026, 2, 28)
    assert parse_entry("21 Nov 2026", TODAY) == TODAY - timedelta(days=1)


@pytest.mark.parametrize("typed", ["tomorrow", "-7", "", "3/4/2026"])
def test_a_relative_entry_refuses_what_a_day_refuses(typed: str):
    with pytest.raises(DateRefused):
        parse_entry(typed, TODAY)


def test_a_fault_prints_as_its_code():
    with pytest.raises(DateRefused, match=re.escape("ambiguous")):
        parse_day("3/4/2026")
