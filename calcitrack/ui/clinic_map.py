"""Where lesions are in this clinic: counted on the worker, then shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.dialogs.clinic_map_dialog import ClinicMapDialog
from calcitrack.ui.errors import show_failure

if TYPE_CHECKING:
    from calcitrack.domain.places import SiteCount
    from calcitrack.ui.session import Session


class ClinicMap(QObject):
    """Counts over a connection of its own; the window shows how far it is, and can cancel.

    Args:
        session: Whose clinic it is.
        page: What the dialogs stand over.
    """

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    @Slot()
    def show(self) -> None:
        """Count, and show what was counted."""
        job = self._session.start(lambda clinic, report: clinic.lists.open_lesions(report))
        job.succeeded.connect(self._on_counted)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Counting the lesions of the clinic…"), parent=self._page)

    @Slot(object)
    def _on_counted(self, counts: tuple[SiteCount, ...]) -> None:
        ClinicMapDialog.show_counts(counts, self._session.clinic.sites, self._page)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._page, error)
