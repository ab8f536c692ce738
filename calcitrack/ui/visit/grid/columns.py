"""The columns of the grid: their order, their heads, and what each says of a lesion in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum

from calcitrack.domain.entry import Axis, Field, Missing, change_percent, missing, shown_reading, wants_measuring
from calcitrack.domain.figures.area import reading_of_record
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import State, Subtype
from calcitrack.ui.i18n import day, number
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import method_and_day, mm, said, size
from calcitrack.ui.words import inside, short


class Col(IntEnum):
    """The columns, from left to right. Number and site stand in the row head, which never scrolls away."""

    SUBTYPE = 0
    LAST = 1
    LENGTH = 2
    WIDTH = 3
    CHANGE = 4
    PAIN = 5
    ULCER = 6
    DISCHARGE = 7
    REDNESS = 8
    INFECTION = 9
    FUNCTION = 10
    METHOD = 11
    STATE = 12


HEADS: Mapping[Col, Marked] = {
    Col.SUBTYPE: QT_TRANSLATE_NOOP("Grid", "Subtype"),
    Col.LAST: QT_TRANSLATE_NOOP("Grid", "Last, mm"),
    Col.LENGTH: QT_TRANSLATE_NOOP("Grid", "Today, L"),
    Col.WIDTH: QT_TRANSLATE_NOOP("Grid", "× W, mm"),
    Col.CHANGE: QT_TRANSLATE_NOOP("Grid", "Change"),
    Col.PAIN: QT_TRANSLATE_NOOP("Grid", "Pain"),
    Col.ULCER: QT_TRANSLATE_NOOP("Grid", "Ulcer"),
    Col.DISCHARGE: QT_TRANSLATE_NOOP("Grid", "Drains"),
    Col.REDNESS: QT_TRANSLATE_NOOP("Grid", "Red"),
    Col.INFECTION: QT_TRANSLATE_NOOP("Grid", "Infection"),
    Col.FUNCTION: QT_TRANSLATE_NOOP("Grid", "Function"),
    Col.METHOD: QT_TRANSLATE_NOOP("Grid", "Method"),
    Col.STATE: QT_TRANSLATE_NOOP("Grid", "State"),
}

EXPLAINED: Mapping[Col, Marked] = {
    Col.SUBTYPE: QT_TRANSLATE_NOOP("Grid", "Clinical subtype, by eye and hand; grey: as last recorded"),
    Col.LAST: QT_TRANSLATE_NOOP("Grid", "Last signed reading by the tracking method; never filled in for today"),
    Col.LENGTH: QT_TRANSLATE_NOOP("Grid", "Length today in millimetres"),
    Col.WIDTH: QT_TRANSLATE_NOOP("Grid", "Width today in millimetres"),
    Col.CHANGE: QT_TRANSLATE_NOOP("Grid", "Change of area (ellipse) against the last reading by the same method"),
    Col.PAIN: QT_TRANSLATE_NOOP("Grid", "Pain at this lesion, 0 to 10"),
    Col.ULCER: QT_TRANSLATE_NOOP("Grid", "Ulcer; dashed box: not recorded"),
    Col.DISCHARGE: QT_TRANSLATE_NOOP("Grid", "Discharge; dashed box: not recorded"),
    Col.REDNESS: QT_TRANSLATE_NOOP("Grid", "Redness; dashed box: not recorded"),
    Col.INFECTION: QT_TRANSLATE_NOOP("Grid", "Infection; the review names the grades and does not define them"),
    Col.FUNCTION: QT_TRANSLATE_NOOP("Grid", "Function limited by this lesion; dashed box: not recorded"),
    Col.METHOD: QT_TRANSLATE_NOOP("Grid", "How today's size was taken; grey: the tracking method"),
    Col.STATE: QT_TRANSLATE_NOOP("Grid", "What the visit says of the lesion, and what is missing"),
}

AXES: Mapping[Col, Axis] = {Col.LENGTH: Axis.LENGTH, Col.WIDTH: Axis.WIDTH}

FIELDS: Mapping[Col, Field] = {
    Col.SUBTYPE: Field.CLINICAL_SUBTYPE,
    Col.PAIN: Field.PAIN,
    Col.ULCER: Field.ULCER,
    Col.DISCHARGE: Field.DISCHARGE,
    Col.REDNESS: Field.REDNESS,
    Col.INFECTION: Field.INFECTION,
    Col.FUNCTION: Field.FUNCTION_LIMITED,
}

YES_NO_COLUMNS = (Col.ULCER, Col.REDNESS, Col.FUNCTION)
TYPED_COLUMNS = (Col.LENGTH, Col.WIDTH, Col.PAIN)
FIELD_COLUMNS = tuple(col for col in Col if col not in (Col.LAST, Col.CHANGE, Col.STATE))

_NOT_RECORDED = QT_TRANSLATE_NOOP("Grid", "not recorded")
_YES = QT_TRANSLATE_NOOP("Grid", "yes")
_NO = QT_TRANSLATE_NOOP("Grid", "no")
_WAS = QT_TRANSLATE_NOOP("Grid", "not recorded today; last {subtype}")
_COUNTED = QT_TRANSLATE_NOOP("Grid", "{last}; {count} deposits counted on {day}")
_UNMEASURED = QT_TRANSLATE_NOOP("Grid", "not measured so far")
_LAST = QT_TRANSLATE_NOOP("Grid", "{size} mm, {how}")
_LAST_WITHOUT = QT_TRANSLATE_NOOP("Grid", "{size} mm, {how}; on {day}: {state}")
_NOT_COMPARABLE = QT_TRANSLATE_NOOP("Grid", "no change can be given")
_CHANGE = QT_TRANSLATE_NOOP("Grid", "area {percent} % against {size} mm ({how})")
_MISSING: Mapping[Missing, Marked] = {
    Missing.EVERYTHING: QT_TRANSLATE_NOOP("Grid", "nothing recorded"),
    Missing.SIZE: QT_TRANSLATE_NOOP("Grid", "size missing"),
    Missing.WIDTH: QT_TRANSLATE_NOOP("Grid", "width missing"),
    Missing.INDEX_SIZE: QT_TRANSLATE_NOOP("Grid", "index lesion, not measured"),
}
_OTHER_METHOD = QT_TRANSLATE_NOOP("Grid", "no {method} size")
_BECAUSE = QT_TRANSLATE_NOOP("Grid", "{state}: {reason}")


def cell_text(row: GridRow, col: Col) -> str:
    """What a cell says, in words; "not recorded" is always said."""
    return _TEXTS[col](row)


def shown_subtype(row: GridRow) -> tuple[Subtype | None, bool]:
    """The clinical subtype to show, and whether it was recorded today."""
    today = row.assessment.clinical_subtype if row.assessment else None
    return (today, True) if today else (row.last.subtype if row.last else None, False)


def state_instead_of_size(row: GridRow) -> str:
    """The short state that stands where the size would be; empty where sizes are expected."""
    assessment = row.assessment
    if assessment is None or assessment.state is State.MEASURED:
        return ""
    return short(assessment.state)


def lack(row: GridRow) -> str:
    """What is missing for the row to count as recorded, in words; empty when nothing is."""
    gap = missing(row.assessment, row.lesion)
    if gap is not Missing.NOTHING:
        return said(_MISSING[gap])
    if row.assessment and row.assessment.readings and reading_of_record(row.lesion, row.assessment) is None:
        return said(_OTHER_METHOD, method=short(row.lesion.tracking_method))
    return ""


def _subtype_text(row: GridRow) -> str:
    subtype, today = shown_subtype(row)
    if subtype is None:
        return said(_NOT_RECORDED)
    name = inside(subtype)
    return name if today else said(_WAS, subtype=name)


def _last_text(row: GridRow) -> str:
    size_told = _last_size(row)
    if row.last is None or row.last.counted is None:
        return size_told
    count, on = row.last.counted
    return said(_COUNTED, last=size_told, count=count, day=day(on))


def _last_size(row: GridRow) -> str:
    reading = row.last_reading
    if row.last is None or reading is None:
        return said(_UNMEASURED)
    how = method_and_day(reading)
    if row.last.state is State.MEASURED:
        return said(_LAST, size=size(reading), how=how)
    state = inside(row.last.state)
    return said(_LAST_WITHOUT, size=size(reading), how=how, day=day(row.last.on), state=state)


def _axis_text(axis: Axis) -> Callable[[GridRow], str]:
    def text(row: GridRow) -> str:
        if instead := state_instead_of_size(row):
            return said(_BECAUSE, state=instead, reason=lack(row)) if lack(row) else instead
        reading = shown_reading(row.assessment, row.lesion)
        value: int | None = getattr(reading, axis) if reading else None
        if value:
            return mm(value)
        if reading and axis is Axis.WIDTH:
            return said(_MISSING[Missing.WIDTH])
        wanted = axis is Axis.LENGTH and wants_measuring(row.assessment, row.lesion)
        return said(_MISSING[Missing.INDEX_SIZE]) if wanted else said(_NOT_RECORDED)

    return text


def _change_text(row: GridRow) -> str:
    percent = change_percent(row.last_reading, row.assessment, row.lesion)
    if percent is None or row.last_reading is None:
        return said(_NOT_COMPARABLE)
    signed = f"{percent:+.0f}".replace("-", "−")
    return said(_CHANGE, percent=signed, size=size(row.last_reading), how=method_and_day(row.last_reading))


def _of_assessment(text: Callable[[Assessment], str | None]) -> Callable[[GridRow], str]:
    return lambda row: (text(row.assessment) if row.assessment else None) or said(_NOT_RECORDED)


def _yes_no_text(field: Field) -> Callable[[GridRow], str]:
    def text(assessment: Assessment) -> str | None:
        value = getattr(assessment, field)
        return None if value is None else said(_YES if value else _NO)

    return _of_assessment(text)


def pain_text(pain: float) -> str:
    """A pain score; whole ones without a decimal."""
    return number(pain, 0 if pain == int(pain) else 1)


def typed_value(row: GridRow, col: Col) -> str:
    """The value of a typed cell as one would type it; empty where there is none."""
    if col is Col.PAIN:
        pain = row.assessment.pain if row.assessment else None
        return "" if pain is None else pain_text(pain)
    reading = shown_reading(row.assessment, row.lesion)
    value: int | None = getattr(reading, AXES[col]) if reading else None
    return mm(value) if value else ""


def _method_text(row: GridRow) -> str:
    reading = shown_reading(row.assessment, row.lesion)
    return method_and_day(reading) if reading else short(row.lesion.tracking_method)


def _state_text(row: GridRow) -> str:
    assessment = row.assessment
    if assessment is None or lack(row):
        return lack(row)
    state = inside(assessment.state)
    if assessment.resolved_basis:
        return f"{state} {inside(assessment.resolved_basis)}"
    return said(_BECAUSE, state=state, reason=assessment.reason) if assessment.reason else state


_TEXTS: Mapping[Col, Callable[[GridRow], str]] = {
    Col.SUBTYPE: _subtype_text,
    Col.LAST: _last_text,
    Col.LENGTH: _axis_text(Axis.LENGTH),
    Col.WIDTH: _axis_text(Axis.WIDTH),
    Col.CHANGE: _change_text,
    Col.PAIN: _of_assessment(lambda a: None if a.pain is None else pain_text(a.pain)),
    Col.ULCER: _yes_no_text(Field.ULCER),
    Col.DISCHARGE: _of_assessment(lambda a: inside(a.discharge) if a.discharge else None),
    Col.REDNESS: _yes_no_text(Field.REDNESS),
    Col.INFECTION: _of_assessment(lambda a: inside(a.infection) if a.infection else None),
    Col.FUNCTION: _yes_no_text(Field.FUNCTION_LIMITED),
    Col.METHOD: _method_text,
    Col.STATE: _state_text,
}
