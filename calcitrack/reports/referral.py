"""The referral as a PDF: the letter on its own pages, then the whole signed record in its reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.reports.identity import Labels, hash_text, identity_text, printed_text
from calcitrack.reports.layout import Frame, Heads
from calcitrack.reports.paper.flow import Block
from calcitrack.reports.printed import Printed
from calcitrack.reports.referral_closing import closing_blocks
from calcitrack.reports.referral_lesions import lesions_blocks
from calcitrack.reports.referral_letter import letter_blocks
from calcitrack.reports.referral_patient import patient_block
from calcitrack.reports.referral_request import ReferralRequest
from calcitrack.reports.referral_therapies import therapies_block
from calcitrack.reports.trend.drawn_trend import trend_block

_HEADS = Heads(QT_TRANSLATE_NOOP("reports", "Referral"), QT_TRANSLATE_NOOP("reports", "Referral, continued"))


def print_referral(request: ReferralRequest, report: Callable[[int, int], None]) -> Printed:
    """Print the letter and the report.

    Args:
        request: What is printed.
        report: Told after each lesion how many are set, of how many, and again when all is drawn; it stops the print
            by raising.

    Raises:
        KeyError: The record has no such visit.
    """
    frame = Frame(request.summary, _HEADS, _labels(request))
    content = frame.print_blocks(_blocks(request, frame.width, report))
    count = len(request.summary.record.lesions)
    report(count, count)
    return Printed(content, tuple(sorted(frame.missing)))


def _labels(request: ReferralRequest) -> Labels:
    summary = request.summary
    voice = summary.voice
    about = voice(
        QT_TRANSLATE_NOOP("reports", "Referral of {day} · {person}"), day=request.day, person=summary.printed_by
    )
    origin = voice(
        QT_TRANSLATE_NOOP("reports", "Signed visits up to {day} · {hash} · {printed}"),
        day=summary.visit.visited_on,
        hash=hash_text(summary),
        printed=printed_text(summary),
    )
    return Labels(identity_text(summary, request.day), about, origin)


def _blocks(request: ReferralRequest, width: float, report: Callable[[int, int], None]) -> Iterator[Block]:
    yield from letter_blocks(request, width)
    yield replace(patient_block(request, width), begins_page=True)
    yield from lesions_blocks(request.summary, width, report)
    trend = trend_block(request.summary, width, float("inf"))
    if trend is not None:
        yield trend
    yield therapies_block(request.summary, width)
    yield from closing_blocks(request, width)
