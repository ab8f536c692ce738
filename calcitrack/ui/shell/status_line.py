"""The line at the bottom: what is saved, where, and whether any of it is real."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from calcitrack.ui.theme import GAP_L, GAP_M, GAP_XS, current_theme
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

USUAL_PERCENT = 100


class StatusLine(QFrame):
    """Wraps into more lines rather than cutting a word of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved, self._clinic = Label(role="small"), Label(role="small")
        self._hidden = Label(self.tr("Names of other patients are hidden (F9 shows them)"), "small")
        self._zoom = Label(role="small")
        self._long, self._short = "", ""
        self._synthetic = Label(self.tr("Synthetic demonstration data"), "small")
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._saved)
        self._flow.addWidget(self._clinic)
        self._flow.addWidget(self._hidden)
        self._flow.push_right()
        self._flow.addWidget(self._zoom)
        self._flow.addWidget(self._synthetic)
        for label in (self._saved, self._clinic, self._hidden, self._zoom, self._synthetic):
            label.hide()
        self._space()

    def show_saved(self, at: time) -> None:
        """Everything is in the record."""
        self._say(self.tr("All changes saved {time}").format(time=at.strftime("%H:%M")))

    def show_draft_saved(self, at: time) -> None:
        """What was typed is in the draft."""
        text = self.tr("Draft saved {time} — nothing is lost if the program closes")
        brief = self.tr("Draft saved {time}")
        time_ = at.strftime("%H:%M:%S")
        self._say(text.format(time=time_), brief.format(time=time_))

    def set_clinic(self, name: str) -> None:
        """Whose vault it is."""
        self._clinic.setText(self.tr("Clinic database: {name}").format(name=name))
        self._clinic.setVisible(bool(name))

    def set_synthetic(self, synthetic: bool) -> None:
        """Whether all patients are invented."""
        self._synthetic.setVisible(synthetic)

    def set_names_hidden(self, hidden: bool) -> None:
        """Whether the names of other patients are hidden, and how they come back."""
        self._hidden.setVisible(hidden)

    def set_scale(self, scale: float) -> None:
        """The size of text, told where it is not the usual one; 1.0 is usual."""
        self._zoom.setText(self.tr("Text {percent} %").format(percent=round(scale * 100)))
        self._zoom.setVisible(round(scale * 100) != USUAL_PERCENT)

    def _say(self, text: str, brief: str = "") -> None:
        self._long, self._short = text, brief
        self._choose_length()
        self._saved.setAccessibleName(text)
        self._saved.setVisible(bool(text))

    def _choose_length(self) -> None:
        """A text that has a short form is told in it rather than in a second line, which would push the page up."""
        self._saved.setText(self._long)
        self._saved.setToolTip("")
        if self._short and self._flow.sizeHint().width() > self.width():
            self._saved.setText(self._short)
            self._saved.setToolTip(self._long)

    def _space(self) -> None:
        px = current_theme().px
        self._flow.setContentsMargins(px(GAP_M), px(GAP_XS), px(GAP_M), px(GAP_XS))
        self._flow.set_gaps(px(GAP_L), 0)
        self.setMinimumHeight(px(26))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other words."""
        super().resizeEvent(event)
        self._choose_length()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A surface with a line on top."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens.surface))
        painter.fillRect(0, 0, self.width(), theme.px(1), QColor(theme.tokens.border))
