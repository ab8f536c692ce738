"""The worklist on paper: the patients of one filter in the order asked for, and how many were left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.waiting import WaitingRow
from calcitrack.domain.worklist import WorklistFilter, WorklistRow
from calcitrack.reports.evidence_frame import EvidenceFrame, EvidenceHead
from calcitrack.reports.paper.flow import Block, Strip, beside, drawn, kept, paragraph, space
from calcitrack.reports.paper.style import BODY, BORDER, CELL, CELL_BOLD, CELL_MUTED, LINE, SMALL_MUTED, Colour, Paper
from calcitrack.reports.printed import Printed
from calcitrack.reports.words import Voice, Words
from calcitrack.reports.worklist_texts import Column, Telling, patient_columns, waiting_columns

Report = Callable[[int, int], None]
_GAP = 7.0
_AT_ONCE = 20
"""So many rows are set between two reports."""
_FILTERS: Mapping[WorklistFilter, Marked] = {
    WorklistFilter.EVERYONE: QT_TRANSLATE_NOOP("reports", "Worklist: everyone"),
    WorklistFilter.TODAY: QT_TRANSLATE_NOOP("reports", "Worklist: today"),
    WorklistFilter.OVERDUE: QT_TRANSLATE_NOOP("reports", "Worklist: overdue"),
    WorklistFilter.PROGRESSING: QT_TRANSLATE_NOOP("reports", "Worklist: progressing"),
    WorklistFilter.INFECTION: QT_TRANSLATE_NOOP("reports", "Worklist: infection signs"),
    WorklistFilter.ON_TRIAL: QT_TRANSLATE_NOOP("reports", "Worklist: on a therapy trial"),
    WorklistFilter.AWAITING: QT_TRANSLATE_NOOP("reports", "Worklist: awaiting a result"),
    WorklistFilter.DRAFTS: QT_TRANSLATE_NOOP("reports", "Worklist: unsigned drafts"),
}
_SORTS: Mapping[str, Marked] = {
    "name": QT_TRANSLATE_NOOP("reports", "sorted by name"),
    "mrn": QT_TRANSLATE_NOOP("reports", "sorted by record number"),
    "birth": QT_TRANSLATE_NOOP("reports", "sorted by date of birth"),
    "lesions": QT_TRANSLATE_NOOP("reports", "sorted by number of lesions"),
    "change": QT_TRANSLATE_NOOP("reports", "sorted by change of area"),
    "last": QT_TRANSLATE_NOOP("reports", "sorted by last visit"),
    "due": QT_TRANSLATE_NOOP("reports", "sorted by next visit"),
    "kind": QT_TRANSLATE_NOOP("reports", "sorted by kind"),
    "since": QT_TRANSLATE_NOOP("reports", "sorted by day"),
    "by": QT_TRANSLATE_NOOP("reports", "sorted by who asked or began"),
}


@dataclass(frozen=True, slots=True)
class WorklistRequest:
    """A list to be printed.

    Attributes:
        chosen: The filter.
        sort: Name of the order.
        rows: In that order; patients, or what waits where the filter lists that.
        matching: How many the filter has; more than there are rows where the print was cut.
        of: How many patients the clinic has.
        names_hidden: Record numbers stand without names.
        printed_at: Where the clinic is.
    """

    chosen: WorklistFilter
    sort: str
    descending: bool
    rows: Sequence[WorklistRow | WaitingRow]
    matching: int
    of: int
    names_hidden: bool
    clinic_name: str
    synthetic: bool
    printed_at: datetime
    printed_by: str
    paper: Paper
    words: Words

    @property
    def voice(self) -> Voice:
        """Fills sentences."""
        return Voice(self.words)


def print_worklist(request: WorklistRequest, report: Report) -> Printed:
    """Print the list.

    Args:
        request: What is printed.
        report: Told after some rows how many are set, of how many; it stops the print by raising.
    """
    voice = request.voice
    origin = voice(
        QT_TRANSLATE_NOOP("reports", "Printed {day} {time} by {person}. The list changes: print it anew when needed."),
        day=request.printed_at.date(),
        time=f"{request.printed_at:%H:%M}",
        person=request.printed_by,
    )
    head = EvidenceHead(
        title=voice(_FILTERS[request.chosen]),
        origin=origin,
        clinic=request.clinic_name,
        printed_at=request.printed_at,
        paper=request.paper,
        synthetic=request.synthetic,
        below=f"{_order(request)} · {_extent(request)}",
        warning=_warning(request),
    )
    frame = EvidenceFrame(head, voice)
    return frame.print_blocks(_blocks(request, frame.width, report))


def _order(request: WorklistRequest) -> str:
    order = request.voice(_SORTS[request.sort])
    if request.descending:
        return request.voice(QT_TRANSLATE_NOOP("reports", "{order}, from the last to the first"), order=order)
    return order


def _extent(request: WorklistRequest) -> str:
    """How many of how many: a list that was cut says so on each page."""
    voice, shown = request.voice, len(request.rows)
    if shown < request.matching:
        cut = QT_TRANSLATE_NOOP("reports", "the first {shown} of {matching}; the others are not printed")
        return voice(cut, shown=shown, matching=request.matching)
    if request.chosen is WorklistFilter.AWAITING:
        return voice(QT_TRANSLATE_NOOP("reports", "orders without a result: all {shown}"), shown=shown)
    if request.chosen is WorklistFilter.DRAFTS:
        return voice(QT_TRANSLATE_NOOP("reports", "visits without a signature: all {shown}"), shown=shown)
    return voice(QT_TRANSLATE_NOOP("reports", "{shown} of {of} patients"), shown=shown, of=request.of)


def _warning(request: WorklistRequest) -> str:
    if request.names_hidden:
        return request.voice(
            QT_TRANSLATE_NOOP(
                "reports",
                "Names were hidden on screen and are not printed. The record numbers still tell who it is: do not "
                "leave this lying.",
            )
        )
    return request.voice(
        QT_TRANSLATE_NOOP("reports", "This list names patients: do not leave it lying, and shred it after use.")
    )


def _blocks(request: WorklistRequest, width: float, report: Report) -> Iterator[Block]:
    voice = request.voice
    if not request.rows:
        yield Block(paragraph(voice(QT_TRANSLATE_NOOP("reports", "Nobody is on this list.")), BODY, width))
        return
    waits = request.chosen in (WorklistFilter.AWAITING, WorklistFilter.DRAFTS)
    columns: Sequence[Column[Any]] = patient_columns()
    if waits:
        columns = waiting_columns(orders=request.chosen is WorklistFilter.AWAITING)
    yield _table(request, columns, width, report)
    if not waits:
        note = voice(
            QT_TRANSLATE_NOOP(
                "reports",
                "Figures are of the last signed visit. Area since last: over lesions measured at both of the last two "
                "signed visits or found resolved. The dead, the discharged and the transferred are not recalled.",
            )
        )
        yield Block(paragraph(note, SMALL_MUTED, width), gap=4)


def _table(request: WorklistRequest, columns: Sequence[Column[Any]], width: float, report: Report) -> Block:
    telling = Telling(request.voice, request.printed_at.date(), request.names_hidden)
    room = width - _GAP * (len(columns) - 1)
    rooms = [room * column.share for column in columns]
    lefts = [sum(rooms[:n]) + _GAP * n for n in range(len(rooms))]
    heads = [
        paragraph(request.voice(column.title), CELL_MUTED, wide) for column, wide in zip(columns, rooms, strict=True)
    ]
    heading = (*beside(heads, lefts), space(2), _rule(width, BORDER), space(2))
    strips: list[Strip] = []
    for done, row in enumerate(request.rows):
        if done % _AT_ONCE == 0:
            report(done, len(request.rows))
        strips += _row(row, columns, telling, lefts, rooms, width)
    return Block(tuple(strips), heading=heading)


def _row(
    row: WorklistRow | WaitingRow,
    columns: Sequence[Column[Any]],
    telling: Telling,
    lefts: Sequence[float],
    rooms: Sequence[float],
    width: float,
) -> tuple[Strip, ...]:
    cells = []
    for place, (column, wide) in enumerate(zip(columns, rooms, strict=True)):
        first, *rest = column.texts(row, telling)
        strips = [*paragraph(first, CELL if place else CELL_BOLD, wide)]
        strips += [strip for text in rest for strip in paragraph(text, CELL_MUTED, wide)]
        cells.append(strips)
    return kept([space(3), *beside(cells, lefts), space(3), _rule(width, LINE)])


def _rule(width: float, colour: Colour) -> Strip:
    return drawn(0.0, lambda pen, x, top: pen.line((x, top), (x + width, top), colour))
