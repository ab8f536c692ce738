"""A new password, typed twice, with what is thought of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.passwords import Level, strength_of
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.password_edit import CapsLockHint, PasswordEdit
from calcitrack.ui.entry.strength_meter import StrengthMeter
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class NewPassword(LeadsKeys, QWidget):
    """Two password fields and a meter.

    Signals:
        returned: Enter was pressed in the second field.
    """

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[str, ...] = ()
        self._first, self._second = PasswordEdit(), PasswordEdit()
        self._first_field = Field(self.tr("New password"), self._first)
        self._second_field = Field(self.tr("The same password again"), self._second)
        self._meter = StrengthMeter()
        self._caps_lock = CapsLockHint()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_M))
        for part in (self._first_field, self._meter, self._second_field, self._caps_lock):
            column.addWidget(part)
        self._connect()
        self.lead_keys(self._first_field)
        self._meter.set_strength(None)

    def _connect(self) -> None:
        self._first.edited.connect(self._on_first_edited)
        self._second.edited.connect(self._on_second_edited)
        self._first.returned.connect(self._second.setFocus)
        self._second.returned.connect(self.returned)
        for edit in (self._first, self._second):
            edit.caps_lock_seen.connect(self._caps_lock.setVisible)

    def set_known(self, known: Sequence[str]) -> None:
        """Names that others know; a password mostly made of them is refused."""
        self._known = tuple(known)

    def text(self) -> str:
        """The password, as typed in the first field."""
        return self._first.text()

    def clear(self) -> None:
        """Forget both."""
        for edit, field in ((self._first, self._first_field), (self._second, self._second_field)):
            edit.clear()
            field.set_fault("")
        self._meter.set_strength(None)
        self._caps_lock.hide()

    def show_fault(self, fault: str) -> None:
        """Say beside the first field what others found wrong with the password."""
        self._first_field.set_fault(fault)
        self._first.setFocus()

    def check(self) -> bool:
        """Say beside the fields what is wrong; the first of them gets the focus."""
        strength = strength_of(self._first.text(), self._known)
        is_refused = strength.level == Level.REFUSED
        self._meter.set_strength(strength)
        self._first_field.set_fault(translate(strength.verdict) if is_refused else "")
        self._meter.setVisible(not is_refused)
        # One thing at a time: the second field is of no interest before the first will do.
        is_ready = not is_refused and self._is_repeated()
        self._second_field.set_fault("" if is_refused or is_ready else self.tr("The two passwords differ."))
        if is_refused:
            self._first.setFocus()
        elif not is_ready:
            self._second.setFocus()
            self._second.select_all()
        return is_ready

    def _is_repeated(self) -> bool:
        first, second = (unicodedata.normalize("NFKC", edit.text()) for edit in (self._first, self._second))
        return first == second

    @Slot(str)
    def _on_first_edited(self, text: str) -> None:
        self._first_field.set_fault("")
        self._meter.set_strength(strength_of(text, self._known) if text else None)
        self._meter.show()

    @Slot()
    def _on_second_edited(self) -> None:
        self._second_field.set_fault("")
