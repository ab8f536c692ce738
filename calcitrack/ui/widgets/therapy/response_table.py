"""The lesions of a trial, judged with one key each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.delegates.fit import fit_columns
from calcitrack.ui.models.record_table import Index, RecordTableModel
from calcitrack.ui.models.response_rows import BASELINE, CHANGE, HOW, LESION, ResponseRow, response_columns
from calcitrack.ui.widgets.card_table import CardTable

_ELASTIC = {LESION: 100, HOW: 116}
_DROPPED = (BASELINE, HOW, CHANGE)
"""What goes first where there is little room: the fields of the current lesion tell it too."""
_MOST_ROWS = 9
_PAD_PX = 7
_FOR_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

CLASS_KEYS: Mapping[str, ResponseWord] = {
    "C": ResponseWord.COMPLETE,
    "P": ResponseWord.PARTIAL,
    "N": ResponseWord.NONE,
    "X": ResponseWord.NOT_ASSESSABLE,
}


class ResponseTable(CardTable):
    """One row a lesion. A agrees with the rules, C, P, N and X judge by both words, Backspace takes it back.

    Signals:
        row_chosen(): Another row is the current one.
        agreed(): Judge the current lesion as the rules propose.
        judged_as(word): Judge the current lesion by this word, now and by Balin 2012.
        taken_back(): Leave the current lesion as it stands in the record.
        fields_requested(): Go to the fields of the current lesion.
    """

    row_chosen = Signal()
    agreed = Signal()
    judged_as = Signal(object)
    taken_back = Signal()
    fields_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, _PAD_PX)
        self._model: RecordTableModel[ResponseRow] = RecordTableModel(response_columns(), self)
        self.setModel(self._model)
        self.setAccessibleName(self.tr("Lesions of this trial, proposed and judged"))
        # Qt's least width is more than a number takes, and what it adds would push the last column out.
        self.horizontalHeader().setMinimumSectionSize(1)
        self._space()

    def set_rows(self, rows: Sequence[ResponseRow]) -> None:
        """Show the lesions anew; the current row stays where it is, and nobody is told of it."""
        place = max(0, self.currentIndex().row())
        with QSignalBlocker(self):
            self._model.set_rows(rows)
            self.go_to(min(place, len(rows) - 1))
        self._fit()
        self.updateGeometry()

    def go_to(self, place: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._model.index(place, 0))

    def current(self) -> ResponseRow | None:
        """The current row; None where there is no row."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def current_area(self) -> QRect:
        """The current row, in the table's own coordinates."""
        area = self.visualRect(self.currentIndex())
        return QRect(0, area.top() + self.horizontalHeader().height(), self.viewport().width(), area.height())

    def go_on(self) -> None:
        """Go to the next lesion; at the last one stay."""
        self.go_to(min(self.currentIndex().row() + 1, len(self._model.rows) - 1))

    # Qt overrides

    def _fit(self) -> None:
        fit_columns(self, _ELASTIC, _PAD_PX, _DROPPED)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell of another row."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge by a key."""
        letter = event.text().upper()
        if event.modifiers() & _FOR_OTHERS or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif letter == "A":
            self.agreed.emit()
        elif letter in CLASS_KEYS:
            self.judged_as.emit(CLASS_KEYS[letter])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.taken_back.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fields_requested.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to so many that the fields below stay in sight; more scroll."""
        rows = max(1, min(len(self._model.rows), _MOST_ROWS))
        head, bar = self.horizontalHeader().height(), self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), head + rows * self.verticalHeader().defaultSectionSize() + bar)

    def minimumSizeHint(self) -> QSize:
        """No lower than that: the form around it scrolls."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
