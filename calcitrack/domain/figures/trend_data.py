"""The points of a trend. Plot, table, files and print take them from here, so none can say what another does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from calcitrack.domain.figures.area import by_number
from calcitrack.domain.figures.baselines import Baselines
from calcitrack.domain.figures.model import RecordFigures, TrendPoint
from calcitrack.domain.figures.other_methods import other_points, repeat_readings
from calcitrack.domain.figures.threads import thread_figures
from calcitrack.domain.figures.total import total_runs
from calcitrack.domain.figures.trend_view import Follow, Measure, TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Method, State

PATIENT_PAIN = "pain_worst_week"
"""The patient's own pain score: what a view of pain shows in the place of a sum over lesions."""


class Spot(NamedTuple):
    """A point of a line.

    Attributes:
        day: Ordinal of its date: days have no hours, so no time zone and no clock change can move one.
        value: In the unit of the measure, or in per cent of the line's baseline; 0.0 where it is found closed.
        state: What the visit says.
        method: How it was measured; None where it was found closed, for a sum and for pain.
        of: n of "k of n lesions"; 0 for a single lesion and for pain.
    """

    day: int
    visit_id: int
    value: float
    state: State
    method: Method | None
    of: int = 0

    @property
    def on(self) -> date:
        """Its date."""
        return date.fromordinal(self.day)


@dataclass(frozen=True, slots=True)
class Series:
    """What one line shows.

    Attributes:
        lesions: Ids of the lesions that it rests on; empty for the patient's own pain.
        follow: Of a single lesion, of a thread, or of a constant set.
        method: Method of a single lesion's sizes; None for a sum and for pain.
        of_record: By the method that the lesion is followed by; False for a line of its readings by another.
        baseline: What its changes are set against, in the unit of the measure; None where there is none above 0.
        runs: Points without a gap between them, oldest first; no run is empty.
    """

    lesions: tuple[int, ...]
    follow: Follow
    method: Method | None
    of_record: bool
    baseline: Spot | None
    runs: tuple[tuple[Spot, ...], ...]

    @property
    def lesion_id(self) -> int | None:
        """The lesion; None for a sum and for the patient's own pain."""
        return self.lesions[0] if self.follow is Follow.LESION else None

    @property
    def spots(self) -> Iterator[Spot]:
        """All points, oldest first."""
        return (spot for run in self.runs for spot in run)


@dataclass(frozen=True, slots=True)
class TrendData:
    """Everything that a trend shows, and how much of the record it does not.

    Attributes:
        series: Lesions by number, each followed by its readings by other methods; sums oldest first.
        start: Day 0; None for the calendar.
        repeats: Readings that repeat another by the same method at the same visit: they are on no line.
        without_value: Readings that give no value of the measure: a width or a thickness was not taken.
        never: Ids of lesions without any value above 0, by number: they have no line.
        no_baseline: Lesions of lines left out because per cent of a missing baseline means nothing, one for each line.
    """

    view: TrendView
    series: tuple[Series, ...]
    start: date | None = None
    repeats: int = 0
    without_value: int = 0
    never: tuple[int, ...] = ()
    no_baseline: tuple[tuple[int, ...], ...] = ()


def trend_data(record: PatientRecord, figures: RecordFigures, view: TrendView) -> TrendData:
    """What a view of a record shows."""
    whole = _Maker(record, figures, view).made()
    return _in_percent(whole) if view.is_percent else whole


def runs_of(points: Iterable[TrendPoint], measure: Measure) -> tuple[tuple[Spot, ...], ...]:
    """The points of a lesion that have a value, broken where one has none; empty when it never was above 0."""
    spots = [(measure.of(point), point) for point in points]
    if measure.is_size and not any(value for value, _ in spots):
        return ()
    return _runs(_spot(value, point) for value, point in spots)


def _spot(value: float | None, point: TrendPoint) -> Spot | None:
    if value is None:
        return None
    return Spot(point.on.toordinal(), point.visit_id, value, point.state, point.method)


def _runs(spots: Iterable[Spot | None]) -> tuple[tuple[Spot, ...], ...]:
    grouped = groupby(spots, key=lambda spot: spot is not None)
    return tuple(tuple(spot for spot in run if spot) for is_known, run in grouped if is_known)


