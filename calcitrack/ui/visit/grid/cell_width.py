"""How wide the columns of the grid must be, so that nothing is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontMetrics

from calcitrack.domain.entry import shown_reading
from calcitrack.domain.vocabulary import Discharge, Infection
from calcitrack.ui.theme import BASE_PX, SMALL_PX, Theme, current_theme
from calcitrack.ui.visit.grid.cell_paint import BOX_SIDE, PAD
from calcitrack.ui.visit.grid.columns import HEADS, Col, shown_subtype, state_instead_of_size
from calcitrack.ui.visit.grid.grid_delegate import SIGN_WIDTH, last_lines
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import said
from calcitrack.ui.words import inside, short

HEAD_PADS = (8, 3)
"""The padding of heads, and where that leaves no room for all columns."""

_LEAST = {
    Col.LENGTH: 58,
    Col.WIDTH: 58 + SIGN_WIDTH,
    Col.CHANGE: 68,
    Col.PAIN: 50,
    Col.STATE: 30,
}


_FOLDED = (Col.METHOD, Col.FUNCTION, Col.REDNESS, Col.SUBTYPE, Col.CHANGE, Col.PAIN)
"""What gives way where not all columns find room, the first first. Sizes, ulcer, discharge and infection never do."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """The columns as they find room.

    Attributes:
        widths: Of every column, also of those that are left out.
        folded: Columns that are left out, in their order.
    """

    head_pad: int
    widths: dict[Col, int]
    folded: tuple[Col, ...] = ()

    def taken(self) -> int:
        """The width of the columns that are shown, in pixels."""
        return sum(width for col, width in self.widths.items() if col not in self.folded)


def fitting(rows: Sequence[GridRow], font: QFont, room: int) -> Fitting:
    """Fit the columns into so many pixels: by the padding of their heads first, then by leaving some out."""
    tight = Fitting(HEAD_PADS[-1], {})
    for pad in HEAD_PADS:
        tight = Fitting(pad, widths(rows, font, pad))
        if tight.taken() <= room:
            return tight
    for count in range(1, len(_FOLDED) + 1):
        tight = replace(tight, folded=tuple(col for col in Col if col in _FOLDED[:count]))
        if tight.taken() <= room:
            break
    return tight


def widths(rows: Iterable[GridRow], font: QFont, head_pad: int = HEAD_PADS[0]) -> dict[Col, int]:
    """The width that each column needs for its head, with this padding, and for these rows."""
    theme = current_theme()
    head = QFont(font)
    head.setPixelSize(theme.px(SMALL_PX))
    head.setBold(True)
    metrics = QFontMetrics(head)
    around = theme.px(2 * head_pad) + 4
    wide = {col: metrics.horizontalAdvance(said(HEADS[col])) + around for col in Col}
    wide = {col: max(width, theme.px(_LEAST.get(col, 0))) for col, width in wide.items()}
    body = QFont(font)
    body.setPixelSize(theme.px(BASE_PX))
    measure = QFontMetrics(body)
    for row in rows:
        for col, width in _row_widths(row, measure, theme).items():
            wide[col] = max(wide[col], width)
    return wide


def _row_widths(row: GridRow, metrics: QFontMetrics, theme: Theme) -> dict[Col, int]:
    pads = theme.px(2 * PAD) + 2
    mark = theme.px(BOX_SIDE + 5)
    needs = {Col.LAST: pads + max(metrics.horizontalAdvance(line) for line in last_lines(row))}
    subtype, _ = shown_subtype(row)
    if subtype:
        needs[Col.SUBTYPE] = pads + theme.px(17) + metrics.horizontalAdvance(inside(subtype))
    reading = shown_reading(row.assessment, row.lesion)
    method = reading.method if reading else row.lesion.tracking_method
    needs[Col.METHOD] = pads + theme.px(14) + metrics.horizontalAdvance(short(method))
    if row.assessment is None:
        return needs
    if row.assessment.discharge not in (None, Discharge.NONE):
        needs[Col.DISCHARGE] = pads + mark + metrics.horizontalAdvance(inside(row.assessment.discharge))
    if row.assessment.infection not in (None, Infection.NONE):
        needs[Col.INFECTION] = pads + mark + metrics.horizontalAdvance(inside(row.assessment.infection))
    if instead := state_instead_of_size(row):
        needs[Col.WIDTH] = pads + metrics.horizontalAdvance(instead) - theme.px(_LEAST[Col.LENGTH])
    return needs
