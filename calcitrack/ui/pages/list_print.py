"""The worklist on its way to paper: made on the worker, shown before it leaves the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.preview.pdf_preview import Paper, show_pdf

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from calcitrack.clinic.prints import AskedList
    from calcitrack.reports.printed import Printed
    from calcitrack.ui.session import Session


class ListPrint(QObject):
    """Prints lists, one at a time.

    Args:
        session: Whose clinic it is.
        page: Shows the list; the preview stands over it.
    """

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._asked: AskedList | None = None
        self._title = ""

    def begin(self, asked: AskedList, name: str) -> None:
        """Make the print of a list; nothing where another one is being made.

        Args:
            asked: The list as it stands on screen.
            name: Of its filter.
        """
        if self._asked is not None:
            return
        self._asked, self._title = asked, self.tr("Worklist: {filter}").format(filter=name)
        job = self._session.start(lambda clinic, report: clinic.prints.worklist(asked, report=report))
        job.succeeded.connect(self._on_printed)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_ended)
        BusyDialog(job, self.tr("Making the list ready for print…"), parent=self._page)

    @Slot(object)
    def _on_printed(self, printed: Printed) -> None:
        asked = self._asked
        assert asked is not None, "a list was asked for"
        if not self._page.isVisible():
            return  # locked meanwhile: it would stand over the lock
        day = self._session.clinic.clock.today().isoformat()
        name = f"worklist-{asked.chosen.value.replace(' ', '-')}-{day}.pdf"
        notice = self.tr("This list names patients. Take it from the printer at once, and keep the file safe.")
        if asked.names_hidden:
            notice = self.tr("Names are hidden and are not printed; the record numbers still tell who it is.")
        paper = Paper(self._title, printed.content, name, missing=printed.missing, notice=notice)
        show_pdf(self._page, self._session.jobs, paper)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self._page, error)

    @Slot()
    def _on_ended(self) -> None:
        self._asked = None
