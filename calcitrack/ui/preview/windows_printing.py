"""Printing on Windows: the system's own dialog, and pages as pictures of 300 dots to an inch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.errors import show_failure
from calcitrack.ui.i18n import translate
from calcitrack.ui.preview.printing import JOB_NAME, paint
from calcitrack.ui.preview.rendering import draw_all

if TYPE_CHECKING:
    from calcitrack.ui.jobs import JobRunner

_DOTS_TO_A_POINT = 300 / 72


def print_with_dialog(content: bytes, jobs: JobRunner, parent: QWidget) -> None:
    """Ask for a printer, have the pages drawn on the worker, and print them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return

    def print_now(images: list[QImage]) -> None:
        paint(printer, images)

    job = jobs.start(lambda progress: draw_all(content, _DOTS_TO_A_POINT, progress))
    job.succeeded.connect(print_now)
    job.failed.connect(lambda error: show_failure(parent, error))
    BusyDialog(job, translate("PdfPreview", "Printing…"), parent=parent)
