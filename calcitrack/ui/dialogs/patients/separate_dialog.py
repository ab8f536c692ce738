"""Letting a merged record stand for itself again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from calcitrack.ui.forms.field import LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import identity

if TYPE_CHECKING:
    from calcitrack.clinic.merging import Joint


class SeparateDialog(FormDialog):
    """Names both; says what keeps them together, where something does."""

    def __init__(self, joint: Joint, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("SeparateDialog", "Separate a merged record"),
            identity(joint.stays),
            translate("SeparateDialog", "Separate them"),
            parent=parent,
        )
        told = self.tr("{patient} has a record of their own again, with all that was written in it.")
        self.add(Label(told.format(patient=identity(joint.goes))))
        self._reason = LineField(self.tr("Why they are two people"), needed=True)
        self.add(self._reason)
        if joint.crossing:
            kept = self.tr(
                "They stay merged, because this names lesions of both records and would be torn apart: {what}."
            )
            said = "; ".join(translate(one.in_words()) for one in joint.crossing)
            self.message.show_message(kept.format(what=said), "warning")
            self.save_button.setEnabled(False)
        self.remember()

    @classmethod
    def ask(cls, joint: Joint, parent: QWidget | None = None) -> str:
        """The reason; empty when they stay merged."""
        dialog = cls(joint, parent)
        return dialog.reason() if dialog.asked() else ""

    def reason(self) -> str:
        """Why they are two people."""
        return self._reason.text()

    # Qt overrides

    def accept(self) -> None:
        """Close with the reason; without one nothing is done."""
        if self.reason():
            super().accept()
            return
        self._reason.set_fault(self.tr("Say why: it stands in the history of both."))
        self._reason.take_focus()
