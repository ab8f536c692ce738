"""A field of a form: it knows its name in the domain, so that a validator's fault finds its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from calcitrack.ui.entry.field import Field
from calcitrack.ui.i18n import translate


class FormField(Field):
    """A label, an editor, a hint and a fault; the fault goes as soon as the field is edited.

    Args:
        label: The name of the field on screen.
        editor: The widget with the value. Lines and choices tell of edits themselves; for others call ``tell_edited``.
        hint: A small sentence below; empty for none.
        needed: The form cannot be saved without it; said by a star and to a screen reader.
        titled: Something above shows the label already; only a screen reader gets it here.

    Signals:
        edited: Somebody changed the value; filling the form does not.
    """

    edited = Signal()

    def __init__(
        self, label: str, editor: QWidget, hint: str = "", *, needed: bool = False, titled: bool = False
    ) -> None:
        super().__init__(f"{label} *" if needed else label, editor, hint)
        self.editor = editor
        self._label.setHidden(titled)
        if needed:
            editor.setAccessibleName(translate("FormField", "{label}, needed").format(label=label))
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self.tell_edited)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self.tell_edited)

    def take_focus(self) -> None:
        """Put the cursor into the editor, or into the first part of it that takes it."""
        parts = [self.editor, *self.editor.findChildren(QWidget)]
        for part in parts:
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @Slot()
    def tell_edited(self) -> None:
        """Take the fault back and tell the form."""
        if self.fault():
            self.set_fault("")
        self.edited.emit()


class LineField(FormField):
    """One line of text, with words to complete from where there are some."""

    def __init__(
        self, label: str, text: str = "", hint: str = "", *, words: tuple[str, ...] = (), needed: bool = False
    ) -> None:
        self.line = QLineEdit(text)
        # A name or a number is nothing that a tablet's keyboard may change or learn.
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        super().__init__(label, self.line, hint, needed=needed)
        if words:
            self._complete_from(words)

    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.line.text().strip()

    def _complete_from(self, words: tuple[str, ...]) -> None:
        completer = QCompleter(list(words), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        completer.activated.connect(self.tell_edited)
