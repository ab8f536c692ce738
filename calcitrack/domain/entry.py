"""What a key or a field does to what a visit says of a lesion. Pure: each function gives a whole new assessment.

An assessment that says nothing any more is None: then the visit says nothing of the lesion. The state measured without
a reading means "seen, size not recorded", so that a finding can be entered before the size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from calcitrack.domain.figures.area import percent_change, reading_of_record, size_of
from calcitrack.domain.folding import plain_digits
from calcitrack.domain.lengths import LARGEST, largest_tenths
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Discharge, Form, Infection, Method, ResolvedBasis, State, Subtype

UNLIKELY_PERCENT = 40
"""From this change on a length or an area is asked about once. A guard against typing errors, not a clinical limit."""


class Axis(StrEnum):
    """The lengths of a reading; each is the name of its field."""

    LENGTH = "length"
    WIDTH = "width"
    THICKNESS = "thickness"


class Field(StrEnum):
    """What else can be recorded of a lesion; each is the name of its field in the assessment."""

    CLINICAL_SUBTYPE = "clinical_subtype"
    RADIOGRAPHIC_SUBTYPE = "radiographic_subtype"
    COUNT = "count"
    VISIBLE = "visible"
    PALPABLE = "palpable"
    PAIN = "pain"
    ULCER = "ulcer"
    REDNESS = "redness"
    SWELLING = "swelling"
    DISCHARGE = "discharge"
    INFECTION = "infection"
    TENDON_SHEATH = "tendon_sheath"
    FUNCTION_LIMITED = "function_limited"
    NERVE_COMPRESSION = "nerve_compression"


FieldValue = bool | int | float | Subtype | Discharge | Infection | None

_ORDERS: Mapping[Field, tuple[FieldValue, ...]] = {
    Field.DISCHARGE: (None, *Discharge),
    Field.INFECTION: (None, *Infection),
}
_YES_NO: tuple[FieldValue, ...] = (None, True, False)
_PAIN = re.compile(r"(10|[0-9])(?:[.,]([0-9]))?")

_BY_HAND = (Field.VISIBLE, Field.PALPABLE, Field.ULCER, Field.REDNESS, Field.SWELLING, Field.DISCHARGE, Field.INFECTION)
_FILMS = (Method.RADIOGRAPH, Method.ULTRASOUND, Method.CT)


class Missing(StrEnum):
    """What an assessment still lacks before the lesion counts as recorded."""

    EVERYTHING = "everything"
    SIZE = "size"
    WIDTH = "width"
    INDEX_SIZE = "index size"
    NOTHING = "nothing"


class Oddity(StrEnum):
    """Why a size looks like a typing error."""

    TENFOLD = "tenfold"
    TENTH = "tenth"
    JUMP = "jump"
    AREA = "area"
    SHAPE = "shape"


@dataclass(frozen=True, slots=True)
class Unlikely:
    """A size that is asked about once.

    Attributes:
        oddity: What is odd.
        percent: Change in per cent against the last reading by the same method, rounded.
        then: The last reading; for the shape, which is odd without one, the reading itself.
    """

    oddity: Oddity
    percent: int
    then: Reading


@dataclass(frozen=True, slots=True)
class Taken:
    """A length as it was taken.

    Attributes:
        tenths: Tenths of a millimetre.
        on: Day of a new reading; a reading that exists keeps its own.
        reader: Reader of a new reading; likewise.
        reason: Why an unlikely value was kept; empty where it was not asked.
    """

    axis: Axis
    tenths: int
    on: date
    reader: str
    reason: str = ""


def seen(lesion_id: int) -> Assessment:
    """A lesion that was looked at, of which nothing else is said yet."""
    return Assessment(lesion_id, State.MEASURED)


def settled(assessment: Assessment) -> Assessment | None:
    """None where nothing is said any more, else the assessment."""
    return None if replace(assessment, revision=0) == seen(assessment.lesion_id) else assessment


def with_state(
    current: Assessment | None, lesion_id: int, state: State, *,
    reason: str | None = None, basis: ResolvedBasis | None = None,
) -> Assessment:  # fmt: skip
    """Say a state. A size belongs to the state measured only; what was not examined has no findings either."""
    base = current or seen(lesion_id)
    if state is State.NOT_EXAMINED:
        return Assessment(lesion_id, state, revision=base.revision)
    return replace(
        base,
        state=state,
        readings=base.readings if state is State.MEASURED else (),
        reason=reason if state is State.NOT_MEASURABLE else None,
        resolved_basis=(basis or ResolvedBasis.EXAMINATION) if state is State.RESOLVED else None,
    )


def without_state(current: Assessment) -> Assessment | None:
    """Take the state and its size back; findings stay."""
    return settled(replace(current, state=State.MEASURED, readings=(), reason=None, resolved_basis=None))


def loses_sizes(current: Assessment | None, state: State) -> bool:
    """Whether saying a state would drop sizes that are recorded."""
    return current is not None and bool(current.readings) and state is not State.MEASURED


def loses_findings(current: Assessment | None, state: State) -> bool:
    """Whether saying a state would drop findings that are recorded."""
    if current is None or state is not State.NOT_EXAMINED:
        return False
    return any(getattr(current, field) is not None for field in Field)


def with_field(current: Assessment | None, lesion_id: int, field: Field, value: FieldValue) -> Assessment | None:
    """Record one finding, subtype or count; None takes it back. Whoever finds something has examined the lesion."""
    base = current or seen(lesion_id)
    if base.state is State.NOT_EXAMINED and value is not None:
        base = replace(base, state=State.MEASURED)
    change: dict[str, Any] = {field.value: value}
    return settled(replace(base, **change))


def following(field: Field, value: FieldValue) -> FieldValue:
    """The value of a finding after this one, round and round; not recorded is one of them."""
    order = _ORDERS.get(field, _YES_NO)
    return order[(order.index(value) + 1) % len(order)]


def parse_pain(text: str) -> float | None:
    """Read a pain score from 0 to 10 with at most one decimal; None where the text is none."""
    match = _PAIN.fullmatch(plain_digits(text).strip())
    score = float(f"{match[1]}.{match[2] or 0}") if match else None
    return score if score is not None and score <= 10 else None


def shown_reading(current: Assessment | None, lesion: Lesion) -> Reading | None:
    """The reading that stands in the row: by the tracking method, failing that the first."""
    if current is None or not current.readings:
        return None
    return current.reading_by(lesion.tracking_method) or current.readings[0]


def with_size(current: Assessment | None, lesion: Lesion, taken: Taken, last: Reading | None = None) -> Assessment:
    """Put a length into the reading that stands in the row, or begin a reading by the tracking method.

    Args:
        current: What the visit says so far.
        lesion: The lesion.
        taken: The length. A new reading begins with its length.
        last: Last reading of record of earlier visits: a reason is kept only while the size still looks unlikely.
    """
    base = with_state(current, lesion.id, State.MEASURED)
    old = shown_reading(base, lesion)
    if old is None:
        first = Reading(taken.tenths, None, lesion.tracking_method, taken.on, taken.reader)
        return replace(base, readings=(replace(first, unlikely_reason=taken.reason),))
    change: dict[str, Any] = {taken.axis.value: taken.tenths, "unlikely_reason": ""}
    new = replace(old, **change)
    if last is None or any(unlikely(last, new, axis) for axis in Axis):
        new = replace(new, unlikely_reason=_joined(old.unlikely_reason, taken.reason))
    return replace(base, readings=_exchanged(base.readings, old, new))


def without_size(current: Assessment, lesion: Lesion, axis: Axis) -> Assessment | None:
    """Take a length of the reading in the row back. A reading cannot stand without its length: it goes with it."""
    old = shown_reading(current, lesion)
    if old is None:
        return settled(current)
    if axis is Axis.LENGTH:
        return with_readings(current, lesion.id, tuple(r for r in current.readings if r is not old))
    change: dict[str, Any] = {axis.value: None}
    return replace(current, readings=_exchanged(current.readings, old, replace(old, **change)))


def with_method(current: Assessment, lesion: Lesion, method: Method) -> Assessment:
    """Say how the size in the row was taken."""
    old = shown_reading(current, lesion)
    if old is None:
        return current
    return replace(current, readings=_exchanged(current.readings, old, replace(old, method=method)))


def with_readings(current: Assessment | None, lesion_id: int, readings: Sequence[Reading]) -> Assessment | None:
    """Give a lesion these readings; any reading means that it was measured."""
    base = with_state(current, lesion_id, State.MEASURED) if readings else current or seen(lesion_id)
    return settled(replace(base, readings=tuple(readings)))


def wants_measuring(current: Assessment | None, lesion: Lesion) -> bool:
    """Whether an index lesion is still to be measured at this visit.

    There is nothing to measure where it is gone, and a reason is on record where it could not be measured.
    """
    if not lesion.index:
        return False
    if current is None:
        return True
    settled = current.state.closes or current.state is State.NOT_MEASURABLE
    return not settled and not current.readings


def missing(current: Assessment | None, lesion: Lesion) -> Missing:
    """What is lacking before the lesion counts as recorded."""
    if current is None:
        return Missing.EVERYTHING
    if current.state is not State.MEASURED:
        return Missing.INDEX_SIZE if wants_measuring(current, lesion) else Missing.NOTHING
    reading = shown_reading(current, lesion)
    if reading is None:
        return Missing.SIZE
    return Missing.WIDTH if reading.width is None else Missing.NOTHING


def looked_at(current: Assessment) -> bool:
    """Whether somebody looked at the skin over the lesion today, so that "none seen" can be said of it.

    What is known from a film alone, or was cut out, was not looked at.
    """
    if not current.state.is_evidence or current.state is State.EXCISED:
        return False
    if any(getattr(current, field) is not None for field in _BY_HAND):
        return True
    by_film = bool(current.readings) and all(r.method in _FILMS for r in current.readings)
    return not by_film and current.resolved_basis is not ResolvedBasis.IMAGING


def none_seen(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Record no ulcer, no discharge and no infection where nothing is recorded, for each lesion looked at today.

    Returns:
        Only the assessments that change, in the order given.
    """
    given = [a for a in assessments if looked_at(a)]
    told = [_with_none_seen(a) for a in given]
    return tuple(new for old, new in zip(given, told, strict=True) if new != old)


