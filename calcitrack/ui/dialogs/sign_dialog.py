"""The last look at a visit before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.review import contents
from calcitrack.domain.text import Message
from calcitrack.domain.visit import Visit
from calcitrack.ui.dialogs.sign_words import content_sentences
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.widgets.banner_field import BannerField
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.label import Label


class SignDialog(FormDialog):
    """Names patient, visit and signer, says what is missing and what the visit holds, and asks for the signature.

    Back has the cursor, and Enter goes back: only Ctrl+Enter or the button itself signs.

    Args:
        record: The patient's record.
        visit: The draft.
        missing: What it leaves open; nothing of it forbids to sign.
        signer: Name of whoever is signed in.
    """

    def __init__(
        self,
        record: PatientRecord,
        visit: Visit,
        missing: Sequence[Message],
        signer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            translate("SignDialog", "Sign this visit?"),
            translate("SignDialog", "A signed visit changes no more. {keys} signs, Esc goes back.").format(
                keys=QKeySequence("Ctrl+Enter").toString(QKeySequence.SequenceFormat.NativeText)
            ),
            translate("SignDialog", "Sign"),
            width=860,
            parent=parent,
        )
        self._sentences = content_sentences(contents(record, visit), visit)
        self._missing = [translate(message) for message in missing]
        self.add(
            _who(record, visit, signer),
            in_columns(self._missing_card(), self._contents_card(), least=360),
        )
        self.remember()
        self._begin_at_back()
        self.setAccessibleDescription("\n".join([*self._missing, *self._sentences]))

    @classmethod
    def ask(
        cls,
        record: PatientRecord,
        visit: Visit,
        missing: Sequence[Message],
        signer: str,
        parent: QWidget | None = None,
    ) -> bool:
        """Show what is to be signed; whether it shall be."""
        return cls(record, visit, missing, signer, parent).asked()

    def value(self) -> bool:
        """Whether the visit shall be signed."""
        return self.result() == FormDialog.DialogCode.Accepted

    def _missing_card(self) -> Card:
        if not self._missing:
            return section(self.tr("Missing"), Label(self.tr("Nothing is missing."), tone="good"))
        card = section(self.tr("Missing"), *(Label(f"• {sentence}") for sentence in self._missing))
        card.set_subtitle(self.tr("you can sign all the same"))
        card.add_action(Badge(str(len(self._missing)), "warning"))
        return card

    def _contents_card(self) -> Card:
        return section(self.tr("In this visit"), *(Label(sentence) for sentence in self._sentences))

    def _begin_at_back(self) -> None:
        self.save_button.setAutoDefault(False)
        self.cancel_button.setText(self.tr("Back"))
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()


def _who(record: PatientRecord, visit: Visit, signer: str) -> Card:
    """Whose visit, of which day, under which name."""
    patient = record.patient
    return section(
        "",
        in_columns(
            BannerField(translate("SignDialog", "Patient"), patient.name),
            BannerField(translate("SignDialog", "Born"), day(patient.birth_date)),
            BannerField(translate("SignDialog", "MRN"), patient.mrn),
            BannerField(translate("SignDialog", "Visit"), day(visit.visited_on)),
            BannerField(translate("SignDialog", "Signed by"), signer),
            least=140,
            most=5,
        ),
    )
