"""One lesion through time: how it was set, what happened to it, and what every signed visit says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calcitrack.domain.figures.area import size_of
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Assessment, Reading
from calcitrack.domain.vocabulary import Form, State
from calcitrack.ui.delegates.cells import NOTHING, Badges, Words
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.findings import Badge, found, signs_absent
from calcitrack.ui.models.lesion_columns import area_text, size_text
from calcitrack.ui.models.lesion_rows import SiteWords
from calcitrack.ui.models.lineage_words import event_sentence
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.words import inside, label

STATE, FINDINGS, READER = 1, 7, 5
"""Places of the columns that give way where there is little room."""


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One reading at a visit, or a visit without one.

    Attributes:
        on: Day of the visit.
        reading: None where the visit has none.
        of_record: Taken by the method by which the lesion is followed now.
        corrected: An addendum took the place of what was signed.
        signs_absent: Ulcer, discharge and infection were looked for, and nothing was found.
        count: How many deposits; None where nobody counted.
    """

    on: date
    state: State
    reading: Reading | None
    of_record: bool
    pain: float | None
    findings: tuple[Badge, ...]
    corrected: bool
    signs_absent: bool
    count: int | None = None


def seen_rows(record: PatientRecord, lesion: Lesion) -> tuple[SeenRow, ...]:
    """What the signed visits say of a lesion, newest first, each reading in a line of its own."""
    return tuple(
        row
        for visit in reversed(record.counted_visits)
        for row in _of_visit(lesion, visit.visited_on, visit.assessment_of(lesion.id))
    )


def _of_visit(lesion: Lesion, on: date, said: Assessment | None) -> Iterator[SeenRow]:
    if said is None:
        return
    for reading in said.readings or (None,):
        of_record = reading is not None and reading.method is lesion.tracking_method
        yield SeenRow(
            on=on,
            state=said.state,
            reading=reading,
            of_record=of_record,
            pain=said.pain,
            findings=found(said),
            corrected=said.revision > 0,
            signs_absent=signs_absent(said),
            count=said.count,
        )


def settings_told(lesion: Lesion, sites: SiteWords) -> tuple[str, ...]:
    """Every setting of a lesion in words, the present one first."""
    return tuple(_setting(setting, sites) for setting in reversed(lesion.settings))


def _setting(setting: LesionSetting, sites: SiteWords) -> str:
    codes = dict.fromkeys((setting.site, *setting.extent_sites))
    what = ["; ".join(sites.covered(code, setting.side)[1] for code in codes)]
    if setting.layer:
        what.append(label(setting.layer))
    if setting.form is not Form.SINGLE:
        what.append(label(setting.form))
    what.append(translate("LesionStory", "followed by {method}").format(method=inside(setting.tracking_method)))
    if setting.index:
        what.append(translate("LesionStory", "index lesion"))
    told = translate("LesionStory", "From {day}: {what}.").format(day=day(setting.set_on), what=", ".join(what))
    if setting.set_by:
        told += " " + translate("LesionStory", "Set by {name}.").format(name=setting.set_by)
    if setting.reason:
        told += " " + translate("LesionStory", "Reason: {reason}").format(reason=setting.reason)
    return told


def events_told(record: PatientRecord, lesion: Lesion) -> tuple[str, ...]:
    """What happened to a lesion, newest first, with the lesions it became or came from."""
    numbers = {one.id: one.number for one in record.lesions}
    drafts = {visit.id for visit in record.visits if not visit.is_signed}
    told = []
    for event in sorted(record.events, key=lambda one: (one.on, one.id), reverse=True):
        if event.lesion_id != lesion.id and lesion.id not in event.to:
            continue
        words = f"{day(event.on)}: {event_sentence(event, numbers, lesion.id)}"
        if event.visit_id in drafts:
            words = translate("LesionStory", "{event} (in the draft)").format(event=words)
        told.append(words)
    return tuple(told)


def seen_columns() -> tuple[Column[SeenRow], ...]:
    """Day, state, size, area, method, reader, pain and findings."""
    return (
        Column(translate("LesionStory", "Visit"), lambda row: day(row.on), sort_key=lambda row: row.on),
        Column(translate("LesionStory", "State"), _state, tooltip=_state),
        Column(
            translate("LesionStory", "Size, mm"),
            lambda row: size_text(row.reading) if row.reading else NOTHING,
            cell=lambda row: Words(size_text(row.reading) if row.reading else NOTHING, muted=not row.of_record),
            right=True,
            header_tip=translate("LesionStory", "Paler: not by the method by which the lesion is followed"),
        ),
        Column(translate("LesionStory", "Area, mm²"), _area, right=True, sort_key=_mm2),
        Column(translate("LesionStory", "Method"), lambda row: inside(row.reading.method) if row.reading else NOTHING),
        Column(translate("LesionStory", "Reader"), lambda row: row.reading.reader if row.reading else NOTHING),
        Column(
            translate("LesionStory", "Pain"),
            lambda row: (
                NOTHING if row.pain is None else f"{number(row.pain, 0 if row.pain == int(row.pain) else 1)}/10"
            ),
            right=True,
            sort_key=lambda row: row.pain,
        ),
        Column(
            translate("LesionStory", "Findings"),
            _findings,
            cell=lambda row: Badges(row.findings) if row.findings else Words(_findings(row), muted=True),
            tooltip=_findings,
        ),
    )


def _state(row: SeenRow) -> str:
    word = inside(row.state)
    if row.count is not None:
        word = translate("LesionStory", "{state}, {count} deposits").format(state=word, count=row.count)
    return translate("LesionStory", "{state}, corrected by addendum").format(state=word) if row.corrected else word


def _findings(row: SeenRow) -> str:
    """What was found; a dash where not everything was looked for."""
    nothing = translate("LesionStory", "none seen") if row.signs_absent else NOTHING
    return ", ".join(text for text, _ in row.findings) or nothing


def _mm2(row: SeenRow) -> float | None:
    size = size_of(row.reading)
    return size.area_mm2 if size else None


def _area(row: SeenRow) -> str:
    return area_text(_mm2(row))
