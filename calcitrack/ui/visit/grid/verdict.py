"""What is to be said about a typed length before it is taken; the same in the grid and in the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from calcitrack.domain.entry import Axis, largest_of, unlikely
from calcitrack.domain.lengths import LengthRefused, format_tenths, parse_length
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Reading
from calcitrack.ui.i18n import locale
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import question, refusal, said

_IN_MM = QT_TRANSLATE_NOOP("Visit", "= {mm} mm")


class Judgement(Enum):
    """What happens to a typed length."""

    REFUSED = auto()
    CENTIMETRES = auto()
    ODD = auto()
    FINE = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a typed length.

    Attributes:
        tenths: The length in tenths of a millimetre; 0 where it was refused.
        text: Why not, what it is in millimetres, or what is asked; empty when it is fine.
    """

    judgement: Judgement
    tenths: int = 0
    text: str = ""


def judge(text: str, axis: Axis, row: GridRow, reading_with: Callable[[int], Reading], *, mm_shown: bool) -> Verdict:
    """Look at a typed length.

    Args:
        text: As typed.
        axis: Which length it is.
        row: The lesion, with its last reading.
        reading_with: The reading that a length would make.
        mm_shown: Centimetres were shown in millimetres already, and meant.
    """
    try:
        length = parse_length(text, largest_of(row.lesion))
    except LengthRefused as refused:
        return Verdict(Judgement.REFUSED, text=refusal(refused, text, row.site_label))
    if length.from_cm and not mm_shown:
        shown = format_tenths(length.tenths, locale().decimalPoint())
        return Verdict(Judgement.CENTIMETRES, length.tenths, said(_IN_MM, mm=shown))
    reading = reading_with(length.tenths)
    odd = unlikely(row.last_reading, reading, axis)
    if odd is not None:
        return Verdict(Judgement.ODD, length.tenths, question(odd, reading, axis))
    return Verdict(Judgement.FINE, length.tenths)
