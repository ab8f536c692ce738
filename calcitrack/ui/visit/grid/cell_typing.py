"""What happens to a typed value: refused in words, asked about once, or taken. Nothing typed is taken silently."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QTableView

from calcitrack.domain.entry import Axis, Field, Taken, parse_pain, shown_reading
from calcitrack.domain.visit import Reading
from calcitrack.domain.vocabulary import State
from calcitrack.ui.visit.grid.bubble import Bubble
from calcitrack.ui.visit.grid.cell_editor import CellEditor, Step
from calcitrack.ui.visit.grid.columns import AXES, Col
from calcitrack.ui.visit.grid.grid_delegate import GridDelegate
from calcitrack.ui.visit.grid.grid_model import VisitGridModel
from calcitrack.ui.visit.grid.recorder import Recorder
from calcitrack.ui.visit.grid.rows import GridRow
from calcitrack.ui.visit.grid.verdict import Judgement, judge
from calcitrack.ui.visit.words import KEPT_AS_TYPED, said


class CellTyping(QObject):
    """The open line of the grid, from the first digit to the value.

    Signals:
        done: The value was taken or given up; carries where the cursor goes.
    """

    done = Signal(Step)

    def __init__(self, table: QTableView, delegate: GridDelegate, recorder: Recorder, bubble: Bubble) -> None:
        super().__init__(table)
        self._table, self._delegate, self._recorder, self._bubble = table, delegate, recorder, bubble
        self._index = QPersistentModelIndex()
        self._why = False
        self._shown_in_mm = ""
        self._asked: tuple[Taken, Step] | None = None
        bubble.answered.connect(self._on_bubble_answered)
        bubble.declined.connect(self._on_bubble_declined)

    def begin(self, index: QModelIndex, text: str = "", *, select: bool = False) -> None:
        """Open the line of a cell, with what was typed first or with the value that stands there."""
        self._open(index, text, wide=False, select=select)

    def ask_why(self, index: QModelIndex, reason: str) -> None:
        """Open a line over the size for the reason why it cannot be measured."""
        self._open(index, reason, wide=True, select=True)

    @property
    def is_open(self) -> bool:
        """Whether a line is open."""
        return self._delegate.editor is not None

    def settle(self) -> bool:
        """Take what is typed if it can be taken as it is; False leaves it open, with the reason beside it."""
        if self.is_open and self._asked is None:
            self._take(Step.STAY)
        return not self.is_open

    def follow(self) -> None:
        """Keep the bubble beside its cell, which has scrolled."""
        if self.is_open and self._index.isValid() and self._bubble.text():
            self._bubble.stand_near(self._near())

    def hold(self) -> None:
        """Bring the keys back to what is still open."""
        if self._delegate.editor and not self._bubble.is_asking():
            self._delegate.editor.setFocus()

    def _open(self, index: QModelIndex, text: str, *, wide: bool, select: bool) -> None:
        self._why, self._shown_in_mm, self._asked = wide, "", None
        self._index = QPersistentModelIndex(index)
        self._delegate.open_wide = wide
        self._table.openPersistentEditor(index)
        editor = self._delegate.editor
        assert editor is not None
        editor.finished.connect(self._take)
        editor.given_up.connect(self._on_editor_given_up)
        editor.left.connect(self._on_editor_left)
        editor.textEdited.connect(self._on_text_edited)
        if wide:
            editor.setPlaceholderText(self.tr("Why?"))
        editor.begin(text, self._name(index), select=select)

    def _name(self, index: QModelIndex) -> str:
        model = index.model()
        head = model.headerData(index.row(), Qt.Orientation.Vertical)
        return f"{model.headerData(index.column(), Qt.Orientation.Horizontal)}. {head}"

    def _cell(self) -> QModelIndex:
        return self._index.model().index(self._index.row(), self._index.column())

    def _near(self) -> QRect:
        return self._bubble.place_of(self._table.visualRect(self._cell()), self._table.viewport())

    def _row(self) -> GridRow:
        model = self._index.model()
        assert isinstance(model, VisitGridModel)
        return model.row_at(self._index.row())

    @Slot(Step)
    def _take(self, step: Step) -> None:
        editor = self._delegate.editor
        if editor is None or not self._index.isValid():
            return
        text = editor.text().strip()
        col = Col(self._index.column())
        if self._why:
            self._take_reason(editor, text, step)
        elif not text:
            self._close(step)
        elif col in AXES:
            self._take_length(editor, text, AXES[col], step)
        else:
            self._take_pain(editor, text, step)

    def _take_reason(self, editor: CellEditor, text: str, step: Step) -> None:
        if not text:
            self._refuse(editor, self.tr("Say why it could not be measured, or press Esc."))
            return
        self._recorder.say_state(self._row(), State.NOT_MEASURABLE, reason=text)
        self._close(Step.DOWN if step is Step.ENTER else step)

    def _take_pain(self, editor: CellEditor, text: str, step: Step) -> None:
        pain = parse_pain(text)
        if pain is None:
            self._refuse(editor, self.tr("Pain is a number from 0 to 10."))
            return
        self._recorder.set_field(self._row(), Field.PAIN, pain)
        self._close(step)

    def _take_length(self, editor: CellEditor, text: str, axis: Axis, step: Step) -> None:
        row = self._row()
        if axis is not Axis.LENGTH and shown_reading(row.assessment, row.lesion) is None:
            self._refuse(editor, self.tr("Type the length first: a reading begins with it."))
            return
        verdict = judge(text, axis, row, self._preview(row, axis), mm_shown=self._shown_in_mm == text)
        match verdict.judgement:
            case Judgement.REFUSED:
                self._refuse(editor, verdict.text)
            case Judgement.CENTIMETRES:
                self._shown_in_mm = text
                self._bubble.tell(self._near(), verdict.text, "accent", self.tr("Enter takes it."))
            case Judgement.ODD:
                self._ask(editor, self._recorder.taken(axis, verdict.tenths), verdict.text, step)
            case Judgement.FINE:
                self._recorder.set_size(row, self._recorder.taken(axis, verdict.tenths))
                self._close(step)

    def _preview(self, row: GridRow, axis: Axis) -> Callable[[int], Reading]:
        return lambda tenths: self._recorder.preview(row, self._recorder.taken(axis, tenths))

    def _ask(self, editor: CellEditor, taken: Taken, text: str, step: Step) -> None:
        self._asked = taken, step
        self._bubble.ask(
            self._near(),
            text,
            said(KEPT_AS_TYPED),
            self.tr("Enter keeps it with this reason. Esc goes back."),
            take_focus=editor.hasFocus(),
        )

    def _refuse(self, editor: CellEditor, text: str) -> None:
        editor.set_refused(True)
        self._bubble.tell(self._near(), text, "danger", self.tr("Change it, or press Esc."))

    def _close(self, step: Step) -> None:
        focus = QApplication.focusWidget()
        here = focus is self._delegate.editor or self._bubble.holds(focus)
        index = self._cell()
        self._index, self._asked = QPersistentModelIndex(), None
        self._bubble.hide()
        if here:
            self._table.setFocus()
        self._table.closePersistentEditor(index)
        self.done.emit(step)

    @Slot(str)
    def _on_bubble_answered(self, reason: str) -> None:
        if self._asked is None or not self._index.isValid():
            return
        taken, step = self._asked
        kept = self._recorder.taken(taken.axis, taken.tenths, reason or said(KEPT_AS_TYPED))
        self._recorder.set_size(self._row(), kept)
        self._close(step)

    @Slot()
    def _on_bubble_declined(self) -> None:
        self._asked = None
        self._bubble.hide()
        self.hold()

    @Slot()
    def _on_editor_given_up(self) -> None:
        self._close(Step.STAY)

    @Slot()
    def _on_editor_left(self) -> None:
        if self._index.isValid() and not self._bubble.holds(QApplication.focusWidget()):
            self.settle()

    @Slot()
    def _on_text_edited(self) -> None:
        self._shown_in_mm, self._asked = "", None
        if self._delegate.editor:
            self._delegate.editor.set_refused(False)
        self._bubble.hide()
