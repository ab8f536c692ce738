"""How responses are to be read: the course of the disease without a drug, chance, and the rule of the proposals."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.ui.i18n import translate
from calcitrack.ui.models.response_reading import chance_sentence, natural_course_words, rule_sentence
from calcitrack.ui.style import dress
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label


class ReadingCard(Card):
    """Stands below the responses of a patient.

    Signals:
        step_requested(node): Show the step of the pathway that tells the course of the disease.
    """

    step_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._open = QPushButton(translate("ReadingCard", "In the guidance"))
        super().__init__(translate("ReadingCard", "Reading these responses"), actions=[self._open], parent=parent)
        dress(self._open, kind="flat")
        self._open.setAccessibleName(translate("ReadingCard", "Show in the guidance how the disease goes by itself"))
        self._course, self._rule = Label(), Label(role="muted")
        self._node = ""
        for part in (self._course, Label(chance_sentence()), self._rule):
            self.add(part)
        self._open.clicked.connect(self._on_open_clicked)

    def set_record(self, record: PatientRecord, rules: RuleSettings) -> None:
        """Show what holds for a patient; nothing where no therapy was ever begun."""
        self.setVisible(bool(record.trials))
        if not record.trials:
            return
        told, self._node = natural_course_words(record)
        self._course.setText(told)
        self._rule.setText(rule_sentence(rules))

    @Slot()
    def _on_open_clicked(self) -> None:
        self.step_requested.emit(self._node)
