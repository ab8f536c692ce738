"""What an addendum corrects: each value as it was beside the value that takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from calcitrack.domain.lesion import Lesion
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.visit import Addendum, Assessment, Reading
from calcitrack.domain.vocabulary import State
from calcitrack.reports.lesion_rows import resolved_text, size_text
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice

Tell = Callable[[Voice, Assessment], str]
"""Says a part of an assessment in words; empty where it is not recorded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value before and after a correction, both in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What an addendum corrects of one lesion.

    Attributes:
        of_signed: The former values are those that were signed, and no earlier correction of them.
    """

    lesion: Lesion
    differences: tuple[Difference, ...]
    of_signed: bool


def corrections(request: SummaryRequest, addendum: Addendum) -> tuple[Correction, ...]:
    """What an addendum of the visit corrects, by the number of the lesion."""
    found = [_correction(request, now) for now in request.revisions if now.revision == addendum.revision]
    return tuple(sorted(found, key=lambda correction: correction.lesion.number))


def differences(voice: Voice, before: Assessment | None, after: Assessment) -> tuple[Difference, ...]:
    """What two assessments of one lesion say differently; before is None where nothing was said of it."""
    unsaid = voice(QT_TRANSLATE_NOOP("reports", "not recorded"))
    told = [(voice(name), tell(voice, before) if before else "", tell(voice, after)) for name, tell in _PARTS]
    return tuple(Difference(name, was or unsaid, now or unsaid) for name, was, now in told if was != now)


def correction_texts(request: SummaryRequest, addendum: Addendum) -> Iterator[str]:
    """Each correction as a sentence, for where there are no columns."""
    template = QT_TRANSLATE_NOOP("reports", "Lesion {number}, {field}: {after} (before: {before})")
    for correction in corrections(request, addendum):
        for one in correction.differences:
            number = correction.lesion.number
            yield request.voice(template, number=number, field=one.field, after=one.after, before=one.before)


def _correction(request: SummaryRequest, now: Assessment) -> Correction:
    earlier = [a for a in request.revisions if a.lesion_id == now.lesion_id and a.revision < now.revision]
    before = max(earlier, key=lambda a: a.revision, default=None)
    lesion = request.record.lesion(now.lesion_id)
    return Correction(lesion, differences(request.voice, before, now), before is None or before.revision == 0)


def _state(voice: Voice, said: Assessment) -> str:
    if said.state is State.NOT_MEASURABLE and said.reason:
        return f"{voice.inside(said.state)}: {isolated(said.reason)}"
    if said.state is State.RESOLVED and said.resolved_basis is not None:
        return resolved_text(voice, said.resolved_basis)
    if said.state is State.MEASURED:
        return voice(QT_TRANSLATE_NOOP("reports", "seen"))
    return voice.inside(said.state)


def _sizes(voice: Voice, said: Assessment) -> str:
    return "; ".join(_reading(voice, reading) for reading in said.readings)


def _reading(voice: Voice, reading: Reading) -> str:
    return voice(
        QT_TRANSLATE_NOOP("reports", "{size} mm by {method}, {day}, {reader}"),
        size=size_text(voice, reading),
        method=voice.inside(reading.method),
        day=reading.measured_on,
        reader=reading.reader,
    )


def _number(value: Callable[[Assessment], float | None]) -> Tell:
    def tell(voice: Voice, said: Assessment) -> str:
        found = value(said)
        return "" if found is None else voice.words.number(found, 0 if float(found).is_integer() else 1)

    return tell


def _word(value: Callable[[Assessment], StrEnum | bool | None]) -> Tell:
    """A word of the vocabulary, or yes and no."""
    yes_no = {True: QT_TRANSLATE_NOOP("reports", "yes"), False: QT_TRANSLATE_NOOP("reports", "no")}

    def tell(voice: Voice, said: Assessment) -> str:
        found = value(said)
        if found is None:
            return ""
        if isinstance(found, bool):
            return voice(yes_no[found])
        return voice.alone(found)

    return tell


_PARTS: Sequence[tuple[Marked, Tell]] = (
    (QT_TRANSLATE_NOOP("reports", "State"), _state),
    (QT_TRANSLATE_NOOP("reports", "Sizes"), _sizes),
    (QT_TRANSLATE_NOOP("reports", "Number of deposits"), _number(lambda a: a.count)),
    (QT_TRANSLATE_NOOP("reports", "Subtype"), _word(lambda a: a.clinical_subtype)),
    (QT_TRANSLATE_NOOP("reports", "Subtype by X-ray"), _word(lambda a: a.radiographic_subtype)),
    (QT_TRANSLATE_NOOP("reports", "Pain"), _number(lambda a: a.pain)),
    (QT_TRANSLATE_NOOP("reports", "Visible"), _word(lambda a: a.visible)),
    (QT_TRANSLATE_NOOP("reports", "Palpable"), _word(lambda a: a.palpable)),
    (QT_TRANSLATE_NOOP("reports", "Ulcer"), _word(lambda a: a.ulcer)),
    (QT_TRANSLATE_NOOP("reports", "Redness"), _word(lambda a: a.redness)),
    (QT_TRANSLATE_NOOP("reports", "Swelling"), _word(lambda a: a.swelling)),
    (QT_TRANSLATE_NOOP("reports", "Discharge"), _word(lambda a: a.discharge)),
    (QT_TRANSLATE_NOOP("reports", "Infection"), _word(lambda a: a.infection)),
    (QT_TRANSLATE_NOOP("reports", "Tendon sheath"), _word(lambda a: a.tendon_sheath)),
    (QT_TRANSLATE_NOOP("reports", "Function limited"), _word(lambda a: a.function_limited)),
    (QT_TRANSLATE_NOOP("reports", "Nerve compression"), _word(lambda a: a.nerve_compression)),
)
