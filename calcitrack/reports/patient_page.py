"""The page that the patient takes home: large plain words, and nothing that only a clinician can weigh.

It repeats what is in the record. It holds no class of response, no evidence and no dose but the recorded one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Antibiotic
from calcitrack.reports.layout import Frame, Heads
from calcitrack.reports.paper.flow import Block, Box, Strip, beside, drawn, inset, kept, paragraph, prose, space
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.paper.pen import Pen
from calcitrack.reports.paper.style import (
    ACCENT_WEAK,
    BORDER,
    MUTED,
    PADDING,
    PLAIN,
    PLAIN_BOLD,
    PLAIN_CALL,
    PLAIN_HEADING,
    PLAIN_MUTED,
    PLAIN_NOTE,
)
from calcitrack.reports.plain_rows import PlainRow, counts_text, plain_rows
from calcitrack.reports.printed import Printed
from calcitrack.reports.recorded import awaited_orders
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.therapies import running_trials, therapy_text

_HEADS = Heads(QT_TRANSLATE_NOOP("reports", "Your visit"), QT_TRANSLATE_NOOP("reports", "Your visit, continued"))
_NUMBER_ROOM, _SIZE_ROOM, _GAP = 28.0, 110.0, 12.0
_WRITING_LINE = 24.0
_SECTION_GAP = 14.0


def print_patient_page(request: SummaryRequest, contact: ClinicContact) -> Printed:
    """Print the page for the patient.

    Raises:
        KeyError: The record has no such visit.
    """
    frame = Frame(request, _HEADS)
    content = frame.print_blocks(_blocks(request, contact, frame.width))
    return Printed(content, tuple(sorted(frame.missing)))


def _blocks(request: SummaryRequest, contact: ClinicContact, width: float) -> Iterator[Block]:
    rows = plain_rows(request)
    yield _found_block(request, rows, width)
    if rows:
        yield _table_block(request, rows, width)
    yield _treatment_block(request, width)
    awaited = _awaited_texts(request)
    if awaited:
        yield _texts_block(request.voice(QT_TRANSLATE_NOOP("reports", "What we are waiting for")), awaited, width)
    yield _texts_block(request.voice(QT_TRANSLATE_NOOP("reports", "Your next visit")), [_next_text(request)], width)
    yield _contact_block(request, contact, width)


def _found_block(request: SummaryRequest, rows: Sequence[PlainRow], width: float) -> Block:
    voice = request.voice
    title = voice(QT_TRANSLATE_NOOP("reports", "What was found on {day}"), day=request.visit.visited_on)
    return _texts_block(title, [counts_text(voice, rows)], width)


def _table_block(request: SummaryRequest, rows: Sequence[PlainRow], width: float) -> Block:
    """A row for each deposit, with what was seen on it below."""
    room = width - 2 * PADDING
    lefts, rooms = _columns(room)
    strips = [strip for row in rows for strip in _row_strips(row, lefts, rooms)]
    note = request.voice(
        QT_TRANSLATE_NOOP(
            "reports",
            "Left and right are yours. The number is the one the clinic uses. “About the same” also stands where the "
            "difference is smaller than measuring by hand can tell.",
        )
    )
    strips += kept([space(3), *paragraph(note, PLAIN_NOTE, room), space(6)])
    return Block(inset([space(2), *strips], PADDING), box=Box(), gap=6)


def _columns(room: float) -> tuple[list[float], list[float]]:
    """Left edges and widths of number, place, size and how it went."""
    rest = room - _NUMBER_ROOM - _SIZE_ROOM - 3 * _GAP
    rooms = [_NUMBER_ROOM, rest * 0.52, _SIZE_ROOM, rest * 0.48]
    lefts = [sum(rooms[:i]) + _GAP * i for i in range(len(rooms))]
    return lefts, rooms


def _row_strips(row: PlainRow, lefts: Sequence[float], rooms: Sequence[float]) -> tuple[Strip, ...]:
    cells = [
        paragraph(str(row.number), PLAIN_MUTED, rooms[0]),
        paragraph(row.place, PLAIN_BOLD, rooms[1]),
        paragraph(row.size, PLAIN, rooms[2]),
        paragraph(row.compared, PLAIN, rooms[3]),
    ]
    whole = lefts[-1] + rooms[-1]
    signs = inset(paragraph(row.signs, PLAIN, whole - lefts[1]), lefts[1]) if row.signs else ()
    rule = drawn(0.0, lambda pen, x, top: pen.line((x - PADDING, top), (x + whole + PADDING, top), BORDER))
    return kept([space(3), *beside(cells, lefts), *signs, space(3), rule])


def _treatment_block(request: SummaryRequest, width: float) -> Block:
    voice, visit = request.voice, request.visit
    texts = [
        voice(
            QT_TRANSLATE_NOOP("reports", "• {therapy}, since {day}"),
            therapy=therapy_text(trial, visit.visited_on),
            day=trial.start,
        )
        for trial in running_trials(request.record, visit.visited_on)
    ]
    texts += [_antibiotic_text(request, a) for a in visit.antibiotics if a.stop is None or a.stop >= visit.visited_on]
    if not texts:
        texts = [voice(QT_TRANSLATE_NOOP("reports", "No treatment for the calcium deposits is recorded now."))]
    medicines = request.record.patient.medicines.strip()
    if medicines:
        template = QT_TRANSLATE_NOOP("reports", "Other medicines in your record: {medicines}")
        texts.append(voice(template, medicines=medicines))
    note = QT_TRANSLATE_NOOP(
        "reports", "This repeats your record as it was on the day of the visit. It changes nothing."
    )
    block = _texts_block(voice(QT_TRANSLATE_NOOP("reports", "Your treatment")), texts, width)
    return Block((*block.strips, *paragraph(voice(note), PLAIN_NOTE, width)), block.heading, gap=_SECTION_GAP)


def _antibiotic_text(request: SummaryRequest, antibiotic: Antibiotic) -> str:
    name = isolated(antibiotic.name)
    if antibiotic.stop is None:
        return request.voice(QT_TRANSLATE_NOOP("reports", "• {name} (antibiotic)"), name=name)
    template = QT_TRANSLATE_NOOP("reports", "• {name} (antibiotic), until {day}")
    return request.voice(template, name=name, day=antibiotic.stop)


def _awaited_texts(request: SummaryRequest) -> list[str]:
    voice = request.voice
    dated = QT_TRANSLATE_NOOP("reports", "• {kind}, asked for on {day}")
    plain = QT_TRANSLATE_NOOP("reports", "• {kind}")
    return [
        voice(dated if order.asked_on else plain, kind=voice.label(order.kind), day=order.asked_on)
        for order in awaited_orders(request)
    ]


def _next_text(request: SummaryRequest) -> str:
    voice, weeks = request.voice, request.visit.follow_up_weeks
    if weeks is None:
        return voice(QT_TRANSLATE_NOOP("reports", "No day was agreed at this visit. Please ask the clinic."))
    about: date = request.visit.visited_on + timedelta(weeks=weeks)
    one = QT_TRANSLATE_NOOP("reports", "In about 1 week, around {day}.")
    more = QT_TRANSLATE_NOOP("reports", "In about {weeks} weeks, around {day}.")
    return voice(one if weeks == 1 else more, weeks=weeks, day=about)


def _contact_block(request: SummaryRequest, contact: ClinicContact, width: float) -> Block:
    """The clinic's own words and number; where it entered none, lines to write them on."""
    voice, room = request.voice, width - 2 * PADDING
    strips = [space(6), *paragraph(voice(QT_TRANSLATE_NOOP("reports", "When to call us")), PLAIN_HEADING, room)]
    if contact.when_to_call:
        strips += prose(contact.when_to_call, PLAIN, room)
    else:
        strips += [_writing_line(room), _writing_line(room)]
    strips.append(space(6))
    if contact.phone:
        strips += paragraph(contact.phone, PLAIN_CALL, room)
    else:
        label = voice(QT_TRANSLATE_NOOP("reports", "Telephone"))
        strips.append(_writing_line(room, label))
    strips.append(space(8))
    return Block(inset(kept(strips), PADDING), box=Box(ACCENT_WEAK, None), gap=_SECTION_GAP)


def _writing_line(room: float, label: str = "") -> Strip:
    """A line to write on, after a word where there is one."""

    def draw(pen: Pen, x: float, top: float) -> None:
        bottom = top - _WRITING_LINE + 5
        left = pen.text(x, bottom + 3, label, PLAIN_BOLD) + _GAP if label else x
        pen.line((left, bottom), (x + room, bottom), MUTED)

    return drawn(_WRITING_LINE, draw)


def _texts_block(title: str, texts: Sequence[str], width: float) -> Block:
    strips = [strip for text in texts for strip in prose(text, PLAIN, width)]
    return Block(tuple(strips), heading=paragraph(title, PLAIN_HEADING, width), gap=_SECTION_GAP)
