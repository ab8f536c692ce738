"""Bringing an older vault up to this version from the window: on the worker, with what is being done in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.jobs import Cancelled

if TYPE_CHECKING:
    from typing import Any

    from calcitrack.clinic.keys import Key
    from calcitrack.ui.jobs import JobRunner, Progress

Steps = Sequence["Any"]
"""The schemas up to that of the program; what one is, the store knows."""


class Upgrading(QObject):
    """One vault brought up. It can be cancelled while its backup is made; the change itself is short and whole.

    Signals:
        done(key): It is in the form of this version, to be opened now.
        failed(key, error): It is not.
        cancelled(): Somebody stopped it before anything was changed.
    """

    done = Signal(object)
    failed = Signal(object, object)
    cancelled = Signal()

    def __init__(self, key: Key, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._key, self._jobs, self._window = key, jobs, window
        self._has_ended = False

    def begin(self, because: str, steps: Steps | None = None) -> None:
        """Begin; ``because`` is the reason for which somebody goes on with a record that is behind its anchor."""
        key = self._key
        newer = {} if steps is None else {"steps": steps}
        backing_up = self.tr("The vault is of an earlier version. It is backed up, and the backup proved…")
        bringing_up = self.tr("The proved backup is made. The vault is brought to the form of this version…")

        def work(progress: Progress) -> None:
            from calcitrack.clinic.upgrading import bring_up

            def report(done: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled
                progress.report(done, of, bringing_up if done == of - 1 else backing_up)

            progress.report(0, 0, backing_up)
            bring_up(key, report, go_on_because=because, **newer)

        job = self._jobs.start(work)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        BusyDialog(job, backing_up, patience_ms=0, parent=self._window)

    @Slot(object)
    def _on_succeeded(self, _result: object) -> None:
        self._has_ended = True
        self.done.emit(self._key)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._has_ended = True
        self.failed.emit(self._key, error)

    @Slot()
    def _on_finished(self) -> None:
        if not self._has_ended:
            self.cancelled.emit()
        self.deleteLater()
