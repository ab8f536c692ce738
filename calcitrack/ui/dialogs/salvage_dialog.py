"""What was salvaged of a damaged vault, table by table, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QWidget

from calcitrack.domain.text import Message
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.label import Label

_LIST_PX = 320


class SalvageDialog(FormDialog):
    """Lists all that there is to say; the new vault is opened from here where nothing else is open.

    Args:
        folder: Where the new vault lies.
        told: A sentence for each table, patient and visit.
        is_whole: Nothing is missing as far as anything tells.
        can_open: The damaged vault is not open.
    """

    def __init__(
        self,
        folder: Path,
        told: Sequence[Message],
        *,
        is_whole: bool,
        can_open: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        close = translate("SalvageDialog", "Close")
        super().__init__(
            translate("SalvageDialog", "What was salvaged"),
            str(folder),
            translate("SalvageDialog", "Open the new vault") if can_open else close,
            width=640,
            parent=parent,
        )
        whole = self.tr("Nothing is missing, as far as the audit and the signed visits tell.")
        short = self.tr("Something is missing or not as it was written. Keep this list, and look for a backup as well.")
        listed = QListWidget()
        listed.setWordWrap(True)
        listed.setAccessibleName(self.tr("What is there and what is missing"))
        listed.addItems([translate(message) for message in told])
        listed.setMinimumHeight(current_theme().px(_LIST_PX))
        self.add(Label(whole if is_whole else short, "heading", "good" if is_whole else "danger"), listed)
        self.add(Label(self.tr("The damaged vault is as it was. It opens under the same names and passwords.")))
        self.cancel_button.setText(close)
        if not can_open:
            self.cancel_button.hide()
            self.add(Label(self.tr("To work with the new vault, lock this one and choose that folder.")))
        self.remember()
