"""The clinic's own reading error, from repeat readings: the smallest change that a method can tell from noise.

Two readings of one unchanged lesion differ by chance alone by less than 1.96 x sqrt(2) x the within-subject standard
deviation in 95 of 100 cases: the smallest detectable change.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.trend_view import Measure
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Method, State

FEWEST_REPEATS = 10
"""Fewer repeats tell nothing firm of a standard deviation: with ten its 95 % interval still spans 0.7 to 1.8 times."""

_SDC_PER_SD = 1.96 * math.sqrt(2)


@dataclass(frozen=True, slots=True)
class Size3:
    """One reading, lengths in tenths of a millimetre.

    Attributes:
        thickness: None when not taken.
    """

    length: int
    width: int
    thickness: int | None = None


@dataclass(frozen=True, slots=True)
class Repeats:
    """Readings of one lesion by one method on one day: they differ by the reading error alone."""

    method: Method
    sizes: tuple[Size3, ...]


@dataclass(frozen=True, slots=True)
class ReadingError:
    """What the repeats of one method tell.

    Attributes:
        lesions: How many times a lesion was read more than once.
        repeats: Readings beyond the first of each: the degrees of freedom.
        total_mm: Smallest detectable change of length + width, what the rules of response are set against; None under
            ``FEWEST_REPEATS``, as all below.
        longest_mm: Of the longest diameter.
        log_area: Of ln(area): errors of an area grow with it, so the change is a factor.
        log_volume: Of ln(volume); None too where too few repeats have a thickness.
    """

    method: Method
    lesions: int
    repeats: int
    total_mm: float | None = None
    longest_mm: float | None = None
    log_area: float | None = None
    log_volume: float | None = None

    @property
    def area_factor(self) -> float | None:
        """By which factor an area must change; None under ``FEWEST_REPEATS``."""
        return None if self.log_area is None else math.exp(self.log_area)

    def band(self, measure: Measure, value: float) -> tuple[float, float] | None:
        """The values that cannot be told from one; None where the repeats say nothing of the measure."""
        if measure is Measure.LONGEST and self.longest_mm is not None:
            return max(0.0, value - self.longest_mm), value + self.longest_mm
        reach = {Measure.AREA: self.log_area, Measure.VOLUME: self.log_volume}.get(measure)
        return None if reach is None else (value * math.exp(-reach), value * math.exp(reach))


def repeats_of(record: PatientRecord) -> Iterator[Repeats]:
    """What was read more than once by one method on one day, at the visits that count."""
    for visit in record.counted_visits:
        for assessment in visit.assessments:
            if assessment.state is State.MEASURED and len(assessment.readings) > 1:
                yield from _repeats(assessment.readings)


def _repeats(readings: Iterable[Reading]) -> Iterator[Repeats]:
    groups: dict[tuple[Method, date], list[Size3]] = {}
    for reading in readings:
        if reading.width is not None:
            size = Size3(reading.length, reading.width, reading.thickness)
            groups.setdefault((reading.method, reading.measured_on), []).append(size)
    for (method, _), sizes in groups.items():
        if len(sizes) > 1:
            yield Repeats(method, tuple(sizes))


def reading_errors(found: Iterable[Repeats]) -> tuple[ReadingError, ...]:
    """The reading error of every method that has repeats, in the order of the methods."""
    by_method: dict[Method, list[tuple[Size3, ...]]] = {}
    for one in found:
        if len(one.sizes) > 1:
            by_method.setdefault(one.method, []).append(one.sizes)
    return tuple(_error(method, by_method[method]) for method in Method if method in by_method)


def detectable_change(groups: Iterable[Sequence[float]]) -> float | None:
    """Smallest detectable change from groups of values that should be equal; None under ``FEWEST_REPEATS``."""
    sums, freedom = [], 0
    for values in groups:
        mean = math.fsum(values) / len(values)
        sums.append(math.fsum((value - mean) ** 2 for value in values))
        freedom += len(values) - 1
    return _SDC_PER_SD * math.sqrt(math.fsum(sums) / freedom) if freedom >= FEWEST_REPEATS else None


def _error(method: Method, groups: Sequence[tuple[Size3, ...]]) -> ReadingError:
    def of(value: Callable[[Size3], float]) -> float | None:
        return detectable_change([value(size) for size in sizes] for sizes in groups)

    return ReadingError(
        method,
        lesions=len(groups),
        repeats=sum(len(sizes) - 1 for sizes in groups),
        total_mm=of(lambda size: (size.length + size.width) / 10),
        longest_mm=of(lambda size: max(size.length, size.width) / 10),
        log_area=of(lambda size: math.log(size.length * size.width)),
        log_volume=detectable_change(_log_volumes(groups)),
    )


def _log_volumes(groups: Sequence[tuple[Size3, ...]]) -> list[list[float]]:
    found = ([math.log(s.length * s.width * s.thickness) for s in sizes if s.thickness] for sizes in groups)
    return [values for values in found if len(values) > 1]
