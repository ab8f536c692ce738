"""Response of one lesion to one trial (rules 8, 12 and 13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calcitrack.domain.figures.area import Evidence, Size, percent_change
from calcitrack.domain.figures.model import LesionResponse, NotAssessable
from calcitrack.domain.figures.thresholds import Thresholds
from calcitrack.domain.figures.window import Baseline, Course, find_baseline, find_window, first_after, first_on
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import EventKind, ResponseWord, State

_EXPLAINS = frozenset(
    {EventKind.EXTRUDED, EventKind.LIQUEFIED, EventKind.INJECTED, EventKind.PARTLY_REMOVED, EventKind.EXCISED}
)
"""Kinds of events that tell how a lesion went."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The two words of a lesion on its way through the window (rule 12).

    Attributes:
        improved: It was smaller or healed at some time in the window.
    """

    balin: ResponseWord = ResponseWord.NONE
    now: ResponseWord = ResponseWord.NONE
    improved: bool = False

    def heal(self) -> Walk:
        """The lesion is found closed."""
        return Walk(ResponseWord.COMPLETE, ResponseWord.COMPLETE, improved=True)

    def measure(self, *, smaller: bool) -> Walk:
        """The lesion has an area."""
        improved = self.improved or smaller
        return Walk(
            ResponseWord.PARTIAL if improved else ResponseWord.NONE,
            ResponseWord.PARTIAL if smaller else ResponseWord.NONE,
            improved,
        )

    def see(self) -> Walk:
        """The lesion is there, without an area: it undoes a healing and says nothing else."""
        if self.now is not ResponseWord.COMPLETE:
            return self
        return replace(self, balin=ResponseWord.PARTIAL, now=ResponseWord.NONE)


def respond(
    lesion: Lesion,
    history: Sequence[Evidence],
    events: Sequence[LesionEvent],
    course: Course,
    settings: RuleSettings,
) -> LesionResponse:
    """Judge a lesion on a trial.

    Args:
        lesion: The lesion.
        history: What is said of it by date, without what nobody looked for.
        events: What happened to it.
        course: The trial's time.
        settings: The clinic's thresholds.
    """
    baseline = find_baseline(history, course, settings.baseline_days)
    window = find_window(history, course, baseline) if baseline else ()
    reason = why_not_assessable(lesion, history, course, baseline, window)
    if reason or baseline is None:
        return _not_assessable(lesion, reason)
    limits = Thresholds.of(settings, lesion.tracking_method)
    walk = walk_window(window, baseline, limits)
    response = LesionResponse(
        lesion.id,
        walk.balin,
        walk.now,
        baseline_on=baseline.on,
        baseline_mm2=baseline.size.area_mm2,
        judged_on=window[-1].on,
        how=how_it_went(events, course),
    )
    if walk.now is ResponseWord.COMPLETE:
        return replace(response, provisional=is_provisional(history, window))
    return _with_change(response, baseline.size, last_size(window), limits)


def nothing_recorded(lesion: Lesion) -> LesionResponse:
    """The answer for every lesion of a patient without a signed visit (rule 10)."""
    return _not_assessable(lesion, NotAssessable.NOTHING_RECORDED)


def why_not_assessable(
    lesion: Lesion,
    history: Sequence[Evidence],
    course: Course,
    baseline: Baseline | None,
    window: Sequence[Evidence],
) -> NotAssessable | None:
    """The first reason that applies; None when the lesion can be judged (rule 8)."""
    before = first_on(history, course.first_day)
    if before and history[before - 1].state.closes:
        return NotAssessable.CLOSED_BEFORE_START
    if baseline is None:
        return NotAssessable.NEW_LESION if lesion.first_seen > course.start else NotAssessable.NO_BASELINE
    if not window:
        return NotAssessable.NOTHING_RECORDED
    if all(e.state is State.NOT_MEASURABLE for e in window):
        return NotAssessable.NOT_MEASURABLE
    if not course.is_procedure and any(e.state is State.EXCISED for e in window):
        return NotAssessable.EXCISED
    return None


def walk_window(window: Sequence[Evidence], baseline: Baseline, limits: Thresholds) -> Walk:
    """Walk the window in order (rule 12). In a drug's window nothing is excised: that is not assessable."""
    walk = Walk()
    for evidence in window:
        if evidence.state.closes:
            walk = walk.heal()
        elif evidence.size:
            walk = walk.measure(smaller=limits.is_smaller(baseline.size, evidence.size))
        else:
            walk = walk.see()
    return walk


def last_size(window: Sequence[Evidence]) -> Size | None:
    """The last area since the last healing in the window; None when there is none (rule 13)."""
    for evidence in reversed(window):
        if evidence.size or evidence.state.closes:
            return evidence.size
    return None


def is_provisional(history: Sequence[Evidence], window: Sequence[Evidence]) -> bool:
    """Whether the present healing has not yet been seen again (rule 13).

    Args:
        history: What is said of the lesion, by date.
        window: The part that was judged; it ends with the lesion closed.
    """
    first = len(window) - 1
    while first and window[first - 1].state.closes:
        first -= 1
    if first < len(window) - 1:
        return False
    later = first_after(history, window[-1].on)
    return later == len(history) or not history[later].state.closes


def how_it_went(events: Sequence[LesionEvent], course: Course) -> tuple[EventKind, ...]:
    """Kinds of events from the start to the end that tell how a lesion went, alphabetical, each once (rule 13)."""
    return tuple(sorted({e.kind for e in events if e.kind in _EXPLAINS and course.includes(e.on)}))


def _not_assessable(lesion: Lesion, reason: NotAssessable | None) -> LesionResponse:
    return LesionResponse(lesion.id, ResponseWord.NOT_ASSESSABLE, ResponseWord.NOT_ASSESSABLE, reason)


def _with_change(response: LesionResponse, baseline: Size, last: Size | None, limits: Thresholds) -> LesionResponse:
    if last is None:
        return response
    return replace(
        response,
        change_percent=percent_change(baseline.product, last.product),
        progressed=limits.is_progressed(baseline, last),
    )
