"""What a table cell shows apart from plain text, as values: models give them, the delegate draws them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import Tone
from calcitrack.ui.widgets.change_mark import Shift
from calcitrack.ui.widgets.spark_line import Point

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives the cell of an index."""

NOTHING = "–"
"""Stands where nothing was recorded; the tooltip and the spoken text say what is missing."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text.

    Attributes:
        muted: Drawn paler, for what is older or less important.
        icon: Name of an icon drawn behind the text; empty for none.
        below: A second, paler line in small letters; empty for none.
    """

    text: str
    bold: bool = False
    muted: bool = False
    icon: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Badges:
    """Words on coloured ground, in the order of their weight; those that find no room are counted in a last badge.

    Attributes:
        after: Muted text behind the badges.
    """

    items: tuple[tuple[str, Tone], ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line over time, oldest point first."""

    points: tuple[Point, ...]
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of a subtype with its word; without a subtype only the word stands."""

    subtype: Subtype | None
    word: str


Cell = Words | Badges | Spark | Mark | Shift
