"""The numbers behind a trend, as a table: for screen readers, for copying, and to look one up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QTableView, QWidget

from calcitrack.domain.figures.trend_data import Spot
from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.record_table import Column, RecordTableModel
from calcitrack.ui.widgets.card_table import CardTable
from calcitrack.ui.widgets.trend.content import Content, no_content
from calcitrack.ui.widgets.trend.lines import Line, is_of, symbol_of
from calcitrack.ui.widgets.trend.marks import symbol_word
from calcitrack.ui.widgets.trend.words import measure_title, value_text, value_with_unit
from calcitrack.ui.words import inside

_TITLE = 0


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One point of one line."""

    content: Content
    line: Line
    spot: Spot

    @property
    def on(self) -> str:
        """Its date."""
        return day(self.spot.on)

    @property
    def from_start(self) -> str:
        """Days from day 0; empty on the calendar."""
        start = self.content.start
        return "" if start is None else _signed(self.spot.day - start)

    @property
    def value(self) -> str:
        """The value without its unit."""
        return value_text(self.spot.value, self.content.view)

    @property
    def change(self) -> str:
        """Change since the baseline, and whether it can be told from the reading error."""
        change = self.content.change_percent(self.line, self.spot)
        if change is None:
            return translate("Trend", "baseline") if self.line.baseline and self._is_baseline() else ""
        told = translate("Trend", "{change} %").format(change=_signed(round(change)))
        if self.content.is_detectable(self.line, self.spot) is False:
            return translate("Trend", "{change}, no detectable change").format(change=told)
        return told

    @property
    def how(self) -> str:
        """How it was measured."""
        return symbol_word(symbol_of(self.line, self.spot))

    @property
    def state(self) -> str:
        """What the visit says."""
        return inside(self.spot.state)

    def texts(self) -> tuple[str, ...]:
        """Every cell, as it is shown."""
        return tuple(column.text(self) for column in _columns(self.content))

    def _is_baseline(self) -> bool:
        baseline = self.line.baseline
        return baseline is not None and (baseline.day, baseline.visit_id) == (self.spot.day, self.spot.visit_id)


def readout(content: Content, line: Line, spot: Spot | None) -> str:
    """What is said of a point, or of a line where no point is near."""
    if spot is None:
        return line.title
    row = NumberRow(content, line, spot)
    told = [value_with_unit(spot.value, content.view), row.how, row.change]
    start = translate("Trend", "day {n}").format(n=row.from_start) if row.from_start else ""
    return f"{line.title}\n{', '.join(part for part in (row.on, start) if part)}: {', '.join(p for p in told if p)}"


def number_rows(content: Content) -> Iterator[NumberRow]:
    """Every point, line by line, oldest first."""
    return (NumberRow(content, line, spot) for line in content.lines for spot in line.spots)


def _signed(value: int) -> str:
    return number(value) if value <= 0 else f"+{number(value)}"


class TrendNumbers(CardTable):
    """The table of the numbers.

    Signals:
        lesion_selected(lesion_id): The reader went to a point of a lesion; not sent by ``set_selected``.
    """

    lesion_selected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[NumberRow] = RecordTableModel(_columns(no_content()), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Numbers of the trend"))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)  # numbers are copied
        self._space()

    def set_content(self, content: Content) -> None:
        """Show the points of another view."""
        self._model.set_table(_columns(content), tuple(number_rows(content)))
        self._fit()

    def set_selected(self, lesion_id: int | None) -> None:
        """Go to the first point of a lesion, unless one of its points is current; None leaves all as it is."""
        rows, current = self._model.rows, self.currentIndex().row()
        if lesion_id is None or (current >= 0 and is_of(rows[current].line, lesion_id)):
            return
        place = next((place for place, row in enumerate(rows) if is_of(row.line, lesion_id)), None)
        if place is not None:
            with QSignalBlocker(self):
                self.setCurrentIndex(self._model.index(place, max(0, self.currentIndex().column())))

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell of a lesion that the reader went to."""
        super().currentChanged(current, previous)
        if current.isValid() and (lesion_id := self._model.rows[current.row()].line.lesion) is not None:
            self.lesion_selected.emit(lesion_id)

    def _fit(self) -> None:
        fit_columns(self, {_TITLE: 120})


def _columns(content: Content) -> tuple[Column[NumberRow], ...]:
    of_sizes = content.view.measure.is_size
    columns: list[Column[NumberRow]] = [
        Column(translate("Trend", "Lesion"), lambda row: row.line.title),
        Column(translate("Trend", "Date"), lambda row: row.on),
    ]
    if content.start is not None:
        columns.append(Column(translate("Trend", "Day"), lambda row: row.from_start, right=True))
    columns.append(Column(measure_title(content.view), lambda row: row.value, right=True))
    if of_sizes:
        columns.append(Column(translate("Trend", "From baseline"), lambda row: row.change))
    columns.append(Column(translate("Trend", "Measured by"), lambda row: row.how))
    columns.append(Column(translate("Trend", "State"), lambda row: row.state))
    return tuple(columns)
