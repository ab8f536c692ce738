"""The clinic's settings that figures depend on. Each is a clinic threshold, not validated for this measure."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.vocabulary import Method


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Thresholds of the response rules.

    Attributes:
        threshold_percent: Change of area that counts as smaller or as progressed, per cent of baseline. The figure of
            25 is validated at one year for the SCTC hand radiograph score only (Valenzuela 2022).
        reading_error_mm: How far length + width must fall before a lesion is called smaller, mm.
        minimum_exposure_weeks: Under this many whole weeks a trial is interim.
        baseline_days: How many days before the start a baseline may lie.
        own_errors: By method, the clinic's own smallest detectable change of length + width, mm, where it chose to
            use it in the place of ``reading_error_mm``.
    """

    threshold_percent: int = 25
    reading_error_mm: float = 2.0
    minimum_exposure_weeks: int = 12
    baseline_days: int = 90
    own_errors: tuple[tuple[Method, float], ...] = ()

    def error_mm(self, method: Method) -> float:
        """How far length + width must change, mm, for a reading by a method."""
        return dict(self.own_errors).get(method, self.reading_error_mm)

    def is_possible(self) -> bool:
        """Whether each threshold lies within its range."""
        return all(low <= getattr(self, name) <= high for name, (low, high) in RANGES.items())


RANGES: dict[str, tuple[float, float]] = {
    "threshold_percent": (1, 100),
    "reading_error_mm": (0.0, 20.0),
    "minimum_exposure_weeks": (0, 104),
    "baseline_days": (0, 365),
}
"""The smallest and the largest value of each threshold that makes sense."""
