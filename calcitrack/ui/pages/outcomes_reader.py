"""Reads the clinic's own results on the worker, over its own connection, once for all therapies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.domain.change import Change, Kind
from calcitrack.domain.figures.outcomes import TherapyOutcome
from calcitrack.ui.errors import show_failure
from calcitrack.ui.jobs import Cancelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Session

_QUIET = {Kind.DRAFT, Kind.GUIDANCE, Kind.ORDER, Kind.PEOPLE}
"""Changes that move no result."""
_STEPS = 10


class OutcomesReader(QObject):
    """Begins when somebody first asks, and again when a record changed meanwhile.

    Signals:
        moved(): There is a result, or it is further on, or it stopped.
    """

    moved = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._job: Job | None = None
        self.results: Mapping[str, TherapyOutcome] | None = None
        self.read = (0, 0)
        self.is_stopped = False
        session.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Read, unless the results are there, are being read, or were stopped."""
        if self.results is not None or self._job is not None or self.is_stopped:
            return
        self._job = self._session.start(lambda clinic, report: clinic.guidance.own_results(report))
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_succeeded)
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)

    def stop(self) -> None:
        """Give it up."""
        if self._job is not None:
            self.is_stopped = True
            self._job.cancel()

    def go_on(self) -> None:
        """Begin again after it was stopped."""
        self.is_stopped = False
        self.begin()
        self.moved.emit()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, of: int) -> None:
        before, self.read = self.read, (done, of)
        # The leaf is made anew each time: ten times in all, however many patients there are.
        if before[1] != of or done * _STEPS // max(of, 1) != before[0] * _STEPS // max(of, 1):
            self.moved.emit()

    @Slot(object)
    def _on_succeeded(self, results: Mapping[str, TherapyOutcome]) -> None:
        self.results = results

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.is_stopped = True
        if not isinstance(error, Cancelled):
            show_failure(self._window, error)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.moved.emit()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if not change.kinds <= _QUIET:
            self.results = None
            self.is_stopped = False
