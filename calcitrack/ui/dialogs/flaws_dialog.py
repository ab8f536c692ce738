"""What verifying found wrong with the open vault, and the two ways to its records."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from calcitrack.domain.verification import Flaw
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import current_theme
from calcitrack.ui.widgets.label import Label

_LIST_PX = 110


class Way(Enum):
    """What somebody chose."""

    NONE = auto()
    RESTORE = auto()
    SALVAGE = auto()


class FlawsDialog(FormDialog):
    """Lists every flaw. A backup comes first: it was proved; what is salvaged may lack something."""

    def __init__(self, flaws: Sequence[Flaw], parent: QWidget | None = None) -> None:
        super().__init__(
            translate("FlawsDialog", "The vault is damaged"),
            "",
            translate("FlawsDialog", "Restore from a backup…"),
            width=640,
            parent=parent,
        )
        self._way = Way.NONE
        listed = QListWidget()
        listed.setWordWrap(True)
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setAccessibleName(self.tr("What was found"))
        listed.addItems([translate(flaw.message) for flaw in flaws])
        listed.setCurrentRow(0)
        listed.setMinimumHeight(current_theme().px(_LIST_PX))
        salvage = QPushButton(self.tr("Salvage what can be read…"))
        salvage.setAutoDefault(False)
        salvage.clicked.connect(self._on_salvage)
        keep = self.tr("Write no more in this vault than you must, and keep its folder as it is.")
        first = self.tr(
            "The backups were proved when they were made. What each lacks is listed before one is restored."
        )
        second = self.tr(
            "Or every row that can still be read goes into a new vault, and what is missing is told table by table and "
            "patient by patient. This vault stays as it is."
        )
        self.add(section(self.tr("What was found"), listed, Label(keep)), Label(first), Label(second), salvage)
        self.cancel_button.setText(self.tr("Close"))
        self.remember()

    @classmethod
    def ask(cls, flaws: Sequence[Flaw], parent: QWidget | None = None) -> Way:
        """Show what was found; which way was chosen."""
        dialog = cls(flaws, parent)
        return Way.RESTORE if dialog.asked() else dialog.way()

    def way(self) -> Way:
        """What was chosen beside the backup."""
        return self._way

    @Slot()
    def _on_salvage(self) -> None:
        self._way = Way.SALVAGE
        self.leave()
