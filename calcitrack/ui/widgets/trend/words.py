"""What a trend says: its measures and values in words, how to read it, and whatever it does not show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calcitrack.domain.figures.trend_data import TrendData
from calcitrack.domain.figures.trend_view import Follow, Measure, TrendView
from calcitrack.ui.i18n import number, translate

_FEW = 8
"""So many lesions are named one by one; of more it is said how many."""


def measure_word(measure: Measure) -> str:
    """A measure as a title."""
    return {
        Measure.AREA: translate("Trend", "Area"),
        Measure.LONGEST: translate("Trend", "Longest diameter"),
        Measure.VOLUME: translate("Trend", "Volume"),
        Measure.PAIN: translate("Trend", "Pain"),
    }[measure]


def measure_title(view: TrendView) -> str:
    """A measure with the unit in which a view shows it."""
    word = measure_word(view.measure)
    if view.is_percent:
        return translate("Trend", "{measure}, % of baseline").format(measure=word)
    unit = view.measure.unit or translate("Trend", "0 to 10")
    return translate("Trend", "{measure}, {unit}").format(measure=word, unit=unit)


def value_text(value: float, view: TrendView) -> str:
    """A value as it is shown, without its unit: a decimal only where it would matter."""
    if view.is_percent:
        return number(value, 0)
    if view.measure in (Measure.AREA, Measure.VOLUME):
        return number(value, 0 if value >= 10 else 1)
    return number(value, 1)


def tick_text(value: float) -> str:
    """A value at a tick: ticks are round, so that few decimals say it whole."""
    decimals = next((d for d in range(4) if math.isclose(round(value, d), value, rel_tol=1e-9, abs_tol=1e-9)), 4)
    return number(value, decimals)


def value_with_unit(value: float, view: TrendView) -> str:
    """A value as it is said in a sentence."""
    if view.is_percent:
        return translate("Trend", "{value} % of baseline").format(value=value_text(value, view))
    return " ".join(part for part in (value_text(value, view), view.measure.unit) if part)


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is, and how much of it is in sight.

    Attributes:
        events: Events in the days shown.
        symbols: The symbols of all points are drawn.
        chosen: A lesion is selected, whose symbols are drawn in any case.
        last: "k of n" of the last line.
    """

    data: TrendData
    lines: int
    named_lines: int
    events: int
    named_events: int
    points: int
    seen: int
    symbols: bool
    chosen: bool
    last: str


def caption(sight: Sight, numbers: Mapping[int, int]) -> str:
    """The sentences under a trend. Nothing is left out without being counted.

    Args:
        sight: What is in sight.
        numbers: Number of each lesion by its id.
    """
    told = [_how_to_read(sight)]
    if sight.seen < sight.points:
        told.append(translate("Trend", "Showing {k} of {n} points; 0 shows all.").format(k=sight.seen, n=sight.points))
    elif sight.data.view.follow is not Follow.SET and sight.named_lines < sight.lines:
        told.append(
            translate("Trend", "Named {k} of {n} lines; point at a line for its name.").format(
                k=sight.named_lines, n=sight.lines
            )
        )
    if sight.named_events < sight.events:
        told.append(
            translate("Trend", "Named {k} of {n} events; zoom in for the others.").format(
                k=sight.named_events, n=sight.events
            )
        )
    if not sight.symbols and sight.seen:
        told.append(_symbols_left_out(sight))
    told += _not_shown(sight.data, numbers)
    return " ".join(told)


def _symbols_left_out(sight: Sight) -> str:
    if sight.chosen:
        return translate("Trend", "More than 2,000 points in view: symbols on the selected lesion only.")
    return translate("Trend", "More than 2,000 points in view: select a lesion or zoom in to see its symbols.")


def _how_to_read(sight: Sight) -> str:
    view = sight.data.view
    if view.measure is Measure.PAIN:
        return translate("Trend", "Pain from 0 to 10; a line breaks where it was not recorded.")
    if view.follow is Follow.SET:
        return translate(
            "Trend", "{measure} of the same lesions; a new line begins where they change. Last: {what} lesions."
        ).format(measure=measure_title(view), what=sight.last)
    if view.follow is Follow.THREAD:
        return translate(
            "Trend", "{measure}; lesions that split or merged are summed, where all of them were measured."
        ).format(measure=measure_title(view))
    said = {
        Measure.AREA: translate("Trend", "Area of the ellipse, mm²; a line breaks where nothing was measured."),
        Measure.LONGEST: translate("Trend", "Longest diameter, mm; a line breaks where nothing was measured."),
        Measure.VOLUME: translate("Trend", "Volume of the ellipsoid, mm³; a line breaks where nothing was measured."),
    }[view.measure]
    return translate("Trend", "Per cent of each line's baseline. {what}").format(what=said) if view.is_percent else said


def _not_shown(data: TrendData, numbers: Mapping[int, int]) -> list[str]:
    """What the record holds and this view does not show."""
    told = []
    if data.no_baseline and data.view.follow is Follow.SET:  # a lesion of such a line may be in one that is shown
        told.append(translate("Trend", "Lines without a baseline, not shown: {n}.").format(n=len(data.no_baseline)))
    elif data.no_baseline:
        names = _named({numbers[one] for lesions in data.no_baseline for one in lesions})
        told.append(translate("Trend", "Without a baseline, not shown: {lesions}.").format(lesions=names))
    if data.view.follow is Follow.LESION and data.never:
        names = _named({numbers[one] for one in data.never})
        said = (
            translate("Trend", "Never measured so: {lesions}.")
            if data.view.measure.is_size
            else translate("Trend", "Never asked: {lesions}.")
        )
        told.append(said.format(lesions=names))
    if data.without_value:
        told.append(
            translate("Trend", "Readings without a width or thickness, on no line: {n}.").format(n=data.without_value)
        )
    if data.repeats:
        told.append(translate("Trend", "Repeat readings, on no line: {n}.").format(n=data.repeats))
    return told


def _named(lesions: Iterable[int]) -> str:
    found = sorted(lesions)
    if len(found) > _FEW:
        return translate("Trend", "{n} lesions").format(n=len(found))
    return ", ".join(f"#{one}" for one in found)
