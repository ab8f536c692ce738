"""From the preview to a printer: which one, the sending off the window's thread, and what became of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.preview.print_bar import PrintBar
from calcitrack.ui.preview.printing import Printers, find_printers, send

if TYPE_CHECKING:
    from calcitrack.ui.jobs import JobRunner
    from calcitrack.ui.widgets.message_bar import MessageBar


class PrintDesk(QWidget):
    """Stands above the pages while a printer is asked for; takes no room otherwise.

    Args:
        content: The PDF file.
        jobs: Runs what talks to printers.
        message: Where it says what became of the print.

    Signals:
        left(): The keys are free again.
    """

    left = Signal()

    def __init__(self, content: bytes, jobs: JobRunner, message: MessageBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._jobs, self._message = content, jobs, message
        self._bar: PrintBar | None = None
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @Slot()
    def begin(self) -> None:
        """Ask for a printer; on Windows its own dialog does."""
        if self._bar is not None:
            self._bar.take_focus()
        elif sys.platform == "win32":
            from calcitrack.ui.preview.windows_printing import print_with_dialog

            print_with_dialog(self._content, self._jobs, self)
        else:
            job = self._jobs.start(lambda _progress: find_printers())
            job.succeeded.connect(self._on_printers_found)
            job.failed.connect(self._on_failed)
            BusyDialog(job, self.tr("Looking for printers…"), parent=self)

    @Slot(object)
    def _on_printers_found(self, printers: Printers) -> None:
        if not printers.names:
            self._message.show_message(
                self.tr(
                    "No printer is set up on this computer, so nothing was printed. "
                    "Save the print as a file and print it where there is a printer."
                ),
                "warning",
            )
            return
        self._bar = PrintBar(printers)
        self._bar.chosen.connect(self._on_chosen)
        self._bar.left.connect(self._leave)
        self._whole.addWidget(self._bar)
        self.show()
        self._bar.take_focus()

    @Slot(str, int)
    def _on_chosen(self, printer: str, copies: int) -> None:
        content = self._content
        self._leave()

        def work(_progress: object) -> str:
            send(content, printer, copies)
            return printer

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_sent)
        job.failed.connect(self._on_failed)
        BusyDialog(job, self.tr("Sending to {name}…").format(name=printer), parent=self)

    @Slot(object)
    def _on_sent(self, printer: str) -> None:
        told = self.tr("Sent to the printer {name}. Nothing of it was kept in a file of this program.")
        self._message.show_message(told.format(name=printer), "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_failure(self, error)

    @Slot()
    def _leave(self) -> None:
        if self._bar is not None:
            self._bar.deleteLater()
            self._bar = None
        self.hide()
        self.left.emit()
