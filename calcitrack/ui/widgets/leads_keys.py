"""Containers that give the keys to one of their parts, and leave the way of the Tab key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Beside = QWidget
else:
    _Beside = object


class LeadsKeys(_Beside):
    """Stands before the widget's class among the bases; ``setFocus`` on such a container goes to its part.

    Qt's own focus proxy is not for containers: whatever has one is a stop of the Tab key, so that Tab goes from before
    the container straight to the proxy, past all that stands between the two.
    """

    _led: QWidget | None = None

    def lead_keys(self, part: QWidget) -> None:
        """Give the keys to this part from now on, at once where the container has them."""
        self._led = part
        if self.hasFocus():
            part.setFocus()

    # Qt overrides

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 - Qt's own
        """Give the keys to the part; Qt does not ask this way, but by the event below."""
        if self._led is None:
            super().setFocus(reason)
        else:
            self._led.setFocus(reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pass the keys on."""
        if self._led is not None:
            self._led.setFocus(event.reason())
