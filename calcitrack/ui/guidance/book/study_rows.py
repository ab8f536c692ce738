"""The studies of a therapy as the review prints them: a table where there is room, else one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.content_schema import Study
from calcitrack.guidance.series import is_share, unit_of
from calcitrack.ui.guidance.book.differ import MANY, by_id, told, told_again
from calcitrack.ui.guidance.book.markup import paragraph, references, row, small, table, text, wide_row
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.i18n import translate

_WIDTHS = (16, 16, 13, 13, 12, 12, 18)


def printed_studies(studies: Sequence[Study], state: BookState, seen: set[str]) -> str:
    """The rows of Table 3; ``seen`` names the discrepancies already told in full, and takes those told here."""
    heads = [
        translate("Guidance", "Study"),
        translate("Guidance", "Design"),
        translate("Guidance", "Dose used"),
        translate("Guidance", "Who"),
        translate("Guidance", "Partial"),
        translate("Guidance", "Complete"),
        translate("Guidance", "Reported outcome"),
    ]
    if state.narrow:
        return paragraph(_dose_note(), "small") + "".join(_stacked(study, heads, seen) for study in studies)
    rows = [part for study in studies for part in (row(*_cells(study)), *_below(study, len(heads), seen))]
    return table(heads, rows, state.padding, _WIDTHS) + paragraph(_dose_note(), "small")


def told_studies(studies: Sequence[Study], state: BookState, seen: set[str]) -> str:
    """What the running text tells of studies, those of the table among them; ``seen`` as for the rows of the table."""
    heads = [
        translate("Guidance", "Study"),
        translate("Guidance", "Who, design and dose used"),
        translate("Guidance", "What was seen"),
    ]
    rows = [
        part
        for study in studies
        for part in (
            row(_name(study), "<br>".join(text(part) for part in _setting(study)), _seen(study)),
            *_below(study, len(heads), seen),
        )
    ]
    return table(heads, rows, state.padding, (26, 32, 42)) + paragraph(_dose_note(), "small")


def answer(study: Study, count: int | None, percent: float | None, printed: str | None) -> str:
    """A cell of responses: n of N with its unit, or as printed where that does not fit."""
    if printed is None or count is None:
        return text(printed or translate("Guidance", "not printed"))
    if not is_share(study, count, percent):
        told_as = translate("Guidance", "{printed} as printed").format(printed=printed)
        return f"{text(told_as)}<br>{small(study.unit)}"
    of = translate("Guidance", "{count} of {of} {unit}").format(count=count, of=study.n_patients, unit=unit_of(study))
    cell = translate("Guidance", "printed {printed}").format(printed=printed)
    return f"<b>{text(of)}</b><br>{small(cell)}"


def _dose_note() -> str:
    return translate(
        "Guidance", "Dose used: as used in that study; not a prescription. NA stands where the review prints NA."
    )


def study_name(study: Study) -> str:
    """First author and year, as far as the review gives them."""
    parts = [study.first_author or translate("Guidance", "author not named"), str(study.year) if study.year else ""]
    return " ".join(filter(None, parts))


def _name(study: Study) -> str:
    where = translate("Guidance", "Table 3, row {row}, ").format(row=study.row) if study.row else ""
    lines = translate("Guidance", "lines {lines}").format(lines=written_lines(study.lines))
    agent = f"<br>{small(study.agent)}" if study.agent else ""
    again = ""
    if study.detail_of:
        again = "<br>" + small(
            translate("Guidance", "the study of row {row}").format(row=int(study.detail_of.partition("-")[2]))
        )
    return f"<b>{text(study_name(study))}</b>{agent}<br>{small(where + lines)}{references(study.refs)}{again}"


def _cells(study: Study) -> tuple[str, ...]:
    design = study.design_meaning or study.design or translate("Guidance", "not printed")
    return (
        _name(study),
        text(design) + (f"<br>{small(study.design)}" if study.design_meaning and study.design else ""),
        text(study.dosage_as_printed or translate("Guidance", "not printed")),
        text(study.n_patients_as_printed or translate("Guidance", "not printed")),
        answer(study, study.partial_n, study.partial_pct, study.partial_as_printed),
        answer(study, study.complete_n, study.complete_pct, study.complete_as_printed),
        _seen(study),
    )


def _stacked(study: Study, heads: Sequence[str], seen: set[str]) -> str:
    cells = _cells(study)
    lines = [f"{small(f'{head}: ')}{cell}" for head, cell in zip(heads[1:], cells[1:], strict=True)]
    inside = "".join(f"<p>{part}</p>" for part in (cells[0], *lines))
    return table([""], [wide_row(inside, 1, ""), *_below(study, 1, seen)], 6)


def _setting(study: Study) -> list[str]:
    parts = [study.n_patients_as_printed, ", ".join(study.diseases), study.design, study.dosage_as_printed]
    if study.duration:
        parts.append(study.duration)
    return [part for part in parts if part]


def _seen(study: Study) -> str:
    parts = [text(study.outcome)]
    if study.responders:
        parts.append(small(translate("Guidance", "Responders: {who}").format(who=study.responders)))
    if study.source == "text" and (study.partial_n is not None or study.complete_n is not None):
        parts.append(small(_counted(study)))
    if study.adverse_effects:
        parts.append(small(translate("Guidance", "Adverse effects: {what}").format(what=study.adverse_effects)))
    return "<br>".join(parts)


def _counted(study: Study) -> str:
    found = []
    for word, count in (
        (translate("Guidance", "partial"), study.partial_n),
        (translate("Guidance", "complete"), study.complete_n),
    ):
        if count is not None and study.n_patients:
            found.append(f"{word} {count} of {study.n_patients} {study.unit}")
    return "; ".join(found)


def _below(study: Study, columns: int, seen: set[str]) -> list[str]:
    """What must be read with a row: its footnotes, its notes, and where the sources differ on it."""
    found = [wide_row(small(f"{note.mark}: {note.text}"), columns, "") for note in study.footnotes]
    if not study.definition.startswith("not given"):
        told_as = translate("Guidance", "What a response means there: {what}").format(what=study.definition)
        found.append(wide_row(small(told_as), columns, ""))
    if study.note:
        found.append(wide_row(small(study.note), columns, ""))
    for one in (one for one in by_id(study.discrepancies) if len(one.affects) <= MANY):
        found.append(wide_row(told_again(one) if one.id in seen else told(one), columns, "differ"))
        seen.add(one.id)
    return found
