"""Asking before a lesion that was entered by mistake is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.ui.dialogs.lesions.lesion_event_dialog import About


class LesionRemovalDialog(FormDialog):
    """Names patient and lesion. Keeping it has the cursor: Enter and Esc both keep it."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("LesionRemovalDialog", "Remove lesion {number}?").format(number=about.number),
            f"{about.who}\n{about.title}",
            translate("LesionRemovalDialog", "Remove the lesion"),
            width=480,
            parent=parent,
        )
        told = self.tr(
            "For a lesion that was entered by mistake. It goes with all that this draft says of it; the audit keeps "
            "it. Its number is not given to another lesion. Ctrl+Z brings it back while the draft is open."
        )
        self.add(Label(told))
        self.cancel_button.setText(self.tr("Keep the lesion"))
        self.cancel_button.setDefault(True)
        dress(self.save_button, kind="danger")
        self.remember()

    @classmethod
    def ask(cls, about: About, parent: QWidget | None = None) -> bool:
        """Whether it is to be removed."""
        return cls(about, parent).asked()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """What loses nothing is done by Enter."""
        super().showEvent(event)
        self.cancel_button.setFocus()
