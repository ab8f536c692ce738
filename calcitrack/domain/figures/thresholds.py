"""What counts as smaller, as progressed, and as beyond the reading error (rule 11), compared in exact integers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from calcitrack.domain.figures.area import Size, size_of
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Method


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The clinic's thresholds in the integers they are compared in.

    Attributes:
        percent: Change of area, per cent of baseline.
        error: Reading error of length + width in whole tenths of a millimetre. Readings are whole tenths, so being
            above the error is the same as being above its whole part.
    """

    percent: int
    error: int

    @classmethod
    def of(cls, settings: RuleSettings, method: Method) -> Thresholds:
        """Thresholds of the clinic's settings for sizes by a method.

        The error is taken as it is written: 2.3 mm is 23 tenths, never 22.
        """
        return cls(settings.threshold_percent, math.floor(Fraction(str(settings.error_mm(method))) * 10))

    def is_smaller(self, baseline: Size, now: Size) -> bool:
        """Area more than the threshold below baseline, and length + width fallen by more than the reading error."""
        below = now.product * 100 < baseline.product * (100 - self.percent)
        return below and baseline.total - now.total > self.error

    def is_progressed(self, baseline: Size, now: Size) -> bool:
        """Area more than the threshold above baseline."""
        return now.product * 100 > baseline.product * (100 + self.percent)

    def beyond_error(self, then: Size, now: Size) -> bool:
        """Length + width have changed, either way, by more than the reading error."""
        return abs(now.total - then.total) > self.error


def beyond_error(then: Reading, now: Reading, settings: RuleSettings) -> bool:
    """Whether two readings of a lesion differ by more than the reading error in length + width.

    False where they cannot be compared: another method, or a width that was not taken.
    """
    sizes = size_of(then), size_of(now)
    if sizes[0] is None or sizes[1] is None or then.method is not now.method:
        return False
    return Thresholds.of(settings, then.method).beyond_error(sizes[0], sizes[1])
