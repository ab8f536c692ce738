"""The pathway of the review as steps, with "here" where the open record stands and the sentences that put it there."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.guidance.content import content
from calcitrack.guidance.content_schema import Edge, Node
from calcitrack.guidance.finding import Status
from calcitrack.ui.guidance.arranged import gathered
from calcitrack.ui.guidance.book.differ import by_id
from calcitrack.ui.guidance.book.markup import (
    bullets,
    gap,
    heading,
    link,
    paragraph,
    place,
    raw_paragraph,
    row,
    small,
    table,
    text,
    wide_row,
)
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.guidance.finding_card import lesions_word
from calcitrack.ui.i18n import translate

_STAGES = (
    (QT_TRANSLATE_NOOP("Guidance", "Seeing, confirming and describing"), ("N01", "N02", "N03", "N04", "N05")),
    (QT_TRANSLATE_NOOP("Guidance", "For everyone"), ("N06", "N07", "N45")),
    (QT_TRANSLATE_NOOP("Guidance", "Which underlying disease"), ("N10", "N11", "N12", "N13", "N14")),
    (QT_TRANSLATE_NOOP("Guidance", "Symptoms, lesion by lesion"), ("N08", "N09", "N15", "N16")),
    (QT_TRANSLATE_NOOP("Guidance", "Draining and infection"), ("N17", "N18", "N19", "N20", "N21", "N22")),
    (QT_TRANSLATE_NOOP("Guidance", "Pain, protection, shared care"), ("N23", "N24", "N25", "N26", "N27")),
    (QT_TRANSLATE_NOOP("Guidance", "Drugs for calcinosis"), ("N28", "N29", "N30", "N31", "N34", "N35")),
    (QT_TRANSLATE_NOOP("Guidance", "Whether it helped"), ("N32", "N33")),
    (
        QT_TRANSLATE_NOOP("Guidance", "Procedures for an index lesion"),
        ("N36", "N37", "N38", "N39", "N40", "N41", "N42", "N43", "N44"),
    ),
)
"""Our own grouping, for reading; the review has no such headings and numbers nothing."""

_KINDS = {
    "question": QT_TRANSLATE_NOOP("Guidance", "question"),
    "action": QT_TRANSLATE_NOOP("Guidance", "what the review says is done"),
    "info": QT_TRANSLATE_NOOP("Guidance", "information"),
}
_SHOWN = 6
"""So many lines of one statement; more are in the panel beside the record."""


def pathway_leaf(state: BookState) -> str:
    """The leaf as rich text."""
    parts = [heading(translate("Guidance", "Management pathway"), 1), _whose(state)]
    nodes = {node.id: node for node in content().nodes}
    if state.record is not None:
        parts.append(_overview(nodes, state))
    for title, names in _STAGES:
        parts.append(heading(translate(*title)))
        parts += [_step(nodes[name], nodes, state) for name in names]
    return "".join(parts)


def _overview(nodes: dict[str, Node], state: BookState) -> str:
    """Stage by stage, the steps where the open record stands, to be seen at one look."""
    rows = []
    for title, names in _STAGES:
        found = [f"{link(f'pathway#{name}', nodes[name].title)} {small(_lesions(state, name))}" for name in names
                 if name in state.here and state.here[name][0] is Status.STANDS]  # fmt: skip
        nothing = small(translate("Guidance", "not here"))
        rows.append(row(f"<b>{text(translate(*title))}</b>", "<br>".join(found) or nothing))
    heads = [translate("Guidance", "Part of the pathway"), translate("Guidance", "The open record stands at")]
    return gap() + table(heads, rows, state.padding, (30, 70))


def _lesions(state: BookState, node: str) -> str:
    lesions = state.here[node][1]
    return lesions_word(lesions) if lesions else ""


def standing_word(state: BookState, node: str) -> str:
    """What is said of the open record at a step; empty where it is not there."""
    found = state.here.get(node)
    if found is None:
        return ""
    status, lesions = found
    if status is Status.CANNOT_SAY:
        return translate("Guidance", "perhaps here: cannot say")
    if not lesions:
        return translate("Guidance", "here")
    return translate("Guidance", "here: {lesions}").format(lesions=lesions_word(lesions))


def _whose(state: BookState) -> str:
    if state.record is None:
        return paragraph(
            translate("Guidance", "No patient is open: the pathway stands alone. Open one to see where the record is."),
            "small",
        )
    told = translate(
        "Guidance",
        "Steps where the open record stands are framed and say “here”. Only signed visits count. The grouping is ours; "
        "the review numbers nothing.",
    )
    return paragraph(told, "small")


def _step(node: Node, nodes: dict[str, Node], state: BookState) -> str:
    here = standing_word(state, node.id)
    title = f'<a name="{node.id}"></a><b>{text(node.title)}</b>'
    kind = small(" · " + translate(*_KINDS[node.kind]))
    mark = f' · <span class="here">{text(here)}</span>' if here else ""
    parts = [raw_paragraph(title + kind + mark), paragraph(node.text)]
    said = _said(node.id, state)
    if said:
        parts.append(bullets(said))
    parts += [_onward(node, nodes), _evidence(node)]
    parts.append(raw_paragraph(place(node.section, node.lines, node.refs) + small(f" · {node.id}")))
    inside = "".join(parts)
    return table([""], [wide_row(inside, 1, "stand" if here else "step")], state.padding) + gap()


def _said(node: str, state: BookState) -> list[str]:
    """What the engine says of the open record at a step."""
    if state.evaluation is None:
        return []
    by_template: dict[str, list[str]] = {}
    for finding in state.evaluation.findings:
        if node in finding.nodes:
            by_template.setdefault(finding.sentence.template, []).append(translate(finding.sentence))
    return [_shortened(gathered(sentences).split("\n")) for sentences in by_template.values()]


def _shortened(lines: Sequence[str]) -> str:
    """The lines of one statement; where there are many, how many more stand beside the record."""
    shown = [text(line) for line in lines[:_SHOWN]]
    if len(lines) > _SHOWN:
        more = translate("Guidance", "Showing {shown} of {count} lines; all of them stand beside the record.")
        shown.append(small(more.format(shown=_SHOWN, count=len(lines))))
    return "<br>".join(shown)


def _onward(node: Node, nodes: dict[str, Node]) -> str:
    """Where it leads, under which condition, and who says so."""
    edges = [edge for edge in content().edges if edge.start == node.id]
    if not edges:
        return ""
    lead = small(translate("Guidance", "Leads to: "))
    return raw_paragraph(lead + small("; ").join(_edge(edge, nodes) for edge in edges))


def _edge(edge: Edge, nodes: dict[str, Node]) -> str:
    words = {
        "stated": translate("Guidance", "stated"),
        "implied": translate("Guidance", "implied"),
        "layout": translate("Guidance", "our layout"),
    }
    told = f" ({edge.condition}; {words[edge.basis]})" if edge.condition else f" ({words[edge.basis]})"
    return link(f"pathway#{edge.end}", nodes[edge.end].title) + small(told)


def _evidence(node: Node) -> str:
    known = {therapy.id: therapy for therapy in content().therapies}
    parts = []
    if node.therapies:
        lead = small(translate("Guidance", "Evidence: "))
        names = [link(leaf_of(name), known[name].name.partition(" (")[0]) for name in node.therapies]
        parts.append(raw_paragraph(lead + small(", ").join(names)))
    if node.discrepancies:
        lead = f'<span class="warn">{text(translate("Guidance", "The sources differ: "))}</span>'
        named = [link(f"discrepancies#{one.id}", one.subject) for one in by_id(node.discrepancies)]
        parts.append(raw_paragraph(lead + small("; ").join(named)))
    return "".join(parts)


def leaf_of(therapy: str) -> str:
    """The leaf of a therapy: drugs and procedures have one each, general measures share one."""
    return f"general#{therapy}" if therapy.startswith(("TH-gen", "TH-co1")) else therapy
