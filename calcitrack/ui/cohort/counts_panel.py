"""The counts with a line on what the keys do, where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.ui.cohort.counts_tree import CountsTree
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_HIGH_PX = 320


class CountsPanel(LeadsKeys, QWidget):
    """Questions and answers.

    Signals:
        toggled(question, answer): An answer was ticked or let go.
        list_wanted(question, answer): Who gives this answer.
        holders_wanted(): Who has lesions.
    """

    toggled = Signal(str, str)
    list_wanted = Signal(str, str)
    holders_wanted = Signal()

    def __init__(self, words: CohortWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = CountsTree(words)
        card = Card(flush=True)
        card.add(self.tree, 1)
        told = self.tr(
            "Space ticks an answer, Enter lists its patients. Somebody can give several answers to a question."
        )
        self._told = Label(told, role="small")
        self.tree.setAccessibleDescription(told)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(card, 1)
        self._column.addWidget(self._told)
        self.lead_keys(self.tree)
        self.tree.toggled.connect(self.toggled)
        self.tree.list_wanted.connect(self.list_wanted)
        self.tree.holders_wanted.connect(self.holders_wanted)
        self._space()

    def show_answer(self, answer: CohortAnswer, *, sharing: bool) -> None:
        """Show the counts of an answer."""
        self.tree.show_answer(answer, sharing=sharing)

    def mark(self, criteria: Criteria) -> None:
        """Show what is asked, before its numbers are there."""
        self.tree.mark(criteria)

    def open_questions(self, questions: tuple[str, ...]) -> None:
        """Open these questions."""
        self.tree.open_questions(questions)

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_S))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts come first where there is little room."""
        super().resizeEvent(event)
        self._told.setVisible(self.height() >= current_theme().px(_HIGH_PX))

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