def largest_of(lesion: Lesion) -> int:
    """The longest that a lesion could be, in tenths of a millimetre; a sheet passes the bounds of its sites."""
    wide = lesion.form in (Form.SHEET, Form.EXOSKELETON)
    return LARGEST if wide else largest_tenths(lesion.site)


def unlikely(last: Reading | None, now: Reading, axis: Axis) -> Unlikely | None:
    """Whether a length, or with the width the area, is far from the last reading by the same method.

    Without such a reading, whether one side is at least ten times the other.
    """
    if last is None or last.method is not now.method:
        return _odd_shape(now)
    before, after = getattr(last, axis), getattr(now, axis)
    if before and after and (odd := _oddity(before, after)):
        return Unlikely(odd, _percent(before, after), last)
    then, size = size_of(last), size_of(now)
    if axis is not Axis.WIDTH or then is None or size is None or now.unlikely_reason:
        return None
    if _is_jump(then.product, size.product):
        return Unlikely(Oddity.AREA, _percent(then.product, size.product), last)
    return None


def change_percent(last: Reading | None, current: Assessment | None, lesion: Lesion) -> float | None:
    """Change of area against the last reading, by the same method only; None where either was not measured."""
    now = reading_of_record(lesion, current) if current else None
    if last is None or now is None or last.method is not now.method:
        return None
    then, size = size_of(last), size_of(now)
    return percent_change(then.product, size.product) if then and size else None


