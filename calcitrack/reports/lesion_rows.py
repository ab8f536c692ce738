"""What the lesion table says of each lesion at a visit, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calcitrack.domain.figures.area import percent_change, reading_of_record, size_of
from calcitrack.domain.figures.thresholds import beyond_error
from calcitrack.domain.lesion import Lesion
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Assessment, Reading, Visit
from calcitrack.domain.vocabulary import Form, ResolvedBasis, Side, State, Subtype
from calcitrack.reports.findings import findings_text
from calcitrack.reports.paper.marks import Direction
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice


@dataclass(frozen=True, slots=True)
class Change:
    """Change of one lesion's area, like for like.

    Attributes:
        text: The change in words.
        direction: None within the reading error and where there is nothing to compare.
        since: Which visit it is compared with, where that is not the previous one; else empty.
    """

    text: str
    direction: Direction | None = None
    since: str = ""


@dataclass(frozen=True, slots=True)
class LesionRow:
    """One row of the table.

    Attributes:
        assessment: None when the visit says nothing of the lesion.
        size: Length x width, or the state in words where there is no size.
        method: How the size was taken; empty where there is none.
        area: Square millimetres; empty where there is no area.
        asides: Whatever else was recorded, one sentence each.
    """

    lesion: Lesion
    assessment: Assessment | None
    site: str
    subtype: Subtype | None
    size: str
    method: str
    area: str
    change: Change
    findings: str
    asides: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether somebody looked at the visit and found the lesion there."""
        return self.assessment is not None and self.assessment.state.is_evidence and not self.assessment.state.closes


def lesion_rows(request: SummaryRequest) -> tuple[LesionRow, ...]:
    """Rows of every lesion that the visit speaks of or that was open: index lesions first, then by number."""
    visit = request.visit
    earlier = request.earlier_visits
    spoken_of = {assessment.lesion_id for assessment in visit.assessments}
    lesions = request.lesions_numbered(tuple(spoken_of | set(_open_before(request, earlier))))
    ordered = sorted(lesions, key=lambda lesion: not lesion.index)
    return tuple(_row(request, visit, earlier, lesion) for lesion in ordered)


def _open_before(request: SummaryRequest, earlier: Sequence[Visit]) -> tuple[int, ...]:
    figures = request.figures.visit(earlier[-1].id) if earlier else None
    return figures.open_lesions if figures else ()


def _row(request: SummaryRequest, visit: Visit, earlier: Sequence[Visit], lesion: Lesion) -> LesionRow:
    voice = request.voice
    assessment = visit.assessment_of(lesion.id)
    reading = reading_of_record(lesion, assessment) if assessment else None
    size = size_of(reading)
    return LesionRow(
        lesion=lesion,
        assessment=assessment,
        site=site_text(request, lesion.site, lesion.side),
        subtype=assessment.clinical_subtype if assessment else None,
        size=size_text(voice, reading) if reading else state_text(voice, lesion, assessment),
        method=voice.inside(reading.method) if reading else "",
        area=voice.words.number(size.area_mm2, 1) if size else "",
        change=_change(request, visit, earlier, lesion, reading),
        findings=findings_text(voice, assessment) if assessment and _has_findings(assessment) else "",
        asides=tuple(_asides(request, visit, lesion, reading)),
    )


def size_text(voice: Voice, reading: Reading) -> str:
    """Length x width and, where it was taken, x thickness, in millimetres."""
    lengths = [
        voice.words.number(tenths / 10, 1)
        for tenths in (reading.length, reading.width, reading.thickness)
        if tenths is not None
    ]
    if reading.width is None:
        return voice(QT_TRANSLATE_NOOP("reports", "length {length}"), length=lengths[0])
    return " × ".join(lengths)


def _has_findings(assessment: Assessment) -> bool:
    """Of a lesion that is gone or was not looked at, the state says it all unless a finding was recorded."""
    if assessment.state.is_evidence and not assessment.state.closes:
        return True
    signs = (assessment.ulcer, assessment.redness, assessment.discharge, assessment.infection, assessment.swelling)
    return any(sign is not None for sign in signs)


def site_text(request: SummaryRequest, code: str, side: Side) -> str:
    """A site with its side; a sheet also covers sites that have no such side."""
    if code not in request.sites:
        return f"{side.value} {code}"
    site = request.sites.get(code)
    return request.sites.label(code, side) if side in site.sides else site.label


def state_text(voice: Voice, lesion: Lesion, assessment: Assessment | None) -> str:
    """What a visit says of a lesion without a size."""
    if assessment is None:
        return voice(QT_TRANSLATE_NOOP("reports", "no entry at this visit"))
    if assessment.state is State.MEASURED and assessment.readings:
        return voice(QT_TRANSLATE_NOOP("reports", "no size by {method}"), method=voice.inside(lesion.tracking_method))
    if assessment.state is State.RESOLVED and assessment.resolved_basis is not None:
        return resolved_text(voice, assessment.resolved_basis)
    if assessment.state is State.MEASURED:
        return voice(QT_TRANSLATE_NOOP("reports", "seen, size not recorded"))
    return voice.inside(assessment.state)


