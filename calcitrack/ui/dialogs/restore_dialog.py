"""Which backup to restore from, and what the open vault holds that it does not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QListWidget, QWidget

from calcitrack.clinic.backups import Lost
from calcitrack.domain.unusable_backup import Unusable, Why
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label

_MOST_LINES_SHOWN = 6


class RestoreDialog(FormDialog):
    """Lists the backups, the newest first, with what each lacks.

    Args:
        listed: Those that can be restored from.
        unusable: Those that cannot: they are named, in their place among the others, and cannot be chosen.
    """

    def __init__(self, listed: Sequence[Lost], unusable: Sequence[Unusable], parent: QWidget) -> None:
        super().__init__(
            translate("RestoreDialog", "Restore from a backup"),
            "",
            translate("RestoreDialog", "Look into it…"),
            parent=parent,
        )
        self._lines = _in_order(listed, unusable)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Backups, the newest first"))
        self._list.addItems([self._line(one) for one in self._lines])
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMinimumHeight((min(len(self._lines), _MOST_LINES_SHOWN) + 1) * self._list.sizeHintForRow(0))
        told = self.tr(
            "A vault is made of the backup in a new folder and verified. The vault that is open stays as it is: "
            "nothing in it is lost or replaced."
        )
        self.add(Label(told), self._list)
        self._list.itemActivated.connect(self._on_activated)
        self._list.currentRowChanged.connect(self._on_row)
        self._list.setCurrentRow(next((row for row, one in enumerate(self._lines) if isinstance(one, Lost)), 0))
        self.remember()

    def chosen(self) -> Lost:
        """The backup in the line of the cursor, which can be restored from."""
        found = self._lines[self._list.currentRow()]
        assert isinstance(found, Lost)
        return found

    def _line(self, one: Lost | Unusable) -> str:
        return self._usable(one) if isinstance(one, Lost) else self._unusable(one)

    def _unusable(self, one: Unusable) -> str:
        when = f"{one.at.astimezone():%Y-%m-%d %H:%M}" if one.at else one.folder.name
        if one.why is Why.OTHER_KEY:
            told = self.tr(
                "{when}: made before the data key was changed. It opens on the sign-in page, “Another vault...”, "
                "with the passwords of then."
            )
            return told.format(when=when)
        return self.tr("{when}: damaged. It cannot be restored from.").format(when=when)

    def _usable(self, lost: Lost) -> str:
        when = f"{lost.backup.at.astimezone():%Y-%m-%d %H:%M}"
        if lost.more:
            return self.tr("{when}: holds more than the open vault (audit entries: {n})").format(when=when, n=lost.more)
        if not lost.entries:
            return self.tr("{when}: as the vault is now").format(when=when)
        if not lost.patients and not lost.visits:
            return self.tr("{when}: no patient or visit came later (audit entries: {n})").format(
                when=when, n=lost.entries
            )
        return self.tr("{when}: without what came later (patients: {patients}, visits: {visits})").format(
            when=when, patients=lost.patients, visits=lost.visits
        )

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.save_button.setEnabled(isinstance(self._lines[row], Lost))

    @Slot()
    def _on_activated(self) -> None:
        if self.save_button.isEnabled():
            self.accept()


def _in_order(listed: Sequence[Lost], unusable: Sequence[Unusable]) -> list[Lost | Unusable]:
    """All by the time at which they were made, the newest first; those of no known time at the end."""
    timed = [(one.backup.at, one) for one in listed] + [(one.at, one) for one in unusable if one.at]
    lines = [one for _, one in sorted(timed, key=lambda pair: pair[0], reverse=True)]
    return [*lines, *(one for one in unusable if not one.at)]
