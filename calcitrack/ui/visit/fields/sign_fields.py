"""Fever, activity of the disease and extent of the calcinosis. Not recorded is always one of the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.visit import Visit
from calcitrack.domain.vocabulary import DiseaseActivity, Extent
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label

T = TypeVar("T")


class SignFields(QWidget):
    """What the visit says of the patient as a whole.

    Signals:
        changed(): Another answer was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[QVBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        none = (None, self.tr("Not recorded"))
        self._fever = self._asked(self.tr("Fever"), ((True, self.tr("Yes")), (False, self.tr("No")), none), None)
        activities = tuple((word, label(word)) for word in DiseaseActivity)
        self._activity = self._asked(self.tr("Disease activity"), activities, DiseaseActivity.NOT_JUDGED)
        extents = (*((word, label(word)) for word in Extent), none)
        self._extent = self._asked(self.tr("Extent of calcinosis"), extents, None)
        self._column.addStretch(1)

    def show_visit(self, visit: Visit) -> None:
        """Show what a visit holds."""
        self._fever.choose(visit.fever)
        self._activity.choose(visit.disease_activity)
        self._extent.choose(visit.extent)

    def reset(self, visit: Visit) -> None:
        """Show another visit."""
        self.show_visit(visit)

    def amended(self, visit: Visit) -> Visit:
        """The visit with the answers chosen here."""
        return replace(
            visit,
            fever=self._fever.value(),
            disease_activity=self._activity.value(),
            extent=self._extent.value(),
        )

    def settle(self) -> bool:
        """Every choice is taken as it is made."""
        return True

    def space(self) -> None:
        """Follow the scale of the theme."""
        px = current_theme().px
        self._column.setSpacing(px(GAP_S))
        for pair in self._pairs:
            pair.setSpacing(px(GAP_XS) // 2)

    def _asked(self, question: str, options: tuple[tuple[T, str], ...], value: T) -> OneOf[T]:
        answers = OneOf(question, options, value)
        pair = QVBoxLayout()
        pair.addWidget(Label(question))
        pair.addWidget(answers)
        self._pairs.append(pair)
        self._column.addLayout(pair)
        answers.chosen.connect(self.changed)
        return answers
