"""One thing that waits for somebody: an order without its result, or a draft without its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calcitrack.domain.vocabulary import OrderKind, PatientStatus


class Waiting(StrEnum):
    """What a list of waiting things holds."""

    ORDERS = "awaited orders"
    DRAFTS = "unsigned drafts"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """An order or a draft, with whose it is.

    Attributes:
        id: Row number of the order or of the visit.
        name: The patient's, as on the worklist.
        kind: What was asked for; None for a draft.
        since: Day on which it was asked for, or day of the visit; None when not recorded.
        by: Who asked, or who began the draft; empty when not recorded.
        visit_on: Day of the visit under which the order stands; None for a draft and for an order apart from a visit.
    """

    id: int
    patient_id: int
    name: str
    mrn: str
    status: PatientStatus
    kind: OrderKind | None
    since: date | None
    by: str
    visit_on: date | None = None

    def days(self, today: date) -> int | None:
        """For how many days it has waited; None when its day is not known."""
        return None if self.since is None else (today - self.since).days
