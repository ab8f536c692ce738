"""Therapies as bars and events as dashed marks, on the time axis of a printed trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import EventKind
from calcitrack.reports.findings import listed
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import BAR, BAR_EDGE, CAPITAL_MIDDLE, DANGER, SMALL, SMALL_MUTED, WHITE, TextStyle
from calcitrack.reports.paper.wrapping import measure, wrap
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.therapies import therapy_text, trials_until
from calcitrack.reports.trend.scale import TimeScale

MOST_BARS = 8
MOST_LANES = 5
LANE = 10.0
"""Height of a lane of event labels."""

_BAR = 13.0
_BAR_GAP = 3.0
_INDENT = 5.0
_SHOWN_OTHERWISE = (EventKind.APPEARED, EventKind.RESOLVED)
"""A line that begins, and the sign of a closed lesion, tell of these."""
_ALARMING = (EventKind.INFECTED, EventKind.ULCERATED)


@dataclass(frozen=True, slots=True)
class TherapyBar:
    """One therapy.

    Attributes:
        label: Therapy and dose.
        reason: Why it was stopped; empty while it runs and where no reason was recorded.
        stop: Last day; None while it runs.
    """

    label: str
    reason: str
    start: date
    stop: date | None
    is_procedure: bool


@dataclass(frozen=True, slots=True)
class EventMark:
    """What happened to lesions on one day.

    Attributes:
        lane: Counted from the plot upwards.
        left: Where the label begins.
    """

    on: date
    label: str
    style: TextStyle
    lane: int
    left: float


def therapy_bars(request: SummaryRequest, first: date) -> list[TherapyBar]:
    """Therapies begun by the day of the visit that reach into the time shown, oldest first."""
    day = request.visit.visited_on
    return [
        _bar(request, trial, first)
        for trial in trials_until(request.record, day)
        if (trial.start if trial.is_procedure else trial.stop or day) >= first
    ]


def bars_height(bars: Sequence[TherapyBar], scale: TimeScale) -> float:
    """The height that the bars take."""
    return sum(_BAR + _BAR_GAP + _label_below_height(bar, scale) for bar in bars)


def draw_bars(pen: Pen, bars: Sequence[TherapyBar], scale: TimeScale, top: float) -> None:
    """Draw the bars one below the other."""
    for bar in bars:
        _draw_bar(pen, bar, scale, top)
        top -= _BAR + _BAR_GAP + _label_below_height(bar, scale)


def event_marks(request: SummaryRequest, scale: TimeScale) -> tuple[list[EventMark], int]:
    """Marks of events in lanes so that no two labels touch; the latest come first.

    Returns:
        The marks, and how many events there was no room for.
    """
    lanes: list[list[tuple[float, float]]] = []
    marks, left_out = [], 0
    for on, kind, numbers in reversed(_events(request, scale.first)):
        label = f"{request.voice.inside(kind)} #{listed(numbers)}"
        style = SMALL_MUTED if kind not in _ALARMING else TextStyle(SMALL.size, SMALL.leading, colour=DANGER)
        width = measure(label, style)
        x = scale.x(on)
        left = x + 2 if x + 2 + width <= scale.right else x - 2 - width
        lane = _free_lane(lanes, left, left + width)
        if lane is None:
            left_out += len(numbers)
        else:
            marks.append(EventMark(on, label, style, lane, left))
    return marks, left_out


def draw_events(pen: Pen, marks: Sequence[EventMark], scale: TimeScale, plot_top: float, bottom: float) -> None:
    """Draw all dashed lines, then the labels on white, so that no line runs through a word."""
    for mark in marks:
        x = scale.x(mark.on)
        pen.line((x, plot_top + mark.lane * LANE + LANE - 1), (x, bottom), mark.style.colour, 0.7, (2, 2))
    for mark in marks:
        baseline = plot_top + mark.lane * LANE + 2.5
        pen.box((mark.left - 1, baseline - 2), (measure(mark.label, mark.style) + 2, LANE - 1), WHITE, None)
        pen.text(mark.left, baseline, mark.label, mark.style)


def _bar(request: SummaryRequest, trial: Trial, first: date) -> TherapyBar:
    day = request.visit.visited_on
    stop = trial.stop if trial.stop is not None and trial.stop <= day else None
    label = therapy_text(trial, stop or day)
    if trial.start < first:
        label = request.voice(QT_TRANSLATE_NOOP("reports", "{therapy} from {start}"), therapy=label, start=trial.start)
    return TherapyBar(
        label=label,
        reason=(trial.stop_reason or "") if stop else "",
        start=trial.start,
        stop=stop,
        is_procedure=trial.is_procedure,
    )


def _edges(bar: TherapyBar, scale: TimeScale) -> tuple[float, float]:
    if bar.is_procedure:
        x = scale.x(bar.start)
        return x - 2, x + 2
    left = scale.x(bar.start)
    return left, max(left + 2, scale.x(bar.stop) if bar.stop else scale.right)


def _outside_label(bar: TherapyBar) -> str:
    return f"{bar.label} · {bar.reason}" if bar.reason else bar.label


def _fits_inside(bar: TherapyBar, scale: TimeScale) -> bool:
    left, right = _edges(bar, scale)
    reason = measure(bar.reason, SMALL_MUTED) + 4 * _INDENT if bar.reason else 0.0
    return measure(bar.label, SMALL) + reason + 2 * _INDENT <= right - left


def _beside_at(bar: TherapyBar, scale: TimeScale) -> float | None:
    """Where the label begins if it stands beside the bar; None where neither side has room."""
    left, right = _edges(bar, scale)
    width = measure(_outside_label(bar), SMALL)
    if right + _INDENT + width <= scale.right:
        return right + _INDENT
    return left - _INDENT - width if left - _INDENT - width >= scale.left else None


def _label_below(bar: TherapyBar, scale: TimeScale) -> list[str]:
    """The lines of a label that fits neither into its bar nor beside it."""
    if _fits_inside(bar, scale) or _beside_at(bar, scale) is not None:
        return []
    return wrap(_outside_label(bar), SMALL, scale.right - scale.left)


def _label_below_height(bar: TherapyBar, scale: TimeScale) -> float:
    return SMALL.leading * len(_label_below(bar, scale))


def _draw_bar(pen: Pen, bar: TherapyBar, scale: TimeScale, top: float) -> None:
    left, right = _edges(bar, scale)
    baseline = top - _BAR / 2 - SMALL.size * CAPITAL_MIDDLE
    pen.box((left, top - _BAR), (right - left, _BAR), BAR_EDGE if bar.is_procedure else BAR, None, 2)
    if _fits_inside(bar, scale):
        pen.text(left + _INDENT, baseline, bar.label, SMALL)
        pen.text_to(right - _INDENT, baseline, bar.reason, SMALL_MUTED)
        return
    start = _beside_at(bar, scale)
    if start is not None:
        pen.text(start, baseline, _outside_label(bar), SMALL)
    for i, line in enumerate(_label_below(bar, scale)):
        pen.text(scale.left, top - _BAR - SMALL.leading * i - SMALL.ascent, line, SMALL)


def _events(request: SummaryRequest, first: date) -> list[tuple[date, EventKind, list[int]]]:
    """Events within the time shown by day, those of one kind and day together, with the lesions' numbers."""
    uncounted = {visit.id for visit in request.record.visits if not visit.counts}
    together: dict[tuple[date, EventKind], list[int]] = {}
    for event in request.record.events:
        within = first <= event.on <= request.visit.visited_on
        if within and event.kind not in _SHOWN_OTHERWISE and event.visit_id not in uncounted:
            together.setdefault((event.on, event.kind), []).append(request.record.lesion(event.lesion_id).number)
    return [(on, kind, numbers) for (on, kind), numbers in sorted(together.items())]


def _free_lane(lanes: list[list[tuple[float, float]]], left: float, right: float) -> int | None:
    """The lowest lane with room for a label, which it then takes; None when all are full."""
    for number, lane in enumerate(lanes):
        if all(right + 6 < taken_left or left > taken_right + 6 for taken_left, taken_right in lane):
            lane.append((left, right))
            return number
    if len(lanes) == MOST_LANES:
        return None
    lanes.append([(left, right)])
    return len(lanes) - 1
