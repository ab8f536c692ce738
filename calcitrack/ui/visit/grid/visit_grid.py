"""The visit grid: every open lesion, and whatever is recorded of it, mostly without leaving the number keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.rules import RuleSettings
from calcitrack.ui.icons import icon
from calcitrack.ui.theme import GAP_L, GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.grid.bubble import Bubble
from calcitrack.ui.visit.grid.cell_typing import CellTyping
from calcitrack.ui.visit.grid.columns import HEADS, Col
from calcitrack.ui.visit.grid.commander import Commander
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.grid_table import GridTable
from calcitrack.ui.visit.grid.hint_line import HintLine
from calcitrack.ui.visit.grid.recorder import Recorder
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.words import said
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class VisitGrid(LeadsKeys, QWidget):
    """Shows rows and says what is recorded, one whole assessment for each committed field. It stores nothing.

    Signals:
        assessment_committed: A whole new ``Assessment``: to be saved at once.
        assessments_committed: A tuple of them, from one key for many lesions.
        assessment_cleared: Nothing is said of a lesion any more; carries its id.
        new_lesion_requested: The person wants to enter a new lesion.
        map_requested: The person wants to go to the map.
        panel_requested: The person wants to go to all fields of the lesion.
        happening_requested: The person wants to say what happened to a lesion; carries its id.
        continue_requested: Every therapy goes on.
        current_lesion_changed: The keys go to another lesion; carries its id.
    """

    assessment_committed = Signal(object)
    assessments_committed = Signal(object)
    assessment_cleared = Signal(int)
    new_lesion_requested = Signal()
    map_requested = Signal()
    panel_requested = Signal()
    happening_requested = Signal(int)
    continue_requested = Signal()
    current_lesion_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = QPushButton(self.tr("New lesion"))
        self._hints = HintLine()
        self._card = Card(self.tr("Lesions"), actions=[self._hints, self._new], flush=True)
        self._model = VisitGridModel(self)
        self._table = GridTable(self._model)
        self._bubble = Bubble(self)
        self._recorder = Recorder(self._model, self)
        self._typing = CellTyping(self._table, self._table.grid_delegate, self._recorder, self._bubble)
        self._commander = Commander(self._table, self._model, self._recorder, self._typing, self._bubble)
        self._empty, self._folded = Label(role="muted"), Label(role="small")
        self._is_silent = False
        self._build()
        self._connect()
        self._count()

    # What the page does

    def set_context(self, visited_on: date, reader: str, settings: RuleSettings | None = None) -> None:
        """Say of which day and whose the readings are that are typed, and what is beyond the reading error."""
        self._recorder.set_context(visited_on, reader)
        self._table.grid_delegate.settings = settings or RuleSettings()
        self._table.viewport().update()

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Show these rows; the cursor and what is being typed stay where they are as long as their lesion does."""
        self._model.set_rows(rows)
        if self._table.current_place() is None and rows:
            self._go_silently(0)

    def update_row(self, row: GridRow) -> None:
        """Show one row anew, under an open editor too."""
        self._model.update_row(row)

    def rows(self) -> tuple[GridRow, ...]:
        """The rows as they stand, with what was entered."""
        return self._model.rows()

    def current_row(self) -> GridRow | None:
        """The row that the keys go to."""
        place = self._table.current_place()
        return None if place is None else self._model.row_at(place)

    def set_current_lesion(self, lesion_id: int) -> None:
        """Move the cursor to a lesion that was chosen elsewhere; says nothing back."""
        place = self._model.place_of(lesion_id)
        if place is not None and place != self._table.current_place() and self._typing.settle():
            self._go_silently(place)

    def current_area(self) -> QRect:
        """Where the current row stands in this widget; empty without one."""
        table = self._table
        area = table.visualRect(table.currentIndex())
        return area.translated(table.viewport().mapTo(self, QPoint(0, 0)))

    def settle(self) -> bool:
        """Take what is being typed; False when it cannot be taken as it is: it stays open with the reason beside it."""
        return self._typing.settle()

    @property
    def is_typing(self) -> bool:
        """Whether a value is half typed."""
        return self._typing.is_open

    def message(self) -> str:
        """The sentence that stands beside a cell; empty when none does."""
        return self._bubble.text()

    # Inside

    def _build(self) -> None:
        self._empty.setText(self.tr("No lesion is open. Press N, or New lesion, to enter the first."))
        self._card.add(self._table, 1)
        for told in (self._empty, self._folded):
            self._card.add(told)
            told.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._card)
        self.lead_keys(self._table)
        self._table.may_leave = self._may_leave
        self._make_room()

    def _connect(self) -> None:
        table, recorder, model = self._table, self._recorder, self._model
        table.lesion_changed.connect(self._on_lesion_changed)
        table.folded.connect(self._on_folded)
        table.verticalScrollBar().valueChanged.connect(self._typing.follow)
        table.horizontalScrollBar().valueChanged.connect(self._typing.follow)
        recorder.committed.connect(self.assessment_committed)
        recorder.all_committed.connect(self.assessments_committed)
        recorder.cleared.connect(self.assessment_cleared)
        for changed in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._count)
        self._commander.new_lesion_requested.connect(self.new_lesion_requested)
        self._commander.map_requested.connect(self.map_requested)
        self._commander.panel_requested.connect(self.panel_requested)
        self._commander.happening_requested.connect(self.happening_requested)
        self._commander.continue_requested.connect(self.continue_requested)
        self._new.clicked.connect(self.new_lesion_requested)

    def _make_room(self) -> None:
        px = current_theme().px
        for told in (self._empty, self._folded):
            told.setContentsMargins(px(GAP_L), px(GAP_XS), px(GAP_L), px(GAP_XS))
        self._card.body.setSpacing(0)
        self._new.setIcon(icon("plus", current_theme().tokens.text, px(16)))

    def _go_silently(self, place: int) -> None:
        self._is_silent = True
        self._table.go(place, Col.LENGTH)
        self._is_silent = False

    def _may_leave(self) -> bool:
        if self._typing.settle():
            return True
        self._typing.hold()
        return False

    @Slot()
    def _count(self) -> None:
        rows = self._model.rowCount()
        told = self.tr("{k} of {n} recorded").format(k=self._model.recorded(), n=rows)
        wanted = self._model.still_to_measure()
        if wanted == 1:
            told = self.tr("{recorded} · 1 index lesion to measure").format(recorded=told)
        elif wanted:
            told = self.tr("{recorded} · {count} index lesions to measure").format(recorded=told, count=wanted)
        self._card.set_subtitle(told)
        self._empty.setVisible(rows == 0)
        self._give_hints_room()

    def _give_hints_room(self) -> None:
        """What title, count and button leave of the line."""
        px = current_theme().px
        taken = self._card.header_width() + self._new.sizeHint().width() + px(GAP_S)
        self._hints.set_room(self.width() - taken)

    @Slot(list)
    def _on_folded(self, columns: list[Col]) -> None:
        """Say which columns found no room, and where they are."""
        heads = ", ".join(said(HEADS[col]) for col in columns)
        self._folded.setText(
            self.tr("No room here for: {columns}. They are in the panel of the lesion.").format(columns=heads)
        )
        self._folded.setVisible(bool(columns))

    @Slot(int)
    def _on_lesion_changed(self, lesion_id: int) -> None:
        if not self._is_silent:
            self.current_lesion_changed.emit(lesion_id)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other hints."""
        super().resizeEvent(event)
        self._give_hints_room()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._make_room()
            self._give_hints_room()
