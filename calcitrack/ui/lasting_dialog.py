"""A dialog whose question lasts over a lock: hidden it waits, and only an answer ends it."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QDialog


class LastingDialog(QDialog):
    """Waits for its answer in a loop of its own.

    The loop of ``QDialog`` ends as soon as the dialog is hidden, whoever hides it, and what was typed would be lost
    with every lock.
    """

    # Qt overrides

    def exec(self) -> int:
        """Show the dialog over the whole program until it is answered; what was answered."""
        loop, said = QEventLoop(), [QDialog.DialogCode.Rejected.value]
        self.finished.connect(lambda answer: said.__setitem__(0, answer))
        self.finished.connect(loop.quit)
        self.destroyed.connect(loop.quit)
        self.setModal(True)
        self.show()
        loop.exec()
        return said[0]
