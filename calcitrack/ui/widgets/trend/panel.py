"""What stands around the lines of a trend: therapy bars, legend, captions and the numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from calcitrack.domain.figures.trend_view import Measure, TrendView
from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.trend.content import Content, Source, content_of, no_content
from calcitrack.ui.widgets.trend.lanes import TherapyLanes
from calcitrack.ui.widgets.trend.legend import TrendLegend
from calcitrack.ui.widgets.trend.lines import symbol_of
from calcitrack.ui.widgets.trend.marks import symbols_in_order
from calcitrack.ui.widgets.trend.numbers import TrendNumbers, number_rows
from calcitrack.ui.widgets.trend.plot import TrendCanvas
from calcitrack.ui.widgets.trend.words import Sight, caption, measure_word

_LEAST_PX = 170


class TrendPanel(LeadsKeys, QWidget):
    """Shows one view of a record; T shows the numbers instead of the lines. Fills a flush card.

    Args:
        least_px: Least height of the lines, in pixels of the design.

    Attributes:
        numbers_chip: Shows the numbers; whoever has the other chips places it.
        whole: Its layout, for what is to stand above.

    Signals:
        lesion_clicked(lesion_id): A lesion was chosen on the canvas.
        pointed(text): What lies under the mouse or the cursor of the keys; empty for nothing.
    """

    lesion_clicked = Signal(int)
    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None, least_px: int = _LEAST_PX) -> None:
        super().__init__(parent)
        self._least_px = least_px
        self._canvas = TrendCanvas()
        self._source: Source | None = None
        self._content = no_content()
        self._view, self._log = TrendView(), True
        self._selected: int | None = None
        self.numbers_chip = Chip(self.tr("Numbers"))
        self._lanes = TherapyLanes()
        self._legend = TrendLegend()
        self._caption = Label(role="small")
        self._numbers = TrendNumbers()
        self._empty = Label(role="muted")
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._draw()

    def _build(self) -> None:
        self.numbers_chip.setToolTip(self.tr("Shows the numbers behind the lines as a table (T)"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._chart = QWidget()
        self._chart.setBackgroundRole(QPalette.ColorRole.Base)  # in a file it has no card around it
        self._chart.setAutoFillBackground(True)
        self._column = QVBoxLayout(self._chart)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self._canvas, 1), (self._lanes, 0), (self._legend, 0), (self._caption, 0)):
            self._column.addWidget(part, stretch)
        for page in (self._chart, self._numbers, self._empty):
            self._stack.addWidget(page)
        self.whole = QVBoxLayout(self)
        self.whole.addWidget(self._stack, 1)
        self.lead_keys(self._canvas)
        self._space()

    def _connect(self) -> None:
        self._canvas.framed.connect(self._on_framed)
        self._canvas.lesion_clicked.connect(self.lesion_clicked)
        self._canvas.pointed.connect(self.pointed)
        self._numbers.lesion_selected.connect(self.lesion_clicked)
        self.numbers_chip.clicked.connect(self._show)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_T), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.numbers_chip.click)

    @property
    def content(self) -> Content:
        """What is shown."""
        return self._content

    @contextmanager
    def chart(self) -> Iterator[QWidget]:
        """Lines, therapies, legend and captions, drawn as for a file."""
        with self._canvas.sharp():
            yield self._chart

    def set_source(self, source: Source) -> None:
        """Show another record, or the same one after a change."""
        self._source = source
        self._draw()

    def show_view(self, source: Source, view: TrendView, *, log: bool) -> None:
        """Show another record in a certain way."""
        self._source, self._view, self._log = source, view, log
        self._draw()

    def set_view(self, view: TrendView, *, log: bool) -> None:
        """Look at the record in another way."""
        self._view, self._log = view, log
        self._draw()

    def set_selected(self, lesion_id: int | None) -> None:
        """Draw a lesion stronger than the others; None for none."""
        self._selected = lesion_id
        self._canvas.set_selected(lesion_id)
        self._numbers.set_selected(lesion_id)
        self._tell()

    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        """The numbers as text, a row for each point shown."""
        return tuple(row.texts() for row in number_rows(self._content))

    def _draw(self) -> None:
        self._content = content_of(self._source, self._view, log=self._log) if self._source else no_content()
        content = self._content
        self._canvas.set_content(content)
        self._lanes.set_bars(content.bars, content.marks)
        shown = {line.subtype for line in content.lines}
        subtypes = [subtype for subtype in Subtype if subtype in shown]
        symbols = symbols_in_order({symbol_of(line, spot) for line in content.lines for spot in line.spots})
        self._legend.set_entries([*subtypes, *symbols])
        self._show()
        self._tell()

    @Slot()
    def _show(self) -> None:
        as_table = self.numbers_chip.isChecked()
        self._numbers.set_content(self._content if as_table else no_content())  # no thousands of rows for nobody
        self._numbers.set_selected(self._selected)
        filled = self._numbers if as_table else self._chart
        self._empty.setText(self._why_empty())
        self._stack.setCurrentWidget(filled if self._content.lines else self._empty)

    def _why_empty(self) -> str:
        view = self._content.view
        if self._content.data.no_baseline:
            return self.tr("No lesion has a baseline to be a per cent of.")
        match view.measure:
            case Measure.PAIN:
                return self.tr("No pain has been recorded in a signed visit yet.")
            case Measure.VOLUME:
                return self.tr("No thickness has been measured in a signed visit yet, so there is no volume.")
        return self.tr("No size has been recorded in a signed visit yet.")

    def _tell(self) -> None:
        frame, lines = self._canvas.frame(), self._content.lines
        points = sum(len(line.spots) for line in lines)
        named_lines, named_events = self._canvas.named()
        marks = self._content.marks
        sight = Sight(
            data=self._content.data,
            lines=len(lines),
            named_lines=named_lines,
            events=sum(frame.shows(mark.day) for mark in marks) if frame else len(marks),
            named_events=named_events,
            points=points,
            seen=sum(line.count(frame.first, frame.last) for line in lines) if frame else points,
            symbols=self._canvas.has_symbols(),
            chosen=any(line.lesion == self._selected for line in lines if self._selected is not None),
            last=lines[-1].name if lines else "",
        )
        lesions = self._source.record.lesions if self._source else ()
        self._caption.setText(caption(sight, {lesion.id: lesion.number for lesion in lesions}))
        name = self.tr("Trend of {measure}").format(measure=measure_word(self._content.view.measure).lower())
        for node in (self._canvas, self._canvas.viewport()):
            node.setAccessibleName(name)
        self._canvas.setAccessibleDescription(f"{self._caption.text()} {self.tr('T shows the numbers.')}")

    def _space(self) -> None:
        px = current_theme().px
        self.whole.setSpacing(px(GAP_S))
        edge = px(GAP_M)
        self.whole.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(px(GAP_XS))
        self._canvas.setMinimumHeight(px(self._least_px))

    @Slot()
    def _on_framed(self) -> None:
        frame = self._canvas.frame()
        if frame:
            self._lanes.set_frame(frame)
            self._tell()

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
