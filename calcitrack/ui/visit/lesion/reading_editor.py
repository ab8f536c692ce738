"""One reading of a lesion with its method, lengths, own day and reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from calcitrack.domain.dates import DateFault, DateRefused, parse_day
from calcitrack.domain.entry import Axis
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import Method
from calcitrack.ui.i18n import day
from calcitrack.ui.icons import icon
from calcitrack.ui.theme import GAP_XS, Tone, current_theme
from calcitrack.ui.visit.fields.panel_fields import ChoiceBox, LineField
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.grid.verdict import Judgement, Verdict, judge
from calcitrack.ui.visit.words import AXIS_WORDS, KEPT_AS_TYPED, mm, said, word
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label


class ReadingEditor(QWidget):
    """Shows a reading, or a new one that begins with its length.

    Signals:
        changed: The whole new ``Reading``.
        removed: The reading is to be taken away.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(self, row: GridRow, draft: Reading, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._reading, self.is_new = row, draft, is_new
        self._asked: tuple[Axis, int] | None = None
        self._mm_shown = ""
        self._method = ChoiceBox(self.tr("Method"), [(method, label(method)) for method in Method])
        self._day = LineField(self.tr("Measured on"))
        self._reader = LineField(self.tr("Read by"))
        self._remove = QToolButton()
        self._remove.setAccessibleName(self.tr("Remove this reading"))
        self._remove.setToolTip(self.tr("Remove this reading"))
        self._lines = {axis: LineField(word(AXIS_WORDS, axis)) for axis in Axis}
        self._note = Label(role="small")
        self._reason = LineField(self.tr("Reason"))
        self._build()
        self._connect()
        self.show_reading(row, draft)

    def start_over(self, row: GridRow, reading: Reading, *, is_new: bool) -> None:
        """Serve another reading; nothing of the former one stays."""
        self.is_new = is_new
        self.drop_pending()
        self.show_reading(row, reading)

    def drop_pending(self) -> None:
        """Go back to what is recorded, and ask nothing any more."""
        self._mm_shown = ""
        for line in (*self._lines.values(), self._day, self._reader):
            line.restore()
        self._hide_note()

    def show_reading(self, row: GridRow, reading: Reading) -> None:
        """Show another state of the same reading; what is being typed is left alone."""
        self._row, self._reading = row, reading
        self._method.set_value(reading.method)
        self._day.show_value(day(reading.measured_on))
        self._reader.show_value(reading.reader)
        for axis, line in self._lines.items():
            value: int | None = getattr(reading, axis)
            line.show_value(mm(value) if value else "")

    def reading(self) -> Reading:
        """The reading as it stands."""
        return self._reading

    def pending(self) -> str:
        """The name of a field with text that was not taken; empty when there is none."""
        lines = (*self._lines.values(), self._day, self._reader)
        return next((line.accessibleName() for line in lines if line.is_pending()), "")

    def begin(self) -> None:
        """Put the keys into the length."""
        self._lines[Axis.LENGTH].setFocus()

    def _build(self) -> None:
        self._upper, self._lower, self._foot = FlowLayout(), QHBoxLayout(), QHBoxLayout()
        self._upper.addWidget(self._method)
        self._upper.addWidget(self._day)
        letters = {Axis.LENGTH: self.tr("L"), Axis.WIDTH: self.tr("W"), Axis.THICKNESS: self.tr("T")}
        for axis, line in self._lines.items():
            line.setPlaceholderText(letters[axis])
            if axis is not Axis.LENGTH:
                self._lower.addWidget(Label("×", "muted"))
            self._lower.addWidget(line, 2)
        self._lower.addWidget(Label(self.tr("mm"), "muted"))
        self._foot.addWidget(self._reader, 1)
        self._foot.addWidget(self._remove)
        self._reader.setPlaceholderText(self._reader.accessibleName())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._upper)
        self._column.addLayout(self._lower)
        self._column.addLayout(self._foot)
        self._column.addWidget(self._note)
        self._column.addWidget(self._reason)
        self._hide_note()
        self._space()

    def _connect(self) -> None:
        self._method.chosen.connect(self._on_method_chosen)
        self._day.offered.connect(self._on_day_offered)
        self._reader.offered.connect(self._on_reader_offered)
        self._remove.clicked.connect(self.removed)
        self._reason.returnPressed.connect(self._on_reason_returned)
        self._lines[Axis.LENGTH].returnPressed.connect(self._on_length_returned)
        self._lines[Axis.LENGTH].offered.connect(self._on_length_offered)
        self._lines[Axis.WIDTH].offered.connect(self._on_width_offered)
        self._lines[Axis.THICKNESS].offered.connect(self._on_thickness_offered)
        for line in (*self._lines.values(), self._day, self._reader):
            line.given_up.connect(self._hide_note)
            line.textEdited.connect(self._hide_note)

    def _space(self) -> None:
        theme = current_theme()
        gap, side = theme.px(GAP_XS), theme.px(16)
        self._upper.set_gaps(gap, gap)
        self._lower.setSpacing(gap)
        self._foot.setSpacing(gap)
        self._column.setSpacing(gap)
        self._day.setFixedWidth(self._day.fontMetrics().horizontalAdvance("00 MMM 0000") + theme.px(24))
        self._remove.setIcon(icon("trash", theme.tokens.muted, side))
        self._remove.setIconSize(QSize(side, side))

    @Slot()
    def _hide_note(self) -> None:
        self._asked = None
        self._note.hide()
        self._reason.hide()

    def _tell(self, line: LineField, text: str, tone: Tone) -> None:
        line.set_refused(tone == "danger")
        self._note.setText(text)
        self._note.set_tone(tone)
        self._note.show()

    def _change(self, line: LineField | None = None, shown: str = "", **fields: Any) -> None:
        self._hide_note()
        if line is not None:
            line.take(shown)
        self._reading = replace(self._reading, **fields)
        if self._reading.length:
            self.is_new = False
            self.changed.emit(self._reading)

    @Slot()
    def _on_length_returned(self) -> None:
        """Enter goes on to the width, as in the grid, once the length is taken."""
        QTimer.singleShot(0, self, self._go_to_width)

    def _go_to_width(self) -> None:
        length = self._lines[Axis.LENGTH]
        if length.hasFocus() and length.text() and not length.is_pending():
            self._lines[Axis.WIDTH].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_length_offered(self, text: str) -> None:
        self._offer(Axis.LENGTH, text)

    @Slot(str)
    def _on_width_offered(self, text: str) -> None:
        self._offer(Axis.WIDTH, text)

    @Slot(str)
    def _on_thickness_offered(self, text: str) -> None:
        self._offer(Axis.THICKNESS, text)

    def _offer(self, axis: Axis, text: str) -> None:
        line = self._lines[axis]
        if not text and axis is not Axis.LENGTH:
            self._change(line, "", **{axis.value: None})
        elif not text:
            self._tell(line, self.tr("A reading begins with its length. Remove the reading to take it back."), "danger")
        elif axis is not Axis.LENGTH and not self._reading.length:
            self._tell(line, self.tr("Type the length first: a reading begins with it."), "danger")
        elif self._asked is None:
            self._judge(axis, line, text)

    def _judge(self, axis: Axis, line: LineField, text: str) -> None:
        verdict = judge(text, axis, self._row, self._with(axis), mm_shown=self._mm_shown == text)
        match verdict.judgement:
            case Judgement.REFUSED:
                self._tell(line, verdict.text, "danger")
            case Judgement.CENTIMETRES:
                self._mm_shown = text
                self._tell(line, self.tr("{mm}. Enter takes it.").format(mm=verdict.text), "accent")
            case Judgement.ODD:
                self._ask(axis, line, verdict)
            case Judgement.FINE:
                self._change(line, mm(verdict.tenths), **{axis.value: verdict.tenths})

    def _with(self, axis: Axis) -> Callable[[int], Reading]:
        def reading_with(tenths: int) -> Reading:
            change: dict[str, Any] = {axis.value: tenths}
            return replace(self._reading, **change)

        return reading_with

    def _ask(self, axis: Axis, line: LineField, verdict: Verdict) -> None:
        self._asked = axis, verdict.tenths
        self._tell(line, self.tr("{what} Enter keeps it with this reason.").format(what=verdict.text), "warning")
        self._reason.take(said(KEPT_AS_TYPED))
        self._reason.show()
        self._reason.setFocus()
        self._reason.selectAll()

    @Slot()
    def _on_reason_returned(self) -> None:
        if self._asked is None:
            return
        axis, tenths = self._asked
        reason = self._reason.text().strip() or said(KEPT_AS_TYPED)
        kept = "; ".join(dict.fromkeys(part for part in (self._reading.unlikely_reason, reason) if part))
        self._change(self._lines[axis], mm(tenths), **{axis.value: tenths, "unlikely_reason": kept})

    @Slot(object)
    def _on_method_chosen(self, method: Method) -> None:
        self._change(method=method)

    @Slot(str)
    def _on_day_offered(self, text: str) -> None:
        try:
            on: date = parse_day(text)
        except DateRefused as refused:
            two_ways = refused.fault is DateFault.AMBIGUOUS
            self._tell(
                self._day,
                self.tr("This date can be read in two ways. Write the month in letters, such as 13 Nov 2026.")
                if two_ways
                else self.tr("Type a day, such as 13 Nov 2026."),
                "danger",
            )
            return
        self._change(self._day, day(on), measured_on=on)

    @Slot(str)
    def _on_reader_offered(self, text: str) -> None:
        if not text:
            self._tell(self._reader, self.tr("Say who read it."), "danger")
            return
        self._change(self._reader, text, reader=text)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)
