"""The one question of a form that is left while something in it is not saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class LeavingBar(QFrame):
    """Hidden until the question is asked.

    Signals:
        stay_requested: Go on with the form.
        leave_requested: Close the form; what was typed is lost.
    """

    stay_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = Label(self.tr("What you typed here is not saved. Close without saving it?"))
        self._stay = QPushButton(self.tr("Go on with the form"))
        self._leave = QPushButton(self.tr("Close without saving"))
        px = current_theme().px
        flow = FlowLayout(self, gap=px(GAP_S), line_gap=px(GAP_S))
        flow.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        flow.addWidget(self.question)
        flow.push_right()
        flow.addWidget(self._stay)
        flow.addWidget(self._leave)
        self._stay.clicked.connect(self.stay_requested)
        self._leave.clicked.connect(self.leave_requested)
        dress(self, kind="message", tone="warning")
        self.setAccessibleName(self.question.text())
        self.hide()

    def ask(self) -> None:
        """Ask, with the answer that loses nothing under the cursor."""
        self.show()
        self._stay.setFocus()
