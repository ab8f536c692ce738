"""Asks what a filter comes to, on the worker; an answer to what nobody asks any more is thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from calcitrack.domain.cohort.answer import CohortAnswer
from calcitrack.domain.cohort.criteria import Criteria

if TYPE_CHECKING:
    from calcitrack.clinic.session import Clinic
    from calcitrack.ui.jobs import Job
    from calcitrack.ui.session import Report, Session


class CohortReading(QObject):
    """One question at a time: the next one stops the one before.

    Signals:
        began(): A question was asked.
        progressed(done, of): How far the answer is.
        answered(answer): A ``CohortAnswer`` to what was asked last.
        failed(error): It could not be read.
        stopped(): Somebody stopped it.
    """

    began = Signal()
    progressed = Signal(int, int)
    answered = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None

    @property
    def is_reading(self) -> bool:
        """Whether an answer is under way."""
        return self._job is not None

    def ask(self, criteria: Criteria) -> None:
        """Ask; what was asked before is not wanted any more."""
        self._drop()

        def work(clinic: Clinic, report: Report) -> CohortAnswer:
            return clinic.cohorts.answer(criteria, report)

        job = self._job = self._session.start(work)
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        self.began.emit()

    def stop(self) -> None:
        """Give it up; what is shown stays."""
        if self._drop():
            self.stopped.emit()

    def _drop(self) -> bool:
        job, self._job = self._job, None
        if job is None:
            return False
        job.cancel()
        return True

    @Slot(int, int, str)
    def _on_progressed(self, done: int, of: int) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, of)

    @Slot(object)
    def _on_succeeded(self, answer: CohortAnswer) -> None:
        if self.sender() is self._job:
            self._job = None
            self.answered.emit(answer)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._job = None
            self.failed.emit(error)
