"""What a signature puts its name under, and what the draft still leaves open. Soft: nothing here forbids to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from calcitrack.domain.entry import Field, Missing, looked_at, shown_reading, wants_measuring
from calcitrack.domain.entry import missing as missing_of
from calcitrack.domain.figures.area import by_number, read_evidence, reading_of_record
from calcitrack.domain.figures.model import VisitFigures
from calcitrack.domain.figures.visits import visit_figures
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.lineage import merged_away
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.recurrence import recurred
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked, Message, say
from calcitrack.domain.visit import Assessment, Visit
from calcitrack.domain.vocabulary import Discharge, EventKind, Infection, State, VisitStatus

_ASKED = {
    Field.ULCER: QT_TRANSLATE_NOOP("review", "Ulcer not recorded: {lesions}."),
    Field.DISCHARGE: QT_TRANSLATE_NOOP("review", "Discharge not recorded: {lesions}."),
    Field.INFECTION: QT_TRANSLATE_NOOP("review", "Infection not recorded: {lesions}."),
}
"""Asked of every lesion that was looked at: what the key for "none seen" answers."""

_ASKED_OF_INFECTED = {
    Field.REDNESS: QT_TRANSLATE_NOOP("review", "Infection signs, but redness not recorded: {lesions}."),
    Field.SWELLING: QT_TRANSLATE_NOOP("review", "Infection signs, but swelling not recorded: {lesions}."),
    Field.TENDON_SHEATH: QT_TRANSLATE_NOOP("review", "Infection signs, but tendon sheath not recorded: {lesions}."),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a draft says, as figures will have it once it is signed. Tuples hold lesion numbers, in their order.

    Attributes:
        due: Lesions that were open before, or that are new or spoken of here.
        recorded: Those of them that the draft says anything of.
        measured: Those with an area by the method they are followed by.
        not_examined: Those of which it says that nobody looked.
        larger: On inspection; a measured change is in ``change_percent``.
        smaller: On inspection.
        infected: With an infection grade, or pus.
        change_percent: Like for like against the previous signed visit; None where nothing was compared.
        compared: How many lesions that change rests on.
        is_first: Whether no signed visit is before it.
    """

    due: tuple[int, ...]
    recorded: tuple[int, ...]
    measured: tuple[int, ...]
    not_examined: tuple[int, ...]
    new: tuple[int, ...]
    larger: tuple[int, ...]
    smaller: tuple[int, ...]
    resolved: tuple[int, ...]
    excised: tuple[int, ...]
    ulcerated: tuple[int, ...]
    discharging: tuple[int, ...]
    infected: tuple[int, ...]
    change_percent: float | None
    compared: int
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A lesion with what the signed visits before say of it, oldest first, and what the draft says."""

    lesion: Lesion
    before: tuple[State, ...]
    said: Assessment | None

    @property
    def was_closed(self) -> bool:
        """It was resolved or excised before."""
        return bool(self.before) and self.before[-1].closes


def contents(record: PatientRecord, visit: Visit) -> Contents:
    """What the draft says."""
    rows = _rows(record, visit)
    figures = _figures_once_signed(record, visit)
    change = figures.change
    return Contents(
        due=tuple(row.lesion.number for row in rows),
        recorded=_numbers(rows, lambda row: row.said is not None),
        measured=_saying(rows, lambda said: said.lesion_id in figures.areas_mm2),
        not_examined=_in_state(rows, State.NOT_EXAMINED),
        new=_numbers(rows, lambda row: row.said is not None and not row.before),
        larger=_in_state(rows, State.LARGER),
        smaller=_in_state(rows, State.SMALLER),
        resolved=_in_state(rows, State.RESOLVED),
        excised=_in_state(rows, State.EXCISED),
        ulcerated=_saying(rows, lambda said: said.ulcer is True),
        discharging=_saying(rows, lambda said: said.discharge not in (None, Discharge.NONE)),
        infected=_saying(rows, _infected),
        change_percent=change.percent if change else None,
        compared=len(change.compared) if change else 0,
        is_first=not any(
            before.id != visit.id and before.visited_on <= visit.visited_on for before in record.counted_visits
        ),
    )


def missing(record: PatientRecord, visit: Visit) -> tuple[Message, ...]:
    """What the draft leaves open, one sentence for each matter with every lesion concerned; empty when nothing is."""
    rows = _rows(record, visit)
    return (*_sizes_missing(rows), *_findings_missing(rows, visit), *_words_missing(rows, record, visit))


def lesion_words(numbers: Iterable[int]) -> Message:
    """Lesions by their numbers, all of them: "lesion 3" or "lesions 2, 5, 7"."""
    listed = [str(number) for number in numbers]
    if len(listed) == 1:
        return say(QT_TRANSLATE_NOOP("review", "lesion {number}"), number=listed[0])
    return say(QT_TRANSLATE_NOOP("review", "lesions {numbers}"), numbers=", ".join(listed))


def _sizes_missing(rows: tuple[_Row, ...]) -> Iterator[Message]:
    yield from _told(QT_TRANSLATE_NOOP("review", "Nothing recorded: {lesions}."), rows, lambda row: row.said is None)
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Index, not measured: {lesions}."),
        rows,
        lambda row: wants_measuring(row.said, row.lesion),
    )
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Seen, but size not recorded: {lesions}."),
        rows,
        lambda row: not row.lesion.index and _lacks(row, Missing.SIZE),
    )
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Width missing, so no area: {lesions}."),
        rows,
        lambda row: _lacks(row, Missing.WIDTH),
    )
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Not measured by the method it is followed by, so no area: {lesions}."),
        rows,
        _measured_otherwise,
    )


def _findings_missing(rows: tuple[_Row, ...], visit: Visit) -> Iterator[Message]:
    seen = tuple(row for row in rows if row.said is not None and looked_at(row.said))
    signs = tuple(row for row in rows if row.said is not None and _shows_signs(row.said))
    for asked, among in ((_ASKED, seen), (_ASKED_OF_INFECTED, signs)):
        for field, sentence in asked.items():
            yield from _told(sentence, among, _not_recorded(field))
    if signs and visit.fever is None:
        yield say(QT_TRANSLATE_NOOP("review", "Infection signs are recorded, but fever is not."))


def _words_missing(rows: tuple[_Row, ...], record: PatientRecord, visit: Visit) -> Iterator[Message]:
    """State changes that want a word: a signed record should say how a lesion went, or that it came back."""
    told = [event for event in record.events if event.visit_id == visit.id or event.on == visit.visited_on]
    explained = {event.lesion_id for event in told}
    recurred = {event.lesion_id for event in told if event.kind is EventKind.RECURRED}
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Resolved, with no word on how (extruded, liquefied, removed): {lesions}."),
        rows,
        lambda row: _newly_resolved(row) and row.lesion.id not in explained,
    )
    yield from _told(
        QT_TRANSLATE_NOOP("review", "There again after it had gone, with no word on it: {lesions}."),
        rows,
        lambda row: _back_again(row) and row.lesion.id not in recurred,
    )
    yield from _told(
        QT_TRANSLATE_NOOP("review", "Recorded here, but first seen on a later day than this visit: {lesions}."),
        rows,
        lambda row: row.lesion.first_seen > visit.visited_on,
    )


def _told(sentence: Marked, rows: Iterable[_Row], concerns: Callable[[_Row], bool]) -> Iterator[Message]:
    """The sentence with the lesions that it concerns; nothing when it concerns none."""
    if found := _numbers(rows, concerns):
        yield say(sentence, lesions=lesion_words(found))


def _rows(record: PatientRecord, visit: Visit) -> tuple[_Row, ...]:
    """Every lesion that is open, new, back again or spoken of, by number; what merged into another is part of that."""
    away, back = merged_away(record, visit), recurred(record, visit)
    earlier = [v for v in record.counted_visits if v.visited_on <= visit.visited_on and v.id != visit.id]
    rows = []
    for lesion in by_number(record.lesions):
        states = [a.state for v in earlier if (a := v.assessment_of(lesion.id)) is not None]
        # What nobody looked for leaves a closed lesion closed; a lesion that was only ever "not examined" is open.
        evidence = [state for state in states if state.is_evidence] or states
        rows.append(_Row(lesion, tuple(evidence), visit.assessment_of(lesion.id)))
    due = {row.lesion.id for row in rows if _is_due(row, visit)} - away | back
    return tuple(row for row in rows if row.said is not None or row.lesion.id in due)


def _is_due(row: _Row, visit: Visit) -> bool:
    """A draft of an earlier day does not lack a lesion that was first seen after it."""
    return not row.was_closed and row.lesion.first_seen <= visit.visited_on


def _figures_once_signed(record: PatientRecord, visit: Visit) -> VisitFigures:
    signed = replace(visit, status=VisitStatus.SIGNED, addenda=())
    others = tuple(other for other in record.visits if other.id != visit.id)
    figures = visit_figures(read_evidence(replace(record, visits=(*others, signed))))
    return next(figure for figure in figures if figure.visit_id == visit.id)


def _numbers(rows: Iterable[_Row], concerns: Callable[[_Row], bool]) -> tuple[int, ...]:
    return tuple(row.lesion.number for row in rows if concerns(row))


def _saying(rows: Iterable[_Row], holds: Callable[[Assessment], bool]) -> tuple[int, ...]:
    return _numbers(rows, lambda row: row.said is not None and holds(row.said))


def _in_state(rows: Iterable[_Row], state: State) -> tuple[int, ...]:
    return _saying(rows, lambda said: said.state is state)


def _not_recorded(field: Field) -> Callable[[_Row], bool]:
    return lambda row: getattr(row.said, field) is None


def _lacks(row: _Row, what: Missing) -> bool:
    return row.said is not None and missing_of(row.said, row.lesion) is what


def _measured_otherwise(row: _Row) -> bool:
    if row.said is None or shown_reading(row.said, row.lesion) is None:
        return False
    return reading_of_record(row.lesion, row.said) is None


def _newly_resolved(row: _Row) -> bool:
    return row.said is not None and row.said.state is State.RESOLVED and not row.was_closed


def _back_again(row: _Row) -> bool:
    if row.said is None or not row.was_closed:
        return False
    return row.said.state.is_evidence and not row.said.state.closes


def _infected(said: Assessment) -> bool:
    return said.infection not in (None, Infection.NONE) or said.discharge is Discharge.PUS


def _shows_signs(said: Assessment) -> bool:
    return _infected(said) or said.redness is True or said.swelling is True