class _Maker:
    """Makes the lines of one view."""

    def __init__(self, record: PatientRecord, figures: RecordFigures, view: TrendView) -> None:
        self._record, self._view, self._measure = record, view, view.measure
        self._figures = figures
        self._baselines = Baselines.of(record, figures, view.trial_id)
        self._others = other_points(record) if view.measure.is_size else {}

    def made(self) -> TrendData:
        view, measure = self._view, self._measure
        lesions = list(self._lesions())
        match view.follow:
            case Follow.SET:
                series = self._sets() if measure.is_size else self._patient_pain()
            case Follow.THREAD if measure.is_size:
                series = self._threads(lesions)
            case _:
                series = lesions
        sizes = measure.is_size
        return TrendData(
            view,
            tuple(series),
            self._baselines.start,
            repeats=repeat_readings(self._record) if sizes else 0,
            without_value=self._without_value() if sizes else 0,
            never=self._never(lesions),
        )

    def _lesions(self) -> Iterator[Series]:
        for lesion in by_number(self._record.lesions):
            points = self._figures.trends.get(lesion.id, ())
            if self._measure.is_size:
                yield from self._one(lesion.id, lesion.tracking_method, points, of_record=True)
            else:
                yield from self._one(lesion.id, None, self._on_visit_days(points), of_record=True)
            for (lesion_id, method), read in self._others.items():
                if lesion_id == lesion.id:
                    yield from self._one(lesion.id, method, read, of_record=False)

    def _one(
        self, lesion_id: int, method: Method | None, points: Iterable[TrendPoint], *, of_record: bool
    ) -> Iterator[Series]:
        runs = runs_of(points, self._measure)
        if runs:
            yield self._series((lesion_id,), Follow.LESION, method, runs, of_record=of_record)

    def _series(
        self,
        lesions: tuple[int, ...],
        follow: Follow,
        method: Method | None,
        runs: tuple[tuple[Spot, ...], ...],
        *,
        of_record: bool = True,
    ) -> Series:
        spots = [spot for run in runs for spot in run]
        place = self._baselines.place([(spot.on, spot.value) for spot in spots]) if self._measure.is_size else None
        return Series(lesions, follow, method, of_record, None if place is None else spots[place], runs)

    def _on_visit_days(self, points: Iterable[TrendPoint]) -> Iterator[TrendPoint]:
        """What a patient says is of the visit, whatever day a film was taken on, and by no method."""
        days = {visit.visit_id: visit.visited_on for visit in self._figures.visits}
        for point in sorted(points, key=lambda point: days[point.visit_id]):
            yield replace(point, on=days[point.visit_id], method=None)

    def _sets(self) -> list[Series]:
        runs = total_runs(_as_measured(self._figures, self._measure))
        return [
            self._series(
                run.lesions,
                Follow.SET,
                None,
                (
                    tuple(
                        Spot(p.on.toordinal(), p.visit_id, p.area_mm2, State.MEASURED, None, p.of) for p in run.points
                    ),
                ),
            )
            for run in runs
        ]

    def _threads(self, lesions: Sequence[Series]) -> list[Series]:
        """Threads, and every lesion that is in none."""
        threads = thread_figures(self._record, _as_measured(self._figures, self._measure))
        made = []
        for thread in threads:
            spots = (
                None
                if p.area_mm2 is None
                else Spot(
                    p.on.toordinal(),
                    p.visit_id,
                    p.area_mm2,
                    State.MEASURED if p.open else State.RESOLVED,
                    None,
                    p.open,
                )
                for p in thread.points
            )
            runs = _runs(spots)
            if any(spot.value for run in runs for spot in run):
                made.append(self._series(thread.lesions, Follow.THREAD, None, runs))
        tied = {lesion_id for thread in threads for lesion_id in thread.lesions}
        return [*made, *(one for one in lesions if one.lesions[0] not in tied)]

    def _patient_pain(self) -> list[Series]:
        """The patient's own score; a version of the question with other words is not joined to it."""
        runs: list[list[Spot]] = [[]]
        version = ""
        for visit in self._record.counted_visits:
            said = next((i for i in visit.instruments if i.instrument == PATIENT_PAIN and not i.item), None)
            value = said.value if said else None
            if said is None or not isinstance(value, int | float):
                runs.append([])
                continue
            if said.definition_version != version:
                runs.append([])
                version = said.definition_version
            runs[-1].append(Spot(visit.visited_on.toordinal(), visit.id, float(value), State.MEASURED, None))
        kept = tuple(tuple(run) for run in runs if run)
        return [self._series((), Follow.SET, None, kept)] if kept else []

    def _without_value(self) -> int:
        points = [*self._figures.trends.values(), *self._others.values()]
        return sum(p.method is not None and self._measure.of(p) is None for line in points for p in line)

    def _never(self, lesions: Sequence[Series]) -> tuple[int, ...]:
        having = {one.lesions[0] for one in lesions}
        return tuple(i.id for i in by_number(self._record.lesions) if i.id not in having)


def _as_measured(figures: RecordFigures, measure: Measure) -> RecordFigures:
    """Figures whose visits hold another measure in the place of areas: sums and threads of it follow the same rules."""
    if measure is Measure.AREA:
        return figures
    values: dict[int, dict[int, float]] = {}
    for lesion_id, points in figures.trends.items():
        for point in points:
            if value := measure.of(point):
                values.setdefault(point.visit_id, {})[lesion_id] = value
    return replace(
        figures,
        visits=tuple(
            replace(visit, areas_mm2=_in_order(visit.open_lesions, values.get(visit.visit_id, {})))
            for visit in figures.visits
        ),
    )


def _in_order(lesions: Sequence[int], values: Mapping[int, float]) -> dict[int, float]:
    return {lesion: values[lesion] for lesion in lesions if lesion in values}


def _in_percent(data: TrendData) -> TrendData:
    kept = tuple(_percent_of(one, one.baseline) for one in data.series if one.baseline)
    lost = tuple(one.lesions for one in data.series if one.baseline is None)
    return replace(data, series=kept, no_baseline=lost)


def _percent_of(series: Series, baseline: Spot) -> Series:
    runs = tuple(tuple(spot._replace(value=spot.value * 100 / baseline.value) for spot in run) for run in series.runs)
    return replace(series, runs=runs)
