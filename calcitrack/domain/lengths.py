"""Lengths as people type them. Inside, a length is a whole number of tenths of a millimetre, so sums are exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from calcitrack.domain.folding import plain_digits
from calcitrack.domain.sites import SiteList

Tenths: TypeAlias = int

LARGEST: Tenths = 5000
"""No deposit that is followed is longer than half a metre; the program's own bound for typing errors."""

_TENTHS_IN_MM = 10
_TENTHS_IN_CM = 100
_TYPED = re.compile(r"(?P<sign>[-−])?\s*(?P<number>[0-9]+[.,]?[0-9]*|[.,][0-9]+)\s*(?P<unit>mm|cm)?", re.IGNORECASE)
# 1,234 and 1.234 are a thousand to one reader and one and a bit to another; a leading 0 groups no thousands.
_TWO_WAYS = re.compile(r"[-−]?\s*[1-9][0-9]{0,2}(?:[.,٬][0-9]{3})+(?:[.,][0-9]*)?\s*(?:mm|cm)?", re.IGNORECASE)
_SIGNS_OF_ARABIC_NUMBERS = str.maketrans({"٫": "."})


class LengthFault(StrEnum):
    """Why a length was refused."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NOT_POSITIVE = "not_positive"
    TOO_FINE = "too_fine"
    AMBIGUOUS = "ambiguous"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"


class LengthRefused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The text or value is not taken as a length.

    Attributes:
        fault: Why.
        largest: The bound in force, for the words beside the cell.
    """

    def __init__(self, fault: LengthFault, largest: Tenths = LARGEST) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.largest = largest


@dataclass(frozen=True, slots=True)
class ParsedLength:
    """A length that was read.

    Attributes:
        tenths: Tenths of a millimetre, from 1 to the bound in force.
        from_cm: Whether centimetres were typed: the screen shows the millimetres before taking them.
    """

    tenths: Tenths
    from_cm: bool = False


def parse_length(text: str, largest: Tenths = LARGEST) -> ParsedLength:
    """Read a length in millimetres, or in centimetres where the text says cm.

    Point and comma are both decimal signs; digits of every script are read. Zeros after the tenths are let pass,
    for they lose nothing (12.50 is 12.5).

    Args:
        text: As typed, such as "12", "12,5", "12.5 mm" or "1.2 cm".
        largest: The bound in force, such as `largest_tenths` of the site.

    Raises:
        LengthRefused: With the fault.
    """
    typed = plain_digits(text).translate(_SIGNS_OF_ARABIC_NUMBERS).strip()
    if not typed:
        raise LengthRefused(LengthFault.EMPTY)
    if _TWO_WAYS.fullmatch(typed):
        raise LengthRefused(LengthFault.AMBIGUOUS)
    match = _TYPED.fullmatch(typed)
    if match is None:
        raise LengthRefused(LengthFault.NOT_A_NUMBER)
    from_cm = (match["unit"] or "").casefold() == "cm"
    number = match["number"] if not match["sign"] else "0"  # below nothing is as wrong as nothing
    tenths = _exact_tenths(number, _TENTHS_IN_CM if from_cm else _TENTHS_IN_MM, largest)
    return ParsedLength(check_length(tenths, largest), from_cm)


def check_length(tenths: int, largest: Tenths = LARGEST) -> Tenths:
    """Return the length if it can be one.

    Args:
        tenths: Tenths of a millimetre from any source, such as an imported file.
        largest: The bound in force, such as `largest_tenths` of the site.

    Raises:
        LengthRefused: Not positive, or too large.
    """
    if tenths <= 0:
        raise LengthRefused(LengthFault.NOT_POSITIVE)
    if tenths > largest:
        raise LengthRefused(LengthFault.TOO_LARGE, largest)
    return tenths


def largest_tenths(site_code: str) -> Tenths:
    """Give the longest that a single deposit at a site could be.

    These are the program's own bounds for typing errors, drawn generously from anatomy; they are no clinical facts.

    Args:
        site_code: A code of the site list.

    Raises:
        KeyError: The list has no such site.
    """
    return SiteList.load().get(site_code).largest_tenths


def format_tenths(tenths: Tenths, decimal: str = ".") -> str:
    """Write a length in millimetres with its one decimal, such as 12.5, without the unit.

    Args:
        tenths: Tenths of a millimetre; differences may be negative.
        decimal: The reader's decimal sign.
    """
    whole, rest = divmod(abs(tenths), _TENTHS_IN_MM)
    return f"{'-' if tenths < 0 else ''}{whole}{decimal}{rest}"


def _exact_tenths(number: str, tenths_in_unit: int, largest: Tenths) -> Tenths:
    """Turn digits with at most one decimal sign into tenths, without a float on the way."""
    whole, _, decimals = number.replace(",", ".").partition(".")
    whole = whole.lstrip("0")
    places = len(str(tenths_in_unit)) - 1
    kept, lost = decimals[:places].ljust(places, "0"), decimals[places:].strip("0")
    if len(whole) > len(str(LARGEST)):  # before int(), which refuses thousands of digits in its own way
        raise LengthRefused(LengthFault.TOO_LARGE, largest)
    tenths = int(whole + kept)
    if lost:
        raise LengthRefused(LengthFault.TOO_FINE if tenths else LengthFault.TOO_SMALL)
    return tenths
