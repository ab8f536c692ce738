"""What a print of a visit is made from, read anew for each print, and what the audit says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calcitrack.clinic.context import Context
from calcitrack.clinic.instruments import catalogue_of
from calcitrack.clinic.settings import rule_settings
from calcitrack.db import assessments, settings
from calcitrack.db.audit import Deed
from calcitrack.domain.errors import NotFound
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from calcitrack.domain.record import PatientRecord
    from calcitrack.domain.visit import Visit
    from calcitrack.reports.request import SummaryRequest
    from calcitrack.reports.words import Words


def summary_request(context: Context, patient_id: int, visit_id: int, words: Words | None = None) -> SummaryRequest:
    """Read a record for the print of one of its visits.

    Raises:
        NotFound: The patient has no such visit.
    """
    record = context.record(patient_id)
    visit = next((v for v in record.visits if v.id == visit_id), None)
    if visit is None:
        raise NotFound(say(QT_TRANSLATE_NOOP("clinic", "This patient has no such visit.")))
    connection = context.vault.connection
    revisions = assessments.read_revisions(connection, patient_id, visit_id) if visit.addenda else ()
    return replace(summary_of(context, record, visit, words), revisions=revisions)


def summary_of(context: Context, record: PatientRecord, visit: Visit, words: Words | None = None) -> SummaryRequest:
    """What the print of a visit of a record is made from, without the revisions of an amended visit."""
    from calcitrack.reports.request import SummaryRequest
    from calcitrack.reports.words import EnglishWords

    connection = context.vault.connection
    return SummaryRequest(
        record=record,
        visit_id=visit.id,
        figures=record_figures(record, rule_settings(connection)),
        clinic_name=context.vault.clinic_name,
        synthetic=context.vault.synthetic,
        printed_at=context.clock.now().astimezone(),
        printed_by=context.person.name,
        paper=settings.read(connection).get("paper", "A4"),
        sites=context.sites,
        words=words or EnglishWords(),
        record_hash=visit.content_hash,
        catalogue=catalogue_of(connection),
    )


def note_print(context: Context, action: str, request: SummaryRequest, reason: str = "") -> None:
    """That a visit left the vault stands in the audit."""
    deed = Deed(action, "visit", request.visit.uuid, request.record.patient.uuid, reason)
    context.vault.note(context.actor, deed, context.clock.now())
