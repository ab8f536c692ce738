"""The letter of a referral: to whom, how soon, the question as it was typed, and who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from calcitrack.domain.letter import Urgency
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.vocabulary import Side
from calcitrack.reports.facts import Fact, patient_facts
from calcitrack.reports.paper.flow import (
    Block,
    Box,
    Strip,
    beside,
    drawn,
    flush_right,
    held,
    inset,
    kept,
    paragraph,
    prose,
    space,
)
from calcitrack.reports.paper.style import (
    ACCENT_WEAK,
    BODY,
    BODY_BOLD,
    BODY_MUTED,
    BORDER,
    DANGER,
    HEADING,
    NAME,
    PADDING,
)
from calcitrack.reports.referral_request import ReferralRequest
from calcitrack.reports.referral_rows import place_text, titled_rows
from calcitrack.reports.request import SummaryRequest

_BETWEEN_COLUMNS = 16.0
_MOST_NAMED = 12
"""So many open lesions are named in the letter; more are counted by side."""
_SIGNING_ROOM = 34.0

_URGENCY = {
    Urgency.ROUTINE: QT_TRANSLATE_NOOP("reports", "Urgency: routine (at the next regular appointment)"),
    Urgency.SOON: QT_TRANSLATE_NOOP("reports", "Urgency: soon (earlier than a routine appointment)"),
    Urgency.URGENT: QT_TRANSLATE_NOOP("reports", "Urgency: URGENT (as early as possible)"),
}


def letter_blocks(request: ReferralRequest, width: float) -> Iterator[Block]:
    """The letter from the address to the signature."""
    summary = request.summary
    voice = summary.voice
    yield _address_block(request, width)
    style = replace(NAME, colour=DANGER) if request.letter.urgency is Urgency.URGENT else NAME
    yield Block(paragraph(voice(_URGENCY[request.letter.urgency]), style, width))
    yield _question_block(request, width)
    facts = [*patient_facts(summary), *_lesion_facts(summary)]
    yield titled_rows(voice(QT_TRANSLATE_NOOP("reports", "The patient in short")), facts, width)
    yield _sources_block(request, width)
    yield _signature_block(request, width)


def _address_block(request: ReferralRequest, width: float) -> Block:
    """To whom, beside whom it is from."""
    voice, room = request.summary.voice, (width - _BETWEEN_COLUMNS) / 2
    to = [
        *paragraph(voice(QT_TRANSLATE_NOOP("reports", "To")), BODY_MUTED, room),
        *prose(request.letter.addressee, NAME, room),
        *(prose(request.letter.address, BODY, room) if request.letter.address else ()),
    ]
    sender = [
        *flush_right(voice(QT_TRANSLATE_NOOP("reports", "From")), BODY_MUTED, room),
        *flush_right(request.summary.clinic_name, BODY_BOLD, room),
        *flush_right(_telephone_text(request), BODY, room),
        *flush_right(voice(QT_TRANSLATE_NOOP("reports", "Date: {day}"), day=request.day), BODY, room),
    ]
    return Block(kept(beside([to, sender], [0, room + _BETWEEN_COLUMNS])), gap=0)


def _telephone_text(request: ReferralRequest) -> str:
    voice = request.summary.voice
    if not request.contact.phone:
        return voice(QT_TRANSLATE_NOOP("reports", "Telephone: not recorded"))
    return voice(QT_TRANSLATE_NOOP("reports", "Telephone: {phone}"), phone=request.contact.phone)


def _question_block(request: ReferralRequest, width: float) -> Block:
    """The question as it was typed, on a ground of its own."""
    voice, room = request.summary.voice, width - 2 * PADDING
    title = (space(6), *paragraph(voice(QT_TRANSLATE_NOOP("reports", "Question")), HEADING, room))
    strips = (*held(prose(request.letter.question, BODY, room)), space(7))
    return Block(inset(strips, PADDING), heading=inset(title, PADDING), box=Box(ACCENT_WEAK, None))


def _lesion_facts(summary: SummaryRequest) -> list[Fact]:
    """How many lesions are open, and where: the few by name, the many by side."""
    voice, figures = summary.voice, summary.visit_figures
    lesions = summary.lesions_numbered(figures.open_lesions if figures else ())
    label = voice(QT_TRANSLATE_NOOP("reports", "Open lesions"))
    if not lesions:
        return [(label, voice(QT_TRANSLATE_NOOP("reports", "none at the last signed visit")))]
    if len(lesions) <= _MOST_NAMED:
        return [(label, "\n".join(f"{one.number}. {place_text(summary, one.site, one.side)}" for one in lesions))]
    sides = [one.side for one in lesions]
    told = QT_TRANSLATE_NOOP("reports", "{n}: {left} on the left, {right} on the right, {midline} in the midline")
    counted = {side.value: str(sides.count(side)) for side in Side}
    return [(label, voice(told, n=str(len(lesions)), **counted))]


def _sources_block(request: ReferralRequest, width: float) -> Block:
    """What the report that follows is made from, and what it leaves out."""
    summary = request.summary
    voice, visits = summary.voice, summary.record.visits
    one = QT_TRANSLATE_NOOP("reports", "The report on the next pages is made from one signed visit, of {first}.")
    more = QT_TRANSLATE_NOOP(
        "reports", "The report on the next pages is made from {n} signed visits, {first} to {last}."
    )
    days = {"first": visits[0].visited_on, "last": visits[-1].visited_on}
    strips = [*paragraph(voice(one if len(visits) == 1 else more, n=str(len(visits)), **days), BODY, width)]
    return Block((*strips, *(strip for text in _left_out(request) for strip in paragraph(text, BODY_BOLD, width))))


def _left_out(request: ReferralRequest) -> list[str]:
    voice = request.summary.voice
    told = QT_TRANSLATE_NOOP("reports", "The visit of {day} is a draft, not signed, and is left out.")
    texts = [voice(told, day=day) for day in request.drafts]
    if request.in_error:
        wrong = QT_TRANSLATE_NOOP("reports", "Visits left out because they were entered in error: {n}.")
        texts.append(voice(wrong, n=str(request.in_error)))
    return texts


def _signature_block(request: ReferralRequest, width: float) -> Block:
    """A line to sign on, over the name of whoever writes."""
    line = drawn(1.0, lambda pen, x, top: pen.line((x, top), (x + width / 2, top), BORDER))
    under: list[Strip] = [*paragraph(request.summary.printed_by, BODY_BOLD, width)]
    under += paragraph(f"{request.summary.clinic_name} · {_telephone_text(request)}", BODY_MUTED, width)
    return Block(kept([space(_SIGNING_ROOM), line, space(2), *under]))
