"""What stands around the lines of a trend: chips, therapy bars, legend, captions and the numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from calcitrack.domain.figures.model import RecordFigures
from calcitrack.domain.lesion import Lesion, LesionEvent
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.trial import Trial
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.trend_axis import Frame
from calcitrack.ui.widgets.trend_bars import therapy_bars
from calcitrack.ui.widgets.trend_events import EventMark, event_marks
from calcitrack.ui.widgets.trend_lanes import TherapyLanes
from calcitrack.ui.widgets.trend_legend import TrendLegend
from calcitrack.ui.widgets.trend_lines import Line, lesion_lines, symbol_of, total_lines
from calcitrack.ui.widgets.trend_marks import symbols_in_order
from calcitrack.ui.widgets.trend_numbers import TrendNumbers, number_rows
from calcitrack.ui.widgets.trend_words import Sight, caption


class Canvas(Protocol):
    """What the panel asks of whatever draws the lines."""

    def set_lines(self, lines: Sequence[Line], marks: Sequence[EventMark], days: Sequence[int], *, log: bool) -> None:
        """Show other lines."""
        ...

    def set_selected(self, key: int | None) -> None:
        """Draw a line stronger."""
        ...

    def frame(self) -> Frame | None:
        """Where the field lies."""
        ...

    def named(self) -> tuple[int, int]:
        """How many lines and events are named."""
        ...

    def has_symbols(self) -> bool:
        """Whether symbols are drawn."""
        ...


class TrendPanel(QWidget):
    """Takes the figures of a record and shows them; T shows the numbers instead of the lines. Fills a flush card.

    Signals:
        lesion_clicked: A lesion was chosen on the canvas; its id.
    """

    lesion_clicked = Signal(int)

    def __init__(self, canvas: Canvas, canvas_widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._canvas_widget = canvas, canvas_widget
        self._lesion_lines: tuple[Line, ...] = ()
        self._total_lines: tuple[Line, ...] = ()
        self._marks: tuple[EventMark, ...] = ()
        self._days: tuple[int, ...] = ()
        self._open_now = 0
        self._each = Chip(self.tr("Each lesion"))
        self._total = Chip(self.tr("Total, same lesions"))
        self._log = Chip(self.tr("Log"))
        self._numbers_chip = Chip(self.tr("Numbers"))
        self._lanes = TherapyLanes()
        self._legend = TrendLegend()
        self._caption = Label(role="small")
        self._numbers = TrendNumbers()
        self._empty = Label(self.tr("No size has been recorded in a signed visit yet."), role="muted")
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.set_data((), RecordFigures(RuleSettings(), (), (), {}, {}), (), (), {}, {})

    def _build(self) -> None:
        self._each.setChecked(True)
        self._log.setChecked(True)
        self._log.setToolTip(self.tr("Logarithmic axis: equal steps are equal factors. Off: a linear axis from 0"))
        self._what = QButtonGroup(self)
        self._what.addButton(self._each)
        self._what.addButton(self._total)
        self._numbers_chip.setToolTip(self.tr("Shows the numbers behind the lines as a table (T)"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._chart = QWidget()
        self._column = QVBoxLayout(self._chart)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._canvas_widget, 1)
        self._column.addWidget(self._lanes)
        self._column.addWidget(self._legend)
        self._column.addWidget(self._caption)
        for page in (self._chart, self._numbers, self._empty):
            self._stack.addWidget(page)
        self._header = FlowLayout()
        for control in self.controls():
            self._header.addWidget(control)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._header)
        self._whole.addWidget(self._stack, 1)
        self._space()

    def _connect(self) -> None:
        self._what.buttonClicked.connect(self._on_view_chosen)
        self._log.clicked.connect(self._on_view_chosen)
        self._numbers_chip.clicked.connect(self._show)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_T), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._numbers_chip.click)

    def controls(self) -> tuple[QWidget, ...]:
        """The chips, for the header of a card; until one takes them they stand above the lines."""
        return self._each, self._total, self._log, self._numbers_chip

    def set_data(
        self,
        lesions: Sequence[Lesion],
        figures: RecordFigures,
        trials: Sequence[Trial],
        events: Sequence[LesionEvent],
        labels: Mapping[int, str],
        subtypes: Mapping[int, Subtype | None],
    ) -> None:
        """Show the lesions of a record.

        Args:
            lesions: The lesions.
            figures: Their figures.
            trials: Therapies.
            events: What happened to the lesions.
            labels: Number and site by lesion id, as "#5 L forearm, dorsal".
            subtypes: Clinical subtype by lesion id.
        """
        self._lesion_lines = lesion_lines(lesions, figures, labels, subtypes)
        self._total_lines = total_lines(figures)
        self._marks = event_marks(events, lesions)
        bars = therapy_bars(trials)
        self._days = tuple(day for bar in bars for day in (bar.first, bar.last) if day is not None)
        self._lanes.set_bars(bars, self._marks)
        self._open_now = figures.visits[-1].open if figures.visits else 0
        self._draw()

    def set_selected(self, lesion_id: int | None) -> None:
        """Draw a lesion stronger than the others; None for none."""
        self._canvas.set_selected(lesion_id)

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        """The numbers as text: lesion, date, area in mm2, how it was measured, state; a row for each point shown."""
        return tuple(row.texts() for row in number_rows(self._lines()))

    def _lines(self) -> tuple[Line, ...]:
        return self._total_lines if self._total.isChecked() else self._lesion_lines

    def _draw(self) -> None:
        lines = self._lines()
        self._canvas.set_lines(lines, self._marks, self._days, log=self._log.isChecked())
        shown = {line.subtype for line in lines}
        subtypes = [subtype for subtype in Subtype if subtype in shown]
        symbols = symbols_in_order({symbol_of(line, spot) for line in lines for spot in line.spots})
        self._legend.set_entries([*subtypes, *symbols])
        self._show()
        self._tell()

    @Slot()
    def _show(self) -> None:
        as_table = self._numbers_chip.isChecked()
        self._numbers.set_lines(self._lines() if as_table else ())  # thousands of rows are not kept for nobody
        filled = self._numbers if as_table else self._chart
        self._stack.setCurrentWidget(filled if self._lines() else self._empty)

    def _tell(self) -> None:
        frame, lines = self._canvas.frame(), self._lines()
        points = sum(len(line.spots) for line in lines)
        named_lines, named_events = self._canvas.named()
        sight = Sight(
            total=self._total.isChecked(),
            lines=len(lines),
            named_lines=named_lines,
            events=sum(frame.shows(mark.day) for mark in self._marks) if frame else len(self._marks),
            named_events=named_events,
            points=points,
            seen=sum(line.count(frame.first, frame.last) for line in lines) if frame else points,
            symbols=self._canvas.has_symbols(),
            last=lines[-1].name if lines else "",
        )
        self._caption.setText(caption(sight))
        self._canvas_widget.setAccessibleName(self.tr("Trend of area"))
        self._canvas_widget.setAccessibleDescription(f"{self._caption.text()} {self.tr('T shows the numbers.')}")

    def _space(self) -> None:
        px = current_theme().px
        self._header.set_gaps(px(GAP_S), px(GAP_XS))
        self._whole.setSpacing(px(GAP_S))
        edge = px(GAP_M)
        self._whole.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(px(GAP_XS))
        self._canvas_widget.setMinimumHeight(px(170))

    @Slot()
    def _on_view_chosen(self) -> None:
        self._draw()

    @Slot()
    def _on_framed(self) -> None:
        frame = self._canvas.frame()
        if frame:
            self._lanes.set_frame(frame)
            self._tell()

    @Slot(int)
    def _on_line_clicked(self, key: int) -> None:
        if key >= 0:  # sums are of no lesion
            self.lesion_clicked.emit(key)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