def _with_none_seen(old: Assessment) -> Assessment:
    return replace(
        old,
        ulcer=False if old.ulcer is None else old.ulcer,
        discharge=old.discharge or Discharge.NONE,
        infection=old.infection or Infection.NONE,
    )


def _odd_shape(now: Reading) -> Unlikely | None:
    if now.width is None or now.unlikely_reason:
        return None
    short, long = sorted((now.length, now.width))
    return Unlikely(Oddity.SHAPE, 0, now) if long >= 10 * short else None


def _oddity(before: int, after: int) -> Oddity | None:
    if after >= 10 * before:
        return Oddity.TENFOLD
    if after * 10 <= before:
        return Oddity.TENTH
    return Oddity.JUMP if _is_jump(before, after) else None


def _is_jump(before: int, after: int) -> bool:
    return abs(after - before) * 100 >= UNLIKELY_PERCENT * before


def _percent(before: int, after: int) -> int:
    return round(percent_change(before, after))


def _joined(old: str, new: str) -> str:
    return "; ".join(dict.fromkeys(part for part in (old, new) if part))


def _exchanged(readings: tuple[Reading, ...], old: Reading, new: Reading) -> tuple[Reading, ...]:
    place = next(i for i, reading in enumerate(readings) if reading is old)
    return (*readings[:place], new, *readings[place + 1 :])
