"""What a referral says of one lesion, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from calcitrack.domain.figures.area import Evidence, Evidences
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Form, Subtype
from calcitrack.reports.facts import not_recorded
from calcitrack.reports.lesion_rows import also_measured, size_text, state_text
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.referral_rows import place_text
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.sentences import lesions_text


class LesionTexts(NamedTuple):
    """One row.

    Attributes:
        first: The first size of the tracking method with its day, or that there is none.
        last: The last size or state with its day.
        told: Sentences on everything else.
    """

    number: str
    place: str
    first: str
    last: str
    told: tuple[str, ...]


def lesion_texts(request: SummaryRequest, lesion: Lesion, evidences: Evidences) -> LesionTexts:
    """Everything on one lesion from the signed visits."""
    said = evidences.by_lesion[lesion.id]
    sized = [one for one in said if one.reading is not None]
    first = sized[0].reading if sized else None
    return LesionTexts(
        str(lesion.number),
        place_text(request, lesion.site, lesion.side),
        _sized_on(request, first) if first else not_recorded(request.voice),
        _last_text(request, lesion, said),
        (
            _form_text(request, lesion, said),
            *_subtype_texts(request, said),
            request.voice(QT_TRANSLATE_NOOP("reports", "First seen {day}."), day=lesion.first_seen),
            *_baseline_texts(request, lesion, sized),
            *_other_methods(request, lesion, said),
            _events_text(request, lesion),
        ),
    )


def _size_text(request: SummaryRequest, reading: Reading) -> str:
    return request.voice(
        QT_TRANSLATE_NOOP("reports", "{size} mm by {method}, {day}"),
        size=size_text(request.voice, reading),
        method=request.voice.inside(reading.method),
        day=reading.measured_on,
    )


def _sized_on(request: SummaryRequest, reading: Reading) -> str:
    """A size with its day on a line of its own."""
    told = QT_TRANSLATE_NOOP("reports", "{size} mm by {method}")
    size, method = size_text(request.voice, reading), request.voice.inside(reading.method)
    return f"{request.voice(told, size=size, method=method)}\n{request.voice.words.day(reading.measured_on)}"


def _last_text(request: SummaryRequest, lesion: Lesion, said: Sequence[Evidence]) -> str:
    voice = request.voice
    found = [one for one in said if one.assessment.state.is_evidence]
    if not said:
        return voice(QT_TRANSLATE_NOOP("reports", "no signed visit speaks of it"))
    last = (found or said)[-1]
    if last.reading is not None:
        return _sized_on(request, last.reading)
    state = f"{state_text(voice, lesion, last.assessment)}\n{voice.words.day(last.on)}"
    sizes = [one.reading for one in said if one.reading is not None]
    if not sizes:
        return state
    before = voice(QT_TRANSLATE_NOOP("reports", "Last size {size}"), size=_size_text(request, sizes[-1]))
    return f"{state}\n{before}"


def _form_text(request: SummaryRequest, lesion: Lesion, said: Sequence[Evidence]) -> str:
    voice = request.voice
    form = voice.inside(lesion.form)
    if lesion.form is Form.SHEET and lesion.setting.extent_sites:
        sites = "; ".join(place_text(request, code, lesion.side) for code in lesion.setting.extent_sites)
        return voice(QT_TRANSLATE_NOOP("reports", "Form: {form} over {sites}."), form=form, sites=sites)
    counts = [one.assessment.count for one in said if one.assessment.count is not None]
    if lesion.form is Form.CLUSTER and counts:
        told = QT_TRANSLATE_NOOP("reports", "Form: {form}, {count} deposits at the last count.")
        return voice(told, form=form, count=str(counts[-1]))
    return voice(QT_TRANSLATE_NOOP("reports", "Form: {form}."), form=form)


def _subtype_texts(request: SummaryRequest, said: Sequence[Evidence]) -> list[str]:
    """The subtype last recorded on examination, and the one last read from a film: each may differ."""
    voice = request.voice
    clinical = [(one.assessment.clinical_subtype, one.on) for one in said]
    film = [(one.assessment.radiographic_subtype, one.on) for one in said]
    return [
        voice(
            QT_TRANSLATE_NOOP("reports", "Subtype on examination: {subtype}."), subtype=_last_subtype(request, clinical)
        ),
        voice(QT_TRANSLATE_NOOP("reports", "By X-ray: {subtype}."), subtype=_last_subtype(request, film)),
    ]


def _last_subtype(request: SummaryRequest, given: Sequence[tuple[Subtype | None, date]]) -> str:
    known = [(subtype, on) for subtype, on in given if subtype is not None]
    if not known:
        return not_recorded(request.voice)
    subtype, on = known[-1]
    return f"{request.voice.inside(subtype)} ({request.voice.words.day(on)})"


def _baseline_texts(request: SummaryRequest, lesion: Lesion, sized: Sequence[Evidence]) -> list[str]:
    """What each trial is judged against, once for all trials of one baseline."""
    voice = request.voice
    therapies: dict[date, list[str]] = {}
    for trial in request.figures.trials:
        response = trial.lesions.get(lesion.id)
        if response is not None and response.baseline_on is not None:
            therapies.setdefault(response.baseline_on, []).append(isolated(trial.therapy))
    told = QT_TRANSLATE_NOOP("reports", "Baseline for {therapies}: {size}.")
    by_day = {one.on: one.reading for one in sized if one.size is not None and one.reading is not None}
    return [
        voice(told, therapies=", ".join(dict.fromkeys(names)), size=_size_text(request, by_day[on]))
        for on, names in sorted(therapies.items())
        if on in by_day
    ]


def _other_methods(request: SummaryRequest, lesion: Lesion, said: Sequence[Evidence]) -> list[str]:
    """The last size by each method that is not followed."""
    last = {r.method: r for one in said for r in one.assessment.readings if r.method is not lesion.tracking_method}
    return [also_measured(request.voice, reading) for reading in last.values()]


def _events_text(request: SummaryRequest, lesion: Lesion) -> str:
    voice = request.voice
    events = sorted((e for e in request.record.events if e.lesion_id == lesion.id), key=lambda event: event.on)
    if not events:
        return voice(QT_TRANSLATE_NOOP("reports", "Events: none recorded."))
    listed = "; ".join(_event_text(request, event) for event in events)
    return voice(QT_TRANSLATE_NOOP("reports", "Events: {events}."), events=listed)


def _event_text(request: SummaryRequest, event: LesionEvent) -> str:
    text = f"{request.voice.inside(event.kind)} {request.voice.words.day(event.on)}"
    return f"{text} ({lesions_text(request, event.to)})" if event.to else text
