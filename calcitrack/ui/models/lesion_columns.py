"""The columns of the lesion list."""

from __future__ import annotations

from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import State
from calcitrack.ui.delegates.cells import NOTHING, Badges, Cell, Mark, Words
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.lesion_rows import LesionRow
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.theme import Tone
from calcitrack.ui.widgets.change_mark import Shift, change_text
from calcitrack.ui.words import inside, short

SITE, AREA, STATE = 1, 4, 7
"""Places of the columns that give way where there is little room; the area stands in the tip of the size, too."""


def lesion_columns() -> tuple[Column[LesionRow], ...]:
    """Number, site, subtype, size, area, change, pain, state and findings."""
    return (*_who(), *_figures(), *_state())


def shift_of(percent: float, beyond: bool) -> Shift:
    """The change as it is drawn: coloured only beyond the reading error, a dash only where it rounds to nothing."""
    rounded = round(percent)
    if rounded == 0:
        return Shift(0, "level")
    tone: Tone = "neutral" if not beyond else "danger" if rounded > 0 else "good"
    return Shift(abs(rounded), "larger" if rounded > 0 else "smaller", tone)


def _who() -> tuple[Column[LesionRow], ...]:
    return (
        Column(
            translate("Lesions", "#"),
            lambda row: str(row.number),
            cell=lambda row: Words(str(row.number), muted=row.closed, icon="star" if row.index else ""),
            tooltip=lambda row: translate("Lesions", "Index lesion: measured at every visit") if row.index else "",
            spoken=_spoken_number,
            sort_key=lambda row: row.number,
            header_tip=translate("Lesions", "Number within the patient; a star marks an index lesion"),
        ),
        Column(
            translate("Lesions", "Site"),
            lambda row: row.site_label,
            cell=lambda row: Words(row.site_label, muted=row.closed),
            tooltip=lambda row: row.site_name,
            spoken=lambda row: row.site_name,
            sort_key=lambda row: row.site_label,
        ),
        Column(
            translate("Lesions", "Subtype"),
            lambda row: inside(row.subtype) if row.subtype else NOTHING,
            cell=lambda row: Mark(row.subtype, inside(row.subtype) if row.subtype else NOTHING),
            tooltip=lambda row: "" if row.subtype else _not_recorded(),
            spoken=lambda row: inside(row.subtype) if row.subtype else _not_recorded(),
            sort_key=lambda row: row.subtype,
            header_tip=translate("Lesions", "Clinical subtype, by eye and hand, as recorded last"),
        ),
    )


def _figures() -> tuple[Column[LesionRow], ...]:
    return (*_sizes(), _change(), _pains())


def _sizes() -> tuple[Column[LesionRow], ...]:
    return (
        Column(
            translate("Lesions", "Size, mm"),
            _size_text,
            cell=lambda row: Words(_size_text(row), muted=not (row.size and row.size.current)),
            right=True,
            tooltip=_size_tip,
            spoken=lambda row: f"{_size_text(row)}. {_size_tip(row)}" if row.size else _size_tip(row),
            sort_key=lambda row: row.size.reading.length if row.size else None,
            header_tip=translate("Lesions", "Length × width, and thickness where it was taken; paler when it is older"),
        ),
        Column(
            translate("Lesions", "Area, mm²"),
            lambda row: area_text(row.area_mm2),
            cell=lambda row: Words(area_text(row.area_mm2), muted=not (row.size and row.size.current)),
            right=True,
            tooltip=lambda row: _size_tip(row) if row.area_mm2 is not None else translate("Lesions", "No area"),
            sort_key=lambda row: row.area_mm2,
            header_tip=translate("Lesions", "Area of the ellipse, π/4 × length × width"),
        ),
    )


def _change() -> Column[LesionRow]:
    return Column(
        translate("Lesions", "Since last"),
        _change_text,
        cell=_change_cell,
        right=True,
        tooltip=_change_tip,
        spoken=_change_tip,
        sort_key=lambda row: row.since_last_percent,
        header_tip=translate(
            "Lesions",
            "Change of area since the signed visit before, by the same method; "
            "coloured only when length + width changed by more than the reading error",
        ),
    )


def _pains() -> Column[LesionRow]:
    return Column(
        translate("Lesions", "Pain"),
        lambda row: _pain(row.pain) if row.pain is not None else NOTHING,
        cell=lambda row: Words(_pain(row.pain) if row.pain is not None else NOTHING, muted=row.pain is None),
        right=True,
        tooltip=lambda row: "" if row.pain is not None else _not_recorded(),
        spoken=lambda row: _pain(row.pain) if row.pain is not None else _not_recorded(),
        sort_key=lambda row: row.pain,
    )


