"""Asking before a draft is thrown away."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from calcitrack.domain.patient import Patient
from calcitrack.domain.visit import Visit
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.style import dress
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity


class DiscardDialog(FormDialog):
    """Names patient and visit. Keeping the draft has the cursor: Enter and Esc both keep it."""

    def __init__(self, patient: Patient, visit: Visit, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("DiscardDialog", "Discard the draft of {day}?").format(day=day(visit.visited_on)),
            identity(patient),
            translate("DiscardDialog", "Discard the draft"),
            width=480,
            parent=parent,
        )
        self.add(Label(self.tr("What it says leaves the record; the audit keeps it.")))
        self.cancel_button.setText(self.tr("Keep the draft"))
        self.cancel_button.setDefault(True)
        dress(self.save_button, kind="danger")
        self.remember()

    @classmethod
    def ask(cls, patient: Patient, visit: Visit, parent: QWidget | None = None) -> bool:
        """Whether it is to be thrown away."""
        return cls(patient, visit, parent).asked()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """What loses nothing is done by Enter."""
        super().showEvent(event)
        self.cancel_button.setFocus()
