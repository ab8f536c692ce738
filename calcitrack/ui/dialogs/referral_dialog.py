"""Writing to a colleague: to whom, how soon, and what is asked."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from calcitrack.domain.letter import Letter, Urgency, letter_faults
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate

_ADDRESS_LINES, _QUESTION_LINES = 4, 8
_WIDTH_PX = 680


class ReferralDialog(FormDialog):
    """The letter of a referral. What is typed is printed and not kept in the record.

    Args:
        who: The patient with two identifiers.
        typed: What was typed for this patient before; None for nothing.
    """

    def __init__(self, who: str, typed: Letter | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("ReferralDialog", "Write a referral"),
            who,
            translate("ReferralDialog", "Show the referral"),
            width=_WIDTH_PX,
            parent=parent,
        )
        self._build(typed or Letter("", ""))
        self.remember()

    @classmethod
    def ask(cls, who: str, typed: Letter | None = None, parent: QWidget | None = None) -> Letter | None:
        """Show the form; the letter, or None when the form was closed without one."""
        dialog = cls(who, typed, parent)
        return dialog.value() if dialog.asked() else None

    def value(self) -> Letter:
        """The letter as it stands in the form."""
        return Letter(
            self._addressee.text(),
            self._question.toPlainText().strip(),
            self._urgency.value(),
            self._address.toPlainText().strip(),
        )

    def _build(self, typed: Letter) -> None:
        self._addressee = LineField(
            self.tr("To"), typed.addressee, self.tr("name as it stands above the address"), needed=True
        )
        self._address = _text_of(typed.address, _ADDRESS_LINES)
        self._address_field = FormField(self.tr("Address"), self._address)
        levels = [
            (Urgency.ROUTINE, self.tr("Routine")),
            (Urgency.SOON, self.tr("Soon (before a routine appointment)")),
            (Urgency.URGENT, self.tr("Urgent (as early as possible)")),
        ]
        self._urgency = OneOf(self.tr("Urgency"), levels, typed.urgency)
        self._question = _text_of(typed.question, _QUESTION_LINES)
        hint = self.tr("printed as you type it")
        self._question_field = FormField(self.tr("Question"), self._question, hint, needed=True)
        self._address.textChanged.connect(self._address_field.tell_edited)
        self._question.textChanged.connect(self._question_field.tell_edited)
        self.add(
            section("", self._addressee, self._address_field, FormField(self.tr("Urgency"), self._urgency)),
            section(
                self.tr("What is asked"),
                self._question_field,
                subtitle=self.tr("Every lesion, trial, response and score of the signed visits follows the letter."),
            ),
        )

    # Qt overrides

    def accept(self) -> None:
        """Close with the letter, or say beside each field what is wrong with it."""
        fields = {"addressee": self._addressee, "address": self._address_field, "question": self._question_field}
        if not self.refused(letter_faults(self.value()), fields):
            super().accept()


def _text_of(text: str, lines: int) -> QPlainTextEdit:
    editor = QPlainTextEdit(text)
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(editor.fontMetrics().lineSpacing() * (lines + 1))
    return editor
