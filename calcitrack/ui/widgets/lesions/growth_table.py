"""Growth of lesions before a therapy and on it, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from calcitrack.domain.figures.model import Growth
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.delegates.cells import Mark, Words
from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.widgets.lesions.lesion_pick_table import PAD_PX, LesionPickTable
from calcitrack.ui.words import inside

_MOST_ROWS = 12
_TWO_LINES_PX = 44
_FEWEST = 4
_MOST_PERCENT = 10_000
"""Rates beyond this come from sizes within days of each other and say nothing; they are told as beyond it."""


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """Growth of one lesion.

    Attributes:
        label: Number and site.
        spans: Over the spans of the columns.
    """

    lesion_id: int
    number: int
    label: str
    subtype: Subtype | None
    spans: tuple[Growth, ...]


class GrowthTable(LesionPickTable[GrowthRow]):
    """One row per lesion that has a size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_columns(()), translate("Growth", "Growth per year"), parent)
        self._space()

    def set_growth(self, spans: Sequence[str], rows: Sequence[GrowthRow]) -> None:
        """Show rates over some spans of time, a column each."""
        self._model.set_table(_columns(spans), rows)
        self.show_at_least(min(len(rows), _MOST_ROWS))
        self._fit()
        self._select_again()
        self.updateGeometry()

    def _space(self) -> None:
        self.set_row_height(_TWO_LINES_PX, lines=2)
        self._fit()

    def _fit(self) -> None:
        fit_columns(self, {0: 60}, PAD_PX)


def growth_text(growth: Growth) -> str:
    """A rate with its interval in per cent per year, or why there is none."""
    if growth.percent_per_year is None or growth.ci95 is None:
        few = translate("Growth", "{n} of 4 sizes").format(n=growth.n)
        return few if growth.n < _FEWEST else translate("Growth", "one day")
    low, high = (_percent(end) for end in growth.ci95)
    return translate("Growth", "{rate} % ({low} to {high})").format(
        rate=_percent(growth.percent_per_year), low=low, high=high
    )


def growth_cell(growth: Growth) -> Words:
    """The same with the interval below the rate: beside it, two spans would find no room in a narrow column."""
    if growth.percent_per_year is None or growth.ci95 is None:
        return Words(growth_text(growth), muted=True)
    low, high = (_percent(end) for end in growth.ci95)
    rate = translate("Growth", "{rate} %").format(rate=_percent(growth.percent_per_year))
    return Words(rate, bold=True, below=translate("Growth", "{low} to {high}").format(low=low, high=high))


def growth_told(growth: Growth) -> str:
    """The same in a sentence, for who points at it or hears it."""
    if growth.percent_per_year is None or growth.ci95 is None:
        return translate("Growth", "No rate: it takes four sizes on more than one day, there are {n}.").format(
            n=growth.n
        )
    low, high = (_percent(end) for end in growth.ci95)
    told = translate("Growth", "{rate} per cent a year, 95 % interval {low} to {high}, from {n} sizes")
    return told.format(rate=_percent(growth.percent_per_year), low=low, high=high, n=growth.n)


def _percent(value: float) -> str:
    if value > _MOST_PERCENT:
        return translate("Growth", "over {n}").format(n=number(_MOST_PERCENT))
    whole = round(value)  # a whole number, so that -0.3 is 0 without a sign
    return f"+{number(whole)}" if whole > 0 else number(whole)


def _columns(spans: Sequence[str]) -> tuple[Column[GrowthRow], ...]:
    lesion: Column[GrowthRow] = Column(
        translate("Growth", "Lesion"),
        lambda row: f"#{row.number}",
        cell=lambda row: Mark(row.subtype, f"#{row.number}"),
        tooltip=lambda row: row.label,
        spoken=lambda row: f"{row.label}, {inside(row.subtype)}" if row.subtype else row.label,
    )
    return (lesion, *(_span(place, title) for place, title in enumerate(spans)))


def _span(place: int, title: str) -> Column[GrowthRow]:
    return Column(
        title,
        lambda row: growth_text(row.spans[place]),
        cell=lambda row: growth_cell(row.spans[place]),
        right=True,
        tooltip=lambda row: growth_told(row.spans[place]),
        spoken=lambda row: growth_told(row.spans[place]),
    )
