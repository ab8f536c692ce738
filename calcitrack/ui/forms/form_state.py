"""What stands in a form, so that leaving it asks only where something would be lost."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_ONLY_VIEW = "onlyView"


def form_state(form: QWidget) -> tuple[object, ...]:
    """Everything that was typed or chosen in a form, readable or not, in the order of its editors."""
    return tuple(_state(part) for part in form.findChildren(QWidget) if _holds_something(part))


def mark_as_view(part: QWidget) -> None:
    """Say that a button only chooses what is looked at, and nothing that would be lost."""
    part.setProperty(_ONLY_VIEW, True)


def _holds_something(part: QWidget) -> bool:
    if part.property(_ONLY_VIEW):
        return False
    if isinstance(part, QAbstractButton):
        return part.isCheckable()
    return isinstance(part, (QLineEdit, QPlainTextEdit, QComboBox))


def _state(part: QWidget) -> object:
    match part:
        case QLineEdit():
            return part.text()
        case QPlainTextEdit():
            return part.toPlainText()
        case QComboBox():
            return part.currentIndex()
        case QAbstractButton():
            return part.isChecked()
    return None
