"""A panel that reads what it shows when somebody looks at it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class LatePanel(QWidget):
    """A tab of the chart. Until it is in sight, another record costs nothing.

    Signals:
        reading_wanted(): It is looked at, and what it shows is not what it was told last. Whoever inherits from it
            connects this to its own reading.
    """

    reading_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_stale = False

    def read_when_seen(self) -> None:
        """What is shown has changed: read it now or, out of sight, when it is looked at."""
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.reading_wanted.emit()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was not looked at."""
        super().showEvent(event)
        self._read()
