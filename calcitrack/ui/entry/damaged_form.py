"""The vault does not open whole: what is known, and the two ways to its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from calcitrack.ui.entry.unlock_form import primary_button, stack
from calcitrack.ui.i18n import translate
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

if TYPE_CHECKING:
    from calcitrack.clinic.prospects import BackupProspect, Prospects


class DamagedForm(LeadsKeys, QWidget):
    """Says what was found. A backup comes first: it was proved; what is salvaged may lack something.

    Signals:
        backup_wanted(folder): Open the newest backup, to be looked at or restored.
        other_wanted(): Choose a backup's folder.
        salvage_wanted(): Make a new vault of what can be read.
    """

    backup_wanted = Signal(object)
    other_wanted = Signal()
    salvage_wanted = Signal()

    def __init__(self, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest: BackupProspect | None = None
        self._backup = primary_button(self.tr("Open a backup…"))
        self._salvage = QPushButton(self.tr("Salvage what can be read…"))
        looking = self.tr("Looking at what it would bring…")
        self._in_backup, self._in_salvage = Label(looking, "heading"), Label(looking, "heading")
        stack(
            self,
            Label(self.tr("The vault is damaged"), "heading", "danger"),
            Label(told),
            Label(
                self.tr("The newest backup was proved when it was made. It opens to be looked at, with this password.")
            ),
            self._in_backup,
            self._backup,
            Label(
                self.tr(
                    "Every row that can still be read goes into a new vault, and what is missing is told "
                    "(administrators). The damaged vault stays as it is."
                )
            ),
            self._in_salvage,
            self._salvage,
        )
        self._backup.clicked.connect(self._on_backup)
        self._salvage.clicked.connect(self.salvage_wanted)
        self.lead_keys(self._backup)

    @Slot(object)
    def show_prospects(self, found: Prospects) -> None:
        """Say what each of the two ways would bring."""
        self._newest = found.backup
        if found.backup is not None:
            self._backup.setText(self.tr("Open the newest backup"))
        self._in_backup.setText(backup_in_words(found))
        self._in_salvage.setText(salvage_in_words(found))
        self._salvage.setEnabled(not found.is_hopeless)

    @Slot()
    def _on_backup(self) -> None:
        if self._newest is None:
            self.other_wanted.emit()
        else:
            self.backup_wanted.emit(self._newest.folder)

    def clear(self) -> None:
        """Nothing is typed here."""

    def try_again(self) -> None:
        """After a refusal: a backup is still the first way."""
        self._backup.setFocus()


def backup_in_words(found: Prospects) -> str:
    """What the newest backup would bring."""
    if found.backup is None:
        return translate("DamagedForm", "No backup in the vault's folder is whole. Look in the second folder.")
    told = translate("DamagedForm", "Newest backup: {when}. Patients: {patients}. Signed visits: {visits}.")
    when = f"{found.backup.at.astimezone():%Y-%m-%d %H:%M}"
    return told.format(when=when, patients=found.backup.patients, visits=found.backup.signed)


def salvage_in_words(found: Prospects) -> str:
    """What a salvage would bring."""
    if found.is_hopeless:
        return translate("DamagedForm", "Nothing of the damaged vault can be read.")
    if not found.salvaged:
        return translate("DamagedForm", "What can be read is only seen when it is tried.")
    of = translate("DamagedForm", "{kept} of {all}")
    unknown = translate("DamagedForm", "{kept} of an unknown number")
    said = {one.name: (unknown if one.of is None else of).format(kept=one.kept, all=one.of) for one in found.salvaged}
    told = translate("DamagedForm", "Can be read: patients {patients}, visits {visits}. The audit may add more.")
    return told.format(patients=said["patient"], visits=said["visit"])
