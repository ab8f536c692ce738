"""Who is in the vault already and may be the person that is being entered, with the question whether it is another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.patient import Patient
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.tab_order import lead_before
from calcitrack.ui.words import identity

_MOST = 4
"""So many are named; a name as common as that is told by its number."""


class LookAlikes(QFrame):
    """Names patients by more than one identifier; hidden when there are none.

    Args:
        openable: The form can be left for one of the patients.
        mergeable: The form is of a patient in the vault, whose record can be laid beside one of these.

    Attributes:
        answer: The field of the question, for the faults of a form.

    Signals:
        chosen(patient_id): This patient is meant, not a new one.
    """

    chosen = Signal(int)

    def __init__(self, *, openable: bool, mergeable: bool = False) -> None:
        super().__init__()
        self._openable, self._mergeable = openable, mergeable
        self._shown: tuple[Patient, ...] = ()
        self._rows: list[QWidget] = []
        self._sentence = Label(role="heading")
        self._different = QCheckBox(translate("PatientDialog", "No, this is a different person"))
        self.answer = FormField(translate("PatientDialog", "Is this the same person?"), self._different, needed=True)
        self._different.setAccessibleName(self._different.text())
        self._different.clicked.connect(self.answer.tell_edited)
        px = current_theme().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        self._column.setSpacing(px(GAP_S))
        self._column.addWidget(self._sentence)
        self._column.addWidget(self.answer)
        dress(self, kind="message", tone="warning")
        self.hide()

    def show_patients(self, found: Sequence[Patient]) -> None:
        """Name them, and ask again: an answer that was given about somebody else does not hold."""
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        self._different.setChecked(False)
        self.answer.set_fault("")
        told = translate("PatientDialog", "Perhaps in this vault already:")
        if len(found) > _MOST:
            told = translate("PatientDialog", "Perhaps in this vault already; {shown} of {count} are shown:")
        self._sentence.setText(told.format(shown=_MOST, count=len(found)))
        self._name(found[:_MOST])
        self.setVisible(bool(found))
        if found:
            self._announce([identity(patient) for patient in found[:_MOST]])

    def is_open(self) -> bool:
        """Whether the question stands and has no answer."""
        return bool(self._shown) and not self._different.isChecked()

    def _name(self, patients: Sequence[Patient]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(patient) for patient in patients]
        for place, row in enumerate(self._rows, start=1):
            self._column.insertWidget(place, row)
        # Left alone, Tab would come to a button that was made late at the end of the form.
        lead_before(self._different, [button for row in self._rows for button in row.findChildren(QPushButton)])

    def _row(self, patient: Patient) -> QWidget:
        row = QWidget()
        gap = current_theme().px(GAP_S)
        flow = FlowLayout(row, gap=gap, line_gap=current_theme().px(GAP_XS))
        flow.addWidget(Label(identity(patient)))
        if self._openable or self._mergeable:
            flow.push_right()
            flow.addWidget(self._button(patient))
        return row

    def _button(self, patient: Patient) -> QPushButton:
        text, spoken = translate("PatientDialog", "Open this chart"), translate("PatientDialog", "Open the chart of")
        if self._mergeable:
            text, spoken = translate("PatientDialog", "Merge…"), translate("PatientDialog", "Merge with the record of")
        button = QPushButton(text)
        button.setAccessibleName(f"{spoken} {identity(patient)}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.chosen.emit(patient.id))
        return button

    def _announce(self, names: Sequence[str]) -> None:
        self.setAccessibleName(" ".join([self._sentence.text(), "; ".join(names)]))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
