"""What pages know of the clinic: the operations, and the one broadcast of what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.clinic.context import Written
from calcitrack.clinic.session import Clinic
from calcitrack.domain.clock import SystemClock
from calcitrack.domain.errors import VaultLocked
from calcitrack.ui.clipboard import PrivateClipboard
from calcitrack.ui.jobs import Cancelled, Job, JobRunner, Progress

T = TypeVar("T")

Report = Callable[[int, int], None]
"""Says how much is done, of how much; raises ``Cancelled`` where nobody wants the work any more."""


class Session(QObject):
    """Somebody signed in. Pages read through ``clinic`` and write through ``write``; nothing else knows it.

    Args:
        clinic: What they can do; None in a window that is made ready before anybody signed in.
        jobs: The worker.

    Signals:
        changed(change): A write went through; the argument is a ``domain.change.Change``.
        saved(at): When it went through, local time.
    """

    changed = Signal(object)
    saved = Signal(object)

    def __init__(self, clinic: Clinic | None, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self.jobs = jobs
        self.clipboard = PrivateClipboard(self)

    @property
    def clinic(self) -> Clinic:
        """What somebody can do.

        Raises:
            VaultLocked: Nobody has signed in yet.
        """
        if self._clinic is None:
            raise VaultLocked
        return self._clinic

    @property
    def is_begun(self) -> bool:
        """Whether somebody signed in; the vault may be locked since."""
        return self._clinic is not None

    @property
    def today(self) -> date:
        """The clinic's present day, or this computer's before anybody signed in."""
        return (self._clinic.clock if self._clinic is not None else SystemClock()).today()

    def begin(self, clinic: Clinic) -> None:
        """Somebody signed in to what was made ready."""
        self._clinic = clinic

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
