"""A list that grows: rows of one kind, each of which can be taken out and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.tab_order import lead_before, stops_in


class ListRow(QWidget):
    """One row of a list: its fields, and a button that takes it out.

    Args:
        fields: The fields, the one that the cursor starts in first.
        what: What the row is, for the button's name to a screen reader.
        headed: The first field stands above the others, as wide as the row.

    Signals:
        removal_requested(row): The button was pressed.
    """

    removal_requested = Signal(QWidget)

    def __init__(self, *fields: FormField, what: str, headed: bool = False) -> None:
        super().__init__()
        self.fields = fields
        self._remove = flat_button(translate("ListEditor", "Remove"))
        self._remove.setAccessibleName(translate("ListEditor", "Remove this {what}").format(what=what))
        self._remove.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(GAP_S))
        others = in_columns(*fields[headed:], least=120, most=2 if headed else len(fields))
        row.addWidget(in_columns(fields[0], others, most=1) if headed else others, 1)
        row.addLayout(self._beside_the_editors())

    def _beside_the_editors(self) -> QVBoxLayout:
        """The button stands level with the editors, under the height of their labels."""
        column = QVBoxLayout()
        column.addSpacing(self.fields[0].fontMetrics().height() + current_theme().px(GAP_XS))
        column.addWidget(self._remove)
        column.addStretch(1)
        return column

    @Slot()
    def _on_remove_clicked(self) -> None:
        self.removal_requested.emit(self)


Row = TypeVar("Row", bound=ListRow)


class ListEditor(QWidget, Generic[Row]):
    """Rows below each other with a button that adds one.

    Args:
        make: Makes an empty row.
        add: The words on the button, such as "Add an antibody".
        rows: The rows at first.

    Signals:
        edited: Somebody added a row, took one out or put one back.
    """

    edited = Signal()

    def __init__(self, make: Callable[[], Row], add: str, rows: Iterable[Row] = ()) -> None:
        super().__init__()
        self._make = make
        self._rows: list[Row] = []
        self._taken_out: list[tuple[int, Row]] = []
        self._column = QVBoxLayout()
        self._add_button = flat_button(add)
        self._back_button = flat_button(translate("ListEditor", "Put back"))
        self._lay_out()
        self._back_button.hide()
        for row in rows:
            row.removal_requested.connect(self._on_row_removal_requested)
            self._place(row, len(self._rows))
        self._add_button.clicked.connect(self.add_row)
        self._back_button.clicked.connect(self._on_back_clicked)

    def rows(self) -> tuple[Row, ...]:
        """The rows in their order."""
        return tuple(self._rows)

    @Slot()
    def add_row(self) -> None:
        """Add an empty row at the end, with the cursor in it."""
        row = self._make()
        row.removal_requested.connect(self._on_row_removal_requested)
        self._show_row(row, len(self._rows))

    def _lay_out(self) -> None:
        px = current_theme().px
        buttons = QHBoxLayout()
        buttons.addWidget(self._add_button)
        buttons.addWidget(self._back_button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(GAP_S))
        self._column.setSpacing(px(GAP_M))
        whole.addLayout(self._column)
        whole.addLayout(buttons)

    def _place(self, row: Row, place: int) -> None:
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)

    def _show_row(self, row: Row, place: int) -> None:
        self._place(row, place)
        row.show()
        self._before_the_button(row)
        row.fields[0].take_focus()
        self.edited.emit()

    def _before_the_button(self, row: Row) -> None:
        """Tab goes through the rows to the button; left alone, Qt puts what comes later at the end of the form."""
        lead_before(self._add_button, stops_in(row))

    @Slot(QWidget)
    def _on_row_removal_requested(self, row: Row) -> None:
        """Take a row out, but keep it: a slip of the mouse must cost nothing that was typed."""
        self._taken_out.append((self._rows.index(row), row))
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        self._back_button.show()
        self._add_button.setFocus()
        self.edited.emit()

    @Slot()
    def _on_back_clicked(self) -> None:
        place, row = self._taken_out.pop()
        self._show_row(row, min(place, len(self._rows)))
        self._back_button.setVisible(bool(self._taken_out))


def flat_button(text: str) -> QPushButton:
    """A button that looks like a word."""
    made = QPushButton(text)
    dress(made, kind="flat")
    return made
