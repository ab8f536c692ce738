"""Readings by other methods than the one a lesion is followed by: points of lines of their own, never joined to it.

They enter no other figure (rule 2). A lesion's line by another method is what its line would be if it were followed by
that method, without what only an examination says: that it is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from calcitrack.domain.figures.area import by_number, read_evidence
from calcitrack.domain.figures.model import TrendPoint
from calcitrack.domain.figures.trend import trend_points
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Method, State


def other_points(record: PatientRecord) -> Mapping[tuple[int, Method], tuple[TrendPoint, ...]]:
    """Points by lesion id and method, lesions by number; empty where every reading is by the tracking method."""
    tracked = {lesion.id: lesion.tracking_method for lesion in record.lesions}
    found = {
        (lesion_id, reading.method)
        for lesion_id, reading in _readings(record)
        if reading.method is not tracked[lesion_id]
    }
    by_method = {method: _as_if_followed_by(record, method) for method in Method if any(m is method for _, m in found)}
    return {
        (lesion.id, method): _without_closing(by_method[method][lesion.id])
        for lesion in by_number(record.lesions)
        for method in Method
        if (lesion.id, method) in found
    }


def repeat_readings(record: PatientRecord) -> int:
    """How many readings repeat another by the same method at the same visit: they tell the reading error."""
    repeats = 0
    for visit in record.counted_visits:
        for assessment in visit.assessments:
            if assessment.state is State.MEASURED:
                repeats += len(assessment.readings) - len({reading.method for reading in assessment.readings})
    return repeats


def _readings(record: PatientRecord) -> Iterator[tuple[int, Reading]]:
    for visit in record.counted_visits:
        for assessment in visit.assessments:
            if assessment.state is State.MEASURED:
                for reading in assessment.readings:
                    yield assessment.lesion_id, reading


def _as_if_followed_by(record: PatientRecord, method: Method) -> Mapping[int, tuple[TrendPoint, ...]]:
    lesions = tuple(_followed_by(lesion, method) for lesion in record.lesions)
    return trend_points(read_evidence(replace(record, lesions=lesions)))


def _followed_by(lesion: Lesion, method: Method) -> Lesion:
    return replace(lesion, settings=(*lesion.settings[:-1], replace(lesion.setting, tracking_method=method)))


def _without_closing(points: tuple[TrendPoint, ...]) -> tuple[TrendPoint, ...]:
    """The end of a lesion stands on its own line once, not on those of other methods too."""
    return tuple(
        replace(point, area_mm2=None, longest_mm=None, volume_mm3=None) if point.state.closes else point
        for point in points
    )
