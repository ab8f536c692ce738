"""What a referral is made from: the signed part of a record, and the letter that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.figures.area import counted_events
from calcitrack.domain.letter import Letter
from calcitrack.domain.record import PatientRecord
from calcitrack.reports.request import SummaryRequest


@dataclass(frozen=True, slots=True)
class ReferralRequest:
    """A referral to be printed.

    Attributes:
        summary: Of the last signed visit; its record holds no other visits than signed ones.
        drafts: Days of the visits that are left out because nobody signed them.
        in_error: How many visits are left out because they were entered in error.
    """

    summary: SummaryRequest
    letter: Letter
    contact: ClinicContact
    drafts: tuple[date, ...] = ()
    in_error: int = 0

    @property
    def day(self) -> date:
        """Day of the letter."""
        return self.summary.printed_at.date()


def signed_part(record: PatientRecord) -> PatientRecord:
    """The record without drafts and visits entered in error, and without the events that came with them.

    An order that a draft asked for is awaited all the same: it was never part of what is signed.
    """
    asked_in_drafts = (order for visit in record.visits if not visit.is_signed for order in visit.orders)
    return replace(
        record,
        visits=record.counted_visits,
        events=counted_events(record),
        orders=(*record.orders, *asked_in_drafts),
    )
