"""The page of one therapy as a PDF: what the review says of it, each study as printed, and this clinic's own trials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from calcitrack.domain.figures.outcomes import FEWEST, TherapyOutcome
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.guidance.content import Content
from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.content_schema import Discrepancy, Study, Therapy
from calcitrack.guidance.series import is_share, series_of, unit_of
from calcitrack.reports.evidence_frame import EvidenceFrame, EvidenceHead
from calcitrack.reports.paper.flow import Block, Strip, beside, drawn, kept, paragraph, space
from calcitrack.reports.paper.style import BODY, CELL, CELL_BOLD, CELL_MUTED, HEADING, LINE, SMALL_MUTED, Paper
from calcitrack.reports.printed import Printed
from calcitrack.reports.words import Voice, Words

_GAP = 7.0
_MARK = "‡"
"""Stands at the name of a row and before what its sources differ in."""
_MANY = 4
"""What touches more rows than this stands once, further down."""
_SHARES = (0.17, 0.14, 0.14, 0.13, 0.11, 0.11, 0.20)


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """What is printed, for whom, and when.

    Attributes:
        own: What the clinic's own trials of it came to; None where they were not read.
    """

    content: Content
    therapy: Therapy
    own: TherapyOutcome | None
    clinic_name: str
    synthetic: bool
    printed_at: datetime
    paper: Paper
    words: Words

    @property
    def voice(self) -> Voice:
        """Fills sentences."""
        return Voice(self.words)


def print_therapy(request: EvidenceRequest) -> Printed:
    """Print the page of a therapy."""
    voice, review = request.voice, request.content.review
    origin = voice(
        QT_TRANSLATE_NOOP(
            "reports",
            "What one review says, in our words: {author} et al., {title}, {journal} {volume}({issue}), {year}. It "
            "informs and does not decide; guidance newer than {year} is not in it. Content version {version}, {hash}. "
            "Printed {day}.",
        ),
        author=review.authors[0], title=review.title, journal=review.journal, volume=review.volume,
        issue=review.issue, year=review.year, version=request.content.version, hash=request.content.hash,
        day=request.printed_at.date(),
    )  # fmt: skip
    name, clinic = request.therapy.name, request.clinic_name
    head = EvidenceHead(name, origin, clinic, request.printed_at, request.paper, request.synthetic)
    frame = EvidenceFrame(head, voice)
    return frame.print_blocks(_blocks(request, frame.width))


def _blocks(request: EvidenceRequest, width: float) -> Iterator[Block]:
    therapy, voice = request.therapy, request.voice
    known = {study.id: study for study in request.content.studies}
    studies = [known[name] for name in therapy.studies]
    printed = [study for study in studies if study.source == "table3"]
    told = [study for study in studies if study.source == "text"]
    yield Block((*paragraph(therapy.summary, BODY, width), *_lines(voice, therapy.lines, width)))
    seen: set[str] = set()
    if printed:
        yield _table(request, printed, width, seen)
        yield _series(voice, printed, width)
    if told:
        title = voice(QT_TRANSLATE_NOOP("reports", "What the running text tells"))
        strips = [strip for study in told for strip in _told(request, study, width, seen)]
        yield Block(tuple(strips), heading=paragraph(title, HEADING, width))
    yield from _differences(request, studies, width, seen)
    yield _closing(request, width)


def _table(request: EvidenceRequest, studies: Sequence[Study], width: float, seen: set[str]) -> Block:
    voice = request.voice
    room = width - _GAP * (len(_SHARES) - 1)
    rooms = [room * share for share in _SHARES]
    lefts = [sum(rooms[:n]) + _GAP * n for n in range(len(rooms))]
    heads = (
        QT_TRANSLATE_NOOP("reports", "Study"), QT_TRANSLATE_NOOP("reports", "Design"),
        QT_TRANSLATE_NOOP("reports", "Dose used"), QT_TRANSLATE_NOOP("reports", "Who"),
        QT_TRANSLATE_NOOP("reports", "Partial"), QT_TRANSLATE_NOOP("reports", "Complete"),
        QT_TRANSLATE_NOOP("reports", "Reported outcome"),
    )  # fmt: skip
    heading = beside([paragraph(voice(head), CELL_MUTED, r) for head, r in zip(heads, rooms, strict=True)], lefts)
    note = voice(QT_TRANSLATE_NOOP("reports", "Table 3 as printed. Dose: as used in that study; not a prescription."))
    rows = [strip for study in studies for strip in _row(request, study, lefts, rooms, seen)]
    return Block((*rows, space(3), *paragraph(note, SMALL_MUTED, width)), heading=heading)


def _row(
    request: EvidenceRequest, study: Study, lefts: Sequence[float], rooms: Sequence[float], seen: set[str]
) -> tuple[Strip, ...]:
    voice = request.voice
    nothing = voice(QT_TRANSLATE_NOOP("reports", "not printed"))
    whole = lefts[-1] + rooms[-1]
    differing = _beside_figure(request, study, whole, seen)
    name = f"{_name(study)} {_MARK}" if differing else _name(study)
    cells = [
        (*paragraph(name, CELL_BOLD, rooms[0]), *_lines(voice, study.lines, rooms[0], study)),
        paragraph(study.design_meaning or study.design or nothing, CELL, rooms[1]),
        paragraph(study.dosage_as_printed or nothing, CELL, rooms[2]),
        paragraph(study.n_patients_as_printed or nothing, CELL, rooms[3]),
        paragraph(
            answer_text(voice, study, study.partial_n, study.partial_pct, study.partial_as_printed), CELL, rooms[4]
        ),
        paragraph(
            answer_text(voice, study, study.complete_n, study.complete_pct, study.complete_as_printed), CELL, rooms[5]
        ),
        paragraph(study.outcome, CELL, rooms[6]),
    ]
    notes = [strip for note in study.footnotes for strip in paragraph(f"{note.mark}: {note.text}", SMALL_MUTED, whole)]
    rule = drawn(0.0, lambda pen, x, top: pen.line((x, top), (x + whole, top), LINE))
    return (*kept([space(3), *beside(cells, lefts), *notes, space(2)]), *differing, *kept([space(3), rule]))


def answer_text(voice: Voice, study: Study, count: int | None, percent: float | None, printed: str | None) -> str:
    """A cell of responses: n of N with its unit, or as printed where that does not fit."""
    if printed is None or count is None:
        return printed or voice(QT_TRANSLATE_NOOP("reports", "not printed"))
    if not is_share(study, count, percent):
        return voice(QT_TRANSLATE_NOOP("reports", "{printed} as printed; {unit}"), printed=printed, unit=study.unit)
    return voice(
        QT_TRANSLATE_NOOP("reports", "{count} of {of} {unit}, printed {printed}"),
        count=count, of=study.n_patients, unit=unit_of(study), printed=printed,
    )  # fmt: skip


def _series(voice: Voice, printed: Sequence[Study], width: float) -> Block:
    title = voice(QT_TRANSLATE_NOOP("reports", "Series of four or more, any response, 95 % interval (Wilson, ours)"))
    lines = []
    for found in series_of(printed):
        low, high = (round(100 * end) for end in found.interval)
        lines.append(
            voice(
                QT_TRANSLATE_NOOP("reports", "{name}: {count} of {of} {unit}, {low} to {high} %"),
                name=_name(found.study), count=found.count, of=found.of, unit=found.unit, low=low, high=high,
            )
        )  # fmt: skip
    if not lines:
        lines.append(voice(QT_TRANSLATE_NOOP("reports", "No row has an interval.")))
    return Block(
        tuple(strip for line in lines for strip in paragraph(line, BODY, width)),
        heading=paragraph(title, HEADING, width),
    )


def _told(request: EvidenceRequest, study: Study, width: float, seen: set[str]) -> tuple[Strip, ...]:
    parts = (study.n_patients_as_printed, study.design, study.dosage_as_printed, study.outcome)
    text = f"{_name(study)}: {'; '.join(part for part in parts if part)}"
    first = kept([*paragraph(text, BODY, width), *_lines(request.voice, study.lines, width, study)])
    return (*first, *_beside_figure(request, study, width, seen), space(2))


def _beside_figure(request: EvidenceRequest, study: Study, width: float, seen: set[str]) -> tuple[Strip, ...]:
    """Where the sources differ on a row, right below it; a second row that it touches only points to the first."""
    strips: list[Strip] = []
    for one in request.content.discrepancies:
        if one.id not in study.discrepancies or len(one.affects) > _MANY:
            continue
        if one.id in seen:
            again = request.voice(
                QT_TRANSLATE_NOOP("reports", "{mark} Sources differ ({id}): told in full further up."),
                id=one.id,
                mark=_MARK,
            )
            strips += paragraph(again, CELL_MUTED, width)
        else:
            strips += _difference(request.voice, one, width)
        seen.add(one.id)
    return tuple(strips)


def _differences(request: EvidenceRequest, studies: Sequence[Study], width: float, seen: set[str]) -> Iterator[Block]:
    """Those that stand below no single row."""
    named = {name for study in studies for name in study.discrepancies} | set(request.therapy.discrepancies)
    found = [one for one in request.content.discrepancies if one.id in named - seen]
    if not found:
        return
    title = request.voice(
        QT_TRANSLATE_NOOP("reports", "Where the sources differ on several rows; neither side is chosen")
    )
    strips = [strip for one in found for strip in _difference(request.voice, one, width)]
    yield Block(tuple(strips), heading=paragraph(title, HEADING, width))


def _difference(voice: Voice, one: Discrepancy, width: float) -> tuple[Strip, ...]:
    second = one.statement_b.text if one.statement_b is not None else one.abstract_says or ""
    told = voice(
        QT_TRANSLATE_NOOP("reports", "{mark} Sources differ ({id}), {subject}: {first} / {second}"),
        mark=_MARK, id=one.id, subject=one.subject, first=one.statement_a.text, second=second,
    )  # fmt: skip
    return kept([*paragraph(told, CELL, width), space(2)])


def _closing(request: EvidenceRequest, width: float) -> Block:
    voice, therapy = request.voice, request.therapy
    strips: list[Strip] = []
    harms = " ".join(passage.text for passage in therapy.adverse_effects) or voice(
        QT_TRANSLATE_NOOP("reports", "It names none. That does not say that there are none.")
    )
    parts = [
        (voice(QT_TRANSLATE_NOOP("reports", "Adverse effects that the review names")), harms),
        (voice(QT_TRANSLATE_NOOP("reports", "What the review does not give")), ", ".join(therapy.not_given) or "-"),
        (voice(QT_TRANSLATE_NOOP("reports", "This clinic, not from the review")), _own(voice, request.own)),
    ]
    for title, text in parts:
        strips += kept([*paragraph(title, HEADING, width), *paragraph(text, BODY, width), space(5)])
    return Block(tuple(strips))


def _own(voice: Voice, own: TherapyOutcome | None) -> str:
    if own is None:
        return voice(QT_TRANSLATE_NOOP("reports", "No trial of it is on record, or the trials were not read."))
    if own.answered is None or own.interval is None:
        return voice(
            QT_TRANSLATE_NOOP("reports", "Judged patients: {count}. Under {fewest} no result is shown."),
            count=own.patients, fewest=FEWEST,
        )  # fmt: skip
    low, high = (round(100 * end) for end in own.interval)
    return voice(
        QT_TRANSLATE_NOOP(
            "reports",
            "In {answered} of {patients} judged patients at least one lesion shrank or healed (95 % interval {low} to "
            "{high} %). Of their lesions {read} were judged by a reader, the other {rules} by the rules. Stopped "
            "early, and counted: {early}. Interim trials left out: {interim}.",
        ),
        answered=own.answered, patients=own.patients, low=low, high=high, early=own.stopped_early,
        interim=own.interim, read=own.by_reader or 0, rules=sum((own.lesions or {}).values()) - (own.by_reader or 0),
    )  # fmt: skip


def _lines(voice: Voice, lines: Sequence[int], width: float, study: Study | None = None) -> tuple[Strip, ...]:
    said = voice(QT_TRANSLATE_NOOP("reports", "lines {lines}"), lines=written_lines(lines))
    if study is not None and study.row is not None:
        said = voice(QT_TRANSLATE_NOOP("reports", "row {row}, {lines}"), row=study.row, lines=said)
    if study is not None and study.refs:
        refs = ", ".join(map(str, study.refs))
        said = voice(QT_TRANSLATE_NOOP("reports", "{place}, ref. {refs}"), place=said, refs=refs)
    return paragraph(said, SMALL_MUTED, width)


def _name(study: Study) -> str:
    return " ".join(filter(None, (study.first_author, str(study.year) if study.year else ""))) or study.treatment
