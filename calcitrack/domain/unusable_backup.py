"""A backup that is there and cannot be restored from: it is named, and never passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path


class Why(Enum):
    """Why not."""

    DAMAGED = auto()
    OTHER_KEY = auto()
    """It was made before the data key was changed, and opens with the passwords of then."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """One of them.

    Attributes:
        at: When it was made, as far as its name or its list of contents tells; None where neither does.
    """

    folder: Path
    at: datetime | None
    why: Why
