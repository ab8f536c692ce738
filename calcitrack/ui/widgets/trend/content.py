"""What a trend draws and tells, put together once from the domain's points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calcitrack.domain.figures.branches import Branch, branches
from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.figures.reading_error import ReadingError
from calcitrack.domain.figures.trend_data import Spot, TrendData, trend_data
from calcitrack.domain.figures.trend_view import TrendView
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.widgets.trend.axis import SizeScale
from calcitrack.ui.widgets.trend.bars import Bar, therapy_bars
from calcitrack.ui.widgets.trend.events import EventMark, event_marks
from calcitrack.ui.widgets.trend.lines import Line, is_of, trend_lines

_PAIN_TOP = 10.0


@dataclass(frozen=True, slots=True)
class Source:
    """The record that a trend is of.

    Attributes:
        labels: Number and site by lesion id, as "#5 L forearm, dorsal".
        subtypes: Clinical subtype by lesion id.
        errors: The clinic's own reading errors; empty until it has worked them out.
    """

    record: PatientRecord
    figures: RecordFigures
    labels: Mapping[int, str]
    subtypes: Mapping[int, Subtype | None]
    errors: Sequence[ReadingError] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One view of a record, ready to be drawn.

    Attributes:
        log: Equal steps of the vertical axis are equal factors.
        errors: The clinic's own reading errors.
    """

    data: TrendData
    lines: tuple[Line, ...]
    marks: tuple[EventMark, ...]
    bars: tuple[Bar, ...]
    branches: tuple[Branch, ...]
    log: bool
    errors: tuple[ReadingError, ...] = ()

    @property
    def view(self) -> TrendView:
        """What was asked for."""
        return self.data.view

    @property
    def start(self) -> int | None:
        """Ordinal of day 0; None for the calendar."""
        return self.data.start.toordinal() if self.data.start else None

    @property
    def days(self) -> tuple[int, ...]:
        """Days of events and therapies, which the whole span holds beside the points."""
        ends = (day for bar in self.bars for day in (bar.first, bar.last) if day is not None)
        zero = () if self.start is None else (self.start,)
        return (*(mark.day for mark in self.marks), *ends, *zero)

    def scale(self) -> SizeScale:
        """The vertical axis that holds every point."""
        values = [spot.value for line in self.lines for spot in line.spots]
        return SizeScale.of(values, log=self.log, least_top=0.0 if self.view.measure.is_size else _PAIN_TOP)

    def band(self, lesion_id: int | None) -> tuple[float, float] | None:
        """The values that cannot be told from the baseline of a lesion's line, or of the only line; None for none."""
        of_record = [line for line in self.lines if line.of_record]
        only = of_record[0] if len(of_record) == 1 else None
        line = next((line for line in of_record if is_of(line, lesion_id)), only)
        return self._band(line) if line else None

    def is_detectable(self, line: Line, spot: Spot) -> bool | None:
        """Whether a value differs from the baseline by more than the reading error; None where it is not known."""
        band = self._band(line) if spot.method is not None else None
        return None if band is None else not band[0] <= spot.value <= band[1]

    def change_percent(self, line: Line, spot: Spot) -> float | None:
        """Change since the baseline; None for the baseline itself, for pain, and without a baseline."""
        baseline = line.baseline
        if baseline is None or (baseline.day, baseline.visit_id) == (spot.day, spot.visit_id):
            return None
        percent = spot.value if self.view.is_percent else spot.value * 100 / baseline.value
        return percent - 100

    def _band(self, line: Line) -> tuple[float, float] | None:
        baseline = line.baseline
        error = next((one for one in self.errors if baseline and one.method is baseline.method), None)
        if baseline is None or error is None:
            return None
        band = error.band(self.view.measure, baseline.value)
        if band is None or not self.view.is_percent:
            return band
        return band[0] * 100 / baseline.value, band[1] * 100 / baseline.value


def content_of(source: Source, view: TrendView, *, log: bool) -> Content:
    """One view of a record; only sizes have a logarithmic axis, and per cent none."""
    data = trend_data(source.record, source.figures, view)
    return Content(
        data,
        trend_lines(data, source.record.lesions, source.labels, source.subtypes),
        event_marks(source.record.events, source.record.lesions),
        therapy_bars(source.record.trials),
        branches(source.record, data),
        log and view.measure.is_size and not view.is_percent,
        tuple(source.errors),
    )


def no_content() -> Content:
    """Nothing, before there is a record."""
    return Content(TrendData(TrendView(), ()), (), (), (), (), log=True)
