"""The like-for-like change of many patients."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from calcitrack.domain.cohort.answer import MOST_LINES, ChangeFigures, LastChange, YearOfChange
from calcitrack.domain.cohort.change import change_points
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
    years: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for patient_id, percent, days, compared, of, *_ in rows:
        last[patient_id] = LastChange(patient_id, percent, days, compared, of)
        years[_year(days)][patient_id] = percent
    each = sorted(last.values(), key=lambda one: (-one.percent, one.patient_id))
    return ChangeFigures(
        each=tuple(each),
        quartiles=quartiles([one.percent for one in each]) if each else None,
        threshold=threshold,
        by_year=tuple(YearOfChange(y, tuple(v), quartiles(list(v.values()))) for y, v in sorted(years.items())),
        rose=tuple(one.patient_id for one in each if one.percent > threshold),
        between=tuple(one.patient_id for one in each if -threshold <= one.percent <= threshold),
        fell=tuple(one.patient_id for one in each if one.percent < -threshold),
    )


def changes_of(
    sizes: Iterable[tuple[int, str]], days: Iterable[tuple[int, int]], *, every: bool = False
) -> Iterator[tuple[int, float, int, int, int]]:
    """The changes of the lesions that a filter chooses: patient, per cent, days since the first end, k and n.

    Args:
        sizes: Patient and, as JSON, what each visit says of a lesion, by patient.
        days: Patient and day of each visit that counts, by patient and oldest first; of more patients, too.
        every: Every point with the first end itself, and not only the last one of each year after it.
    """
    visits = groupby(days, key=itemgetter(0))
    for patient_id, found in groupby(sizes, key=itemgetter(0)):
        on = next([day for _, day in own] for one, own in visits if one == patient_id)
        points = list(change_points([json.loads(text) for _, text in found]))
        rows = [(patient_id, p.percent, on[p.place] - on[points[0].place], p.compared, p.of) for p in points]
        yield from rows if every else {_year(row[2]): row for row in rows[1:]}.values()


def _year(days: int) -> int:
    return int(days / DAYS_PER_YEAR) + 1


def some_of(patients: Sequence[int]) -> list[int]:
    """At most ``MOST_LINES`` patients, evenly from the first to the last of an order."""
    if len(patients) <= MOST_LINES:
        return list(patients)
    return [patients[round(i * (len(patients) - 1) / (MOST_LINES - 1))] for i in range(MOST_LINES)]
