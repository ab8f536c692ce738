"""The results: plain values that screens, prints and ``report --json`` show alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.vocabulary import EventKind, Method, ResponseWord, State


@dataclass(frozen=True, slots=True)
class ChangeSinceLast:
    """Like for like against the previous signed visit (rule 6). All tuples hold lesion ids by number.

    Attributes:
        compared: Lesions with an area then that have one now or are found resolved now (area 0).
        percent: (sum now / sum then - 1) x 100 over them; None when there are none.
        new_mm2: Sum of the areas of new lesions, mm2; 0.0 when they have none.
        not_compared: Every other lesion open now.
    """

    compared: tuple[int, ...]
    percent: float | None
    resolved: tuple[int, ...]
    excised: tuple[int, ...]
    new: tuple[int, ...]
    new_mm2: float
    not_compared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """Figures of one signed visit.

    Attributes:
        measured_area_mm2: Sum of the areas at the visit; None when lesions are open and none has an area; 0.0 when none
            is open. Never to be set against another visit's sum.
        measured: k, lesions with an area at the visit.
        open: n, lesions open after the visit's own assessments.
        areas_mm2: Area by lesion id.
        change: None at the first visit.
    """

    visit_id: int
    visited_on: date
    measured_area_mm2: float | None
    measured: int
    open: int
    open_lesions: tuple[int, ...]
    areas_mm2: Mapping[int, float]
    change: ChangeSinceLast | None


class NotAssessable(StrEnum):
    """Why a lesion's response cannot be judged, in the order in which the reasons are tried (rule 8)."""

    CLOSED_BEFORE_START = "closed before start"
    NO_BASELINE = "no baseline"
    NEW_LESION = "new lesion"
    NOTHING_RECORDED = "nothing recorded"
    NOT_MEASURABLE = "not measurable"
    EXCISED = "excised"


@dataclass(frozen=True, slots=True)
class LesionResponse:
    """Response of one lesion to one trial (rules 8 to 13).

    Attributes:
        balin: The published definition (Balin 2012): recurrence after healing is partial.
        now: State at the last evidence.
        reason: Why it is not assessable; None otherwise.
        change_percent: Of the last area since the last healing, against baseline; None where it does not apply.
        progressed: More than the threshold above baseline; None where it does not apply.
        provisional: A healing not yet seen again; None where it does not apply.
        how: Kinds of events that explain it, alphabetical; empty when none.
    """

    lesion_id: int
    balin: ResponseWord
    now: ResponseWord
    reason: NotAssessable | None = None
    baseline_on: date | None = None
    baseline_mm2: float | None = None
    judged_on: date | None = None
    change_percent: float | None = None
    progressed: bool | None = None
    provisional: bool | None = None
    how: tuple[EventKind, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialFigures:
    """Figures of one trial.

    Attributes:
        end: The stop, or the last signed visit where the trial runs on or is a procedure; None when there is no such
            visit either.
        exposure_weeks: Whole weeks from start to end, never below 0; None for a procedure.
        interim: Exposure under the clinic's minimum; None for a procedure.
        lesions: Response by lesion id, by number: the lesions that the trial covers.
    """

    trial_id: int
    therapy: str
    start: date
    end: date | None
    exposure_weeks: int | None
    interim: bool | None
    lesions: Mapping[int, LesionResponse]


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth of one lesion (rule 15).

    Attributes:
        n: Number of areas.
        percent_per_year: None under four areas or when all have one date.
        ci95: 95 % interval in per cent per year; None likewise. An end too large for a number is infinite: four areas
            within days bound nothing.
    """

    n: int
    percent_per_year: float | None
    ci95: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What one signed visit adds to a lesion's line.

    Attributes:
        on: Date of the value: ``measured_on`` of the reading of record, else the day of the visit.
        area_mm2: None where the lesion has no area at the visit: the line breaks there. 0.0 where it is found closed.
        longest_mm: Longer of length and width of the reading of record, the length where only that was taken; None
            where there is no such reading. 0.0 where it is found closed.
        volume_mm3: Ellipsoid pi/6 x length x width x thickness; None unless all three were measured. 0.0
            where it is found closed.
        pain: 0 to 10; None when not recorded.
    """

    on: date
    visit_id: int
    state: State
    area_mm2: float | None
    longest_mm: float | None
    volume_mm3: float | None
    pain: float | None
    method: Method | None


@dataclass(frozen=True, slots=True)
class RecordFigures:
    """Every figure of one patient."""

    settings: RuleSettings
    visits: tuple[VisitFigures, ...]
    trials: tuple[TrialFigures, ...]
    growth: Mapping[int, Growth]
    trends: Mapping[int, tuple[TrendPoint, ...]]

    def visit(self, visit_id: int) -> VisitFigures | None:
        """Figures of a visit; None when it does not count (a draft, or entered in error)."""
        return next((v for v in self.visits if v.visit_id == visit_id), None)
