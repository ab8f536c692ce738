"""Adding to a signed visit, of which nothing changes any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import NEEDED, fault
from calcitrack.domain.vocabulary import AddendumKind
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate

_TEXT_LINES = 6
_NOT_TICKED = QT_TRANSLATE_NOOP("AddendumDialog", "Tick this to take the visit out, or choose a note.")


class AddendumText(NamedTuple):
    """What was entered."""

    kind: AddendumKind
    reason: str
    text: str


class AddendumDialog(FormDialog):
    """A note on a signed visit, or the word that the whole visit was entered in error.

    The second takes the visit out of every figure, so it takes a second tick.

    Args:
        visit_label: Which visit, and whose.
    """

    def __init__(self, visit_label: str, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("AddendumDialog", "Addendum to a signed visit"),
            visit_label,
            translate("AddendumDialog", "Add addendum"),
            parent=parent,
        )
        self._value: AddendumText | None = None
        self._build()
        self._follow_kind()
        self.remember()

    @classmethod
    def ask(cls, visit_label: str, parent: QWidget | None = None) -> AddendumText | None:
        """Show the form; what was entered, or None when the form was closed without saving."""
        dialog = cls(visit_label, parent)
        return dialog.value() if dialog.asked() else None

    def value(self) -> AddendumText:
        """Kind, reason and text; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def _build(self) -> None:
        kinds = [
            (AddendumKind.NOTE, self.tr("Note")),
            (AddendumKind.ENTERED_IN_ERROR, self.tr("Entered in error, such as for the wrong patient")),
        ]
        self._kind = OneOf(self.tr("Kind"), kinds, AddendumKind.NOTE)
        self._out = QCheckBox(self.tr("Take this whole visit out of every figure"))
        self._out_field = FormField(
            self.tr("The visit stays readable and is marked"),
            self._out,
            self.tr("This cannot be taken back."),
            needed=True,
        )
        self._out.setAccessibleName(self._out.text())
        self._reason = LineField(self.tr("Reason"), hint=self.tr("why this is added"), needed=True)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * _TEXT_LINES)
        kind_field = FormField(self.tr("Kind"), self._kind)
        text_field = FormField(self.tr("Text"), self._text)
        self.add(section("", kind_field, self._out_field, self._reason, text_field))
        self._kind.chosen.connect(self._follow_kind)
        self._out.clicked.connect(self._out_field.tell_edited)

    @Slot()
    def _follow_kind(self) -> None:
        self._out_field.setVisible(self._takes_out())

    def _takes_out(self) -> bool:
        return self._kind.value() is AddendumKind.ENTERED_IN_ERROR

    def _faults(self) -> list[Fault]:
        found = []
        if self._takes_out() and not self._out.isChecked():
            found.append(fault("out", "needed", _NOT_TICKED))
        if not self._reason.text():
            found.append(fault("reason", "needed", NEEDED))
        return found

    def _named(self) -> Mapping[str, FormField]:
        return {"out": self._out_field, "reason": self._reason}

    # Qt overrides

    def accept(self) -> None:
        """Close with the value, or say beside each field what is wrong with it."""
        if not self.refused(self._faults(), self._named()):
            self._value = AddendumText(self._kind.value(), self._reason.text(), self._text.toPlainText().strip())
            super().accept()
