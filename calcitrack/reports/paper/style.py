"""How prints look: paper, colours, type and space. The colours are the light tokens of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from calcitrack.domain.vocabulary import Subtype

Paper = Literal["A4", "Letter"]

PAPER_SIZES: dict[Paper, tuple[float, float]] = {"A4": (595.28, 841.89), "Letter": (612.0, 792.0)}
"""Width and height in points."""

MARGIN = 40.0
GAP = 12.0
"""Space between blocks."""
PADDING = 10.0
"""Space between the edge of a box and what stands in it."""
RADIUS = 5.0
CAPITAL_MIDDLE = 0.357
"""Half the height of a capital of the family, in units of its size: a mark stands there, beside a word."""


class Colour(NamedTuple):
    """Red, green and blue, each 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def of(cls, six_digits: str) -> Colour:
        """The colour of a text like ``#17212B``."""
        return cls(*(int(six_digits[i : i + 2], 16) / 255 for i in (1, 3, 5)))


TEXT = Colour.of("#17212B")
MUTED = Colour.of("#5A6878")
BORDER = Colour.of("#DCE2E8")
LINE = Colour.of("#EBEFF3")
ACCENT = Colour.of("#0B6B80")
ACCENT_WEAK = Colour.of("#E0F0F3")
DANGER = Colour.of("#B3261E")
DANGER_WEAK = Colour.of("#FBE9E7")
GOOD = Colour.of("#1B6E3C")
BAR = Colour.of("#DCE2E8")
BAR_EDGE = Colour.of("#8796A5")
FIGURE_FILL = Colour.of("#EDF1F4")
FIGURE_EDGE = Colour.of("#8796A5")
FIGURE_DETAIL = Colour.of("#BCC6CF")
DRAFT_MARK = Colour.of("#E6EAEE")
WHITE = Colour.of("#FFFFFF")
BLACK = Colour.of("#000000")

SUBTYPE_COLOURS: dict[Subtype, Colour] = {
    Subtype.MOUSSE: Colour.of("#0072B2"),
    Subtype.STONE: Colour.of("#D55E00"),
    Subtype.NET: Colour.of("#009E73"),
    Subtype.PLATE: Colour.of("#AA4499"),
    Subtype.UNDETERMINED: MUTED,
}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a piece of text is set.

    Attributes:
        size: Points.
        leading: Points from one line to the next.
    """

    size: float
    leading: float
    bold: bool = False
    colour: Colour = TEXT

    @property
    def ascent(self) -> float:
        """From the top of a line down to its baseline, so that capitals stand in the middle of the line."""
        return self.leading / 2 + self.size * CAPITAL_MIDDLE


TITLE = TextStyle(16, 21, bold=True)
NAME = TextStyle(12, 16, bold=True)
RUNNING_NAME = TextStyle(9.5, 13, bold=True)
HEADING = TextStyle(9.5, 15, bold=True)
BODY = TextStyle(8.5, 12.5)
BODY_BOLD = TextStyle(8.5, 12.5, bold=True)
BODY_MUTED = TextStyle(8.5, 12.5, colour=MUTED)
CELL = TextStyle(8, 11.5)
CELL_BOLD = TextStyle(8, 11.5, bold=True)
CELL_MUTED = TextStyle(8, 11.5, colour=MUTED)
PLAIN_HEADING = TextStyle(15, 23, bold=True, colour=ACCENT)
PLAIN = TextStyle(12.5, 18.5)
PLAIN_BOLD = TextStyle(12.5, 18.5, bold=True)
PLAIN_MUTED = TextStyle(12.5, 18.5, colour=MUTED)
PLAIN_NOTE = TextStyle(10, 15, colour=MUTED)
PLAIN_CALL = TextStyle(18, 27, bold=True)
"""For the page that the patient takes home."""
SMALL = TextStyle(7.5, 10.5)
SMALL_BOLD = TextStyle(7.5, 10.5, bold=True)
SMALL_MUTED = TextStyle(7.5, 10.5, colour=MUTED)
MARK = TextStyle(5.8, 8, bold=True)
WARNING = TextStyle(8.5, 12.5, bold=True, colour=DANGER)
