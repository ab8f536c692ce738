"""All that the review says of one therapy, each study as printed, and the clinic's own trials beside it."""

from __future__ import annotations

from calcitrack.domain.figures.outcomes import TherapyOutcome
from calcitrack.guidance.content import content
from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.content_schema import Passage, Study, Therapy
from calcitrack.guidance.rules.names import code_of
from calcitrack.guidance.series import series_of, why_not
from calcitrack.guidance.therapies import THERAPIES
from calcitrack.ui.guidance.book.differ import MANY, by_id, told
from calcitrack.ui.guidance.book.markup import (
    bullets,
    gap,
    heading,
    paragraph,
    place,
    raw_paragraph,
    references,
    row,
    small,
    table,
    text,
    wide_row,
)  # fmt: skip
from calcitrack.ui.guidance.book.own_results import OWN_BAR, own_results
from calcitrack.ui.guidance.book.series import BAR_PX, Bar
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.guidance.book.study_rows import printed_studies, study_name, told_studies
from calcitrack.ui.guidance.patient_words import allergy_line, background_line, course_of
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme


def therapy_leaf(therapy: Therapy, state: BookState) -> str:
    """The leaf as rich text."""
    studies = studies_of(therapy)
    printed = [study for study in studies if study.source == "table3"]
    in_text = [study for study in studies if study.source == "text"]
    parts = [_head(therapy), _patient(therapy, state)]
    seen: set[str] = set()
    if printed:
        parts += [
            heading(translate("Guidance", "Studies as printed in Table 3")),
            printed_studies(printed, state, seen),
        ]
        parts.append(_series(printed, state))
    if in_text:
        parts += [heading(translate("Guidance", "What the running text tells")), told_studies(in_text, state, seen)]
    if not studies:
        parts.append(paragraph(translate("Guidance", "The review tells of no study of it.")))
    parts += [_passages(translate("Guidance", "How it is thought to work"), therapy.mechanism)]
    parts += [_harms(therapy), _not_given(therapy), _other_differences(therapy, studies)]
    parts += [heading(translate("Guidance", "This clinic"), anchor="clinic"), own_results(therapy.id, state)]
    return "".join(parts)


def studies_of(therapy: Therapy) -> list[Study]:
    """Its studies, those of the table first."""
    known = {study.id: study for study in content().studies}
    return [known[name] for name in therapy.studies]


def short_name(therapy: Therapy) -> str:
    """Its name without what stands in brackets."""
    return therapy.name.partition(" (")[0]


def pictures(therapy: Therapy, own: TherapyOutcome | None) -> dict[str, Bar]:
    """Addresses of the pictures of its series and of the clinic's own trials, each with what is to be drawn."""
    found = [one for one in series_of(studies_of(therapy)) if one.study.row]
    bars = {f"series:{one.study.id}": Bar(one.count / one.of, one.interval) for one in found}
    if own is not None and own.answered is not None and own.interval is not None:
        bars[OWN_BAR] = Bar(own.answered / own.patients, own.interval)
    return bars


def _head(therapy: Therapy) -> str:
    kind = " · ".join(filter(None, (therapy.drug_class, therapy.kind)))
    found = [heading(therapy.name, 1), paragraph(kind, "small"), paragraph(therapy.summary)]
    if therapy.position:
        stands = translate("Guidance", "Its place in the authors' approach: {position}.").format(
            position=therapy.position
        )
        where = written_lines(therapy.position_lines)
        lines = translate("Guidance", "lines {lines}").format(lines=where) if where else ""
        found.append(raw_paragraph(f"{text(stands)} {small(lines)}"))
    if therapy.note:
        found.append(paragraph(therapy.note))
    found.append(raw_paragraph(place(therapy.section, therapy.lines, therapy.refs)))
    return "".join(found)


