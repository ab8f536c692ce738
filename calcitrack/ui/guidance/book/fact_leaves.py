"""The leaves besides the pathway and the therapies: what calcinosis is, whom it meets, how it is seen, what is open."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.guidance.content import content
from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.content_schema import Classification, Fact
from calcitrack.ui.guidance.book.differ import by_id, told
from calcitrack.ui.guidance.book.markup import (
    bullets,
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
)
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.i18n import translate


def facts_leaf(title: str, facts: Sequence[Fact], state: BookState) -> str:
    """Facts by kind: of whom or what, how much, and what it means."""
    parts = [heading(title, 1)]
    for kind in dict.fromkeys(fact.kind for fact in facts):
        rows = [part for fact in facts if fact.kind == kind for part in _fact_rows(fact)]
        if len({fact.kind for fact in facts}) > 1:
            parts.append(heading(kind.capitalize()))
        parts.append(table(["", ""], rows, state.padding, (26, 74)))
    return "".join(parts)


def classification_leaf(state: BookState) -> str:
    """Table 1, the terms, the minerals, the figures."""
    held = content().classification
    types = [one for one in held if one.kind == "type"]
    parts = [heading(translate("Guidance", "Classification"), 1)]
    parts.append(heading(translate("Guidance", "The types of Table 1")))
    for one in types:
        parts.append(_type(one, state))
    for kind in dict.fromkeys(one.kind for one in held if one.kind != "type"):
        parts.append(heading(kind.capitalize()))
        rows = [part for one in held if one.kind == kind for part in _term_rows(one)]
        parts.append(table(["", ""], rows, state.padding, (26, 74)))
    return "".join(parts)


def mechanisms_leaf(state: BookState) -> str:
    """How calcinosis is thought to come about."""
    parts = [heading(translate("Guidance", "How it is thought to come about"), 1)]
    for one in content().mechanisms:
        where = translate("Guidance", "in Table 2") if one.in_table2 else translate("Guidance", "not in Table 2")
        parts.append(heading(f"{one.name} ({where})", anchor=one.id))
        items = []
        for found in one.evidence:
            lines = translate("Guidance", "lines {lines}").format(lines=written_lines(found.lines))
            items.append(f"{text(found.text)} {small(lines)}{references(found.refs)}")
        parts += [bullets(items), raw_paragraph(place(one.section, one.lines, one.refs))]
        parts += [_differ(one.discrepancies, state), paragraph(one.note, "small") if one.note else ""]
    return "".join(parts)


def subtypes_leaf(state: BookState) -> str:
    """Four names without a definition."""
    rows = [
        row(
            f'<a name="{one.id}"></a><b>{text(one.name)}</b>',
            f"{text(one.definition or translate('Guidance', 'The review does not define it.'))}<br>{text(one.text)}"
            f"<br>{place(one.section, one.lines, one.refs)}",
        )
        for one in content().subtypes
    ]
    return heading(translate("Guidance", "Subtypes by look"), 1) + table(["", ""], rows, state.padding, (26, 74))


def general_leaf(state: BookState) -> str:
    """General and supportive measures, one below the other."""
    parts = [heading(translate("Guidance", "General and supportive measures"), 1)]
    for one in content().therapies:
        if not one.id.startswith(("TH-gen", "TH-co1")):
            continue
        parts += [heading(one.name, anchor=one.id), paragraph(one.summary)]
        if one.position and one.position != one.summary:
            parts.append(paragraph(one.position))
        if one.not_given:
            told_as = translate("Guidance", "The review does not give: {what}.").format(what=", ".join(one.not_given))
            parts.append(paragraph(told_as, "small"))
        parts += [raw_paragraph(place(one.section, one.lines, one.refs)), _differ(one.discrepancies, state)]
    return "".join(parts)


def discrepancies_leaf(state: BookState) -> str:
    """Every place where the sources differ."""
    title = translate("Guidance", "Where the review disagrees with itself")
    note = translate("Guidance", "Both statements are shown and neither is chosen. Our sums only check.")
    parts = [heading(title, 1), paragraph(note, "small")]
    for internal in (True, False):
        found = [one for one in content().discrepancies if one.internal_to_review is internal]
        parts.append(
            heading(
                translate("Guidance", "Within the review · {count}").format(count=len(found))
                if internal
                else translate("Guidance", "Against the abstract of a cited paper · {count}").format(count=len(found))
            )
        )
        rows = [wide_row(f'<a name="{one.id}"></a>{told(one)}', 1, "differ") for one in found]
        parts.append(table([""], rows, state.padding))
    return "".join(parts)


def references_leaf(state: BookState) -> str:
    """The numbers that the review cites, and the record that each seems to be."""
    note = translate(
        "Guidance",
        "The text at hand has no list of references: the numbers and what each is called for are the review's, the "
        "records behind them were found elsewhere and say how sure that is.",
    )
    rows = [_citation_row(number) for number in range(len(content().citations))]
    title = heading(translate("Guidance", "References"), 1)
    return title + paragraph(note, "small") + table(["", ""], rows, state.padding, (8, 92))


def _citation_row(position: int) -> str:
    one = content().citations[position]
    lines = [text(one.cited_for)]
    if one.found is not None:
        found = one.found
        parts = [found.authors, f"{found.title}." if found.title else None, found.journal]
        numbers = f"{found.year or ''};{found.volume or ''}({found.issue or ''}):{found.pages or ''}"
        record = " ".join(filter(None, [*parts, numbers]))
        lines.append(text(record) + (small(f" doi {found.doi}") if found.doi else ""))
        lines.append(small(translate("Guidance", "Sure: {confidence}. {why}").format(
            confidence=found.confidence, why=found.match_basis)))  # fmt: skip
    else:
        lines.append(small(translate("Guidance", "No record was found for it.")))
    lines.append(small(translate("Guidance", "called in lines {lines}").format(lines=written_lines(one.lines))))
    return row(f'<a name="ref-{one.ref}"></a><b>{one.ref}</b>', "<br>".join(lines))


def _fact_rows(fact: Fact) -> list[str]:
    value = f"<b>{text(fact.value)}</b><br>" if fact.value else ""
    note = f"<br>{small(fact.note)}" if fact.note else ""
    where = place(fact.section, fact.lines, fact.refs)
    found = [row(f'<a name="{fact.id}"></a><b>{text(fact.subject)}</b>', f"{value}{text(fact.text)}{note}<br>{where}")]
    return [*found, *(wide_row(told(one), 2, "differ") for one in by_id(fact.discrepancies))]


def _type(one: Classification, state: BookState) -> str:
    empty = translate("Guidance", "the cell is empty")
    cells = (
        (translate("Guidance", "What it is"), one.text),
        (translate("Guidance", "How it arises"), one.pathogenesis or empty),
        (translate("Guidance", "Serum calcium and phosphorus"), one.serum_calcium_phosphorus or empty),
        (translate("Guidance", "Diseases"), ", ".join(one.diseases) if one.diseases else empty),
        (translate("Guidance", "How it looks"), one.presentation or empty),
    )
    rows = [row(small(head), text(words)) for head, words in cells]
    if one.note:
        rows.append(wide_row(small(one.note), 2, ""))
    rows.append(wide_row(place(one.section, one.lines, one.refs), 2, ""))
    rows += [wide_row(told(found), 2, "differ") for found in by_id(one.discrepancies)]
    return heading(one.name, 3, one.id) + table(["", ""], rows, state.padding, (26, 74))


def _term_rows(one: Classification) -> list[str]:
    note = f"<br>{small(one.note)}" if one.note else ""
    words = f"{text(one.text)}{note}<br>{place(one.section, one.lines, one.refs)}"
    found = [row(f'<a name="{one.id}"></a><b>{text(one.name)}</b>', words)]
    return [*found, *(wide_row(told(other), 2, "differ") for other in by_id(one.discrepancies))]


def _differ(names: tuple[str, ...], state: BookState) -> str:
    rows = [wide_row(told(one), 1, "differ") for one in by_id(names)]
    return table([""], rows, state.padding) if rows else ""
