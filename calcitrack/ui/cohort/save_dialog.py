"""The name under which the clinic keeps a filter."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from calcitrack.clinic.saved_filters import LONGEST_NAME
from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.ui.forms.field import LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate

_LENGTH = QT_TRANSLATE_NOOP("SaveFilterDialog", "Type a name of 1 to 60 signs.")
_KNOWN = QT_TRANSLATE_NOOP("SaveFilterDialog", "There is a filter of this name. Remove it first, or choose another.")


class SaveFilterDialog(FormDialog):
    """Asks for a name.

    Args:
        chosen: What the filter says.
        known: Names that are taken.
    """

    def __init__(self, chosen: str, known: Collection[str], parent: QWidget | None = None) -> None:
        heading, save = translate("SaveFilterDialog", "Save this filter"), translate("SaveFilterDialog", "Save")
        super().__init__(heading, chosen, save, width=480, parent=parent)
        self._known = frozenset(known)
        hint = self.tr("Everybody in this clinic sees it. Name no patient.")
        self._name = LineField(self.tr("Name"), hint=hint, needed=True)
        self._name.line.setMaxLength(LONGEST_NAME)
        self.add(self._name)
        self.remember()

    @classmethod
    def ask(cls, chosen: str, known: Collection[str], parent: QWidget | None = None) -> str | None:
        """The name; None when the form was closed without saving."""
        dialog = cls(chosen, known, parent)
        return dialog.name() if dialog.asked() else None

    def name(self) -> str:
        """What was typed."""
        return " ".join(self._name.text().split())

    def _faults(self) -> list[Fault]:
        if not self.name():
            return [fault("name", "length", _LENGTH)]
        return [fault("name", "known", _KNOWN)] if self.name() in self._known else []

    # Qt overrides

    def accept(self) -> None:
        """Close with the name, or say what is wrong with it."""
        if not self.refused(self._faults(), {"name": self._name}):
            super().accept()