def _state() -> tuple[Column[LesionRow], ...]:
    return (
        Column(
            translate("Lesions", "Findings"),
            lambda row: ", ".join(text for text, _ in _badges(row)) or _no_badge(row),
            cell=_state_cell,
            tooltip=_findings_tip,
            spoken=lambda row: "; ".join([*(text for text, _ in _badges(row)), *_findings_tip(row).split("\n")]),
            sort_key=lambda row: (not row.findings, row.closed, row.number),
            header_tip=translate("Lesions", "What was found last, and the state where the lesion was not measured"),
        ),
    )


def area_text(area_mm2: float | None) -> str:
    """An area as it is shown: a decimal only where it would matter."""
    if area_mm2 is None:
        return NOTHING
    return number(area_mm2, 0 if area_mm2 >= 10 else 1)


def size_text(reading: Reading) -> str:
    """Length × width, and thickness where it was taken, in mm."""
    sides = [reading.length, reading.width, *([reading.thickness] if reading.thickness else [])]
    return " × ".join(NOTHING if side is None else number(side / 10, 1) for side in sides)


def _size_text(row: LesionRow) -> str:
    return size_text(row.size.reading) if row.size else NOTHING


def _size_tip(row: LesionRow) -> str:
    if row.size is None:
        return translate("Lesions", "Closed: no size") if row.closed else translate("Lesions", "Never measured")
    reading = row.size.reading
    told = translate("Lesions", "Measured on {day} by {method}, read by {reader}")
    told = told.format(day=day(reading.measured_on), method=inside(reading.method), reader=reading.reader)
    older = translate("Lesions", "Not measured at the last signed visit")
    missing = translate("Lesions", "Width not taken: no area")
    ellipse = translate("Lesions", "Area {area} mm²").format(area=area_text(row.area_mm2))
    areas = [ellipse] if row.area_mm2 is not None else []
    notes = [*([] if row.size.current else [older]), *([missing] if reading.width is None else [])]
    return "\n".join([told, *areas, *notes])


def _change_text(row: LesionRow) -> str:
    percent = row.since_last_percent
    return NOTHING if percent is None else f"{number(percent, 0)} %"


def _change_cell(row: LesionRow) -> Cell:
    if row.since_last_percent is None:
        return Words(NOTHING, muted=True)
    return shift_of(row.since_last_percent, row.beyond_error)


def _change_tip(row: LesionRow) -> str:
    if row.since_last_percent is None:
        return translate("Lesions", "Not comparable: it has no area at both of the last two signed visits")
    told = change_text(shift_of(row.since_last_percent, row.beyond_error))
    if row.closed:
        return f"{told}; {translate('Lesions', 'found resolved')}"
    error = translate("Lesions", "beyond the reading error") if row.beyond_error else _within()
    return f"{told}; {error}"


def _within() -> str:
    return translate("Lesions", "within the reading error")


def _pain(value: float) -> str:
    return f"{number(value, 0 if value == int(value) else 1)}/10"


def _badges(row: LesionRow) -> tuple[tuple[str, Tone], ...]:
    """The state where it is more than a size, then what was found."""
    state: list[tuple[str, Tone]] = []
    if row.state and row.state.closes:
        state = [(inside(row.state), "good" if row.state is State.RESOLVED else "neutral")]
    elif row.missed or row.state is None:
        state = [(translate("Lesions", "not examined"), "neutral")]
    elif row.size is None or not row.size.current:
        state = [(short(row.state), "warning" if row.state is State.LARGER else "neutral")]
    return (*state, *row.findings)


def _no_badge(row: LesionRow) -> str:
    return translate("Lesions", "none seen") if row.signs_absent else NOTHING


def _state_cell(row: LesionRow) -> Cell:
    badges = _badges(row)
    return Badges(badges) if badges else Words(_no_badge(row), muted=True)


def _findings_tip(row: LesionRow) -> str:
    lines = [_when(row)] if row.last_on else [_not_recorded()]
    lines += row.detail
    if row.absent:
        lines.append(translate("Lesions", "Absent: {names}").format(names=", ".join(row.absent)))
    if row.unrecorded:
        lines.append(translate("Lesions", "Not recorded: {names}").format(names=", ".join(row.unrecorded)))
    return "\n".join(lines)


def _when(row: LesionRow) -> str:
    if row.last_on is None or row.state is None:
        return ""
    return translate("Lesions", "Seen on {day}: {state}").format(day=day(row.last_on), state=inside(row.state))


def _not_recorded() -> str:
    return translate("Lesions", "Not recorded")


def _spoken_number(row: LesionRow) -> str:
    star = translate("Lesions", "index lesion") if row.index else ""
    return ", ".join(filter(None, [translate("Lesions", "Lesion {number}").format(number=row.number), star]))
