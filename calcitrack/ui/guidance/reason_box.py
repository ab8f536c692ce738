"""Asks in place why something is put aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.i18n import translate
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class ReasonBox(LeadsKeys, QFrame):
    """One line for the reason, and two buttons. Without a reason it says that one is needed.

    Signals:
        given(reason): Put aside, for this reason.
        left(): Keep it.
    """

    given = Signal(str)
    left = Signal()

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, kind="opened")
        self._reason = QLineEdit()
        self._reason.setAccessibleName(translate("Guidance", "Reason for dismissing"))
        self._fault = Label(translate("Guidance", "A reason is needed."), "small", "danger")
        self._fault.hide()
        dismiss = QPushButton(translate("Guidance", "Dismiss"))
        keep = QPushButton(translate("Guidance", "Keep"))
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(dismiss)
        row.addWidget(keep)
        px = current_theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_S), px(GAP_S), px(GAP_S), px(GAP_S))
        column.setSpacing(px(GAP_XS))
        told = translate("Guidance", "It comes back when its facts or the guidance change. Your reason is kept.")
        for part in (Label(about, "heading"), Label(told, "small"), Label(translate("Guidance", "Reason")),
                     self._reason, self._fault, buttons):  # fmt: skip
            column.addWidget(part)
        dismiss.clicked.connect(self._on_given)
        keep.clicked.connect(self.left)
        self._reason.returnPressed.connect(self._on_given)
        self.lead_keys(self._reason)

    @Slot()
    def _on_given(self) -> None:
        reason = self._reason.text().strip()
        if reason:
            self.given.emit(reason)
            return
        dress(self._reason, refused=True)
        self._fault.show()
        self._reason.setFocus()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps the finding."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
