"""Which printer, and how often: a line above the pages, in sight while it is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QSpinBox, QWidget

from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.preview.printing import Printers
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

_MOST_COPIES = 20


class PrintBar(QFrame):
    """Asks for a printer.

    Signals:
        chosen(printer, copies): Print now.
        left(): Not now.
    """

    chosen = Signal(str, int)
    left = Signal()

    def __init__(self, printers: Printers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first = printers.default or printers.names[0]
        self._printer = Choice([(name, name) for name in printers.names], first)
        self._copies = QSpinBox()
        self._copies.setRange(1, _MOST_COPIES)
        self._copies.setAccessibleName(self.tr("Copies"))
        self._printer.setAccessibleName(self.tr("Printer"))
        self._print = QPushButton(self.tr("Print now"))
        self._leave = QPushButton(self.tr("Do not print"))
        dress(self, kind="message")
        dress(self._print, kind="primary")
        for button in (self._print, self._leave):
            button.setAutoDefault(False)
        self._lay_out()
        self._print.clicked.connect(self._on_print_clicked)
        self._leave.clicked.connect(self.left)

    def take_focus(self) -> None:
        """Put the keys on the choice of the printer."""
        self._printer.setFocus()

    def _lay_out(self) -> None:
        px = current_theme().px
        row = FlowLayout(self, gap=px(GAP_S), line_gap=px(GAP_S))
        row.setContentsMargins(px(GAP_M), px(GAP_S), px(GAP_M), px(GAP_S))
        for part in (Label(self.tr("Printer")), self._printer, Label(self.tr("Copies")), self._copies):
            row.addWidget(part)
        row.push_right()
        row.addWidget(self._leave)
        row.addWidget(self._print)

    @Slot()
    def _on_print_clicked(self) -> None:
        self.chosen.emit(self._printer.value(), self._copies.value())
