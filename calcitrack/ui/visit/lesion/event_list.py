"""What a draft says happened to a lesion: each event with its day and a way to take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from calcitrack.domain.dates import DateRefused, parse_entry
from calcitrack.domain.lesion import LesionEvent
from calcitrack.ui.i18n import day
from calcitrack.ui.icons import icon
from calcitrack.ui.models.lineage_words import event_sentence
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.fields.panel_fields import LineField
from calcitrack.ui.widgets.label import Label

_DAY_PX, _ICON_PX = 108, 16


class EventList(QWidget):
    """Shows events and tells what is wanted of them. It stores nothing.

    Signals:
        moved(event, on): The event was on another day.
        taken_back(event): The event was entered by mistake.
    """

    moved = Signal(object, object)
    taken_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        self._rows: list[_EventRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._space()

    def show_events(
        self, events: Sequence[LesionEvent], numbers: Mapping[int, int], lesion_id: int, today: date
    ) -> None:
        """Show the events of a lesion; a day that is being typed stays where it is the same event."""
        self._today = today
        if [row.what for row in self._rows] == list(events):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for event in events:
            own = event.lesion_id == lesion_id
            row = _EventRow(event, event_sentence(event, numbers, lesion_id), own)
            row.day.offered.connect(self._on_day_offered)
            row.remove.clicked.connect(self._on_remove_clicked)
            self._column.addWidget(row)
            row.show()  # at once, or the keys could not go there yet
            self._rows.append(row)
        self.setVisible(bool(events))

    def pending(self) -> str:
        """The name of a day with text that was not taken; empty when there is none."""
        return next((row.day.accessibleName() for row in self._rows if row.day.is_pending()), "")

    def _row_of(self, part: object) -> _EventRow | None:
        return next((row for row in self._rows if part in (row.day, row.remove)), None)

    @Slot(str)
    def _on_day_offered(self, text: str) -> None:
        row = self._row_of(self.sender())
        if row is None:
            return
        try:
            on = parse_entry(text, self._today)
        except DateRefused:
            row.refuse(self.tr("“{text}” is not a day. Type it like 22 Nov 2026.").format(text=text))
            return
        row.refuse("")
        row.day.take(day(on))
        if on != row.what.on:
            self.moved.emit(row.what, on)

    @Slot()
    def _on_remove_clicked(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            self.taken_back.emit(row.what)

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_XS))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()


class _EventRow(QWidget):
    """One event: what, when, and a button. Only the lesion it happened to changes it."""

    def __init__(self, event: LesionEvent, words: str, own: bool) -> None:
        super().__init__()
        theme = current_theme()
        self.what = event
        self.day = LineField(self.tr("Day of: {what}").format(what=words))
        self.day.take(day(event.on))
        self.day.setFixedWidth(max(theme.px(_DAY_PX), self.day.fontMetrics().horizontalAdvance("00 Mmm 0000 00")))
        self.day.setReadOnly(not own)
        self.remove = QToolButton()
        self.remove.setIcon(icon("close", theme.tokens.muted, theme.px(_ICON_PX)))
        self.remove.setIconSize(QSize(theme.px(_ICON_PX), theme.px(_ICON_PX)))
        self.remove.setAccessibleName(self.tr("Take back: {what}").format(what=words))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.setVisible(own)
        self._fault = Label("", "small", "danger")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(GAP_S))
        line.addWidget(self.day)
        line.addStretch(1)
        line.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GAP_XS))
        column.addWidget(Label(words))
        column.addLayout(line)
        column.addWidget(self._fault)
        self._fault.hide()
        self.day.given_up.connect(self._on_given_up)

    def refuse(self, why: str) -> None:
        """Say why the day is not taken; nothing takes it back."""
        self.day.set_refused(bool(why))
        self._fault.setText(why)
        self._fault.setVisible(bool(why))

    @Slot()
    def _on_given_up(self) -> None:
        self.refuse("")
