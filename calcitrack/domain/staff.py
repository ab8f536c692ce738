"""The people of a clinic and what they did, as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from calcitrack.domain.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in the list of people.

    Attributes:
        id: Row number.
        login: Name for signing in.
        roles: What they may do; kept when somebody leaves.
        active: False for those who left: they stay named in the record.
        version: Counts changes.
    """

    id: int
    name: str
    login: str
    roles: frozenset[Role]
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the audit.

    Attributes:
        id: Row number.
        at: Instant, UTC.
        mrn: Record number of the patient concerned; empty when none is.
        about: Name of the person concerned, where it is somebody else than who did it; else empty.
    """

    id: int
    at: datetime
    person: str
    action: str
    mrn: str
    reason: str
    about: str = ""