def resolved_text(voice: Voice, basis: ResolvedBasis) -> str:
    """That a lesion has gone, and how that is known."""
    return voice(QT_TRANSLATE_NOOP("reports", "resolved, {basis}"), basis=voice.inside(basis))


def _change(
    request: SummaryRequest, visit: Visit, earlier: Sequence[Visit], lesion: Lesion, reading: Reading | None
) -> Change:
    voice = request.voice
    assessment = visit.assessment_of(lesion.id)
    if assessment is None or not earlier:
        return Change("")
    if all(v.assessment_of(lesion.id) is None for v in earlier):
        return Change(voice(QT_TRANSLATE_NOOP("reports", "new")))
    then, then_at = _last_reading(lesion, earlier)
    resolved = assessment.state is State.RESOLVED
    if then is None or then_at is None or not (size_of(reading) or resolved):
        return Change("")
    since = "" if then_at is earlier[-1] else _since(voice, then_at)
    return Change(_percent_text(voice, then, reading), _direction(request, then, reading), since)


def _last_reading(lesion: Lesion, earlier: Sequence[Visit]) -> tuple[Reading | None, Visit | None]:
    """The last reading of record with an area since the lesion was last closed, and its visit."""
    for visit in reversed(earlier):
        assessment = visit.assessment_of(lesion.id)
        if assessment is None:
            continue
        if assessment.state.closes:
            break
        reading = reading_of_record(lesion, assessment)
        if size_of(reading) is not None:
            return reading, visit
    return None, None


def _percent_text(voice: Voice, then: Reading, now: Reading | None) -> str:
    before, after = size_of(then), size_of(now)
    if before is None:
        return ""
    return signed_percent(voice, percent_change(before.product, after.product if after else 0))


def signed_percent(voice: Voice, percent: float) -> str:
    """A change like +10.9 % or −5.6 %."""
    number = voice.words.number(percent, 1)
    sign = "+" if round(percent, 1) > 0 else ""
    return voice(QT_TRANSLATE_NOOP("reports", "{percent} %"), percent=f"{sign}{number}")


def _direction(request: SummaryRequest, then: Reading, now: Reading | None) -> Direction | None:
    if now is None:
        return Direction.SMALLER
    if not beyond_error(then, now, request.figures.settings):
        return None
    before, after = size_of(then), size_of(now)
    return Direction.LARGER if before and after and after.total > before.total else Direction.SMALLER


def _since(voice: Voice, visit: Visit) -> str:
    return voice(QT_TRANSLATE_NOOP("reports", "since {day}"), day=visit.visited_on)


def _asides(request: SummaryRequest, visit: Visit, lesion: Lesion, reading: Reading | None) -> list[str]:
    voice = request.voice
    assessment = visit.assessment_of(lesion.id)
    asides = _form_asides(request, lesion, assessment)
    if assessment is None:
        return asides
    if reading is not None and reading.measured_on != visit.visited_on:
        asides.append(voice(QT_TRANSLATE_NOOP("reports", "Measured on {day}."), day=reading.measured_on))
    if assessment.reason:
        asides.append(voice(QT_TRANSLATE_NOOP("reports", "Not measurable: {reason}."), reason=assessment.reason))
    if assessment.radiographic_subtype is not None:
        subtype = voice.inside(assessment.radiographic_subtype)
        asides.append(voice(QT_TRANSLATE_NOOP("reports", "Subtype by X-ray: {subtype}."), subtype=subtype))
    asides.extend(also_measured(voice, other) for other in assessment.readings if other is not reading)
    if reading is not None and reading.unlikely_reason:
        asides.append(
            voice(QT_TRANSLATE_NOOP("reports", "Unusual size kept: {reason}."), reason=reading.unlikely_reason)
        )
    if assessment.revision:
        asides.append(voice(QT_TRANSLATE_NOOP("reports", "Corrected by an addendum.")))
    return asides


def _form_asides(request: SummaryRequest, lesion: Lesion, assessment: Assessment | None) -> list[str]:
    voice = request.voice
    match lesion.form:
        case Form.SINGLE:
            return []
        case Form.CLUSTER if assessment is not None and assessment.count is not None:
            return [voice(QT_TRANSLATE_NOOP("reports", "Cluster, {count} deposits."), count=assessment.count)]
        case Form.SHEET if lesion.setting.extent_sites:
            sites = "; ".join(site_text(request, code, lesion.side) for code in lesion.setting.extent_sites)
            return [voice(QT_TRANSLATE_NOOP("reports", "Sheet over {sites}."), sites=sites)]
        case form:
            return [voice(QT_TRANSLATE_NOOP("reports", "Form: {form}."), form=voice.inside(form))]


def also_measured(voice: Voice, reading: Reading) -> str:
    """A size by another method than that of record."""
    return voice(
        QT_TRANSLATE_NOOP("reports", "Also {size} mm by {method}, {day}, not compared."),
        size=size_text(voice, reading),
        method=voice.inside(reading.method),
        day=reading.measured_on,
    )
