"""A finding of the guidance that somebody put aside, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A finding put aside. It holds for the facts and the content that it was made on, and for no others.

    Attributes:
        finding: Permanent name of the finding.
        facts_hash: What the finding rested on.
        content_hash: Which content of the guidance it came from.
        person: Who put it aside.
        dismissed_at: Instant (UTC).
    """

    finding: str
    facts_hash: str
    content_hash: str
    reason: str
    person: str
    dismissed_at: datetime
    id: int = 0
