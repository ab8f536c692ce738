"""The record is not as far as its anchor remembers: what is known, and the ways out. It is never passed over."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from calcitrack.domain.anchor import AnchorFinding
from calcitrack.ui.entry.field import Field
from calcitrack.ui.entry.unlock_form import primary_button, stack
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class RecordBehindForm(LeadsKeys, QWidget):
    """Says what was found. Looking changes nothing; going on takes an administrator and a reason.

    Signals:
        look_wanted(): Open it without changing anything.
        go_on_wanted(reason): Go on with the record as it is.
    """

    look_wanted = Signal()
    go_on_wanted = Signal(str)

    def __init__(self, finding: AnchorFinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = primary_button(self.tr("Look at it without changing anything"))
        self._go_on = QPushButton(self.tr("Go on with this record"))
        self._reason = QLineEdit()
        self._field = Field(
            self.tr("Reason to go on (administrators)"),
            self._reason,
            self.tr("It stands in the audit for good, with your name."),
        )
        stack(
            self,
            Label(self.tr("The record is not as it was left"), "heading", "danger"),
            Label(translate(finding.message)),
            Label(translate(finding.remedy)),
            self._look,
            self._field,
            self._go_on,
        )
        self._look.clicked.connect(self.look_wanted)
        self._reason.returnPressed.connect(self._on_go_on)
        self._go_on.clicked.connect(self._on_go_on)
        self.lead_keys(self._look)

    def clear(self) -> None:
        """Forget what was typed."""
        self._reason.clear()
        self._field.set_fault("")

    def try_again(self) -> None:
        """After a refusal: looking is always possible."""
        self._look.setFocus()

    @Slot()
    def _on_go_on(self) -> None:
        reason = self._reason.text().strip()
        self._field.set_fault("" if reason else self.tr("Say why it is right to go on."))
        if reason:
            self.go_on_wanted.emit(reason)
        else:
            self._reason.setFocus()
