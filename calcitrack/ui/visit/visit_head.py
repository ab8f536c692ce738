"""The line over a visit: its day, that it is a draft, what was saved or undone last, and the way to the signature."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from calcitrack.ui.i18n import day
from calcitrack.ui.style import dress
from calcitrack.ui.theme import current_theme
from calcitrack.ui.visit.fields.panel_fields import LineField
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

_DAY_PX = 120


class VisitHead(QWidget):
    """It asks and says; it moves no visit itself.

    Signals:
        day_typed(text): The visit shall be of another day. Answer with ``show_day`` or ``refuse_day``.
        discard_requested(): Throw the draft away.
        sign_requested(): Review and sign.
    """

    day_typed = Signal(str)
    discard_requested = Signal()
    sign_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = LineField(self.tr("Day of the visit"))
        self._day.setToolTip(self.tr("Type another day to move the visit, such as 3 Nov 2026"))
        self._said = Label(role="muted")
        discard, sign = QPushButton(self.tr("Discard draft")), QPushButton(self.tr("Review and sign…"))
        dress(sign, kind="primary")
        sign.setToolTip("Ctrl+Enter")
        self._flow = FlowLayout(self)
        for part in (Label(self.tr("Visit"), role="title"), self._day, Badge(self.tr("Draft"), "warning"), self._said):
            self._flow.addWidget(part)
        self._flow.push_right()
        self._flow.addWidget(discard)
        self._flow.addWidget(sign)
        self._day.offered.connect(self.day_typed)
        discard.clicked.connect(self.discard_requested)
        sign.clicked.connect(self.sign_requested)
        self._space()

    def show_day(self, on: date) -> None:
        """Show the day of the visit; what is being typed stays."""
        self._day.show_value(day(on))

    def take_day(self, on: date) -> None:
        """Show the day in place of what was typed."""
        self._day.take(day(on))

    def refuse_day(self) -> None:
        """Mark the day that cannot be taken; the words stand elsewhere."""
        self._day.set_refused(refused=True)

    def tell(self, told: str, at: datetime, brief: str = "") -> None:
        """Say it beside the day; in brief where it would wrap and push the grid down.

        Args:
            told: With {time} where the time belongs.
            at: Local time.
            brief: The same without the time; empty where it is short enough.
        """
        self._said.setText(told.replace("{time}", f"{at:%H:%M:%S}"))
        if brief and self._flow.sizeHint().width() > self.width():
            self._said.setText(brief)

    def said(self) -> str:
        """What is said beside the day."""
        return self._said.text()

    def clear(self) -> None:
        """Say nothing any more: another draft is shown."""
        self._said.setText("")

    def _space(self) -> None:
        self._day.setFixedWidth(current_theme().px(_DAY_PX))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
