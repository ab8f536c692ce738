"""What the program puts on the clipboard, and takes back: a record must not outlive its vault there."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication


class PrivateClipboard(QObject):
    """Owns what was copied from one open vault. The workspace has the one, and clears it when the vault is locked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""

    @property
    def holds_ours(self) -> bool:
        """Whether what the clipboard holds now is what was put there from here."""
        return bool(self._ours) and QGuiApplication.clipboard().text() == self._ours

    def put(self, text: str) -> None:
        """Copy a text."""
        QGuiApplication.clipboard().setText(text)
        # Read back: a desktop may change line ends, and the comparison must know its own text again.
        self._ours = QGuiApplication.clipboard().text()

    def clear(self) -> None:
        """Take back what was copied; what somebody else put there since stays."""
        if self.holds_ours:
            QGuiApplication.clipboard().clear()
        self._ours = ""
