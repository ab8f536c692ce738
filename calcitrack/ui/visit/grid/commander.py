"""What the keys and clicks of the grid do. What would drop something recorded is done at the second press only."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal, Slot

from calcitrack.domain.entry import Field, loses_findings, loses_sizes
from calcitrack.domain.vocabulary import Method, ResolvedBasis, State, Subtype
from calcitrack.ui.visit.grid.bubble import Bubble
from calcitrack.ui.visit.grid.cell_typing import CellTyping
from calcitrack.ui.visit.grid.choices import open_methods, open_subtypes
from calcitrack.ui.visit.grid.columns import FIELDS, Col, typed_value
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.grid_table import GridTable
from calcitrack.ui.visit.grid.keys import FIELDS as KEY_FIELDS
from calcitrack.ui.visit.grid.keys import STATES, Command
from calcitrack.ui.visit.grid.recorder import Recorder
from calcitrack.ui.visit.grid.rows import GridRow


class Commander(QObject):
    """Does what the table asks for, on the row that it asks for.

    Signals:
        new_lesion_requested: N was pressed.
        map_requested: M was pressed.
        panel_requested: L was pressed.
        happening_requested(lesion_id): H was pressed on a lesion.
        continue_requested: C was pressed.
    """

    new_lesion_requested = Signal()
    map_requested = Signal()
    panel_requested = Signal()
    happening_requested = Signal(int)
    continue_requested = Signal()

    def __init__(
        self, table: GridTable, model: VisitGridModel, recorder: Recorder, typing: CellTyping, bubble: Bubble
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._recorder = table, model, recorder
        self._typing, self._bubble = typing, bubble
        self._warned: tuple[int, Command, Col] | None = None
        self._returns_to_size = False
        table.commanded.connect(self._on_commanded)
        table.subtype_chosen.connect(self._on_subtype_chosen)
        table.typing_begun.connect(self._on_typing_begun)
        table.turned.connect(self._on_turned)
        table.list_wanted.connect(self._on_list_wanted)
        table.touched.connect(self.forget_warning)
        typing.done.connect(table.step)

    @Slot()
    def forget_warning(self) -> None:
        """Drop a warning that was not followed by the same key."""
        self._warned = None
        if not self._typing.is_open:
            self._bubble.hide()

    def _row(self) -> GridRow:
        return self._model.row_at(self._table.currentIndex().row())

    def _col(self) -> Col:
        return Col(self._table.currentIndex().column())

    @Slot(Command)
    def _on_commanded(self, command: Command) -> None:
        asked = {
            Command.NEW_LESION: self.new_lesion_requested,
            Command.MAP: self.map_requested,
            Command.PANEL: self.panel_requested,
            Command.CONTINUE: self.continue_requested,
        }
        if command in asked or command is Command.NONE_SEEN:
            self.forget_warning()
        if command in asked:
            asked[command].emit()
        elif command is Command.NONE_SEEN:
            self._recorder.say_none_seen()
        elif not self._table.currentIndex().isValid() or self._is_warned_first(command):
            return
        elif command is Command.HAPPENED:
            self.happening_requested.emit(self._row().lesion.id)
        elif command in KEY_FIELDS:
            self._recorder.cycle(self._row(), KEY_FIELDS[command])
        elif command is Command.CLEAR:
            self._recorder.clear(self._row(), self._col())
        elif command is Command.SUBTYPE and self._table.isColumnHidden(Col.SUBTYPE):
            self._on_list_wanted(Col.SUBTYPE)
        elif command is Command.SUBTYPE:
            self._returns_to_size = True
            self._table.go(self._table.currentIndex().row(), Col.SUBTYPE)
        else:
            self._say_state(command)

    def _say_state(self, command: Command) -> None:
        if command is Command.NOT_MEASURABLE:
            place = self._table.currentIndex().row()
            self._table.go(place, Col.LENGTH)
            assessment = self._row().assessment
            self._typing.ask_why(self._table.currentIndex(), (assessment and assessment.reason) or "")
            return
        imaging = command is Command.RESOLVED_BY_IMAGING
        basis = ResolvedBasis.IMAGING if imaging else None
        self._recorder.say_state(self._row(), STATES[command], basis=basis)
        self._table.next_lesion()

    def _is_warned_first(self, command: Command) -> bool:
        """Warn of what a key would drop; the same key again is meant."""
        row, col = self._row(), self._col()
        key = (row.lesion.id, command, col)
        loss = self._loss(row, command, col)
        again = self._warned == key
        self.forget_warning()
        if not loss or again:
            return False
        self._warned = key
        near = self._bubble.place_of(self._table.visualRect(self._table.currentIndex()), self._table.viewport())
        self._bubble.tell(near, loss, "warning", self.tr("The same key again does it. Any other key leaves it."))
        return True

    def _loss(self, row: GridRow, command: Command, col: Col) -> str:
        assessment = row.assessment
        if command in STATES:
            if loses_findings(assessment, STATES[command]):
                return self.tr("This drops what is recorded of lesion {number} today.").format(number=row.lesion.number)
            if loses_sizes(assessment, STATES[command]):
                return self.tr("This drops today's size of lesion {number}.").format(number=row.lesion.number)
        takes_size = col is Col.STATE or col is Col.LENGTH
        if command is Command.CLEAR and takes_size and assessment and loses_sizes(assessment, State.NOT_EXAMINED):
            return self.tr("This takes back today's size of lesion {number}.").format(number=row.lesion.number)
        return ""

    @Slot(Subtype)
    def _on_subtype_chosen(self, subtype: Subtype | None) -> None:
        self._recorder.set_field(self._row(), Field.CLINICAL_SUBTYPE, subtype)
        if self._returns_to_size:
            self._returns_to_size = False
            self._table.go(self._table.currentIndex().row(), Col.LENGTH)

    @Slot(Col)
    def _on_turned(self, col: Col) -> None:
        self._recorder.cycle(self._row(), FIELDS[col])

    @Slot(Col)
    def _on_list_wanted(self, col: Col) -> None:
        rect = self._table.visualRect(self._table.currentIndex())
        at = self._table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 1))
        if col is Col.SUBTYPE:
            open_subtypes(self._table, at, self._row(), self._on_subtype_chosen)
        elif typed_value(self._row(), Col.LENGTH):
            open_methods(self._table, at, self._row(), self._on_method_chosen)
        else:
            near = self._bubble.place_of(rect, self._table.viewport())
            self._bubble.tell(near, self.tr("Type the size first, then say how it was taken."), "accent")

    def _on_method_chosen(self, method: Method) -> None:
        self._recorder.set_method(self._row(), method)

    @Slot(str)
    def _on_typing_begun(self, text: str) -> None:
        index: QModelIndex = self._table.currentIndex()
        self._typing.begin(index, text or typed_value(self._row(), Col(index.column())), select=not text)
