"""Makes prints and reads them back as a reader of the paper would."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from typing import Any

from pypdf import PdfReader

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.summary import print_visit
from calcitrack.reports.words import EnglishWords
from tests.builders import clinic_day

HASH = "7f3a91c2" + "0" * 56
PRINTED_AT = datetime(2026, 11, 22, 10, 59, tzinfo=timezone(timedelta(hours=2)))


def a_request(record: PatientRecord, visit_id: int | None = None, **fields: Any) -> SummaryRequest:
    """A request for the last visit entered, unless told otherwise."""
    given: dict[str, Any] = {
        "record": record,
        "visit_id": record.visits[-1].id if visit_id is None else visit_id,
        "figures": record_figures(record, RuleSettings()),
        "clinic_name": "Northside Rheumatology",
        "synthetic": True,
        "printed_at": PRINTED_AT,
        "printed_by": "Nurse T. Printer",
        "paper": "A4",
        "sites": SiteList.load(),
        "words": EnglishWords(),
        "record_hash": HASH,
    }
    return SummaryRequest(**(given | fields))


def sample(mrn: str) -> PatientRecord:
    """A patient of the sample clinic."""
    return next(record for record in clinic_day() if record.patient.mrn == mrn)


def read(pdf: bytes) -> PdfReader:
    """The file as a reader opens it."""
    return PdfReader(io.BytesIO(pdf))


def pages(request: SummaryRequest) -> list[str]:
    """The text of each page, all white space as single spaces."""
    return [" ".join(page.extract_text().split()) for page in read(print_visit(request).content).pages]


def text(request: SummaryRequest) -> str:
    """The text of all pages."""
    return " ".join(pages(request))
