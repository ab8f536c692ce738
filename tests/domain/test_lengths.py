from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.lengths import (
    LARGEST,
    LengthFault,
    LengthRefused,
    ParsedLength,
    check_length,
    format_tenths,
    largest_tenths,
    parse_length,
)


def fault_of(text: str, largest: int = LARGEST) -> LengthFault:
    with pytest.raises(LengthRefused) as refused:
        parse_length(text, largest)
    return refused.value.fault


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [
        ("12", 120),
        ("12.5", 125),
        ("12,5", 125),
        (" 12.5 mm", 125),
        ("12.5mm", 125),
        ("12 MM", 120),
        ("0.1", 1),
        (".5", 5),
        ("5.", 50),
        ("007", 70),
        ("12.50", 125),
        ("0.500", 5),
        ("500", 5000),
        ("500.0", 5000),
        ("١٢٫٥", 125),
        ("۱۲,۵ mm", 125),
        ("１２.５", 125),
        ("\u200f12.5\u200e", 125),
        pytest.param("0" * 5000 + "7", 70, id="5000 zeros and 7"),
    ],
)
def test_reads_millimetres(typed: str, tenths: int):
    assert parse_length(typed) == ParsedLength(tenths, from_cm=False)


@pytest.mark.parametrize(
    ("typed", "tenths"),
    [("1.2 cm", 120), ("1,2cm", 120), ("3 CM", 300), ("1.25 cm", 125), ("0.01 cm", 1), ("50 cm", 5000), (".5 cm", 50)],
)
def test_reads_centimetres_and_says_so(typed: str, tenths: int):
    assert parse_length(typed) == ParsedLength(tenths, from_cm=True)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", LengthFault.EMPTY),
        (" \t", LengthFault.EMPTY),
        ("abc", LengthFault.NOT_A_NUMBER),
        ("mm", LengthFault.NOT_A_NUMBER),
        (".", LengthFault.NOT_A_NUMBER),
        ("-", LengthFault.NOT_A_NUMBER),
        ("=", LengthFault.NOT_A_NUMBER),
        ("1e3", LengthFault.NOT_A_NUMBER),
        ("nan", LengthFault.NOT_A_NUMBER),
        ("inf", LengthFault.NOT_A_NUMBER),
        ("12 5", LengthFault.NOT_A_NUMBER),
        ("12²", LengthFault.NOT_A_NUMBER),
        ("½", LengthFault.NOT_A_NUMBER),
        ("12 in", LengthFault.NOT_A_NUMBER),
        ("12 m", LengthFault.NOT_A_NUMBER),
        ("12 x 5", LengthFault.NOT_A_NUMBER),
        ("1.2.3", LengthFault.NOT_A_NUMBER),
        ("1_2", LengthFault.NOT_A_NUMBER),
        ("+5", LengthFault.NOT_A_NUMBER),
        ("--5", LengthFault.NOT_A_NUMBER),
        ("0x10", LengthFault.NOT_A_NUMBER),
        ("0", LengthFault.NOT_POSITIVE),
        ("0.0", LengthFault.NOT_POSITIVE),
        ("0,00 cm", LengthFault.NOT_POSITIVE),
        ("-5", LengthFault.NOT_POSITIVE),
        ("− 5.5 mm", LengthFault.NOT_POSITIVE),
        ("-600", LengthFault.NOT_POSITIVE),
        ("12.55", LengthFault.TOO_FINE),
        ("12,55 mm", LengthFault.TOO_FINE),
        ("0.125", LengthFault.TOO_FINE),
        ("12.5000001", LengthFault.TOO_FINE),
        ("0.123 cm", LengthFault.TOO_FINE),
        ("1,234", LengthFault.AMBIGUOUS),
        ("1.234", LengthFault.AMBIGUOUS),
        ("12.500", LengthFault.AMBIGUOUS),
        ("123,456 mm", LengthFault.AMBIGUOUS),
        ("1.234 cm", LengthFault.AMBIGUOUS),
        ("1,234.5", LengthFault.AMBIGUOUS),
        ("1.234,5", LengthFault.AMBIGUOUS),
        ("١٬٢٣٤", LengthFault.AMBIGUOUS),
        ("500.1", LengthFault.TOO_LARGE),
        ("600", LengthFault.TOO_LARGE),
        ("51 cm", LengthFault.TOO_LARGE),
        pytest.param("9" * 5000, LengthFault.TOO_LARGE, id="5000 digits"),
        ("0.05", LengthFault.TOO_SMALL),
        ("0.001", LengthFault.TOO_SMALL),
        ("0.009 cm", LengthFault.TOO_SMALL),
    ],
)
def test_refuses_a_length_with_its_own_fault(typed: str, fault: LengthFault):
    assert fault_of(typed) is fault


