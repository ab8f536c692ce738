"""Where the review disagrees with itself, or with the abstract of a paper it cites: both sides, nothing chosen."""

from __future__ import annotations

from calcitrack.guidance.content import content
from calcitrack.guidance.content_reader import written_lines
from calcitrack.guidance.content_schema import Discrepancy
from calcitrack.ui.guidance.book.markup import small, text
from calcitrack.ui.i18n import translate

MANY = 4
"""A remark on more rows than this stands once below the table, not under each of them."""


def by_id(names: tuple[str, ...]) -> list[Discrepancy]:
    """Discrepancies by their names."""
    known = {one.id: one for one in content().discrepancies}
    return [known[name] for name in names]


def told(one: Discrepancy) -> str:
    """Both statements with their lines, and what is shown."""
    parts = [
        f'<span class="warn">{text(_lead(one))}</span> <b>{text(one.subject)}</b> {small(f"({one.id})")}',
        _statement(one.statement_a.text, one.statement_a.lines),
    ]
    if one.statement_b is not None:
        parts.append(_statement(one.statement_b.text, one.statement_b.lines))
    if one.abstract_says:
        where = small(f" · {one.abstract}") if one.abstract else ""
        parts.append(text(one.abstract_says) + where)
    if one.arithmetic:
        parts.append(small(translate("Guidance", "Our sum, for checking only: {sum}").format(sum=one.arithmetic)))
    parts.append(small(translate("Guidance", "Shown here: {what}").format(what=one.shown_as)))
    return "<br>".join(parts)


def told_again(one: Discrepancy) -> str:
    """The same beside a second figure that it touches: both statements stand further up on the leaf."""
    head = f'<span class="warn">{text(_lead(one))}</span> <b>{text(one.subject)}</b> {small(f"({one.id})")}'
    return head + small(" · " + translate("Guidance", "told in full above"))


def _lead(one: Discrepancy) -> str:
    if one.internal_to_review:
        return translate("Guidance", "The sources differ.")
    return translate("Guidance", "The abstract of the cited paper says otherwise, or more.")


def _statement(words: str, lines: tuple[int, ...]) -> str:
    return text(words) + small(" · " + translate("Guidance", "lines {lines}").format(lines=written_lines(lines)))
