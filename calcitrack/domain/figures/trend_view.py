"""What a reader of a trend asks for: which measure, followed how, in which unit, from which day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calcitrack.domain.figures.model import TrendPoint


class Measure(StrEnum):
    """What is followed over time."""

    AREA = "area"
    LONGEST = "longest diameter"
    VOLUME = "volume"
    PAIN = "pain"

    @property
    def is_size(self) -> bool:
        """Whether it is a size: factors and per cent of it mean something. Pain is a score from 0 to 10."""
        return self is not Measure.PAIN

    @property
    def unit(self) -> str:
        """Its unit as it is written; empty for a score."""
        return {Measure.AREA: "mm²", Measure.LONGEST: "mm", Measure.VOLUME: "mm³", Measure.PAIN: ""}[self]

    def of(self, point: TrendPoint) -> float | None:
        """What a visit says of it; None where it says nothing, 0.0 where the lesion is found closed."""
        match self:
            case Measure.AREA:
                return point.area_mm2
            case Measure.LONGEST:
                return point.longest_mm
            case Measure.VOLUME:
                return point.volume_mm3
        return point.pain


class Follow(StrEnum):
    """What a line follows."""

    LESION = "lesion"
    THREAD = "thread"
    SET = "set"


@dataclass(frozen=True, slots=True)
class TrendView:
    """One way to look at a record over time.

    Attributes:
        follow: Each lesion; lesions that splits and merges tie together as one; or a constant set of lesions, broken
            where the set changes. Of pain there are lesions, and in the place of a sum what the patient says.
        percent: Values in per cent of each line's baseline. Has no meaning for pain.
        trial_id: The trial whose start is day 0, and whose baselines per cent are of; None for the calendar.
    """

    measure: Measure = Measure.AREA
    follow: Follow = Follow.LESION
    percent: bool = False
    trial_id: int | None = None

    @property
    def is_percent(self) -> bool:
        """Whether values are per cent of a baseline."""
        return self.percent and self.measure.is_size
