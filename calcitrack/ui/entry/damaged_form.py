"""The vault does not open whole: what is known, and the two ways to its records."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from calcitrack.ui.entry.unlock_form import primary_button, stack
from calcitrack.ui.widgets.label import Label


class DamagedForm(QWidget):
    """Says what was found. A backup comes first: it was proved; what is salvaged may lack something.

    Signals:
        backup_wanted(): Open a backup's folder, to be looked at or restored.
        salvage_wanted(): Make a new vault of what can be read.
    """

    backup_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backup = primary_button(self.tr("Open a backup…"))
        self._salvage = QPushButton(self.tr("Salvage what can be read…"))
        stack(
            self,
            Label(self.tr("The vault is damaged"), "heading", "danger"),
            Label(told),
            Label(
                self.tr("The newest backup was proved when it was made. It opens to be looked at, with this password.")
            ),
            self._backup,
            Label(
                self.tr(
                    "Every row that can still be read goes into a new vault, and what is missing is told "
                    "(administrators). The damaged vault stays as it is."
                )
            ),
            self._salvage,
        )
        self._backup.clicked.connect(self.backup_wanted)
        self._salvage.clicked.connect(self.salvage_wanted)
        self.setFocusProxy(self._backup)

    def clear(self) -> None:
        """Nothing is typed here."""

    def try_again(self) -> None:
        """After a refusal: a backup is still the first way."""
        self._backup.setFocus()
