"""The words and sentences of the grid and of the panel beside it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from calcitrack.domain.entry import Axis, Field, Oddity, Unlikely
from calcitrack.domain.lengths import LengthFault, LengthRefused, format_tenths
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, say
from calcitrack.domain.visit import Reading
from calcitrack.ui.i18n import day, locale, translate
from calcitrack.ui.words import short

Word = TypeVar("Word", bound=StrEnum)

FIELD_WORDS: Mapping[Field, Marked] = {
    Field.CLINICAL_SUBTYPE: QT_TRANSLATE_NOOP("Visit", "Clinical subtype"),
    Field.RADIOGRAPHIC_SUBTYPE: QT_TRANSLATE_NOOP("Visit", "Subtype by X-ray"),
    Field.COUNT: QT_TRANSLATE_NOOP("Visit", "Number of deposits"),
    Field.VISIBLE: QT_TRANSLATE_NOOP("Visit", "Visible"),
    Field.PALPABLE: QT_TRANSLATE_NOOP("Visit", "Palpable"),
    Field.PAIN: QT_TRANSLATE_NOOP("Visit", "Pain, 0 to 10"),
    Field.ULCER: QT_TRANSLATE_NOOP("Visit", "Ulcer"),
    Field.REDNESS: QT_TRANSLATE_NOOP("Visit", "Redness"),
    Field.SWELLING: QT_TRANSLATE_NOOP("Visit", "Swelling"),
    Field.DISCHARGE: QT_TRANSLATE_NOOP("Visit", "Discharge"),
    Field.INFECTION: QT_TRANSLATE_NOOP("Visit", "Infection"),
    Field.TENDON_SHEATH: QT_TRANSLATE_NOOP("Visit", "Tendon sheath involved"),
    Field.FUNCTION_LIMITED: QT_TRANSLATE_NOOP("Visit", "Function limited"),
    Field.NERVE_COMPRESSION: QT_TRANSLATE_NOOP("Visit", "Nerve compression"),
}

AXIS_WORDS: Mapping[Axis, Marked] = {
    Axis.LENGTH: QT_TRANSLATE_NOOP("Visit", "Length"),
    Axis.WIDTH: QT_TRANSLATE_NOOP("Visit", "Width"),
    Axis.THICKNESS: QT_TRANSLATE_NOOP("Visit", "Thickness"),
}

NO_SOURCE_DEFINITION = QT_TRANSLATE_NOOP("Visit", "Our source names the four subtypes and does not define them.")
KEPT_AS_TYPED = QT_TRANSLATE_NOOP("Visit", "checked, as typed")

_REFUSALS: Mapping[LengthFault, Marked] = {
    LengthFault.EMPTY: QT_TRANSLATE_NOOP("Visit", "Type millimetres, such as 12 or 12.5."),
    LengthFault.NOT_A_NUMBER: QT_TRANSLATE_NOOP(
        "Visit", "“{typed}” is not a length. Type millimetres, such as 12 or 12.5."
    ),
    LengthFault.NOT_POSITIVE: QT_TRANSLATE_NOOP(
        "Visit", "A size is above 0 mm. If the lesion has gone, press Esc and then R for resolved."
    ),
    LengthFault.TOO_FINE: QT_TRANSLATE_NOOP("Visit", "Sizes are kept to 0.1 mm; “{typed}” is finer."),
    LengthFault.AMBIGUOUS: QT_TRANSLATE_NOOP(
        "Visit", "“{typed}” can be read as thousands or as decimals. Type at most one decimal."
    ),
    LengthFault.TOO_LARGE: QT_TRANSLATE_NOOP(
        "Visit", "“{typed}” is longer than a deposit here can be ({site}: up to {largest} mm)."
    ),
    LengthFault.TOO_SMALL: QT_TRANSLATE_NOOP("Visit", "“{typed}” is less than 0.1 mm."),
}

_QUESTIONS: Mapping[Oddity, Marked] = {
    Oddity.TENFOLD: QT_TRANSLATE_NOOP(
        "Visit", "{axis} {now} mm: at least ten times the last, {then} mm ({method}, {day}). Decimal point?"
    ),
    Oddity.TENTH: QT_TRANSLATE_NOOP(
        "Visit", "{axis} {now} mm: a tenth of the last or less, {then} mm ({method}, {day}). Decimal point?"
    ),
    Oddity.JUMP: QT_TRANSLATE_NOOP(
        "Visit", "{axis} {now} mm: {percent} % against the last, {then} mm ({method}, {day})."
    ),
    Oddity.AREA: QT_TRANSLATE_NOOP(
        "Visit", "{now} mm: the area is {percent} % against the last, {then} mm ({method}, {day})."
    ),
    Oddity.SHAPE: QT_TRANSLATE_NOOP("Visit", "{now} mm: one side is at least ten times the other. Decimal point?"),
}


def word(words: Mapping[Word, Marked], value: Word) -> str:
    """The word for a value in the language of the interface."""
    return translate(say(words[value]))


def said(marked: Marked, **args: object) -> str:
    """A marked sentence in the language of the interface."""
    return translate(say(marked, **args))


def mm(tenths: int) -> str:
    """A length in millimetres without its unit; whole millimetres without a decimal."""
    sign = locale().decimalPoint()
    return format_tenths(tenths, sign).removesuffix(f"{sign}0")


def size(reading: Reading) -> str:
    """Length and width of a reading; a width that was not taken is a question mark."""
    return f"{mm(reading.length)} × {mm(reading.width) if reading.width else '?'}"


def method_and_day(reading: Reading) -> str:
    """How and when a reading was taken."""
    return f"{short(reading.method)}, {day(reading.measured_on)}"


def refusal(refused: LengthRefused, typed: str, site_label: str) -> str:
    """Why a length is not taken."""
    return said(_REFUSALS[refused.fault], typed=typed, site=site_label, largest=mm(refused.largest))


def question(odd: Unlikely, now: Reading, axis: Axis) -> str:
    """What is asked about a length that looks like a typing error."""
    whole = odd.oddity in (Oddity.AREA, Oddity.SHAPE)
    return said(
        _QUESTIONS[odd.oddity],
        axis=word(AXIS_WORDS, axis),
        now=size(now) if whole else mm(getattr(now, axis)),
        then=size(odd.then) if whole else mm(getattr(odd.then, axis)),
        percent=f"{odd.percent:+d}".replace("-", "−"),
        method=short(odd.then.method),
        day=day(odd.then.measured_on),
    )
