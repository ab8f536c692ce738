"""Rich text for the reader: escaped words in the theme's colours and sizes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from calcitrack.guidance.content_reader import written_lines
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import BASE_PX, SMALL_PX, TITLE_PX, Theme

_CHAPTER_PX = 15


def style(theme: Theme) -> str:
    """The style sheet of every leaf."""
    tokens, px = theme.tokens, theme.px
    return f"""
        body, p, td, th, li {{ color: {tokens.text}; font-size: {px(BASE_PX)}px; }}
        p {{ margin-top: {px(4)}px; margin-bottom: {px(4)}px; }}
        .h1 {{ font-size: {px(TITLE_PX)}px; font-weight: bold; margin-bottom: {px(4)}px; }}
        .h2 {{ font-size: {px(_CHAPTER_PX)}px; font-weight: bold; margin-top: {px(18)}px; margin-bottom: {px(4)}px; }}
        .h3 {{ font-weight: bold; margin-top: {px(10)}px; margin-bottom: {px(2)}px; }}
        a {{ color: {tokens.accent}; text-decoration: underline; }}
        .small {{ color: {tokens.muted}; font-size: {px(SMALL_PX)}px; }}
        .here {{ color: {tokens.accent}; font-weight: bold; }}
        .warn {{ color: {tokens.warning}; font-weight: bold; }}
        th {{ color: {tokens.muted}; font-size: {px(SMALL_PX)}px; font-weight: bold; text-align: left;
            border-bottom: 1px solid {tokens.border}; }}
        td {{ border-bottom: 1px solid {tokens.line}; }}
        td.plain {{ border-bottom: none; }}
        td.differ {{ background: {tokens.warning_weak}; border-bottom: 1px solid {tokens.line}; }}
        td.step {{ border: 1px solid {tokens.border}; background: {tokens.surface}; }}
        td.stand {{ border: 1px solid {tokens.accent}; background: {tokens.accent_weak}; }}
    """


def text(words: str) -> str:
    """Words as they are; nothing in them is taken for mark-up."""
    return escape(words).replace("\n", "<br>")


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph of plain words."""
    return raw_paragraph(text(words), kind)


def raw_paragraph(inside: str, kind: str = "") -> str:
    """A paragraph of mark-up."""
    return f'<p class="{kind}">{inside}</p>' if kind else f"<p>{inside}</p>"


def heading(words: str, level: int = 2, anchor: str = "") -> str:
    """A heading, to which a link can lead. Qt makes its own heading tags larger than any style sheet says."""
    name = f'<a name="{escape(anchor)}"></a>' if anchor else ""
    return f'<p class="h{level}">{name}{text(words)}</p>'


def link(address: str, words: str) -> str:
    """A link to a leaf (``TH-diltiazem``), to a place in one (``pathway#N05``), or a deed (``do:cancel``)."""
    return f'<a href="{escape(address)}">{text(words)}</a>'


def table(heads: Sequence[str], rows: Iterable[str], padding: int, widths: Sequence[int] = ()) -> str:
    """A table over the whole width; the rows are mark-up.

    Args:
        heads: What stands above the columns; empty words for a table without a head.
        rows: Made by ``row`` and ``wide_row``.
        padding: Within cells, in pixels.
        widths: Shares of the columns in per cent; without them each takes what it needs.
    """
    sizes = [f' width="{width}%"' for width in widths] or [""] * len(heads)
    body = list(rows)
    if sizes and body and not any(heads):
        for size in sizes:
            body[0] = body[0].replace("<td>", f"<td{size}>", 1)
    top = "".join(f"<th{size}>{text(head)}</th>" for head, size in zip(heads, sizes, strict=True))
    head = f"<tr>{top}</tr>" if any(heads) else ""
    return f'<table width="99%" cellspacing="0" cellpadding="{padding}">{head}{"".join(body)}</table>'


def gap() -> str:
    """A little room, which tables do not keep of themselves."""
    return '<p style="font-size: 4px; margin: 0">&nbsp;</p>'


def row(*cells: str) -> str:
    """A row of cells of mark-up."""
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def wide_row(inside: str, columns: int, kind: str) -> str:
    """A row of one cell."""
    return f'<tr><td colspan="{columns}" class="{kind}">{inside}</td></tr>'


def bullets(items: Iterable[str]) -> str:
    """A list; the items are mark-up."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def small(words: str) -> str:
    """Small muted words within a line."""
    return f'<span class="small">{text(words)}</span>'


def place(section: str, lines: Sequence[int], refs: Sequence[int] = ()) -> str:
    """A place in the review: section, lines, references, which lead to what they are."""
    told = small(translate("Guidance", "{section}, lines {lines}").format(section=section, lines=written_lines(lines)))
    return told + references(refs)


def references(refs: Sequence[int]) -> str:
    """Reference numbers as links; nothing where there is none."""
    if not refs:
        return ""
    words = translate("Guidance", "references") if len(refs) > 1 else translate("Guidance", "reference")
    return small(f" · {words} ") + small(", ").join(link(f"references#ref-{ref}", str(ref)) for ref in refs)
