"""What pages know of the clinic: the operations, and the one broadcast of what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.clinic.context import Written
from calcitrack.clinic.session import Clinic
from calcitrack.ui.clipboard import PrivateClipboard
from calcitrack.ui.jobs import Cancelled, Job, JobRunner, Progress

T = TypeVar("T")

Report = Callable[[int, int], None]
"""Says how much is done, of how much; raises ``Cancelled`` where nobody wants the work any more."""


class Session(QObject):
    """Somebody signed in. Pages read through ``clinic`` and write through ``write``; nothing else knows it.

    Signals:
        changed(change): A write went through; the argument is a ``domain.change.Change``.
        saved(at): When it went through, local time.
    """

    changed = Signal(object)
    saved = Signal(object)

    def __init__(self, clinic: Clinic, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clinic = clinic
        self.jobs = jobs
        self.clipboard = PrivateClipboard(self)

    def write(self, operation: Callable[[Clinic], Written[T]]) -> T:
        """Run one operation that writes, tell what it changed, and return its value.

        Raises:
            CalciTrackError: Refused or not saved; nothing changed and nothing is told.
        """
        written = operation(self.clinic)
        self.tell(written)
        return written.value

    def start(self, work: Callable[[Clinic, Report], object]) -> Job:
        """Begin slow work on the worker, as the same person over a connection of its own.

        Args:
            work: Gets the clinic over that connection, and what to report its progress to. It sees nothing of the
                window. Work that writes returns what was written, for ``tell``.
        """
        clinic = self.clinic

        def run(progress: Progress) -> object:
            def report(done: int, of: int) -> None:
                if progress.cancelled:
                    raise Cancelled
                progress.report(done, of)

            twin = clinic.twin()
            try:
                return work(twin, report)
            finally:
                twin.close()

        return self.jobs.start(run)

    @Slot(object)
    def tell(self, written: Written[object]) -> None:
        """Tell what was written: by ``write``, or by a job that wrote on the worker."""
        self.saved.emit(self.clinic.clock.now().astimezone())
        self.changed.emit(written.change)
