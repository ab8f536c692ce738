"""The record as it would be if its draft were signed: what the review then says is shown beside the draft."""

from __future__ import annotations

from dataclasses import replace

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.vocabulary import VisitStatus


def as_if_signed(record: PatientRecord) -> PatientRecord:
    """The record with its latest draft counted among the visits; the record itself when there is no draft."""
    draft = record.draft
    if draft is None:
        return record
    signed = replace(draft, status=VisitStatus.SIGNED)
    return replace(record, visits=tuple(signed if v.id == draft.id else v for v in record.visits))
