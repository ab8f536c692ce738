"""What two readers differ in: open, answered, closed, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.second_reading import Standing, Words
from calcitrack.ui.errors import show_error
from calcitrack.ui.second_reader.class_fields import ClassFields
from calcitrack.ui.second_reader.rows import disagreement_columns, standing_word, story, whose
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from calcitrack.clinic.second_reader import Named
    from calcitrack.ui.second_reader.desk import Desk

_TABLE_PX = 170
_PATIENT, _THERAPY = 0, 3


class SettlingPanel(LeadsKeys, QWidget):
    """A list, and below it what was said to the selected one. What is closed stays in the list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._named: Named | None = None
        self._told = Label()
        self._table: RowsTable[Named] = RowsTable(
            disagreement_columns(), {_PATIENT: 130, _THERAPY: 110}, self.tr("Disagreements"), droppable=(1,)
        )
        self._list, self._one = Card(self.tr("Disagreements"), flush=True), Card()
        self._story = Label()
        self._fields = ClassFields(self.tr("Needed: the other reader should be able to follow it."))
        self._answer, self._close = QPushButton(self.tr("Answer")), QPushButton(self.tr("Close the disagreement"))
        self._settle = QWidget()
        self._build()
        self._table.row_chosen.connect(self._on_row_chosen)
        self._answer.clicked.connect(self._on_answer)
        self._close.clicked.connect(self._on_close)

    @property
    def is_changed(self) -> bool:
        """Whether something is chosen or typed and not saved."""
        return not self._settle.isHidden() and self._fields.is_changed

    @property
    def first_button(self) -> QPushButton:
        """What Enter does: of both, what can be answered to."""
        return self._answer

    def reload(self) -> None:
        """Read the list anew."""
        found = self._desk.disagreements()
        self._table.set_rows(found)
        count = sum(one.disagreement.standing is not Standing.CLOSED for one in found)
        self._told.setText(
            self.tr("{n} of {m} are not settled yet.").format(n=count, m=len(found))
            if found
            else self.tr("No two readers differ in anything.")
        )
        self._list.setVisible(bool(found))
        if not found:
            self._on_row_chosen(-1)

    def _build(self) -> None:
        self._list.add(self._table, 1)
        self._table.setMinimumHeight(current_theme().px(_TABLE_PX))
        buttons = QHBoxLayout(self._settle)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addStretch(1)
        buttons.addWidget(self._answer)
        buttons.addWidget(self._close)
        self._answer.setToolTip(self.tr("Say what you find right, and why; it stays to be closed"))
        self._close.setToolTip(self.tr("What is chosen holds from now on; both readings stay as they were"))
        for part in (self._story, self._fields, self._settle):
            self._one.add(part)
        whole = QVBoxLayout(self)
        whole.setSpacing(current_theme().px(GAP_M))
        for part, stretch in ((self._told, 0), (self._list, 1), (self._one, 0)):
            whole.addWidget(part, stretch)
        whole.addStretch(0)  # with nothing to settle, what is told stands at the top
        self.lead_keys(self._table)

    @Slot(int)
    def _on_row_chosen(self, place: int) -> None:
        rows = self._table.rows
        self._named = rows[place] if 0 <= place < len(rows) else None
        self._one.setVisible(self._named is not None)
        if self._named is None:
            return
        found = self._named.disagreement
        self._one.set_title(whose(self._named))
        self._one.set_subtitle(standing_word(found.standing))
        self._story.setText("\n".join(story(found)))
        is_open = found.standing is not Standing.CLOSED
        self._fields.setVisible(is_open)
        self._settle.setVisible(is_open)
        self._fields.show_words(found.steps[-1].words if found.steps and is_open else None)

    @Slot()
    def _on_answer(self) -> None:
        self._say(self._desk.answer)

    @Slot()
    def _on_close(self) -> None:
        self._say(self._desk.close)

    def _say(self, deed: Callable[[Named, Words, str], None]) -> None:
        words = self._fields.words
        if self._named is None or words is None:
            self._fields.ask_for_words()
            return
        try:
            deed(self._named, words, self._fields.reason)
        except CalciTrackError as error:
            show_error(self, error)
            return
        self.reload()
        self._table.setFocus()  # another one is selected now: nothing must be typed into it unseen
