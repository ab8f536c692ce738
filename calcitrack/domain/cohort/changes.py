"""The like-for-like change of many patients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from calcitrack.domain.cohort.answer import MOST_LINES, ChangeFigures, LastChange, YearOfChange
from calcitrack.domain.cohort.statistics import quartiles

DAYS_PER_YEAR = 365.25


def change_figures(rows: Iterable[tuple[int, float, int, int, int]], threshold: int) -> ChangeFigures:
    """Take the changes of many patients together.

    Args:
        rows: Patient, per cent, days since the first end, k and n, of the last visit in each year after it; by patient
            and then by time.
        threshold: The clinic's per cent beyond which a change counts.
    """
    last: dict[int, LastChange] = {}
    years: defaultdict[int, list[float]] = defaultdict(list)
    for patient_id, percent, days, compared, of, *_ in rows:
        last[patient_id] = LastChange(patient_id, percent, days, compared, of)
        years[int(days / DAYS_PER_YEAR) + 1].append(percent)
    each = sorted(last.values(), key=lambda one: (-one.percent, one.patient_id))
    return ChangeFigures(
        each=tuple(each),
        quartiles=quartiles([one.percent for one in each]) if each else None,
        threshold=threshold,
        by_year=tuple(YearOfChange(year, len(found), quartiles(found)) for year, found in sorted(years.items())),
        rose=tuple(one.patient_id for one in each if one.percent > threshold),
        between=tuple(one.patient_id for one in each if -threshold <= one.percent <= threshold),
        fell=tuple(one.patient_id for one in each if one.percent < -threshold),
    )


def some_of(patients: Sequence[int]) -> list[int]:
    """At most ``MOST_LINES`` patients, evenly from the first to the last of an order."""
    if len(patients) <= MOST_LINES:
        return list(patients)
    return [patients[round(i * (len(patients) - 1) / (MOST_LINES - 1))] for i in range(MOST_LINES)]
