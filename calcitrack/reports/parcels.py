"""Summaries that are drawn in another process: what is sent there, and several prints in one file.

A process of its own gets one record as plain values and gives the bytes of one PDF back. It never sees the vault, its
key or a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment
from calcitrack.reports.paper.style import Paper
from calcitrack.reports.printed import Printed
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.summary import print_visit
from calcitrack.reports.words import Words


@dataclass(frozen=True, slots=True)
class Parcel:
    """A request for a summary without what every process has or can work out: sites and figures."""

    record: PatientRecord
    visit_id: int
    rules: RuleSettings
    clinic_name: str
    synthetic: bool
    printed_at: datetime
    printed_by: str
    paper: Paper
    words: Words
    record_hash: str
    revisions: tuple[Assessment, ...]
    catalogue: Catalogue


def packed(request: SummaryRequest) -> Parcel:
    """What is sent of a request."""
    return Parcel(
        record=request.record,
        visit_id=request.visit_id,
        rules=request.figures.settings,
        clinic_name=request.clinic_name,
        synthetic=request.synthetic,
        printed_at=request.printed_at,
        printed_by=request.printed_by,
        paper=request.paper,
        words=request.words,
        record_hash=request.record_hash,
        revisions=request.revisions,
        catalogue=request.catalogue,
    )


def print_parcel(parcel: Parcel) -> Printed:
    """Draw the summary, byte for byte as ``print_visit`` would have here."""
    return print_visit(
        SummaryRequest(
            record=parcel.record,
            visit_id=parcel.visit_id,
            figures=record_figures(parcel.record, parcel.rules),
            clinic_name=parcel.clinic_name,
            synthetic=parcel.synthetic,
            printed_at=parcel.printed_at,
            printed_by=parcel.printed_by,
            paper=parcel.paper,
            sites=SiteList.load(),
            words=parcel.words,
            record_hash=parcel.record_hash,
            revisions=parcel.revisions,
            catalogue=parcel.catalogue,
        )
    )


def in_one(prints: Sequence[bytes]) -> bytes:
    """All pages of several prints in one PDF, in their order; each print keeps its own numbers of pages."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for content in prints:
            part = pypdfium2.PdfDocument(content)
            try:
                whole.import_pages(part)
            finally:
                part.close()
        kept = BytesIO()
        whole.save(kept)
    finally:
        whole.close()
    return kept.getvalue()
