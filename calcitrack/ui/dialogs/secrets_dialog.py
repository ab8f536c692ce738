"""Passwords and codes that are shown once, to be written on paper and handed on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label


class SecretsDialog(FormDialog):
    """Shows each secret under its name; nothing of it is kept or copied.

    Args:
        heading: What happened.
        advice: What to do with them.
        secrets: Name and secret, in order.
    """

    def __init__(
        self, heading: str, advice: str, secrets: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(heading, advice, translate("SecretsDialog", "They are on paper"), width=520, parent=parent)
        for name, secret in secrets:
            shown = Label(secret, "title")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
            shown.setAccessibleName(" ".join(secret))
            self.add(section(name, shown))
        self.cancel_button.hide()
        self.remember()

    # Qt overrides

    def reject(self) -> None:
        """Only the button closes it: what is gone from here is nowhere else."""
        self.save_button.setFocus()
