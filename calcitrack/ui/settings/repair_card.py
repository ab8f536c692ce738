"""Whether the record is whole, asked of the open vault, and the two ways to its records where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.settings.restoring import Restoring
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.verification import Verified
    from calcitrack.ui.session import Report, Session


class RepairCard(LeadsKeys, Card):
    """Verifying and salvaging run on the worker, over a connection of its own, and can be cancelled."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self.set_title(self.tr("Is the record whole?"))
        told = self.tr(
            "Everything in the vault that can be recomputed is, and is laid beside what is there: pages, references, "
            "the audit, each row and each signature."
        )
        self._found = Label(self.tr("It was not verified since this window was opened."), "muted")
        self._verify = QPushButton(self.tr("Verify the vault"))
        self._salvage = QPushButton(self.tr("Salvage what can be read…"))
        self._verify.setObjectName("verifyVault")
        self._salvage.setObjectName("salvageVault")
        self.add(Label(told))
        self.add(self._found)
        self.add(self._buttons())
        self.lead_keys(self._verify)
        self._verify.clicked.connect(self._on_verify)
        self._salvage.clicked.connect(self._on_salvage)

    def reload(self) -> None:
        """Nothing here is a setting."""

    def _buttons(self) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._verify)
        inside.addWidget(self._salvage)
        inside.addStretch(1)
        return row

    @Slot()
    def _on_verify(self) -> None:
        def work(clinic: Clinic, report: Report) -> Verified:
            return clinic.verification.verify(report)

        job = self._session.start(work)
        job.succeeded.connect(self._on_verified)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Verifying the whole vault…"), patience_ms=0, parent=self)

    @Slot(object)
    def _on_verified(self, found: Verified) -> None:
        now = f"{self._session.clinic.clock.now().astimezone():%H:%M}"
        if found.is_whole:
            told = self.tr(
                "Verified at {time}: nothing is missing and nothing is other than it was written. "
                "Patients: {patients}. Signed visits: {visits}. Audit entries: {entries}."
            )
            said = told.format(time=now, patients=found.patients, visits=found.visits, entries=found.entries)
            self._found.setText(said)
            return
        self._found.setText(self.tr("Verified at {time}: the vault is damaged.").format(time=now))
        self._offer(found)

    def _offer(self, found: Verified) -> None:
        from calcitrack.ui.dialogs.flaws_dialog import FlawsDialog, Way

        match FlawsDialog.ask(found.flaws, self):
            case Way.RESTORE:
                Restoring(self._session, self).begin()
            case Way.SALVAGE:
                self._on_salvage()

    @Slot()
    def _on_salvage(self) -> None:
        from calcitrack.ui.salvaging import Salvaging

        Salvaging.of_open(self._session, self).begin()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self, error)
