"""Summaries that are drawn in another process: what is sent there, and several prints in one file.

A process of its own gets one record as plain values and gives the bytes of one PDF back. It never sees the vault, its
key or a file.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment
from calcitrack.process_guard import guard_memory, guard_process
from calcitrack.reports.paper.style import Paper
from calcitrack.reports.printed import Printed
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.summary import print_visit
from calcitrack.reports.words import Words

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


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


def answer_parcels(pipe: Connection) -> None:
    """What a process that draws does: print after print, until nobody is at the other end.

    It says ``None`` once it is there, and again instead of a print that it could not draw.
    """
    guard_process()  # it will hold records
    guard_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the program that asks, which ends this one
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            pipe.send(_print_or_none(pipe.recv()))


def _print_or_none(parcel: Parcel) -> Printed | None:
    try:
        return print_parcel(parcel)
    except Exception:  # noqa: BLE001 - whoever asked draws it, and sees for themselves what is wrong
        return None


def in_one(prints: Sequence[bytes], going_on: Callable[[], None]) -> bytes:
    """All pages of several prints in one PDF, in their order; each print keeps its own numbers of pages.

    Args:
        prints: The PDF files.
        going_on: Called between them; raises to give up.
    """
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for content in prints:
            going_on()
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