def _patient(therapy: Therapy, state: BookState) -> str:
    """Where it stands in the open record, with allergies and background as facts without a rule."""
    codes = [name.code for name in THERAPIES if name.therapy == therapy.id]
    if state.record is None or not codes:
        return ""
    on_record = {code_of(trial.therapy) for trial in state.record.trials}
    code = next((code for code in codes if code in on_record), codes[0])
    course = course_of(state.record, code, state.today).whole
    told_as = translate("Guidance", "In the open record: {course}").format(course=course)
    lines = (told_as, allergy_line(state.record.patient), background_line(state.record.patient, state.today))
    inside = "".join(paragraph(line) for line in lines)
    return gap() + table([""], [wide_row(inside, 1, "stand")], state.padding)


def _series(printed: list[Study], state: BookState) -> str:
    drawn = series_of(printed)
    left_out = [(study, reason) for study in printed if (reason := why_not(study)) is not None]
    found = [heading(translate("Guidance", "Series of four or more: any response"))]
    width, height = (current_theme().px(size) for size in BAR_PX)
    for unit in dict.fromkeys(one.unit for one in drawn):
        rows = []
        for one in (one for one in drawn if one.unit == unit):
            share = translate("Guidance", "{count} of {of} {unit}").format(count=one.count, of=one.of, unit=unit)
            low, high = (round(100 * end) for end in one.interval)
            ends = translate("Guidance", "{low} to {high} %").format(low=low, high=high)
            image = f'<img src="series:{one.study.id}" width="{width}" height="{height}">'
            rows.append(row(f"<b>{text(study_name(one.study))}</b>", text(share), image, text(ends)))
        heads = [
            translate("Guidance", "Study"),
            translate("Guidance", "Partial or complete"),
            translate("Guidance", "0 to 100 %"),
            translate("Guidance", "95 % interval"),
        ]
        found.append(table(heads, rows, state.padding))
    if not drawn:
        found.append(paragraph(translate("Guidance", "No row can be drawn.")))
    if left_out:
        words = "; ".join(f"{study_name(study)}: {translate(reason)}" for study, reason in left_out)
        found.append(paragraph(translate("Guidance", "Not drawn: {rows}.").format(rows=words), "small"))
    note = translate(
        "Guidance",
        "Wilson's interval, computed here and not printed in the review. Studies differ in whom they treated and in "
        "what they call a response; therapies are never set side by side.",
    )
    return "".join([*found, paragraph(note, "small")])


def _passages(title: str, passages: tuple[Passage, ...]) -> str:
    if not passages:
        return ""
    items = [f"{text(passage.text)} {small(_lines(passage.lines))}{references(passage.refs)}" for passage in passages]
    return heading(title) + bullets(items)


def _lines(lines: tuple[int, ...]) -> str:
    return translate("Guidance", "lines {lines}").format(lines=written_lines(lines))


def _harms(therapy: Therapy) -> str:
    title = translate("Guidance", "Adverse effects that the review names")
    if therapy.adverse_effects:
        return _passages(title, therapy.adverse_effects)
    return heading(title) + paragraph(translate("Guidance", "It names none. That does not say that there are none."))


def _not_given(therapy: Therapy) -> str:
    if not therapy.not_given:
        return ""
    title = translate("Guidance", "What the review does not give")
    return heading(title) + paragraph(", ".join(therapy.not_given) + ".")


def _other_differences(therapy: Therapy, studies: list[Study]) -> str:
    """Those that stand beside no single row."""
    beside = {name for study in studies for name in study.discrepancies}
    named = [*therapy.discrepancies, *sorted(beside - set(therapy.discrepancies))]
    shown = {one.id for study in studies for one in by_id(study.discrepancies) if len(one.affects) <= MANY}
    rest = [one for one in by_id(tuple(named)) if one.id not in shown]
    if not rest:
        return ""
    rows = [wide_row(told(one), 1, "differ") for one in rest]
    return heading(translate("Guidance", "Remarks on several rows")) + table([""], rows, 6)
