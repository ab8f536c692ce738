"""What a leaf is made for: the open patient, the clinic's own results, and the room there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calcitrack.domain.figures.outcomes import TherapyOutcome
from calcitrack.domain.record import PatientRecord
from calcitrack.guidance.finding import Evaluation, Status


@dataclass(frozen=True, slots=True)
class BookState:
    """What leaves show besides the content.

    Attributes:
        record: The open patient; None without one.
        own: The clinic's own results by therapy; None while they are being read.
        read: How many patients with trials were read, of how many, while they are being read.
        stopped: The reading of the own results was stopped.
        narrow: A row of seven columns has no room: studies are told one below the other.
        padding: Of table cells, in pixels.
    """

    today: date
    record: PatientRecord | None = None
    evaluation: Evaluation | None = None
    own: Mapping[str, TherapyOutcome] | None = None
    read: tuple[int, int] = (0, 0)
    stopped: bool = False
    narrow: bool = False
    padding: int = 6
    here: Mapping[str, tuple[Status, tuple[int, ...]]] = field(default_factory=dict)
