"""Growth rate of a lesion with its interval (rule 15)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

from calcitrack.domain.figures.area import Evidences
from calcitrack.domain.figures.model import Growth
from calcitrack.domain.figures.quantile import t975

_DAYS_PER_YEAR = 365.25
_FEWEST = 4


def growth_figures(evidences: Evidences) -> Mapping[int, Growth]:
    """Growth of every lesion that has an area, over all its areas at their dates."""
    return {
        lesion: growth_of([(e.on, e.size.area_mm2) for e in said if e.size])
        for lesion, said in evidences.by_lesion.items()
        if any(e.size for e in said)
    }


def growth_of(areas: Sequence[tuple[date, float]]) -> Growth:
    """Growth over some dated areas, such as those before a therapy: least squares of ln(area) on years."""
    if len(areas) < _FEWEST or len({day for day, _ in areas}) == 1:
        return Growth(len(areas), None, None)
    first = areas[0][0]
    years = [(day - first).days / _DAYS_PER_YEAR for day, _ in areas]
    slope, error = _slope_with_error(years, [math.log(area) for _, area in areas])
    reach = t975(len(areas) - 2) * error
    return Growth(len(areas), _percent(slope), (_percent(slope - reach), _percent(slope + reach)))


def _slope_with_error(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float]:
    """Slope of the least-squares line and its standard error."""
    n = len(xs)
    x_mean, y_mean = math.fsum(xs) / n, math.fsum(ys) / n
    dx = [x - x_mean for x in xs]
    dy = [y - y_mean for y in ys]
    spread = math.fsum(x * x for x in dx)
    slope = math.fsum(x * y for x, y in zip(dx, dy, strict=True)) / spread
    residual = math.fsum((y - slope * x) ** 2 for x, y in zip(dx, dy, strict=True))
    return slope, math.sqrt(residual / (n - 2) / spread)


def _percent(log_per_year: float) -> float:
    """A rate of ln(area) as per cent per year; infinite where it is too large for a number."""
    try:
        return math.expm1(log_per_year) * 100 + 0.0  # -0.0 becomes 0.0
    except OverflowError:
        return math.inf
