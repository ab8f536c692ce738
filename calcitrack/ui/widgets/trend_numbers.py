"""The numbers behind a trend, as a table: for screen readers, for copying, and to look one up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QTableView, QWidget

from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.lesion_columns import area_text
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.models.terms import state_word
from calcitrack.ui.widgets.card_table import CardTable
from calcitrack.ui.widgets.trend_lines import Line, Spot, symbol_of
from calcitrack.ui.widgets.trend_marks import symbol_word

_TITLE = 0


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One point of one line."""

    line: Line
    spot: Spot

    def texts(self) -> tuple[str, str, str, str, str]:
        """Line, day, area in mm2, how it was measured, and the state, as they are shown."""
        spot = self.spot
        return (
            self.line.title,
            day(date.fromordinal(spot.day)),
            area_text(spot.area_mm2),
            symbol_word(symbol_of(self.line, spot)),
            state_word(spot.state),
        )


def readout(line: Line, spot: Spot | None) -> str:
    """What is said of a point, or of a line where no point is near."""
    if spot is None:
        return line.title
    title, on, area, how, _ = NumberRow(line, spot).texts()
    told = translate("Trend", "{day}: {area} mm², {how}").format(day=on, area=area, how=how)
    return f"{title}\n{told}"


def number_rows(lines: Sequence[Line]) -> tuple[NumberRow, ...]:
    """Every point, line by line, oldest first."""
    return tuple(NumberRow(line, spot) for line in lines for spot in line.spots)


class TrendNumbers(CardTable):
    """The table of the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[NumberRow] = RecordTableModel(_columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Numbers of the trend"))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)  # numbers are copied
        self._space()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show the points of other lines."""
        self._model.set_rows(number_rows(lines))
        self._fit()

    def _fit(self) -> None:
        fit_columns(self, {_TITLE: 120})


def _columns() -> tuple[Column[NumberRow], ...]:
    return (
        Column(translate("Trend", "Lesion"), lambda row: row.texts()[0]),
        Column(translate("Trend", "Date"), lambda row: row.texts()[1]),
        Column(translate("Trend", "Area, mm²"), lambda row: row.texts()[2], right=True),
        Column(translate("Trend", "Measured by"), lambda row: row.texts()[3]),
        Column(translate("Trend", "State"), lambda row: row.texts()[4]),
    )
