"""One field of an entry form: its label above, what is wrong with it below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class Field(LeadsKeys, QWidget):
    """A label, an editor, a hint, and a fault where there is one.

    Args:
        label: The name of the field, which a screen reader says too.
        editor: The widget with the value; its focus proxy, if any, is what gets marked as refused.
        hint: A small sentence below; empty for none.
    """

    def __init__(self, label: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked = editor.focusProxy() or editor
        self._label = Label(label, "heading", parent=self)
        self._label.setBuddy(self._marked)
        self._hint = Label(role="small", parent=self)
        self._fault = Label(tone="danger", parent=self)
        self._fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_XS))
        for part in (self._label, editor, self._hint, self._fault):
            column.addWidget(part)
        self._marked.setAccessibleName(label)
        self.set_hint(hint)
        self.lead_keys(self._marked)

    def set_hint(self, hint: str) -> None:
        """Change the small sentence."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._marked.setAccessibleDescription(self._fault.text() or hint)

    def set_fault(self, fault: str) -> None:
        """Say what is wrong, in words beside the field; an empty text takes it back."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self._marked.setAccessibleDescription(fault or self._hint.text())
        dress(self._marked, refused="true" if fault else "false")

    def fault(self) -> str:
        """What is wrong; empty when nothing is known to be."""
        return self._fault.text()
