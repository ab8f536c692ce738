"""What becomes of an error: one that people can act on is shown, a bug is logged and shown with its code.

An error says what happened, whether the record is safe and what to do. A bug shows its code and place only.
The hooks stand from the start; the dialogs are loaded when the first one is wanted.
"""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from calcitrack.domain.errors import CalciTrackError
    from calcitrack.ui.error_dialog import ErrorDialog

log = logging.getLogger(__name__)


def show_error(parent: QWidget, error: CalciTrackError) -> ErrorDialog:
    """Say what happened and what to do, and return at once; the dialog is modal to the window of ``parent``."""
    from calcitrack.ui.error_dialog import dialog_of

    dialog = dialog_of(error, parent)
    dialog.open()
    return dialog


def show_failure(parent: QWidget, error: Exception) -> None:
    """Show what a job failed with.

    Raises:
        Exception: The error itself where it is a bug; the excepthook has a dialog for those.
    """
    from calcitrack.domain.errors import CalciTrackError

    if not isinstance(error, CalciTrackError):
        raise error
    show_error(parent, error)


class BugReporter(QObject):
    """Gets every exception that nobody caught, on any thread, and shows one dialog at a time.

    Signals:
        reported(report): A ``BugReport`` was made, whether or not a dialog was free to show it.
    """

    reported = Signal(object)
    _raised = Signal(object)

    def __init__(self, version: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._version = version
        self._dialog: ErrorDialog | None = None
        self._logged: set[str] = set()
        self._raised.connect(self._on_raised)

    def install(self) -> None:
        """Become the interpreter's hook for this thread and for all others."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Receive an exception as ``sys.excepthook`` does."""
        if issubclass(kind, Exception):
            self._raised.emit(error)
        else:
            sys.__excepthook__(kind, error, trace)

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(object)
    def _on_raised(self, error: Exception) -> None:
        from calcitrack.domain.errors import CalciTrackError
        from calcitrack.ui.bug_report import bug_report
        from calcitrack.ui.error_dialog import BugDialog, dialog_of

        window = QApplication.activeWindow()
        if isinstance(error, CalciTrackError):
            self._show(dialog_of(error, window))
            return
        report = bug_report(error, self._version)
        # A mistake in painting comes back with every frame.
        if report.code not in self._logged:
            self._logged.add(report.code)
            log.error("%s", report.text)
        self.reported.emit(report)
        if self._dialog is None:
            self._show(BugDialog(report, window))

    def _show(self, dialog: ErrorDialog) -> None:
        self._dialog = dialog
        dialog.destroyed.connect(self._on_dialog_destroyed)
        dialog.open()

    @Slot()
    def _on_dialog_destroyed(self) -> None:
        self._dialog = None


def install_excepthook(version: str, parent: QObject | None = None) -> BugReporter:
    """Show every uncaught exception from now on; the caller keeps the reporter for as long as the program runs."""
    reporter = BugReporter(version, parent)
    reporter.install()
    return reporter
