"""A list of a visit that grows and shrinks: laboratory values, antibiotics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.entry_row import EntryRow, Form
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

T = TypeVar("T")


class EntryList(QWidget, Generic[T]):
    """Rows below each other. A row enters the visit once it has a value; one that was removed can be put back.

    Args:
        form: What a row is made of.
        add: On the button that adds a row.

    Signals:
        changed(): The values are others.
        rows_changed(): Rows came or went.
    """

    changed = Signal()
    rows_changed = Signal()

    def __init__(self, form: Form[T], add: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._rows: list[EntryRow[T]] = []
        self._removed: list[tuple[int, T]] = []
        self._none = Label(self.tr("None recorded."), "muted")
        self._add = QPushButton(add)
        self._back = QPushButton()
        self._build()
        self._add.clicked.connect(self._on_add_clicked)
        self._back.clicked.connect(self._on_back_clicked)
        self._tell()

    def values(self) -> tuple[T, ...]:
        """The values in the order of their rows."""
        return tuple(value for row in self._rows if (value := row.value()) is not None)

    def show_values(self, values: Sequence[T]) -> None:
        """Show what is recorded; rows in which something is being typed stay as they are."""
        if tuple(values) == self.values():
            return
        shown = [row for row in self._rows if row.value() is not None]
        for row, value in zip(shown, values, strict=False):
            row.show_value(value)
        for row in shown[len(values) :]:
            if row.is_untouched():
                self._take_out(row)
        for value in values[len(shown) :]:
            behind = self._rows.index(shown[-1]) + 1 if shown else 0
            shown.append(self._insert(behind, value))
        self._tell()

    def hold(self, values: Sequence[T]) -> None:
        """Show other values in place of whatever was typed."""
        for row in tuple(self._rows):
            self._take_out(row)
        for value in values:
            self._insert(len(self._rows), value)
        self._removed.clear()
        self._tell()

    def settle(self) -> bool:
        """Take what is typed; False when something cannot be taken."""
        settled = [row.settle() for row in self._rows]
        return all(settled)

    def show_fault(self, place: int, field: str, sentence: str) -> bool:
        """Say what is wrong with a value; False when there is no such value."""
        rows = [row for row in self._rows if row.value() is not None]
        if place >= len(rows):
            return False
        rows[place].show_fault(field, sentence)
        return True

    def space(self) -> None:
        """Follow the scale of the theme."""
        px = current_theme().px
        self._column.setSpacing(px(GAP_S))
        self._buttons.set_gaps(px(GAP_S), px(GAP_S))
        for row in self._rows:
            row.space()

    def _build(self) -> None:
        buttons = QWidget()
        self._buttons = FlowLayout(buttons)
        self._buttons.addWidget(self._add)
        self._buttons.addWidget(self._back)
        dress(self._back, kind="flat")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._none)
        self._column.addWidget(buttons)
        self._column.addStretch(1)

    def _insert(self, place: int, value: T | None) -> EntryRow[T]:
        row = EntryRow(self._form, self)
        if value is not None:
            row.hold(value)
        self._rows.insert(place, row)
        self._column.insertWidget(place + 1, row)  # behind the words for an empty list
        row.taken.connect(self.changed)
        row.remove_requested.connect(self._on_remove_requested)
        row.finished.connect(self._on_row_finished)
        row.show()
        self.rows_changed.emit()
        return row

    def _take_out(self, row: EntryRow[T]) -> None:
        # A line that loses the focus because its row goes must not speak for what is shown next.
        row.taken.disconnect(self.changed)
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.rows_changed.emit()

    def _tell(self) -> None:
        self._none.setVisible(not self._rows)
        self._back.setVisible(bool(self._removed))
        if self._removed:
            name = str(self._form.split(self._removed[-1][1])[0])
            self._back.setText(self.tr("Put back {name}").format(name=name.replace("&", "&&")))

    @Slot()
    def _on_add_clicked(self) -> None:
        self._insert(len(self._rows), None).setFocus()
        self._tell()

    @Slot()
    def _on_remove_requested(self) -> None:
        row = self.sender()
        assert isinstance(row, EntryRow)
        place = self._rows.index(row)
        # Away first: what is typed in the row is taken, so that putting it back brings all of it.
        self._add.setFocus()
        value = row.value()
        self._take_out(row)
        if value is not None:
            self._removed.append((place, value))
        self._tell()
        if value is not None:
            self.changed.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        place, value = self._removed.pop()
        self._insert(min(place, len(self._rows)), value).setFocus()
        self._tell()
        self.changed.emit()

    @Slot()
    def _on_row_finished(self) -> None:
        row = self.sender()
        assert isinstance(row, EntryRow)
        place = self._rows.index(row) + 1
        (self._rows[place] if place < len(self._rows) else self._add).setFocus()
