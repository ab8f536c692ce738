"""The background facts, each yes, no or unknown, in one compact grid. Unknown is not no, and stays in sight."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from calcitrack.domain.vocabulary import Answer, BackgroundFact
from calcitrack.ui.forms.columns import ColumnsLayout
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label


class BackgroundGrid(QWidget):
    """One line for each fact: its name and the three answers."""

    def __init__(self, answers: Mapping[BackgroundFact, Answer]) -> None:
        super().__init__()
        self._given = answers
        self._answers: dict[BackgroundFact, OneOf[Answer]] = {}
        grid = ColumnsLayout(self, least=330)
        for fact in BackgroundFact:
            grid.addWidget(self._line(fact, answers.get(fact, Answer.UNKNOWN)))

    def value(self) -> dict[BackgroundFact, Answer]:
        """The answers; a fact that was never asked stays out as long as it is unknown."""
        chosen = {fact: answer.value() for fact, answer in self._answers.items()}
        return {fact: said for fact, said in chosen.items() if said is not Answer.UNKNOWN or fact in self._given}

    def _line(self, fact: BackgroundFact, given: Answer) -> QWidget:
        name = label(fact)
        answers = OneOf(name, [(answer, label(answer)) for answer in Answer], given)
        # The three answers stay on one line; where that leaves no room for a name, the name wraps.
        answers.setMinimumWidth(answers.sizeHint().width())
        self._answers[fact] = answers
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().px(GAP_S))
        row.addWidget(Label(name), 1)
        row.addWidget(answers)
        return line
