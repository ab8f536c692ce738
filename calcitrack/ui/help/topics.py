"""The topics of the help: Markdown files in ``resources/help``, in the order of their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from calcitrack.domain.folding import fold
from calcitrack.paths import resource


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help.

    Attributes:
        id: By which other pages link to it: ``visit`` for ``02-visit.md``.
        title: Its first heading.
        markdown: The whole text.
    """

    id: str
    title: str
    markdown: str

    def answers(self, typed: str) -> bool:
        """Whether every typed word stands somewhere in the text; nothing typed fits everything."""
        text = fold(self.markdown)
        return all(word in text for word in fold(typed).split())


def load_topics(folder: Path | None = None) -> tuple[Topic, ...]:
    """Every topic, in reading order.

    Args:
        folder: Where the files lie; the bundled help when none is given.
    """
    files = sorted((folder or resource("help")).glob("*.md"))
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Topic:
    markdown = file.read_text(encoding="utf-8")
    title = markdown.partition("\n")[0].removeprefix("#").strip()
    return Topic(file.stem.partition("-")[2], title, markdown)
