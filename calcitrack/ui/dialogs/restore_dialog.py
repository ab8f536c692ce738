"""Which backup to restore from, and what the open vault holds that it does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from calcitrack.ui.lasting_dialog import LastingDialog
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.clinic.backups import Lost


class RestoreDialog(LastingDialog):
    """Lists the backups, the newest first, with what each lacks."""

    def __init__(self, listed: Sequence[Lost], parent: QWidget) -> None:
        super().__init__(parent)
        self._listed = listed
        self.setWindowTitle(self.tr("Restore from a backup"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Backups, the newest first"))
        self._list.addItems([self._line(lost) for lost in listed])
        self._list.setCurrentRow(0)
        self._list.setWordWrap(True)
        self._list.setMinimumHeight(5 * self._list.sizeHintForRow(0) if listed else 0)
        self._restore = QPushButton(self.tr("Look into it…"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._build()
        self._restore.clicked.connect(self.accept)
        self._list.itemActivated.connect(self._on_activated)
        self._cancel.clicked.connect(self.reject)

    def chosen(self) -> Lost:
        """The backup in the line of the cursor."""
        return self._listed[self._list.currentRow()]

    def _build(self) -> None:
        px = current_theme().px
        told = self.tr(
            "A vault is made of the backup in a new folder and verified. The vault that is open stays as it is: "
            "nothing in it is lost or replaced."
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        column.setSpacing(px(GAP_M))
        column.addWidget(Label(told))
        column.addWidget(self._list, 1)
        column.addLayout(buttons)
        self.setMinimumWidth(px(520))

    def _line(self, lost: Lost) -> str:
        when = f"{lost.backup.at.astimezone():%Y-%m-%d %H:%M}"
        if not lost.entries:
            return self.tr("{when}: as the vault is now").format(when=when)
        if not lost.patients and not lost.visits:
            return self.tr("{when}: no patient or visit came later (audit entries: {n})").format(
                when=when, n=lost.entries
            )
        return self.tr("{when}: without what came later (patients: {patients}, visits: {visits})").format(
            when=when, patients=lost.patients, visits=lost.visits
        )

    @Slot()
    def _on_activated(self) -> None:
        self.accept()
