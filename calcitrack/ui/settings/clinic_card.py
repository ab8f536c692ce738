"""The clinic: its name, its number, and its own words on when patients should call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.contact import ClinicContact
from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.visit.fields.prose_edit import ProseEdit
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.leads_keys import LeadsKeys

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class ClinicCard(LeadsKeys, Card):
    """Each field is saved when it is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Clinic"))
        self._session = session
        self._name = LineField(self.tr("Name"), hint=self.tr("On every print, and at the bottom of the window."))
        self._phone = LineField(
            self.tr("Telephone for patients"), hint=self.tr("On the page that patients take home, as it stands here.")
        )
        self._words = ProseEdit(self.tr("When to call us"))
        words = FormField(
            self.tr("When to call us"),
            self._words,
            self.tr("Your own text for the page that patients take home. CalciTrack writes none."),
        )
        self.add(in_columns(self._name, self._phone, least=280))
        self.add(words)
        self.lead_keys(self._name)
        self.reload()
        self._name.line.editingFinished.connect(self._on_name_left)
        self._phone.line.editingFinished.connect(self._on_contact_left)
        self._words.taken.connect(self._on_contact_left)

    def reload(self) -> None:
        """Show what stands in the vault; what is being typed is left alone."""
        self._seen_name = self._session.clinic.name
        self._seen = self._session.clinic.settings.contact()
        for field, text in ((self._name, self._seen_name), (self._phone, self._seen.phone)):
            if not field.line.isModified():
                field.line.setText(text)
        self._words.show_held(self._seen.when_to_call)

    @Slot()
    def _on_name_left(self) -> None:
        wanted, seen = self._name.text(), self._seen_name
        if not wanted:
            self._name.set_fault(self.tr("Type the name of the clinic. “{name}” stays in force.").format(name=seen))
        elif wanted != seen:
            self._name.line.setModified(False)
            try:
                self._session.write(lambda clinic: clinic.settings.set_clinic_name(wanted, seen))
            except CalciTrackError as error:
                self._refused(error)

    @Slot()
    def _on_contact_left(self) -> None:
        wanted, seen = ClinicContact(self._phone.text(), self._words.held().strip()), self._seen
        if wanted == seen:
            return
        self._phone.line.setModified(False)
        try:
            self._session.write(lambda clinic: clinic.settings.set_contact(wanted, seen))
        except CalciTrackError as error:
            self._refused(error)

    def _refused(self, error: CalciTrackError) -> None:
        show_error(self, error)
        self.reload()
