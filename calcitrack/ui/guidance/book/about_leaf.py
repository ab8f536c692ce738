"""Whose guidance it is, what it is not, the words of response, the abbreviations."""

from __future__ import annotations

from calcitrack.guidance.content import content
from calcitrack.guidance.content_reader import written_lines
from calcitrack.ui.guidance.book.markup import (
    heading,
    link,
    paragraph,
    raw_paragraph,
    references,
    row,
    small,
    table,
    text,
)
from calcitrack.ui.guidance.book.state import BookState
from calcitrack.ui.guidance.origin import citation, not_more
from calcitrack.ui.i18n import translate


def about_leaf(state: BookState, *, shown: bool, may_switch: bool) -> str:
    """The leaf as rich text.

    Args:
        state: The room there is.
        shown: Whether the clinic shows the pathway beside records.
        may_switch: Whether whoever is signed in may change that.
    """
    held = content()
    review = held.review
    parts = [
        heading(translate("Guidance", "About this guidance"), 1),
        paragraph(citation(review)),
        paragraph(not_more(review.year)),
        paragraph(review.note),
        paragraph(
            translate(
                "Guidance",
                "The sentences are ours and say what that one review says, each with its lines. Where it is silent, "
                "nothing was added. It ranks nothing, so nothing is ranked here.",
            )
        ),
        paragraph(translate("Guidance", "Content version {version}").format(version=held.version)),
        paragraph(translate("Guidance", "Content hash {hash}").format(hash=held.hash), "small"),
        heading(translate("Guidance", "Beside records"), anchor="switch"),
        _switch(shown=shown, may_switch=may_switch),
        heading(translate("Guidance", "Response words"), anchor="response"),
        paragraph(review.response_definitions_apply_to),
    ]
    definitions = [row(text(one.text), _where(one.lines) + references(one.refs)) for one in review.response_definitions]
    shorts = [_abbreviation(one.text, one.lines) for one in review.abbreviations]
    parts += [
        table(["", ""], definitions, state.padding, (70, 30)),
        heading(translate("Guidance", "Abbreviations"), anchor="abbreviations"),
        table(["", "", ""], shorts, state.padding, (18, 54, 28)),
    ]
    return "".join(parts)


def _switch(*, shown: bool, may_switch: bool) -> str:
    told = (
        translate("Guidance", "This clinic shows the pathway beside charts and visits.")
        if shown
        else translate("Guidance", "This clinic has switched the pathway beside charts and visits off.")
    )
    if not may_switch:
        return paragraph(f"{told} {translate('Guidance', 'An administrator can change that.')}")
    words = translate("Guidance", "Switch it off") if shown else translate("Guidance", "Switch it on")
    return raw_paragraph(f"{text(told)} {link('do:switch', words)}")


def _abbreviation(words: str, lines: tuple[int, ...]) -> str:
    short, _, meaning = words.partition(": ")
    return row(f"<b>{text(short)}</b>", text(meaning), _where(lines))


def _where(lines: tuple[int, ...]) -> str:
    return small(translate("Guidance", "lines {lines}").format(lines=written_lines(lines)))
