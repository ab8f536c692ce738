"""The points of a trend as a table that any program reads: what the plot shows, unrounded."""

from __future__ import annotations

import csv
import io

from calcitrack.domain.figures.trend_data import Series, Spot, TrendData
from calcitrack.domain.record import PatientRecord

COLUMNS = (
    "mrn", "follows", "lesions", "measure", "unit", "date", "days_from_start", "value", "method", "state", "of_lesions",
)  # fmt: skip
_MARK = "﻿"
"""Tells a spreadsheet that the text is UTF-8."""


def trend_csv(record: PatientRecord, data: TrendData) -> bytes:
    """A row for every point, line by line, oldest first. Numbers have a point, whatever the language."""
    numbers = {lesion.id: lesion.number for lesion in record.lesions}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for series in data.series:
        lesions = "+".join(str(numbers[lesion]) for lesion in series.lesions)
        for spot in series.spots:
            writer.writerow([_plain(record.patient.mrn), *_about(data, series, lesions), *_of(data, spot)])
    return (_MARK + text.getvalue()).encode()


def _about(data: TrendData, series: Series, lesions: str) -> list[str]:
    view = data.view
    unit = "% of baseline" if view.is_percent else view.measure.unit or "0 to 10"
    return [series.follow.value if series.lesions else "patient", lesions, view.measure.value, unit]


def _of(data: TrendData, spot: Spot) -> list[object]:
    start = "" if data.start is None else spot.day - data.start.toordinal()
    method = spot.method.value if spot.method else ""
    return [spot.on.isoformat(), start, repr(spot.value), method, spot.state.value, spot.of or ""]


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