@given(st.integers(1, LARGEST), st.sampled_from([".", ","]), st.sampled_from(["", " mm", "mm"]))
def test_every_length_is_read_back_from_its_own_writing(tenths: int, decimal: str, unit: str):
    assert parse_length(format_tenths(tenths, decimal) + unit) == ParsedLength(tenths)


@given(st.integers(1, LARGEST))
def test_centimetres_are_ten_times_as_many_millimetres(tenths: int):
    if tenths % 10:
        assert parse_length(f"{tenths // 100}.{tenths % 100:02d} cm") == ParsedLength(tenths, from_cm=True)
    else:
        assert parse_length(f"{tenths // 100}.{tenths // 10 % 10} cm") == ParsedLength(tenths, from_cm=True)


@given(st.text() | st.from_regex(r"[-+]?[0-9٠-٩]{0,9}[.,٫٬ ]?[0-9]{0,9} ?(mm|cm|m)?", fullmatch=True))
def test_any_text_is_read_within_the_bounds_or_refused(text: str):
    try:
        parsed = parse_length(text)
    except LengthRefused:
        return
    assert 1 <= parsed.tenths <= LARGEST


@pytest.mark.parametrize(
    ("tenths", "written"), [(125, "12.5"), (120, "12.0"), (1, "0.1"), (5000, "500.0"), (0, "0.0"), (-5, "-0.5")]
)
def test_writes_millimetres_with_one_decimal(tenths: int, written: str):
    assert format_tenths(tenths) == written


def test_writes_the_decimal_sign_of_the_reader():
    assert format_tenths(125, ",") == "12,5"


@pytest.mark.parametrize("typed", ["600", "300", "60.1", "30 cm"])
def test_refuses_an_impossible_nodule_of_a_finger(typed: str):
    largest = largest_tenths("hand.index.distal.volar")
    assert fault_of(typed, largest) is LengthFault.TOO_LARGE


def test_a_sheet_of_the_thigh_may_be_as_long_as_the_thigh():
    assert parse_length("300", largest_tenths("thigh.anterior")).tenths == 3000


def test_a_refusal_names_the_bound_in_force():
    with pytest.raises(LengthRefused, match="too_large") as refused:
        parse_length("99", largest_tenths("hand.ring.dip"))
    assert refused.value.largest == 600


@pytest.mark.parametrize(
    ("site", "millimetres"),
    [("hand", 250), ("hand.thumb", 120), ("hand.thumb.distal", 60), ("hand.little.middle.dorsal", 60),
     ("hand.index.distal.tip", 40), ("head.face", 200), ("elbow.extensor", 250), ("chest", 500),
     ("thigh.lateral", 500)],
)  # fmt: skip
def test_gives_each_site_its_bound_or_that_of_the_part_above(site: str, millimetres: int):
    assert largest_tenths(site) == millimetres * 10


def test_knows_no_bound_of_an_unknown_site():
    with pytest.raises(KeyError):
        largest_tenths("hand.sixth")


@pytest.mark.parametrize(
    ("tenths", "fault"), [(0, LengthFault.NOT_POSITIVE), (-1, LengthFault.NOT_POSITIVE), (601, LengthFault.TOO_LARGE)]
)
def test_checks_a_length_that_was_not_typed(tenths: int, fault: LengthFault):
    with pytest.raises(LengthRefused) as refused:
        check_length(tenths, 600)
    assert refused.value.fault is fault
    assert check_length(600, 600) == 600
